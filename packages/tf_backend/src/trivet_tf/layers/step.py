"""Step: what every layer of a stack is handed in one call, beside the states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from trivet.families.call_checks import require_mask_length
from trivet_tf.cache import Cache, Pair, as_cache
from trivet_tf.cache.static import StaticCache
from trivet_tf.framework import keras, tf
from trivet_tf.layers.masks import attention_mask_of, causal_mask, with_axes
from trivet_tf.layers.rotary import Rotation

ops = keras.ops

Masks = tuple[tf.Tensor | None, ...]
"""Of heads, by the number of the pass."""


@dataclass(frozen=True)
class Source:
    """What attention to an encoder's states sees.

    Attributes:
        states: [batch, source, hidden]; not needed where there are pairs.
        mask: as of `attend`.
        pairs: each layer's key and value of the states; empty where they are not known yet.
        head_masks: by the number of the pass.
    """

    states: tf.Tensor | None
    mask: tf.Tensor | None
    pairs: Any
    head_masks: Masks


@dataclass(frozen=True)
class Step:
    """What every layer is handed.

    Attributes:
        masks: window → mask, as of `attend`.
        head_masks: by the number of the pass.
        need_weights: whether attention weights are wanted.
        training: whether to drop numbers.
        cache: what was seen before; None where nothing is kept.
        positions: of queries [q] and of keys [k], counted in the text.
        rotation: of rotary positions.
        bias: added to the scores of self-attention.
        source: of attention to an encoder's states; None leaves that attention out.
    """

    masks: Mapping[int | None, tf.Tensor | None]
    head_masks: Masks
    need_weights: bool = False
    training: bool = False
    cache: Cache | None = None
    positions: tuple[tf.Tensor, tf.Tensor] | None = field(default=None)
    rotation: Rotation | None = None
    bias: tf.Tensor | None = None
    source: Source | None = None


class Attended(NamedTuple):
    """What a sublayer gives: states, and of attention its weights, and the key and value that a cache is to keep."""

    states: tf.Tensor
    weights: tf.Tensor | None = None
    pair: Pair | None = None


class Layered(NamedTuple):
    """What a layer gives: states, and weights and pair of its self-attention and of its attention to an encoder."""

    states: tf.Tensor
    weights: tf.Tensor | None
    pair: Pair | None
    cross_weights: tf.Tensor | None
    cross_pair: Pair | None


def past_of(past_key_values: Any, use_cache: bool, layers: int) -> Cache | None:
    """The cache to continue from; None where there is none and none is wanted.

    Raises:
        ValueError: what was passed is no cache, or one of another number of layers.
    """
    if past_key_values is None and not use_cache:
        return None
    cache = as_cache(past_key_values)
    require_layers(cache, layers)
    return cache


def require_layers(cache: Any, layers: int, who: str = "model") -> None:
    """
    Raises:
        ValueError: the cache is of another number of layers.
    """
    if len(cache) not in (0, layers):
        raise ValueError(f"past_key_values has {len(cache)} layers, but the {who} has {layers}")


def masks_of(
    attention_mask: tf.Tensor | None, past: Cache | None, new: int | tf.Tensor, windows: Mapping[int | None, int]
) -> dict[int | None, tf.Tensor | None]:
    """Window → mask of causal attention, as of `attend`.

    Args:
        attention_mask: of past and new positions, as of `causal_mask`.
        windows: how far layers look back, each with the number of one of its layers.

    Raises:
        InvalidInputError: the mask has another number of axes, or is of fewer or more positions than there are; a cache
            of fixed room may have a mask of all that it has room for.
    """
    check_reach(attention_mask, past, new)
    masks: dict[int | None, tf.Tensor | None] = {}
    for window, layer in windows.items():
        keys = None if past is None else past.key_positions(layer, new)
        start = 0 if past is None else past.length
        masks[window] = causal_mask(attention_mask, new, start=start, key_positions=keys, window=window)
    return masks


def mask_of(attention_mask: tf.Tensor | None) -> tf.Tensor | None:
    """The mask of attention that is not causal."""
    return None if attention_mask is None else attention_mask_of(attention_mask)


def check_reach(attention_mask: tf.Tensor | None, past: Cache | None, new: int | tf.Tensor) -> None:
    """Hold a mask of two axes against the positions that there are, as far as they are known before the program runs.

    Raises:
        InvalidInputError: it is of fewer or more.
    """
    start = 0 if past is None else tf.get_static_value(past.length)
    if attention_mask is None or len(attention_mask.shape) != 2 or start is None or not isinstance(new, int):
        return
    require_mask_length(attention_mask.shape[1], int(start) + new, fixed=isinstance(past, StaticCache))


def next_positions(past: Cache | None, new: int | tf.Tensor) -> tf.Tensor:
    """Positions of what follows the cache, [1, new]."""
    return with_axes(ops.arange(new, dtype="int32"), 0) + (0 if past is None else past.length)
