"""Projections that queries, keys and values share: every order of their outputs that families have, in each framework."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from trivet.families.blocks import Attention, Fused

BATCH, LENGTH, SIZE = 2, 3, 5

# How the outputs are laid out: the parts, how often they alternate, numbers of query heads and of key-value heads.
LAYOUTS = {
    "gpt2": (Fused(), 4, 4),
    "gpt_bigcode": (Fused(), 4, 1),
    "gpt_neox": (Fused("qkv", 4), 4, 4),
    "falcon": (Fused("qkv", 2), 6, 2),
    "codegen": (Fused("qvk", 2), 4, 4),
    "keys and values": (Fused("kv"), 4, 2),
}


def split(framework: str, states: np.ndarray[Any, Any], heads: list[int], groups: int) -> list[np.ndarray[Any, Any]]:
    """Each part of a fused projection's outputs as the framework's layers see it, [batch, heads, length, head size]."""
    if framework == "torch":
        import torch

        from trivet_torch.layers.products import split_parts as in_torch

        return [each.numpy() for each in in_torch(torch.from_numpy(states), heads, groups)]
    if framework == "tensorflow":
        import tensorflow as tf

        from trivet_tf.layers.products import split_parts as in_tf

        return [each.numpy() for each in in_tf(tf.constant(states), heads, groups)]
    import jax.numpy as jnp

    from trivet_flax.layers.products import split_parts as in_flax

    return [np.asarray(each).transpose(0, 2, 1, 3) for each in in_flax(jnp.asarray(states), heads, groups)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_part_of_a_fused_projection_is_found(framework: str, layout: str) -> None:
    fused, queries, keys = LAYOUTS[layout]
    heads = [queries if part == "q" else keys for part in fused.parts]
    rng = np.random.default_rng(0)
    parts = [rng.normal(size=(BATCH, count, LENGTH, SIZE)).astype(np.float32) for count in heads]
    turns = [
        each
        for group in range(fused.groups)
        for each in (np.array_split(part, fused.groups, 1)[group] for part in parts)
    ]
    states = np.concatenate(turns, 1).transpose(0, 2, 1, 3).reshape(BATCH, LENGTH, -1)
    for found, expected in zip(split(framework, states, heads, fused.groups), parts, strict=True):
        np.testing.assert_array_equal(found, expected)


def test_projections_follow_from_what_is_fused() -> None:
    facts: dict[str, Any] = {"at": "attn", "size": 8, "heads": 4, "head_size": 3, "scale": 1.0, "key_heads": 2}
    shapes = {
        (None, ("q", "k", "v", "out")): [(8, 12), (8, 6), (8, 6), (12, 8)],
        (Fused("kv"), ("q", "kv", "out")): [(8, 12), (8, 12), (12, 8)],
        (Fused(), ("qkv", "out")): [(8, 24), (12, 8)],
    }
    for (fused, names), expected in shapes.items():
        linear = Attention(names=names, fused=fused, **facts).projections()
        assert [each.at for each in linear] == [*names]
        assert [(each.inputs, each.outputs) for each in linear] == expected
    with pytest.raises(ValueError, match="cannot be fused of 'qk'"):
        Fused("qk")
    with pytest.raises(ValueError, match="attn: heads of a projection whose parts alternate cannot be pruned"):
        Attention(names=("qkv", "out"), fused=Fused("qkv", 4), prunable=True, **facts)
