"""Builds modules without initial values, and later initialises those that turn out to be needed.

Everything here affects one thread only: PyTorch's default device and default dtype do not change.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from trivet_torch.load.skeleton import assign, tensors

Module = TypeVar("Module", bound=nn.Module)

# PyTorch's layers allocate parameters with `torch.empty` and then fill them in place. Other tensors of constructors
# (tables of positions or frequencies, zeros, drop rates) are small and needed: they stay real.
_ALLOCATORS = frozenset({torch.empty})
_FILLERS = frozenset(
    {
        nn.init.constant_,
        nn.init.kaiming_uniform_,
        nn.init.normal_,
        nn.init.uniform_,
        torch.Tensor.fill_,
        torch.Tensor.normal_,
        torch.Tensor.uniform_,
        torch.Tensor.zero_,
    }
)


class _WithoutValues(TorchFunctionMode):
    """While active in this thread, uninitialised memory is neither allocated (meta device) nor filled."""

    def __torch_function__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        kwargs = kwargs or {}
        if func in _ALLOCATORS and kwargs.get("device") is None:
            return func(*args, **{**kwargs, "device": "meta"})
        if func in _FILLERS:
            filled = args[0] if args else kwargs["tensor"]
            if filled.is_meta:
                return filled
        return func(*args, **kwargs)


_BUILDING = ContextVar("without_values", default=False)


def gives_no_values() -> bool:
    """Whether `build_without_values` is running, so that initialisation would be wasted."""
    return _BUILDING.get()


def keeps_no_values() -> bool:
    """Whether new modules move their parameters to the meta device, as in `init_empty_weights`."""
    probe = nn.Module()
    probe.register_parameter("probe", nn.Parameter(torch.empty(0, device="cpu")))
    return cast(nn.Parameter, probe.probe).is_meta


def build_without_values(build: Callable[[], Module]) -> Module:
    """The module from a constructor call, with parameters on the meta device and real buffers."""
    before = _BUILDING.set(True)
    try:
        with _WithoutValues():
            return build()
    finally:
        _BUILDING.reset(before)


def give_initial_values(
    model: nn.Module,
    fresh: Mapping[str, torch.dtype],
    *,
    init_weights: Callable[[nn.Module], None],
    build: Callable[[], nn.Module],
    device_of: Callable[[str], torch.device],
) -> None:
    """Initialise parameters that no checkpoint filled, as the constructor would; others do not change.

    Args:
        fresh: own name of a parameter to initialise → its dtype.
        init_weights: the model class's initialiser of one module.
        build: the constructor call. It is used only if values cannot be computed otherwise, because the constructor
            itself computes them from memory that was not allocated.
        device_of: own name of a parameter or module → its device, which may be the meta device.
    """
    plain = functools.cache(build)
    fresh = {name: dtype for name, dtype in fresh.items() if device_of(name).type != "meta"}
    if fresh:
        _initialise(model, list(fresh), init_weights, plain, device_of)
        own = tensors(model)
        assign(model, {name: own[name].detach().to(dtype) for name, dtype in fresh.items()})
    for path, module in model.named_modules():
        for leaf, buffer in module._buffers.items():
            if buffer is not None and buffer.is_meta and device_of(path).type != "meta":
                setattr(module, leaf, plain().get_submodule(path)._buffers[leaf])


def _initialise(
    model: nn.Module,
    fresh: Sequence[str],
    init_weights: Callable[[nn.Module], None],
    plain: Callable[[], nn.Module],
    device_of: Callable[[str], torch.device],
) -> None:
    before = tensors(model)
    unmade = [name for name in fresh if before[name].is_meta]
    assign(model, {name: _blank(before[name], device_of(name)) for name in unmade})
    own = tensors(model)
    reset = {id(own[name]) for name in unmade}
    with torch.no_grad(), _hidden(model, {id(own[name]) for name in fresh}):
        for module in model.modules():
            if hasattr(module, "reset_parameters") and any(id(each) in reset for each in module._parameters.values()):
                cast(Callable[[], None], module.reset_parameters)()
        model.apply(init_weights)
    left = [name for name in unmade if not own[name].is_floating_point() or own[name].isnan().any()]
    if left:
        values = tensors(plain())
        assign(model, {name: values[name].detach() for name in left})


def _blank(like: torch.Tensor, device: torch.device) -> torch.Tensor:
    """Memory for a tensor, filled with NaN to detect whether an initialiser has written to it."""
    return torch.full_like(like, torch.nan if like.is_floating_point() else 0, device=device, requires_grad=False)


@contextmanager
def _hidden(model: nn.Module, shown: set[int]) -> Iterator[None]:
    """Replace all parameters and buffers except those whose id is in `shown` by meta tensors, for the block.

    An initialiser then may write to every tensor, but changes only those without a value.
    """
    put_away: list[tuple[nn.Module, str, torch.Tensor]] = []
    for module in model.modules():
        for leaf, tensor in (*module._parameters.items(), *module._buffers.items()):
            if tensor is not None and id(tensor) not in shown and leaf not in module._non_persistent_buffers_set:
                put_away.append((module, leaf, tensor))
    try:
        for module, leaf, tensor in put_away:
            blank = torch.empty_like(tensor, device="meta")
            setattr(module, leaf, nn.Parameter(blank, False) if isinstance(tensor, nn.Parameter) else blank)
        yield
    finally:
        for module, leaf, tensor in put_away:
            setattr(module, leaf, tensor)
