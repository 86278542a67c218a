"""The frames of spectrograms as tokens: convolutions along time, and what training hides."""

from __future__ import annotations

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.errors import InvalidInputError
from trivet.families import blocks
from trivet.families.media_shapes import require_spectrogram
from trivet_flax.layers.activations import activation
from trivet_flax.layers.embeddings import Sinusoids, embedding
from trivet_flax.layers.linear import active_dropout, dropout
from trivet_flax.layers.places import at, put
from trivet_flax.layers.setup import ZEROS, Setup

Array = jax.Array


class Convolution(nnx.Conv):
    """A convolution along the tokens. Parameters: kernel [kernel, inputs, outputs], bias [outputs]."""

    def __init__(self, block: blocks.Convolution, setup: Setup) -> None:
        self.kernel_init, self.bias_init = setup.normal, ZEROS
        super().__init__(
            block.inputs,
            block.outputs,
            (block.kernel,),
            block.stride,
            padding=[(block.padding, block.padding)],
            use_bias=block.bias,
            dtype=setup.dtype,
            param_dtype=setup.param_dtype,
            kernel_init=self.kernel_init,
            bias_init=self.bias_init,
            rngs=setup.keys,
        )


class SoundParts(nnx.Module):
    """A module with the convolutions and positions of `blocks.SoundEmbeddings`."""

    def add_sounds(self, block: blocks.SoundEmbeddings, setup: Setup) -> None:
        """Create them."""
        self.sounds, self.sound_activation = block, activation(block.activation)
        for each in block.convolutions:
            put(self, each.at, Convolution(each, setup))
        sines = Sinusoids(block.positions)
        table = block.positions.table
        put(self, table.at, embedding(table, setup, initial=sines, is_trained=False))
        self.sound_dropout = dropout(block.dropout)

    def heard(
        self,
        input_features: Array | None,
        attention_mask: Array | None = None,
        *,
        deterministic: bool | None = None,
        rngs: nnx.Rngs | None = None,
    ) -> Array:
        """[batch, bands, frames] → [batch, length, size].

        Args:
            attention_mask: 1 for frames that training may hide, 0 for those of padding, [batch, frames].

        Raises:
            InvalidInputError: there are no spectrograms, or they have another shape.
        """
        block = self.sounds
        if input_features is None:
            raise InvalidInputError("give input_features: the model reads spectrograms of sounds")
        require_spectrogram(input_features.shape, block.bands, block.frames)
        states = jnp.swapaxes(input_features, 1, 2)
        if block.masking is not None and deterministic is False:
            states = augmented(states, block.masking, rngs, attention_mask)
        for each in block.convolutions:
            states = self.sound_activation(at(self, each.at)(states))
        states = states + at(self, block.positions.table.at)(jnp.arange(states.shape[1])).astype(states.dtype)
        drop = active_dropout(self.sound_dropout, deterministic, rngs)
        return states if drop is None else drop(states)


def augmented(states: Array, block: blocks.SpecAugment, rngs: nnx.Rngs | None, mask: Array | None = None) -> Array:
    """Spectrograms [batch, frames, bands] with spans of zeros.

    Args:
        mask: 1 for frames that may be hidden, 0 for those of padding at the end, [batch, frames].

    Raises:
        ValueError: there is no key to draw from.
    """
    if rngs is None:
        raise ValueError("training hides spans of spectrograms: pass a dropout_rng to draw them from")
    rows, frames, bands = states.shape
    lengths = jnp.full((rows,), frames) if mask is None else mask.sum(-1)
    hidden = spans(rngs.dropout(), lengths, frames, block.time, block.time_length, block.least_spans)
    whole = jnp.full((rows,), bands)
    others = spans(rngs.dropout(), whole, bands, block.bands, block.bands_length, block.least_bands)
    return jnp.where(hidden[..., None] | others[:, None], 0, states)


def spans(key: Array, lengths: Array, most: int, part: float, span: int, least: int) -> Array:
    """Random spans, booleans [rows, most].

    Args:
        lengths: [rows], the length of each row, at most `most`.
        part: part of each row that the spans would cover if they did not overlap.
        span: length of each.
        least: least number of spans of a row.
    """
    rows, starts = lengths.shape[0], max(most - span + 1, 0)
    if not part or not starts:
        return jnp.zeros((rows, most), bool)
    first, second = jax.random.split(key)
    wanted = (part * lengths / span + jax.random.uniform(first)).astype(jnp.int32)
    count = jnp.minimum(jnp.maximum(wanted, least), lengths // span)
    keys = jax.random.uniform(second, (rows, starts))
    keys = jnp.where(jnp.arange(starts) > (lengths - span)[:, None], 2.0, keys)
    chosen = keys.argsort(-1).argsort(-1) < count[:, None]  # as many starts as there are spans, each once
    reached = jnp.pad(chosen, ((0, 0), (span - 1, most - starts)))
    return jnp.stack([reached[:, place : place + most] for place in range(span)]).any(0)
