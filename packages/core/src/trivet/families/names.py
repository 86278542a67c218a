"""What classes are called in each framework: the frameworks' prefixes, and the bare names by which heads are listed."""

from __future__ import annotations

from collections.abc import Mapping

from trivet.errors import UnknownDialectError

# Frameworks mark their classes by these prefixes; heads are listed by the bare (PyTorch) name.
CLASS_PREFIXES: Mapping[str, str] = {"torch": "", "tensorflow": "TF", "flax": "Flax"}


def class_prefix(framework: str) -> str:
    """What the class names of a framework's backend begin with.

    Raises:
        UnknownDialectError: it is none of trivet's own backends.
    """
    if framework not in CLASS_PREFIXES:
        advice = "A backend of another framework says itself what its class names begin with: give it as prefix."
        raise UnknownDialectError(framework, list(CLASS_PREFIXES), advice)
    return CLASS_PREFIXES[framework]


def bare_head(class_name: str) -> str:
    """`TFBertModel`, `FlaxBertModel` and `BertModel` → `BertModel`."""
    for prefix in ("TF", "Flax"):
        if class_name.startswith(prefix) and class_name[len(prefix) : len(prefix) + 1].isupper():
            return class_name[len(prefix) :]
    return class_name
