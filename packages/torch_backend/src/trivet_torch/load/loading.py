"""The part of `from_pretrained` between opening a checkpoint and returning the model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import torch
from torch import nn

from trivet.dtypes import DType, parse_dtype
from trivet.families.config import PretrainedConfig
from trivet.layout import ParamSpec
from trivet.planning.opening import Checkpoint
from trivet.planning.policy import DTypePolicy, dtype_of_request
from trivet.planning.report import LoadReport
from trivet.planning.skeleton import Skeleton
from trivet.transfer.options import LoadOptions
from trivet.transfer.pretrained import fill
from trivet_torch.backend import BACKEND
from trivet_torch.build.without_values import build_without_values, give_initial_values
from trivet_torch.load.pinned import Ways
from trivet_torch.load.skeleton import assign, tensors
from trivet_torch.load.tensors import torch_dtype
from trivet_torch.model.vocabulary import Vocabulary
from trivet_torch.placement.devices import DeviceRequest, apply_hooks, move_built, placed, placement

Model = TypeVar("Model", bound=Vocabulary)
Request = torch.dtype | str | None
ANYWHERE = DeviceRequest()


def load(
    build: Callable[[], Model],
    checkpoint: Checkpoint,
    options: LoadOptions,
    policy: DTypePolicy,
    *,
    devices: DeviceRequest = ANYWHERE,
) -> tuple[Model, LoadReport]:
    """Build a model without initial values and fill it, in evaluation mode.

    Args:
        build: the constructor call.
        policy: the dtype of each parameter, loaded or not.
        devices: where its parts go; by default to PyTorch's default device.

    Raises:
        TrivetError: the checkpoint does not fit the model or the devices, or a file changed since its header was read.
    """
    device, ways = torch.get_default_device(), Ways()
    model = build_without_values(build)
    model.tie_weights()
    skeleton = BACKEND.skeleton(model)
    where = placed(devices, model, skeleton, policy)
    if where is not None:
        move_built(model, where)
    place: Callable[[ParamSpec], Any] = (lambda _: ways[device]) if where is None else placement(where, model, skeleton)
    report = fill(model, skeleton, checkpoint, BACKEND, options, policy=policy, placement=place)
    cast_built(model, skeleton, report, policy)
    names = (*report.missing, *(name for name, *_ in report.mismatched))
    fresh = fresh_dtypes(model, skeleton, names, policy)
    device_of = (lambda _: device) if where is None else where.runs_on
    give_initial_values(model, fresh, init_weights=model._init_weights, build=build, device_of=device_of)
    if where is not None:
        apply_hooks(model, where)
    model.eval()
    return model, report


def dtype_policy(
    dtype: Request, config: PretrainedConfig, checkpoint: Checkpoint, keep_in_fp32: Sequence[str]
) -> DTypePolicy:
    """The policy for the caller's dtype: None means PyTorch's default, `"auto"` the checkpoint's own.

    Args:
        keep_in_fp32: names that the class keeps in float32; only for float16, because bfloat16 has float32's range.

    Raises:
        UnknownDTypeError: the request, or the config's `torch_dtype`, is not a known dtype.
    """
    requested = dtype_of_request(dtype, {"torch_dtype": config.torch_dtype}, checkpoint.catalog)
    if requested is None:
        requested = parse_dtype(torch.get_default_dtype())
    return DTypePolicy(requested, tuple(keep_in_fp32) if requested is DType.F16 else ())


def cast_built(model: nn.Module, skeleton: Skeleton, report: LoadReport, policy: DTypePolicy) -> None:
    """Cast tensors that the constructor computes and files may lack, such as tables of sines."""
    filled = {*report.loaded, *report.tied, *report.missing, *(name for name, *_ in report.mismatched)}
    left = [target.name for target in skeleton.targets if target.name not in filled]
    if left:
        own, dtypes = tensors(model), fresh_dtypes(model, skeleton, left, policy)
        assign(model, {name: own[name].detach().to(dtype) for name, dtype in dtypes.items()})


def fresh_dtypes(
    model: nn.Module, skeleton: Skeleton, names: Sequence[str], policy: DTypePolicy
) -> dict[str, torch.dtype]:
    """Own name of a parameter that no checkpoint fills → its dtype."""
    current = tensors(model) if names else {}
    canonical = {target.name: target.param.name for target in skeleton.targets}
    return {name: torch_dtype(policy.resolve(canonical[name], parse_dtype(current[name].dtype))) for name in names}
