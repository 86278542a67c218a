"""What `padding`, `truncation` and `max_length` of a call mean together."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from trivet.errors import InvalidInputError, nearest

logger = logging.getLogger(__name__)

NO_LIMIT = int(1e30)
_MOST = int(1e20)  # above this a length is no limit
PADDING = ("longest", "max_length", "do_not_pad")
TRUNCATION = ("longest_first", "only_first", "only_second", "do_not_truncate")


@dataclass(frozen=True, slots=True)
class Limits:
    """How rows are made equal.

    Attributes:
        padding: `longest`, `max_length`, or None.
        truncation: `longest_first`, `only_first`, `only_second`, or None.
        max_length: tokens; None where there is no limit.
    """

    padding: str | None
    truncation: str | None
    max_length: int | None

    @classmethod
    def of(cls, padding: Any, truncation: Any, max_length: int | None, model_max_length: int) -> Limits:
        """
        Args:
            padding: True means `longest`, False none.
            truncation: True means `longest_first`; None means no truncation, unless `max_length` alone is given.
            model_max_length: the tokenizer's own limit, where `max_length` is None.

        Raises:
            InvalidInputError: there is no such way to pad or to truncate.
        """
        if truncation is None and max_length is not None and padding is False:
            truncation = True
        how = _chosen("padding", padding, "longest", PADDING)
        cut = _chosen("truncation", truncation, "longest_first", TRUNCATION)
        if max_length is None and (how == "max_length" or cut is not None):
            if model_max_length > _MOST:
                logger.warning("max_length is not set, and the tokenizer states none: rows are as long as their texts")
                return cls(None if how == "max_length" else how, None, None)
            max_length = model_max_length
        return cls(how, cut, max_length)


def _chosen(option: str, value: Any, default: str, known: tuple[str, ...]) -> str | None:
    if value is None or value is False:
        return None
    name = default if value is True else str(getattr(value, "value", value))
    if name not in known:
        raise InvalidInputError(f"{option} is {name!r}{nearest(name, known)}; it may be {', '.join(known)}")
    return None if name.startswith("do_not") else name
