"""An encoder and a decoder that attends to it, put together: a whole call, and its two halves. Knows no family."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import jax
import jax.numpy as jnp

from trivet.families.call_checks import shift_tokens
from trivet.families.outputs import BaseModelOutput, Seq2SeqModelOutput
from trivet_flax.cache import EncoderDecoderCache, StaticCache
from trivet_flax.layers.embeddings import Embedding
from trivet_flax.layers.setup import PretrainedModule
from trivet_flax.layers.stack import Stack, States
from trivet_flax.losses import IGNORED

Array = jax.Array


class TwoSided(PretrainedModule, ABC):
    """What an encoder-decoder can be asked for, with a head or without one."""

    @abstractmethod
    def encode(self, *inputs: Any, **options: Any) -> BaseModelOutput[Array]:
        """The encoder's outputs."""
        raise NotImplementedError

    def decode(self, *inputs: Any, **options: Any) -> Any:
        """The decoder's outputs, given the encoder's."""
        raise NotImplementedError

    def __call__(self, *inputs: Any, **options: Any) -> Any:
        """The outputs of both."""
        raise NotImplementedError

    @abstractmethod
    def shift_right(self, ids: Array) -> Array:
        """What a decoder is given that is to say `ids` [batch, length] (-100: nothing)."""
        raise NotImplementedError

    @abstractmethod
    def init_cache(self, batch_size: int, max_length: int, encoder_outputs: Any = None) -> EncoderDecoderCache:
        """A cache with none of the decoder's tokens in it."""
        raise NotImplementedError


class EncoderDecoder(TwoSided):
    """An `encoder` and a `decoder` that attends to it: the base model of a family, which makes both.

    Attributes:
        shared: words of both; None where each stack has its own.
    """

    shared: Embedding | None
    encoder: Stack
    decoder: Stack

    @property
    def target_words(self) -> Embedding:
        """The words of the decoder."""
        own = self.decoder.embed_tokens
        words: Embedding = own if self.shared is None else self.shared
        return words

    def default_ids(self, input_ids: Array | None) -> Array | None:
        """What the decoder is given when the caller gives it nothing: what makes it say the source."""
        return None if input_ids is None else self.shift_right(input_ids)

    def encode(
        self,
        input_ids: Array | None = None,
        attention_mask: Array | None = None,
        position_ids: Array | None = None,
        head_mask: Array | None = None,
        inputs_embeds: Array | None = None,
        **options: Any,
    ) -> BaseModelOutput[Array]:
        """
        Args:
            input_ids, position_ids: [batch, source length].
            attention_mask, head_mask: as `expand_mask` and `layer_head_masks` take them.
            options: `output_attentions`, `output_hidden_states`; `deterministic` and `rngs`, as dropout takes them.
        """
        found = self.encoder(
            input_ids,
            inputs_embeds,
            attention_mask,
            position_ids,
            head_mask,
            shared=self.shared,
            **with_drop(options),
        )
        return BaseModelOutput(found.last_hidden_state, found.hidden_states, found.attentions)

    def decode(
        self,
        decoder_input_ids: Array | None = None,
        encoder_outputs: Any = None,
        encoder_attention_mask: Array | None = None,
        decoder_attention_mask: Array | None = None,
        decoder_position_ids: Array | None = None,
        past_key_values: EncoderDecoderCache | None = None,
        decoder_head_mask: Array | None = None,
        cross_attn_head_mask: Array | None = None,
        decoder_inputs_embeds: Array | None = None,
        **options: Any,
    ) -> States:
        """
        Args:
            decoder_input_ids, decoder_position_ids: [batch, length]; of the new tokens only, where there is a cache.
            encoder_outputs: what `encode` gave, or a tuple of it.
            decoder_attention_mask: as `causal_mask` takes it.
            past_key_values: what `init_cache` or the last step gave.
        """
        return self.decoder(
            decoder_input_ids,
            decoder_inputs_embeds,
            decoder_attention_mask,
            decoder_position_ids,
            decoder_head_mask,
            shared=self.shared,
            source=encoder_outputs[0],
            source_mask=encoder_attention_mask,
            cross_head_mask=cross_attn_head_mask,
            past=past_key_values,
            **with_drop(options),
        )

    def __call__(
        self,
        input_ids: Array | None = None,
        attention_mask: Array | None = None,
        decoder_input_ids: Array | None = None,
        decoder_attention_mask: Array | None = None,
        position_ids: Array | None = None,
        decoder_position_ids: Array | None = None,
        head_mask: Array | None = None,
        decoder_head_mask: Array | None = None,
        cross_attn_head_mask: Array | None = None,
        encoder_outputs: Any = None,
        past_key_values: EncoderDecoderCache | None = None,
        inputs_embeds: Array | None = None,
        decoder_inputs_embeds: Array | None = None,
        **options: Any,
    ) -> Seq2SeqModelOutput[Array]:
        """As `encode`, unless there are `encoder_outputs`, then `decode`."""
        if encoder_outputs is None:
            encoder_outputs = self.encode(input_ids, attention_mask, position_ids, head_mask, inputs_embeds, **options)
        elif not isinstance(encoder_outputs, BaseModelOutput):
            encoder_outputs = BaseModelOutput(*encoder_outputs)
        if decoder_input_ids is None and decoder_inputs_embeds is None:
            decoder_input_ids = self.default_ids(input_ids)
        decoded = EncoderDecoder.decode(  # a head's own gives logits
            self,
            decoder_input_ids,
            encoder_outputs,
            attention_mask,
            decoder_attention_mask,
            decoder_position_ids,
            past_key_values,
            decoder_head_mask,
            cross_attn_head_mask,
            decoder_inputs_embeds,
            **options,
        )
        return Seq2SeqModelOutput(*vars(decoded).values(), *vars(encoder_outputs).values())

    def init_cache(self, batch_size: int, max_length: int, encoder_outputs: Any = None) -> EncoderDecoderCache:
        """A cache with none of the decoder's tokens in it.

        Args:
            encoder_outputs: what `encode` gave, whose keys and values then are in it from the start.
        """
        decoder = self.decoder
        shape = (batch_size, max_length, decoder.heads, decoder.head_size)
        empty = StaticCache.empty(shape, len(decoder.blocks), decoder.dtype)
        if encoder_outputs is None:
            return EncoderDecoderCache(empty)
        return EncoderDecoderCache(empty, tuple(block.source_keys(encoder_outputs[0]) for block in decoder.blocks))


def with_drop(options: dict[str, Any]) -> dict[str, Any]:
    """The options of a call, with what dropout takes when the caller says nothing."""
    return {"deterministic": None, "rngs": None, **options}


def shift_right(ids: Array, start: int | None, padding: int | None) -> Array:
    """`ids` [batch, length] one place to the right, behind `start`; what says nothing (-100) becomes padding.

    Raises:
        InvalidInputError: the config does not say what a decoder starts with, or what padding is.
    """
    start, padding = shift_tokens(start, padding)
    shifted = jnp.concatenate([jnp.full_like(ids[:, :1], start), ids[:, :-1]], axis=1)
    return jnp.where(shifted == IGNORED, padding, shifted)
