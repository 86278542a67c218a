"""Comparing two checkpoints by value, across containers and dialects, in canonical terms. No framework needed."""

from __future__ import annotations

import math
import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import Enum
from typing import Any

import numpy as np

from trivet.formats.storage import Storage
from trivet.layout import ParamSpec
from trivet.planning.dialects import detect_dialect
from trivet.planning.matching import Matched, match_family
from trivet.planning.opening import Checkpoint, open_checkpoint
from trivet.progress import Progress, silent
from trivet.shown import Rows, Shown, first_rows
from trivet.sources.options import SourceOptions, read_with
from trivet.tensors.elements import blocks, same_bits

_UP_TO_THE_LAYER = re.compile(r"(.*?[.]\d+)[.].*|([^.]*[.][^.]*)[.].*")


class Outcome(Enum):
    """How one parameter differs, from not at all to entirely."""

    IDENTICAL = "identical"
    DTYPE = "dtype only"
    VALUES = "values"
    SHAPE = "shape"
    ONLY_FIRST = "only in the first"
    ONLY_SECOND = "only in the second"


@dataclass(frozen=True, slots=True)
class Difference:
    """The comparison of one parameter.

    Attributes:
        name: canonical name.
        outcome: how the parameter differs.
        max_abs: largest |a - b| of all elements.
        max_rel: largest |a - b| / |a| of the elements with a ≠ 0.
        detail: dtypes or shapes, if those differ.
    """

    name: str
    outcome: Outcome
    max_abs: float = 0.0
    max_rel: float = 0.0
    detail: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(Shown):
    """Two checkpoints compared; `differences` holds every parameter, the worst first."""

    first: str
    second: str
    differences: tuple[Difference, ...]

    @property
    def is_identical(self) -> bool:
        """Whether every parameter has the same shape, dtype and bytes in both."""
        return all(each.outcome is Outcome.IDENTICAL for each in self.differences)

    def summary(self) -> str:
        """How the two differ, in a line."""
        total = len(self.differences)
        if self.is_identical:
            return f"{self.first} and {self.second} are identical: {total:,} parameters"
        counts = Counter(each.outcome for each in self.differences)
        named = ", ".join(f"{counts[outcome]:,} {outcome.value}" for outcome in Outcome if counts[outcome])
        differing = total - counts[Outcome.IDENTICAL]
        return f"{self.first} and {self.second} differ in {differing:,} of {total:,} parameters ({named})"

    def rows(self) -> Rows:
        """The parameters that differ, the worst first."""
        worst = (each for each in self.differences if each.outcome is not Outcome.IDENTICAL)
        return first_rows(
            ("parameter", "difference", "max abs>", "max rel>", ""),
            ((d.name, d.outcome.value, f"{d.max_abs:.3g}", f"{d.max_rel:.3g}", d.detail) for d in worst),
        )

    def __bool__(self) -> bool:
        """Whether they are identical."""
        return self.is_identical

    def to_json(self) -> dict[str, Any]:
        """All fields, for `json.dumps`."""
        rows = [{**asdict(each), "outcome": each.outcome.value} for each in self.differences]
        return {"first": self.first, "second": self.second, "identical": self.is_identical, "differences": rows}


def diff(
    first: str | os.PathLike[str],
    second: str | os.PathLike[str],
    *,
    options: SourceOptions | None = None,
    second_options: SourceOptions | None = None,
    subfolder: str = "",
    second_subfolder: str | None = None,
    variant: str | None = None,
    second_variant: str | None = None,
    state_key: str | None = None,
    second_state_key: str | None = None,
    progress: Progress = silent,
) -> Comparison:
    """Compare two checkpoints, parameter by parameter.

    Args:
        options: how to reach a remote source.
        second_options: options of the second alone, such as another revision; None means the same.
        subfolder, second_subfolder, variant, second_variant: as for `find_weights`; None for the second means the same.
        state_key, second_state_key: where in a `.bin` file the tensors are, as for `SourceOptions`; for the first and
            for the second alone.

    Of known families the dialects may differ; of others names are compared unchanged.

    Raises:
        As for `open_checkpoint`.
    """
    opened = (
        open_checkpoint(first, subfolder=subfolder, variant=variant, options=read_with(options, state_key=state_key)),
        open_checkpoint(
            second,
            subfolder=subfolder if second_subfolder is None else second_subfolder,
            variant=variant if second_variant is None else second_variant,
            options=read_with(second_options or options, state_key=second_state_key),
        ),
    )
    sides = [_Side(_with_own_prefix(checkpoint)) for checkpoint in _with_family(*opened)]
    names = dict.fromkeys([*sides[0].matches, *sides[1].matches])
    total = sum(match.nbytes for match in sides[0].matches.values())
    differences = []
    for name in names:
        a, b = sides[0].matches.get(name), sides[1].matches.get(name)
        if a is None or b is None:
            differences.append(Difference(name, Outcome.ONLY_SECOND if a is None else Outcome.ONLY_FIRST))
            continue
        differences.append(_compare(name, (sides[0], a), (sides[1], b)))
        progress(a.nbytes, total)
    order = list(Outcome)
    differences.sort(key=lambda each: (-order.index(each.outcome), -each.max_abs, each.name))
    return Comparison(str(first), str(second), tuple(differences))


def by_layer(differences: Iterable[Difference]) -> list[tuple[str, list[Difference]]]:
    """The parameters of each layer that has a difference, the worst layer first."""
    layers: dict[str, list[Difference]] = {}
    for each in differences:
        match = _UP_TO_THE_LAYER.fullmatch(each.name)
        layers.setdefault(next(filter(None, match.groups())) if match else each.name, []).append(each)
    differing = [item for item in layers.items() if any(each.outcome is not Outcome.IDENTICAL for each in item[1])]
    return sorted(differing, key=lambda item: (-largest(item[1]), item[0]))


def largest(differences: Iterable[Difference]) -> float:
    """The largest absolute difference of several parameters; infinite if one is NaN."""
    return max(math.inf if math.isnan(each.max_abs) else each.max_abs for each in differences)


def _with_family(first: Checkpoint, second: Checkpoint) -> tuple[Checkpoint, Checkpoint]:
    """The two, a weights file without config with the family of the checkpoint to which it is compared."""

    def lend(taker: Checkpoint, giver: Checkpoint) -> Checkpoint:
        if taker.config or giver.architecture is None:
            return taker
        dialect = detect_dialect(taker.catalog, giver.config, giver.architecture)
        return replace(taker, config=giver.config, architecture=giver.architecture, dialect=dialect)

    return lend(first, second), lend(second, first)


def _with_own_prefix(checkpoint: Checkpoint) -> Checkpoint:
    """The checkpoint with canonical names that do not depend on its head."""
    family = checkpoint.architecture
    return checkpoint if family is None else replace(checkpoint, architecture=family.for_names(()))


class _Side:
    """One of the two: its tensors by canonical name, without copies of tied ones; unknown ones keep their names."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        matching = match_family(checkpoint)
        self.dialect = checkpoint.dialect
        self.storage = Storage()
        self.matches = dict(matching.matches)
        for name in matching.unknown:
            spec = checkpoint.catalog[name]
            self.matches[name] = Matched(ParamSpec(name, spec.shape), spec)

    def shape(self, match: Matched) -> tuple[int, ...]:
        """The stored shape in canonical terms."""
        if match.ingredients is not None:
            return match.ingredients.shape
        inverse = match.layout(self.dialect).inverse
        return inverse.shape(match.spec.shape) if inverse.applies_to(match.spec.shape) else match.spec.shape

    def array(self, match: Matched) -> np.ndarray[Any, Any]:
        """The tensor in canonical layout, as a view; of a sub-byte dtype its packed bytes."""
        if match.dtype.is_sub_byte and match.ingredients is None:
            return self.storage.raw(match.spec)
        return match.array(self.dialect, self.storage)


def _compare(name: str, first: tuple[_Side, Matched], second: tuple[_Side, Matched]) -> Difference:
    (one, a), (other, b) = first, second
    shapes = one.shape(a), other.shape(b)
    if shapes[0] != shapes[1]:
        return Difference(name, Outcome.SHAPE, detail=f"{list(shapes[0])} and {list(shapes[1])}")
    left, right = one.array(a), other.array(b)
    dtypes = a.dtype, b.dtype
    if dtypes[0] is dtypes[1] and all(same_bits(x, y) for x, y in blocks(left, right)):
        return Difference(name, Outcome.IDENTICAL)
    if dtypes[0].is_sub_byte or dtypes[1].is_sub_byte:
        return Difference(name, Outcome.VALUES, math.inf, math.inf, "packed elements differ")
    max_abs, max_rel, rounded = 0.0, 0.0, dtypes[0] is not dtypes[1]
    narrow = min(dtypes, key=lambda dtype: dtype.bits).numpy
    for x, y in blocks(left, right):
        rounded = rounded and same_bits(x.astype(narrow), y.astype(narrow))
        chunk_abs, chunk_rel = _gap(x.astype(np.float64), y.astype(np.float64))
        max_abs, max_rel = max(max_abs, chunk_abs), max(max_rel, chunk_rel)
    detail = "" if dtypes[0] is dtypes[1] else f"{dtypes[0].name} and {dtypes[1].name}"
    return Difference(name, Outcome.DTYPE if rounded else Outcome.VALUES, max_abs, max_rel, detail)


def _gap(left: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> tuple[float, float]:
    """Largest absolute and relative difference; NaN on one side only counts as infinitely far."""
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        gap = np.abs(left - right)
        gap[(left == right) | (np.isnan(left) & np.isnan(right))] = 0
        gap[np.isnan(gap)] = np.inf
        relative = gap[left != 0] / np.abs(left[left != 0])
    return float(gap.max(initial=0)), float(np.nan_to_num(relative, nan=0).max(initial=0))
