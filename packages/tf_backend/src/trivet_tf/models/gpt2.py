"""GPT-2 (Radford et al., 2019) and its heads.

What a `call` takes is said in `trivet_tf.decoder_heads`; besides that `token_type_ids` [batch, length], which are
embedded as tokens are, and `head_mask` (1 keeps) [heads] or [layers, heads].
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from trivet.families.text.gpt2 import GPT2Config
from trivet_tf.decoder_heads import Answers, CausalLM, DecoderFamily, EachTokenClassification, LastTokenClassification
from trivet_tf.framework import keras, tf
from trivet_tf.inputs import unpack_inputs
from trivet_tf.models.gpt2_layers import TFGPT2MainLayer
from trivet_tf.outputs import TFModelOutput

__all__ = [
    "TFGPT2ForSequenceClassification",
    "TFGPT2ForTokenClassification",
    "TFGPT2LMHeadModel",
    "TFGPT2MainLayer",
    "TFGPT2Model",
    "TFGPT2PreTrainedModel",
]


class TFGPT2PreTrainedModel(DecoderFamily):
    """What all GPT-2 models share."""

    config_class: ClassVar[type[GPT2Config]] = GPT2Config
    base_model_prefix = "transformer"
    base_class: ClassVar[Callable[..., keras.layers.Layer]] = TFGPT2MainLayer
    served_inputs = ("attention_mask",)  # its segments are words of the vocabulary, and seldom there

    config: GPT2Config

    @property
    def key_heads(self) -> list[int]:
        """Heads of keys and values of each layer; pruning takes them layer by layer."""
        return [layer.attn.heads for layer in self.base.h]

    @staticmethod
    def classifier_dropout(config: GPT2Config) -> float:
        """How much is dropped before a classifier; the family's configs have either field or neither."""
        stated = (getattr(config, field, None) for field in ("classifier_dropout", "hidden_dropout"))
        return float(next((each for each in stated if each is not None), 0.1))


class TFGPT2Model(TFGPT2PreTrainedModel):
    """The decoder."""

    @unpack_inputs
    def call(
        self,
        input_ids: tf.Tensor | None = None,
        past_key_values: Any = None,
        attention_mask: tf.Tensor | None = None,
        token_type_ids: tf.Tensor | None = None,
        position_ids: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        inputs_embeds: tf.Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        training: bool = False,
    ) -> TFModelOutput | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, hidden], after the last norm.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, a mask has another shape, or
                `past_key_values` is no cache of this model.
        """
        decoded: TFModelOutput = self.base(
            input_ids,
            past_key_values=past_key_values,
            attention_mask=attention_mask,
            token_type_ids=token_type_ids,
            position_ids=position_ids,
            head_mask=head_mask,
            inputs_embeds=inputs_embeds,
            use_cache=use_cache,
            output_attentions=output_attentions,
            output_hidden_states=output_hidden_states,
            training=training,
        )
        return self._returned(decoded, return_dict)


class TFGPT2Head(Answers, TFGPT2PreTrainedModel):
    """A GPT-2 model with a head."""

    @unpack_inputs
    def call(
        self,
        input_ids: tf.Tensor | None = None,
        past_key_values: Any = None,
        attention_mask: tf.Tensor | None = None,
        token_type_ids: tf.Tensor | None = None,
        position_ids: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        inputs_embeds: tf.Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        labels: Any = None,
        training: bool = False,
    ) -> TFModelOutput | tuple[Any, ...]:
        """The head's logits; with `labels` also their loss.

        Raises:
            ValueError: as for `TFGPT2Model`, or the head cannot tell which token is the last.
        """
        decoded = self.base(
            input_ids,
            past_key_values=past_key_values,
            attention_mask=attention_mask,
            token_type_ids=token_type_ids,
            position_ids=position_ids,
            head_mask=head_mask,
            inputs_embeds=inputs_embeds,
            use_cache=use_cache,
            output_attentions=output_attentions,
            output_hidden_states=output_hidden_states,
            training=training,
        )
        return self._returned(self.answer(decoded, input_ids, labels, training=training), return_dict)


class TFGPT2LMHeadModel(CausalLM, TFGPT2Head):
    """Guesses each next token."""


class TFGPT2ForSequenceClassification(LastTokenClassification, TFGPT2Head):
    """Classifies whole inputs by their last token."""


class TFGPT2ForTokenClassification(EachTokenClassification, TFGPT2Head):
    """Classifies each token."""
