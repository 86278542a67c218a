"""Classes that families have and TensorFlow has not: each is declared with a reason, and no other is missing."""

from __future__ import annotations

import pytest

import trivet
import trivet_tf.models
from trivet.errors import UnknownNameError, UnsupportedTaskError
from trivet.families.registry import families
from trivet.families.tasks import TASKS
from trivet_tf.backend import BACKEND
from trivet_tf.gaps import GAPS

ALL = {f"TF{head}": family for family in families() for head in family.heads}
ASKED = [
    (TASKS[task].auto_class, family)
    for family in families()
    for task, head in family.task_heads().items()
    if f"TF{head}" in GAPS
]


def test_each_class_of_each_family_is_exported_or_a_declared_gap() -> None:
    assert set(ALL) - set(BACKEND.exports) == set(GAPS)
    assert all(GAPS.values())


@pytest.mark.parametrize("name", GAPS)
def test_what_is_missing_is_found_nowhere(name: str) -> None:
    assert name not in dir(trivet_tf.models)
    with pytest.raises(AttributeError, match=name):
        getattr(trivet_tf.models, name)
    with pytest.raises(UnknownNameError, match=name):
        getattr(trivet, name)


def test_auto_classes_say_that_the_backend_lacks_it() -> None:
    for auto, family in ASKED:
        with pytest.raises(UnsupportedTaskError, match="in the tensorflow backend"):
            getattr(trivet, f"TF{auto}").class_for(family.config_class)
