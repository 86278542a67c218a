"""What the parameters of a tree of arrays are, which has no layers to say it: by a checkpoint's config."""

from __future__ import annotations

from dataclasses import replace

from trivet.layout import ParamSpec
from trivet.planning.opening import Checkpoint
from trivet.planning.skeleton import Skeleton, skeleton_for


def identified(skeleton: Skeleton, checkpoint: Checkpoint) -> Skeleton:
    """The skeleton with the kinds of the checkpoint's family, where names and shapes are the family's.

    A skeleton of a model that determines its kinds stays as it is, and so does one without any parameter of the family.

    Raises:
        InvalidConfigError: a field of the checkpoint's config has an invalid value.
    """
    family = checkpoint.architecture
    if not skeleton.possible or family is None:
        return skeleton
    config = family.config_class.from_dict(checkpoint.config)
    known = family.universe(config)
    by_own_name = {skeleton.dialect.encode(param, family): param for param in known.values()}
    for prefix in ("", f"{family.base_prefix}."):  # a base model's own names lack the prefix
        params = {each.name: by_own_name.get(f"{prefix}{each.name}") for each in skeleton.targets}
        if any(params.values()):
            break
    else:
        return skeleton
    specs: dict[str, ParamSpec] = {}
    unclear: dict[str, str] = {}
    possible: dict[str, tuple[ParamSpec, ...]] = {}
    for target in skeleton.targets:
        param = params[target.name]
        if param is not None and _own_shape(skeleton, param) == _own_shape(skeleton, target.param):
            specs[target.name] = replace(param, tied=None)
            continue
        own = specs[target.name] = target.param
        possible[own.name] = skeleton.possible.get(own.name, ())
        if own.name in skeleton.layers_without_kind:
            unclear[target.name] = skeleton.layers_without_kind[own.name]
    is_base = bool(prefix and family.base_prefix)
    result = skeleton_for(skeleton.dialect, specs, config=config, is_base=is_base, layers_without_kind=unclear)
    return replace(result, possible=possible)


def _own_shape(skeleton: Skeleton, param: ParamSpec) -> tuple[int, ...]:
    return skeleton.dialect.layout(param).shape(param.shape)
