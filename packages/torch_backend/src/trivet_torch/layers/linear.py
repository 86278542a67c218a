"""Linear layers as blueprints describe them."""

from __future__ import annotations

from torch import nn

from trivet.families import blocks
from trivet.layout import Kind
from trivet_torch.layers.conv1d import Conv1D


def linear(block: blocks.Linear) -> nn.Linear | Conv1D:
    """The layer of a block."""
    layer_class = Conv1D if block.kind is Kind.CONV1D_GPT2 else nn.Linear
    layer = layer_class(block.inputs, block.outputs, block.bias)
    if block.std is not None:
        vars(layer)["initial_std"] = block.std
    return layer
