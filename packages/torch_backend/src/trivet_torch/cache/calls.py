"""From the `past_key_values` of a call to a cache, and from the cache to what the call returns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trivet_torch.cache.decoder import Cache, DynamicCache, ExactCache
from trivet_torch.cache.encoder_decoder import EncoderDecoderCache
from trivet_torch.cache.layers import Pair


def decoder_cache(past_key_values: Any, use_cache: bool) -> Cache | None:
    """The cache for a decoder's call.

    Args:
        past_key_values: a cache, each layer's keys and values, or None.
        use_cache: whether to create one if there is none.
    """
    if isinstance(past_key_values, Cache):
        return past_key_values
    if past_key_values is None and not use_cache:
        return None
    return ExactCache.from_legacy_cache(_pairs(past_key_values))


def prefix_cache(past_key_values: Any) -> Cache | None:
    """A cache of keys and values that come before those of an encoder's tokens, as in prefix tuning.

    The caller's cache is not changed.

    Raises:
        ValueError: it has a fixed length, and so slots that are empty.
    """
    if isinstance(past_key_values, EncoderDecoderCache):
        past_key_values = past_key_values.self_attention
    if isinstance(past_key_values, Cache):
        if past_key_values.max_length is not None:
            raise ValueError("an encoder takes no past_key_values of fixed length: pass each layer's keys and values")
        past_key_values = past_key_values.to_legacy_cache()
    return None if past_key_values is None else ExactCache.from_legacy_cache(_pairs(past_key_values))


def encoder_decoder_cache(past_key_values: Any, use_cache: bool) -> EncoderDecoderCache | None:
    """The cache for a call of an encoder-decoder's decoder.

    Args:
        past_key_values: such a cache, one for the decoder's own tokens, each layer's four tensors, or None.
        use_cache: whether to create one if there is none.
    """
    if isinstance(past_key_values, EncoderDecoderCache):
        return past_key_values
    if isinstance(past_key_values, Cache):
        return EncoderDecoderCache(past_key_values)
    if past_key_values is None and not use_cache:
        return None
    return EncoderDecoderCache.from_legacy_cache(past_key_values, own=ExactCache)


def holds_source(past_key_values: Any) -> bool:
    """Whether the `past_key_values` of a call have keys and values of an encoder's output."""
    if isinstance(past_key_values, EncoderDecoderCache):
        return bool(past_key_values.cross_attention)
    return not isinstance(past_key_values, Cache) and any(len(layer) == 4 for layer in past_key_values or ())


def growing_cache(past_key_values: Any, *, crosses: bool) -> Cache | EncoderDecoderCache:
    """The cache of a loop of many calls.

    Args:
        past_key_values: a cache, the tensors of each layer, or None.
        crosses: whether the decoder attends to an encoder's output.
    """
    if isinstance(past_key_values, EncoderDecoderCache):
        return past_key_values
    if isinstance(past_key_values, Cache):
        return EncoderDecoderCache(past_key_values) if crosses else past_key_values
    if crosses:
        return EncoderDecoderCache.from_legacy_cache(past_key_values)
    return DynamicCache.from_legacy_cache(_pairs(past_key_values))


def _pairs(past_key_values: Any) -> Sequence[Pair] | None:
    """Each layer's keys and values, also of a cache of `transformers` 5."""
    layers = getattr(past_key_values, "layers", None)
    if layers is None:
        pairs: Sequence[Pair] | None = past_key_values
        return pairs
    return [(each.keys, each.values) for each in layers if getattr(each, "keys", None) is not None]


def returned(cache: Cache | EncoderDecoderCache | None, past_key_values: Any) -> Any:
    """What a model returns of the cache that it worked with: the caller's own object, else a plain tuple.

    Args:
        past_key_values: what it was called with.
    """
    if cache is None or isinstance(past_key_values, Cache | EncoderDecoderCache):
        return cache
    return cache.to_legacy_cache()
