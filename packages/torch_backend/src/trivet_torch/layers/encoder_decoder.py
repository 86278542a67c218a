"""An encoder, and a decoder that attends to its output."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import torch
from torch import nn

from trivet.errors import InvalidInputError
from trivet.families import blocks
from trivet.families.outputs import ModelOutput, Seq2SeqModelOutput
from trivet_torch.cache.calls import holds_source
from trivet_torch.layers.places import Path, put, reach
from trivet_torch.layers.positions import embedding
from trivet_torch.layers.sides import Decoder, Encoder, SoundEncoder
from trivet_torch.layers.transformer import Inputs

Tensor = torch.Tensor


class EncoderDecoderParts(nn.Module):
    """A module with both sides: see `blocks.EncoderDecoder`.

    Attributes:
        side_alone: makes a model of its own of a side, if the class knows how.
    """

    config: Any
    side_alone: ClassVar[Callable[[Any], Any]]

    def add_encoder_decoder(self, block: blocks.EncoderDecoder, *, only: str | None = None) -> None:
        """Create the modules.

        Args:
            only: the side to create; None creates both.
        """
        shared = None
        if block.shared is not None and only != block.decoder.at:
            shared = embedding(block.shared)
            put(self, block.shared.at, shared)
        self._hears = isinstance(block.encoder.embeddings, blocks.SoundEmbeddings)
        alone, encoder = getattr(type(self), "side_alone", None), SoundEncoder if self._hears else Encoder
        for side, side_class in zip(block.sides, (encoder, Decoder), strict=True):
            if only in (None, side.at):
                words = shared if side.at in block.ties else None
                put(self, side.at, side_class(side, self.config, words, alone))
        self._sides: tuple[Path, ...] = tuple((each.at,) for each in block.sides)
        self._masks_source = block.masks_source
        self._reads_source, self._has_one_head_mask = block.reads_source, block.one_head_mask

    def transformed(self, inputs: Inputs, shift_right: Callable[[Tensor], Tensor]) -> Seq2SeqModelOutput[Tensor]:
        """The decoder's output and the encoder's.

        Args:
            inputs: arguments of a call, by name.
            shift_right: turns the encoder's inputs into the decoder's.

        Raises:
            ValueError: both or neither of ids and vectors are passed, a mask has another shape, or the cache is full.
        """
        get = inputs.get
        encoder, decoder = (reach(self, each) for each in self._sides)
        ids, decoder_ids = get("input_ids"), get("decoder_input_ids")
        if decoder_ids is None and get("decoder_inputs_embeds") is None:
            if ids is None or not self._reads_source:
                reason = "give decoder_input_ids or decoder_inputs_embeds, or labels to a model that has them"
                raise InvalidInputError(reason)
            decoder_ids = shift_right(ids)
        needs = {name: get(name) for name in ("output_attentions", "output_hidden_states")}
        mask, head_mask, encoded = get("attention_mask"), get("head_mask"), get("encoder_outputs")
        if encoded is None and self._hears:
            encoded = encoder(get("input_features"), mask, head_mask, **needs, return_dict=True)
        elif encoded is None:
            encoded = encoder(ids, mask, head_mask, get("inputs_embeds"), **needs, return_dict=True)
        states, *rest = parts_of(encoded)
        if states is None and not holds_source(get("past_key_values")):
            raise InvalidInputError("give encoder_outputs, or what the encoder reads: the cache does not have them yet")
        decoder_head_mask = get("decoder_head_mask")
        if decoder_head_mask is None and self._has_one_head_mask and len(encoder.passes()) == len(decoder.passes()):
            decoder_head_mask = head_mask
        decoded = decoder(
            decoder_ids,
            get("decoder_attention_mask"),
            states,
            mask if self._masks_source else None,
            decoder_head_mask,
            get("cross_attn_head_mask"),
            get("past_key_values"),
            get("decoder_inputs_embeds"),
            get("use_cache"),
            **needs,
            return_dict=True,
            position_ids=get("decoder_position_ids"),
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


def parts_of(encoder_outputs: ModelOutput[Tensor] | Sequence[Any]) -> tuple[Any, ...]:
    """Last state, all states and attentions of an encoder's output; the last two may be None."""
    if isinstance(encoder_outputs, ModelOutput):
        return tuple(encoder_outputs.get(name) for name in ("last_hidden_state", "hidden_states", "attentions"))
    return (*encoder_outputs, None, None)[:3]
