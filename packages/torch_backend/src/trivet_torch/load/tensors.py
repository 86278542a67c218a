"""Host bytes to torch tensors and back: dtypes, layouts, placement. Must not know modules or files."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from trivet.dtypes import DType, parse_dtype
from trivet.errors import UnsupportedDTypeError
from trivet.layout import Layout
from trivet.layout.host import HostTensor
from trivet.tensors.relayout import empty_aligned
from trivet_torch.load.pinned import PinnedRing

# Dtypes that numpy lacks are exchanged between the two libraries as integers of their width.
_CARRIERS = {1: (np.uint8, torch.uint8), 2: (np.int16, torch.int16)}


def torch_dtype(dtype: DType) -> torch.dtype:
    """The torch dtype.

    Raises:
        UnsupportedDTypeError: this version of PyTorch has no such dtype.
    """
    dtype_object = getattr(torch, dtype.numpy_name or "", None)
    if not isinstance(dtype_object, torch.dtype):
        raise UnsupportedDTypeError(dtype.name, f"PyTorch {torch.__version__} has no such dtype")
    return dtype_object


def as_tensor(array: np.ndarray[Any, Any]) -> torch.Tensor:
    """A tensor that shares the array's memory; a copy only if torch cannot use it (read-only, or misaligned).

    Raises:
        UnsupportedDTypeError: this version of PyTorch has no such dtype.
    """
    if not (array.flags.aligned and array.flags.writeable):
        array = array.copy()
    if array.dtype.isbuiltin == 1:
        return torch.from_numpy(array)
    carrier, _ = _CARRIERS[array.dtype.itemsize]
    return torch.from_numpy(array.view(carrier)).view(torch_dtype(parse_dtype(array.dtype)))


def fetch(tensor: torch.Tensor) -> np.ndarray[Any, Any]:
    """A numpy array of the tensor, in its own layout; shares its memory if it is on the CPU.

    Raises:
        RuntimeError: the tensor has no values.
    """
    tensor = tensor.detach()
    if tensor.is_meta:
        raise RuntimeError(f"a tensor {list(tensor.shape)} on the meta device has no values: load the model first")
    tensor = tensor.cpu().resolve_conj().resolve_neg()
    dtype = parse_dtype(tensor.dtype).numpy
    if dtype.isbuiltin == 1:
        return tensor.numpy()
    _, carrier = _CARRIERS[dtype.itemsize]
    return tensor.view(carrier).numpy().view(dtype)


def place(host: HostTensor, placement: Any) -> torch.Tensor:
    """The parameter for host bytes: a view of the bytes if layout and dtype are right, else one copy.

    Args:
        placement: a device in any form of `torch.device`, or a ring to it; None means the CPU.

    Raises:
        UnsupportedDTypeError: this version of PyTorch lacks the stored or the target dtype.
    """
    dtype = torch_dtype(host.dtype)
    stored = as_tensor(host.array)
    # To other devices the bytes are copied unchanged, because the device permutes and casts faster.
    if isinstance(placement, PinnedRing):
        device = placement.device
        moved = placement.send(stored) if stored.is_contiguous() else stored.to(device)
    else:
        device = torch.device("cpu" if placement is None else placement)
        moved = stored.to(device)
    view = arranged(moved, host.layout)
    if view.dtype == dtype and view.is_contiguous():
        return view
    if device.type != "cpu":
        return torch.empty(view.shape, dtype=dtype, device=device).copy_(view)
    return as_tensor(empty_aligned(view.shape, host.dtype.numpy)).copy_(view)


def arranged(tensor: torch.Tensor, layout: Layout) -> torch.Tensor:
    """The tensor in another layout, as a strided view."""
    for _ in range(-layout.unit_axes):
        tensor = tensor.squeeze(0)
    if layout.axes is not None:
        tensor = tensor.permute(layout.axes)
    for _ in range(layout.unit_axes):
        tensor = tensor.unsqueeze(0)
    return tensor
