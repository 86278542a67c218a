"""The contract of models, for every blueprint and backend, as pytest tests. Subclass `ModelContract` and set a runner.

    from trivet.testing import ModelContract
    from trivet_torch.testing import TorchRunner

    class TestModels(ModelContract):
        runner = TorchRunner()
        model_types = ("word-average",)

Tests read all facts of a family from its blueprint; weights and inputs are random.
"""

from __future__ import annotations

import numpy as np
import pytest

from trivet.errors import InputRangeError, InvalidInputError
from trivet.families.heads import Loss
from trivet.testing import samples
from trivet.testing.change_contract import ChangeContract
from trivet.testing.model_cases import WHOLE, Load, close
from trivet.testing.picture_contract import PictureContract
from trivet.testing.sound_contract import SoundContract
from trivet.testing.subjects import Subject


class ModelContract(ChangeContract, PictureContract, SoundContract):
    """Calls: masks, positions, caches, labels, refusals. Changes of models are in `ChangeContract`."""

    def test_what_is_masked_has_no_influence(self, reader: Subject, load: Load) -> None:
        inputs, others = reader.inputs(), reader.inputs(padding=(0, 0, 0), seed=1)
        changed = dict(inputs)
        for ids in {"input_ids", "decoder_input_ids"} & inputs.keys():
            mask = inputs[ids.replace("input_ids", "attention_mask")]
            changed[ids] = np.where(mask == 1, inputs[ids], others[ids])
            assert (changed[ids] != inputs[ids]).any()
        actual, expected = (self.scores(load, reader, each) for each in (changed, inputs))
        close(actual[reader.shown(inputs)], expected[reader.shown(inputs)])

    def test_no_mask_is_a_mask_of_ones(self, reader: Subject, load: Load) -> None:
        inputs = reader.inputs(**WHOLE)
        without = {name: each for name, each in inputs.items() if "mask" not in name}
        close(self.scores(load, reader, without), self.scores(load, reader, inputs))

    def test_masks_of_every_number_of_axes_mean_the_same(self, one_window: Subject, load: Load) -> None:
        inputs, real = one_window.inputs(), one_window.shown(one_window.inputs())
        name = "decoder_attention_mask" if one_window.is_pair else "attention_mask"
        expected = self.scores(load, one_window, inputs)
        length = inputs[name].shape[-1]
        behind = np.arange(length)[:, None] - np.arange(length)
        window = next(each.window for each in one_window.attentions(one_window.text) if not each.crosses)
        sees = (behind >= 0) & (behind < (window or length)) if one_window.text.causal else behind < length
        mask = sees.astype(np.int64) * inputs[name][:, None]
        for each in (mask, mask[:, None]):
            close(self.scores(load, one_window, {**inputs, name: each})[real], expected[real])

    def test_a_row_that_is_masked_throughout_gives_numbers(self, reader: Subject, load: Load) -> None:
        inputs = reader.inputs()
        nothing = {name: each * 0 if "mask" in name else each for name, each in inputs.items()}
        outputs = self.runner.call(load(reader), nothing)
        assert all(np.isfinite(each).all() for each in outputs.values())

    def test_vectors_in_place_of_ids(self, reader: Subject, load: Load) -> None:
        inputs = reader.inputs(**WHOLE)
        expected = self.scores(load, reader, inputs)
        for side, prefix in ((reader.source, ""), *([(reader.text, "decoder_")] if reader.is_pair else [])):
            words, scale = reader.words(side), side.tokens.words.scale or 1.0
            inputs[f"{prefix}inputs_embeds"] = (words[inputs.pop(f"{prefix}input_ids")] * scale).astype(np.float32)
        close(self.scores(load, reader, inputs), expected)

    def test_no_token_sees_those_after_it(self, causal: Subject, load: Load) -> None:
        inputs, others = causal.inputs(**WHOLE), causal.inputs(**WHOLE, seed=1)
        ids = "decoder_input_ids" if causal.is_pair else "input_ids"
        kept = inputs[ids].shape[1] - 2
        changed = {**inputs, ids: np.concatenate([inputs[ids][:, :kept], others[ids][:, kept:]], 1)}
        actual, expected = (self.scores(load, causal, each) for each in (changed, inputs))
        close(actual[:, :kept], expected[:, :kept])
        assert not np.allclose(actual[:, kept:], expected[:, kept:], atol=1e-3)

    def test_positions_are_counted_from_the_first_token(self, positioned: Subject, load: Load) -> None:
        inputs = positioned.inputs(**WHOLE)
        stated = {**inputs, "position_ids": positioned.position_ids(inputs["attention_mask"])}
        close(self.scores(load, positioned, stated), self.scores(load, positioned, inputs))

    def test_padding_on_either_side_means_the_same(self, positioned: Subject, load: Load) -> None:
        right, left = positioned.inputs(), positioned.left_padded()
        actual, expected = (self.scores(load, positioned, each) for each in (left, right))
        close(actual[positioned.shown(left)], expected[positioned.shown(right)])

    def test_a_cache_changes_nothing(self, writer: Subject, load: Load) -> None:
        self.require("cache")
        inputs = writer.left_padded() if "position_ids" in writer.arguments else writer.inputs()
        expected, real = self.scores(load, writer, inputs), writer.shown(inputs)
        parts = (expected.shape[1] - 4, 1, 2, 1)
        close(self.runner.decode(load(writer), inputs, parts)[real], expected[real])

    def test_compiled_gives_the_eager_outputs(self, typical: Subject, load: Load) -> None:
        self.require("compiled")
        inputs = typical.inputs()
        inputs |= typical.labels(inputs)
        compiled, expected = (self.runner.call(load(typical), inputs, compiled=each) for each in (True, False))
        assert compiled.keys() == expected.keys()
        for name, array in expected.items():
            close(compiled[name], array, name)

    def test_inner_outputs_are_there_when_asked_for(self, typical: Subject, load: Load) -> None:
        inputs = typical.inputs()
        plain = self.runner.call(load(typical), inputs)
        asked = self.runner.call(load(typical), {**inputs, "output_hidden_states": True, "output_attentions": True})
        for name, array in plain.items():
            close(asked[name], array, name)
        for side, prefix in ((typical.text, "decoder_" if typical.is_pair else ""), (typical.source, "encoder_")):
            if prefix != "encoder_" or typical.is_pair:
                states = [name for name in asked if name.startswith(f"{prefix}hidden_states.")]
                assert len(states) == 1 + len(side.stack.passes or side.stack.layers)
        weights = [each for name, each in asked.items() if "attentions." in name]
        assert weights
        for each in weights:
            attends = np.ones(each.shape[:-1], each.dtype)
            if typical.source.masks_tokens:
                attends *= inputs["attention_mask"][:, None]
            close(each.sum(-1), attends)

    def test_a_tuple_holds_the_same_in_the_same_order(self, typical: Subject, load: Load) -> None:
        self.require("tuples")
        inputs = typical.inputs()
        outputs = self.runner.outputs(load(typical), inputs)
        answer = self.runner.outputs(load(typical), {**inputs, "return_dict": False})
        assert isinstance(answer, tuple)
        for value, name in zip(answer, outputs.keys(), strict=True):
            if name != "past_key_values":
                np.testing.assert_array_equal(np.asarray(value), np.asarray(outputs[name]), name)

    def test_the_loss_is_the_mean_over_the_labels_that_count(self, labelled: Subject, load: Load) -> None:
        inputs = labelled.inputs()
        labels = labelled.labels(inputs)["labels"]
        outputs = self.runner.call(load(labelled), {**inputs, "labels": labels})
        logits = outputs["logits"].astype(np.float64)
        if labelled.kind is not None and labelled.kind.loss is Loss.NEXT_TOKENS:
            logits, labels = logits[:, :-1], labels[:, 1:]
        counted = labels != samples.IGNORED
        assert counted.any()
        assert not counted.all()
        logits = logits[counted]
        chosen = np.take_along_axis(logits, labels[counted][:, None], -1)[:, 0]
        close(outputs["loss"], (np.log(np.exp(logits).sum(-1)) - chosen).mean())

    def test_labels_become_what_the_decoder_reads(self, shifting: Subject, load: Load) -> None:
        inputs = shifting.inputs()
        labels = shifting.labels(inputs)
        source = {name: each for name, each in inputs.items() if not name.startswith("decoder_")}
        actual = self.runner.call(load(shifting), {**source, **labels})
        expected = self.runner.call(load(shifting), {**source, **shifting.shifted(labels["labels"])})
        close(actual["logits"], expected["logits"])

    def test_refuses_ids_and_vectors_together_and_neither(self, reader: Subject, load: Load) -> None:
        inputs = reader.inputs(**WHOLE)
        vectors = np.zeros((*inputs["input_ids"].shape, reader.source.tokens.words.size), np.float32)
        rest = {name: each for name, each in inputs.items() if name != "input_ids"}
        for wrong in (rest, {**inputs, "inputs_embeds": vectors}):
            with pytest.raises(InvalidInputError, match="either"):
                self.runner.call(load(reader), wrong)

    @pytest.mark.parametrize("columns", [-1, 1])
    def test_refuses_a_mask_of_another_length(self, reader: Subject, load: Load, columns: int) -> None:
        inputs = reader.inputs(**WHOLE)
        ones = np.ones((2, inputs["input_ids"].shape[1] + columns), np.int64)
        with pytest.raises(InvalidInputError, match="mask"):
            self.runner.call(load(reader), {**inputs, "attention_mask": ones})

    def test_refuses_a_mask_of_one_axis(self, reader: Subject, load: Load) -> None:
        inputs = reader.inputs(**WHOLE)
        with pytest.raises(InvalidInputError, match="attention_mask must have 2, 3 or 4 axes, not 1"):
            self.runner.call(load(reader), {**inputs, "attention_mask": np.ones(7, np.int64)})

    @pytest.mark.parametrize("token", [-1, 61])
    def test_refuses_tokens_that_are_in_no_row(self, reader: Subject, load: Load, token: int) -> None:
        self.require("ranges")
        inputs = reader.inputs(**WHOLE)
        with pytest.raises(InputRangeError, match="indices from"):
            self.runner.call(load(reader), {**inputs, "input_ids": np.full_like(inputs["input_ids"], token)})

    def test_refuses_more_tokens_than_there_are_positions(self, placed: Subject, load: Load) -> None:
        places = placed.places() or 0
        with pytest.raises(InputRangeError, match="positions"):
            self.runner.call(load(placed), placed.inputs(**WHOLE, length=places + 1))

    def test_refuses_labels_of_another_number(self, labelled: Subject, load: Load) -> None:
        inputs = labelled.inputs()
        labels = labelled.labels(inputs)["labels"][:, :, None].repeat(2, -1)
        with pytest.raises(InvalidInputError, match="labels have the shape"):
            self.runner.call(load(labelled), {**inputs, "labels": labels})

    def test_refuses_labels_that_are_no_class(self, labelled: Subject, load: Load) -> None:
        self.require("ranges")
        inputs = labelled.inputs()
        labels = np.full_like(labelled.labels(inputs)["labels"], 61)
        with pytest.raises(InputRangeError, match="labels from 61 to 61"):
            self.runner.call(load(labelled), {**inputs, "labels": labels})

    def test_refuses_to_shift_labels_without_the_tokens_for_it(self, shifting: Subject, load: Load) -> None:
        field = shifting.shift_field()
        inputs = shifting.inputs()
        source = {name: each for name, each in inputs.items() if not name.startswith("decoder_")}
        with pytest.raises(InvalidInputError, match=f"config.{field} is not set"):
            self.runner.call(load(shifting.variant(**{field: None})), {**source, **shifting.labels(inputs)})

    def test_reads_where_sequences_end(self, by_end: Subject, load: Load) -> None:
        inputs = by_end.inputs()
        expected = self.scores(load, by_end, inputs)
        others = by_end.variant(eos_token_id=[by_end.config().eos_token_id, 9])
        close(self.scores(load, others, inputs), expected)
        without = {**inputs, "input_ids": np.full_like(inputs["input_ids"], 11)}
        with pytest.raises(InvalidInputError, match="must have an end-of-sequence token"):
            self.runner.call(load(by_end), without)

    def test_reads_the_last_token_that_is_no_padding(self, by_last: Subject, load: Load) -> None:
        inputs = by_last.inputs()
        expected = self.scores(load, by_last, inputs)
        close(self.scores(load, by_last, by_last.left_padded()), expected)
        length = inputs["attention_mask"][-1].sum()
        alone = {name: each[-1:, :length] for name, each in inputs.items()}
        close(self.scores(load, by_last, alone)[0], expected[-1])
        unknown = by_last.variant(pad_token_id=None)
        with pytest.raises(InvalidInputError, match=r"config\.pad_token_id is None"):
            self.runner.call(load(unknown), inputs)
        one = {name: each[:1] for name, each in inputs.items()}
        close(self.scores(load, unknown, one), expected[:1])

    def test_a_head_mask_is_for_all_layers_or_for_each(self, head_masked: Subject, load: Load) -> None:
        inputs, side = head_masked.inputs(), head_masked.source
        passes, heads = len(side.stack.passes or side.stack.layers), next(iter(head_masked.attentions(side))).heads
        mask = np.ones(heads, np.float32)
        close(self.scores(load, head_masked, {**inputs, "head_mask": mask}), self.scores(load, head_masked, inputs))
        mask[0] = 0
        asked = {**inputs, "output_attentions": True, "head_mask": np.stack([mask] * passes)}
        outputs = self.runner.call(load(head_masked), asked)
        close(outputs[head_masked.scored], self.scores(load, head_masked, {**inputs, "head_mask": mask}))
        own = "encoder_attentions." if head_masked.is_pair else "attentions."
        assert not any(each[:, 0].any() for name, each in outputs.items() if name.startswith(own))
        with pytest.raises(InvalidInputError, match=f"must be .heads. or .{passes} layers, heads."):
            self.runner.call(load(head_masked), {**inputs, "head_mask": np.ones((passes + 1, heads), np.float32)})
