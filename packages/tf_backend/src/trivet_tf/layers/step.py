"""How states go through any decoder's layers: what comes before them in a cache, who sees whom, what is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from trivet.families.call_checks import require_mask_length
from trivet_tf.cache import Cache, Pair, as_cache
from trivet_tf.framework import keras, tf
from trivet_tf.layers.attention import causal_mask, head_masks, with_axes
from trivet_tf.outputs import TFBaseModelOutputWithPast
from trivet_tf.static_cache import StaticCache

ops = keras.ops

# Takes a layer's new key and value, gives what the cache is to keep of them and all that can be attended to.
Store = Callable[[tf.Tensor, tf.Tensor], tuple[Pair, Pair]]


def past_of(past_key_values: Any, use_cache: bool, layers: int) -> Cache | None:
    """The cache to continue from; None where there is none and none is wanted.

    Raises:
        ValueError: what was passed is no cache, or one of another number of layers.
    """
    if past_key_values is None and not use_cache:
        return None
    cache = as_cache(past_key_values)
    if len(cache) not in (0, layers):
        raise ValueError(f"past_key_values has {len(cache)} layers, but the model has {layers}")
    return cache


def next_positions(past: Cache | None, new: int | tf.Tensor) -> tf.Tensor:
    """Positions of what follows the cache, [1, new]."""
    return with_axes(ops.arange(new, dtype="int32"), 0) + (0 if past is None else past.length)


def layer_masks(
    attention_mask: tf.Tensor | None, past: Cache | None, new: int | tf.Tensor, windows: Sequence[int | None]
) -> list[tf.Tensor]:
    """Each layer's mask, as `attend` takes it; layers that look equally far back share one.

    Args:
        attention_mask: of past and new positions, as for `causal_mask`.
        windows: how far each layer looks back.

    Raises:
        InvalidInputError: the mask has another number of axes, or is of fewer or more positions than there are; a cache
            of fixed room may have a mask of all that it has room for.
    """
    check_reach(attention_mask, past, new)
    masks: dict[int | None, tf.Tensor] = {}
    for layer, window in enumerate(windows):
        if window not in masks:
            keys = None if past is None else past.key_positions(layer, new)
            start = 0 if past is None else past.length
            masks[window] = causal_mask(attention_mask, new, start=start, key_positions=keys, window=window)
    return [masks[window] for window in windows]


def check_reach(attention_mask: tf.Tensor | None, past: Cache | None, new: int | tf.Tensor) -> None:
    """Hold a mask of two axes against the positions that there are, as far as they are known before the program runs.

    Raises:
        InvalidInputError: it is of fewer or more.
    """
    start = 0 if past is None else tf.get_static_value(past.length)
    if attention_mask is None or len(attention_mask.shape) != 2 or start is None or not isinstance(new, int):
        return
    require_mask_length(attention_mask.shape[1], int(start) + new, fixed=isinstance(past, StaticCache))


def through(
    layers: Sequence[keras.layers.Layer],
    norm: keras.layers.Layer,
    states: tf.Tensor,
    masks: Sequence[tf.Tensor],
    past: Cache | None,
    *,
    inputs: tuple[Any, ...] = (),
    head_mask: tf.Tensor | None = None,
    use_cache: bool = False,
    output_attentions: bool = False,
    output_hidden_states: bool = False,
    training: bool = False,
) -> TFBaseModelOutputWithPast:
    """States [batch, length, hidden] through a decoder's layers and its last norm.

    Args:
        layers: each gives states, weights, and what the cache is to keep.
        masks: one for each layer.
        inputs: what every layer takes besides.
    """
    all_states, all_weights, kept = [], [], []
    heads = head_masks(head_mask, len(layers))
    for index, layer in enumerate(layers):
        all_states.append(states)
        states, weights, pair = layer(
            states,
            *inputs,
            attention_mask=masks[index],
            head_mask=heads[index],
            store=None if past is None else partial(past.store, index),
            need_weights=output_attentions,
            training=training,
        )
        all_weights.append(weights)
        kept.append(pair)
    states = norm(states)
    return TFBaseModelOutputWithPast(
        last_hidden_state=states,
        past_key_values=past.stepped(kept, ops.shape(states)[1]) if past is not None and use_cache else None,
        hidden_states=(*all_states, states) if output_hidden_states else None,
        attentions=tuple(all_weights) if output_attentions else None,
    )


def stored(store: Store | None, key: tf.Tensor, value: tf.Tensor) -> tuple[Pair | None, tf.Tensor, tf.Tensor]:
    """Keys and values of the new positions, with those of the cache before them.

    Args:
        key, value: [batch, heads, new, head_dim].

    Returns:
        What the cache is to keep, and keys and values of all positions.
    """
    if store is None:
        return None, key, value
    kept, (keys, values) = store(key, value)
    return kept, ops.cast(keys, key.dtype), ops.cast(values, value.dtype)
