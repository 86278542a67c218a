"""Rope: everything that determines the angles of rotary positions, resolved from a config."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Rope:
    """The frequencies of rotary positions (https://arxiv.org/abs/2104.09864), and how they are scaled.

    Attributes:
        size: how many elements of each head are rotated.
        theta: base of the geometric sequence of wavelengths.
        places: the config's `max_position_embeddings`.
        scaling: type of the scaling (`rope_type`, in old files `type`) and its numbers.
    """

    size: int
    theta: float
    places: int
    scaling: Mapping[str, Any] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """`default`, `linear`, `dynamic`, `llama3`, `yarn` or `longrope`, which old files call `su`."""
        return rope_type(self.scaling)

    @property
    def trained(self) -> float:
        """The length for which the model was trained before its scaling."""
        return self.scaling.get("original_max_position_embeddings") or self.places

    @property
    def longest(self) -> float | None:
        """The longest input that the usual frequencies serve; longer ones have others. None: they serve all."""
        return {"dynamic": self.places, "longrope": self.trained}.get(self.type)

    def frequencies(self, length: int | None = None) -> NDArray[np.float32]:
        """Radians per position of each pair of elements, [size / 2].

        Args:
            length: length of the input; only has an effect if it is above `longest`.
        """
        from trivet.families.frequencies import frequencies

        return frequencies(self, length)

    def stretch(self, length: Any) -> Any:
        """The factor of theta in type `dynamic` for an input of a length above `places`.

        The formula is https://www.reddit.com/r/LocalLLaMA/comments/14mrgpr; `length` may be a framework's scalar.
        """
        factor = self.scaling["factor"]
        grown = factor * length / self.places - (factor - 1)
        return grown ** (self.size / (self.size - 2))

    @property
    def attention_factor(self) -> float:
        """The factor of sine and cosine: other than 1 only for the types `yarn` and `longrope`."""
        scaling = self.scaling
        if self.type not in ("yarn", "longrope"):
            return 1.0
        if scaling.get("attention_factor") is not None:
            return float(scaling["attention_factor"])
        if self.type == "longrope":
            factor = scaling.get("factor") or self.places / self.trained
            return 1.0 if factor <= 1 else math.sqrt(1 + math.log(factor) / math.log(self.trained))
        factor, own, of_all = scaling["factor"], scaling.get("mscale"), scaling.get("mscale_all_dim")
        if own and of_all:
            return _magnitude(factor, own) / _magnitude(factor, of_all)
        return _magnitude(factor, 1.0)


def rope_type(scaling: Mapping[str, Any]) -> str:
    """The type of a scaling, by its present name."""
    stated = str(scaling.get("rope_type", scaling.get("type", "default")))
    return "longrope" if stated == "su" else stated


def _magnitude(factor: float, scale: float) -> float:
    return 1.0 if factor <= 1 else 0.1 * scale * math.log(factor) + 1.0
