"""Skeletons: every parameter of a model that is to be filled or stored, with its family's description of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from trivet.errors import ConversionError, UnknownModelTypeError
from trivet.families.config import PretrainedConfig
from trivet.families.registry import architecture
from trivet.layout import PLAIN_NAMING, Dialect, Kind, Naming, ParamSpec, PlainNaming, dialect_named
from trivet.layout.spellings import NO_SPELLINGS, Spellings

if TYPE_CHECKING:
    from trivet.families.family import Family


@dataclass(frozen=True, slots=True)
class Target:
    """One parameter of the model to be filled.

    Attributes:
        name: its own name in the model, in the model's dialect (`encoder/layer_._0/…/kernel`).
        param: its canonical spec.
    """

    name: str
    param: ParamSpec


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Every parameter of a model, live or abstract.

    Attributes:
        dialect: the dialect of the model.
        targets: in module order.
        naming: the family's naming, or `PlainNaming`.
        known: every parameter that the family's checkpoints may hold, by canonical name; identifies unexpected tensors.
        core: canonical names without which a checkpoint of this family is broken.
        is_base: whether this is the family's base model, whose own files may leave the base prefix out.
        may_lack: patterns of own names that may be absent from a checkpoint, however strict the load is.
        may_hold: patterns of stored names that a checkpoint may have though the model has no such parameters.
        foreign: names in `known` of tied parameters that this model does not have, but others of its family do.
        layers_without_kind: canonical name → type of the layer, for parameters of the framework's own layers that have
            no kind, so that their layout in another dialect is unknown.
        possible: canonical name → kinds that a parameter may have, if the model does not determine its kind.
        spellings: how files store parameters other than each under its own name, as declared by the family or by the
            author of a model.
        has_statistics: whether its family's checkpoints have statistics as well as parameters.
        stored_names: canonical name → stored name, for a checkpoint whose names are arbitrary; otherwise empty.
    """

    dialect: Dialect
    targets: tuple[Target, ...]
    naming: Naming = PLAIN_NAMING
    known: Mapping[str, ParamSpec] = field(default_factory=dict)
    core: frozenset[str] = frozenset()
    is_base: bool = False
    may_lack: tuple[str, ...] = ()
    may_hold: tuple[str, ...] = ()
    foreign: frozenset[str] = frozenset()
    layers_without_kind: Mapping[str, str] = field(default_factory=dict)
    possible: Mapping[str, tuple[ParamSpec, ...]] = field(default_factory=dict)
    spellings: Spellings = NO_SPELLINGS
    has_statistics: bool = False
    stored_names: Mapping[str, str] = field(default_factory=dict)

    def refuse_layers_without_kind(self, names: Iterable[str], dialect: Dialect) -> None:
        """Refuse to convert parameters to or from another dialect in which their layout is unknown.

        Raises:
            ConversionError: one of the canonical names belongs to such a parameter.
        """
        layers = self.layers_without_kind
        unclear = [name for name in names if name in layers] if layers and dialect is not self.dialect else []
        if unclear:
            raise ConversionError(
                f"{unclear[0]}: how a {layers[unclear[0]]} of {self.dialect.name} is laid out in the "
                f"{dialect.name} dialect is unknown ({len(unclear)} such parameter(s)). Keep the "
                f"{self.dialect.name} dialect, or build the model of layers that have a counterpart."
            )


def has_statistics(params: Iterable[ParamSpec]) -> bool:
    """Whether some parameters are statistics that training accumulates."""
    norms = [param for param in params if param.kind is Kind.BATCH_NORM]
    return any(param.leaf.is_statistic for param in norms)


def family_of(config: PretrainedConfig) -> Family | None:
    """The family that a config belongs to, or None for a user's own."""
    try:
        family = architecture(config.model_type) if config.model_type else None
    except UnknownModelTypeError:
        return None
    return family if family is None or not isinstance(config, family.config_class) else family.of(config)


def skeleton_for(
    dialect: str | Dialect,
    params: Mapping[str, ParamSpec],
    *,
    config: PretrainedConfig | None = None,
    class_name: str = "",
    base_prefix: str = "",
    is_base: bool = False,
    layers_without_kind: Mapping[str, str] | None = None,
) -> Skeleton:
    """The skeleton of a live model, from the parameters that the backend read from its layers.

    Args:
        params: own name → canonical parameter. Those of a base model may lack the base prefix; it is added.
        config: the model's config; None for a module that has none.
        class_name: the model's class; its own shapes take precedence if the family's heads disagree.
        base_prefix: of a user's own family; a known family's takes precedence.
        is_base: whether the model is its family's base model.
        layers_without_kind: own name → type of the layer, as for `Skeleton`.
    """
    dialect = dialect_named(dialect) if isinstance(dialect, str) else dialect
    family = family_of(config) if config is not None else None
    if family is not None:
        family = family.for_names([param.name for param in params.values()])
    naming = PlainNaming(base_prefix) if family is None else family
    prefix = naming.base_prefix
    bare = is_base and prefix and not any(param.name.startswith(f"{prefix}.") for param in params.values())
    qualified = {own: param.moved(prefix) if bare else param for own, param in params.items()}
    layers = {qualified[own].name: layer for own, layer in (layers_without_kind or {}).items()}
    if family is None or config is None:
        targets = tuple(Target(own, param) for own, param in qualified.items())
        return Skeleton(dialect, targets, naming, is_base=is_base, layers_without_kind=layers)
    known = family.universe(config, class_name)
    targets = tuple(Target(own, _declared(param, known)) for own, param in qualified.items())
    return Skeleton(
        *(dialect, targets, family, known, family.core(config), is_base),
        foreign=_foreign(family, config, class_name, known),
        layers_without_kind=layers,
        spellings=Spellings(family.spellings(config)),
        has_statistics=has_statistics(known.values()),
    )


def _foreign(
    family: Family, config: PretrainedConfig, class_name: str, known: Mapping[str, ParamSpec]
) -> frozenset[str]:
    """Tied parameters that only other classes of the family have; none for a user's own class."""
    if family.head_named(class_name) is None:
        return frozenset()
    own = {param.name for param in family.parameters(config, class_name)}
    return frozenset(name for name, param in known.items() if param.tied is not None and name not in own)


def _declared(param: ParamSpec, known: Mapping[str, ParamSpec]) -> ParamSpec:
    """The family's spec for a parameter of that shape, with its kind and block; ties are those of the live model."""
    declared = known.get(param.name)
    if declared is None or declared.shape != param.shape:
        return param
    return declared if declared.tied == param.tied else replace(declared, tied=param.tied)
