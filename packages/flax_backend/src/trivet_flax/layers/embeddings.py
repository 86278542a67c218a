"""Embedding layers, and the sum of three of them that encoders start with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families.call_checks import index_error, require_one_of, require_positions
from trivet.families.vocabulary import padding_row
from trivet_flax.layers.feed_forward import dropout
from trivet_flax.layers.norms import LayerNorm
from trivet_flax.layers.products import by_rows
from trivet_flax.layers.setup import Setup
from trivet_flax.values import known_values


class Embedding(nnx.Embed):
    """Rows of a table, of a vocabulary. Parameter: embedding [rows, dim].

    An index outside of the table is refused; traced or on an accelerator, where nobody can look, it gives NaN.

    The row of `padding_index` is looked up like any other, but looking it up gives it no gradient.
    """

    def __init__(self, rows: int, dim: int, setup: Setup, *, padding_index: int | None = None) -> None:
        self.embedding_init = setup.normal
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
        if self.padding_index is None:
            return picked
        return jnp.where((indices == self.padding_index)[..., None], jax.lax.stop_gradient(picked), picked)

    def attend(self, query: jax.Array, out_sharding: Any = None) -> jax.Array:
        """Products of states and each row of the table: […, dim] → […, rows]."""
        product: Callable[[jax.Array], jax.Array] = super().attend
        return by_rows(product, query) if out_sharding is None else super().attend(query, out_sharding=out_sharding)

    def given(self, indices: jax.Array | None, embeds: jax.Array | None) -> jax.Array:
        """Rows of the table, or what a caller gives in their place.

        Args:
            indices: [batch, length].
            embeds: [batch, length, dim].

        Raises:
            InvalidInputError: neither or both are given.
            InputRangeError: as a call.
        """
        require_one_of(indices, embeds)
        return self(indices) if indices is not None else jnp.asarray(embeds, self.dtype)


class IndexEmbedding(Embedding):
    """Rows of a table, of positions, segments or buckets, which other dialects name otherwise than a vocabulary."""


class TextEmbeddings(nnx.Module):
    """LayerNorm(word + position + segment), with dropout."""

    def __init__(
        self,
        config: Any,
        setup: Setup,
        *,
        size: int | None = None,
        segments: bool = True,
        epsilon: float | None = None,
        rate: float | None = None,
        position_padding: int | None = None,
    ) -> None:
        """
        Args:
            size: of the embeddings; `hidden_size` if None.
            segments: whether there are segments (`token_type_ids`).
            epsilon: of the norm; `layer_norm_eps` if None.
            rate: of dropout; `hidden_dropout_prob` if None.
            position_padding: position of what is no token, whose embedding is not trained.
        """
        size = config.hidden_size if size is None else size
        self.word_embeddings = Embedding(config.vocab_size, size, setup, padding_index=padding_row(config))
        positions = config.max_position_embeddings
        self.position_embeddings = IndexEmbedding(positions, size, setup, padding_index=position_padding)
        self.token_type_embeddings = IndexEmbedding(config.type_vocab_size, size, setup) if segments else None
        self.LayerNorm = LayerNorm(size, config.layer_norm_eps if epsilon is None else epsilon, setup)
        self.dropout = dropout(config.hidden_dropout_prob if rate is None else rate)

    def __call__(
        self,
        input_ids: jax.Array | None,
        token_type_ids: jax.Array | None,
        position_ids: jax.Array | None,
        inputs_embeds: jax.Array | None,
        *,
        deterministic: bool | None,
        rngs: nnx.Rngs | None,
    ) -> jax.Array:
        """Indices [batch, length], or `inputs_embeds` [batch, length, hidden] for the words → [batch, length, hidden].

        Raises:
            InvalidInputError: neither or both of `input_ids` and `inputs_embeds` are given.
            InputRangeError: there are more tokens than positions, or as `Embedding`.
        """
        words = self.word_embeddings.given(input_ids, inputs_embeds)
        if position_ids is None:
            position_ids = self.positions(input_ids, words.shape[1])
        summed = words + self.position_embeddings(position_ids)
        if self.token_type_embeddings is not None:
            types = jnp.zeros(words.shape[:-1], jnp.int32) if token_type_ids is None else token_type_ids
            summed = summed + self.token_type_embeddings(types)
        elif token_type_ids is not None:
            raise TypeError("token_type_ids were given, but the model has no segments")
        return self.dropout(self.LayerNorm(summed), deterministic=deterministic, rngs=rngs)

    @property
    def dtype(self) -> Any:
        """Of the computation."""
        return self.word_embeddings.dtype

    def positions(self, input_ids: jax.Array | None, length: int) -> jax.Array:
        """The positions of tokens when none are given, [batch, length] or [1, length].

        Raises:
            InputRangeError: there are more tokens than positions.
        """
        require_positions(length, self.position_embeddings.num_embeddings)
        return jnp.arange(length)[None]
