"""Errors of weights: their dtypes, names, layouts and placement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from trivet.errors.base import TrivetError, nearest


class UnknownDTypeError(TrivetError, ValueError):
    """A dtype name is not one that trivet knows.

    Attributes:
        dtype: the unknown name.
    """

    def __init__(self, dtype: object, known: Iterable[str], where: str = "") -> None:
        self.dtype = dtype
        prefix = f"{where}: " if where else ""
        super().__init__(f"{prefix}unknown dtype {dtype!r}. Known: {', '.join(known)}.")


class UnsupportedDTypeError(TrivetError, TypeError):
    """A dtype is known, but does not support the requested operation.

    Attributes:
        dtype: the dtype's name.
    """

    def __init__(self, dtype: str, reason: str) -> None:
        self.dtype = dtype
        super().__init__(f"dtype {dtype}: {reason}")


class UnknownDialectError(TrivetError, ValueError):
    """A name is not one of the dialects (frameworks) that trivet knows."""

    def __init__(self, dialect: object, known: Sequence[str], advice: str = "") -> None:
        self.dialect = dialect
        near = nearest(str(dialect), known)
        super().__init__(f"unknown framework {dialect!r}{near}. Known: {', '.join(known)}.{advice and ' '}{advice}")


class DialectMismatchError(TrivetError, ValueError):
    """The caller asked for one framework's weights, and the file holds another's.

    Attributes:
        asked: the dialect that the caller named.
        dialect: the dialect of the file.
    """

    def __init__(self, path: str | Path, asked: str, dialect: str) -> None:
        self.asked, self.dialect = asked, dialect
        super().__init__(
            f"{path}: holds {dialect} weights, but from_{asked}=True was given. Leave the argument out: the dialect is "
            "recognised from the file."
        )


class CheckpointMismatchError(TrivetError, ValueError, RuntimeError):
    """A checkpoint does not fit its target. Raised once, with every problem, before any weight is set.

    Attributes:
        problems: one line for each.
    """

    def __init__(self, source: str | Path, problems: Sequence[str], advice: str = "") -> None:
        self.problems = tuple(problems)
        shown = [f"  - {line}" for line in problems[:20]]
        if len(problems) > len(shown):
            shown.append(f"  … and {len(problems) - len(shown)} more")
        tail = f"\n{advice}" if advice else ""
        super().__init__(
            f"{source}: the checkpoint does not fit ({len(problems)} problem(s)):\n" + "\n".join(shown) + tail
        )


class AmbiguousMatchError(TrivetError, ValueError):
    """More than one source matches one target parameter.

    Attributes:
        target: the parameter.
        sources: the names that match it.
    """

    def __init__(self, target: str, sources: Sequence[str]) -> None:
        self.target, self.sources = target, tuple(sources)
        super().__init__(
            f"parameter {target!r} is claimed by {len(sources)} sources: {', '.join(sources)}. Remove all but one."
        )


class InvalidSizeError(TrivetError, ValueError):
    """A shard size is neither a number of bytes nor a text like `"5GB"`."""


class ConversionError(TrivetError, ValueError):
    """A checkpoint cannot be converted to the requested form without loss."""


class PlacementError(TrivetError, ValueError):
    """A model cannot be placed on the devices as requested."""
