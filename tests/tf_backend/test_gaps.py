"""Classes that families have and TensorFlow has not: each is declared with a reason, and no other is missing."""

from __future__ import annotations

import pytest

from trivet.families.registry import families
from trivet_tf.backend import BACKEND, TensorFlowBackend
from trivet_tf.build.classes import class_named
from trivet_tf.gaps import GAPS

ALL = {f"TF{head}" for family in families() for head in family.heads}


def test_each_class_of_each_family_is_exported_or_a_declared_gap() -> None:
    assert ALL - set(BACKEND.exports) == set(GAPS)
    assert all(GAPS.values())


def test_what_is_declared_missing_is_found_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    exports = set(BACKEND.exports)  # which are kept from now on
    declared = {"TFBertForMaskedLM": "for this test"}
    for module in ("trivet_tf.backend", "trivet_tf.build.classes"):
        monkeypatch.setattr(f"{module}.GAPS", declared)
    assert exports - set(TensorFlowBackend().exports) == {"TFBertForMaskedLM"}
    with pytest.raises(AttributeError, match="TFBertForMaskedLM"):
        class_named("TFBertForMaskedLM")
