"""Rotary position embeddings: how configs spell their scaling, old and new, and the frequencies that follow from it.

Two spellings exist. Older files have `rope_theta` and `rope_scaling` (whose type is under `rope_type`, or `type` in the
oldest); newer ones have both in `rope_parameters`. A config here keeps the older one and shows the newer.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from trivet.config import PretrainedConfig
from trivet.errors import InvalidConfigError
from trivet.requirements import is_number

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# rope type → the fields of its scaling that must be positive numbers
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "default": (),
    "linear": ("factor",),
    "dynamic": ("factor",),
    "llama3": ("factor", "low_freq_factor", "high_freq_factor", "original_max_position_embeddings"),
    "yarn": ("factor",),
}


class RotaryConfig(PretrainedConfig):
    """A config whose models turn queries and keys by their positions.

    Attributes:
        rope_theta: base of the wavelengths.
        rope_scaling: type and numbers of the scaling for longer inputs, or None.
    """

    rope_theta: float
    rope_scaling: dict[str, Any] | None
    head_dim: int
    max_position_embeddings: int

    @property
    def rope_parameters(self) -> dict[str, Any]:
        """Theta, type and numbers of the scaling in one, as newer files have them; setting it sets both fields."""
        return {**(self.rope_scaling or {}), "rope_type": self.rope_type, "rope_theta": self.rope_theta}

    @rope_parameters.setter
    def rope_parameters(self, parameters: Mapping[str, Any] | None) -> None:
        flat = _flat(parameters or {})
        self.rope_theta = flat.pop("rope_theta", self.rope_theta)
        self.rope_scaling = flat if flat.get("rope_type", flat.get("type", "default")) != "default" else None

    @property
    def rope_type(self) -> str:
        """`default`, `linear`, `dynamic`, `llama3` or `yarn`."""
        scaling = self.rope_scaling or {}
        return str(scaling.get("rope_type", scaling.get("type", "default")))

    def validate_rope(self) -> None:
        """
        Raises:
            InvalidConfigError: theta is no positive number, the type is not implemented, or lacks one of its numbers.
        """
        if not is_number(self.rope_theta) or self.rope_theta <= 0:
            raise InvalidConfigError(
                f"rope_theta must be a positive number, not {self.rope_theta!r}", field="rope_theta"
            )
        given: object = self.rope_scaling
        if given is not None and not isinstance(given, Mapping):
            reason = f"rope_scaling must be an object or null, not {given!r}"
            raise InvalidConfigError(reason, field="rope_scaling")
        if self.rope_type not in _REQUIRED:
            reason = f"rope type {self.rope_type!r} is not implemented, only {', '.join(_REQUIRED)}"
            raise InvalidConfigError(reason, field="rope_scaling")
        scaling = self.rope_scaling or {}
        for name in _REQUIRED[self.rope_type]:
            if not is_number(scaling.get(name)) or scaling[name] <= 0:
                reason = f"rope_scaling of type {self.rope_type!r} needs a positive {name}, not {scaling.get(name)!r}"
                raise InvalidConfigError(reason, field="rope_scaling")
        if self.rope_type == "llama3" and scaling["high_freq_factor"] <= scaling["low_freq_factor"]:
            raise InvalidConfigError("rope_scaling needs high_freq_factor > low_freq_factor", field="rope_scaling")
        for holder in (scaling, vars(self)):
            if holder.get("partial_rotary_factor") not in (None, 1, 1.0):
                reason = f"partial_rotary_factor={holder['partial_rotary_factor']!r} is not implemented, only 1.0"
                raise InvalidConfigError(reason, field="partial_rotary_factor")

    def rope_frequencies(self, length: int | None = None) -> NDArray[np.float32]:
        """Radians per position of each pair of elements, [head_dim / 2].

        Args:
            length: how long the input is; type `dynamic` alone asks, for inputs beyond `max_position_embeddings`.
        """
        from trivet.architectures.frequencies import frequencies

        return frequencies(self, length)

    def dynamic_rope_stretch(self, length: Any) -> Any:
        """What type `dynamic` multiplies theta by for an input of a length above `max_position_embeddings`.

        The formula is https://www.reddit.com/r/LocalLLaMA/comments/14mrgpr; `length` may be a framework's scalar.
        """
        factor = (self.rope_scaling or {})["factor"]
        grown = factor * length / self.max_position_embeddings - (factor - 1)
        return grown ** (self.head_dim / (self.head_dim - 2))

    @property
    def rope_attention_factor(self) -> float:
        """What sine and cosine are multiplied by: other than 1 for type `yarn` alone."""
        scaling = self.rope_scaling or {}
        if self.rope_type != "yarn":
            return 1.0
        if scaling.get("attention_factor") is not None:
            return float(scaling["attention_factor"])
        factor, own, of_all = scaling["factor"], scaling.get("mscale"), scaling.get("mscale_all_dim")
        if own and of_all:
            return _magnitude(factor, own) / _magnitude(factor, of_all)
        return _magnitude(factor, 1.0)


def _magnitude(factor: float, scale: float) -> float:
    return 1.0 if factor <= 1 else 0.1 * scale * math.log(factor) + 1.0


def _flat(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """One layer type's parameters, where the file has them by layer type.

    Raises:
        InvalidConfigError: the layer types differ.
    """
    if not parameters or not all(isinstance(each, Mapping) for each in parameters.values()):
        return dict(parameters)
    first, *others = parameters.values()
    if any(each != first for each in others):
        reason = f"rope_parameters differ between {' and '.join(parameters)}, which is not implemented"
        raise InvalidConfigError(reason, field="rope_parameters")
    return dict(first)
