"""Classes that families have and Flax has not: each is declared with a reason, and no other is missing."""

from __future__ import annotations

import pytest

import trivet
import trivet_flax.backend
import trivet_flax.build.classes
from trivet.errors import UnsupportedTaskError
from trivet.families.registry import families
from trivet_flax.backend import BACKEND, FlaxBackend
from trivet_flax.gaps import GAPS

ALL = {f"Flax{head}": family for family in families() for head in family.heads}


def test_each_class_of_each_family_is_exported_or_a_declared_gap() -> None:
    assert set(ALL) - set(BACKEND.exports) == set(GAPS)
    assert all(GAPS.values())


def test_what_is_declared_missing_is_found_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    makers = trivet_flax.build.classes._makers
    exports, made = set(BACKEND.exports), set(makers())  # which both are kept from now on
    declared = {"FlaxBertForMaskedLM": "for this test"}
    for module in (trivet_flax.backend, trivet_flax.build.classes):
        monkeypatch.setattr(module, "GAPS", declared)
    assert exports - set(FlaxBackend().exports) == {"FlaxBertForMaskedLM"}
    assert made - set(makers.__wrapped__()) == {"FlaxBertForMaskedLM", "FlaxBertForMaskedLMModule"}


def test_auto_classes_say_that_the_backend_lacks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(BACKEND.exports, "FlaxBartForCausalLM")  # type: ignore[arg-type]
    with pytest.raises(UnsupportedTaskError, match="FlaxBartForCausalLM in the flax backend"):
        trivet.FlaxAutoModelForCausalLM.class_for(trivet.BartConfig)


def test_a_class_has_the_name_that_libraries_know_it_by_too() -> None:
    assert trivet.FlaxBertForCausalLM is trivet.FlaxBertLMHeadModel
