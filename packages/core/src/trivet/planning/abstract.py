"""Skeletons of models that do not exist, from a family's parameter list: to plan loads without a framework."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from trivet.errors import UnknownModelTypeError
from trivet.families.config import PretrainedConfig
from trivet.families.family import Family
from trivet.families.registry import architecture_points
from trivet.layout import Dialect, ParamSpec, dialect_named
from trivet.planning.load_plan import LoadPlan
from trivet.planning.opening import open_checkpoint, require_model_type
from trivet.planning.placement import Device, Strategy, Unit, plan_devices, units_of
from trivet.planning.plan import plan_load
from trivet.planning.policy import DTypePolicy, dtype_of_request
from trivet.planning.skeleton import Skeleton, skeleton_for
from trivet.planning.ties import check_copies, settle_ties
from trivet.sizes import parse_size
from trivet.sources.options import SourceOptions


def abstract_skeleton(family: Family, config: PretrainedConfig, head: str, dialect: Dialect) -> Skeleton:
    """The skeleton that a backend would read from a live model of this class.

    Raises:
        UnknownHeadError: the family has no such head.
    """
    family, is_base = family.for_head(head), family.is_base(head)
    params: dict[str, ParamSpec] = {}
    for param in family.parameters(config, head):
        if param.buffer or (param.tied is not None and dialect.name != "torch"):
            continue
        own = param.renamed(param.name.removeprefix(f"{family.base_prefix}.")) if is_base else param
        params[dialect.encode(own if dialect.strips_base else param, family)] = param
    return skeleton_for(dialect.name, params, config=config, class_name=head, is_base=is_base)


def plan(
    source: str | os.PathLike[str],
    *,
    to: str,
    head: str | None = None,
    dtype: object = None,
    device_map: Strategy | None = None,
    max_memory: Mapping[Device, int | str] | None = None,
    subfolder: str = "",
    variant: str | None = None,
    options: SourceOptions | None = None,
) -> LoadPlan:
    """Plan the load of a checkpoint into a framework's model, without the framework.

    Args:
        to: `torch`, `tensorflow` or `flax`.
        head: the class by any framework's name; None chooses the one that config.json names, else the base model.
        dtype: as for `from_pretrained`; None (or `"keep"`) keeps each tensor's dtype.
        device_map: how to spread the parameters over the devices of `max_memory`; each step then names its device.
        max_memory: device → bytes, or text such as `"8GB"`: accelerators by number, then perhaps `cpu` and `disk`.
        subfolder, variant: as for `find_weights`.
        options: how to reach a remote source; of remote safetensors files only the headers are fetched.

    Raises:
        UnknownModelTypeError, UnknownHeadError: the family or the class is unknown.
        PlacementError: the parameters do not fit on the devices.
        Also the errors of `open_checkpoint` and `plan_load`.
    """
    target = dialect_named(to)
    where: dict[str, Any] = {"subfolder": subfolder, "variant": variant, "options": options}
    checkpoint = open_checkpoint(source, framework=target.name, headers_only=True, **where)
    family = checkpoint.architecture
    if family is None:
        raise UnknownModelTypeError(require_model_type(checkpoint), list(architecture_points()))
    config = family.config_class.from_dict(checkpoint.config)
    config.check()
    checkpoint.require_decoded()
    class_name = head or checkpoint.head or family.heads[0]
    is_local = all(map(os.path.isfile, checkpoint.catalog.files))
    if is_local:  # of remote files only the headers were fetched
        checkpoint, config = settle_ties(checkpoint, config, class_name)
    requested = None if dtype == "keep" else dtype_of_request(dtype, checkpoint.config, checkpoint.catalog)
    skeleton = abstract_skeleton(family, config, class_name, target)
    policy = DTypePolicy(requested)
    load_plan = plan_load(checkpoint.catalog, skeleton, source=str(source), dialect=checkpoint.dialect, policy=policy)
    load_plan = check_copies(load_plan, checkpoint, skeleton) if is_local else load_plan
    if device_map is None:
        return load_plan
    budgets = {device: parse_size(size) for device, size in (max_memory or {}).items()}
    # `device_map=` takes the names of the modules: a base model's are without the prefix that its heads have.
    prefix = f"{family.base_prefix}." if family.base_prefix and family.is_base(class_name) else ""
    placed = plan_devices(_sized(load_plan, skeleton, prefix), budgets, device_map)
    steps = tuple(
        replace(step, placement=placed.device_of(step.param.name.removeprefix(prefix))) for step in load_plan.steps
    )
    return replace(load_plan, steps=steps, devices=placed)


def _sized(plan: LoadPlan, skeleton: Skeleton, prefix: str) -> tuple[Unit, ...]:
    """The model's units, named without a prefix; parameters that the checkpoint lacks count four bytes an element."""
    sizes = {step.target: step.nbytes for step in plan.steps}
    return units_of(
        (_without(prefix, each.param), sizes.get(each.name, 4 * each.param.size)) for each in skeleton.targets
    )


def _without(prefix: str, param: ParamSpec) -> ParamSpec:
    name, tied, block = (each and each.removeprefix(prefix) for each in (param.name, param.tied, param.block))
    return replace(param, name=name or "", tied=tied, block=block) if prefix else param
