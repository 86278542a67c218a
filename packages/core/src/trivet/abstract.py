"""Skeletons of models that do not exist, from a family's parameter list: so that a load can be planned anywhere."""

from __future__ import annotations

import os

from trivet.architectures.base import Architecture
from trivet.checkpoint import open_checkpoint, require_model_type
from trivet.config import PretrainedConfig
from trivet.dialects import Dialect, ParamSpec, dialect_named
from trivet.errors import UnknownModelTypeError
from trivet.plan import LoadPlan, Skeleton, plan_load
from trivet.plugins import architecture_points
from trivet.policy import DTypePolicy, dtype_of_request
from trivet.pretrained import skeleton_for


def abstract_skeleton(family: Architecture, config: PretrainedConfig, head: str, dialect: Dialect) -> Skeleton:
    """What a backend would read off a live model of this class.

    Raises:
        UnknownHeadError: the family has no such head.
    """
    is_base = family.is_base(head)
    params: dict[str, ParamSpec] = {}
    for param in family.parameters(config, head):
        if param.buffer or (param.tied is not None and dialect.name != "torch"):
            continue
        own = param.renamed(param.name.removeprefix(f"{family.base_prefix}.")) if is_base else param
        params[dialect.encode(own if dialect.strips_base else param, family)] = param
    return skeleton_for(dialect.name, params, config=config, class_name=head, is_base=is_base)


def plan_for(source: str | os.PathLike[str], *, to: str, head: str | None = None, dtype: object = None) -> LoadPlan:
    """Plan the load of a checkpoint into a framework's model, without the framework.

    Args:
        to: `torch`, `tensorflow` or `flax`.
        head: the class by any framework's name; None takes the one that config.json names, else the base model.
        dtype: as for `from_pretrained`; None (or `"keep"`) keeps each tensor's own.

    Raises:
        UnknownModelTypeError, UnknownHeadError: the family or the class is not known.
        and as `open_checkpoint` and `plan_load`.
    """
    target = dialect_named(to)
    checkpoint = open_checkpoint(source, framework=target.name)
    family = checkpoint.architecture
    if family is None:
        raise UnknownModelTypeError(require_model_type(checkpoint), list(architecture_points()))
    config = family.config_class.from_dict(checkpoint.config)
    config.validate()
    asked = None if dtype == "keep" else dtype_of_request(dtype, checkpoint.config, checkpoint.catalog)
    return plan_load(
        checkpoint.catalog,
        abstract_skeleton(family, config, head or checkpoint.head or family.heads[0], target),
        source=str(source),
        dialect=checkpoint.dialect,
        policy=DTypePolicy(asked),
    )
