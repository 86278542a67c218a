"""`device_map` and `max_memory`: where each part of a model is stored and runs. Decided before anything is read.

`offload` handles offloaded parts (on disk, or on the CPU if an accelerator runs them).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeGuard, get_args

import torch
from torch import nn

from trivet.dtypes import parse_dtype
from trivet.errors import PlacementError, shorten
from trivet.layout import ParamSpec, join
from trivet.planning.placement import DISK, STRATEGIES, Device, Strategy, plan_devices, units_of
from trivet.planning.policy import DTypePolicy
from trivet.planning.skeleton import Skeleton
from trivet.sizes import human_size, parse_size
from trivet_torch.load.pinned import PinnedRing, Ways
from trivet_torch.load.skeleton import assign, tensors
from trivet_torch.placement.offload import Attendant, Offload, OffloadedParameter, Window

logger = logging.getLogger(__name__)

DeviceMap = Strategy | Device | torch.device | Mapping[str, Device | torch.device]
_OFFLOADS_FROM_CPU = ("cpu", "mps", "meta")  # main devices in the CPU's memory, or without memory


@dataclass(frozen=True, slots=True)
class DeviceRequest:
    """The caller's request.

    Attributes:
        device_map: a strategy, one device for all, or module path → device; None means PyTorch's default device.
        max_memory: device → bytes, or text such as `"8GB"`; None means free memory. Disk has no limit.
    """

    device_map: DeviceMap | None = None
    max_memory: Mapping[Device, int | str] | None = None


class Placed:
    """The devices of one model's parts.

    Attributes:
        paths: module path or parameter name → device in the caller's form; the longest matching path applies.
        main: the device that runs offloaded parts, and parts without an entry.
    """

    def __init__(self, paths: Mapping[str, Device]) -> None:
        """
        Raises:
            PlacementError: there is no such device.
        """
        self.paths = dict(paths)
        self._devices = {device: _device(device) for device in {*paths.values(), "cpu"} if device != DISK}
        ran = [self._devices[each] for each in paths.values() if each != DISK]
        working = [each for each in ran if each.type not in ("cpu", "meta")]
        self.main = next(iter(working or [each for each in ran if each.type == "cpu"]), self._devices["cpu"])
        if ran and all(each.type == "meta" for each in ran):
            self.main = ran[0]
        self._window, self._ways = Window(), Ways()

    def device_of(self, name: str) -> Device:
        """The device of a module or parameter by its own name, in the caller's form.

        Raises:
            KeyError: the map has no entry for it.
        """
        for path in (name, *reversed(_above(name)), ""):
            if path in self.paths:
                return self.paths[path]
        raise KeyError(name)

    def runs_on(self, name: str) -> torch.device:
        """The device on which a module or parameter is used."""
        try:
            device = self.device_of(name)
        except KeyError:
            return self.main  # a module whose parts are on several devices
        return self.main if self._is_offloaded(device) else self._devices[device]

    def place(self, name: str, *, is_buffer: bool) -> torch.device | PinnedRing | Offload:
        """The placement of a parameter in the load plan, or of a buffer, which is never offloaded."""
        device = self.device_of(name)
        is_offloaded = self._is_offloaded(device)
        if is_offloaded and not is_buffer:
            return Offload(self._window if device == DISK else None, self._ways)
        return self._ways[self.main if is_offloaded else self._devices[device]]

    @property
    def is_one_device(self) -> bool:
        """Whether everything runs on one device, so that no states need to be moved."""
        return len({self.runs_on(path) for path in self.paths}) <= 1

    def _is_offloaded(self, device: Device) -> bool:
        return device == DISK or (device == "cpu" and self.main.type not in _OFFLOADS_FROM_CPU)


def placed(request: DeviceRequest, model: nn.Module, skeleton: Skeleton, policy: DTypePolicy) -> Placed | None:
    """The devices of a model's parts, or None if the caller did not choose any.

    Args:
        model: the built model, on the meta device.

    Raises:
        PlacementError: a parameter has no device, there is no such device or strategy, or the model does not fit.
    """
    asked = request.device_map
    if asked is None:
        if request.max_memory is not None:
            raise PlacementError("max_memory needs a device_map. Add device_map='auto'.")
        return None
    params = _own_params(model, skeleton)
    if isinstance(asked, Mapping):
        return _caller_map(asked, params)
    if not _is_strategy(asked):
        return Placed({"": _written(asked)})
    sizes = _sizes(model, skeleton, policy)
    budgets = _budgets(request.max_memory)
    units = units_of((param, sizes[param.name]) for param in params)
    plan = plan_devices(units, budgets, asked)
    main = next(iter(budgets))
    if any(each != main and each in ("cpu", DISK) for each in plan.devices):
        # Offloaded parameters are copied to the main device one at a time: the largest needs room there.
        room = max(0, budgets[main] - max(sizes.values()))
        plan = plan_devices(units, {**budgets, main: room}, asked)
        away = sum(u.nbytes for u, d in zip(plan.units, plan.devices, strict=True) if d != main and d in ("cpu", DISK))
        logger.info("%s of weights are offloaded; they are read each time they are used", human_size(away))
    return Placed(_ties_together(plan.device_map, params))


def move_built(model: nn.Module, where: Placed) -> None:
    """Move the few parameters that constructors created with values to their devices."""
    for name, tensor in tensors(model).items():
        device = where.runs_on(name)
        if not tensor.is_meta and device.type == "meta":
            assign(model, {name: tensor.detach().to(device)})
        elif not tensor.is_meta:
            tensor.data = tensor.data.to(device)


def apply_hooks(model: nn.Module, where: Placed) -> None:
    """Make a filled model run on its devices, and set `model.hf_device_map`."""
    model.hf_device_map = where.paths  # type: ignore[assignment]  # what tools of this ecosystem look for
    entered = set() if where.is_one_device else {"", *_entrances(model, "", where)}
    for path, module in model.named_modules():
        device = where.runs_on(path)
        for leaf, buffer in module._buffers.items():
            if buffer is not None:
                module._buffers[leaf] = buffer.to(device)
        moves = path in entered
        elsewhere = any(each is not None and each.device != device for each in module._parameters.values())
        if moves or elsewhere:
            Attendant(device, moves_inputs=moves, returns=moves and not path).attach(module)


def _entrances(module: nn.Module, path: str, where: Placed) -> Iterator[str]:
    """Paths of the largest modules that run on one device and are called: their inputs are moved there."""
    device = where.runs_on(path)
    called = not isinstance(module, nn.ModuleList | nn.ModuleDict)
    if called and all(where.runs_on(inner) == device for inner in where.paths if _within(inner, path)):
        yield path
        return
    for name, child in module.named_children():
        yield from _entrances(child, join(path, name), where)


def main_device(model: nn.Module) -> torch.device:
    """The device of a model's inputs: that of its first parameter, or of its use if it is offloaded."""
    first = next(model.parameters())
    if isinstance(first, OffloadedParameter):
        return Placed(model.hf_device_map).main  # type: ignore[arg-type]
    return first.device


def placement(where: Placed, model: nn.Module, skeleton: Skeleton) -> Callable[[ParamSpec], Any]:
    """Canonical parameter → its placement, for a load plan."""
    current = tensors(model)
    own = {target.param.name: target.name for target in skeleton.targets}

    def place(param: ParamSpec) -> torch.device | PinnedRing | Offload:
        name = own[param.name]
        return where.place(name, is_buffer=not isinstance(current[name], nn.Parameter))

    return place


def _caller_map(asked: Mapping[str, Device | torch.device], params: list[ParamSpec]) -> Placed:
    """The caller's own map.

    Raises:
        PlacementError: a parameter has no device.
    """
    left = [param.name for param in params if not any(_within(param.name, path) for path in asked)]
    if left:
        raise PlacementError(
            f"device_map has no device for {shorten(left, 3)}. Add these, or their modules, or '' for everything else."
        )
    return Placed(_ties_together({path: _written(device) for path, device in asked.items()}, params))


def _ties_together(paths: Mapping[str, Device], params: list[ParamSpec]) -> dict[str, Device]:
    """The map with each module that shares another's memory on its device; the first such parameter determines it."""
    where = Placed(paths)
    settled: set[str] = set()
    for param in params:
        module = param.name.rpartition(".")[0]
        if param.tied is None or module in settled:
            continue
        settled.add(module)
        if where.device_of(param.name) != where.device_of(param.tied):
            path = param.name if param.name in where.paths or not module else module
            where.paths[path] = where.device_of(param.tied)
    return where.paths


def _within(name: str, path: str) -> bool:
    return not path or name == path or name.startswith(f"{path}.")


def _own_params(model: nn.Module, skeleton: Skeleton) -> list[ParamSpec]:
    """The parameters under their own names, each with the outermost block that has to be on one device."""
    own = {target.param.name: target.name for target in skeleton.targets}
    whole = {name for module in model.modules() for name in getattr(module, "_no_split_modules", None) or ()}
    blocks = {path for path, module in model.named_modules() if path and type(module).__name__ in whole}
    outermost = {path for path in blocks if blocks.isdisjoint(_above(path))}
    params = []
    for target in skeleton.targets:
        param = target.param
        block = next((path for path in _above(target.name) if path in outermost), None)
        if block is None and param.block is not None:
            block = param.block.removeprefix(param.name.removesuffix(target.name))
        tied = own.get(param.tied) if param.tied is not None else None
        params.append(replace(param, name=target.name, block=block, tied=tied))
    return params


def _above(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:stop]) for stop in range(1, len(parts))]


def _sizes(model: nn.Module, skeleton: Skeleton, policy: DTypePolicy) -> dict[str, int]:
    """Own name → bytes in its target dtype."""
    current = tensors(model)
    return {
        target.name: policy.resolve(target.param.name, parse_dtype(current[target.name].dtype)).nbytes(
            target.param.size
        )
        for target in skeleton.targets
    }


def _budgets(max_memory: Mapping[Device, int | str] | None) -> dict[Device, int]:
    """Device → bytes: accelerators in order, the CPU, and the disk, which takes the rest.

    Raises:
        InvalidSizeError: a size is malformed.
    """
    if max_memory is None:
        from accelerate.utils import get_max_memory  # type: ignore[import-untyped]  # asks every device: when needed

        budgets: dict[Device, int] = dict(get_max_memory())
    else:
        budgets = {device: 0 if size == 0 else parse_size(size) for device, size in max_memory.items()}
    budgets.setdefault(DISK, 0)
    ranks = {"cpu": 2, DISK: 3}
    return dict(sorted(budgets.items(), key=lambda item: (ranks.get(str(item[0]), 1), str(item[0]).zfill(3))))


def _is_strategy(asked: Device | torch.device) -> TypeGuard[Strategy]:
    return asked in get_args(Strategy)


def _written(device: Device | torch.device) -> Device:
    return device if isinstance(device, int | str) else str(device)


def _device(device: Device) -> torch.device:
    """
    Raises:
        PlacementError: there is no such device.
    """
    available = torch.accelerator.device_count() if torch.accelerator.is_available() else 0
    absent = f"device {device!r} is not there: PyTorch finds {available} accelerators on this machine."
    if isinstance(device, int) and not 0 <= device < available:
        raise PlacementError(absent)
    try:
        parsed = torch.device(device)
    except RuntimeError as error:
        known = f"a strategy ({', '.join(STRATEGIES)}), a device's name or number, or 'disk'"
        raise PlacementError(f"{device!r} is not a device. A device_map has {known}. PyTorch says: {error}") from None
    if parsed.type not in ("cpu", "meta") and (parsed.index or 0) >= available:
        raise PlacementError(absent)
    return parsed
