"""Heads behind a decoder that attends to an encoder, and the loss of the task's labels. Knows no family."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

import jax
import jax.numpy as jnp

from trivet.errors import InvalidInputError
from trivet.families.call_checks import end_tokens, require_ends
from trivet.families.outputs import (
    BaseModelOutput,
    CausalLMOutputWithCrossAttentions,
    Seq2SeqLMOutput,
    Seq2SeqModelOutput,
    Seq2SeqQuestionAnsweringModelOutput,
    Seq2SeqSequenceClassifierOutput,
)
from trivet_flax.cache import EncoderDecoderCache
from trivet_flax.heads import ClassificationHead, Head, dropping
from trivet_flax.layers.encoder_decoder import TwoSided
from trivet_flax.layers.feed_forward import Linear
from trivet_flax.layers.setup import ZEROS, Setup
from trivet_flax.losses import cross_entropy, sequence_classification_loss, span_loss

Array = jax.Array


class Seq2SeqHead(Head, TwoSided):
    """Base of these heads, which hand on what the base model is asked for."""

    initial_std: ClassVar[str] = "init_std"

    def encode(self, *inputs: Any, **options: Any) -> BaseModelOutput[Array]:
        """As `TwoSided.encode`."""
        outputs: BaseModelOutput[Array] = self.base.encode(*inputs, **options)
        return outputs

    def decode(self, *inputs: Any, **options: Any) -> Any:
        """As `TwoSided.decode`."""
        return self.base.decode(*inputs, **options)

    def __call__(self, *inputs: Any, **options: Any) -> Any:
        """As `TwoSided.__call__`."""
        return self.base(*inputs, **options)

    def shift_right(self, ids: Array) -> Array:
        """As `TwoSided.shift_right`."""
        shifted: Array = self.base.shift_right(ids)
        return shifted

    def init_cache(self, batch_size: int, max_length: int, encoder_outputs: Any = None) -> EncoderDecoderCache:
        """As `TwoSided.init_cache`."""
        cache: EncoderDecoderCache = self.base.init_cache(batch_size, max_length, encoder_outputs)
        return cache


class Generation(TwoSided):
    """Predictions of the decoder's next token; put before the class that gives the decoder's states."""

    generates: ClassVar[bool] = True

    @abstractmethod
    def predict(self, hidden: Array) -> Array:
        """[…, hidden] → logits […, vocab]."""

    def decode(self, *inputs: Any, **options: Any) -> CausalLMOutputWithCrossAttentions[Array]:
        """As `TwoSided.decode`, with `logits` in place of states."""
        outputs = super().decode(*inputs, **options)
        return CausalLMOutputWithCrossAttentions(
            None,
            self.predict(outputs.last_hidden_state),
            outputs.past_key_values,
            outputs.hidden_states,
            outputs.attentions,
            outputs.cross_attentions,
        )

    def __call__(self, *inputs: Any, labels: Array | None = None, **options: Any) -> Seq2SeqLMOutput[Array]:
        """`labels` [batch, length], -100 where there is none: what the decoder is to say. It is given them, shifted."""
        given = options.get("decoder_input_ids", inputs[2] if len(inputs) > 2 else None)
        if labels is not None and given is None and options.get("decoder_inputs_embeds") is None:
            options["decoder_input_ids"] = self.shift_right(labels)
            inputs = inputs[:2] + inputs[3:]
        outputs = super().__call__(*inputs, **options)
        logits = self.predict(outputs.last_hidden_state)
        loss = None if labels is None else cross_entropy(logits, labels)
        return Seq2SeqLMOutput(loss, logits, *_behind_states(outputs))


class ConditionalGeneration(Generation, Seq2SeqHead):
    """Predictions by the decoder's embeddings (or an `lm_head` of its own) and `final_logits_bias`."""

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`lm_head`, unless it is tied, and `final_logits_bias` [1, vocab]."""
        words = self.base.target_words
        vocab = words.num_embeddings
        self.lm_head = None if config.tie_word_embeddings else Linear(words.features, vocab, setup, use_bias=False)
        self.final_logits_bias_init = ZEROS
        self.final_logits_bias = setup.parameter(self.final_logits_bias_init, 1, vocab)

    def predict(self, hidden: Array) -> Array:
        """As `Generation.predict`. The bias is part of the files, but is not trained."""
        logits = self.base.target_words.attend(hidden) if self.lm_head is None else self.lm_head(hidden)
        return logits + jax.lax.stop_gradient(self.final_logits_bias[...]).astype(logits.dtype)


class Seq2SeqClassification(Seq2SeqHead):
    """A classifier (or regression) over whole sequences, by the decoder's state at the last end-of-sequence token."""

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`classification_head`."""
        size, rate = config.d_model, config.classifier_dropout
        self.classification_head = ClassificationHead(size, config.num_labels, rate, setup)
        self.num_labels, self.problem_type = config.num_labels, config.problem_type
        end = config.eos_token_id
        self.end: Any = tuple(end) if isinstance(end, list) else end  # what a module holds is hashed

    def last(self, hidden: Array, input_ids: Array | None) -> Array:
        """The states that are classified, [batch, hidden]; NaN in a row that does not end, where ids are traced.

        Raises:
            InvalidInputError: there are no ids, or a row of them does not end, or more or less often than others.
        """
        if input_ids is None:
            reason = "give input_ids: sequences are classified where they have the end-of-sequence token"
            raise InvalidInputError(reason)
        tokens = end_tokens(self.end)
        ends = jnp.isin(input_ids, jnp.asarray(tokens))
        found = ends.any(axis=1)
        if not isinstance(found, jax.core.Tracer):
            require_ends(ends.sum(axis=1).tolist(), tokens)
        index = jnp.where(ends, jnp.arange(ends.shape[1]), -1).max(axis=1)
        state = jnp.take_along_axis(hidden, index[:, None, None], axis=1)[:, 0]
        return jnp.where(found[:, None], state, jnp.nan)

    def __call__(
        self, input_ids: Array | None = None, *inputs: Any, labels: Array | None = None, **options: Any
    ) -> Seq2SeqSequenceClassifierOutput[Array]:
        """`labels` as `sequence_classification_loss` takes them, by the config's `problem_type`."""
        outputs = self.base(input_ids, *inputs, **options)
        logits = self.classification_head(self.last(outputs.last_hidden_state, input_ids), **dropping(options))
        loss = None
        if labels is not None:
            loss = sequence_classification_loss(
                logits, labels, num_labels=self.num_labels, problem_type=self.problem_type
            )
        return Seq2SeqSequenceClassifierOutput(loss, logits, *_behind_states(outputs))


class Seq2SeqQuestionAnswering(Seq2SeqHead):
    """Where an answer starts and ends."""

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`qa_outputs`."""
        config.num_labels = 2  # where an answer starts, and where it ends
        self.qa_outputs = Linear(config.d_model, config.num_labels, setup)

    def __call__(
        self, *inputs: Any, start_positions: Array | None = None, end_positions: Array | None = None, **options: Any
    ) -> Seq2SeqQuestionAnsweringModelOutput[Array]:
        """`start_positions` and `end_positions` [batch]; one behind the end of its row is ignored."""
        outputs = self.base(*inputs, **options)
        logits = self.qa_outputs(outputs.last_hidden_state)
        start, end = logits[..., 0], logits[..., 1]
        loss = None
        if start_positions is not None and end_positions is not None:
            loss = span_loss(start, end, start_positions, end_positions)
        return Seq2SeqQuestionAnsweringModelOutput(loss, start, end, *_behind_states(outputs))


def _behind_states(outputs: Seq2SeqModelOutput[Array]) -> list[Any]:
    """All of the base model's outputs but the decoder's last states, in the order that heads' outputs have too."""
    return list(vars(outputs).values())[1:]
