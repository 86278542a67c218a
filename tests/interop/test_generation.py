"""The same tokens everywhere: one checkpoint of each family writes alike in all frameworks, also through the command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

import trivet
from trivet.backends.exports import exported
from trivet.backends.registry import KNOWN_BACKENDS
from trivet.cli import app
from trivet.errors import InvalidConfigError
from trivet.families.names import class_prefix
from trivet.testing import tiny_config

HEADS = {
    "gpt2": "GPT2LMHeadModel",
    "llama": "LlamaForCausalLM",
    "t5": "T5ForConditionalGeneration",
    "bart": "BartForConditionalGeneration",
}
WORDS = ("<pad>", "<s>", "</s>", *(f"w{index}" for index in range(58)))
IDS = np.array([[0, 0, 7, 30, 12], [9, 41, 3, 22, 60]])
MASK = np.where(IDS == 0, 0, 1)
TOKENS = {"bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 0, "forced_eos_token_id": None}


@pytest.fixture(scope="module")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for each family, of weights so wide apart that no two scores are near each other, and a tokenizer."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers

    root = tmp_path_factory.mktemp("writers")
    tokenizer = Tokenizer(models.WordLevel({word: index for index, word in enumerate(WORDS)}, unk_token="<pad>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    for family, head in HEADS.items():
        start = {"decoder_start_token_id": 1} if family in ("t5", "bart") else {}
        made = getattr(trivet, head)(tiny_config(family, **TOKENS, **start))
        values = torch.Generator().manual_seed(5)
        with torch.no_grad():
            for parameter in made.parameters():
                parameter.copy_(torch.empty(parameter.shape).normal_(0, 0.4, generator=values))
        made.save_pretrained(root / family)
        tokenizer.save(str(root / family / "tokenizer.json"))
    return root


def written(model: Any, ids: Any, **options: Any) -> list[list[int]]:
    """Texts without the padding at their ends."""
    found = model.generate(ids, **options)
    rows = np.asarray(getattr(found, "sequences", found)).tolist()
    return [row[: max(place for place, each in enumerate(row) if each) + 1] for row in rows]


@pytest.mark.parametrize("family", HEADS)
def test_greedy_and_beam_search_give_the_same_tokens(family: str, checkpoints: Path) -> None:
    right = family in ("t5", "bart")  # a source is padded behind its end
    ids, mask = (each[:, ::-1].copy() if right else each for each in (IDS, MASK))
    searches: list[dict[str, Any]] = [{}, {"num_beams": 3, "length_penalty": 0.7, "num_return_sequences": 2}]
    found: dict[str, list[list[list[int]]]] = {}
    for framework, mark in ((each, class_prefix(each)) for each in KNOWN_BACKENDS):
        model = exported(mark + HEADS[family]).from_pretrained(checkpoints / family)
        # Step by step, TensorFlow is the quicker for a single call.
        steps = {"jit_compile": False} if framework == "tensorflow" else {}
        options = {"attention_mask": mask, "max_new_tokens": 7, **steps}
        found[framework] = [written(model, ids, **options, **search) for search in searches]
    assert found["torch"] == found["tensorflow"] == found["flax"]
    assert len({tuple(text) for texts in found["torch"] for text in texts}) > 1  # not one text whatever is asked


def test_a_stopped_beam_search_says_of_each_token_who_chose_it_and_of_a_source_what_there_is(checkpoints: Path) -> None:
    asked = {"output_scores": True, "output_hidden_states": True, "return_dict_in_generate": True}
    options = {"num_beams": 3, "num_return_sequences": 2, "max_new_tokens": 7, "min_new_tokens": 6, **asked}
    stop = [lambda ids, scores: ids.shape[1] == 4]
    for mark in map(class_prefix, KNOWN_BACKENDS):
        model = exported(mark + HEADS["t5"]).from_pretrained(checkpoints / "t5")
        found = model.generate(IDS, attention_mask=MASK, stopping_criteria=stop, **options)
        # What ends a text that was stopped is no beam's choice.
        assert np.asarray(found.sequences)[:, 4].tolist() == [TOKENS["eos_token_id"]] * 4
        assert np.asarray(found.beam_indices)[:, 3].tolist() == [-1] * 4
        each = np.asarray(model.compute_transition_scores(found.sequences, found.scores, found.beam_indices))
        np.testing.assert_allclose(each.sum(1) / 3, np.asarray(found.sequences_scores), rtol=1e-5)
        assert {state.shape[:2] for state in found.encoder_hidden_states} == {IDS.shape}
        assert {state.shape[0] for states in found.decoder_hidden_states for state in states} == {6}


@pytest.mark.parametrize("family", ["gpt2", "t5"])
def test_the_command_writes_the_same_text_with_every_backend(family: str, checkpoints: Path) -> None:
    texts = set()
    for backend in KNOWN_BACKENDS:
        arguments = ["generate", str(checkpoints / family), "w4 w27 w9", "--backend", backend]
        done = CliRunner().invoke(app, [*arguments, "--max-new-tokens", "6", "--greedy"])
        assert done.exit_code == 0, done.output
        texts.add(done.stdout)
    assert len(texts) == 1
    model = exported(HEADS[family]).from_pretrained(checkpoints / family)
    tokens = written(model, np.array([[7, 30, 12]]), max_new_tokens=6)[0][1 if family == "t5" else 3 :]
    assert texts == {" ".join(WORDS[each] for each in tokens) + "\n"}
    none = CliRunner().invoke(
        app, ["generate", str(checkpoints / family), "w4", "--backend", "torch", "--max-new-tokens", "0"]
    )
    assert (none.exit_code, none.stdout) == (2, "")
    assert "--max-new-tokens must be an integer of at least 1" in none.stderr


def test_a_seed_settles_what_is_drawn(checkpoints: Path) -> None:
    for backend in KNOWN_BACKENDS:
        arguments = ["generate", str(checkpoints / "gpt2"), "w4 w27", "--backend", backend, "--max-new-tokens", "6"]
        seeds = ("1", "1", "2")
        texts = [CliRunner().invoke(app, [*arguments, "--temperature", "5", "--seed", each]).stdout for each in seeds]
        assert texts[0] == texts[1] != texts[2]
        assert len(texts[0].split()) == 6


@pytest.mark.parametrize("framework", KNOWN_BACKENDS)
def test_settings_of_a_call_are_the_models_where_a_text_starts_and_name_only_tokens_that_it_has(
    framework: str, checkpoints: Path
) -> None:
    model = exported(class_prefix(framework) + HEADS["bart"]).from_pretrained(checkpoints / "bart")
    steps = {"jit_compile": False} if framework == "tensorflow" else {}
    settings = trivet.GenerationConfig(max_new_tokens=2)
    assert written(model, IDS[1:], generation_config=settings, **steps)[0][0] == 1
    with pytest.raises(InvalidConfigError, match="suppress_tokens names token 61, but the model has tokens from 0"):
        model.generate(IDS[1:], generation_config=settings, suppress_tokens=[61], **steps)
