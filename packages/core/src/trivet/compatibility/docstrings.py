"""Decorators that model classes of other packages put around their docstrings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Documented = TypeVar("Documented", bound=Callable[..., Any])


def add_start_docstrings(*docstr: str) -> Callable[[Documented], Documented]:
    """Put texts before a docstring."""

    def decorate(documented: Documented) -> Documented:
        documented.__doc__ = "".join(docstr) + (documented.__doc__ or "")
        return documented

    return decorate


def add_start_docstrings_to_model_forward(*docstr: str) -> Callable[[Documented], Documented]:
    """Put texts before the docstring of a model's call."""
    return add_start_docstrings(*docstr)


def add_end_docstrings(*docstr: str) -> Callable[[Documented], Documented]:
    """Put texts after a docstring."""

    def decorate(documented: Documented) -> Documented:
        documented.__doc__ = (documented.__doc__ or "") + "".join(docstr)
        return documented

    return decorate


def add_code_sample_docstrings(*docstr: str, **facts: Any) -> Callable[[Documented], Documented]:
    """Put texts before the docstring of a model's call. No example is written: facts about one are taken and unused."""
    return add_start_docstrings(*docstr)


def replace_return_docstrings(
    output_type: type[Any] | None = None, config_class: type[Any] | str | None = None
) -> Callable[[Documented], Documented]:
    """Leave a docstring as it is: an output's class has its own."""
    return lambda documented: documented
