"""Fields of a GenerationConfig that are set, but that the chosen search does not read."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from trivet.deprecation import warn_caller
from trivet.families.requirements import shown
from trivet.text.generation.fields import DEFAULTS

_OF_SAMPLING = ("temperature", "top_k", "top_p", "min_p", "typical_p", "epsilon_cutoff", "eta_cutoff")
_OF_BEAMS = ("early_stopping", "num_beam_groups", "diversity_penalty", "length_penalty", "constraints")
_SEARCHES = MappingProxyType(
    {"sampling reads, which do_sample=True asks for": _OF_SAMPLING, "beams read, which num_beams asks for": _OF_BEAMS}
)


def idle_fields(config: Any) -> dict[str, str]:
    """Field → a sentence, for each that has no effect as the others are."""
    unread = set() if config.do_sample else {*_OF_SAMPLING} - ({"top_k"} if config.penalty_alpha is not None else set())
    if config.num_beams == 1:
        unread |= {*_OF_BEAMS}
    problems = {}
    for reader, fields in _SEARCHES.items():
        for field in (name for name in fields if name in unread):
            value = getattr(config, field)
            if value is not None and value != DEFAULTS[field]:
                problems[field] = f"{field} is {shown(value)}, but has no effect: only {reader}"
    return problems


def warn_of_idle_fields(config: Any, fields: Iterable[str] | None = None) -> None:
    """Warn of each field that has no effect as the others are.

    Args:
        fields: those that the caller has set; None for all.
    """
    stated = None if fields is None else {*fields}
    for field, problem in idle_fields(config).items():
        if stated is None or field in stated:
            warn_caller(problem, UserWarning)
