"""Logits over a vocabulary, from the embeddings that the model starts with: the head of masked-language models."""

from __future__ import annotations

from typing import Any

import jax
from flax import nnx

from trivet_flax.activations import activation
from trivet_flax.layers.embeddings import Embedding
from trivet_flax.layers.feed_forward import DenseActivation, Linear
from trivet_flax.layers.norms import LayerNorm
from trivet_flax.layers.setup import ZEROS, Setup


class PredictionTransform(DenseActivation):
    """LayerNorm(activation(x · kernel + bias))."""

    def __init__(self, config: Any, setup: Setup) -> None:
        super().__init__(config.hidden_size, config.hidden_size, activation(config.hidden_act), setup)
        self.LayerNorm = LayerNorm(config.hidden_size, config.layer_norm_eps, setup)

    def __call__(self, hidden: jax.Array) -> jax.Array:
        """[…, hidden] → […, hidden]."""
        normalised: jax.Array = self.LayerNorm(super().__call__(hidden))
        return normalised


class PredictionHead(nnx.Module):
    """Logits over the vocabulary: `transform`, then the word embeddings (or a `decoder` of its own) and `bias`."""

    def __init__(self, config: Any, setup: Setup) -> None:
        self.transform = PredictionTransform(config, setup)
        size, vocab = config.hidden_size, config.vocab_size
        self.decoder = None if config.tie_word_embeddings else Linear(size, vocab, setup, use_bias=False)
        self.bias_init = ZEROS
        self.bias = setup.parameter(self.bias_init, vocab)

    def __call__(self, hidden: jax.Array, words: Embedding) -> jax.Array:
        """[…, hidden] → […, vocab]."""
        hidden = self.transform(hidden)
        logits = words.attend(hidden) if self.decoder is None else self.decoder(hidden)
        return logits + self.bias[...].astype(logits.dtype)
