"""Keys and values of previous tokens, by layer, so that decoding computes them only once.

A cache is changed in place. It also reads as a tuple of each layer's keys and values, [batch, heads, keys, head_dim].
Knows neither models nor masks: a cache states the positions of its keys; masks determine which keys are visible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self, cast

import torch

from trivet_torch.cache.layers import CacheLayer, DynamicLayer, Pair, SlidingLayer, StaticLayer, Tensor


class Cache:
    """Base of the caches that decoders read and write: `DynamicCache`, `StaticCache` and `SlidingWindowCache`.

    Attributes:
        layers: each layer's part, created on first use of the layer.
        max_length: capacity in tokens; None if the cache grows.
    """

    max_length: int | None = None

    def __init__(self) -> None:
        self.layers: list[CacheLayer] = []

    def _new_layer(self, index: int) -> CacheLayer:
        return DynamicLayer()

    def layer(self, index: int) -> CacheLayer:
        """One layer's part."""
        while len(self.layers) <= index:
            self.layers.append(self._new_layer(len(self.layers)))
        return self.layers[index]

    def update(self, keys: Tensor, values: Tensor, layer: int, positions: Tensor) -> Pair:
        """Add a layer's keys and values of new tokens.

        Args:
            keys, values: [batch, heads, length, head_dim].
            positions: [length], those of `next_positions` (or the caller's own, in a cache of fixed size).

        Returns:
            Keys and values [batch, heads, keys, head_dim] to which the new tokens may attend, subject to a mask from
            `key_positions`, which has to be called before the update.
        """
        return self.layer(layer).update(keys, values, positions)

    def next_positions(self, length: int, device: torch.device) -> Tensor:
        """Positions [length] of the next tokens.

        Raises:
            ValueError: the cache has no room for them.
        """
        seen = self.layer(0).seen
        if self.max_length is not None and not torch.compiler.is_compiling() and int(seen) + length > self.max_length:
            raise ValueError(
                f"the cache has room for {self.max_length} tokens and has seen {int(seen)}: {length} more do not fit. "
                "Create one with a larger max_length."
            )
        return torch.arange(length, device=device) + seen

    def key_positions(self, layer: int, positions: Tensor) -> Tensor:
        """Positions [keys] of the keys that `update` will return for tokens at `positions`; negative if empty."""
        return self.layer(layer).key_positions(positions)

    def get_seq_length(self, layer: int = 0) -> int:
        """Number of cached tokens."""
        return int(self.layer(layer).seen)

    def reorder(self, beams: Tensor) -> None:
        """Replace row i of the batch by row `beams[i]`, for beam search.

        Args:
            beams: [batch]; for a cache that grows, more or fewer rows are allowed.
        """
        for layer in self.layers:
            layer.reorder(beams)

    def crop(self, length: int) -> None:
        """Drop all tokens after the first `length`; a negative number drops that many of the last ones.

        Raises:
            ValueError: a window would need tokens that it has dropped.
        """
        seen = self.get_seq_length()
        kept = seen + length if length < 0 else length
        if kept < seen:
            for layer in self.layers:
                layer.crop(max(kept, 0))

    @classmethod
    def from_legacy_cache(cls, past_key_values: Sequence[Pair]) -> Self:
        """A cache that holds the keys and values of a tuple.

        Raises:
            ValueError: a layer is not keys and values.
        """
        cache = cls()
        for index, pair in enumerate(past_key_values):
            if len(pair) != 2:
                raise ValueError(f"layer {index} of past_key_values must be (key, value), not {len(pair)} tensors")
            key, value = pair
            cache.update(key, value, index, torch.arange(key.shape[2], device=key.device))
        return cache

    def to_legacy_cache(self) -> tuple[Pair, ...]:
        """Each layer's keys and values, as a plain tuple."""
        return tuple(self)

    def __getitem__(self, index: int) -> Pair:
        return self.layers[index].pair()

    def __iter__(self) -> Iterator[Pair]:
        return (layer.pair() for layer in self.layers if layer.keys is not None)

    def __len__(self) -> int:
        return sum(layer.keys is not None for layer in self.layers)

    def __bool__(self) -> bool:
        return True  # an empty cache is a cache


class DynamicCache(Cache):
    """Grows with every token."""


class StaticCache(Cache):
    """Fixed memory for `max_length` tokens: every step has the same shapes, so that it compiles once.

    A 2-D attention mask may always be [batch, max_length].
    """

    max_length: int

    def __init__(self, max_length: int) -> None:
        """
        Raises:
            ValueError: `max_length` is not positive.
        """
        super().__init__()
        if max_length < 1:
            raise ValueError(f"max_length must be positive, not {max_length}")
        self.max_length = max_length

    def _new_layer(self, index: int) -> CacheLayer:
        return StaticLayer(self.max_length)


class SlidingWindowCache(StaticCache):
    """Fixed memory; in layers with a sliding window it has the window's size.

    Args:
        max_length: maximal number of tokens.
        windows: each layer's window, in tokens including the one that attends; None for a layer without a window.
    """

    def __init__(self, max_length: int, windows: Sequence[int | None]) -> None:
        """
        Raises:
            ValueError: `max_length` is not positive.
        """
        super().__init__(max_length)
        self.windows = tuple(windows)

    def _new_layer(self, index: int) -> CacheLayer:
        window = self.windows[index]
        return StaticLayer(self.max_length) if window is None else SlidingLayer(min(window, self.max_length))


class EncoderDecoderCache:
    """A decoder's own cache, and its keys and values of the encoder's output.

    Also reads as a tuple of each layer's four tensors: own keys and values, then the encoder's.

    Attributes:
        self_attention: a cache of any kind of the decoder's tokens.
        cross_attention: each layer's keys and values of the encoder's output, once they are computed.
    """

    def __init__(self, self_attention: Cache | None = None) -> None:
        self.self_attention = DynamicCache() if self_attention is None else self_attention
        self.cross_attention: list[Pair] = []

    def cross(self, layer: int, compute: Callable[[], Pair]) -> Pair:
        """A layer's keys and values [batch, heads, source, head_dim] of the encoder's output, computed only once.

        Layers must call it in order.
        """
        if layer == len(self.cross_attention):
            self.cross_attention.append(compute())
        return self.cross_attention[layer]

    def get_seq_length(self, layer: int = 0) -> int:
        """Number of cached tokens of the decoder."""
        return self.self_attention.get_seq_length(layer)

    def reorder(self, beams: Tensor) -> None:
        """Replace row i of the batch by row `beams[i]`, for beam search."""
        self.self_attention.reorder(beams)
        self.cross_attention = [
            (keys.index_select(0, beams), values.index_select(0, beams)) for keys, values in self.cross_attention
        ]

    def crop(self, length: int) -> None:
        """Drop all of the decoder's tokens after the first `length`.

        Raises:
            ValueError: a window would need tokens that it has dropped.
        """
        self.self_attention.crop(length)

    @classmethod
    def from_legacy_cache(cls, past_key_values: Sequence[Sequence[Tensor]]) -> Self:
        """A cache that holds the tensors of a tuple: per layer own keys and values, or these and the encoder's.

        Raises:
            ValueError: a layer has neither two nor four tensors.
        """
        for index, layer in enumerate(past_key_values):
            if len(layer) not in (2, 4):
                raise ValueError(f"layer {index} of past_key_values must have 2 or 4 tensors, not {len(layer)}")
        cache = cls(DynamicCache.from_legacy_cache([(layer[0], layer[1]) for layer in past_key_values]))
        cache.cross_attention = [(layer[2], layer[3]) for layer in past_key_values if len(layer) == 4]
        return cache

    def to_legacy_cache(self) -> tuple[tuple[Tensor, ...], ...]:
        """Each layer's four tensors as a plain tuple, or two if there was no encoder output."""
        return tuple(self)

    def __getitem__(self, index: int) -> tuple[Tensor, ...]:
        own = self.self_attention[index]
        return (*own, *self.cross_attention[index]) if self.cross_attention else own

    def __iter__(self) -> Iterator[tuple[Tensor, ...]]:
        return (self[index] for index in range(len(self)))

    def __len__(self) -> int:
        own = len(self.self_attention)
        return min(own, len(self.cross_attention)) if self.cross_attention else own

    def __bool__(self) -> bool:
        return True  # an empty cache is a cache


def decoder_cache(past_key_values: Any, use_cache: bool) -> Cache | None:
    """The cache for a decoder's call.

    Args:
        past_key_values: a cache, each layer's keys and values, or None.
        use_cache: whether to create one if there is none.
    """
    if past_key_values is None:
        return DynamicCache() if use_cache else None
    if isinstance(past_key_values, Cache):
        return past_key_values
    return DynamicCache.from_legacy_cache(past_key_values)


def encoder_decoder_cache(past_key_values: Any, use_cache: bool) -> EncoderDecoderCache | None:
    """The cache for a call of an encoder-decoder's decoder.

    Args:
        past_key_values: such a cache, one for the decoder's own tokens, each layer's four tensors, or None.
        use_cache: whether to create one if there is none.
    """
    if past_key_values is None:
        return EncoderDecoderCache() if use_cache else None
    if isinstance(past_key_values, EncoderDecoderCache):
        return past_key_values
    if isinstance(past_key_values, Cache):
        return EncoderDecoderCache(past_key_values)
    return EncoderDecoderCache.from_legacy_cache(cast(Sequence[Sequence[Tensor]], past_key_values))
