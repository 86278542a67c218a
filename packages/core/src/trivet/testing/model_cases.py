"""The shared parts of the contracts of models: selecting heads, models of random weights, comparing outputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar

import numpy as np
import pytest
from numpy.typing import NDArray

from trivet.families.blocks import Reads
from trivet.families.composites import Composite
from trivet.families.heads import Loss
from trivet.testing import samples
from trivet.testing.options import covering
from trivet.testing.runner import Runner
from trivet.testing.subjects import Subject, subjects

Array = NDArray[Any]
Arrays = Mapping[str, Any]
Load = Callable[..., Any]
WHOLE: Mapping[str, Any] = {"padding": (0, 0)}
"""Inputs of two rows without padding."""
TOLERANCE = 2e-5
"""Largest difference, relative to the largest compared number, or to 1."""


def close(actual: Array, expected: Array, name: str = "", *, tolerance: float = TOLERANCE) -> None:
    """Assert that arrays have the same shape, and values within the tolerance."""
    assert actual.shape == expected.shape, name
    largest = max(1.0, float(np.abs(expected).max(initial=0)))
    np.testing.assert_allclose(actual, expected, rtol=0, atol=tolerance * largest, err_msg=name)


def _reads(subject: Subject) -> set[Reads]:
    return {branch.reads for branch in subject.family.branches(subject.config(), subject.head)}


def _is_first_head(subject: Subject) -> bool:
    """Whether it is the first head of its family, or the base model of a family without heads."""
    return subject.head == subject.family.heads[:2][-1]


def _has_loss(subject: Subject, *losses: Loss) -> bool:
    return subject.kind is not None and subject.kind.loss in losses


KINDS: Mapping[str, Callable[[Subject], bool]] = {
    "typical": _is_first_head,
    "learner": lambda each: _is_first_head(each) and (each.kind is None or each.kind.loss is not Loss.NONE),
    "reader": lambda each: _is_first_head(each) and not each.reads_pictures and not each.reads_sounds,
    "viewer": lambda each: _is_first_head(each) and each.reads_pictures,
    "listener": lambda each: _is_first_head(each) and each.reads_sounds,
    "masking": lambda each: _has_loss(each, Loss.PIXELS),
    "pair": lambda each: _is_first_head(each) and each.is_pair,
    "positioned": lambda each: _is_first_head(each) and "position_ids" in each.arguments,
    "causal": lambda each: _is_first_head(each) and each.text.causal,
    "writer": lambda each: each.kind is not None and each.kind.generates,
    "by_end": lambda each: Reads.END in _reads(each),
    "by_last": lambda each: Reads.LAST in _reads(each),
    "resizable": lambda each: (
        _is_first_head(each) and not isinstance(each.family, Composite) and not each.reads_pictures
    ),
    "labelled": lambda each: _has_loss(each, Loss.TOKENS, Loss.NEXT_TOKENS) and Reads.EACH in _reads(each),
    "head_masked": lambda each: _is_first_head(each) and "head_mask" in each.arguments,
    "one_window": lambda each: (
        _is_first_head(each)
        and not each.reads_pictures
        and len({one.window for one in each.attentions(each.text)}) == 1
    ),
    "placed": lambda each: _is_first_head(each) and each.places() is not None,
    "shifting": lambda each: _is_first_head(each) and each.is_pair and _has_loss(each, Loss.TOKENS),
    "prunable": lambda each: each.kind is None and any(one.prunable for one in each.attentions(each.source)),
}
"""Argument of a test → returns whether the test applies to a head."""


class ModelCases:
    """The cases of the tests of one backend's models.

    Attributes:
        runner: calls the models.
        model_types: the families; None for all.
        every_head: whether each promise is tested for every head to which it applies; else for few, which together show
            every option of a block or head that all of them show.
    """

    runner: ClassVar[Runner]
    model_types: ClassVar[tuple[str, ...] | None] = None
    every_head: ClassVar[bool] = True

    @classmethod
    @cache
    def every(cls) -> list[Subject]:
        """Each head of each family."""
        return subjects(cls.model_types)

    @classmethod
    @cache
    def chosen(cls, name: str) -> list[Subject]:
        """The heads for an argument of a test."""
        fitting = [each for each in cls.every() if KINDS[name](each)]
        return fitting if cls.every_head else covering((each, each.options()) for each in fitting)

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Parametrize each test with the heads for the name of its argument."""
        for name in KINDS:
            if name in metafunc.fixturenames:
                metafunc.parametrize(name, self.chosen(name), ids=str)

    @pytest.fixture(scope="class")
    @classmethod
    def load(cls, tmp_path_factory: pytest.TempPathFactory) -> Load:
        """`load(subject)`: its model of random weights, loaded once; `load(subject, fresh=True)`: a separate one."""
        folder = tmp_path_factory.mktemp("models")
        models: dict[str, Any] = {}

        def load(subject: Subject, *, fresh: bool = False) -> Any:
            name = repr((subject.head, subject.fields))
            if fresh or name not in models:
                place = folder / f"{subject.head}-{len(list(folder.iterdir()))}"
                samples.write_model(subject.family, subject.head, subject.config(), place)
                model = cls.runner.load(subject.head, place)
                return model if fresh else models.setdefault(name, model)
            return models[name]

        return load

    def scores(self, load: Load, subject: Subject, inputs: Arrays) -> Array:
        """The output that `subject.scored` names, of a call of its model."""
        return self.call_scored(load(subject), subject, inputs)

    def call_scored(self, model: Any, subject: Subject, inputs: Arrays) -> Array:
        """Likewise, of a model that may have changed since it was loaded."""
        scored: Array = self.runner.call(model, inputs)[subject.scored]
        return scored

    def require(self, ability: str) -> None:
        """Skip a test of an ability that the backend declares missing, with its reason."""
        if ability in self.runner.gaps:
            pytest.skip(f"{ability}: {self.runner.gaps[ability]}")
