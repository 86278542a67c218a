"""The numpy backend: blueprints say everything that a model needs, and a fourth framework is a plugin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy_backend.blocks import ACTIVATIONS as FUNCTIONS
from numpy_backend.models import class_of

from golden_data import Case, cases, compare
from trivet.errors import InvalidConfigError
from trivet.families.activation_names import ACTIVATIONS
from trivet.families.family import Family
from trivet.families.registry import architecture, architecture_points
from trivet.testing import BackendContract

SUPPORT = Path(__file__).resolve().parents[1] / "support"
FAMILIES = tuple(name for name in sorted(architecture_points()) if isinstance(architecture(name), Family))


def golden() -> list[Case]:
    """Every case of a head that a family has."""
    known = {head: architecture(name) for name in FAMILIES for head in architecture(name).heads}
    return [case for case in cases() if case.head in known and _is_accepted(known[case.head], case)]


def _is_accepted(family: Any, case: Case) -> bool:
    try:
        family.config_class.from_dict(case.config).check()
    except InvalidConfigError:
        return False
    return True


def flat(outputs: dict[str, Any]) -> dict[str, Any]:
    members = {name: dict(enumerate(each)) for name, each in outputs.items() if isinstance(each, tuple)}
    whole = {name: each for name, each in outputs.items() if name not in (*members, "past_key_values")}
    return whole | {f"{name}.{i}": each for name, parts in members.items() for i, each in parts.items()}


@pytest.mark.parametrize("case", golden(), ids=lambda case: f"{case.family}-{case}")
def test_every_output_is_the_reference_librarys(case: Case) -> None:
    model, report = class_of(case.head).from_pretrained(case.checkpoint("torch"), output_loading_info=True)
    assert not report.missing
    compare(flat(model(**case.inputs())), case.outputs("torch"), case.tolerance)


def test_has_every_activation() -> None:
    assert FUNCTIONS.keys() == {*ACTIVATIONS}
    assert all(np.isfinite(function(np.linspace(-30, 30, 7))).all() for function in FUNCTIONS.values())


class TestNumpyBackend(BackendContract):
    """An installed package of a fourth framework keeps the contract of all backends."""

    backend_name = "numpy"
    model_types = FAMILIES

    @pytest.fixture(autouse=True)
    def installed(self, provide: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.syspath_prepend(SUPPORT / "fourth")
        monkeypatch.setenv("PYTHONPATH", f"{SUPPORT}:{SUPPORT / 'fourth'}", prepend=":")
