"""Embeddings of tokens, positions and segments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trivet.families import blocks
from trivet.families.call_checks import require_one_of
from trivet_tf.framework import keras, tf
from trivet_tf.layers.building import Composite, Holds
from trivet_tf.layers.linear import linear_class
from trivet_tf.layers.norms import norm_class
from trivet_tf.layers.places import Address, Place, follow
from trivet_tf.layers.positions import ComputedPositions, sines_class, table_class

ops = keras.ops


def length_of(input_ids: tf.Tensor | None, inputs_embeds: tf.Tensor | None) -> Any:
    """How many tokens a call has for each row.

    Raises:
        InvalidInputError: both or neither are passed.
    """
    require_one_of(input_ids, inputs_embeds)
    return ops.shape(input_ids if inputs_embeds is None else inputs_embeds)[1]


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
        self.counts_positions, self.skipped, self.after_padding = True, block.skipped, block.after_padding
        if isinstance(block, blocks.Sines):
            kind = sines_class(block) if "tensorflow" in block.written else ComputedPositions
            self.positions_at = self.put_at(block.table.at, kind, block)
        else:
            self.positions_at = self.put_at(block.table.at, table_class(block.table), block.table)
            self.counts_positions = block.added

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
        return self.counted(input_ids, start)

    def counted(self, input_ids: tf.Tensor | None, start: int | tf.Tensor = 0) -> tf.Tensor | None:
        """Rows [batch, length] of the table of positions that skip padding; None if they do not, or without ids.

        Args:
            start: number of tokens before these.
        """
        if self.after_padding is None or input_ids is None:
            return None
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
