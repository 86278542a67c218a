"""A prefix that a wrapper put before every name is the first thing that a refusal says."""

from __future__ import annotations

from pathlib import Path

import pytest
import tiny_bert

import trivet
from trivet.errors import CheckpointMismatchError
from trivet.families.text.bert import Bert
from trivet.layout import DIALECTS
from trivet.planning.opening import open_checkpoint
from trivet.planning.plan import plan_load
from trivet.planning.skeleton import Skeleton, Target

FAMILY = Bert()


def wrapped(folder: Path, prefix: str, *, bare: bool = False) -> Path:
    weights = tiny_bert.without_prefix(tiny_bert.weights()) if bare else tiny_bert.weights()
    return tiny_bert.write_checkpoint(folder, tensors={prefix + name: each for name, each in weights.items()})


def refusal(folder: Path, strict: bool | None) -> list[str]:
    universe = FAMILY.universe(tiny_bert.config(), "BertModel")
    params = [param for param in FAMILY.parameters(tiny_bert.config(), "BertModel") if not param.buffer]
    targets = tuple(Target(param.name, param) for param in params)
    skeleton = Skeleton(DIALECTS["torch"], targets, FAMILY, universe, FAMILY.core(tiny_bert.config()), is_base=True)
    checkpoint = open_checkpoint(folder)
    with pytest.raises(CheckpointMismatchError) as caught:
        plan_load(checkpoint.catalog, skeleton, source="x", dialect=checkpoint.dialect, strict=strict)
    wrapped = "begin with" in caught.value.problems[0]
    assert not (wrapped and "strict=False initialises" in str(caught.value))
    return list(caught.value.problems)


@pytest.mark.parametrize("strict", [None, True, False])
@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(
    ("prefix", "who"),
    [
        ("module.", "DataParallel"),
        ("_orig_mod.", "torch.compile"),
        ("model.", "Lightning"),
        ("base_model.model.", "PEFT"),
        ("module._orig_mod.", "DataParallel"),
        ("net.encoder.", ""),
    ],
)
def test_a_load_names_the_prefix_first(prefix: str, who: str, bare: bool, strict: bool | None, tmp_path: Path) -> None:
    first, *others = refusal(wrapped(tmp_path, prefix, bare=bare), strict)
    assert f"begin with {prefix!r}" in first
    assert who in first
    assert others


def test_conversion_and_verification_name_it_too(tmp_path: Path) -> None:
    folder = wrapped(tmp_path / "from", "module.")
    with pytest.raises(CheckpointMismatchError, match=r"begin with 'module\.'"):
        trivet.convert(folder, tmp_path / "to", to="flax")
    assert "begin with 'module.'" in trivet.verify(folder).problems[0]


def test_checkpoint_of_another_model_is_not_blamed_on_a_wrapper(tmp_path: Path) -> None:
    weights = {f"layer.{name[::-1]}": each for name, each in tiny_bert.weights().items()}
    assert "begin with" not in refusal(tiny_bert.write_checkpoint(tmp_path, tensors=weights), None)[0]
