"""GPT-2 (Radford et al., 2019): its heads."""

from __future__ import annotations

from typing import Any

import torch

from trivet.families.outputs import ModelOutput
from trivet.families.text.gpt2 import GPT2Config
from trivet_torch.decoder_heads import CausalLM, LastTokenClassification
from trivet_torch.heads import EncoderHead, TokenClassification
from trivet_torch.modeling import PreTrainedModel
from trivet_torch.models.gpt2_layers import GPT2Model, GPT2PreTrainedModel, refuse_encoder

__all__ = [
    "GPT2ForSequenceClassification",
    "GPT2ForTokenClassification",
    "GPT2LMHeadModel",
    "GPT2Model",
    "GPT2PreTrainedModel",
]

Tensor = torch.Tensor


class _Head(EncoderHead, GPT2PreTrainedModel):
    """What the heads share."""

    base_class = GPT2Model

    def make_base(self, config: Any) -> PreTrainedModel:
        """The base model."""
        return GPT2Model(config)


class GPT2LMHeadModel(CausalLM, _Head):
    """GPT-2 that predicts the next word."""

    def forward(
        self,
        input_ids: Tensor | None = None,
        past_key_values: Any = None,
        attention_mask: Tensor | None = None,
        token_type_ids: Tensor | None = None,
        position_ids: Tensor | None = None,
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        encoder_hidden_states: Tensor | None = None,
        encoder_attention_mask: Tensor | None = None,
        labels: Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        cache_position: Tensor | None = None,
        logits_to_keep: int | None = None,
    ) -> ModelOutput[Tensor] | tuple[Any, ...]:
        """`logits` (where asked for of the last `logits_to_keep` tokens only), `past_key_values`, and `loss` where
        `labels` are given.

        Raises:
            ValueError: as of the base model.
        """
        refuse_encoder(encoder_hidden_states, encoder_attention_mask)
        inputs = {
            "input_ids": input_ids,
            "past_key_values": past_key_values,
            "attention_mask": attention_mask,
            "token_type_ids": token_type_ids,
            "position_ids": position_ids,
            "head_mask": head_mask,
            "inputs_embeds": inputs_embeds,
            "use_cache": use_cache,
            "output_attentions": output_attentions,
            "output_hidden_states": output_hidden_states,
            "cache_position": cache_position,
            "logits_to_keep": logits_to_keep,
        }
        return self.answer(inputs, labels, return_dict)


class _Classifier(_Head):
    """What the heads share that classify."""

    def forward(
        self,
        input_ids: Tensor | None = None,
        past_key_values: Any = None,
        attention_mask: Tensor | None = None,
        token_type_ids: Tensor | None = None,
        position_ids: Tensor | None = None,
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        labels: Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        cache_position: Tensor | None = None,
    ) -> ModelOutput[Tensor] | tuple[Any, ...]:
        """`logits`, and `loss` where `labels` are given.

        Raises:
            ValueError: as of the base model.
        """
        inputs = {
            "input_ids": input_ids,
            "past_key_values": past_key_values,
            "attention_mask": attention_mask,
            "token_type_ids": token_type_ids,
            "position_ids": position_ids,
            "head_mask": head_mask,
            "inputs_embeds": inputs_embeds,
            "use_cache": use_cache,
            "output_attentions": output_attentions,
            "output_hidden_states": output_hidden_states,
            "cache_position": cache_position,
        }
        return self.answer(inputs, labels, return_dict)


class GPT2ForSequenceClassification(LastTokenClassification, _Classifier):
    """GPT-2 that classifies its whole input by the last token."""


class GPT2ForTokenClassification(TokenClassification, _Classifier):
    """GPT-2 that classifies every token."""

    def classifier_dropout(self, config: GPT2Config) -> float:
        """`classifier_dropout`, else `hidden_dropout`, else 0.1."""
        stated = (getattr(config, name, None) for name in ("classifier_dropout", "hidden_dropout"))
        return next((float(each) for each in stated if each is not None), 0.1)
