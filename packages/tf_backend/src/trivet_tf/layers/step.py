"""Step: the data of one call for all layers of a stack, besides the states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from trivet.families.call_checks import require_mask_length
from trivet_tf.cache import Cache, Pair, as_cache
from trivet_tf.cache.encoder_decoder import EncoderDecoderCache, as_encoder_decoder_cache
from trivet_tf.cache.static import StaticCache
from trivet_tf.framework import keras, tf
from trivet_tf.layers.disentangled import Distances
from trivet_tf.layers.masks import attention_mask_of, causal_mask, with_axes
from trivet_tf.layers.rotary import Rotation

ops = keras.ops

Masks = tuple[tf.Tensor | None, ...]
"""Head masks, by the index of the pass."""


@dataclass(frozen=True)
class Source:
    """An encoder's output for cross-attention.

    Attributes:
        states: [batch, source, hidden]; not needed if there are pairs.
        mask: as for `attend`.
        pairs: each layer's key and value of the states; empty if not computed yet.
        head_masks: by the index of the pass.
    """

    states: tf.Tensor | None
    mask: tf.Tensor | None
    pairs: Any
    head_masks: Masks


@dataclass(frozen=True)
class Step:
    """The data of one call for all layers.

    Attributes:
        masks: window → mask, as for `attend`.
        head_masks: by the index of the pass.
        need_weights: whether to return attention weights.
        need_routing: whether to return the outputs of experts' routers.
        training: whether to apply dropout.
        cache: the cache of earlier tokens; None if there is none.
        positions: those of queries [q] and of keys [k] in the text.
        rotations: the rotations of rotary positions, by their paths in blueprints.
        bias: added to the scores of self-attention.
        source: an encoder's output; None skips cross-attention.
        distances: those of disentangled attention.
        tokens: booleans [batch, length], whether each token is not masked, in models where masked ones are zeros; None
            for all.
        seeing: booleans [batch, heads or 1, length, 1], false for queries whose result is zeros; in the same models.
    """

    masks: Mapping[int | None, tf.Tensor | None]
    head_masks: Masks
    need_weights: bool = False
    need_routing: bool = False
    training: bool = False
    cache: Cache | None = None
    positions: tuple[tf.Tensor, tf.Tensor] | None = field(default=None)
    rotations: Mapping[str, Rotation] = field(default_factory=dict)
    bias: tf.Tensor | None = None
    source: Source | None = None
    distances: Distances | None = None
    tokens: tf.Tensor | None = None
    seeing: tf.Tensor | None = None


class Attended(NamedTuple):
    """The results of a sublayer: states; with attention its weights, and the key and value for a cache.

    With experts the outputs [batch · length, experts] of their router, if asked for.
    """

    states: tf.Tensor
    weights: tf.Tensor | None = None
    pair: Pair | None = None
    router_logits: tf.Tensor | None = None


class Layered(NamedTuple):
    """The results of a layer: states, weights and pair of self-attention and of cross-attention, and of its router."""

    states: tf.Tensor
    weights: tf.Tensor | None
    pair: Pair | None
    cross_weights: tf.Tensor | None
    cross_pair: Pair | None
    router_logits: tf.Tensor | None = None


def routed(layered: Sequence[Layered]) -> tuple[tf.Tensor, ...]:
    """The routers' outputs of the layers that have experts."""
    return tuple(each.router_logits for each in layered if each.router_logits is not None)


def wanted(config: Any, name: str, asked: bool | None) -> bool:
    """Whether an output is returned: by the caller's choice, or else the config's."""
    return bool(getattr(config, name) if asked is None else asked)


def past_of(past_key_values: Any, use_cache: bool, layers: int) -> Cache | None:
    """The cache to continue from; None if there is none and none is requested.

    Raises:
        ValueError: the value is not a cache, or has another number of layers.
    """
    if past_key_values is None and not use_cache:
        return None
    cache = as_cache(past_key_values)
    require_layers(cache, layers)
    return cache


def past_of_side(
    past_key_values: Any, use_cache: bool, *, causal: bool, crosses: bool, layers: int
) -> Cache | EncoderDecoderCache | None:
    """The cache of earlier tokens in causal attention, or of what precedes an encoder's; None if there is none.

    Raises:
        ValueError: an encoder's has a fixed length, and so slots that are empty; or as for `past_of`.
    """
    if not causal:
        prefix = past_of(past_key_values, False, layers)
        if isinstance(prefix, StaticCache):
            raise ValueError("an encoder takes no past_key_values of fixed length: pass each layer's keys and values")
        return prefix
    if not crosses:
        return past_of(past_key_values, use_cache, layers)
    if past_key_values is None and not use_cache:
        return None
    past = as_encoder_decoder_cache(past_key_values)
    require_layers(past, layers, "decoder")
    return past


def require_layers(cache: Any, layers: int, who: str = "model") -> None:
    """
    Raises:
        ValueError: the cache has another number of layers.
    """
    if len(cache) not in (0, layers):
        raise ValueError(f"past_key_values has {len(cache)} layers, but the {who} has {layers}")


def stepped(past: Any, layered: Sequence[Layered], new: int | tf.Tensor) -> Any:
    """The cache with each layer's new pair; None if there is none."""
    if past is None:
        return None
    own = [each.pair for each in layered if each.pair is not None]
    if not isinstance(past, EncoderDecoderCache):
        return past.stepped(own, new)
    cross = [each.cross_pair for each in layered if each.cross_pair is not None]
    return past.stepped(own, cross, new)


def masks_of(
    attention_mask: tf.Tensor | None, past: Cache | None, new: int | tf.Tensor, windows: Mapping[int | None, int]
) -> dict[int | None, tf.Tensor | None]:
    """Window → mask of causal attention, as for `attend`.

    Args:
        attention_mask: mask of past and new positions, as for `causal_mask`.
        windows: window → index of a layer that has it.

    Raises:
        InvalidInputError: the mask has another number of axes, or of positions; with a cache of fixed capacity it may
            cover the whole capacity.
    """
    check_reach(attention_mask, past, new)
    masks: dict[int | None, tf.Tensor | None] = {}
    for window, layer in windows.items():
        keys = None if past is None else past.key_positions(layer, new)
        start = 0 if past is None else past.length
        masks[window] = causal_mask(attention_mask, new, start=start, key_positions=keys, window=window)
    return masks


def mask_of(
    attention_mask: tf.Tensor | None,
    past: Cache | None = None,
    new: int | tf.Tensor = 0,
    window: int | None = None,
    layer: int = 0,
) -> tf.Tensor | None:
    """The mask of non-causal attention.

    Args:
        past, new: the cache of what precedes the tokens, and their number; for a window.
        window: how many tokens each token sees on either side, including itself; None for all.
        layer: index of a layer that has it.
    """
    if window is not None:
        keys = None if past is None else past.key_positions(layer, new)
        start = 0 if past is None else past.length
        return causal_mask(attention_mask, new, start=start, key_positions=keys, window=window, causal=False)
    return None if attention_mask is None else attention_mask_of(attention_mask)


def check_reach(attention_mask: tf.Tensor | None, past: Cache | None, new: int | tf.Tensor) -> None:
    """Check the length of a mask of two axes, as far as positions are known before the program runs.

    Raises:
        InvalidInputError: the mask has fewer or more columns.
    """
    start = 0 if past is None else tf.get_static_value(past.length)
    if attention_mask is None or len(attention_mask.shape) != 2 or start is None or not isinstance(new, int):
        return
    require_mask_length(attention_mask.shape[1], int(start) + new, fixed=isinstance(past, StaticCache))


def next_positions(past: Cache | None, new: int | tf.Tensor) -> tf.Tensor:
    """Positions of the tokens after the cache, [1, new]."""
    return with_axes(ops.arange(new, dtype="int32"), 0) + (0 if past is None else past.length)
