"""Functions on modules and their layers that code written for `transformers` imports from its utilities."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable

import torch
from torch import nn

from trivet_torch.layers.conv1d import Conv1D
from trivet_torch.layers.linear import keep
from trivet_torch.load.shard_files import load_sharded_checkpoint

__all__ = [
    "ALL_LAYERNORM_LAYERS",
    "Conv1D",
    "apply_chunking_to_forward",
    "find_pruneable_heads_and_indices",
    "get_parameter_device",
    "get_parameter_dtype",
    "load_sharded_checkpoint",
    "prune_conv1d_layer",
    "prune_layer",
    "prune_linear_layer",
    "shift_tokens_right",
    "unwrap_model",
]

ALL_LAYERNORM_LAYERS = [nn.LayerNorm]
"""The layers whose weights are not decayed."""


def prune_linear_layer(layer: nn.Linear, index: torch.Tensor, dim: int = 0) -> nn.Linear:
    """A new linear layer with some of another's weights, which is left as it is.

    Args:
        index: positions to keep, int64.
        dim: of the weight [outputs, inputs]: 0 keeps outputs, 1 inputs.
    """
    kept = nn.Linear(layer.in_features, layer.out_features, bias=layer.bias is not None, device="meta")
    kept.weight = nn.Parameter(layer.weight.detach().clone())
    if layer.bias is not None:
        kept.bias = nn.Parameter(layer.bias.detach().clone())
    keep(kept, index.tolist(), dim)
    return kept


def prune_conv1d_layer(layer: Conv1D, index: torch.Tensor, dim: int = 1) -> Conv1D:
    """The same of GPT-2's layer, whose weight is [inputs, outputs]: `dim` 0 keeps inputs, 1 outputs."""
    kept = Conv1D(layer.nf, layer.weight.shape[0], bias=layer.bias is not None)
    kept.weight = nn.Parameter(layer.weight.detach().clone())
    if layer.bias is not None:
        kept.bias = nn.Parameter(layer.bias.detach().clone())
    keep(kept, index.tolist(), dim)
    return kept


def prune_layer(layer: nn.Linear | Conv1D, index: torch.Tensor, dim: int | None = None) -> nn.Linear | Conv1D:
    """A new layer with some of another's weights. Without `dim`, outputs are kept.

    Raises:
        ValueError: the layer is neither linear nor GPT-2's.
    """
    if isinstance(layer, nn.Linear):
        return prune_linear_layer(layer, index, 0 if dim is None else dim)
    if isinstance(layer, Conv1D):
        return prune_conv1d_layer(layer, index, 1 if dim is None else dim)
    raise ValueError(f"a {type(layer).__name__} cannot be pruned: nn.Linear and Conv1D can")


def find_pruneable_heads_and_indices(
    heads: Iterable[int], n_heads: int, head_size: int, already_pruned_heads: set[int]
) -> tuple[set[int], torch.Tensor]:
    """The heads that are still to be pruned, and the positions of a layer's outputs that stay.

    Args:
        heads: by the numbers that they had in the whole layer.
        n_heads: how many there are now.
        head_size: outputs of each.
    """
    wanted = set(heads) - already_pruned_heads
    mask = torch.ones(n_heads, head_size, dtype=torch.bool)
    for head in wanted:
        mask[head - sum(each < head for each in already_pruned_heads)] = False
    return wanted, mask.flatten().nonzero().flatten()


def apply_chunking_to_forward(
    forward_fn: Callable[..., torch.Tensor], chunk_size: int, chunk_dim: int, *input_tensors: torch.Tensor
) -> torch.Tensor:
    """Call a function on one piece of its inputs after the other, and join the outputs: less memory, the same numbers.

    Args:
        chunk_size: length of a piece; 0 calls the function once.
        chunk_dim: the axis of inputs and output along which they are cut.

    Raises:
        ValueError: there is no input, the function takes another number of them, or their lengths differ or are no
            multiple of `chunk_size`.
    """
    count = len(inspect.signature(forward_fn).parameters)
    if count != len(input_tensors) or not input_tensors:
        raise ValueError(f"the function takes {count} inputs, and {len(input_tensors)} are passed")
    if chunk_size <= 0:
        return forward_fn(*input_tensors)
    lengths = [each.shape[chunk_dim] for each in input_tensors]
    if len(set(lengths)) > 1 or lengths[0] % chunk_size:
        raise ValueError(
            f"inputs of lengths {lengths} along axis {chunk_dim} cannot be cut into pieces of {chunk_size}"
        )
    count = lengths[0] // chunk_size
    pieces = zip(*(each.chunk(count, chunk_dim) for each in input_tensors), strict=True)
    return torch.cat([forward_fn(*each) for each in pieces], chunk_dim)


def get_parameter_device(parameter: nn.Module) -> torch.device:
    """The device of a module's first parameter."""
    return next(parameter.parameters()).device


def get_parameter_dtype(parameter: nn.Module) -> torch.dtype:
    """The dtype of a module's first parameter with a fraction; without one, of its first parameter."""
    parameters = list(parameter.parameters())
    return next((each.dtype for each in parameters if each.is_floating_point()), parameters[0].dtype)


def unwrap_model(model: nn.Module) -> nn.Module:
    """The model within `DataParallel` and wrappers like it."""
    inner = getattr(model, "module", None)
    return unwrap_model(inner) if isinstance(inner, nn.Module) else model


def shift_tokens_right(
    input_ids: torch.Tensor, pad_token_id: int, decoder_start_token_id: int | None = None
) -> torch.Tensor:
    """Labels [batch, length] one place later, as decoders read them; the ignored label -100 becomes padding.

    Args:
        decoder_start_token_id: what every row starts with; None starts a row with its last token that is not padding,
            as mBART has it.

    Raises:
        ValueError: there is no `pad_token_id`.
    """
    if pad_token_id is None:
        raise ValueError("pad_token_id is None: labels cannot be shifted without a padding token")
    tokens = input_ids.masked_fill(input_ids == -100, pad_token_id)
    if decoder_start_token_id is not None:
        start = torch.full_like(tokens[:, :1], decoder_start_token_id)
    else:
        last = (tokens != pad_token_id).sum(1, keepdim=True) - 1
        start = tokens.gather(1, last.clamp(min=0))
    return torch.cat((start, tokens[:, :-1]), 1)
