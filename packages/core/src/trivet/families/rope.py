"""Rotary position embeddings: old and new config fields of their scaling, and the frequencies that follow from it.

Two spellings exist. Older files have `rope_theta` and `rope_scaling` (whose type is under `rope_type`, or `type` in the
oldest); newer ones have both in `rope_parameters`. A config here stores the older one; the newer is a property.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from trivet.errors import InvalidConfigError
from trivet.families.config import PretrainedConfig
from trivet.families.fields import field
from trivet.families.requirements import FLAG, Requirement, is_number, shown
from trivet.families.ropes import Rope, rope_type

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SLIDING, FULL = "sliding_attention", "full_attention"
"""Kinds of layers: those whose tokens see a window of others, and those whose tokens see all earlier ones."""

# rope type → the fields of its scaling that must be positive numbers
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "default": (),
    "linear": ("factor",),
    "dynamic": ("factor",),
    "llama3": ("factor", "low_freq_factor", "high_freq_factor", "original_max_position_embeddings"),
    "yarn": ("factor",),
    "longrope": (),
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
    """A config of models that rotate queries and keys by their positions. Subclasses have a `head_size`.

    Attributes:
        rope_theta: base of the geometric sequence of wavelengths.
        rope_scaling: type and numbers of the scaling for longer inputs, or None. A `rope_theta` within it sets that
            field, and so does a `partial_rotary_factor` if the class has that field.
        local_theta: name of the field with the theta of layers with a window, whose frequencies are not scaled; empty
            if all layers have the same. Such configs store both spellings, because no older one is common to readers.
    """

    requirements: ClassVar[Mapping[str, Requirement]] = {"rope_local_base_freq": _POSITIVE.or_null()}
    local_theta: ClassVar[str] = ""

    rope_theta: float = field(_POSITIVE, default=10000.0, kw_only=True)
    rope_scaling: dict[str, Any] | None = field(default=None, kw_only=True)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "rope_scaling" and isinstance(value, Mapping):
            moved = [key for key in self._apart() if key in value]
            for key in moved:
                setattr(self, key, value[key])
            value = {key: each for key, each in value.items() if key not in moved}
        super().__setattr__(name, value)

    @classmethod
    def _apart(cls) -> dict[str, str]:
        """Keys of `rope_parameters` that are fields of their own, with the names of the fields."""
        own = {name: cls.attribute_map.get(name, name) for name in ("rope_theta", "partial_rotary_factor")}
        return {name: each for name, each in own.items() if each in cls.fields}

    @classmethod
    def known_fields(cls) -> frozenset[str]:
        """The names of the class's fields, including the newer spelling."""
        return super().known_fields() | {"rope_parameters"}

    @classmethod
    def _merged(cls, fields: Mapping[str, Any], overrides: Mapping[str, Any]) -> dict[str, Any]:
        """A keyword in either spelling replaces both spellings of a file."""
        replacing = cls._one_spelling(overrides, by="keywords")
        names = {*cls._apart(), *cls._apart().values(), "rope_scaling", cls.local_theta}
        stored = cls._one_spelling(fields) if replacing.keys() & names else fields
        return super()._merged(stored, replacing)

    @property
    def rope_parameters(self) -> dict[str, Any]:
        """Theta, type and numbers of the scaling in one, as in newer files; setting it sets the fields."""
        own = {name: getattr(self, name) for name in self._apart()}
        whole = {**(self.rope_scaling or {}), "rope_type": self.rope_type, **own}
        if not self.local_theta:
            return whole
        local = {**own, "rope_theta": self._local_theta(), "rope_type": "default"}
        return {FULL: whole, SLIDING: local}

    @rope_parameters.setter
    def rope_parameters(self, parameters: Mapping[str, Any] | None) -> None:
        for name, value in self._older_fields(parameters).items():
            setattr(self, name, value)

    def _local_theta(self) -> float:
        stated = getattr(self, self.local_theta)
        return float(self.rope_theta if stated is None else stated)

    def _written(self, inner: Callable[[Any], Any]) -> dict[str, Any]:
        fields = super()._written(inner)
        return {**fields, "rope_parameters": self.rope_parameters} if self.local_theta else fields

    @property
    def rope_type(self) -> str:
        """How frequencies are scaled: a key of `rope_scaling`, or `default`."""
        return rope_type(self.rope_scaling or {})

    @property
    def rotary_size(self) -> int:
        """How many elements of each head are rotated."""
        share = self.partial_rotary_factor if "partial_rotary_factor" in self._apart() else 1
        return int(self.head_size * share)

    def rope(self, kind: str = FULL) -> Rope:
        """The frequencies of a kind of layers."""
        if kind == SLIDING and self.local_theta:
            return Rope(self.rotary_size, self._local_theta(), self.max_position_embeddings)
        scaling = dict(self.rope_scaling) if isinstance(self.rope_scaling, Mapping) else {}
        if "original_max_position_embeddings" in type(self).fields and scaling:
            scaling["original_max_position_embeddings"] = self.original_max_position_embeddings
        return Rope(self.rotary_size, self.rope_theta, self.max_position_embeddings, scaling)

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
        size, apart = self.rotary_size, self._apart()
        if not 0 < size <= self.head_size or size % 2:
            reason = f"{size} of the {self.head_size} elements of a head cannot be rotated in pairs"
            raise InvalidConfigError(reason, field="partial_rotary_factor" if len(apart) > 1 else "head_dim")
        if self.rope_type == "llama3" and scaling["high_freq_factor"] <= scaling["low_freq_factor"]:
            raise InvalidConfigError("rope_scaling needs high_freq_factor > low_freq_factor", field="rope_scaling")
        if self.rope_type == "dynamic" and size < 4:
            raise InvalidConfigError(
                f"rope type 'dynamic' needs more than 2 elements of each head to rotate, not {size}", field="head_dim"
            )
        if self.rope_type == "yarn" and self.rope_theta <= 1:
            raise InvalidConfigError(
                f"rope type 'yarn' needs a rope_theta above 1, not {self.rope_theta}", field="rope_theta"
            )
        if self.rope_type == "longrope":
            self._validate_factors(scaling)
        for holder in () if "partial_rotary_factor" in apart else (scaling, vars(self)):
            if holder.get("partial_rotary_factor") not in (None, 1, 1.0):
                reason = f"partial_rotary_factor={shown(holder['partial_rotary_factor'])} is not implemented, only 1.0"
                raise InvalidConfigError(reason, field="partial_rotary_factor")

    def _validate_factors(self, scaling: Mapping[str, Any]) -> None:
        """Check the factors of type `longrope`: one for each pair of rotated elements."""
        pairs = self.rotary_size // 2
        for name in ("short_factor", "long_factor"):
            factors = scaling.get(name)
            if not isinstance(factors, list | tuple) or len(factors) != pairs or not all(map(_POSITIVE.fits, factors)):
                reason = f"rope type 'longrope' needs {pairs} positive numbers as {name}, not {shown(factors)}"
                raise InvalidConfigError(reason, field="rope_scaling")
        if self.rope().trained <= 1:
            reason = "rope type 'longrope' needs original_max_position_embeddings above 1"
            raise InvalidConfigError(reason, field="original_max_position_embeddings")

    def rope_frequencies(self, length: int | None = None) -> NDArray[np.float32]:
        """As for `Rope`."""
        return self.rope().frequencies(length)

    def dynamic_rope_stretch(self, length: Any) -> Any:
        """As for `Rope`."""
        return self.rope().stretch(length)

    @property
    def rope_attention_factor(self) -> float:
        """As for `Rope`."""
        return self.rope().attention_factor

    @classmethod
    def _older_fields(cls, parameters: object) -> dict[str, Any]:
        """`rope_parameters` as fields in the older spelling, as far as it has them.

        Raises:
            InvalidConfigError: `rope_parameters` is not an object, or differs by layer type in what cannot differ.
        """
        if parameters is None:
            return {}
        if not isinstance(parameters, Mapping):
            reason = f"rope_parameters must be an object or null, not {shown(parameters)}"
            raise InvalidConfigError(reason, field="rope_parameters")
        local: dict[str, Any] = {}
        if cls.local_theta and _by_layer_type(parameters):
            parameters, local = cls._local_apart(parameters)
        flat = _flat(parameters)
        apart = {own: flat.pop(name) for name, own in cls._apart().items() if name in flat}
        return {**apart, **local, "rope_scaling": flat if rope_type(flat) != "default" else None}

    @classmethod
    def _local_apart(cls, parameters: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Parameters by layer type without those of layers with a window, and the field of the latter.

        Raises:
            InvalidConfigError: frequencies of layers with a window are scaled.
        """
        own = parameters.get(SLIDING) or {}
        if isinstance(own, Mapping) and rope_type(own) != "default":
            reason = f"the rope type of {SLIDING} is {shown(rope_type(own))}; only 'default' is implemented there"
            raise InvalidConfigError(reason, field="rope_parameters")
        rest = {name: each for name, each in parameters.items() if name != SLIDING}
        theta = own.get("rope_theta") if isinstance(own, Mapping) else None
        return rest or {FULL: {}}, {} if theta is None else {cls.local_theta: theta}

    @classmethod
    def _one_spelling(cls, fields: Mapping[str, Any], *, by: str = "") -> dict[str, Any]:
        """Fields with `rope_theta` and `rope_scaling` instead of `rope_parameters`, which takes precedence.

        Args:
            by: who passed the fields, if a contradiction among them is an error.

        Raises:
            InvalidConfigError: the two spellings contradict each other.
        """
        rest = {name: value for name, value in fields.items() if name not in ("rope_parameters", "rope_scaling")}
        scaling = fields.get("rope_scaling")
        newer = cls._older_fields(fields.get("rope_parameters"))
        if by and newer:
            for name in newer.keys() & fields.keys():
                if newer[name] != fields[name]:
                    reason = (
                        f"{by} say {name} twice: {shown(fields[name])}, and {shown(newer[name])} in rope_parameters"
                    )
                    raise InvalidConfigError(reason, field=name)
        older: dict[str, Any] = {"rope_scaling": scaling} if "rope_scaling" in fields else {}
        if isinstance(scaling, Mapping):
            apart = {own: scaling[name] for name, own in cls._apart().items() if name in scaling}
            own = {name: value for name, value in scaling.items() if name not in cls._apart()}
            older = {"rope_scaling": own, **apart} if apart else older
        return {**rest, **older, **newer}


def _by_layer_type(parameters: Mapping[str, Any]) -> bool:
    return any(isinstance(each, Mapping) or str(name).endswith("_attention") for name, each in parameters.items())


def _flat(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """One layer type's parameters, if the file has them by layer type.

    Raises:
        InvalidConfigError: the layer types differ, or one of them has no parameters.
    """
    if not _by_layer_type(parameters):
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
