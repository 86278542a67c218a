"""Scores of words, with the model's word embedding or a separate kernel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families import blocks
from trivet_flax.layers.embeddings import Embedding
from trivet_flax.layers.linear import Linear
from trivet_flax.layers.places import at, put
from trivet_flax.layers.products import by_rows
from trivet_flax.layers.setup import ZEROS, Setup

Array = jax.Array


class VocabularyLinear(nnx.Module):
    """x · kernel + bias over a vocabulary, with the word embeddings as the kernel if the two are tied.

    Parameters: bias [vocab], and kernel [size, vocab] if it is not tied.
    """

    def __init__(self, block: blocks.Vocabulary, setup: Setup) -> None:
        self.kernel_init, self.bias_init, self.dtype = setup.normal, ZEROS, setup.dtype
        own = block.table is None
        self.kernel = setup.parameter(self.kernel_init, block.inputs, block.words) if own else None
        self.bias = setup.parameter(self.bias_init, block.words)

    def __call__(self, hidden: Array, table: Embedding | None) -> Array:
        """[…, size] → […, vocab]."""
        if self.kernel is None:
            logits = _required(table).attend(hidden)
        else:
            kernel = self.kernel[...].astype(self.dtype)
            logits = by_rows(lambda rows: jnp.dot(rows, kernel), hidden.astype(self.dtype))
        return logits + self.bias[...].astype(logits.dtype)


@dataclass(frozen=True, slots=True)
class Scores:
    """The paths of a projection to words, and the changes of its result.

    Attributes:
        at: path of the projection; empty if it has only the word embedding.
        has_own_bias: whether the projection is a `VocabularyLinear`.
        bias, added: names of parameters that are added, in the module that runs it; empty for none.
        scale, cap: as in the block.
    """

    at: str
    has_own_bias: bool
    bias: str
    added: str
    scale: float | None
    cap: float | None

    @classmethod
    def make(cls, holder: Any, block: blocks.Vocabulary, setup: Setup) -> Scores:
        """Create the modules of a block in the module that runs it."""
        setup, is_own = setup.with_std(block.std), block.table is None
        if block.bias:
            put(holder, block.at, VocabularyLinear(block, setup))
        else:
            put(holder, block.at, Linear(block.inputs, block.words, setup, use_bias=False) if is_own else None)
        for name, shape in ((block.outer_bias, (block.words,)), (block.added, (1, block.words))):
            if name is not None:
                setattr(holder, f"{name}_init", ZEROS)
                setattr(holder, name, setup.parameter(ZEROS, *shape))
        path = block.at if block.bias or is_own else ""
        return cls(path, block.bias, block.outer_bias or "", block.added or "", block.scale, block.cap)

    def of(self, holder: Any, hidden: Array, table: Embedding | None) -> Array:
        """[…, size] → […, vocab]. The parameter `added` is stored, but not trained."""
        hidden = hidden if self.scale is None else hidden * self.scale
        if self.has_own_bias:
            logits: Array = at(holder, self.at)(hidden, table)
        else:
            logits = at(holder, self.at)(hidden) if self.at else _required(table).attend(hidden)
        if self.bias:
            logits = logits + getattr(holder, self.bias)[...].astype(logits.dtype)
        if self.added:
            logits = logits + jax.lax.stop_gradient(getattr(holder, self.added)[...]).astype(logits.dtype)
        return logits if self.cap is None else jnp.tanh(logits / self.cap) * self.cap


def _required(table: Embedding | None) -> Embedding:
    if table is None:
        raise TypeError("scores of words that are tied to embeddings need the embeddings")
    return table
