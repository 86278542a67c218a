"""Keys and values of the tokens seen so far, by layer, so that decoding computes each of them once.

A cache is changed in place. It also reads as a tuple of each layer's keys and values, [batch, heads, keys, head_dim].
Knows neither models nor masks: it tells at which positions the keys stand, and what may see them is the mask's affair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self, cast

import torch

from trivet_torch.cache.layers import CacheLayer, DynamicLayer, Pair, SlidingLayer, StaticLayer, Tensor


class Cache:
    """What decoders read and write. Use `DynamicCache`, `StaticCache` or `SlidingWindowCache`.

    Attributes:
        layers: each layer's part, made when the layer is first reached.
        max_length: number of tokens that there is room for; None where it grows.
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
        """Take in a layer's keys and values of new tokens.

        Args:
            keys, values: [batch, heads, length, head_dim].
            positions: [length], those that `next_positions` gave (or others of the caller's, in a fixed memory).

        Returns:
            Keys and values [batch, heads, keys, head_dim] that the new tokens may attend to, as far as a mask made
            from `key_positions` lets them. Ask for those before the update.
        """
        return self.layer(layer).update(keys, values, positions)

    def next_positions(self, length: int, device: torch.device) -> Tensor:
        """Positions [length] of the next tokens.

        Raises:
            ValueError: there is no room for so many.
        """
        seen = self.layer(0).seen
        if self.max_length is not None and not torch.compiler.is_compiling() and int(seen) + length > self.max_length:
            raise ValueError(
                f"the cache has room for {self.max_length} tokens and has seen {int(seen)}: {length} more do not fit. "
                "Make one with a larger max_length."
            )
        return torch.arange(length, device=device) + seen

    def key_positions(self, layer: int, positions: Tensor) -> Tensor:
        """Positions [keys] of the keys that `update` will return for tokens at `positions`; below 0 where none is."""
        return self.layer(layer).key_positions(positions)

    def get_seq_length(self, layer: int = 0) -> int:
        """Number of tokens seen."""
        return int(self.layer(layer).seen)

    def reorder(self, beams: Tensor) -> None:
        """Let row i of the batch be what row `beams[i]` was, as beam search wants it.

        Args:
            beams: [batch]; a cache that grows may also be given more rows or fewer.
        """
        for layer in self.layers:
            layer.reorder(beams)

    def crop(self, length: int) -> None:
        """Forget all tokens but the first `length`; a negative number forgets as many of the last ones.

        Raises:
            ValueError: a window would have to hold what it has forgotten.
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
    """Fixed memory for `max_length` tokens: every step has the same shapes, so that it is compiled once.

    A 2-D attention mask may then always be [batch, max_length].
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
    """Fixed memory, in layers with a sliding window only of the window's size.

    Args:
        max_length: number of tokens at most.
        windows: each layer's window, in tokens including the one that attends; None for a layer that sees everything.
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
    """A decoder's own cache, and the keys and values of what it attends to in the encoder's output.

    Also reads as a tuple of each layer's four tensors: own keys and values, then the encoder's.

    Attributes:
        self_attention: of the decoder's tokens; of any kind.
        cross_attention: each layer's keys and values of the encoder's output, once they are computed.
    """

    def __init__(self, self_attention: Cache | None = None) -> None:
        self.self_attention = DynamicCache() if self_attention is None else self_attention
        self.cross_attention: list[Pair] = []

    def cross(self, layer: int, compute: Callable[[], Pair]) -> Pair:
        """A layer's keys and values [batch, heads, source, head_dim] of the encoder's output, computed only once.

        Layers must ask in their order.
        """
        if layer == len(self.cross_attention):
            self.cross_attention.append(compute())
        return self.cross_attention[layer]

    def get_seq_length(self, layer: int = 0) -> int:
        """Number of the decoder's tokens seen."""
        return self.self_attention.get_seq_length(layer)

    def reorder(self, beams: Tensor) -> None:
        """Let row i of the batch be what row `beams[i]` was, as beam search wants it."""
        self.self_attention.reorder(beams)
        self.cross_attention = [
            (keys.index_select(0, beams), values.index_select(0, beams)) for keys, values in self.cross_attention
        ]

    def crop(self, length: int) -> None:
        """Forget all of the decoder's tokens but the first `length`.

        Raises:
            ValueError: a window would have to hold what it has forgotten.
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
        """Each layer's four tensors, or two where no encoder's output was seen, as a plain tuple."""
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
    """The cache that a decoder works with.

    Args:
        past_key_values: a cache, each layer's keys and values, or None.
        use_cache: whether to make one where there is none.
    """
    if past_key_values is None:
        return DynamicCache() if use_cache else None
    if isinstance(past_key_values, Cache):
        return past_key_values
    return DynamicCache.from_legacy_cache(past_key_values)


def encoder_decoder_cache(past_key_values: Any, use_cache: bool) -> EncoderDecoderCache | None:
    """The cache that the decoder of an encoder-decoder works with.

    Args:
        past_key_values: such a cache, one for the decoder's own tokens, each layer's four tensors, or None.
        use_cache: whether to make one where there is none.
    """
    if past_key_values is None:
        return EncoderDecoderCache() if use_cache else None
    if isinstance(past_key_values, EncoderDecoderCache):
        return past_key_values
    if isinstance(past_key_values, Cache):
        return EncoderDecoderCache(past_key_values)
    return EncoderDecoderCache.from_legacy_cache(cast(Sequence[Sequence[Tensor]], past_key_values))
