"""Keys and values of previous tokens, by layer, so that decoding computes them only once.

A cache is changed in place. It also reads as a tuple of each layer's keys and values, [batch, heads, keys, head_dim]. A
model that is called with such a plain tuple, or without a cache, returns a plain tuple, which nothing changes later.
Knows neither models nor masks: a cache states the positions of its keys; masks determine which keys are visible.
"""

from trivet_torch.cache.calls import decoder_cache, encoder_decoder_cache, growing_cache, prefix_cache, returned
from trivet_torch.cache.decoder import Cache, DynamicCache, ExactCache, SlidingWindowCache, StaticCache
from trivet_torch.cache.encoder_decoder import EncoderDecoderCache
from trivet_torch.cache.sink import SinkCache

__all__ = [
    "Cache",
    "DynamicCache",
    "EncoderDecoderCache",
    "ExactCache",
    "SinkCache",
    "SlidingWindowCache",
    "StaticCache",
    "decoder_cache",
    "encoder_decoder_cache",
    "growing_cache",
    "prefix_cache",
    "returned",
]
