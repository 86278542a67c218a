"""The encoder and the decoder of an encoder-decoder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import torch
from torch import nn

from trivet.families import blocks
from trivet.families.outputs import BaseModelOutput, BaseModelOutputWithPastAndCrossAttentions, ModelOutput
from trivet_torch.layers.transformer import TransformerParts

Tensor = torch.Tensor
Output = TypeVar("Output", bound=ModelOutput[Any])


class SideParts(TransformerParts):
    """A module with the parts of the encoder or the decoder of an encoder-decoder."""

    def _returned(self, output: Output, return_dict: bool | None) -> Output | tuple[Any, ...]:
        as_output = self.config.use_return_dict if return_dict is None else return_dict
        return output if as_output else output.to_tuple()


class EncoderParts(SideParts):
    """Those of an encoder."""

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> BaseModelOutput[Tensor] | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, hidden]; arguments as those of the whole model.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are passed, or a mask has another shape.
        """
        result = self.transformed(
            {
                "input_ids": input_ids,
                "attention_mask": attention_mask,
                "head_mask": head_mask,
                "inputs_embeds": inputs_embeds,
                "output_attentions": output_attentions,
                "output_hidden_states": output_hidden_states,
            }
        )
        return self._returned(BaseModelOutput(result.states, result.hidden_states, result.attentions), return_dict)


class SoundEncoderParts(SideParts):
    """Those of an encoder of sounds."""

    def forward(
        self,
        input_features: Tensor | None = None,
        attention_mask: Tensor | None = None,
        head_mask: Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> BaseModelOutput[Tensor] | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, hidden]; arguments as those of the whole model.

        Raises:
            InvalidInputError: there are no spectrograms, or they have another shape.
        """
        result = self.transformed(
            {
                "input_features": input_features,
                "attention_mask": attention_mask,
                "head_mask": head_mask,
                "output_attentions": output_attentions,
                "output_hidden_states": output_hidden_states,
            }
        )
        return self._returned(BaseModelOutput(result.states, result.hidden_states, result.attentions), return_dict)


class DecoderParts(SideParts):
    """Those of a decoder that attends to an encoder's output."""

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        encoder_hidden_states: Tensor | None = None,
        encoder_attention_mask: Tensor | None = None,
        head_mask: Tensor | None = None,
        cross_attn_head_mask: Tensor | None = None,
        past_key_values: Any = None,
        inputs_embeds: Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        cache_position: Tensor | None = None,
        position_ids: Tensor | None = None,
    ) -> BaseModelOutputWithPastAndCrossAttentions[Tensor] | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, hidden], and `past_key_values` to continue from it.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are passed, a mask has another shape, or the
                cache is full.
        """
        result = self.transformed(
            {
                "input_ids": input_ids,
                "attention_mask": attention_mask,
                "encoder_hidden_states": encoder_hidden_states,
                "encoder_attention_mask": encoder_attention_mask,
                "head_mask": head_mask,
                "cross_attn_head_mask": cross_attn_head_mask,
                "past_key_values": past_key_values,
                "inputs_embeds": inputs_embeds,
                "use_cache": use_cache,
                "output_attentions": output_attentions,
                "output_hidden_states": output_hidden_states,
                "cache_position": cache_position,
                "position_ids": position_ids,
            }
        )
        output = BaseModelOutputWithPastAndCrossAttentions(
            last_hidden_state=result.states,
            past_key_values=result.cache,
            hidden_states=result.hidden_states,
            attentions=result.attentions,
            cross_attentions=result.cross_attentions,
        )
        return self._returned(output, return_dict)


class Side(TransformerParts):
    """The encoder or the decoder within an encoder-decoder.

    Args:
        alone: makes a model of its own of it; None where the family of the model is not known.
    """

    def __init__(
        self,
        block: blocks.Transformer,
        config: Any,
        words: nn.Embedding | None,
        alone: Callable[[Any], Any] | None = None,
    ) -> None:
        super().__init__()
        self.config, self._alone = config, alone
        self.add_transformer(block, words=words)

    def save_pretrained(self, save_directory: Any, **options: Any) -> Any:
        """Save it as a model of its own, such as `BartEncoder`, whose `from_pretrained` loads it again.

        Args:
            save_directory, options: as for a model's.

        Raises:
            NotImplementedError: there is no class for one side.
        """
        if self._alone is None:
            raise NotImplementedError("there is no class for one side alone: save the whole model")
        return self._alone(self).save_pretrained(save_directory, **options)


class Encoder(Side, EncoderParts):
    """An encoder."""


class SoundEncoder(Side, SoundEncoderParts):
    """An encoder of sounds."""


class Decoder(Side, DecoderParts):
    """A decoder that attends to an encoder's output."""
