"""Products of a few rows with a layer's weight, in the order that Intel's MKL computes several times as fast."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import torch
import torch.nn.functional as F
from torch.overrides import TorchFunctionMode

Tensor = torch.Tensor

MOST = 8
"""Rows up to which the other order was faster, by 1.5 to 5 times (2 cores with AVX-512, PyTorch 2.13)."""
_AT_ONCE = 4  # rows of one product: with more of them the gain falls off


class _ThinProducts(TorchFunctionMode):
    """While it is entered, linear layers in float32 on the CPU multiply few rows with their weight from its side.

    A step of decoding is such layers one after the other, each read from memory once: what counts is how fast that is
    done. `linear` gives [rows, out] as x · Wᵀ, for which MKL takes kernels that leave most of the memory's speed unused
    when there are few rows; W · xᵀ is the same numbers, summed in another order. Layers stay the modules they are, with
    their hooks and whatever wraps them; weights that are no plain tensors are left to their own `linear`.
    """

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Every call of PyTorch while it is entered; all but those layers go on as they are."""
        if func is F.linear and not kwargs and _is_thin(args[0], args[1]):
            return thin_linear(*args)
        return func(*args, **(kwargs or {}))


_HAS_MKL: bool = torch.backends.mkl.is_available()  # type: ignore[no-untyped-call]
_THIN = _ThinProducts()  # has no state; what was compiled under it is compiled for this very one


def thin_products(model: torch.nn.Module, rows: int) -> AbstractContextManager[Any]:
    """A context in which the model's layers are computed as suits so many rows best.

    Args:
        rows: texts, times the tokens of each that the model is called with.
    """
    if not 0 < rows <= MOST or not _HAS_MKL:
        return nullcontext()
    first = next(model.parameters(), None)
    return _THIN if first is not None and first.device.type == "cpu" else nullcontext()


def thin_linear(x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """x · Wᵀ + bias [..., out], for x [..., in] of few rows and W [out, in]."""
    rows = x.reshape(-1, x.shape[-1])
    if len(rows) == 1:  # a single one would again be the slow case
        result = torch.mm(weight, rows.repeat(2, 1).t())[:, :1].t()
    elif len(rows) <= _AT_ONCE:
        result = torch.mm(weight, rows.t()).t()
    else:
        result = torch.cat([torch.mm(weight, part.t()).t() for part in torch.split(rows, _AT_ONCE)])
    if bias is not None:
        result = result + bias
    return result.reshape(*x.shape[:-1], weight.shape[0])


def _is_thin(x: Tensor, weight: Tensor) -> bool:
    plain = type(weight) in (torch.nn.Parameter, Tensor) and weight.dtype == x.dtype == torch.float32
    return plain and weight.device.type == "cpu" and 0 < x.numel() <= MOST * x.shape[-1] and weight.numel() > 0
