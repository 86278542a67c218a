"""Embeddings of tokens, positions and segments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from trivet.families import blocks
from trivet.families.call_checks import index_error, require_one_of
from trivet.families.sinusoids import whole_sinusoids
from trivet.layout import Kind
from trivet_tf.framework import keras, tf
from trivet_tf.layers.building import Composite, Holds
from trivet_tf.layers.linear import linear_class, normal, std_of
from trivet_tf.layers.norms import norm_class
from trivet_tf.layers.places import Address, Place, follow

ops = keras.ops


def table_class(block: blocks.Embedding) -> Any:
    """The class of the layer for a table."""
    return VocabularyEmbedding if block.kind is Kind.EMBEDDING else IndexEmbedding


def length_of(input_ids: tf.Tensor | None, inputs_embeds: tf.Tensor | None) -> Any:
    """How many tokens a call has for each row.

    Raises:
        InvalidInputError: both or neither are passed.
    """
    require_one_of(input_ids, inputs_embeds)
    return ops.shape(input_ids if inputs_embeds is None else inputs_embeds)[1]


class VocabularyEmbedding(keras.layers.Layer):
    """Embeddings of a vocabulary. Its variable is called `weight`, where `keras.layers.Embedding` says `embeddings`.

    Checkpoints on the Hugging Face Hub distinguish the two: most word embeddings have the first name, positions and
    segments the second. Padding's vector is trained like any other if padding is read, as in the TensorFlow models of
    `transformers`; in PyTorch it is not. With an attention mask, and with labels that ignore padding, it has no
    gradient in either.
    """

    def __init__(self, block: blocks.Embedding, *, place: Place, name: str) -> None:
        super().__init__(dtype=place.policy, name=name)
        self.vocab_size, self.hidden_size, self.std = block.rows, block.size, std_of(block, place)

    def build(self, input_shape: Any = None) -> None:
        """Create `weight` [vocab, hidden]."""
        self.weight = self.add_weight(
            shape=(self.vocab_size, self.hidden_size),
            initializer=normal(self.std),
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


def table_at(holder: Any, path: str) -> Any:
    """The layer at a dotted path from the holder of embeddings."""
    return follow(holder, tuple((name, None) for name in path.split(".")))


class EmbeddingParts(Holds):
    """Mixin of objects with the tables of embeddings."""

    def add_embeddings(self, block: blocks.TextEmbeddings, *, holds_words: bool = True) -> None:
        """Create the tables, and the norm after them.

        Args:
            holds_words: whether the word embedding is here.
        """
        self.own_words: Address = ()
        self.projects_words: Address = ()
        self.multiplier = block.scale
        if holds_words:
            self.own_words = self.put_at(block.words.at, table_class(block.words), block.words)
        if block.project is not None:
            self.projects_words = self.put_at(block.project.at, linear_class(block.project), block.project)
        self.words_scale, self.segments_are_words = block.words.scale, block.segments_are_words
        self.positions_at: Address = ()
        self.segments_name = self.norm_name = ""
        self.counts_positions, self.positions_last = False, block.positions_last
        self.skipped = 0
        self.after_padding: int | None = None
        if block.positions is not None:
            self._add_positions(block.positions)
        if block.segments is not None:
            self.segments_name = block.segments.at
            self.put_leaf(block.segments.at, table_class(block.segments), block.segments)
        self.lookups = tuple((each.table.at, each.input, each.columns) for each in block.lookups)
        for each in block.lookups:
            self.put_leaf(each.table.at, table_class(each.table), each.table)
        self.project_sum_name = ""
        if block.project_sum is not None:
            self.project_sum_name = block.project_sum.at
            self.put_leaf(block.project_sum.at, linear_class(block.project_sum), block.project_sum)
        if block.norm is not None:
            self.norm_name = block.norm.at
            self.put_leaf(block.norm.at, norm_class(block.norm), block.norm)
        self.put_dropout("embedding_dropout", block.dropout)

    def _add_positions(self, block: blocks.Positions) -> None:
        self.counts_positions, self.skipped = True, block.skipped
        if isinstance(block, blocks.Sines):
            self.positions_at = self.put_at(block.table.at, SinusoidalPositions, block)
        else:
            self.positions_at = self.put_at(block.table.at, table_class(block.table), block.table)
            self.after_padding, self.counts_positions = block.after_padding, block.added

    def words_of(
        self,
        input_ids: tf.Tensor | None,
        inputs_embeds: tf.Tensor | None,
        table: keras.layers.Layer | None = None,
        prefix: str = "",
    ) -> tf.Tensor:
        """The vectors [batch, length, size] of tokens, which are passed as ids or as vectors.

        Args:
            table: the word embedding to use if there is none here.
            prefix: prefix of the two arguments' names, for messages.

        Raises:
            InvalidInputError: both or neither are passed.
            InputRangeError: as for `look_up`.
        """
        require_one_of(input_ids, inputs_embeds, prefix)
        if inputs_embeds is not None:
            return inputs_embeds
        words = (follow(self, self.own_words) if self.own_words else table)(input_ids)  # type: ignore[misc]
        return words if self.words_scale is None else words * ops.cast(self.words_scale, words.dtype)

    def embedded(
        self,
        words: tf.Tensor,
        input_ids: tf.Tensor | None,
        token_type_ids: tf.Tensor | None,
        position_ids: tf.Tensor | None,
        start: int | tf.Tensor,
        training: bool,
        further: Mapping[str, tf.Tensor | None] | None = None,
    ) -> tf.Tensor:
        """Words [batch, length, size] with their positions and segments.

        Args:
            input_ids: the ids of the words, if known: positions may skip padding.
            token_type_ids, position_ids: [batch, length]; by default segments are 0, positions are consecutive.
            start: number of tokens before these.
            further: inputs for further tables, by name.

        Raises:
            InputRangeError: a segment or position is outside its table, as for `look_up`.
        """
        states, length = words, ops.shape(words)[1]
        if self.multiplier is not None:
            states = states * ops.cast(self.multiplier, states.dtype)
        if self.projects_words:
            states = follow(self, self.projects_words)(states)
        if self.segments_name:
            if token_type_ids is None:
                token_type_ids = ops.zeros((1, length), dtype="int32")
            states = states + table_at(self, self.segments_name)(token_type_ids)
        elif self.segments_are_words and token_type_ids is not None:
            segments = follow(self, self.own_words)(token_type_ids)
            states = states + segments * ops.cast(self.multiplier or 1.0, states.dtype)
        for name, argument, columns in self.lookups:
            for indices in _indices((further or {}).get(argument), columns, length):
                states = states + table_at(self, name)(indices)
        if self.counts_positions and not self.positions_last:
            states = states + self._placed(input_ids, position_ids, length, start)
        if self.project_sum_name:
            states = getattr(self, self.project_sum_name)(states)
        if self.norm_name:
            states = table_at(self, self.norm_name)(states)
        if self.counts_positions and self.positions_last:
            states = states + self._placed(input_ids, position_ids, length, start)
        return self.dropped("embedding_dropout", states, training)

    def _placed(self, *tokens: Any) -> tf.Tensor:
        """Every token's vector of its position, [batch or 1, length, size]; arguments as for `_places`."""
        return follow(self, self.positions_at)(self._places(*tokens))

    def _places(
        self, input_ids: tf.Tensor | None, position_ids: tf.Tensor | None, length: int | tf.Tensor, start: Any
    ) -> tf.Tensor:
        """Every token's row in the table of positions, [batch or 1, length]; that of padding is `after_padding`."""
        if position_ids is not None:
            return position_ids if self.after_padding is not None else position_ids + self.skipped
        if self.after_padding is None or input_ids is None:
            return ops.expand_dims(ops.arange(length, dtype="int32") + (self.skipped + start), 0)
        real = ops.cast(ops.not_equal(input_ids, self.after_padding), "int32")
        return (ops.cumsum(real, axis=1) + start) * real + self.after_padding


class TextEmbeddings(EmbeddingParts, Composite):
    """Embeddings as a separate layer."""

    def __init__(self, block: blocks.TextEmbeddings, *, place: Place, name: str) -> None:
        super().__init__(place=place, name=name)
        self.add_embeddings(block)

    def call(
        self,
        input_ids: tf.Tensor | None = None,
        token_type_ids: tf.Tensor | None = None,
        position_ids: tf.Tensor | None = None,
        inputs_embeds: tf.Tensor | None = None,
        start: int | tf.Tensor = 0,
        training: bool = False,
        further: Mapping[str, tf.Tensor | None] | None = None,
    ) -> tf.Tensor:
        """[batch, length] ids, or [batch, length, size] vectors instead → [batch, length, size].

        Raises:
            InvalidInputError, InputRangeError: as for `words_of` and `embedded`.
        """
        words = self.words_of(input_ids, inputs_embeds)
        return self.embedded(words, input_ids, token_type_ids, position_ids, start, training, further)


def _indices(given: tf.Tensor | None, columns: tuple[tuple[int, ...], ...], length: Any) -> Iterator[tf.Tensor]:
    """The indices [batch or 1, length] of each row that a `blocks.Lookup` adds."""
    for column in columns or ((),):
        if given is None:
            yield ops.zeros((1, length), dtype="int32")
            continue
        first, *second = (given[..., each] for each in column) if column else (given,)
        yield first - second[0] if second else first
