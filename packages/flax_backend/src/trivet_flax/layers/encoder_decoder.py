"""An encoder and a decoder that attends to its states: a whole call, and its two halves."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families import blocks
from trivet.families.call_checks import shift_token, shift_tokens
from trivet.families.outputs import BaseModelOutput, Seq2SeqModelOutput
from trivet_flax.cache import EncoderDecoderCache
from trivet_flax.layers.embeddings import Embedding, embedding
from trivet_flax.layers.places import put
from trivet_flax.layers.setup import Setup
from trivet_flax.layers.stack import States
from trivet_flax.layers.transformer import Side

Array = jax.Array
IGNORED = -100
"""The label of unlabelled tokens."""


class EncoderDecoderParts(nnx.Module):
    """Encoder and decoder, and the word embedding that they may share.

    Attributes:
        table_at: path of the shared embedding; empty if each side has its own.
        shift: how the decoder's inputs follow from labels.
        reads_source: whether a decoder without inputs reads the shifted source.
    """

    def add_sides(self, block: blocks.EncoderDecoder, config: Any, setup: Setup) -> None:
        """Create the shared embedding and both sides."""
        self.table_at = add_table(self, block, setup)
        for side in block.sides:
            put(self, side.at, Side(side, config, setup, holds_words=holds_words(block, side)))
        self.encoder_at, self.decoder_at = (side.at for side in block.sides)
        self.shift, self.reads_source, self.masks_source = block.shift, block.reads_source, block.masks_source
        self.hears = isinstance(block.encoder.embeddings, blocks.SoundEmbeddings)
        self.start, self.padding = getattr(config, "decoder_start_token_id", None), config.pad_token_id

    @property
    def words_table(self) -> Embedding:
        """The decoder's word embedding, which heads are tied to."""
        words: Embedding = getattr(self, self.table_at) if self.table_at else self.sides[1].words_table
        return words

    @property
    def sides(self) -> tuple[Side, Side]:
        """The encoder and the decoder."""
        return getattr(self, self.encoder_at), getattr(self, self.decoder_at)

    def _table_of(self, side: Side) -> Embedding | None:
        return None if side.embedding_module.words_at else getattr(self, self.table_at)

    def shift_right(self, ids: Array) -> Array:
        """The decoder's inputs for labels `ids` [batch, length] (-100 for unlabelled tokens).

        Raises:
            InvalidInputError: the config has no start token of the decoder, or no padding token.
        """
        return shifted(ids, self.start, self.padding, self.shift)

    def encoded(
        self,
        input_ids: Array | None = None,
        attention_mask: Array | None = None,
        position_ids: Array | None = None,
        head_mask: Array | None = None,
        inputs_embeds: Array | None = None,
        input_features: Array | None = None,
        **options: Any,
    ) -> BaseModelOutput[Array]:
        """
        Args:
            input_ids, position_ids: [batch, source length].
            input_features: spectrograms [batch, bands, frames], of an encoder of sounds, which has no other positions.
            options: `output_attentions`, `output_hidden_states`; `deterministic` and `rngs`, as for dropout.
        """
        encoder, _ = self.sides
        if self.hears:
            return _output_of(encoder.transformed_sounds(input_features, attention_mask, head_mask, **options))
        return encoder_outputs(
            encoder,
            self._table_of(encoder),
            input_ids=input_ids,
            attention_mask=attention_mask,
            position_ids=position_ids,
            head_mask=head_mask,
            inputs_embeds=inputs_embeds,
            **options,
        )

    def decoded(
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
            decoder_input_ids, decoder_position_ids: [batch, length]; of the new tokens only, if there is a cache.
            encoder_outputs: the output of `encoded`, or a tuple of it.
            past_key_values: the cache from `empty_cache` or the last step.
        """
        _, decoder = self.sides
        return decoder(
            decoder_input_ids,
            decoder_attention_mask,
            None,
            decoder_position_ids,
            decoder_head_mask,
            decoder_inputs_embeds,
            table=self._table_of(decoder),
            past=past_key_values,
            prefix="decoder_",
            source=encoder_outputs[0],
            source_mask=encoder_attention_mask if self.masks_source else None,
            cross_head_mask=cross_attn_head_mask,
            **options,
        )

    def both(
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
        input_features: Array | None = None,
        **options: Any,
    ) -> Seq2SeqModelOutput[Array]:
        """As `encoded`, unless there are `encoder_outputs`, then `decoded`."""
        if encoder_outputs is None:
            inputs = input_ids, attention_mask, position_ids, head_mask, inputs_embeds, input_features
            encoder_outputs = self.encoded(*inputs, **options)
        elif not isinstance(encoder_outputs, BaseModelOutput):
            encoder_outputs = BaseModelOutput(*encoder_outputs)
        nothing = decoder_input_ids is None and decoder_inputs_embeds is None
        if nothing and self.reads_source and input_ids is not None:
            decoder_input_ids = self.shift_right(input_ids)
        outputs = self.decoded(
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
        return Seq2SeqModelOutput(*vars(outputs).values(), *vars(encoder_outputs).values())

    def empty_cache(self, batch_size: int, max_length: int, encoder_outputs: Any = None) -> EncoderDecoderCache:
        """A cache without tokens of the decoder.

        Args:
            encoder_outputs: the output of `encoded`, whose keys and values then are in the cache from the start.
        """
        _, decoder = self.sides
        empty = decoder.empty_cache(batch_size, max_length)
        if encoder_outputs is None:
            return EncoderDecoderCache(empty)
        return EncoderDecoderCache(empty, decoder.stack_module.keys_of(encoder_outputs[0]))


def shifted(ids: Array, start: int | None, padding: int | None, shift: blocks.Shift = blocks.Shift.START) -> Array:
    """What a decoder is given that is to say `ids` [batch, length] (-100: nothing).

    Args:
        start, padding: tokens of the config.

    Raises:
        InvalidInputError: the config does not say what a decoder starts with, or what padding is.
    """
    if shift is blocks.Shift.LAST:
        padding = shift_token(padding, "pad_token_id")
        ids = jnp.where(ids == IGNORED, padding, ids)
        last = jnp.maximum((ids != padding).sum(axis=1, keepdims=True) - 1, 0)  # padding alone starts with padding
        return jnp.concatenate([jnp.take_along_axis(ids, last, axis=1), ids[:, :-1]], axis=1)
    start, padding = shift_tokens(start, padding)
    moved = jnp.concatenate([jnp.full_like(ids[:, :1], start), ids[:, :-1]], axis=1)
    return jnp.where(moved == IGNORED, padding, moved)


def add_table(holder: Any, block: blocks.EncoderDecoder, setup: Setup) -> str:
    """Create the shared word embedding; returns its path, empty if there is none."""
    if block.shared is None:
        return ""
    put(holder, block.shared.at, embedding(block.shared, setup))
    return block.shared.at


def holds_words(block: blocks.EncoderDecoder, side: blocks.Transformer) -> bool:
    """Whether a side has its own word embedding. (A shared module would have several names.)"""
    return block.shared is None or side.at not in block.ties


def encoder_outputs(encoder: Side, table: Embedding | None, **inputs: Any) -> BaseModelOutput[Array]:
    """The output of an encoder."""
    return _output_of(encoder(table=table, **inputs))


def _output_of(states: States) -> BaseModelOutput[Array]:
    return BaseModelOutput(states.last_hidden_state, states.hidden_states, states.attentions)
