"""Functions on positions that code written for `transformers` imports from the modules of its models."""

from __future__ import annotations

import torch

Tensor = torch.Tensor

__all__ = [
    "apply_rotary_pos_emb",
    "create_position_ids_from_input_ids",
    "create_sinusoidal_positions",
    "get_embed_positions",
    "repeat_kv",
    "rotate_every_two",
    "rotate_half",
]


def rotate_half(x: Tensor) -> Tensor:
    """The second half of the last axis, negated, and then the first."""
    first, second = x.chunk(2, -1)
    return torch.cat((-second, first), -1)


def apply_rotary_pos_emb(
    q: Tensor, k: Tensor, cos: Tensor, sin: Tensor, position_ids: Tensor, unsqueeze_dim: int = 1
) -> tuple[Tensor, Tensor]:
    """Queries and keys, rotated by their positions (https://arxiv.org/abs/2104.09864).

    Args:
        q, k: [batch, heads, length, head_dim], or with another place of the heads.
        cos, sin: [positions, head_dim], both halves alike.
        position_ids: [batch, length].
        unsqueeze_dim: the axis of heads.
    """
    cosine, sine = (table[position_ids].unsqueeze(unsqueeze_dim) for table in (cos, sin))
    rotated_q, rotated_k = (each * cosine + rotate_half(each) * sine for each in (q, k))
    return rotated_q, rotated_k


def create_sinusoidal_positions(num_pos: int, dim: int) -> Tensor:
    """Sines and then cosines [positions, dim] of the angles by which pairs of elements are rotated."""
    frequencies = 10000 ** (-torch.arange(0, dim, 2) / dim)
    angles = torch.arange(num_pos, dtype=torch.float32)[:, None] * frequencies
    return torch.cat((angles.sin(), angles.cos()), 1)


def get_embed_positions(embed_positions: Tensor, position_ids: Tensor) -> Tensor:
    """The table [positions, dim] for each row of `position_ids` [batch, length], on their device."""
    return embed_positions.to(position_ids.device).repeat(position_ids.shape[0], 1, 1)


def rotate_every_two(x: Tensor) -> Tensor:
    """Elements 2 i and 2 i + 1 of the last axis exchanged, the former negated."""
    return torch.stack((-x[..., 1::2], x[..., ::2]), -1).flatten(-2)


def repeat_kv(hidden_states: Tensor, n_rep: int) -> Tensor:
    """Key-value heads [batch, heads, length, head_dim], each `n_rep` times, one after the other."""
    return hidden_states.repeat_interleave(n_rep, 1)


def create_position_ids_from_input_ids(input_ids: Tensor, padding_idx: int, past_key_values_length: int = 0) -> Tensor:
    """Positions [batch, length] of tokens as RoBERTa counts them: from `padding_idx` + 1; padding has `padding_idx`."""
    mask = input_ids.ne(padding_idx).long()
    return (mask.cumsum(1) + past_key_values_length) * mask + padding_idx
