"""The rotation of neighbours that code written for `transformers` imports from the modules of GPT-J and CodeGen."""

from __future__ import annotations

import torch

from trivet_torch.extras.rotary_functions import rotate_every_two

Tensor = torch.Tensor

__all__ = ["apply_rotary_pos_emb"]


def apply_rotary_pos_emb(tensor: Tensor, sin: Tensor, cos: Tensor) -> Tensor:
    """Queries or keys with each pair of neighbours rotated (https://arxiv.org/abs/2104.09864).

    Args:
        tensor: [batch, length, heads, size].
        sin, cos: [batch, length, size / 2].
    """
    sine, cosine = (table[:, :, None].repeat_interleave(2, 3) for table in (sin, cos))
    return tensor * cosine + rotate_every_two(tensor) * sine
