"""Tests of models that are trained, pruned, resized, or generate text: the second half of the contract of models."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trivet.errors import InvalidConfigError
from trivet.testing.model_cases import WHOLE, Load, ModelCases, close
from trivet.testing.subjects import Subject

NEW_TOKENS = 4


class ChangeContract(ModelCases):
    """Models that change, and match their configs afterwards."""

    def test_dropout_follows_its_seed_and_is_for_training_only(self, typical: Subject, load: Load) -> None:
        self.require("dropout")
        subject = typical.variant(**typical.dropouts(0.3))
        model, inputs = load(subject), subject.inputs()
        calls = (self.runner.call(model, inputs, seed=seed) for seed in (None, 1, 1, 2, None))
        still, one, same, other, again = (each[subject.scored] for each in calls)
        np.testing.assert_array_equal(one, same)
        assert (one != still).any()
        assert (one != other).any()
        np.testing.assert_array_equal(again, still)

    def test_states_that_are_computed_again_give_the_same_gradients(self, learner: Subject, load: Load) -> None:
        self.require("checkpointing")
        subject = learner.variant(**learner.dropouts(0.3))
        model, inputs = load(subject), subject.inputs()
        labels = subject.labels(inputs)
        kept, again = (
            self.runner.gradients(model, {**inputs, **labels}, seed=1, checkpointed=each) for each in (False, True)
        )
        assert kept.keys() == again.keys()
        for name, array in kept.items():
            close(again[name], array, name)

    def test_a_pruned_model_is_one_whose_heads_are_masked(self, prunable: Subject, load: Load, tmp_path: Path) -> None:
        self.require("pruning")
        model, inputs, side = load(prunable, fresh=True), prunable.inputs(), prunable.source
        heads = next(iter(prunable.attentions(side))).heads
        mask = np.ones((len(side.stack.passes or side.stack.layers), heads), np.float32)
        mask[:, 1] = 0
        masked = {"head_mask": mask}
        if prunable.is_pair:  # the decoder might use it as well
            masked["decoder_head_mask"] = np.ones_like(mask)[: len(prunable.text.stack.layers)]
        expected = self.call_scored(model, prunable, {**inputs, **masked})
        model.prune_heads({layer: [1] for layer in range(len(side.stack.layers))})
        close(self.call_scored(model, prunable, inputs), expected)
        model.save_pretrained(tmp_path)
        again = self.runner.load(prunable.head, tmp_path, strict=True)
        assert {int(layer): heads for layer, heads in again.config.pruned_heads.items()} == {
            layer: [1] for layer in range(len(side.stack.layers))
        }
        close(self.call_scored(again, prunable, inputs), expected)
        with pytest.raises(InvalidConfigError, match="pruned_heads"):
            model.prune_heads({0: [heads]})

    def test_a_resized_vocabulary_scores_known_words_as_before(
        self, resizable: Subject, load: Load, tmp_path: Path
    ) -> None:
        self.require("resizing")
        model, inputs = load(resizable, fresh=True), resizable.inputs()
        words = resizable.worded.tokens.words.rows
        before = self.call_scored(model, resizable, inputs)
        for rows in (words + 4, words):
            model.resize_token_embeddings(rows)
            assert model.config.vocab_size == rows
            after = self.call_scored(model, resizable, inputs)
            assert after.shape[-1] - before.shape[-1] in (0, rows - words)
            close(after[..., : before.shape[-1]], before)
            shapes = {name: array.shape for name, array in self.runner.parameters(model).items()}
            listed = resizable.family.parameters(model.config, resizable.head)
            assert shapes == {each.name: each.shape for each in listed if each.tied is None and not each.buffer}
        model.save_pretrained(tmp_path)
        again = self.runner.load(resizable.head, tmp_path, strict=True)
        close(self.call_scored(again, resizable, inputs), before)

    def test_text_is_what_the_scores_say_token_by_token(self, writer: Subject, load: Load) -> None:
        self.require("generation")
        model, config, whole = load(writer), writer.config(), writer.inputs(**WHOLE)
        source = {
            name: each for name, each in whole.items() if name in ("input_ids", "input_features", "attention_mask")
        }
        options = {"max_new_tokens": NEW_TOKENS, "do_sample": False, "num_beams": 1, "forced_eos_token_id": None}
        ids = self.runner.generate(model, source, **options)
        inputs: dict[str, Any] = {**source, "decoder_input_ids": ids} if writer.is_pair else {"input_ids": ids}
        begun: Any = np.full((2, 1), getattr(config, "decoder_start_token_id", 0))
        begun = begun if writer.is_pair else source["input_ids"]
        start = begun.shape[1]
        np.testing.assert_array_equal(ids[:, :start], begun)
        written, best = ids[:, start:], self.call_scored(model, writer, inputs)[:, start - 1 : -1].argmax(-1)
        ends: Any = config.eos_token_id
        ended = np.isin(written, ends).cumsum(-1) > 0
        before = np.pad(ended, [(0, 0), (1, 0)])[:, :-1]
        np.testing.assert_array_equal(written, np.where(before, config.pad_token_id or 0, best))
        assert written.shape[1] == NEW_TOKENS or ended[:, -1].all()
