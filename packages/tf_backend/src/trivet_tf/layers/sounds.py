"""The frames of spectrograms as tokens: convolutions along time, and what training hides.

Spectrograms are [batch, bands, frames] for callers, and have their bands last within.
"""

from __future__ import annotations

from typing import Any

from trivet.errors import InvalidInputError
from trivet.families import blocks
from trivet.families.media_shapes import require_spectrogram
from trivet_tf.framework import keras, tf
from trivet_tf.layers.activations import activation
from trivet_tf.layers.building import Holds
from trivet_tf.layers.linear import normal
from trivet_tf.layers.places import Place, follow
from trivet_tf.layers.positions import sines_class

ops = keras.ops


class Convolution(keras.layers.Conv1D):
    """A convolution along the tokens. Variables: `kernel` [kernel, inputs, outputs], `bias`."""

    def __init__(self, block: blocks.Convolution, *, place: Place, name: str) -> None:
        facts: dict[str, Any] = {"use_bias": block.bias, "dtype": place.policy, "name": name}
        initial = normal(place.std)
        super().__init__(block.outputs, block.kernel, block.stride, kernel_initializer=initial, **facts)
        self.described = block

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the sizes are known without a shape."""
        super().build((None, None, self.described.inputs))

    def call(self, states: tf.Tensor) -> tf.Tensor:
        """[batch, length, inputs] → [batch, length / stride, outputs]."""
        padding = self.described.padding
        return super().call(ops.pad(states, ((0, 0), (padding, padding), (0, 0))) if padding else states)


class SoundParts(Holds):
    """Mixin of objects with the convolutions and positions of `blocks.SoundEmbeddings`."""

    sounds: blocks.SoundEmbeddings | None = None

    def add_sounds(self, block: blocks.SoundEmbeddings) -> None:
        """Create them."""
        self.sounds, self.sound_activation = block, activation(block.activation)
        self.convolutions_at = tuple(self.put_at(each.at, Convolution, each) for each in block.convolutions)
        positions = block.positions
        self.sound_positions_at = self.put_at(positions.table.at, sines_class(positions), positions)
        self.put_dropout("embedding_dropout", block.dropout)
        if block.masking is not None:
            self.seed_generator = keras.random.SeedGenerator()

    def heard(
        self, input_features: tf.Tensor | None, attention_mask: tf.Tensor | None = None, training: bool = False
    ) -> tf.Tensor:
        """[batch, bands, frames] → [batch, length, size].

        Args:
            attention_mask: 1 for frames that training may hide, 0 for those of padding, [batch, frames].

        Raises:
            InvalidInputError: there are no spectrograms, or they have another shape.
        """
        block: Any = self.sounds
        if input_features is None:
            raise InvalidInputError("give input_features: the model reads spectrograms of sounds")
        require_spectrogram(input_features.shape, block.bands, block.frames)
        layers = [follow(self, each) for each in self.convolutions_at]
        states = ops.cast(ops.transpose(input_features, (0, 2, 1)), layers[0].compute_dtype)
        if training and block.masking is not None:
            states = augmented(states, block.masking, self.seed_generator, attention_mask)
        for layer in layers:
            states = self.sound_activation(layer(states))
        positions = follow(self, self.sound_positions_at)(ops.arange(ops.shape(states)[1], dtype="int32"))
        return self.dropped("embedding_dropout", states + ops.cast(positions, states.dtype), training)


def augmented(states: tf.Tensor, block: blocks.SpecAugment, seed: Any, mask: tf.Tensor | None = None) -> tf.Tensor:
    """Spectrograms [batch, frames, bands] with spans of zeros.

    Args:
        seed: the generator of seeds that spans are drawn with.
        mask: 1 for frames that may be hidden, 0 for those of padding at the end, [batch, frames].
    """
    rows, (frames, bands) = tf.shape(states)[0], states.shape[1:]
    lengths = tf.fill((rows,), frames) if mask is None else tf.reduce_sum(tf.cast(mask, tf.int32), -1)
    hidden = spans(seed, lengths, frames, block.time, block.time_length, block.least_spans)[..., None]
    whole = tf.fill((rows,), bands)
    others = spans(seed, whole, bands, block.bands, block.bands_length, block.least_bands)[:, None]
    return tf.where(hidden | others, tf.zeros((), states.dtype), states)


def spans(seed: Any, lengths: tf.Tensor, most: int, part: float, span: int, least: int) -> tf.Tensor:
    """Random spans, booleans [rows, most].

    Args:
        seed: a generator of seeds.
        lengths: [rows], the length of each row, at most `most`.
        part: part of each row that the spans would cover if they did not overlap.
        span: length of each.
        least: least number of spans of a row.
    """
    rows, starts = tf.shape(lengths)[0], max(most - span + 1, 0)
    if not part or not starts:
        return tf.zeros((rows, most), tf.bool)
    wanted = tf.cast(
        part * tf.cast(lengths, tf.float32) / span + keras.random.uniform((), dtype="float32", seed=seed), tf.int32
    )
    count = tf.minimum(tf.maximum(wanted, least), lengths // span)
    keys = tf.where(
        tf.range(starts) > (lengths - span)[:, None],
        2.0,
        keras.random.uniform((rows, starts), dtype="float32", seed=seed),
    )
    chosen = tf.argsort(tf.argsort(keys, axis=-1), axis=-1) < count[:, None]  # as many starts as spans, each once
    reached = tf.pad(tf.cast(chosen, tf.float32), ((0, 0), (span - 1, most - starts)))
    return tf.nn.max_pool1d(reached[..., None], span, 1, "VALID")[..., 0] > 0
