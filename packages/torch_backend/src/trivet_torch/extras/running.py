"""A model as a function of numpy arrays: core batches, pools and ranks with models of any framework."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch.nn import functional
from torch.overrides import TorchFunctionMode

Array = np.ndarray[Any, Any]


class FastProducts(TorchFunctionMode):
    """Within it, linear layers in float32 on a CPU are computed by oneDNN, if PyTorch has it.

    PyTorch leaves them to MKL, which takes twice as long on processors that are not Intel's. For inference only.
    """

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """Compute one function."""
        if func is functional.linear and not kwargs and _is_plain(*args):
            inputs, weight, bias = (*args, None)[:3]
            return torch.ops.mkldnn._linear_pointwise(inputs, weight, bias, "none", [], "")
        return func(*args, **(kwargs or {}))


def _is_plain(inputs: torch.Tensor, *weights: torch.Tensor | None) -> bool:
    """Whether oneDNN can multiply these: rows of 32-bit floats, all in ordinary tensors on the CPU."""
    tensors = (inputs, *(each for each in weights if each is not None))
    return (
        _HAS_ONEDNN
        and inputs.dim() > 1
        and inputs.numel() > 0
        and all(
            type(each) in (torch.Tensor, torch.nn.Parameter)
            and each.dtype is torch.float32
            and each.device.type == "cpu"
            and each.layout is torch.strided
            for each in tensors
        )
    )


_HAS_ONEDNN = bool(torch._C._has_mkldnn) and hasattr(torch.ops.mkldnn, "_linear_pointwise")


class Runner:
    """Runs a model on its device, without gradients and dropout; what is returned is float32 on the host."""

    fixed_shapes = False

    def __init__(self, model: torch.nn.Module, output: str) -> None:
        """
        Args:
            output: name of the output to read.
        """
        self.model, self.output = model, output

    def __call__(
        self, inputs: Mapping[str, Array], weights: Array | None = None, counted: Array | None = None
    ) -> Array:
        """As `trivet.backends.protocol.Runner`."""
        if self.model.training:
            self.model.eval()
        with torch.inference_mode(), FastProducts():
            device: Any = self.model.device
            tensors = {name: torch.from_numpy(array).to(device) for name, array in inputs.items()}
            output = getattr(self.model(**tensors), self.output)
            if weights is not None:
                output = _pooled(output, weights, counted)
            array: Array = output.float().cpu().numpy()
            return array


def _pooled(states: torch.Tensor, weights: Array, counted: Array | None) -> torch.Tensor:
    """Weighted sums of vectors [batch, tokens, width] and their maximum, [batch, sums (+ 1), width]."""
    states = states.float()
    sums = torch.from_numpy(weights).to(states.device) @ states
    if counted is None:
        return sums
    mask = torch.from_numpy(counted).to(states.device)[..., None]
    largest = states.masked_fill(~mask, -torch.inf).amax(1, keepdim=True)
    return torch.cat((sums, largest), 1)
