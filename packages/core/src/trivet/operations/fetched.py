"""The items of a conversion: what is written for each parameter, fetched from the source's files."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from trivet.formats.storage import Storage
from trivet.layout import Dialect
from trivet.layout.ops import between
from trivet.planning.matching import Matched
from trivet.planning.policy import DTypePolicy
from trivet.tensors.overflow import can_overflow, count_overflow
from trivet.transfer.items import Item


def item_of(match: Matched, dialect: Dialect, storage: Storage) -> Item:
    """The item to write for a parameter. Sub-byte tensors can only be copied."""
    spec = match.spec
    if match.ingredients is not None:
        own = dialect.layout(match.param)
        return Item(match.param, match.dtype, lambda: own.view(match.array(dialect, storage)))
    layout = between(match.layout(dialect), dialect.layout(match.param))
    if layout.is_identity:
        return Item(match.param, spec.dtype, partial(storage.raw if spec.dtype.is_sub_byte else storage.array, spec))
    return Item(match.param, spec.dtype, lambda: layout.view(storage.array(spec)))


def counted(item: Item, policy: DTypePolicy, overflowed: dict[str, int]) -> Item:
    """The item, with a count, when it is fetched, of the values that a narrowing cast makes NaN or infinite."""
    dtype = policy.resolve(item.param.name, item.dtype)
    if not can_overflow(item.dtype, dtype):
        return item

    def fetch() -> np.ndarray[Any, Any]:
        array = item.fetch()
        count = count_overflow(array, item.dtype, dtype)
        if count:
            overflowed[item.param.name] = count
        return array

    return replace(item, fetch=fetch)
