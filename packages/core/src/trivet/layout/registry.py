"""The table of dialects: trivet's own three, and those of installed packages (entry-point group `trivet.dialects`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from trivet.entry_points import points
from trivet.errors import DuplicateProviderError, UnknownDialectError
from trivet.layout.dialect import Dialect
from trivet.layout.flax import FLAX
from trivet.layout.tensorflow import TENSORFLOW
from trivet.layout.torch import TORCH

_OWN = (TORCH, TENSORFLOW, FLAX)
_ALIASES = {"pt": "torch", "pytorch": "torch", "tf": "tensorflow", "keras": "tensorflow", "jax": "flax"}


@cache
def dialects() -> Mapping[str, Dialect]:
    """Every dialect by name, trivet's own first. Imports the dialects of other packages, but no framework.

    Raises:
        DuplicateProviderError: two packages provide one name, or one provides a name of trivet's own.
    """
    known = {dialect.name: dialect for dialect in _OWN}
    for name, point in points("trivet.dialects").items():
        if name in known:
            raise DuplicateProviderError("trivet.dialects", name, ["trivet", point.value])
        known[name] = point.load()
    return known


class _Dialects(Mapping[str, Dialect]):
    """`dialects()`, computed on first use, because plugins may import this module."""

    def __getitem__(self, name: str) -> Dialect:
        return dialects()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dialects())

    def __len__(self) -> int:
        return len(dialects())


DIALECTS: Mapping[str, Dialect] = _Dialects()


def dialect_named(name: str) -> Dialect:
    """The dialect for a framework's name (`torch`, `tensorflow`, `flax`, or a usual alias such as `pt`, `tf`, `jax`).

    Raises:
        UnknownDialectError: no framework has that name.
    """
    dialect = DIALECTS.get(_ALIASES.get(name.lower(), name.lower()))
    if dialect is None:
        raise UnknownDialectError(name, list(DIALECTS))
    return dialect
