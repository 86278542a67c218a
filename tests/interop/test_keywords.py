"""Keywords of `from_pretrained` reach the config and the generation config, alike in all frameworks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import trivet
from trivet.testing import tiny_config

PREFIXES = ("", "TF", "Flax")
GENERATION: dict[str, Any] = {
    "max_length": 30,
    "min_length": 1,
    "do_sample": True,
    "num_beams": 2,
    "eos_token_id": 5,
    "pad_token_id": 3,
    "output_attentions": True,
    "use_cache": False,
}
"""Fields of both configs."""
MODEL: dict[str, Any] = {
    "is_decoder": True,
    "torchscript": True,
    "attn_pdrop": 0.25,
    "num_labels": 4,
    "chunk_size_feed_forward": 2,
    "problem_type": "regression",
    "return_dict": False,
}
"""Fields of the model's config alone."""


@pytest.fixture(scope="module", params=[True, False], ids=["with-generation-config", "config-alone"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keywords")
    trivet.GPT2LMHeadModel(tiny_config("gpt2")).save_pretrained(path)
    if not request.param:
        (path / "generation_config.json").unlink()
    return path


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("name", ["GPT2LMHeadModel", "AutoModelForCausalLM"])
def test_keywords_reach_config_and_generation_config(folder: Path, prefix: str, name: str) -> None:
    model = getattr(trivet, prefix + name).from_pretrained(folder, **GENERATION, **MODEL)
    assert {key: getattr(model.config, key) for key in {**GENERATION, **MODEL}} == {**GENERATION, **MODEL}
    assert {key: getattr(model.generation_config, key) for key in GENERATION} == GENERATION
    assert not {*MODEL} & {*model.generation_config.to_dict()}


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("keywords", [{"colour": "red", "config": tiny_config("gpt2")}, {"return_unused_kwargs": True}])
def test_keywords_that_nothing_takes_are_refused(folder: Path, prefix: str, keywords: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=next(iter(keywords))):
        getattr(trivet, f"{prefix}GPT2LMHeadModel").from_pretrained(folder, **keywords)
