"""LoadReport: the outcome for every key, as an object, JSON and a short table that merges layer ranges."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import zip_longest
from typing import Any, Self

from trivet.planning.load_plan import LoadPlan, Step
from trivet.shown import Rows, Shown, first_rows
from trivet.sizes import human_size

_COMPATIBLE = {"missing_keys": "missing", "unexpected_keys": "unexpected", "mismatched_keys": "mismatched"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one process read from the files for a load that gives it a part of the model.

    Attributes:
        needed: bytes of the stored elements that it holds, each counted once.
        read: bytes that were read: more than needed if a tensor can only be read whole.
        pages: bytes of the file's pages that contain those, the least that a disk transfers for them.
    """

    needed: int
    read: int
    pages: int

    @property
    def over_read(self) -> int:
        """Bytes that were read and not needed."""
        return self.read - self.needed


@dataclass(frozen=True, slots=True, repr=False)
class LoadReport(Shown, Mapping[str, Any]):
    """The outcome for every key. Also has other loaders' keys: `report["missing_keys"]`, `.missing_keys`.

    Attributes:
        source: the checkpoint.
        dialect: the dialect of the checkpoint.
        loaded: own names of the parameters that were filled.
        cast: own names of those whose dtype was changed.
        tied: own name → own name of the parameter whose memory it shares.
        missing: own names that kept their initial values.
        mismatched: (own name, stored shape, own shape) of those that kept initial values because shapes differ.
        unexpected: stored names that the model has no place for.
        skipped: stored names that need no loading: buffers, and copies of tied tensors.
        apart: stored name → stored name of its tied owner, for tied tensors that differ and are both kept.
        unread: stored name → stored name of the tied tensor that models compute with, where the two differ.
        joined: own name → how many pieces of stored tensors it was assembled from, if it is not one whole tensor.
        decoded: own name → how its stored values are quantized, if they are.
        overflowed: own name → how many of its finite values became NaN or infinite in the cast.
        nbytes: bytes of the filled parameters.
        ignored: other weights files in the folder that could have been chosen.
        reading: what this process read, if it loaded a part of the model; None if it loaded all of it.
    """

    source: str
    dialect: str
    loaded: tuple[str, ...]
    cast: tuple[str, ...]
    tied: dict[str, str]
    missing: tuple[str, ...]
    mismatched: tuple[tuple[str, tuple[int, ...], tuple[int, ...]], ...]
    unexpected: tuple[str, ...]
    skipped: tuple[str, ...]
    nbytes: int
    ignored: tuple[str, ...] = ()
    reading: Reading | None = None
    apart: dict[str, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    overflowed: dict[str, int] = field(default_factory=dict)
    joined: dict[str, int] = field(default_factory=dict)
    decoded: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: LoadPlan) -> Self:
        """The report of a plan that was carried out."""
        return cls(
            source=plan.source,
            dialect=plan.dialect.name,
            loaded=tuple(step.target for step in plan.steps),
            cast=tuple(step.target for step in plan.steps if step.is_cast),
            tied=dict(plan.tied),
            missing=plan.missing,
            mismatched=plan.mismatched,
            unexpected=plan.unexpected,
            skipped=plan.skipped,
            nbytes=plan.nbytes,
            apart=dict(plan.apart),
            unread=dict(plan.unread),
            joined={step.target: len(step.pieces) for step in plan.steps if step.pieces},
            decoded={step.target: schemes for step in plan.steps if (schemes := _schemes(step))},
        )

    @property
    def needs_training(self) -> bool:
        """Whether some parameters have initial values."""
        return bool(self.missing or self.mismatched)

    def __getitem__(self, key: str) -> Any:
        if key == "error_msgs":
            return []
        if key not in _COMPATIBLE:
            raise KeyError(key)
        return list(getattr(self, _COMPATIBLE[key]))

    def __iter__(self) -> Iterator[str]:
        """The keys that other loaders' dicts have."""
        return iter((*_COMPATIBLE, "error_msgs"))

    def __len__(self) -> int:
        return len(_COMPATIBLE) + 1

    @property
    def missing_keys(self) -> list[str]:
        """`missing`, as `torch.nn.Module.load_state_dict` calls it."""
        return list(self.missing)

    @property
    def unexpected_keys(self) -> list[str]:
        """`unexpected`, likewise."""
        return list(self.unexpected)

    def to_json(self) -> dict[str, Any]:
        """All fields, for `json.dumps`."""
        return asdict(self)

    def warning(self) -> str:
        """A warning about newly initialised parameters, of which there is at least one."""
        reasons = []
        if self.missing:
            reasons.append(
                f"{len(self.missing)} parameter(s) are not in the checkpoint and were newly initialised: "
                f"{', '.join(merge_layers(self.missing))}"
            )
        if self.mismatched:
            shapes = (f"{name} (stored {list(old)}, model {list(own)})" for name, old, own in self.mismatched)
            reasons.append(
                f"{len(self.mismatched)} parameter(s) were newly initialised because the shapes did not match: "
                f"{', '.join(shapes)}"
            )
        return f"{self.source}: {'; '.join(reasons)}. Train the model before you use it."

    def summary(self) -> str:
        """The outcome in a line."""
        counted = ", ".join(f"{count:,} {label}" for label, count, _ in self._outcomes() if count)
        return f"{self.source} ({self.dialect}, {human_size(self.nbytes)}): {counted or 'nothing'}"

    def rows(self) -> Rows:
        """How many parameters or tensors have each outcome, and which."""
        rows = ((label, f"{count:,}", ", ".join(names)) for label, count, names in self._outcomes() if count)
        return first_rows(("outcome", "number>", "names"), rows)

    def _outcomes(self) -> list[tuple[str, int, Sequence[str]]]:
        return [
            ("loaded", len(self.loaded), merge_layers(self.loaded)),
            ("decoded", len(self.decoded), sorted(set(self.decoded.values()))),
            ("put together", len(self.joined), merge_layers(self.joined)),
            ("cast", len(self.cast), merge_layers(self.cast)),
            ("overflowed", len(self.overflowed), [f"{name}: {n:,} values" for name, n in self.overflowed.items()]),
            ("tied", len(self.tied), [f"{name} → {owner}" for name, owner in self.tied.items()]),
            ("kept apart", len(self.apart), [f"{name} is not {owner}" for name, owner in self.apart.items()]),
            ("not used", len(self.unread), [f"{name}, but {other}" for name, other in self.unread.items()]),
            ("initialised", len(self.missing), merge_layers(self.missing)),
            ("mismatched", len(self.mismatched), [f"{n}: stored {s}, model {o}" for n, s, o in self.mismatched]),
            ("unexpected", len(self.unexpected), merge_layers(self.unexpected)),
            ("skipped", len(self.skipped), merge_layers(self.skipped)),
            ("not read", len(self.ignored), self.ignored),
        ]

    def table(self) -> str:
        """A few lines of text, one for each kind of outcome, with layer ranges merged."""
        lines = [f"{self.source} ({self.dialect}, {self.nbytes:,} bytes)"]
        for label, count, names in self._outcomes():
            if count:
                lines.append(f"  {label:<13}{count:>5}  {', '.join(names[:4])}{', …' if len(names) > 4 else ''}")
        if self.reading is not None:
            lines.append(f"  {'read here':<13}{self.reading.read:,} bytes, {self.reading.over_read:,} not needed")
        return "\n".join(lines)


def _schemes(step: Step) -> str:
    schemes = (source.coded.scheme for source in step.sources if source.coded is not None)
    return ", ".join(dict.fromkeys(schemes))


def merge_layers(names: Iterable[str]) -> list[str]:
    """`layer.0.a, layer.1.a, layer.2.a` → `layer.{0-2}.a`: merges names that differ only in numbers of list items."""
    groups: dict[tuple[str, ...], list[tuple[int, ...]]] = defaultdict(list)
    for name in dict.fromkeys(names):
        parts = _NUMBER.split(name)
        groups[tuple(parts[::2])].append(tuple(int(part) for part in parts[1::2]))
    merged: list[str] = []
    for texts, rows in groups.items():
        columns = [sorted(set(column)) for column in zip(*rows, strict=True)]
        if math.prod(map(len, columns)) == len(rows):
            merged.append(_spelled(texts, columns))
            continue
        # not every combination is there: merge over the first number only
        by_rest: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for numbers in rows:
            by_rest[numbers[1:]].append(numbers[0])
        merged += [_spelled(texts, [sorted(first), *([n] for n in rest)]) for rest, first in by_rest.items()]
    return merged


# a number that is a whole path component, or follows `_._` in one, without leading zeros
_NUMBER = re.compile(r"(?<=[._/])(0|[1-9][0-9]{0,8})(?=[./]|$)")


def _spelled(texts: Sequence[str], columns: Sequence[Sequence[int]]) -> str:
    return "".join(text + ranges for text, ranges in zip_longest(texts, map(number_ranges, columns), fillvalue=""))


def number_ranges(numbers: Sequence[int]) -> str:
    """Sorted numbers as text: `{0-2,5}`, or the only one."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    text = ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
    return text if len(numbers) == 1 else f"{{{text}}}"
