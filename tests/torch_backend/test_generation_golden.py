"""generate() in PyTorch gives the tokens, and of beams the scores, that the reference library gave."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from generation_cases import TOLERANCE, cases, folder
from generation_models import HEADS, SOURCED

import trivet

SEARCHES = ("greedy", "beam", "group_beam", "contrastive", "assisted", "constrained")
GUIDED = tuple(family for family in HEADS if family not in SOURCED)
OF_EACH = 16
"""Cases of each family and search that are run here; the file has 50."""


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """Each tiny model, loaded once."""
    root, loaded = tmp_path_factory.mktemp("models"), dict[Path, Any]()

    def load(family: str, model: int, *, draft: bool = False) -> Any:
        path = folder(root, family, model, draft=draft)
        if path not in loaded:
            loaded[path] = getattr(trivet, HEADS[family]).from_pretrained(path)
        return loaded[path]

    return load


@pytest.mark.parametrize("search", SEARCHES)
@pytest.mark.parametrize("family", HEADS)
def test_writes_what_the_reference_writes(load: Callable[..., Any], family: str, search: str) -> None:
    check(load, family, search)


@pytest.mark.parametrize("family", GUIDED)
def test_guidance_writes_what_the_reference_writes(load: Callable[..., Any], family: str) -> None:
    check(load, family, "guidance")


def check(load: Callable[..., Any], family: str, search: str) -> None:
    """Run the cases of a family and search."""
    found = cases(family, search, OF_EACH)
    assert found
    for case in found:
        options = dict(case["options"])
        if search == "assisted":
            options["assistant_model"] = load(family, case["model"], draft=True)
        if "negative" in case:
            options["negative_prompt_ids"] = case["negative"]
        written = load(family, case["model"]).generate(
            case["ids"], attention_mask=case["mask"], return_dict_in_generate=True, **options
        )
        assert written.sequences.tolist() == case["tokens"], case
        if "scores" in case:
            torch.testing.assert_close(
                written.sequences_scores, torch.tensor(case["scores"]), rtol=TOLERANCE, atol=TOLERANCE
            )
