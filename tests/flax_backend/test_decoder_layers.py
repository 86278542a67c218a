"""The layers of decoders by themselves: causal masks, grouped and capped attention, rotary positions, norms."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from flax import nnx

from trivet.families import blocks
from trivet.families.text.llama import LlamaConfig
from trivet_flax.cache import SlidingWindowCache, StaticCache
from trivet_flax.layers.linear import Conv1D, active_dropout, dropout
from trivet_flax.layers.masks import causal_mask
from trivet_flax.layers.norms import RMSNorm
from trivet_flax.layers.products import attend
from trivet_flax.layers.rotary import Rotary, rotate
from trivet_flax.layers.setup import Setup


@pytest.fixture
def setup() -> Setup:
    return Setup(nnx.Rngs(0))


def numbers(seed: int, *shape: int) -> jax.Array:
    return jnp.asarray(np.random.default_rng(seed).normal(size=shape), jnp.float32)


def seen(mask: jax.Array) -> list[str]:
    """Rows of a mask as text."""
    return ["".join("x" if each else "." for each in row) for row in np.asarray(mask)[0, 0]]


def test_a_token_sees_itself_and_what_is_before_it() -> None:
    assert seen(causal_mask(None, 4)) == ["x...", "xx..", "xxx.", "xxxx"]
    assert seen(causal_mask(None, 4, window=2)) == ["x...", "xx..", ".xx.", "..xx"]
    assert seen(causal_mask(jnp.array([[0, 1, 1, 1]]), 4)) == ["....", ".x..", ".xx.", ".xxx"]


def test_a_mask_that_tells_of_each_query_is_taken_as_it_is() -> None:
    crossed = jnp.array([[[1, 1, 1], [0, 1, 1], [1, 0, 1]]])
    assert seen(causal_mask(crossed, 3)) == ["xxx", ".xx", "x.x"]
    assert seen(causal_mask(crossed[:, None], 3, window=1)) == ["xxx", ".xx", "x.x"]
    new, one = jnp.ones((1, 3, 1, 2)), jnp.array([[[1, 0, 1, 1]]])
    static, window = StaticCache.empty((1, 5, 1, 2), 1), SlidingWindowCache.empty((1, 5, 1, 2), [2])
    # one query after three tokens: the mask has a column for each of the four, the cache room for one more
    assert seen(causal_mask(one, 1, cache=static.with_layers([static[0].update(new, new)[0]]))) == ["x.xx."]
    assert seen(causal_mask(one, 1, cache=window.with_layers([window[0].update(new, new)[0]]))) == ["xx"]
    assert seen(causal_mask(crossed, 3, cache=window)) == ["..xxx", "...xx", "..x.x"]  # nothing is there yet


def test_with_a_cache_a_token_sees_what_that_holds() -> None:
    shape, new = (1, 6, 1, 2), jnp.ones((1, 3, 1, 2))
    static, window = StaticCache.empty(shape, 1), SlidingWindowCache.empty(shape, [2])
    static = static.with_layers([static[0].update(new, new)[0]])
    assert seen(causal_mask(None, 2, cache=static)) == ["xxxx..", "xxxxx."]
    assert seen(causal_mask(None, 2, cache=static, window=2)) == ["..xx..", "...xx."]
    assert seen(causal_mask(jnp.array([[0, 1, 1, 1, 1]]), 2, cache=static)) == [".xxx..", ".xxxx."]
    # the keys of a window are those before the new ones, position i in row i modulo its size, then these
    assert seen(causal_mask(None, 3, cache=window, window=2)) == ["..x..", "..xx.", "...xx"]
    window = window.with_layers([window[0].update(new, new)[0]])
    assert seen(causal_mask(None, 2, cache=window, window=2)) == ["x.x.", "..xx"]
    assert seen(causal_mask(jnp.array([[1, 1, 0, 1, 1, 1]]), 2, cache=window, window=2)) == ["..x.", "..xx"]


def test_a_key_head_serves_as_many_query_heads_in_a_row() -> None:
    query, key, value = numbers(0, 2, 5, 6, 4), numbers(1, 2, 5, 3, 4), numbers(2, 2, 5, 3, 4)
    repeated = (jnp.repeat(key, 2, axis=2), jnp.repeat(value, 2, axis=2))
    expected, weights = attend(query, *repeated, need_weights=True)
    for need_weights in (True, False):
        found, own = attend(query, key, value, need_weights=need_weights)
        np.testing.assert_allclose(found, expected, atol=1e-6)
        assert own is None or np.allclose(own, weights, atol=1e-6)


def test_scores_are_scaled_then_capped_then_masked() -> None:
    query, key, value = numbers(0, 1, 3, 2, 4), numbers(1, 1, 3, 2, 4), numbers(2, 1, 3, 2, 4)
    mask = causal_mask(None, 3)
    capped = 1.5 * np.tanh(np.einsum("bqhd,bkhd->bhqk", query, key) * 0.7 / 1.5)
    powers = np.exp(capped) * np.asarray(mask)
    _, weights = attend(query, key, value, mask, scale=0.7, softcap=1.5, need_weights=True)
    np.testing.assert_allclose(weights, powers / powers.sum(-1, keepdims=True), atol=1e-6)


def turned(config: LlamaConfig, positions: Any, heads: Any = None) -> jax.Array:
    return rotate(
        numbers(0, 1, 3, 1, 6) if heads is None else heads, Rotary(blocks.Rotary(config.rope()))(jnp.asarray(positions))
    )


def test_pairs_are_turned_by_their_position_and_scores_see_distances_only() -> None:
    config = LlamaConfig(hidden_size=6, num_attention_heads=1)
    angles = np.array([2.0]) * 10_000.0 ** (-np.arange(3) / 3)
    one, zero = np.zeros((1, 1, 1, 6), np.float32), np.zeros((1, 1, 1, 6), np.float32)
    one[..., :3] = 1
    found = turned(config, [[2]], one)[0, 0, 0]
    np.testing.assert_allclose(found, np.concatenate([np.cos(angles), np.sin(angles)]), atol=1e-6)
    np.testing.assert_array_equal(turned(config, [[2]], zero), zero)
    near, far = (turned(config, [[start, start + 1, start + 2]])[0, :, 0] for start in (0, 20))
    np.testing.assert_allclose(near @ near.T, far @ far.T, atol=1e-4)


def test_dynamic_frequencies_change_beyond_the_trained_length_alone_also_compiled() -> None:
    plain = LlamaConfig(hidden_size=6, num_attention_heads=1, max_position_embeddings=4)
    dynamic = LlamaConfig(
        hidden_size=6,
        num_attention_heads=1,
        max_position_embeddings=4,
        rope_scaling={"rope_type": "dynamic", "factor": 2.0},
    )
    np.testing.assert_array_equal(turned(dynamic, [[1, 2, 3]]), turned(plain, [[1, 2, 3]]))
    positions = jnp.array([[5, 6, 7]])
    expected = jnp.asarray(dynamic.rope_frequencies(8)) * positions[..., None]
    cosine = jax.jit(lambda positions: Rotary(blocks.Rotary(dynamic.rope()))(positions)[0])(positions)
    np.testing.assert_allclose(cosine[0, :, 0, :3], np.cos(expected[0]), atol=1e-5)


def test_half_precision_heads_are_turned_in_full_precision() -> None:
    config = LlamaConfig(hidden_size=6, num_attention_heads=1)
    heads = numbers(0, 1, 3, 1, 6).astype(jnp.bfloat16)
    found = turned(config, [[100, 101, 102]], heads)
    assert found.dtype == jnp.bfloat16
    exact = turned(config, [[100, 101, 102]], heads.astype(jnp.float32))
    np.testing.assert_array_equal(found, exact.astype(jnp.bfloat16))


def test_a_norm_may_hold_the_distance_of_its_factor_from_one(setup: Setup) -> None:
    norm, plain = RMSNorm(4, 1e-6, setup, offset=1.0), RMSNorm(4, 1e-6, setup)
    np.testing.assert_array_equal(norm.weight[...], np.zeros(4))
    hidden = numbers(0, 2, 4)
    np.testing.assert_array_equal(norm(hidden), plain(hidden))
    norm.weight.set_value(jnp.ones(4))
    np.testing.assert_allclose(norm(hidden), 2 * plain(hidden), rtol=1e-6)


def test_the_layer_of_gpt2_holds_its_kernel_as_out_by_in(setup: Setup) -> None:
    layer, hidden = Conv1D(3, 5, setup), numbers(0, 2, 4, 3)
    assert layer.kernel[...].shape == (5, 3)
    layer.bias.set_value(jnp.arange(5.0))
    np.testing.assert_allclose(layer(hidden), hidden @ layer.kernel[...].T + np.arange(5), atol=1e-6)


def test_a_dropout_that_does_nothing_is_told_apart() -> None:
    layer, rngs = dropout(0.5), nnx.Rngs(dropout=0)
    assert active_dropout(layer, True, rngs) is None
    assert active_dropout(layer, None, rngs) is None
    assert active_dropout(dropout(0.0), False, rngs) is None
    drop = active_dropout(layer, False, rngs)
    assert drop is not None
    assert set(np.unique(drop(jnp.ones(100)))) == {0, 2}
