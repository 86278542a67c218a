"""Names of classes in each framework: heads are listed by bare names, which are PyTorch's."""

from __future__ import annotations

from trivet.errors import UnknownDialectError
from trivet.layout import DIALECTS


def class_prefix(framework: str) -> str:
    """The prefix of class names of a framework's backend.

    Raises:
        UnknownDialectError: the framework has no dialect.
    """
    if framework not in DIALECTS:
        advice = "A backend of another framework declares its dialect in the entry-point group trivet.dialects."
        raise UnknownDialectError(framework, list(DIALECTS), advice)
    return DIALECTS[framework].class_prefix


def bare_head(class_name: str) -> str:
    """`TFBertModel`, `FlaxBertModel` and `BertModel` → `BertModel`."""
    for dialect in DIALECTS.values():
        rest = class_name.removeprefix(dialect.class_prefix)
        if rest != class_name and rest[:1].isupper():
            return rest
    return class_name
