"""One layer's keys and values of previous tokens, for each kind of cache."""

from __future__ import annotations

from abc import ABC, abstractmethod

import torch

Tensor = torch.Tensor
Pair = tuple[Tensor, Tensor]

BLOCK = 128
"""Minimal number of tokens by which a cache grows."""


class CacheLayer(ABC):
    """One layer's keys and values, [batch, heads, keys, head_dim]; None before the first update."""

    keys: Tensor | None = None
    values: Tensor | None = None

    @property
    @abstractmethod
    def seen(self) -> Tensor | int:
        """Number of cached tokens; a tensor if a compiled program counts them."""

    @abstractmethod
    def update(self, keys: Tensor, values: Tensor, positions: Tensor) -> Pair:
        """Add the keys and values of new tokens at `positions` [length]; return all to which they may attend."""

    @abstractmethod
    def key_positions(self, positions: Tensor) -> Tensor:
        """Positions [keys] of the keys that `update` returns for these `positions`; negative for empty slots."""

    @abstractmethod
    def crop(self, length: int) -> None:
        """Drop all tokens after the first `length`."""

    def reorder(self, beams: Tensor) -> None:
        """Replace row i of the batch by row `beams[i]`."""
        if self.keys is not None and self.values is not None:
            self.keys, self.values = self.keys.index_select(0, beams), self.values.index_select(0, beams)

    def replace(self, *, keys: Tensor | None = None, values: Tensor | None = None) -> None:
        """Put other tensors in the place of the keys, or of the values."""
        self.keys, self.values = self.keys if keys is None else keys, self.values if values is None else values

    def pair(self) -> Pair:
        """Keys and values.

        Raises:
            ValueError: the cache is empty.
        """
        if self.keys is None or self.values is None:
            raise ValueError("this layer's cache is still empty: call the model with it first")
        return self.keys, self.values


class DynamicLayer(CacheLayer):
    """Grows with every token. It allocates memory for many tokens at a time, so that a step copies only new ones.

    `keys` and `values` are then views of that room. Where gradients are taken or a program is compiled, every step
    makes new tensors, and so does a layer that is not to be `roomy`.
    """

    _room: Pair | None = None

    def __init__(self, *, roomy: bool = True) -> None:
        self._roomy = roomy

    @property
    def seen(self) -> int:
        """Number of cached tokens."""
        return 0 if self.keys is None else self.keys.shape[2]

    def update(self, keys: Tensor, values: Tensor, positions: Tensor) -> Pair:
        """Append the new ones; return all."""
        if self.keys is None or self.values is None:
            self.keys, self.values = keys, values
            return keys, values
        recorded = torch.is_grad_enabled() and (keys.requires_grad or self.keys.requires_grad)
        if recorded or not self._roomy or torch.compiler.is_compiling():
            self._room = None
            self.keys, self.values = torch.cat((self.keys, keys), 2), torch.cat((self.values, values), 2)
        else:
            start, length = self.seen, keys.shape[2]
            own_keys, own_values = self._with_room(self.keys, self.values, start + length)
            own_keys.narrow(2, start, length).copy_(keys)
            own_values.narrow(2, start, length).copy_(values)
            self.keys, self.values = own_keys.narrow(2, 0, start + length), own_values.narrow(2, 0, start + length)
        return self.keys, self.values

    def replace(self, *, keys: Tensor | None = None, values: Tensor | None = None) -> None:
        """Put other tensors in the place of the keys, or of the values."""
        super().replace(keys=keys, values=values)
        self._room = None

    def _with_room(self, keys: Tensor, values: Tensor, length: int) -> Pair:
        """The keys and values in memory with room for `length` more tokens."""
        room = self._room
        if room is None or room[0].shape[2] < length or room[0].is_inference() != torch.is_inference_mode_enabled():
            room = _roomy(keys, length), _roomy(values, length)
            self._room = room
        return room

    def key_positions(self, positions: Tensor) -> Tensor:
        """0, 1, 2, … up to the last token."""
        return torch.arange(self.seen + positions.shape[0], device=positions.device)

    def reorder(self, beams: Tensor) -> None:
        """Replace row i of the batch by row `beams[i]`."""
        if self._room is None:
            return super().reorder(beams)
        length = self.seen
        keys, values = (each.index_select(0, beams) for each in self._room)
        self._room = keys, values
        self.keys, self.values = keys.narrow(2, 0, length), values.narrow(2, 0, length)
        return None

    def crop(self, length: int) -> None:
        """Drop the keys and values of later tokens."""
        if self.keys is not None and self.values is not None:
            self.keys, self.values = self.keys[:, :, :length], self.values[:, :, :length]


def _roomy(states: Tensor, length: int) -> Tensor:
    """The states [batch, heads, keys, head_dim] at the start of memory for more tokens than `length`."""
    batch, heads, seen, size = states.shape
    # Growing by a quarter keeps the number of copies small for long texts as well.
    memory = states.new_zeros(batch, heads, length + max(BLOCK, length // 4), size)
    memory.narrow(2, 0, seen).copy_(states)
    return memory


class FixedLayer(CacheLayer):
    """Memory of a fixed size, allocated at the first update and never moved."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._seen: Tensor | None = None

    @property
    def seen(self) -> Tensor | int:
        """Number of cached tokens."""
        return 0 if self._seen is None else self._seen

    def _memory(self, keys: Tensor, values: Tensor, positions: Tensor) -> Pair:
        if self.keys is None or self.values is None or self._seen is None:
            self.keys = keys.new_zeros(*keys.shape[:2], self.size, keys.shape[3])
            self.values = values.new_zeros(*values.shape[:2], self.size, values.shape[3])
            self._seen = torch.zeros((), dtype=torch.int64, device=keys.device)
        self._seen.copy_(positions[-1] + 1)
        return self.keys, self.values

    def reorder(self, beams: Tensor) -> None:
        """Replace row i of the batch by row `beams[i]`, in the same memory."""
        if self.keys is not None and self.values is not None:
            self.keys.copy_(self.keys.index_select(0, beams))
            self.values.copy_(self.values.index_select(0, beams))


class StaticLayer(FixedLayer):
    """Memory for `size` tokens, each at the index of its position."""

    def update(self, keys: Tensor, values: Tensor, positions: Tensor) -> Pair:
        """Write the new ones; return the whole memory, including empty slots."""
        all_keys, all_values = self._memory(keys, values, positions)
        return all_keys.index_copy_(2, positions, keys), all_values.index_copy_(2, positions, values)

    def key_positions(self, positions: Tensor) -> Tensor:
        """0, 1, 2, … up to the end of the memory: empty slots have later positions than every query."""
        return torch.arange(self.size, device=positions.device)

    def crop(self, length: int) -> None:
        """Continue after `length` tokens, overwriting later ones."""
        if self._seen is not None:
            self._seen.fill_(length)


class SlidingLayer(FixedLayer):
    """The tokens within the window of the next one, the newest last."""

    def __init__(self, window: int) -> None:
        super().__init__(window - 1)  # a token needs no memory to see itself

    def update(self, keys: Tensor, values: Tensor, positions: Tensor) -> Pair:
        """Return the window and the new tokens; keep the last of both."""
        old_keys, old_values = self._memory(keys, values, positions)
        keys, values = torch.cat((old_keys, keys), 2), torch.cat((old_values, values), 2)
        start = positions.shape[0]
        old_keys.copy_(keys[:, :, start:])
        old_values.copy_(values[:, :, start:])
        return keys, values

    def key_positions(self, positions: Tensor) -> Tensor:
        """The window before the first new token, then the new tokens."""
        before = torch.arange(-self.size, 0, device=positions.device) + positions[0]
        return torch.cat((before, positions))

    def crop(self, length: int) -> None:
        """Move the remaining tokens to the end.

        Raises:
            ValueError: tokens that would be in the window again were dropped.
        """
        if self._seen is None or self.keys is None or self.values is None:
            return
        dropped = int(self._seen) - length
        if dropped > 0 and int(self._seen) > self.size:
            raise ValueError(
                f"a sliding window of {self.size + 1} that has seen {int(self._seen)} tokens cannot be cropped to "
                f"{length}: earlier ones are forgotten. Use a DynamicCache or a StaticCache to go back."
            )
        self.keys.copy_(self.keys.roll(dropped, 2))
        self.values.copy_(self.values.roll(dropped, 2))
        self._seen.fill_(length)
