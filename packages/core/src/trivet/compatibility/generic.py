"""Small classes that code imports from `utils`."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from trivet.errors import nearest
from trivet.families.outputs import ModelOutput

__all__ = ["ExplicitEnum", "ModelOutput", "PaddingStrategy", "TensorType"]


class ExplicitEnum(StrEnum):
    """An enumeration of words that says which there are when it is asked for another."""

    @classmethod
    def _missing_(cls, value: object) -> Any:
        known = [each.value for each in cls]
        raise ValueError(f"{value!r} is not one of {', '.join(known)}{nearest(str(value), known)}")


class PaddingStrategy(ExplicitEnum):
    """What `padding` of a tokenizer may be."""

    LONGEST = "longest"
    MAX_LENGTH = "max_length"
    DO_NOT_PAD = "do_not_pad"


class TensorType(ExplicitEnum):
    """What `return_tensors` of a tokenizer may be."""

    PYTORCH = "pt"
    TENSORFLOW = "tf"
    NUMPY = "np"
    JAX = "jax"
