"""The base class of every error, and helpers that put names into messages."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any


class TrivetError(Exception):
    """Base of every error that trivet raises on purpose. Can be pickled, so that a worker process can raise it."""

    def __reduce__(self) -> tuple[Callable[..., TrivetError], tuple[Any, ...]]:
        return _restored, (type(self), self.args, vars(self))


def _restored(cls: type[TrivetError], args: tuple[Any, ...], attributes: Mapping[str, Any]) -> TrivetError:
    """Restore a pickled error without `__init__`, whose arguments are not the ones in `args` (the finished message)."""
    error = cls.__new__(cls, *args)
    error.args = args
    vars(error).update(attributes)
    return error


def nearest(name: str, known: Iterable[str]) -> str:
    """The phrase ` (did you mean 'x'?)` for the closest of the known names, or nothing."""
    close = difflib.get_close_matches(name, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def shorten(names: Sequence[str], most: int = 5) -> str:
    """The first few names and the number of the others. Characters that a terminal cannot print become `?`."""
    shown = "".join(each if each.isprintable() else "?" for each in ", ".join(names[:most]))
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
