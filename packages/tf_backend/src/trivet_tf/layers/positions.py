"""Tables of words, of indices and of positions, and their rows."""

from __future__ import annotations

from typing import Any

import numpy as np

from trivet.families import blocks
from trivet.families.call_checks import index_error
from trivet.families.sinusoids import whole_sinusoids
from trivet.layout import Kind
from trivet_tf.framework import keras, tf
from trivet_tf.layers.linear import normal, std_of
from trivet_tf.layers.places import Place

ops = keras.ops


def table_class(block: blocks.Embedding) -> Any:
    """The class of the layer for a table."""
    return VocabularyEmbedding if block.kind is Kind.EMBEDDING else IndexEmbedding


class VocabularyEmbedding(keras.layers.Layer):
    """Embeddings of a vocabulary. Its variable is called `weight`, where `keras.layers.Embedding` says `embeddings`.

    Checkpoints on the Hugging Face Hub distinguish the two: most word embeddings have the first name, positions and
    segments the second. Padding's vector is trained like any other if padding is read, as in the TensorFlow models of
    `transformers`; in PyTorch it is not. With an attention mask, and with labels that ignore padding, it has no
    gradient in either.
    """

    def __init__(
        self, block: blocks.Embedding, *, place: Place, name: str, initializer: Any = None, trainable: bool = True
    ) -> None:
        super().__init__(dtype=place.policy, name=name, trainable=trainable)
        self.vocab_size, self.hidden_size = block.rows, block.size
        self.initial = normal(std_of(block, place)) if initializer is None else initializer

    def build(self, input_shape: Any = None) -> None:
        """Create `weight` [vocab, hidden]."""
        self.weight = self.add_weight(
            shape=(self.vocab_size, self.hidden_size),
            initializer=self.initial,
            autocast=False,  # mixed precision casts the rows that are looked up, not the whole table each time
            name="weight",
        )

    @property
    def table(self) -> Any:
        """The variable."""
        return self.weight

    def call(self, input_ids: tf.Tensor) -> tf.Tensor:
        """[batch, length] ids → [batch, length, hidden].

        Raises:
            InputRangeError: as for `look_up`.
        """
        return ops.cast(look_up(self.weight, input_ids), self.compute_dtype)


class IndexEmbedding(keras.layers.Embedding):
    """Embeddings of positions, segments or buckets; their variable is called `embeddings`."""

    def __init__(self, block: blocks.Embedding, *, place: Place, name: str, **options: Any) -> None:
        initial = options.pop("initializer", None) or normal(std_of(block, place))
        super().__init__(block.rows, block.size, initial, dtype=place.policy, name=name, **options)

    def build(self, input_shape: Any = None) -> None:
        """Create the variable; the sizes are known without a shape."""
        super().build((None, None))

    @property
    def table(self) -> Any:
        """The variable."""
        return self.embeddings

    def call(self, inputs: Any) -> Any:
        """[...] indices → [..., size].

        Raises:
            InputRangeError: as for `look_up`.
        """
        if self.quantization_mode is not None:
            return super().call(inputs)
        return ops.cast(look_up(self.embeddings, inputs), self.compute_dtype)


def look_up(table: Any, indices: tf.Tensor) -> tf.Tensor:
    """Rows of an embedding table [rows, size].

    TensorFlow's own op checks indices; that of Keras counts negative ones from the end. In `tf.function` TensorFlow
    raises while the program runs, and accelerators return rows of zeros.

    Raises:
        InputRangeError: an index is not a row, outside of `tf.function`.
    """
    table, indices = ops.convert_to_tensor(table), ops.convert_to_tensor(indices)
    if not indices.dtype.is_integer:
        indices = tf.cast(indices, tf.int32)
    try:
        return tf.gather(table, indices)
    except tf.errors.InvalidArgumentError as error:
        raise index_error(int(tf.reduce_min(indices)), int(tf.reduce_max(indices)), table.shape[0]) from error


class SinusoidalPositions(IndexEmbedding):
    """Positions as sines and cosines (https://arxiv.org/abs/1706.03762, section 3.5), as an untrained table."""

    def __init__(self, block: blocks.Sines, *, place: Place, name: str) -> None:
        initial = SinusoidalTable(block)
        super().__init__(block.table, place=place, name=name, initializer=initial, trainable=False)


class StoredSines(VocabularyEmbedding):
    """The same in a variable called `weight`."""

    def __init__(self, block: blocks.Sines, *, place: Place, name: str) -> None:
        initial = SinusoidalTable(block)
        super().__init__(block.table, place=place, name=name, initializer=initial, trainable=False)


def sines_class(block: blocks.Sines) -> Any:
    """The class of the layer for sines that files have."""
    return StoredSines if block.table.kind is Kind.EMBEDDING else SinusoidalPositions


class ComputedPositions(keras.layers.Layer):
    """The same, as a table that is no weight: no file has it. It is computed once, at the first call."""

    def __init__(self, block: blocks.Sines, *, place: Place, name: str) -> None:
        super().__init__(dtype=place.policy, name=name)
        self.shape_of_table, self.initial = (block.table.rows, block.table.size), SinusoidalTable(block)
        self.computed: tf.Tensor | None = None
        self.built = True  # it has no variables

    @property
    def table(self) -> tf.Tensor:
        """The table [positions, size], in the dtype that a variable would have."""
        if self.computed is None:
            with tf.init_scope():
                self.computed = self.initial(self.shape_of_table, self.variable_dtype)
        return self.computed

    def call(self, inputs: Any) -> Any:
        """[...] indices → [..., size].

        Raises:
            InputRangeError: as for `look_up`.
        """
        return ops.cast(look_up(self.table, inputs), self.compute_dtype)


class SinusoidalTable(keras.initializers.Initializer):
    """Sines and cosines of positions: see `blocks.Sines`."""

    def __init__(self, block: blocks.Sines) -> None:
        self.block, self.interleaved = block, block.interleaved

    def __call__(self, shape: tuple[int, ...], dtype: Any = None) -> tf.Tensor:
        """[positions, size]."""
        rows, size = shape
        if self.block.whole:
            return ops.convert_to_tensor(whole_sinusoids(rows, size, self.block.table.padding), dtype)
        angles = np.arange(rows)[:, None] / np.power(10000.0, 2 * (np.arange(size) // 2) / size)
        table = np.empty((rows, size))
        half = (size + 1) // 2
        sines = slice(0, None, 2) if self.interleaved else slice(0, half)
        cosines = slice(1, None, 2) if self.interleaved else slice(half, None)
        table[:, sines], table[:, cosines] = np.sin(angles[:, 0::2]), np.cos(angles[:, 1::2])
        return ops.convert_to_tensor(table, dtype)
