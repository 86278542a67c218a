"""Offloaded weights stay in the checkpoint's file and are read on each use: no memory, no second copy on disk.

Must not decide what is offloaded; `devices` does.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import Any, Self, cast

import torch
from torch import nn
from torch.utils._pytree import tree_map_only

from trivet.formats.storage import Storage
from trivet.layout.host import HostTensor
from trivet.planning.load_plan import Step
from trivet.tensors import TensorSpec
from trivet.transfer.gathering import host_tensor
from trivet.transfer.load import LazyPlacement
from trivet_torch.load.pinned import Ways
from trivet_torch.load.tensors import place, torch_dtype

# Bytes of offloaded weights whose pages stay in memory after use, besides the tensor in use.
WINDOW = 32 * 1024 * 1024


class Window:
    """The tensors read most recently. Pages of tensors beyond the last `nbytes` are released until their next use."""

    def __init__(self, nbytes: int = WINDOW) -> None:
        self.nbytes = nbytes
        self._recent: deque[tuple[Storage, TensorSpec]] = deque()
        self._held = 0
        self._lock = threading.Lock()

    def used(self, storage: Storage, spec: TensorSpec) -> None:
        """Record that a tensor was read."""
        with self._lock:
            self._recent.append((storage, spec))
            self._held += spec.nbytes
            while self._held > self.nbytes and len(self._recent) > 1:
                old_storage, old = self._recent.popleft()
                self._held -= old.nbytes
                old_storage.release(old)


@dataclass(frozen=True, slots=True)
class Stored:
    """The stored bytes of an offloaded parameter, and how they are read.

    Attributes:
        step: the step of the plan.
        storage: the mapped files.
        window: limits what stays in memory; None keeps everything (offload to the CPU).
        ways: how to copy to each device.
        held: the bytes as stored or assembled, if they stay in memory and are not mapped.
    """

    step: Step
    storage: Storage
    window: Window | None
    ways: Ways
    held: HostTensor | None = None

    def read(self, device: torch.device) -> torch.Tensor:
        """The parameter's values: on the CPU a view of the map if layout and dtype are right, else a copy.

        Raises:
            CorruptFileError: the file was written to, or became shorter, since its header was read.
        """
        if self.window is not None:
            for source in self.step.sources:
                self.window.used(self.storage, source)
        host = host_tensor(self.step, self.storage) if self.held is None else self.held
        return place(host, self.ways[device])


class OffloadedParameter(nn.Parameter):
    """A parameter on the meta device, without memory, that refers to its stored values.

    `detach()` (and so `state_dict`, pickling and saving) returns the values. It is not trained.
    """

    stored: Stored

    def __new__(cls, stored: Stored) -> Self:
        """An empty tensor of the right shape and dtype."""
        shape = stored.step.param.shape
        blank = torch.empty(shape, dtype=torch_dtype(stored.step.dtype), device="meta")
        self = torch.Tensor._make_subclass(cls, blank, False)
        self.stored = stored
        return self

    def detach(self) -> torch.Tensor:
        """The values, on the CPU."""
        return self.stored.read(torch.device("cpu"))

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        if id(self) not in memo:
            memo[id(self)] = type(self)(self.stored)
        return cast(Self, memo[id(self)])

    def __reduce_ex__(self, protocol: Any) -> Any:
        """Pickle an ordinary parameter with the values, because the file may not exist where it is unpickled."""
        return torch._utils._rebuild_parameter, (self.detach().clone(), False, OrderedDict())


@dataclass(frozen=True)
class Offload(LazyPlacement):
    """The placement of an offloaded parameter in a load plan."""

    window: Window | None
    ways: Ways

    def take(self, step: Step, storage: Storage) -> OffloadedParameter:
        """The parameter for a step of the plan; mapped values, and those that stay on disk, are not read."""
        is_held = self.window is None and not all(map(storage.is_mapped, step.sources))
        held = host_tensor(step, storage) if is_held else None
        return OffloadedParameter(Stored(step, storage, self.window, self.ways, held))


class Attendant:
    """Hooks around one module's forward: they move inputs to its device, and weights that are not there.

    Such weights are offloaded, or owned by a module on another device that shares them with this one.

    Attributes:
        device: the device on which it runs.
        moves_inputs: whether tensors among the arguments are moved there.
        returns: whether the outputs are moved to the device of the first tensor among the arguments.
    """

    def __init__(self, device: torch.device, *, moves_inputs: bool = False, returns: bool = False) -> None:
        self.device, self.moves_inputs, self.returns = device, moves_inputs, returns
        self._running = 0
        self._away: dict[str, nn.Parameter] = {}
        self._lock = threading.Lock()

    def attach(self, module: nn.Module) -> None:
        """Register the hooks on the module."""
        module.register_forward_pre_hook(self.enter, prepend=True, with_kwargs=True)
        module.register_forward_hook(self.leave, with_kwargs=True, always_call=True)  # also when forward raises

    def enter(self, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Before forward."""
        with self._lock:
            self._running += 1
            if self._running == 1:
                slots = module._parameters.items()
                self._away = {leaf: each for leaf, each in slots if each is not None and each.device != self.device}
                for leaf, parameter in self._away.items():
                    module._parameters[leaf] = cast(nn.Parameter, _brought(parameter, self.device))
        return _sent((args, kwargs), self.device) if self.moves_inputs else None

    def leave(self, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any], output: Any) -> Any:
        """After forward, restore the same parameter objects, so that tied ones stay tied."""
        with self._lock:
            self._running -= 1
            if not self._running:  # the last of the threads that run this module
                module._parameters.update(self._away)
                self._away = {}
        if not self.returns:
            return None
        first = next(iter(_tensors_of((args, kwargs))), None)
        return None if first is None or first.is_meta else _sent(output, first.device)

    def __getstate__(self) -> dict[str, Any]:
        return {"device": self.device, "moves_inputs": self.moves_inputs, "returns": self.returns}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(**state)  # type: ignore[misc]


def _brought(parameter: nn.Parameter, device: torch.device) -> torch.Tensor:
    return parameter.stored.read(device) if isinstance(parameter, OffloadedParameter) else parameter.to(device)


def has_offloaded(model: nn.Module) -> bool:
    """Whether any parameter's values are in a file rather than in memory."""
    return any(isinstance(parameter, OffloadedParameter) for parameter in model.parameters())


def _sent(tree: Any, device: torch.device) -> Any:
    """The tree with its tensors on a device; tensors on the meta device are not moved."""

    def move(tensor: torch.Tensor) -> torch.Tensor:
        return tensor if tensor.is_meta else tensor.to(device)

    return tree_map_only(torch.Tensor, move, tree)


def _tensors_of(tree: Any) -> list[torch.Tensor]:
    tensors: list[torch.Tensor] = []
    tree_map_only(torch.Tensor, tensors.append, tree)
    return tensors
