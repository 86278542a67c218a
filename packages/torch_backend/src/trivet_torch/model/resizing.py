"""Adding rows to tensors of a live model and taking them away, whatever is tied staying tied."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterable
from typing import NamedTuple

import torch
from torch import nn

# Part of the covariance that new rows have: near enough to the mean not to be likelier than any other word.
_SPREAD = 1e-9


class Slot(NamedTuple):
    """A parameter or buffer of a module that has one row for each word or position, along `axis`."""

    module: nn.Module
    leaf: str
    axis: int = 0


def resize(
    model: nn.Module,
    slots: Iterable[Slot],
    rows: int,
    init_weights: Callable[[nn.Module], None],
    *,
    around_mean: bool = False,
) -> None:
    """Give tensors another number of rows. What the model holds of the same tensor elsewhere is replaced with it.

    Args:
        slots: where the tensors are; empty ones (a bias that is None) are passed over.
        init_weights: the model class's initialiser of one module.
        around_mean: whether new rows of parameters are drawn around the mean of the old ones. New rows of buffers are
            zeros.

    Raises:
        RuntimeError: a tensor is on the meta device; nothing was changed.
    """
    replaced: dict[int, torch.Tensor] = {}
    for slot in slots:
        tensor = getattr(slot.module, slot.leaf)
        if tensor is None or tensor.shape[slot.axis] == rows or id(tensor) in replaced:
            continue
        if tensor.is_meta:
            raise RuntimeError(
                f"{type(slot.module).__name__}.{slot.leaf} cannot be resized: it has no memory (meta device). Load the "
                "model without offloading it, resize, save, and load it again."
            )
        replaced[id(tensor)] = _resized(tensor, slot, rows, init_weights, around_mean)
    replace(model, replaced)


def replace(model: nn.Module, replaced: dict[int, torch.Tensor]) -> None:
    """Replace tensors, by their `id`, by new ones wherever a model holds them."""
    for module in model.modules():
        for leaf, tensor in (*module._parameters.items(), *module._buffers.items()):
            if id(tensor) in replaced:
                setattr(module, leaf, replaced[id(tensor)])
                _announce(module, leaf, replaced[id(tensor)])


def _announce(module: nn.Module, leaf: str, tensor: torch.Tensor) -> None:
    """Let a layer's own account of its size be right."""
    if leaf != "weight":
        return
    if isinstance(module, nn.Embedding):
        module.num_embeddings = tensor.shape[0]
        if module.padding_idx is not None and module.padding_idx >= tensor.shape[0]:
            module.padding_idx = None
    if isinstance(module, nn.Linear):
        module.out_features, module.in_features = tensor.shape


def _resized(
    tensor: torch.Tensor, slot: Slot, rows: int, init_weights: Callable[[nn.Module], None], around_mean: bool
) -> torch.Tensor:
    old, count = tensor.detach(), rows - tensor.shape[slot.axis]
    is_parameter = isinstance(tensor, nn.Parameter)
    if count < 0:
        new = old.narrow(slot.axis, 0, rows).clone()
    else:
        if not is_parameter:
            added = old.new_zeros((*old.shape[: slot.axis], count, *old.shape[slot.axis + 1 :]))
        elif around_mean:
            added = _around_mean(old, count)
        else:
            added = _initial(slot, count, init_weights)
        new = torch.cat((old, added), slot.axis)
    return nn.Parameter(new, tensor.requires_grad) if is_parameter else new


def _initial(slot: Slot, count: int, init_weights: Callable[[nn.Module], None]) -> torch.Tensor:
    """Rows as a layer of that kind with only these rows would have them at first."""
    layer = copy.copy(slot.module)
    rows = getattr(layer, slot.leaf).shape[0]
    layer._parameters = {
        leaf: None if each is None else nn.Parameter(each.new_empty((count, *each.shape[1:])), False)
        for leaf, each in layer._parameters.items()
        if each is None or each.shape[0] == rows
    }
    if isinstance(layer, nn.Embedding):
        layer.num_embeddings, layer.padding_idx = count, None
    with torch.no_grad():
        if isinstance(layer, nn.Embedding | nn.Linear):
            layer.reset_parameters()
        init_weights(layer)
    return layer._parameters[slot.leaf].detach()  # type: ignore[union-attr]  # the slot is not empty


def _around_mean(old: torch.Tensor, count: int) -> torch.Tensor:
    """Rows drawn around the mean of the old ones, with a small part of their covariance.

    Words that are as likely as an average word leave what the model predicts for the others nearly as it was
    (https://nlp.stanford.edu/~johnhew/vocab-expansion.html). A sum of the centred rows with normal coefficients has
    their covariance; no matrix is factored.
    """
    rows = old.float().reshape(old.shape[0], -1)
    mean = rows.mean(0)
    coefficients = torch.randn(count, rows.shape[0], device=old.device) * math.sqrt(_SPREAD / rows.shape[0])
    return (mean + coefficients @ (rows - mean)).reshape(count, *old.shape[1:]).to(old.dtype)
