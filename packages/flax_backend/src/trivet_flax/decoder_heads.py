"""Heads of decoder-only models, and what their classes share: the next token, classes by the last token, a cache.

Knows no family. A base model here has `words`, its table of the vocabulary, and makes caches by `init_cache`.
"""

from __future__ import annotations

from typing import Any, ClassVar

import jax
import jax.numpy as jnp

from trivet.families.call_checks import require_padding
from trivet.families.outputs import CausalLMOutputWithPast, SequenceClassifierOutputWithPast
from trivet_flax.cache import Cache
from trivet_flax.calling import MODULE_OPTIONS, OPTIONS
from trivet_flax.family import FlaxFamilyModel
from trivet_flax.heads import Head
from trivet_flax.layers.feed_forward import Linear
from trivet_flax.layers.setup import Setup
from trivet_flax.losses import cross_entropy, sequence_classification_loss

Array = jax.Array


class FlaxDecoderModel(FlaxFamilyModel):
    """Base of the classes of decoder-only families.

    Called with a cache as `past_key_values`, a model returns the cache after the new tokens as well. `attention_mask`
    then has a column for every position that the cache may ever hold, or, outside of `jax.jit`, for those so far.
    """

    call_order: ClassVar[tuple[str, ...]] = (
        "input_ids",
        "attention_mask",
        "position_ids",
        OPTIONS[0],
        "past_key_values",
        *OPTIONS[1:],
    )
    module_options: ClassVar[tuple[str, ...]] = (MODULE_OPTIONS[0], "init_cache", *MODULE_OPTIONS[1:])

    def init_cache(self, batch_size: int, max_length: int) -> Cache:
        """A cache with nothing in it, for `past_key_values`; its shape never changes.

        Args:
            max_length: the most tokens that it may have to hold, those of the prompt included.

        Raises:
            ValueError: the model has no position for as many.
        """
        base: Any = getattr(self.nnx_module, self.base_model_prefix, self.nnx_module)
        cache: Cache = base.init_cache(batch_size, max_length)
        return cache


class CausalLM(Head):
    """Predictions of each next token, by the embeddings that the model starts with or an `lm_head` of its own."""

    generates: ClassVar[bool] = True

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`lm_head`, unless it is tied."""
        size, vocab = self.base.words.features, config.vocab_size
        self.lm_head = None if config.tie_word_embeddings else Linear(size, vocab, setup, use_bias=False)
        self.softcap: float | None = getattr(config, "final_logit_softcapping", None)

    def predict(self, hidden: Array) -> Array:
        """[…, hidden] → logits […, vocab]."""
        logits: Array = self.base.words.attend(hidden) if self.lm_head is None else self.lm_head(hidden)
        return logits if self.softcap is None else jnp.tanh(logits / self.softcap) * self.softcap

    def __call__(self, *inputs: Array, labels: Array | None = None, **options: Any) -> CausalLMOutputWithPast[Array]:
        """`labels` [batch, length], -100 where there is none: the tokens themselves; the next one is predicted."""
        outputs = self.base(*inputs, **options)
        logits = self.predict(outputs.last_hidden_state)
        loss = None if labels is None else cross_entropy(logits[:, :-1], labels[:, 1:])
        return CausalLMOutputWithPast(loss, logits, outputs.past_key_values, outputs.hidden_states, outputs.attentions)


class LastTokenClassification(Head):
    """A classifier (or regression) over whole sequences, by the last token that is no padding."""

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`score`."""
        self.score = Linear(self.base.words.features, config.num_labels, setup, use_bias=False)
        self.num_labels, self.problem_type = config.num_labels, config.problem_type
        self.padding: int | None = config.pad_token_id

    def last(self, hidden: Array, input_ids: Array | None) -> Array:
        """The state of each row's last token, [batch, hidden]; given embeddings, that of the last position.

        Raises:
            InvalidInputError: there are several rows, and no padding token by which to tell where they end.
        """
        batch, length = hidden.shape[:2]
        require_padding(batch, self.padding)
        if self.padding is None or input_ids is None:
            return hidden[:, -1]
        index = jnp.where(input_ids != self.padding, jnp.arange(length), 0).max(axis=-1)
        return jnp.take_along_axis(hidden, index[:, None, None], axis=1)[:, 0]

    def __call__(
        self, input_ids: Array | None = None, *inputs: Array, labels: Array | None = None, **options: Any
    ) -> SequenceClassifierOutputWithPast[Array]:
        """`labels` as `sequence_classification_loss` takes them, by the config's `problem_type`."""
        outputs = self.base(input_ids, *inputs, **options)
        logits = self.score(self.last(outputs.last_hidden_state, input_ids))
        loss = None
        if labels is not None:
            loss = sequence_classification_loss(
                logits, labels, num_labels=self.num_labels, problem_type=self.problem_type
            )
        return SequenceClassifierOutputWithPast(
            loss, logits, outputs.past_key_values, outputs.hidden_states, outputs.attentions
        )
