"""LoadReport: what became of every key, as an object, JSON and a short table that merges layer ranges."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from trivet.plan import LoadPlan

_COMPATIBLE = {"missing_keys": "missing", "unexpected_keys": "unexpected", "mismatched_keys": "mismatched"}


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Every key accounted for. Also reads like the dict of other loaders: `report["missing_keys"]`.

    Attributes:
        source: the checkpoint.
        dialect: whose names and layouts it had.
        loaded: own names of the parameters that were filled.
        cast: those of them whose dtype was changed.
        tied: own name → own name of the parameter whose memory it shares.
        missing: own names that kept their initial values.
        mismatched: (own name, stored shape, own shape) of those that kept theirs because shapes differ.
        unexpected: stored names that the model has no place for.
        skipped: stored names that need no loading: buffers, and copies of tied tensors.
        nbytes: bytes of the filled parameters.
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

    def keys(self) -> tuple[str, ...]:
        """The keys that other loaders' dicts have."""
        return (*_COMPATIBLE, "error_msgs")

    def to_json(self) -> dict[str, Any]:
        """All fields, for `json.dumps`."""
        return asdict(self)

    def warning(self) -> str:
        """What a person should know before using the model."""
        fresh = merge_layers([*self.missing, *(name for name, *_ in self.mismatched)])
        return (
            f"{self.source}: {len(self.missing) + len(self.mismatched)} parameter(s) are not in the checkpoint and "
            f"were newly initialised: {', '.join(fresh)}. Train the model before you use it."
        )

    def table(self) -> str:
        """A few lines of text, one for each kind of key that there is, with layer ranges merged."""
        rows: list[tuple[str, int, Sequence[str]]] = [
            ("loaded", len(self.loaded), merge_layers(self.loaded)),
            ("cast", len(self.cast), merge_layers(self.cast)),
            ("tied", len(self.tied), [f"{name} → {owner}" for name, owner in self.tied.items()]),
            ("initialised", len(self.missing), merge_layers(self.missing)),
            ("mismatched", len(self.mismatched), [f"{n}: stored {s}, model {o}" for n, s, o in self.mismatched]),
            ("unexpected", len(self.unexpected), merge_layers(self.unexpected)),
            ("skipped", len(self.skipped), merge_layers(self.skipped)),
        ]
        lines = [f"{self.source} ({self.dialect}, {self.nbytes:,} bytes)"]
        for label, count, names in rows:
            if count:
                lines.append(f"  {label:<12}{count:>6}  {', '.join(names[:4])}{', …' if len(names) > 4 else ''}")
        return "\n".join(lines)


def merge_layers(names: Iterable[str]) -> list[str]:
    """`layer.0.a, layer.1.a, layer.2.a` → `layer.{0-2}.a`: merges names that differ only in one layer number."""
    groups: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for name in names:
        head, number, tail = _split_number(name)
        groups[(head, tail) if number is not None else (head,)].add(-1 if number is None else number)
    return [key[0] if len(key) == 1 else f"{key[0]}{_ranges(sorted(found))}{key[1]}" for key, found in groups.items()]


def _split_number(name: str) -> tuple[str, int | None, str]:
    """Around the first number that is a whole path component (`layer.3.`, `layer_._3/`)."""
    found = re.search(r"(?<=[._/])\d+(?=[./]|$)", name)
    return (name, None, "") if found is None else (name[: found.start()], int(found[0]), name[found.end() :])


def _ranges(numbers: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    text = ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
    return text if len(numbers) == 1 else f"{{{text}}}"
