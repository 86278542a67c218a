"""What the contracts of models share: the heads that a test is for, models of random weights, comparing outputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar

import numpy as np
import pytest
from numpy.typing import NDArray

from trivet.families.blocks import Reads
from trivet.families.heads import Loss
from trivet.testing import samples
from trivet.testing.runner import Runner
from trivet.testing.subjects import Subject, subjects

Array = NDArray[Any]
Arrays = Mapping[str, Any]
Load = Callable[..., Any]
WHOLE: Mapping[str, Any] = {"padding": (0, 0)}
"""Inputs of two rows without padding."""
TOLERANCE = 2e-5
"""Largest difference, as a share of the largest number that is compared, or of 1."""


def close(found: Array, expected: Array, name: str = "", *, tolerance: float = TOLERANCE) -> None:
    """Equal within the tolerance; shapes too."""
    assert found.shape == expected.shape, name
    largest = max(1.0, float(np.abs(expected).max(initial=0)))
    np.testing.assert_allclose(found, expected, rtol=0, atol=tolerance * largest, err_msg=name)


def scores(outputs: Mapping[str, Array]) -> Array:
    """The numbers of each token that a model is called for: logits, or the last states."""
    names = ("logits", "prediction_logits", "start_logits", "last_hidden_state")
    return next(outputs[name] for name in names if name in outputs)


def shown(arguments: Arrays) -> Array:
    """Which of the tokens that `scores` are of are no padding."""
    mask: Array = arguments.get("decoder_attention_mask", arguments["attention_mask"])
    return np.asarray(mask == 1)


def _reads(subject: Subject) -> set[Reads]:
    return {branch.reads for branch in subject.family.branches(subject.config(), subject.head)}


def _is_first_head(subject: Subject) -> bool:
    """Whether it is the head that its family was made for, or of a family without heads the base model."""
    return subject.head == subject.family.heads[:2][-1]


def _has_loss(subject: Subject, *losses: Loss) -> bool:
    return subject.kind is not None and subject.kind.loss in losses


KINDS: Mapping[str, Callable[[Subject], bool]] = {
    "typical": _is_first_head,
    "pair": lambda each: _is_first_head(each) and each.is_pair,
    "positioned": lambda each: _is_first_head(each) and "position_ids" in each.arguments,
    "causal": lambda each: _is_first_head(each) and each.text.causal,
    "writer": lambda each: each.kind is not None and each.kind.generates,
    "by_end": lambda each: Reads.END in _reads(each),
    "by_last": lambda each: Reads.LAST in _reads(each),
    "labelled": lambda each: _has_loss(each, Loss.TOKENS, Loss.NEXT_TOKENS) and Reads.EACH in _reads(each),
    "head_masked": lambda each: _is_first_head(each) and "head_mask" in each.arguments,
    "one_window": lambda each: _is_first_head(each) and len({one.window for one in each.attentions(each.text)}) == 1,
    "placed": lambda each: _is_first_head(each) and each.places() is not None,
    "shifting": lambda each: _is_first_head(each) and each.is_pair and _has_loss(each, Loss.TOKENS),
    "prunable": lambda each: each.kind is None and any(one.prunable for one in each.attentions(each.source)),
}
"""Argument of a test → which heads it is for."""


class ModelCases:
    """What the tests of one backend's models are run for.

    Attributes:
        runner: calls them.
        model_types: the families; None for all.
    """

    runner: ClassVar[Runner]
    model_types: ClassVar[tuple[str, ...] | None] = None

    @classmethod
    @cache
    def every(cls) -> list[Subject]:
        """Each head of each family."""
        return subjects(cls.model_types)

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Each test for the heads that the name of its argument means."""
        for name, fits in KINDS.items():
            if name in metafunc.fixturenames:
                metafunc.parametrize(name, [each for each in self.every() if fits(each)], ids=str)

    @pytest.fixture(scope="class")
    @classmethod
    def load(cls, tmp_path_factory: pytest.TempPathFactory) -> Load:
        """`load(subject)`: its model of random weights, made once; `load(subject, fresh=True)`: one of its own."""
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

    def require(self, ability: str) -> None:
        """Skip what the backend declares not to do, with its reason."""
        if ability in self.runner.gaps:
            pytest.skip(f"{ability}: {self.runner.gaps[ability]}")
