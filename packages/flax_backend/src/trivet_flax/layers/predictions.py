"""Logits over a vocabulary, from the embeddings that the model starts with: what masked-language models end with."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from flax import nnx

from trivet_flax.activations import Activation, activation
from trivet_flax.layers.embeddings import Embedding
from trivet_flax.layers.feed_forward import Linear
from trivet_flax.layers.norms import LayerNorm
from trivet_flax.layers.products import by_rows
from trivet_flax.layers.setup import ZEROS, Setup


class PredictionTransform(nnx.Module):
    """norm(activation(x · kernel + bias)). Layers: `dense` and the norm, under the name that the family gives it."""

    def __init__(
        self,
        config: Any,
        setup: Setup,
        *,
        size: int | None = None,
        act: Activation | None = None,
        norm: str = "LayerNorm",
    ) -> None:
        """
        Args:
            size: of the result; `hidden_size` if None.
            act: `hidden_act` if None.
            norm: the norm's attribute.
        """
        self.size = config.hidden_size if size is None else size
        self.dense = Linear(config.hidden_size, self.size, setup)
        self.activation = activation(config.hidden_act) if act is None else act
        self.norm = norm
        setattr(self, norm, LayerNorm(self.size, config.layer_norm_eps, setup))

    def __call__(self, hidden: jax.Array) -> jax.Array:
        """[…, hidden] → […, size]."""
        normalised: jax.Array = getattr(self, self.norm)(self.activation(self.dense(hidden)))
        return normalised


class _Logits(nnx.Module):
    """The word embeddings (or a `decoder` of its own) and `bias`."""

    def add_logits(self, config: Any, size: int, setup: Setup) -> None:
        tied = config.tie_word_embeddings
        self.decoder = None if tied else Linear(size, config.vocab_size, setup, use_bias=False)
        self.bias_init = ZEROS
        self.bias = setup.parameter(self.bias_init, config.vocab_size)

    def logits(self, hidden: jax.Array, words: Embedding) -> jax.Array:
        logits = words.attend(hidden) if self.decoder is None else self.decoder(hidden)
        return logits + self.bias[...].astype(logits.dtype)


class PredictionHead(_Logits):
    """Logits over the vocabulary: the layer `transform`, then the word embeddings (or `decoder`) and `bias`."""

    def __init__(self, config: Any, setup: Setup) -> None:
        self.transform = PredictionTransform(config, setup)
        self.add_logits(config, self.transform.size, setup)

    def __call__(self, hidden: jax.Array, words: Embedding) -> jax.Array:
        """[…, hidden] → […, vocab]."""
        return self.logits(self.transform(hidden), words)


class FlatPredictionHead(PredictionTransform, _Logits):
    """As `PredictionHead`, the transform's layers being its own. Arguments are those of `PredictionTransform`."""

    def __init__(self, config: Any, setup: Setup, **options: Any) -> None:
        super().__init__(config, setup, **options)
        self.add_logits(config, self.size, setup)

    def __call__(self, hidden: jax.Array, words: Embedding) -> jax.Array:  # type: ignore[override]
        """[…, hidden] → […, vocab]."""
        return self.logits(super().__call__(hidden), words)


class VocabularyLinear(nnx.Module):
    """x · kernel + bias over a vocabulary, with the word embeddings for a kernel where the two are tied.

    Parameters: bias [vocab], and kernel [size, vocab] where it is its own.
    """

    def __init__(self, config: Any, size: int, setup: Setup) -> None:
        self.kernel_init, self.bias_init, self.dtype = setup.normal, ZEROS, setup.dtype
        tied, vocab = config.tie_word_embeddings, config.vocab_size
        self.kernel = None if tied else setup.parameter(self.kernel_init, size, vocab)
        self.bias = setup.parameter(self.bias_init, vocab)

    def __call__(self, hidden: jax.Array, words: Embedding) -> jax.Array:
        """[…, size] → […, vocab]."""
        kernel = None if self.kernel is None else self.kernel[...].astype(self.dtype)
        if kernel is None:
            logits = words.attend(hidden)
        else:
            logits = by_rows(lambda rows: jnp.dot(rows, kernel), hidden.astype(self.dtype))
        return logits + self.bias[...].astype(logits.dtype)
