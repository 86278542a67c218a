"""Sizes that near lengths share, so that they share a compiled program."""

_LEAST = 16
"""Columns that inputs grow by at least."""


def size_for(length: int, limit: int | None = None) -> int:
    """How many columns an input of some length gets: at most a half more than it has, or 16.

    Args:
        limit: no more columns than that, if the input itself has no more.
    """
    step = max(_LEAST, 1 << max((length - 1).bit_length() - 2, 0))
    size = -(-length // step) * step
    return size if limit is None or size <= limit else max(length, limit)
