"""Linear layers as blueprints describe them."""

from __future__ import annotations

from typing import cast

import torch
from torch import nn

from trivet.families import blocks
from trivet.layout import Kind
from trivet_torch.layers.conv1d import Conv1D


def linear(block: blocks.Linear) -> nn.Linear | Conv1D:
    """The layer of a block."""
    layer: nn.Linear | Conv1D
    if block.kind is Kind.CONV1D_GPT2:
        layer = Conv1D(block.outputs, block.inputs, block.bias)
    else:
        layer = nn.Linear(block.inputs, block.outputs, block.bias)
    if block.std is not None:
        vars(layer)["initial_std"] = block.std
    return layer


def keep(layer: nn.Module, places: list[int], axis: int) -> None:
    """Keep only some indices of a layer's weight along an axis; and of its bias, if the axis is that of outputs.

    Args:
        axis: axis of the weight. Outputs are axis 0 of a linear layer's, and the last axis of GPT-2's.
    """
    weight = cast(nn.Parameter, layer.weight)
    value = weight.detach()  # if it is offloaded, the values in the file
    index = torch.tensor(places, device=value.device)
    is_linear = isinstance(layer, nn.Linear)
    layer.weight = nn.Parameter(value.index_select(axis, index), weight.requires_grad)
    bias = cast(nn.Parameter | None, layer.bias)
    if bias is not None and axis == (0 if is_linear else 1):
        layer.bias = nn.Parameter(bias.detach().index_select(0, index), bias.requires_grad)
    if isinstance(layer, nn.Linear):
        layer.out_features, layer.in_features = layer.weight.shape
