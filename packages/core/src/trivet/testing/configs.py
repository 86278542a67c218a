"""Configs of tiny models that build in milliseconds; no two lengths are equal by accident."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trivet.families import requirements as must
from trivet.families.composites import Composite, Part
from trivet.families.config import PretrainedConfig
from trivet.families.heads import Loss
from trivet.families.registry import architecture
from trivet.families.requirements import Requirement

_BY_REQUIREMENT: Mapping[Requirement | None, int] = {
    must.VOCABULARY: 61,
    must.WIDTH: 24,
    must.LAYERS: 2,
    must.HEADS: 4,
    must.POSITIONS: 32,
}


def _small_fields(config_class: type[PretrainedConfig]) -> dict[str, Any]:
    """Small values of the fields that declare one, and of those whose requirements are sizes.

    Fields that are derived by default are not set.
    """
    values = {}
    for name, each in config_class.fields.items():
        if each.small is not None:
            values[name] = each.small
        elif each.default is not None and each.requirement in _BY_REQUIREMENT:
            hidden = name == config_class.attribute_map.get("hidden_size", "hidden_size")
            values[name] = 16 if hidden else _BY_REQUIREMENT[each.requirement]
    return values


def role_of(part: Part) -> dict[str, Any]:
    """The fields of a part's config that say what it is there for."""
    return {name: True for name in ("is_decoder", "add_cross_attention") if getattr(part.config, name)}


def tiny_config(model_type: str, head: str = "", **overrides: Any) -> PretrainedConfig:
    """A small valid config of a family; keywords replace fields.

    Args:
        head: the class for which it is; determines the number of labels (three, or two if they have a fixed meaning)
            and whether it is a decoder.

    Raises:
        UnknownModelTypeError: the family is unknown.
    """
    family = architecture(model_type)
    kind = family.kind(head)
    meant = kind is not None and (kind.num_labels == 2 or kind.loss is Loss.BOTH)
    fields = {**_small_fields(family.config_class), "num_labels": 2 if meant else 3}
    if isinstance(family, Composite):
        parts = family.parts(family.example())
        fields |= {each.at: tiny_config(each.config.model_type, each.head, **role_of(each)) for each in parts}
    elif kind is not None and kind.generates and getattr(family.config_class, "can_decode", False):
        fields["is_decoder"] = True
    return family.config_class(**{**fields, **overrides})
