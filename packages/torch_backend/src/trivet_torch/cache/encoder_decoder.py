"""The cache of a decoder that attends to an encoder's output."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Self

from trivet_torch.cache.decoder import Cache, DynamicCache
from trivet_torch.cache.layers import Pair, Tensor


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

    def get_seq_length(self, layer_idx: int | None = 0) -> int:
        """Number of cached tokens of the decoder."""
        return self.self_attention.get_seq_length(layer_idx)

    def get_max_length(self) -> int | None:
        """Number of the decoder's tokens that there is room for; None where it grows."""
        return self.self_attention.get_max_length()

    def get_usable_length(self, new_seq_length: int, layer_idx: int | None = 0) -> int:
        """How many of the decoder's tokens stay when so many new ones come."""
        return self.self_attention.get_usable_length(new_seq_length, layer_idx)

    @property
    def seen_tokens(self) -> int:
        """Number of cached tokens of the decoder."""
        return self.get_seq_length()

    def reorder(self, beams: Tensor) -> None:
        """Replace row i of the batch by row `beams[i]`, for beam search."""
        self.self_attention.reorder(beams)
        self.cross_attention = [
            (keys.index_select(0, beams), values.index_select(0, beams)) for keys, values in self.cross_attention
        ]

    def reorder_cache(self, beam_idx: Tensor) -> None:
        """`reorder`, by the name that it has in `transformers`."""
        self.reorder(beam_idx)

    def crop(self, length: int) -> None:
        """Drop all of the decoder's tokens after the first `length`.

        Raises:
            ValueError: a window would need tokens that it has dropped.
        """
        self.self_attention.crop(length)

    @classmethod
    def from_legacy_cache(
        cls, past_key_values: Sequence[Sequence[Tensor]] | None = None, *, own: type[Cache] | None = None
    ) -> Self:
        """A cache that holds the tensors of a tuple: per layer own keys and values, or these and the encoder's.

        Args:
            own: class of the cache of the decoder's tokens; None is `DynamicCache`.

        Raises:
            ValueError: a layer has neither two nor four tensors.
        """
        layers = past_key_values or ()
        for index, layer in enumerate(layers):
            if len(layer) not in (2, 4):
                raise ValueError(f"layer {index} of past_key_values must have 2 or 4 tensors, not {len(layer)}")
        cache = cls((own or DynamicCache).from_legacy_cache([(layer[0], layer[1]) for layer in layers]))
        cache.cross_attention = [(layer[2], layer[3]) for layer in layers if len(layer) == 4]
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
