"""Heads that decoders share: next words, and a class for the whole input by its last token."""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import nn

from trivet.families.call_checks import require_padding
from trivet.families.outputs import (
    BaseModelOutput,
    CausalLMOutputWithPast,
    ModelOutput,
    SequenceClassifierOutputWithPast,
)
from trivet_torch.heads import EncoderHead, Inputs
from trivet_torch.losses import next_token_loss, sequence_classification_loss
from trivet_torch.modeling import PreTrainedModel

Tensor = torch.Tensor


class DecoderHead(EncoderHead):
    """A head whose base model has a cache."""

    def make_base(self, config: Any) -> PreTrainedModel:
        """The base model."""
        return self.base_class(config)

    def answer(
        self, inputs: Inputs, labels: Tensor | None, return_dict: bool | None
    ) -> ModelOutput[Tensor] | tuple[Any, ...]:
        """What `forward` returns: `logits`, the cache, and `loss` where labels are given."""
        encoded, logits = self.run(inputs)
        output = self.output_class(
            loss=None if labels is None else self.loss(logits, labels, inputs["attention_mask"]),
            logits=logits,
            past_key_values=encoded.past_key_values,
            hidden_states=encoded.hidden_states,
            attentions=encoded.attentions,
        )
        return self._returned(output, return_dict)


class DecoderInputs(DecoderHead):
    """A head of a family whose base model takes what Llama's takes."""

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        position_ids: Tensor | None = None,
        past_key_values: Any = None,
        inputs_embeds: Tensor | None = None,
        labels: Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        cache_position: Tensor | None = None,
        logits_to_keep: int | None = None,
    ) -> ModelOutput[Tensor] | tuple[Any, ...]:
        """`logits` (of words: where asked for of the last `logits_to_keep` tokens only), `past_key_values`, and `loss`
        where `labels` are given.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, a mask has another shape, or the
                cache has no room.
        """
        inputs = {
            "input_ids": input_ids,
            "attention_mask": attention_mask,
            "position_ids": position_ids,
            "past_key_values": past_key_values,
            "inputs_embeds": inputs_embeds,
            "use_cache": use_cache,
            "output_attentions": output_attentions,
            "output_hidden_states": output_hidden_states,
            "cache_position": cache_position,
            "logits_to_keep": logits_to_keep,
        }
        return self.answer(inputs, labels, return_dict)


class CausalLM(DecoderHead):
    """Scores of the vocabulary for each next token. `labels` [batch, length] are the tokens themselves."""

    output_class = CausalLMOutputWithPast
    output_embeddings = "lm_head"
    _tied_weights_keys = ("lm_head.weight",)
    generates = True
    lm_head: nn.Module

    def add_layers(self, config: Any) -> None:
        """The projection to the vocabulary."""
        self.lm_head = nn.Linear(config.hidden_size, config.vocab_size, bias=False)

    def run(self, inputs: Inputs) -> tuple[Any, Tensor]:
        """The base model's output, and the logits of all tokens, or of the last `logits_to_keep`."""
        kept = inputs["logits_to_keep"]
        encoded = self.encode({name: each for name, each in inputs.items() if name != "logits_to_keep"})
        if kept is None:
            return encoded, self.logits(encoded)
        return encoded, self.logits(BaseModelOutput(last_hidden_state=encoded.last_hidden_state[:, -kept:]))

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch, length, vocab], bounded where the config says so."""
        logits = cast(Tensor, self.lm_head(encoded["last_hidden_state"]))
        cap: float | None = getattr(self.config, "final_logit_softcapping", None)
        return logits if cap is None else torch.tanh(logits / cap) * cap

    def loss(self, logits: Tensor, labels: Tensor, attention_mask: Tensor | None) -> Tensor:
        """Mean cross entropy of each token, predicted from those before it."""
        return next_token_loss(logits, labels)


class LastTokenClassification(DecoderHead):
    """A class, several, or a number for the whole input; `labels` [batch] or [batch, num_labels].

    What counts is the last token that is no padding: so `config.pad_token_id` must be set, or the batch be one row.
    """

    output_class = SequenceClassifierOutputWithPast
    score: nn.Module

    def add_layers(self, config: Any) -> None:
        """A linear layer."""
        self.score = nn.Linear(config.hidden_size, config.num_labels, bias=False)

    def run(self, inputs: Inputs) -> tuple[Any, Tensor]:
        """The base model's output, and the logits [batch, num_labels]."""
        encoded = self.encode(inputs)
        states = encoded.last_hidden_state
        last = last_tokens(inputs["input_ids"], states.shape[0], self.config.pad_token_id)
        return encoded, self.score(states[torch.arange(states.shape[0], device=states.device), last])

    def loss(self, logits: Tensor, labels: Tensor, attention_mask: Tensor | None) -> Tensor:
        """The loss of the config's `problem_type`."""
        return sequence_classification_loss(logits, labels, self.config)


def last_tokens(input_ids: Tensor | None, batch: int, pad_token_id: int | None) -> Tensor | int:
    """Place [batch] of each row's last token that is no padding; without ids the last one of all.

    Raises:
        InvalidInputError: nothing says which tokens are padding, and there are several rows.
    """
    require_padding(batch, pad_token_id)
    if pad_token_id is None or input_ids is None:
        return -1
    places = torch.arange(input_ids.shape[1], device=input_ids.device)
    return (places * (input_ids != pad_token_id)).argmax(-1)
