"""Caches of keys and values: what each sort keeps, what it says of positions, and what it refuses."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from trivet_flax.cache import (
    DynamicCache,
    EncoderDecoderCache,
    SlidingWindowCache,
    StaticCache,
    fixed_cache,
    select_rows,
)
from trivet_flax.cache.layers import CrossLayer, LayerCache, StaticLayer, WindowLayer

SHAPE = (2, 6, 3, 4)


def tokens(first: int, count: int) -> tuple[jax.Array, jax.Array]:
    """Keys and values [2, count, 3, 4] of tokens, each filled with its position + 1; values negative."""
    keys = jnp.broadcast_to(
        jnp.arange(first, first + count, dtype=jnp.float32)[None, :, None, None] + 1, (2, count, 3, 4)
    )
    return keys, -keys


def fed(layer: LayerCache, *counts: int) -> tuple[LayerCache, Any, Any]:
    """The layer after so many tokens at a time, the last keys to attend to, and their positions."""
    keys, positions, first = None, None, 0
    for count in counts:
        positions = layer.key_positions(count)
        layer, keys, values = layer.update(*tokens(first, count))
        np.testing.assert_array_equal(keys, -values)
        first += count
    assert keys is not None
    return layer, np.asarray(keys[0, :, 0, 0]), np.asarray(positions)


LAYERS = {
    "static": StaticCache.empty(SHAPE, 1)[0],
    "window": SlidingWindowCache.empty(SHAPE, [3])[0],
    "dynamic": DynamicCache.empty(1)[0],
}


@pytest.mark.parametrize("counts", [(5,), (2, 3), (1, 1, 1, 1, 1), (4, 1), (1, 4)], ids=str)
@pytest.mark.parametrize("name", LAYERS)
def test_every_key_is_where_its_position_says(name: str, counts: tuple[int, ...]) -> None:
    layer, keys, positions = fed(LAYERS[name], *counts)
    assert int(layer.seen) == 5
    known = (positions >= 0) & (positions < 5)
    np.testing.assert_array_equal(keys[known], positions[known] + 1)
    assert set(range(5 - min(counts[-1], 3), 5)) <= set(positions.tolist())
    assert not keys[~known].any()


@pytest.mark.parametrize("name", ["static", "window"])
def test_a_fixed_shape_stays_and_compiles_once_for_all_positions(name: str) -> None:
    compilations = []

    @jax.jit
    def step(layer: LayerCache, key: jax.Array, value: jax.Array) -> LayerCache:
        compilations.append(1)
        return layer.update(key, value)[0]

    layer = LAYERS[name]
    for position in range(6):
        layer = step(layer, *tokens(position, 1))
        assert jax.tree.map(jnp.shape, layer) == jax.tree.map(jnp.shape, LAYERS[name])
    assert len(compilations) == 1
    assert isinstance(layer, StaticLayer | WindowLayer)
    np.testing.assert_array_equal(layer.key[0, 0, :, 0], range(1, 7) if name == "static" else range(4, 7))


def test_a_full_cache_refuses_more_or_gives_no_number_where_it_cannot_know() -> None:
    layer, _, _ = fed(LAYERS["static"], 5)
    layer.update(*tokens(5, 1))
    with pytest.raises(
        ValueError, match=r"2 token\(s\) after 5 do not fit a cache of 6: pass init_cache a greater max"
    ):
        layer.update(*tokens(5, 2))
    _, keys, _ = jax.jit(lambda layer: layer.update(*tokens(5, 2)))(layer)
    assert np.isnan(keys[:, 4:]).all()
    assert np.isfinite(keys[:, :4]).all()


@pytest.mark.parametrize("name", LAYERS)
def test_refuses_another_number_of_rows(name: str) -> None:
    layer, _, _ = fed(LAYERS[name], 1)
    layer.update(*tokens(1, 1))
    with pytest.raises(ValueError, match=r"1 row\(s\), but the cache is for 2"):
        layer.update(*(array[:1] for array in tokens(1, 1)))


def test_layers_keep_no_more_than_they_look_back() -> None:
    assert isinstance(fixed_cache([SHAPE] * 2, (None, None), jnp.float32), StaticCache)
    assert isinstance(fixed_cache([SHAPE] * 2, (6, 7), jnp.float32), StaticCache)
    mixed = fixed_cache([SHAPE] * 2, (None, 3), jnp.bfloat16)
    assert isinstance(mixed, SlidingWindowCache)
    assert [layer.key.shape[2] for layer in mixed.layers] == [6, 3]  # type: ignore[attr-defined]
    assert {layer.key.dtype for layer in mixed.layers} == {jnp.dtype("bfloat16")}  # type: ignore[attr-defined]
    assert (len(mixed), mixed.max_length, int(mixed.index)) == (2, 6, 0)


def test_a_mask_tells_of_all_that_may_come_where_the_position_is_traced() -> None:
    cache = StaticCache.empty(SHAPE, 1)
    cache = cache.with_layers([fed(cache[0], 2)[0]])
    assert cache.columns(3) == 5
    widths = []
    jax.jit(lambda cache: widths.append(cache.columns(3)))(cache)
    assert widths == [6]
    assert DynamicCache.empty(1).columns(3) == 3


def test_rows_can_be_chosen_anew() -> None:
    layer = StaticCache.empty(SHAPE, 1)[0]
    keys = jnp.arange(2.0)[:, None, None, None] + jnp.ones((2, 2, 3, 4))
    cache = StaticCache((layer.update(keys, keys)[0],), 6)
    chosen = select_rows(cache, jnp.array([1, 1]))
    assert isinstance(chosen, StaticCache)
    assert (int(chosen.index), chosen.max_length) == (2, 6)
    np.testing.assert_array_equal(chosen[0].key[:, 0, 0, 0], [2, 2])  # type: ignore[attr-defined]


def test_a_source_goes_along_with_what_was_decoded() -> None:
    source = CrossLayer(*tokens(0, 5))
    cache = EncoderDecoderCache(StaticCache.empty(SHAPE, 1), (source,))
    through = jax.jit(lambda cache: cache)(cache)
    assert (int(through.index), through.max_length) == (0, 6)
    np.testing.assert_array_equal(through.cross_attention[0].key, source.key)
    assert EncoderDecoderCache(StaticCache.empty(SHAPE, 1)).cross_attention == ()
