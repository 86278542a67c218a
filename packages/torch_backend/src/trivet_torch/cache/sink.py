"""A cache of the first tokens and of the last ones, for texts without end (https://arxiv.org/abs/2309.17453)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch

from trivet.errors import InvalidInputError
from trivet_torch.cache.decoder import Cache
from trivet_torch.cache.layers import CacheLayer, Pair, Tensor
from trivet_torch.layers.rotary import rotate


class SinkLayer(CacheLayer):
    """The first `sinks` tokens and the last ones, together at most `window`."""

    def __init__(self, window: int, sinks: int) -> None:
        self.window, self.sinks = window, sinks
        self.total = 0

    @property
    def seen(self) -> int:
        """Number of cached tokens."""
        return 0 if self.keys is None else self.keys.shape[2]

    def kept(self, length: int) -> int:
        """How many of the cached tokens stay when `length` new ones come.

        Raises:
            InvalidInputError: there are more new tokens than the window has room for.
        """
        room = self.window if self.keys is None else self.window - self.sinks
        if length > room:
            raise InvalidInputError(
                f"{length} new tokens do not fit into a window of {self.window} with {self.sinks} sinks, "
                f"only {room} do: pass them in several calls, or make the SinkCache with a larger window_length"
            )
        return min(self.seen, self.window - length)

    def update(self, keys: Tensor, values: Tensor, positions: Tensor) -> Pair:
        """As `updated`, for keys that know nothing of their positions."""
        return self.updated(keys, values, {})

    def updated(self, keys: Tensor, values: Tensor, cache_kwargs: Mapping[str, Any]) -> Pair:
        """Add the keys and values of new tokens; return all that are left."""
        length = keys.shape[2]
        kept = self.kept(length)
        self.total += length
        if self.keys is None or self.values is None:
            self.keys, self.values = keys, values
        elif kept == self.seen:
            self.keys, self.values = torch.cat((self.keys, keys), 2), torch.cat((self.values, values), 2)
        else:
            start = self.seen - kept + self.sinks
            turned = _moved(self.keys[:, :, start:], self.seen - kept, cache_kwargs)
            self.keys = torch.cat((self.keys[:, :, : self.sinks], turned, keys), 2)
            self.values = torch.cat((self.values[:, :, : self.sinks], self.values[:, :, start:], values), 2)
        return self.keys, self.values

    def key_positions(self, positions: Tensor) -> Tensor:
        """Places in the window."""
        length = positions.shape[0]
        return torch.arange(self.kept(length) + length, device=positions.device)

    def crop(self, length: int) -> None:
        """Drop the last tokens.

        Raises:
            ValueError: earlier tokens, which would be visible again, are forgotten.
        """
        if self.total > self.seen:
            raise ValueError("a SinkCache that has forgotten tokens cannot go back: use a DynamicCache")
        if self.keys is not None and self.values is not None:
            self.keys, self.values = self.keys[:, :, :length], self.values[:, :, :length]
            self.total = self.seen


class SinkCache(Cache):
    """Keeps the first tokens, the sinks of attention, and the last ones: a text may be longer than what a model reads.

    Tokens are placed by where they are in the cache. When some are forgotten, keys that were rotated by their positions
    are turned back by as many positions.

    Args:
        window_length: how many tokens are kept.
        num_sink_tokens: how many of them are the first ones.
    """

    forgets = True

    def __init__(self, window_length: int, num_sink_tokens: int) -> None:
        """
        Raises:
            ValueError: there is no room for tokens other than the sinks.
        """
        super().__init__()
        if not 0 <= num_sink_tokens < window_length:
            raise ValueError(f"num_sink_tokens ({num_sink_tokens}) must be less than window_length ({window_length})")
        self.window_length, self.num_sink_tokens = window_length, num_sink_tokens
        self.max_length = window_length

    def _new_layer(self, index: int) -> CacheLayer:
        return SinkLayer(self.window_length, self.num_sink_tokens)

    def layer(self, index: int) -> SinkLayer:
        """One layer's part."""
        layer = super().layer(index)
        assert isinstance(layer, SinkLayer)
        return layer

    @property
    def seen_tokens(self) -> int:
        """How many tokens have come, those that are forgotten among them."""
        return self.layer(0).total

    def dropped(self, length: int) -> int:
        """How many tokens are forgotten when `length` new ones come.

        Raises:
            InvalidInputError: the window has no room for them.
        """
        return self.layer(0).seen - self.layer(0).kept(length)

    def next_positions(self, length: int, device: torch.device) -> Tensor:
        """Places [length] of the next tokens in the window.

        Raises:
            InvalidInputError: the window has no room for them.
        """
        return torch.arange(length, device=device) + self.layer(0).kept(length)

    def update(
        self, key_states: Tensor, value_states: Tensor, layer_idx: int, cache_kwargs: Mapping[str, Any] | None = None
    ) -> Pair:
        """Add a layer's keys and values of new tokens.

        Args:
            key_states, value_states: [batch, heads, length, head_dim].
            layer_idx: number of the layer.
            cache_kwargs: for keys that are rotated by their positions, `turned_back` turns keys back by as many
                positions as `dropped` says; or `cos` and `sin` [positions, size] are those of positions 0, 1, ….

        Returns:
            Keys and values [batch, heads, keys, head_dim] to which the new tokens may attend.

        Raises:
            InvalidInputError: the window has no room for them.
        """
        return self.layer(layer_idx).updated(key_states, value_states, cache_kwargs or {})


def _moved(keys: Tensor, places: int, cache_kwargs: Mapping[str, Any]) -> Tensor:
    """Keys as they are so many places earlier."""
    turned_back = cache_kwargs.get("turned_back")
    if turned_back is not None:
        result: Tensor = turned_back(keys)
        return result
    cosine, sine = cache_kwargs.get("cos"), cache_kwargs.get("sin")
    if cosine is None or sine is None:
        return keys
    half = cosine.shape[-1] // 2
    return rotate(keys, (cosine[places, :half].to(keys), -sine[places, :half].to(keys)))
