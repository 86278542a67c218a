"""Heads whose models hold the base model under another name: reading, comparing, converting and planning."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from checkpoints import read_folder, values
from safetensors.numpy import load_file, save_file

import trivet
from golden_data import Case
from trivet.families.registry import architecture
from trivet.layout import DIALECTS
from trivet.layout.params import join
from trivet.operations.convert import convert
from trivet.operations.verify import verify
from trivet.planning.abstract import plan
from trivet.planning.opening import open_checkpoint
from trivet.testing import tiny_config

LLAMA = Case("LlamaForQuestionAnswering", "llama", "heads")
T5 = Case("T5ForSequenceClassification", "t5", "heads")
TOKENS = Case("T5ForTokenClassification", "t5", "heads")
CASES = pytest.mark.parametrize("case", [LLAMA, T5, TOKENS], ids=str)


def test_prefixes_of_a_family() -> None:
    llama, t5 = architecture("llama"), architecture("t5")
    assert (llama.base_prefixes, t5.base_prefixes) == (("model", "transformer"), ("", "transformer"))
    assert architecture("mistral").base_prefixes == ("model",)
    answers = llama.for_head("TFLlamaForQuestionAnswering")
    assert answers is llama.for_names(["score.weight", "transformer/norm/weight:0"])
    assert (answers.base_prefix, llama.base_prefix) == ("transformer", "model")
    assert answers.for_head("LlamaForCausalLM").base_prefix == llama.for_names(["model.norm.weight"]).base_prefix


def test_ties_have_the_prefix_of_the_head() -> None:
    family, config = architecture("t5"), tiny_config("t5", tie_word_embeddings=True)
    params = {each.name: each for each in family.parameters(config, "T5ForSequenceClassification")}
    assert params["transformer.decoder.embed_tokens.weight"].tied == "transformer.shared.weight"
    assert family.for_names(["transformer.shared.weight"]).universe(config)["lm_head.weight"].tied in params
    assert family.universe(config)["lm_head.weight"].tied == "shared.weight"
    assert family.for_head("T5ForTokenClassification").core(config) == {
        f"transformer.{name}" for name in family.core(config)
    }


@CASES
def test_is_read_with_the_prefix_that_it_has_whatever_its_config_says(case: Case, tmp_path: Path) -> None:
    checkpoint = open_checkpoint(case.checkpoint("torch"))
    assert (checkpoint.naming.base_prefix, checkpoint.head) == ("transformer", case.head)
    assert not verify(case.checkpoint("torch")).problems
    convert(case.checkpoint("torch"), tmp_path, to="torch")
    config = tmp_path / "config.json"
    config.write_text(config.read_text().replace(f'"{case.head}"', '"Unknown"'))
    assert open_checkpoint(tmp_path).naming.base_prefix == "transformer"
    assert trivet.diff(tmp_path, case.checkpoint("torch")).is_identical


@CASES
def test_is_whole_with_the_prefix_of_the_other_heads(case: Case, tmp_path: Path) -> None:
    other = architecture(case.family).base_prefix
    shutil.copytree(case.checkpoint("torch"), tmp_path / "renamed")
    tensors = load_file(tmp_path / "renamed" / "model.safetensors")
    moved = {
        name: join(other, name.removeprefix("transformer.")) for name in tensors if name.startswith("transformer.")
    }
    tensors = {moved.get(name, name): array for name, array in tensors.items()}
    save_file(tensors, tmp_path / "renamed" / "model.safetensors")
    assert not verify(tmp_path / "renamed").problems
    del tensors[next(iter(moved.values()))]
    save_file(tensors, tmp_path / "renamed" / "model.safetensors")
    assert len(verify(tmp_path / "renamed").problems) == 1


@CASES
@pytest.mark.parametrize("dialect", ["tensorflow", "flax"])
def test_goes_to_another_dialect_and_back(case: Case, dialect: str, tmp_path: Path) -> None:
    convert(case.checkpoint("torch"), tmp_path / dialect, to=dialect)
    names = open_checkpoint(tmp_path / dialect).catalog
    mark = "/" if dialect == "tensorflow" else "."
    assert sum(name.startswith(f"transformer{mark}") for name in names) > len(names) / 2
    assert not verify(tmp_path / dialect).problems
    assert trivet.diff(tmp_path / dialect, case.checkpoint("torch")).is_identical
    convert(tmp_path / dialect, tmp_path / "back", to="torch")
    back, before = (values(read_folder(each)) for each in (tmp_path / "back", case.checkpoint("torch")))
    assert back == {name: array for name, array in before.items() if name in back}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("case", "head"),
    [
        (LLAMA, "LlamaModel"),
        (LLAMA, "LlamaForCausalLM"),
        (Case("LlamaForTokenClassification", "llama", "heads"), "LlamaForQuestionAnswering"),
        (T5, "T5Model"),
        (T5, "T5ForConditionalGeneration"),
        (T5, "T5ForTokenClassification"),
        (TOKENS, "T5EncoderModel"),
        (Case("T5ForQuestionAnswering", "t5", "heads"), "T5ForSequenceClassification"),
    ],
    ids=lambda each: str(each),
)
def test_fills_a_head_with_another_prefix(case: Case, head: str, dialect: str) -> None:
    family = architecture(case.family)
    config = family.config_class.from_dict(case.config)
    listed = {each.name for each in family.parameters(config, head) if each.tied is None and not each.buffer}
    added = {each.name for each in family.head_parameters(config, head) if each.tied is None}
    planned = plan(case.checkpoint("torch"), to=dialect, head=head)
    assert {step.param.name for step in planned.steps if step.param.tied is None} == listed - added
    assert len(planned.missing) == len(added & listed)
