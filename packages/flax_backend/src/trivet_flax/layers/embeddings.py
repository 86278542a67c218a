"""Embedding layers, and the sum of three of them that encoders start with."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from flax import nnx

from trivet_flax.layers.feed_forward import dropout
from trivet_flax.layers.norms import LayerNorm
from trivet_flax.layers.setup import Setup


class Embedding(nnx.Embed):
    """Rows of a table, of a vocabulary. Parameter: embedding [rows, dim]. An index outside of the table gives NaN.

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
        """[…] → […, dim]. Rows are cast after they are picked: casting the table would touch all of it each time."""
        if out_sharding is not None:
            return super().__call__(indices, out_sharding=out_sharding)
        picked = jnp.take(self.embedding[...], indices, axis=0).astype(self.dtype)
        if self.padding_index is None:
            return picked
        return jnp.where((indices == self.padding_index)[..., None], jax.lax.stop_gradient(picked), picked)


class IndexEmbedding(Embedding):
    """Rows of a table, of positions, segments or buckets, which other dialects name otherwise than a vocabulary."""


class TextEmbeddings(nnx.Module):
    """LayerNorm(word + position + segment), with dropout."""

    def __init__(self, config: Any, setup: Setup) -> None:
        size = config.hidden_size
        self.word_embeddings = Embedding(config.vocab_size, size, setup, padding_index=config.pad_token_id)
        self.position_embeddings = IndexEmbedding(config.max_position_embeddings, size, setup)
        self.token_type_embeddings = IndexEmbedding(config.type_vocab_size, size, setup)
        self.LayerNorm = LayerNorm(size, config.layer_norm_eps, setup)
        self.dropout = dropout(config.hidden_dropout_prob)

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
            ValueError: neither or both of `input_ids` and `inputs_embeds` are given, or there are more tokens than
                positions.
        """
        if (input_ids is None) == (inputs_embeds is None):
            raise ValueError("give either input_ids or inputs_embeds, and not both")
        words = self.word_embeddings(input_ids) if input_ids is not None else jnp.asarray(inputs_embeds, self.dtype)
        shape = words.shape[:-1]
        if token_type_ids is None:
            token_type_ids = jnp.zeros(shape, jnp.int32)
        if position_ids is None:
            position_ids = self._positions(shape[-1])
        summed = words + self.position_embeddings(position_ids) + self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(summed), deterministic=deterministic, rngs=rngs)

    @property
    def dtype(self) -> Any:
        """Of the computation."""
        return self.word_embeddings.dtype

    def _positions(self, length: int) -> jax.Array:
        rows = self.position_embeddings.num_embeddings
        if length > rows:
            raise ValueError(f"{length} tokens, but the model has {rows} positions (max_position_embeddings)")
        return jnp.arange(length)[None]
