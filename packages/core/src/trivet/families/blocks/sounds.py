"""Blocks of models that read sounds: convolutions along time, and the frames of a spectrogram as tokens."""

from __future__ import annotations

from dataclasses import dataclass

from trivet.families.blocks.leaves import Leftover, Norm, Sines
from trivet.layout import Kind


@dataclass(frozen=True, slots=True)
class Convolution:
    """`weight ∗ x + bias` along the tokens; weight [outputs, inputs, kernel].

    Attributes:
        kernel: number of tokens that each output sees, an odd number: each end is padded by half of it.
        stride: number of tokens from one output to the next.
    """

    at: str
    inputs: int
    outputs: int
    kernel: int
    kind: Kind = Kind.CONV1D
    bias: bool = True
    stride: int = 1

    @property
    def shape(self) -> tuple[int, int, int]:
        """Shape of the weight."""
        return self.outputs, self.inputs, self.kernel

    @property
    def padding(self) -> int:
        """Number of zeros at either end."""
        return (self.kernel - 1) // 2

    def length(self, tokens: int) -> int:
        """Number of outputs for a number of tokens."""
        return (tokens + 2 * self.padding - self.kernel) // self.stride + 1


@dataclass(frozen=True, slots=True)
class SpecAugment:
    """Spans of frames and of bands that are zeros in training (https://arxiv.org/abs/1904.08779).

    Attributes:
        time, bands: part of the frames, and of the bands, that spans may cover.
        time_length, bands_length: length of each span.
        least_spans, least_bands: least number of spans.
    """

    time: float
    time_length: int
    least_spans: int
    bands: float
    bands_length: int
    least_bands: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundEmbeddings:
    """The frames of a spectrogram as tokens: `dropout(convolutions(frames) + positions)`.

    Attributes:
        at: module that computes it; empty if the model itself does.
        convolutions: one after the other, each followed by the activation.
        positions: one for each of the tokens: all sounds are as long.
        masking: what training hides; None for nothing.
    """

    convolutions: tuple[Convolution, ...]
    activation: str
    positions: Sines
    at: str = ""
    dropout: float = 0.0
    masking: SpecAugment | None = None
    norm: Norm | None = None
    leftovers: tuple[Leftover, ...] = ()

    @property
    def size(self) -> int:
        """Size of the states."""
        return self.convolutions[-1].outputs

    @property
    def bands(self) -> int:
        """Number of bands of a spectrogram."""
        return self.convolutions[0].inputs

    @property
    def frames(self) -> int:
        """Number of frames of a spectrogram, which the positions determine."""
        frames = self.positions.places
        for each in self.convolutions:
            frames *= each.stride
        return frames
