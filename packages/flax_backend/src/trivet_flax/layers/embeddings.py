"""Embedding layers, and their sum at the input of models."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

from trivet.families import blocks
from trivet.families.call_checks import index_error, require_positions
from trivet.families.sinusoids import sinusoids, whole_sinusoids
from trivet.layout import Kind
from trivet_flax.layers.linear import dropout, linear
from trivet_flax.layers.norms import norm
from trivet_flax.layers.places import at, put
from trivet_flax.layers.products import by_rows
from trivet_flax.layers.setup import Initializer, Setup, shape_of
from trivet_flax.layers.values import known_values


class Embedding(nnx.Embed):
    """Rows of a vocabulary's table. Parameter: embedding [rows, dim].

    An index outside of the table is refused; if it is traced or on an accelerator, it gives NaN instead.

    The row of `padding_index` is looked up like any other, but receives no gradient.
    """

    def __init__(
        self,
        rows: int,
        dim: int,
        setup: Setup,
        *,
        padding_index: int | None = None,
        initial: Initializer | None = None,
        is_trained: bool = True,
    ) -> None:
        self.embedding_init, self.is_trained = initial or setup.normal, is_trained
        self.padding_index = padding_index
        super().__init__(
            rows,
            dim,
            dtype=setup.dtype,
            param_dtype=setup.param_dtype,
            embedding_init=self.embedding_init,
            rngs=setup.keys,
        )

    def __call__(self, indices: jax.Array, out_sharding: Any = None) -> jax.Array:
        """[…] → […, dim]. Rows are cast after they are picked: casting the table would touch all of it each time.

        Raises:
            InputRangeError: an index is outside of the table.
        """
        indices = jnp.asarray(indices)
        values = known_values(indices)
        if values is not None and values.size and not 0 <= values.min() <= values.max() < self.num_embeddings:
            raise index_error(int(values.min()), int(values.max()), self.num_embeddings)
        if out_sharding is not None:
            return super().__call__(indices, out_sharding=out_sharding)
        # JAX counts negative indices from the end.
        rows = jnp.where(indices < 0, self.num_embeddings, indices) if values is None else indices
        picked = jnp.take(self.embedding[...], rows, axis=0).astype(self.dtype)
        picked = picked if self.is_trained else jax.lax.stop_gradient(picked)
        if self.padding_index is None:
            return picked
        return jnp.where((indices == self.padding_index)[..., None], jax.lax.stop_gradient(picked), picked)

    def attend(self, query: jax.Array, out_sharding: Any = None) -> jax.Array:
        """Products of states and each row of the table: […, dim] → […, rows]."""
        product: Callable[[jax.Array], jax.Array] = super().attend
        return by_rows(product, query) if out_sharding is None else super().attend(query, out_sharding=out_sharding)


class IndexEmbedding(Embedding):
    """Rows of a table, of positions, segments or buckets, which other dialects name differently from a vocabulary."""


@dataclass(frozen=True)
class Sinusoids:
    """Initialises positions as sines and cosines; without a key, returns the shape only."""

    block: blocks.Sines

    def __call__(self, key: jax.Array | None, shape: tuple[int, ...], dtype: Any) -> Any:
        """Values of `shape`, [rows, size]."""
        return shape_of(shape, dtype) if key is None else jnp.asarray(self.table(*shape), dtype)

    def table(self, rows: int, size: int) -> Any:
        """The table as a numpy array, float32."""
        if self.block.whole:
            return whole_sinusoids(rows, size, self.block.table.padding)
        halves = sinusoids(rows, size)
        if not self.block.interleaved:
            return halves
        mixed, sines = np.empty_like(halves), (size + 1) // 2
        mixed[:, 0::2], mixed[:, 1::2] = halves[:, :sines], halves[:, sines:]
        return mixed


def embedding(block: blocks.Embedding, setup: Setup, **options: Any) -> Embedding:
    """The layer of a block, without the factor of looked-up rows."""
    layer = Embedding if block.kind is Kind.EMBEDDING else IndexEmbedding
    return layer(block.rows, block.size, setup.with_std(block.std), padding_index=block.padding, **options)


class EmbeddingParts(nnx.Module):
    """`dropout(norm(words + positions + segments))`; norm, positions and segments are optional.

    Attributes:
        words_at, positions_at, segments_at, norm_at: paths; empty if there is no such layer, or it is computed.
        position_count: number of positions; None if unlimited.
        skipped: number of unused rows of their table.
        counted_after: the padding token, if positions count from its id and skip padding; else None.
    """

    def add_embeddings(self, block: blocks.TextEmbeddings, setup: Setup, *, holds_words: bool = True) -> None:
        """
        Args:
            holds_words: whether it has a word embedding; else each call receives one.
        """
        self.words_at, self.word_scale = block.words.at if holds_words else "", block.words.scale
        self.multiplier = block.scale
        put(self, block.words.at, embedding(block.words, setup) if holds_words else None)
        self.projects_words = "" if block.project is None else block.project.at
        if block.project is not None:
            put(self, block.project.at, linear(block.project, setup))
        self._add_positions(block.positions, setup)
        self.segments_at, self.segments_are_words = "", block.segments_are_words
        self.positions_last = block.positions_last
        self.lookups = tuple((each.table.at, each.input, each.columns) for each in block.lookups)
        for each in block.lookups:
            put(self, each.table.at, embedding(each.table, setup))
        if block.segments is not None:
            self.segments_at = block.segments.at
            put(self, block.segments.at, embedding(block.segments, setup))
        self.project_sum_at = "" if block.project_sum is None else block.project_sum.at
        if block.project_sum is not None:
            put(self, block.project_sum.at, linear(block.project_sum, setup))
        self.norm_at = "" if block.norm is None else block.norm.at
        if block.norm is not None:
            put(self, block.norm.at, norm(block.norm, setup))
        self.embedding_dropout = dropout(block.dropout)

    def _add_positions(self, block: blocks.Positions | None, setup: Setup) -> None:
        self.positions_at, self.skipped, self.counted_after = "", 0, None
        self.position_count = None if block is None else block.places
        self.computed: tuple[int, int, Sinusoids] | None = None
        self.adds_positions = block is not None
        if isinstance(block, blocks.Learned):
            self.positions_at, self.skipped, self.counted_after = block.table.at, block.skipped, block.after_padding
            self.adds_positions = block.added
            put(self, block.table.at, embedding(block.table, setup))
        elif block is not None and block.stored:
            self.positions_at = block.table.at
            sines = Sinusoids(block)
            put(self, block.table.at, embedding(block.table, setup, initial=sines, is_trained=False))
        elif block is not None:
            self.computed, self.skipped = (block.table.rows, block.table.size, Sinusoids(block)), block.skipped
            self.counted_after = block.after_padding

    @property
    def own_words(self) -> Embedding:
        """The word embedding."""
        table: Embedding = at(self, self.words_at)
        return table

    def embedded(
        self,
        input_ids: jax.Array | None,
        inputs_embeds: jax.Array | None,
        token_type_ids: jax.Array | None = None,
        position_ids: jax.Array | None = None,
        *,
        start: Any = 0,
        table: Embedding | None = None,
        further: Mapping[str, jax.Array | None] | None = None,
        deterministic: bool | None = None,
        rngs: nnx.Rngs | None = None,
    ) -> jax.Array:
        """Indices [batch, length], or `inputs_embeds` [batch, length, size] for the words → [batch, length, size].

        Args:
            start: number of tokens before these.
            table: the word embedding, if there is none here.
            further: inputs for further tables, by name.

        Raises:
            InputRangeError: there are more tokens than positions, or as for `Embedding`.
            TypeError: segments are passed to a model without them.
        """
        table = self.own_words if table is None else table
        hidden = self._words_of(table, input_ids, inputs_embeds)
        if self.adds_positions:
            if position_ids is None:
                position_ids = self._positions(input_ids, hidden.shape[1], start)
            elif self.counted_after is None:
                position_ids = position_ids + self.skipped
            places = self._looked_up(position_ids, hidden.dtype)
            hidden = hidden if self.positions_last else hidden + places
        if self.segments_at:
            types = jnp.zeros(hidden.shape[:-1], jnp.int32) if token_type_ids is None else token_type_ids
            hidden = hidden + at(self, self.segments_at)(types)
        elif token_type_ids is not None:
            if not self.segments_are_words:
                raise TypeError("token_type_ids were passed, but the model has no segments")
            hidden = hidden + table(token_type_ids) * jnp.asarray(self.multiplier or 1.0, hidden.dtype)
        for path, name, columns in self.lookups:
            for indices in _indices((further or {}).get(name), columns, hidden.shape[1]):
                hidden = hidden + at(self, path)(indices)
        hidden = at(self, self.project_sum_at)(hidden) if self.project_sum_at else hidden
        if self.norm_at:
            hidden = at(self, self.norm_at)(hidden)
        hidden = hidden + places if self.adds_positions and self.positions_last else hidden
        drop = self.embedding_dropout
        return hidden if drop is None else drop(hidden, deterministic=deterministic, rngs=rngs)

    def _words_of(self, table: Embedding, input_ids: jax.Array | None, inputs_embeds: jax.Array | None) -> jax.Array:
        """The words [batch, length, size], scaled and projected."""
        if input_ids is None:
            hidden = jnp.asarray(inputs_embeds, table.dtype)
        else:
            hidden = table(input_ids)
            hidden = hidden if self.word_scale is None else hidden * jnp.asarray(self.word_scale, hidden.dtype)
        if self.multiplier is not None:
            hidden = hidden * jnp.asarray(self.multiplier, hidden.dtype)
        return at(self, self.projects_words)(hidden) if self.projects_words else hidden

    def _looked_up(self, rows: jax.Array, dtype: Any) -> jax.Array:
        if self.computed is None:
            looked_up: jax.Array = at(self, self.positions_at)(rows)
            return looked_up
        count, size, sines = self.computed
        return jnp.take(jnp.asarray(sines.table(count, size), dtype), rows, axis=0)

    def _positions(self, input_ids: jax.Array | None, length: int, start: Any) -> jax.Array:
        """Default rows of the table of positions, [batch, length] or [1, length].

        Raises:
            InputRangeError: there are more tokens than positions.
        """
        padding = self.counted_after
        if padding is None or input_ids is None:
            self.require_positions(length)
            return jnp.arange(length)[None] + jnp.asarray(start + self.skipped)
        counted = (input_ids != padding).astype(jnp.int32)
        return (jnp.cumsum(counted, axis=1) + jnp.asarray(start)) * counted + padding

    def require_positions(self, length: int) -> None:
        """
        Raises:
            InputRangeError: the model has fewer positions.
        """
        if self.position_count is not None and self.adds_positions:
            require_positions(length, self.position_count)


def _indices(given: jax.Array | None, columns: tuple[tuple[int, ...], ...], length: int) -> Iterator[jax.Array]:
    """The indices [batch or 1, length] of each row that a `blocks.Lookup` adds."""
    for column in columns or ((),):
        if given is None:
            yield jnp.zeros((1, length), jnp.int32)
            continue
        first, *second = (given[..., each] for each in column) if column else (given,)
        yield first - second[0] if second else first


class TextEmbeddings(EmbeddingParts):
    """Embeddings as a separate module."""

    def __init__(self, block: blocks.TextEmbeddings, setup: Setup, *, holds_words: bool = True) -> None:
        self.add_embeddings(block, setup, holds_words=holds_words)

    def __call__(self, *inputs: Any, **options: Any) -> jax.Array:
        """As `embedded`."""
        return self.embedded(*inputs, **options)
