"""Initial values that most families give their layers."""

from __future__ import annotations

from torch import nn

from trivet_torch.layers.embeddings import SinusoidalPositions


def init_normal(module: nn.Module, std: float) -> None:
    """Normal weights, zero biases and padding rows, unit norms; other modules, and tables of positions, are left alone.

    Args:
        std: standard deviation of the weights of linear and embedding layers.
    """
    if isinstance(module, SinusoidalPositions):
        return
    if isinstance(module, nn.Linear | nn.Embedding):
        nn.init.normal_(module.weight, 0.0, std)
    if isinstance(module, nn.Embedding) and module.padding_idx is not None:
        module.weight.data[module.padding_idx].zero_()
    if isinstance(module, nn.LayerNorm):
        nn.init.ones_(module.weight)
    if isinstance(module, nn.RMSNorm):
        module.reset_parameters()
    if isinstance(module, nn.Linear | nn.LayerNorm) and module.bias is not None:
        nn.init.zeros_(module.bias)
