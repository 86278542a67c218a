"""Rotary position embeddings: old and new config fields of their scaling, and the frequencies that follow from it.

Two spellings exist. Older files have `rope_theta` and `rope_scaling` (whose type is under `rope_type`, or `type` in the
oldest); newer ones have both in `rope_parameters`. A config here stores the older one; the newer is a property.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from trivet.errors import InvalidConfigError
from trivet.families.config import PretrainedConfig
from trivet.families.fields import field
from trivet.families.requirements import FLAG, Requirement, is_number, shown

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
# far beyond every published value, and small enough for results in float32
_POSITIVE = Requirement("a positive number", lambda value: is_number(value) and 1e-6 <= value <= 1e18)
_OPTIONAL: Mapping[str, Requirement] = {
    "attention_factor": _POSITIVE.or_null(),
    "beta_fast": _POSITIVE.or_null(),
    "beta_slow": _POSITIVE.or_null(),
    "mscale": Requirement("a number of at least 0", lambda value: is_number(value) and 0 <= value <= 1e18).or_null(),
    "mscale_all_dim": Requirement(
        "a number of at least 0", lambda value: is_number(value) and 0 <= value <= 1e18
    ).or_null(),
    "original_max_position_embeddings": _POSITIVE.or_null(),
    "truncate": FLAG,
}


class RotaryConfig(PretrainedConfig):
    """A config of models that rotate queries and keys by their positions.

    Attributes:
        rope_theta: base of the geometric sequence of wavelengths.
        rope_scaling: type and numbers of the scaling for longer inputs, or None. A `rope_theta` within it sets that
            field.
    """

    rope_theta: float = field(_POSITIVE, default=10000.0, kw_only=True)
    rope_scaling: dict[str, Any] | None = field(default=None, kw_only=True)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "rope_scaling" and isinstance(value, Mapping) and "rope_theta" in value:
            self.rope_theta = value["rope_theta"]
            value = {key: each for key, each in value.items() if key != "rope_theta"}
        super().__setattr__(name, value)

    @classmethod
    def known_fields(cls) -> frozenset[str]:
        """The names of the class's fields, including the newer spelling."""
        return super().known_fields() | {"rope_parameters"}

    @classmethod
    def _merged(cls, fields: Mapping[str, Any], overrides: Mapping[str, Any]) -> dict[str, Any]:
        """A keyword in either spelling replaces both spellings of a file."""
        replacing = _one_spelling(overrides, by="keywords")
        stored = _one_spelling(fields) if replacing.keys() & {"rope_theta", "rope_scaling"} else fields
        return super()._merged(stored, replacing)

    @property
    def rope_parameters(self) -> dict[str, Any]:
        """Theta, type and numbers of the scaling in one, as in newer files; setting it sets both fields."""
        return {**(self.rope_scaling or {}), "rope_type": self.rope_type, "rope_theta": self.rope_theta}

    @rope_parameters.setter
    def rope_parameters(self, parameters: Mapping[str, Any] | None) -> None:
        for name, value in _two_fields(parameters).items():
            setattr(self, name, value)

    @property
    def rope_type(self) -> str:
        """`default`, `linear`, `dynamic`, `llama3` or `yarn`."""
        scaling = self.rope_scaling or {}
        return str(scaling.get("rope_type", scaling.get("type", "default")))

    def validate_rope(self) -> None:
        """
        Raises:
            InvalidConfigError: theta is not a positive number, or the type is not implemented or lacks a number.
        """
        stated: object = self.rope_scaling
        if stated is not None and not isinstance(stated, Mapping):
            reason = f"rope_scaling must be an object or null, not {shown(stated)}"
            raise InvalidConfigError(reason, field="rope_scaling")
        if self.rope_type not in _REQUIRED:
            reason = f"rope type {shown(self.rope_type)} is not implemented, only {', '.join(_REQUIRED)}"
            raise InvalidConfigError(reason, field="rope_scaling")
        scaling = self.rope_scaling or {}
        for name in _REQUIRED[self.rope_type]:
            if not _POSITIVE.fits(scaling.get(name)):
                value = shown(scaling.get(name))
                reason = f"rope_scaling of type {self.rope_type!r} needs a positive {name}, not {value}"
                raise InvalidConfigError(reason, field="rope_scaling")
        for name in _OPTIONAL.keys() & scaling.keys():
            _OPTIONAL[name].check(name, scaling[name])
        self._validate_numbers(scaling)

    def _validate_numbers(self, scaling: Mapping[str, Any]) -> None:
        if self.rope_type == "llama3" and scaling["high_freq_factor"] <= scaling["low_freq_factor"]:
            raise InvalidConfigError("rope_scaling needs high_freq_factor > low_freq_factor", field="rope_scaling")
        if self.rope_type == "dynamic" and self.head_dim < 4:
            raise InvalidConfigError(
                f"rope type 'dynamic' needs a head_dim above 2, not {self.head_dim}", field="head_dim"
            )
        if self.rope_type == "yarn" and self.rope_theta <= 1:
            raise InvalidConfigError(
                f"rope type 'yarn' needs a rope_theta above 1, not {self.rope_theta}", field="rope_theta"
            )
        for holder in (scaling, vars(self)):
            if holder.get("partial_rotary_factor") not in (None, 1, 1.0):
                reason = f"partial_rotary_factor={shown(holder['partial_rotary_factor'])} is not implemented, only 1.0"
                raise InvalidConfigError(reason, field="partial_rotary_factor")

    def rope_frequencies(self, length: int | None = None) -> NDArray[np.float32]:
        """Radians per position of each pair of elements, [head_dim / 2].

        Args:
            length: length of the input; only type `dynamic` uses it, for inputs beyond `max_position_embeddings`.
        """
        from trivet.families.frequencies import frequencies

        return frequencies(self, length)

    def dynamic_rope_stretch(self, length: Any) -> Any:
        """The factor of theta in type `dynamic` for an input of a length above `max_position_embeddings`.

        The formula is https://www.reddit.com/r/LocalLLaMA/comments/14mrgpr; `length` may be a framework's scalar.
        """
        factor = (self.rope_scaling or {})["factor"]
        grown = factor * length / self.max_position_embeddings - (factor - 1)
        return grown ** (self.head_dim / (self.head_dim - 2))

    @property
    def rope_attention_factor(self) -> float:
        """The factor of sine and cosine: other than 1 only for type `yarn`."""
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


def _two_fields(parameters: object) -> dict[str, Any]:
    """`rope_parameters` as the fields `rope_theta` (if it has one) and `rope_scaling`.

    Raises:
        InvalidConfigError: `rope_parameters` is not an object, or differs by layer type.
    """
    if parameters is None:
        return {}
    if not isinstance(parameters, Mapping):
        reason = f"rope_parameters must be an object or null, not {shown(parameters)}"
        raise InvalidConfigError(reason, field="rope_parameters")
    flat = _flat(parameters)
    theta = {"rope_theta": flat.pop("rope_theta")} if "rope_theta" in flat else {}
    kind = flat.get("rope_type", flat.get("type", "default"))
    return {**theta, "rope_scaling": flat if kind != "default" else None}


def _one_spelling(fields: Mapping[str, Any], *, by: str = "") -> dict[str, Any]:
    """Fields with `rope_theta` and `rope_scaling` instead of `rope_parameters`, which takes precedence.

    Args:
        by: who passed the fields, if a contradiction among them is an error.

    Raises:
        InvalidConfigError: the two spellings contradict each other.
    """
    rest = {name: value for name, value in fields.items() if name not in ("rope_parameters", "rope_scaling")}
    scaling = fields.get("rope_scaling")
    newer = _two_fields(fields.get("rope_parameters"))
    if by and newer:
        for name in newer.keys() & fields.keys():
            if newer[name] != fields[name]:
                reason = f"{by} say {name} twice: {shown(fields[name])}, and {shown(newer[name])} in rope_parameters"
                raise InvalidConfigError(reason, field=name)
    older: dict[str, Any] = {"rope_scaling": scaling} if "rope_scaling" in fields else {}
    if isinstance(scaling, Mapping) and "rope_theta" in scaling:
        own = {name: value for name, value in scaling.items() if name != "rope_theta"}
        older = {"rope_scaling": own, "rope_theta": scaling["rope_theta"]}
    return {**rest, **older, **newer}


def _flat(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """One layer type's parameters, if the file has them by layer type.

    Raises:
        InvalidConfigError: the layer types differ, or one of them has no parameters.
    """
    by_type = any(isinstance(each, Mapping) or str(name).endswith("_attention") for name, each in parameters.items())
    if not by_type:
        return dict(parameters)
    for name, each in parameters.items():
        if not isinstance(each, Mapping):
            reason = f"rope_parameters of {shown(name)} must be an object, not {shown(each)}"
            raise InvalidConfigError(reason, field="rope_parameters")
    first, *others = parameters.values()
    if any(each != first for each in others):
        reason = f"rope_parameters differ between {' and '.join(parameters)}, which is not implemented"
        raise InvalidConfigError(reason, field="rope_parameters")
    return dict(first)
