"""Caches of a decoder's own tokens: growing ones, and ones of a fixed size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableSequence, Sequence
from typing import Any, ClassVar, Self

import torch

from trivet_torch.cache.layers import CacheLayer, DynamicLayer, Pair, SlidingLayer, StaticLayer, Tensor


class Cache:
    """Base of the caches that decoders read and write: `DynamicCache`, `StaticCache`, `SinkCache`, ….

    Attributes:
        layers: each layer's part, created on first use of the layer.
        max_length: capacity in tokens; None if the cache grows.
        forgets: whether it drops tokens and moves later ones to their places.
    """

    max_length: int | None = None
    forgets: ClassVar[bool] = False

    def __init__(self) -> None:
        self.layers: list[CacheLayer] = []

    def _new_layer(self, index: int) -> CacheLayer:
        return DynamicLayer()

    @property
    def key_cache(self) -> Column:
        """Each layer's keys, as a list whose items can be replaced."""
        return Column(self, 0)

    @property
    def value_cache(self) -> Column:
        """Each layer's values, as a list whose items can be replaced."""
        return Column(self, 1)

    @property
    def seen_tokens(self) -> int:
        """Number of cached tokens."""
        return self.get_seq_length()

    def layer(self, index: int) -> CacheLayer:
        """One layer's part."""
        while len(self.layers) <= index:
            self.layers.append(self._new_layer(len(self.layers)))
        return self.layers[index]

    def update(
        self, key_states: Tensor, value_states: Tensor, layer_idx: int, cache_kwargs: Mapping[str, Any] | None = None
    ) -> Pair:
        """Add a layer's keys and values of new tokens.

        Args:
            key_states, value_states: [batch, heads, length, head_dim].
            layer_idx: number of the layer.
            cache_kwargs: `cache_position` [length] is where the tokens stand; without it, behind those that were seen.

        Returns:
            Keys and values [batch, heads, keys, head_dim] to which the new tokens may attend, subject to a mask from
            `key_positions`, which has to be called before the update.
        """
        layer = self.layer(layer_idx)
        positions = (cache_kwargs or {}).get("cache_position")
        if positions is None:
            positions = torch.arange(key_states.shape[2], device=key_states.device) + layer.seen
        return layer.update(key_states, value_states, positions)

    def next_positions(self, length: int, device: torch.device) -> Tensor:
        """Positions [length] of the next tokens.

        Raises:
            ValueError: the cache has no room for them.
        """
        seen = self._seen()
        if self.max_length is not None and not torch.compiler.is_compiling() and int(seen) + length > self.max_length:
            raise ValueError(
                f"the cache has room for {self.max_length} tokens and has seen {int(seen)}: {length} more do not fit. "
                "Create one with a larger max_length."
            )
        return torch.arange(length, device=device) + seen

    def key_positions(self, layer: int, positions: Tensor) -> Tensor:
        """Positions [keys] of the keys that `update` will return for tokens at `positions`; negative if empty."""
        if self._is_of_caller:
            return torch.arange(self.get_seq_length(layer) + positions.shape[0], device=positions.device)
        return self.layer(layer).key_positions(positions)

    @property
    def _is_of_caller(self) -> bool:
        """Whether a subclass keeps and counts the tokens itself."""
        return type(self).get_seq_length is not Cache.get_seq_length

    def _seen(self) -> Tensor | int:
        """Number of tokens seen, as a tensor where a compiled program counts them."""
        return self.get_seq_length() if self._is_of_caller else self.layer(0).seen

    def get_seq_length(self, layer_idx: int | None = 0) -> int:
        """Number of cached tokens."""
        return int(self.layer(layer_idx or 0).seen)

    def get_max_length(self) -> int | None:
        """Number of tokens that there is room for; None where it grows."""
        return self.max_length

    def get_usable_length(self, new_seq_length: int, layer_idx: int | None = 0) -> int:
        """How many of the tokens seen stay when so many new ones come."""
        seen = self.get_seq_length(layer_idx)
        room = self.get_max_length()
        return seen if room is None or seen + new_seq_length <= room else room - new_seq_length

    def reorder(self, beams: Tensor) -> None:
        """Replace row i of the batch by row `beams[i]`, for beam search.

        Args:
            beams: [batch]; for a cache that grows, more or fewer rows are allowed.
        """
        for layer in self.layers:
            layer.reorder(beams)

    def reorder_cache(self, beam_idx: Tensor) -> None:
        """`reorder`, by the name that it has in `transformers`."""
        self.reorder(beam_idx)

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
    def from_legacy_cache(cls, past_key_values: Sequence[Pair] | None = None) -> Self:
        """A cache that holds the keys and values of a tuple; an empty one for None.

        Raises:
            ValueError: a layer is not keys and values.
        """
        cache = cls()
        for index, pair in enumerate(past_key_values or ()):
            if len(pair) != 2:
                raise ValueError(f"layer {index} of past_key_values must be (key, value), not {len(pair)} tensors")
            key, value = pair
            cache.update(key, value, index)
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


class ExactCache(DynamicCache):
    """One that makes new tensors for every call, and no room for more: what it holds can be given away as a tuple."""

    def _new_layer(self, index: int) -> CacheLayer:
        return DynamicLayer(roomy=False)


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


class Column(MutableSequence[Tensor]):
    """The keys or the values of all layers as a list, through which a cache can be changed."""

    def __init__(self, cache: Cache, place: int) -> None:
        self._cache, self._place = cache, place

    def __len__(self) -> int:
        return len(self._cache)

    def __getitem__(self, index: Any) -> Any:
        return [pair[self._place] for pair in self._cache][index]

    def __setitem__(self, index: Any, value: Any) -> None:
        layer = self._cache.layers[index]
        layer.replace(**{("keys", "values")[self._place]: value})

    def __delitem__(self, index: Any) -> None:
        raise TypeError("a cache keeps its layers: make another of those that are wanted by from_legacy_cache")

    def insert(self, index: int, value: Tensor) -> None:
        """
        Raises:
            TypeError: always: keys and values come into a cache together.
        """
        raise TypeError("keys and values come into a cache together: call update")

    def __repr__(self) -> str:
        return repr(list(self))
