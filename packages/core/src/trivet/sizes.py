"""Sizes in bytes as text: parsing `"5GB"`, and printing `90.9 MB`."""

from __future__ import annotations

import re
from fractions import Fraction

from trivet.errors import InvalidSizeError

_UNITS = {"": 1, "B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
_UNITS |= {"KIB": 2**10, "MIB": 2**20, "GIB": 2**30, "TIB": 2**40}


def parse_size(size: int | str) -> int:
    """Bytes of `"5GB"` (powers of ten), `"500MiB"` (powers of two) or a plain number.

    Raises:
        InvalidSizeError: `size` is none of these, or is not positive.
    """
    if isinstance(size, int) and not isinstance(size, bool):
        nbytes = size
    else:
        match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]?i?B)?\s*", str(size), re.IGNORECASE)
        unit = (match[2] or "").upper() if match else None
        if match is None or unit not in _UNITS:
            raise InvalidSizeError(f"{size!r} is not a size; write bytes as a number, or for example '5GB' or '500MiB'")
        nbytes = int(Fraction(match[1]) * _UNITS[unit])
    if nbytes < 1:
        raise InvalidSizeError(f"{size!r} is not a positive size")
    return nbytes


def human_size(nbytes: int) -> str:
    """`90.9 MB`, in powers of ten as disks and the Hub count."""
    size = float(nbytes)
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"


def human_count(count: int) -> str:
    """`22.7 M`, `8.03 B`: three digits, as parameters of models are counted."""
    for size, unit in ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "K")):
        if count >= size:
            return f"{count / size:.3g} {unit}" if count < 999.5 * size else f"{count / size:,.0f} {unit}"
    return str(count)
