"""A model as a function of numpy arrays: core batches, pools and ranks with models of any framework."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch

Array = np.ndarray[Any, Any]


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
        with torch.inference_mode():
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
