"""Filling rows that are made already up to one length."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trivet.errors import InvalidInputError
from trivet.text.tokenizer.limits import Limits


def plain(value: Any) -> Any:
    """Tensors of any framework as nested lists."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "numpy"):
        return value.numpy().tolist()
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


def padded(
    rows: Mapping[str, list[Any]], limits: Limits, fill: Mapping[str, int], *, side: str, multiple: int | None
) -> dict[str, list[Any]]:
    """Rows by name, those that `fill` has a value for made equally long.

    Args:
        rows: of the first name, which says how long each is, and of others.
        fill: what the new places of each name hold.
        side: `right` or `left`: where they are.
        multiple: of which the length is one; None where it may be any.

    Raises:
        InvalidInputError: `side` is neither.
    """
    if side not in ("right", "left"):
        raise InvalidInputError(f"padding_side is {side!r}; it may be right, left")
    lengths = [len(row) for row in next(iter(rows.values()))]
    length = limits.max_length if limits.padding == "max_length" else max(lengths)
    if limits.padding is None or length is None:
        return dict(rows)
    if multiple:
        length = -(-length // multiple) * multiple
    result = {}
    for name, values in rows.items():
        if name in fill:
            gaps = [[fill[name]] * max(0, length - each) for each in lengths]
            pairs = zip(values, gaps, strict=True)
            result[name] = [[*row, *gap] if side == "right" else [*gap, *row] for row, gap in pairs]
        else:
            result[name] = values
    return result
