"""The base model of encoder-decoders, and how their decoders' inputs are made from labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch

from trivet.errors import InvalidInputError
from trivet.families.call_checks import shift_tokens
from trivet.families.outputs import ModelOutput, Seq2SeqModelOutput
from trivet_torch.layers.seq2seq import DecoderStack, EncoderStack
from trivet_torch.losses import IGNORED
from trivet_torch.modeling import PreTrainedModel

Tensor = torch.Tensor


class Seq2SeqPreTrainedModel(PreTrainedModel):
    """What all models of these families share."""

    supports_gradient_checkpointing = True

    config: Any

    def shift_right(self, labels: Tensor) -> Tensor:
        """What the decoder reads to predict `labels` [batch, length]: a start token, then all labels but the last.

        The ignored label -100 becomes padding.

        Raises:
            InvalidInputError: the config has no `decoder_start_token_id` or no `pad_token_id`.
        """
        config = self.config
        start, padding = shift_tokens(getattr(config, "decoder_start_token_id", None), config.pad_token_id)
        shifted = torch.cat((torch.full_like(labels[:, :1], start), labels[:, :-1]), 1)
        return shifted.masked_fill(shifted == IGNORED, padding)

    def prepare_decoder_input_ids_from_labels(self, labels: Tensor) -> Tensor:
        """`shift_right`, by the name that collators of batches call."""
        return self.shift_right(labels)


class EncoderDecoder(Seq2SeqPreTrainedModel):
    """What holds an encoder and a decoder. A family's constructor makes `encoder` and `decoder`."""

    encoder: EncoderStack
    decoder: DecoderStack

    def get_encoder(self) -> EncoderStack:
        """The encoder, which can be called alone."""
        return self.encoder

    def get_decoder(self) -> DecoderStack:
        """The decoder."""
        return self.decoder

    def default_decoder_ids(self, input_ids: Tensor | None) -> Tensor | None:
        """What the decoder reads where the caller does not say."""
        return None

    def default_decoder_head_mask(self, head_mask: Tensor | None) -> Tensor | None:
        """The decoder's head mask where the caller gives the encoder's alone."""
        return None

    def transform(self, inputs: Mapping[str, Any]) -> Seq2SeqModelOutput[Tensor]:
        """The decoder's output and the encoder's, for the arguments of `EncoderDecoderModel` by name.

        Raises:
            ValueError: both or neither of ids and vectors are given, a mask has another shape, or the cache has no
                room.
        """
        given = inputs.get
        decoder_ids = given("decoder_input_ids")
        if decoder_ids is None and given("decoder_inputs_embeds") is None:
            decoder_ids = self.default_decoder_ids(given("input_ids"))
            if decoder_ids is None:
                reason = "give decoder_input_ids or decoder_inputs_embeds, or labels to a model that has them"
                raise InvalidInputError(reason)
        asked = {name: given(name) for name in ("output_attentions", "output_hidden_states")}
        mask, head_mask, encoded = given("attention_mask"), given("head_mask"), given("encoder_outputs")
        if encoded is None:
            encoded = self.encoder(
                given("input_ids"), mask, head_mask, given("inputs_embeds"), **asked, return_dict=True
            )
        states, *rest = _parts(encoded)
        decoder_head_mask = given("decoder_head_mask")
        decoded = self.decoder(
            decoder_ids,
            given("decoder_attention_mask"),
            states,
            mask,
            self.default_decoder_head_mask(head_mask) if decoder_head_mask is None else decoder_head_mask,
            given("cross_attn_head_mask"),
            given("past_key_values"),
            given("decoder_inputs_embeds"),
            given("use_cache"),
            **asked,
            return_dict=True,
        )
        return Seq2SeqModelOutput(
            decoded.last_hidden_state,
            decoded.past_key_values,
            decoded.hidden_states,
            decoded.attentions,
            decoded.cross_attentions,
            states,
            *rest,
        )


class EncoderDecoderModel(EncoderDecoder):
    """The base model of these families."""

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
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> Seq2SeqModelOutput[Tensor] | tuple[Any, ...]:
        """`last_hidden_state` [batch, target length, hidden], `past_key_values` to continue from it, and the encoder's.

        Ids and masks are [batch, length], of the source and (`decoder_…`) of the target. Masks have a 1 where a token
        may be seen; `decoder_attention_mask` covers what is in the cache too. Head masks: [heads] or [layers, heads].
        `encoder_outputs`, as the encoder or an earlier call returned them, stand in for running the encoder.

        Raises:
            ValueError: both or neither of ids and vectors are given, a mask has another shape, or the cache has no
                room.
        """
        inputs = {
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
            "use_cache": use_cache,
            "output_attentions": output_attentions,
            "output_hidden_states": output_hidden_states,
        }
        return self._returned(self.transform(inputs), return_dict)


def _parts(encoder_outputs: ModelOutput[Tensor] | Sequence[Any]) -> tuple[Any, ...]:
    """Last state, all states and attentions of an encoder's output, the last two perhaps None."""
    if isinstance(encoder_outputs, ModelOutput):
        return tuple(encoder_outputs.get(name) for name in ("last_hidden_state", "hidden_states", "attentions"))
    return (*encoder_outputs, None, None)[:3]
