"""Signatures held against those of the reference library."""

import inspect
from collections.abc import Callable, Sequence
from typing import Any


def takes_in_order(method: Callable[..., Any], wanted: Sequence[str]) -> None:
    """Check that a method takes all the parameters, and those that may be given by position in the same order."""
    parameters = inspect.signature(method).parameters
    positional = [each.name for each in parameters.values() if each.kind is each.POSITIONAL_OR_KEYWORD]
    shared = [each for each in positional if each in wanted]
    assert shared == [each for each in wanted if each in shared]
    assert {*wanted} <= {*parameters} or any(each.kind is each.VAR_KEYWORD for each in parameters.values())
