"""GPT-2's linear layer. It has a module of its own because its class determines its kind of parameter."""

from __future__ import annotations

import torch
from torch import nn


class Conv1D(nn.Module):
    """`x · weight + bias`: a linear layer whose weight is [inputs, outputs], with GPT-2's name for it.

    Args:
        nf: outputs.
        nx: inputs.
    """

    def __init__(self, nf: int, nx: int, bias: bool = True) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(nx, nf))
        self.bias = nn.Parameter(torch.empty(nf)) if bias else None
        self.reset_parameters()

    @property
    def nf(self) -> int:
        """Outputs."""
        return self.weight.shape[1]

    def reset_parameters(self) -> None:
        """Small normal weights, no bias."""
        nn.init.normal_(self.weight, std=0.02)
        if self.bias is not None:
            nn.init.zeros_(self.bias)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """[..., inputs] → [..., outputs]."""
        if self.bias is None:
            return states @ self.weight
        flat = torch.addmm(self.bias, states.flatten(0, -2), self.weight)
        return flat.view(*states.shape[:-1], -1)
