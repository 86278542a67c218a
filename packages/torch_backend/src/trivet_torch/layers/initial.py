"""Initial values of layers, with the standard deviations of blueprints."""

from __future__ import annotations

from torch import nn

from trivet_torch.layers.conv1d import Conv1D
from trivet_torch.layers.experts import Experts
from trivet_torch.layers.pictures import PatchEmbeddings
from trivet_torch.layers.positions import SinusoidalPositions


def init_values(module: nn.Module, std: float) -> None:
    """Normal weights, zero biases and padding rows, norms' own values; other modules and sines do not change.

    Args:
        std: standard deviation of the weights of linear, convolution and embedding layers without `initial_std`.
    """
    if isinstance(module, SinusoidalPositions):
        return
    for name, value in vars(module).get("initial_values", {}).items():
        nn.init.constant_(getattr(module, name), value)
    if isinstance(module, PatchEmbeddings):
        for name, vector in module.named_parameters(recurse=False):
            nn.init.zeros_(vector) if name in module.zeros else nn.init.normal_(vector, 0.0, std)
    if isinstance(module, nn.Linear | nn.Embedding | nn.Conv1d | nn.Conv2d | Conv1D):
        nn.init.normal_(module.weight, 0.0, vars(module).get("initial_std", std))
    if isinstance(module, nn.Embedding) and module.padding_idx is not None:
        module.weight.data[module.padding_idx].zero_()
    if isinstance(module, nn.LayerNorm | nn.RMSNorm):
        module.reset_parameters()
    if isinstance(module, Experts):
        module.init_values(std)
    if isinstance(module, nn.Linear | nn.Conv1d | nn.Conv2d | Conv1D) and module.bias is not None:
        nn.init.zeros_(module.bias)
