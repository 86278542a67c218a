"""The frames of spectrograms as tokens: convolutions along time, and what training hides."""

from __future__ import annotations

from typing import cast

import torch
from torch import nn

from trivet.errors import InvalidInputError
from trivet.families import blocks
from trivet.families.media_shapes import require_spectrogram
from trivet_torch.layers.activations import activation
from trivet_torch.layers.places import child, put, put_dropout, reach
from trivet_torch.layers.positions import SinusoidalPositions

Tensor = torch.Tensor


def convolution(block: blocks.Convolution) -> nn.Conv1d:
    """The layer of a block."""
    sizes = block.inputs, block.outputs, block.kernel, block.stride, block.padding
    return nn.Conv1d(*sizes, bias=block.bias)


class SoundParts(nn.Module):
    """A module with the convolutions and positions of `blocks.SoundEmbeddings`."""

    def add_sounds(self, block: blocks.SoundEmbeddings) -> None:
        """Create them."""
        self._sound_convolutions = tuple(put(self, each.at, convolution(each)) for each in block.convolutions)
        self._sound_activation = activation(block.activation)
        self._sound_positions = put(self, block.positions.table.at, SinusoidalPositions(block.positions))
        self._sound_dropout = put_dropout(self, block.dropout)
        self._bands, self._frames, self._hides = block.bands, block.frames, block.masking

    def heard(self, input_features: Tensor | None, attention_mask: Tensor | None = None) -> Tensor:
        """[batch, bands, frames] → [batch, length, size].

        Args:
            attention_mask: 1 for frames that training may hide, 0 for those of padding, [batch, frames].

        Raises:
            InvalidInputError: there are no spectrograms, or they have another shape.
        """
        if input_features is None:
            raise InvalidInputError("give input_features: the model reads spectrograms of sounds")
        require_spectrogram(input_features.shape, self._bands, self._frames)
        states = input_features.to(next(self.parameters()).dtype)
        if self.training and self._hides is not None:
            states = augmented(states, self._hides, attention_mask)
        for path in self._sound_convolutions:
            states = self._sound_activation(reach(self, path)(states))
        states = states.transpose(1, 2)
        positions = torch.arange(states.shape[1], device=states.device)
        states = states + reach(self, self._sound_positions)(positions).to(states.dtype)
        return states if self._sound_dropout is None else cast(Tensor, child(self, self._sound_dropout)(states))


def augmented(states: Tensor, block: blocks.SpecAugment, mask: Tensor | None = None) -> Tensor:
    """Spectrograms [batch, bands, frames] with spans of zeros.

    Args:
        mask: 1 for frames that may be hidden, 0 for those of padding at the end, [batch, frames].
    """
    rows, bands, frames = states.shape
    lengths = torch.full((rows,), frames, device=states.device) if mask is None else mask.sum(-1)
    hidden = spans(lengths, frames, block.time, block.time_length, block.least_spans)
    states = states.masked_fill(hidden[:, None], 0)
    whole = torch.full((rows,), bands, device=states.device)
    return states.masked_fill(spans(whole, bands, block.bands, block.bands_length, block.least_bands)[..., None], 0)


def spans(lengths: Tensor, most: int, part: float, span: int, least: int) -> Tensor:
    """Random spans, booleans [rows, most].

    Args:
        lengths: [rows], the length of each row, at most `most`.
        part: part of each row that the spans would cover if they did not overlap.
        span: length of each.
        least: least number of spans of a row.
    """
    starts = max(most - span + 1, 0)
    count = (part * lengths / span + torch.rand((), device=lengths.device)).long().clamp(min=least)
    count = count.clamp(max=starts) if part else torch.zeros_like(count)
    count = torch.minimum(count, lengths // span)
    keys = torch.rand(len(lengths), starts, device=lengths.device)
    keys = keys.masked_fill(torch.arange(starts, device=lengths.device) > (lengths - span)[:, None], 2.0)
    chosen = keys.argsort(-1).argsort(-1) < count[:, None]  # as many starts as there are spans, each once
    reached = torch.nn.functional.pad(chosen.to(torch.float32)[:, None], (span - 1, most - starts))
    return (
        torch.nn.functional.max_pool1d(reached, span, 1)[:, 0] > 0 if starts else chosen.new_zeros(len(lengths), most)
    )
