"""Heads that encoder-decoders share: their arguments, losses and outputs.

Arguments are those of `EncoderDecoderModel`; with `return_dict=False` every `forward` returns a tuple.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast

import torch
from torch import nn

from trivet.errors import InvalidInputError
from trivet.families.call_checks import end_tokens, require_ends
from trivet.families.outputs import (
    Seq2SeqLMOutput,
    Seq2SeqModelOutput,
    Seq2SeqQuestionAnsweringModelOutput,
    Seq2SeqSequenceClassifierOutput,
)
from trivet_torch.heads import Inputs
from trivet_torch.layers.encoder_decoder import Seq2SeqPreTrainedModel
from trivet_torch.layers.feed_forward import ClassificationHead
from trivet_torch.losses import cross_entropy, question_answering_loss, sequence_classification_loss

Tensor = torch.Tensor

_KEPT = (
    "past_key_values",
    "decoder_hidden_states",
    "decoder_attentions",
    "cross_attentions",
    "encoder_last_hidden_state",
    "encoder_hidden_states",
    "encoder_attentions",
)


class Seq2SeqHead(Seq2SeqPreTrainedModel):
    """A head on an encoder-decoder."""

    def transform(self, inputs: Inputs) -> Seq2SeqModelOutput[Tensor]:
        """The base model's output for what is given of its arguments, by name."""
        given = {name: each for name, each in inputs.items() if each is not None}
        found: Seq2SeqModelOutput[Tensor] = self.base_model(**given, return_dict=True)
        return found


def _kept(found: Seq2SeqModelOutput[Tensor]) -> Mapping[str, Any]:
    """What a head's output repeats of the base model's."""
    return {name: getattr(found, name) for name in _KEPT}


class ConditionalGeneration(Seq2SeqHead):
    """Scores of the vocabulary for each next token of the target; `labels` [batch, target length].

    Where no decoder inputs are given, they are made from the labels.
    """

    output_embeddings = "lm_head"
    generates = True
    _tied_weights_keys: ClassVar[Sequence[str] | None] = (
        "encoder.embed_tokens.weight",
        "decoder.embed_tokens.weight",
        "lm_head.weight",
    )
    lm_head: nn.Linear

    def word_scores(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → [batch, length, vocab]."""
        return cast(Tensor, self.lm_head(states))

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        decoder_input_ids: Tensor | None = None,
        decoder_attention_mask: Tensor | None = None,
        head_mask: Tensor | None = None,
        decoder_head_mask: Tensor | None = None,
        cross_attn_head_mask: Tensor | None = None,
        encoder_outputs: Any = None,
        past_key_values: Any = None,
        inputs_embeds: Tensor | None = None,
        decoder_inputs_embeds: Tensor | None = None,
        labels: Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> Seq2SeqLMOutput[Tensor] | tuple[Any, ...]:
        """`logits`, `past_key_values`, the encoder's output, and `loss` where `labels` are given.

        Raises:
            ValueError: both or neither of ids and vectors are given, a mask has another shape, or the cache has no
                room.
        """
        if labels is not None and decoder_input_ids is None and decoder_inputs_embeds is None:
            decoder_input_ids = self.shift_right(labels)
        found = self.transform(
            {
                "input_ids": input_ids,
                "attention_mask": attention_mask,
                "decoder_input_ids": decoder_input_ids,
                "decoder_attention_mask": decoder_attention_mask,
                "head_mask": head_mask,
                "decoder_head_mask": decoder_head_mask,
                "cross_attn_head_mask": cross_attn_head_mask,
                "encoder_outputs": encoder_outputs,
                "past_key_values": past_key_values,
                "inputs_embeds": inputs_embeds,
                "decoder_inputs_embeds": decoder_inputs_embeds,
                "use_cache": False if use_cache is None and labels is not None else use_cache,
                "output_attentions": output_attentions,
                "output_hidden_states": output_hidden_states,
            }
        )
        logits = self.word_scores(cast(Tensor, found.last_hidden_state))
        loss = None if labels is None else cross_entropy(logits, labels)
        return self._returned(Seq2SeqLMOutput(loss, logits, **_kept(found)), return_dict)


class SequenceClassification(Seq2SeqHead):
    """A class, several, or a number for the whole input, from the decoder's state at its last end-of-sequence token.

    `labels` are [batch] or [batch, num_labels].
    """

    classification_head: nn.Module

    def add_layers(self, config: Any) -> None:
        """Two linear layers."""
        self.classification_head = ClassificationHead(
            config.d_model, config.num_labels, config.classifier_dropout, "tanh"
        )

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        decoder_input_ids: Tensor | None = None,
        decoder_attention_mask: Tensor | None = None,
        head_mask: Tensor | None = None,
        decoder_head_mask: Tensor | None = None,
        cross_attn_head_mask: Tensor | None = None,
        encoder_outputs: Any = None,
        inputs_embeds: Tensor | None = None,
        decoder_inputs_embeds: Tensor | None = None,
        labels: Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> Seq2SeqSequenceClassifierOutput[Tensor] | tuple[Any, ...]:
        """`logits` [batch, num_labels], and `loss` where `labels` are given.

        Raises:
            InvalidInputError: `input_ids` are not given, or a row of them has no end-of-sequence token, or another
                number of them than the others, or as for the base model.
        """
        if input_ids is None:
            raise InvalidInputError(
                "give input_ids: sequences are classified where they have the end-of-sequence token"
            )
        found = self.transform(
            {
                "input_ids": input_ids,
                "attention_mask": attention_mask,
                "decoder_input_ids": decoder_input_ids,
                "decoder_attention_mask": decoder_attention_mask,
                "head_mask": head_mask,
                "decoder_head_mask": decoder_head_mask,
                "cross_attn_head_mask": cross_attn_head_mask,
                "encoder_outputs": encoder_outputs,
                "inputs_embeds": inputs_embeds,
                "decoder_inputs_embeds": decoder_inputs_embeds,
                "use_cache": False if use_cache is None and labels is not None else use_cache,
                "output_attentions": output_attentions,
                "output_hidden_states": output_hidden_states,
            }
        )
        states = cast(Tensor, found.last_hidden_state)
        logits = self.classification_head(states_at_end(states, input_ids, end_tokens(self.config.eos_token_id)))
        loss = None if labels is None else sequence_classification_loss(logits, labels, self.config)
        return self._returned(Seq2SeqSequenceClassifierOutput(loss, logits, **_kept(found)), return_dict)


def states_at_end(states: Tensor, input_ids: Tensor, ends: Sequence[int]) -> Tensor:
    """The states [batch, hidden] at each row's last end-of-sequence token.

    A compiled program does not look whether there is one: the state of a row without is NaN there.

    Args:
        states: [batch, length, hidden].
        ends: the end-of-sequence tokens.

    Raises:
        InvalidInputError: rows have none, or different numbers of them.
    """
    is_end = torch.isin(input_ids, torch.tensor(ends, device=input_ids.device))
    if not torch.compiler.is_compiling():
        require_ends(is_end.sum(1).tolist(), ends)
    last = (torch.arange(input_ids.shape[1], device=input_ids.device) * is_end).argmax(1)
    picked = states[torch.arange(states.shape[0], device=states.device), last]
    return picked.masked_fill(~is_end.any(1)[:, None], math.nan)


class QuestionAnswering(Seq2SeqHead):
    """Where in the target the answer starts and ends."""

    qa_outputs: nn.Module

    def add_layers(self, config: Any) -> None:
        """A linear layer with an output for either end; the config's labels become two."""
        config.num_labels = 2  # where an answer starts, and where it ends
        self.qa_outputs = nn.Linear(config.d_model, config.num_labels)

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        decoder_input_ids: Tensor | None = None,
        decoder_attention_mask: Tensor | None = None,
        head_mask: Tensor | None = None,
        decoder_head_mask: Tensor | None = None,
        cross_attn_head_mask: Tensor | None = None,
        encoder_outputs: Any = None,
        start_positions: Tensor | None = None,
        end_positions: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        decoder_inputs_embeds: Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> Seq2SeqQuestionAnsweringModelOutput[Tensor] | tuple[Any, ...]:
        """`start_logits` and `end_logits` [batch, length], and `loss` where both positions [batch] are given.

        Raises:
            ValueError: as for the base model.
        """
        labelled = start_positions is not None and end_positions is not None
        found = self.transform(
            {
                "input_ids": input_ids,
                "attention_mask": attention_mask,
                "decoder_input_ids": decoder_input_ids,
                "decoder_attention_mask": decoder_attention_mask,
                "head_mask": head_mask,
                "decoder_head_mask": decoder_head_mask,
                "cross_attn_head_mask": cross_attn_head_mask,
                "encoder_outputs": encoder_outputs,
                "inputs_embeds": inputs_embeds,
                "decoder_inputs_embeds": decoder_inputs_embeds,
                "use_cache": False if use_cache is None and labelled else use_cache,
                "output_attentions": output_attentions,
                "output_hidden_states": output_hidden_states,
            }
        )
        start, end = self.qa_outputs(found.last_hidden_state).unbind(-1)
        loss = None
        if start_positions is not None and end_positions is not None:
            loss = question_answering_loss(start, end, start_positions, end_positions)
        return self._returned(Seq2SeqQuestionAnsweringModelOutput(loss, start, end, **_kept(found)), return_dict)
