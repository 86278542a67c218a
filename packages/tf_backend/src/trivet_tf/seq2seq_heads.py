"""Models that encoder-decoder families share: their arguments, caches, losses and outputs.

Every `call` takes `input_ids` [batch, source] or `inputs_embeds` [batch, source, hidden], or else `encoder_outputs`,
what an encoder gave for them; `decoder_input_ids` [batch, target] or `decoder_inputs_embeds` [batch, target, hidden];
`attention_mask` of the source and `decoder_attention_mask` of past and target (1 attends, 0 does not), with two axes,
or three, [batch, query, key], or four; `head_mask`, `decoder_head_mask` and `cross_attn_head_mask` (1 keeps) [heads] or
[layers, heads]; `past_key_values`, a cache of `trivet_tf.cache` or a tuple of four tensors for each layer; with
`use_cache` it returns the cache that continues from there; and with `return_dict=False` a tuple. All of it may also
come as one dict or one list.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from trivet.families.call_checks import shift_tokens
from trivet.families.outputs import ModelOutput
from trivet_tf.cache import DynamicCache
from trivet_tf.encoder_decoder_cache import EncoderDecoderCache, as_encoder_decoder_cache
from trivet_tf.framework import keras, tf
from trivet_tf.inputs import unpack_inputs
from trivet_tf.layers.building import BuildsItself
from trivet_tf.layers.embeddings import words_of
from trivet_tf.loss_mixins import TFCausalLanguageModelingLoss
from trivet_tf.losses import IGNORED, cross_entropy
from trivet_tf.modeling import TFPreTrainedModel
from trivet_tf.outputs import (
    TFBaseModelOutput,
    TFModelOutput,
    TFSeq2SeqLMOutput,
    TFSeq2SeqModelOutput,
)
from trivet_tf.static_cache import StaticCache

ops = keras.ops


class Seq2SeqModel(BuildsItself, TFPreTrainedModel):
    """An encoder and a decoder, each of which takes vectors of words. Subclasses say what they and the words are."""

    def __init__(self, config: Any, **kwargs: Any) -> None:
        super().__init__(config, **kwargs)
        self.add_layers(config, self.dtype_policy)

    def add_layers(self, config: Any, policy: keras.DTypePolicy) -> None:
        """Make the model's layers."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it consists of")

    @property
    def stacks(self) -> tuple[keras.layers.Layer, keras.layers.Layer]:
        """The encoder and the decoder."""
        return self.encoder, self.decoder

    def words(self, input_ids: tf.Tensor | None, inputs_embeds: tf.Tensor | None, *, decoder: bool) -> tf.Tensor:
        """The vectors [batch, length, hidden] of tokens.

        Raises:
            ValueError: both or neither are given.
        """
        return words_of(self.shared, input_ids, inputs_embeds, "decoder_" if decoder else "")

    def decoder_ids(self, inputs: Mapping[str, Any], labels: Any) -> tf.Tensor | None:
        """What the decoder reads where the caller does not say: what it is to write, one place later."""
        return None if labels is None else self.shifted(labels)

    def shifted(self, labels: tf.Tensor) -> tf.Tensor:
        """Labels [batch, target] behind the token that every output starts with; ignored ones become padding.

        Raises:
            InvalidInputError: the config does not say what that token is, or what padding is.
        """
        config = self.config
        start, padding = shift_tokens(getattr(config, "decoder_start_token_id", None), config.pad_token_id)
        labels = ops.convert_to_tensor(labels)
        shifted = ops.pad(labels[:, :-1], ((0, 0), (1, 0)), constant_values=start)
        return ops.where(shifted == IGNORED, ops.cast(padding, shifted.dtype), shifted)

    @property
    def dummy_inputs(self) -> dict[str, np.ndarray[Any, Any]]:
        """Arguments of a call that uses every layer."""
        return {name: np.zeros((2, 3), np.int32) for name in ("input_ids", "decoder_input_ids")}

    def init_cache(self, batch_size: int, max_length: int, encoder_outputs: Any = None) -> EncoderDecoderCache:
        """An empty cache of fixed shapes, so that each step of a decoding loop is the same compiled function.

        Args:
            max_length: how many positions the decoder will write at most.
            encoder_outputs: whose keys and values it is to hold from the start; otherwise the first call adds them.
        """
        blocks, policy = self.stacks[1].blocks, self.dtype_policy
        heads, size = [block.self_attn.heads for block in blocks], blocks[0].self_attn.head_dim
        own = StaticCache.empty(heads, batch_size, max_length, size, policy.compute_dtype)
        if encoder_outputs is None:
            return EncoderDecoderCache(own)
        states = encoded_of(encoder_outputs).last_hidden_state
        return EncoderDecoderCache(own, DynamicCache(tuple(block.cross_keys(states) for block in blocks)))

    @unpack_inputs
    def call(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        decoder_input_ids: tf.Tensor | None = None,
        decoder_attention_mask: tf.Tensor | None = None,
        decoder_position_ids: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        decoder_head_mask: tf.Tensor | None = None,
        cross_attn_head_mask: tf.Tensor | None = None,
        encoder_outputs: Any = None,
        past_key_values: Any = None,
        inputs_embeds: tf.Tensor | None = None,
        decoder_inputs_embeds: tf.Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        labels: Any = None,
        training: bool = False,
    ) -> TFModelOutput | tuple[Any, ...]:
        """The decoder's last states, or what a head makes of them; with `labels` also their loss.

        Raises:
            ValueError: both or neither of ids and vectors are given, a mask has another shape, or `past_key_values` is
                no cache of this model.
        """
        config = self.config
        inputs = {
            "input_ids": input_ids,
            "attention_mask": attention_mask,
            "inputs_embeds": inputs_embeds,
            "head_mask": head_mask,
            "decoder_input_ids": decoder_input_ids,
            "decoder_attention_mask": decoder_attention_mask,
            "decoder_position_ids": decoder_position_ids,
            "decoder_inputs_embeds": decoder_inputs_embeds,
            "decoder_head_mask": decoder_head_mask,
            "cross_attn_head_mask": cross_attn_head_mask,
        }
        options = {
            "output_attentions": config.output_attentions if output_attentions is None else output_attentions,
            "output_hidden_states": (
                config.output_hidden_states if output_hidden_states is None else output_hidden_states
            ),
            "training": training,
        }
        use_cache = self.caches_by_default(labels) if use_cache is None else use_cache
        if encoder_outputs is None:
            encoder_outputs = self.encode(input_ids, attention_mask, inputs_embeds, head_mask, **options)
        if decoder_input_ids is None and decoder_inputs_embeds is None:
            inputs["decoder_input_ids"] = self.decoder_ids(inputs, labels)
        past = None if past_key_values is None and not use_cache else as_encoder_decoder_cache(past_key_values)
        decoded = self.decode(inputs, encoded_of(encoder_outputs), past, use_cache=use_cache, **options)
        return self._returned(self.answer(decoded, labels, inputs, training=training), return_dict)

    def caches_by_default(self, labels: Any) -> bool:
        """Whether to return a cache where the caller does not say."""
        return bool(self.config.use_cache)

    def encode(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        inputs_embeds: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        *,
        output_attentions: bool = False,
        output_hidden_states: bool = False,
        training: bool = False,
    ) -> TFBaseModelOutput:
        """What `call` takes as `encoder_outputs`."""
        output: TFBaseModelOutput = self.stacks[0](
            self.words(input_ids, inputs_embeds, decoder=False),
            attention_mask,
            head_mask,
            output_attentions=output_attentions,
            output_hidden_states=output_hidden_states,
            training=training,
        )
        return output

    def decode(
        self, inputs: Mapping[str, Any], encoded: Any, past: EncoderDecoderCache | None, **options: Any
    ) -> TFSeq2SeqModelOutput:
        """The decoder's output for what the encoder gave.

        Args:
            inputs: as `call` has them.
            options: as `trivet_tf.layers.seq2seq.run_decoder` has them.

        Raises:
            ValueError: the cache is one of another number of layers.
        """
        decoder = self.stacks[1]
        if past is not None and len(past) not in (0, len(decoder.blocks)):
            raise ValueError(f"past_key_values has {len(past)} layers, but the decoder has {len(decoder.blocks)}")
        decoded = decoder(
            self.words(inputs["decoder_input_ids"], inputs["decoder_inputs_embeds"], decoder=True),
            inputs["decoder_attention_mask"],
            inputs["decoder_position_ids"],
            encoded.last_hidden_state,
            inputs["attention_mask"],
            past,
            head_mask=inputs["decoder_head_mask"],
            cross_head_mask=inputs["cross_attn_head_mask"],
            **options,
        )
        return TFSeq2SeqModelOutput(
            last_hidden_state=decoded.last_hidden_state,
            past_key_values=decoded.past_key_values,
            decoder_hidden_states=decoded.hidden_states,
            decoder_attentions=decoded.attentions,
            cross_attentions=decoded.cross_attentions,
            encoder_last_hidden_state=encoded.last_hidden_state,
            encoder_hidden_states=encoded.hidden_states,
            encoder_attentions=encoded.attentions,
        )

    def answer(
        self, decoded: TFSeq2SeqModelOutput, labels: Any, inputs: Mapping[str, Any], *, training: bool
    ) -> TFModelOutput:
        """What the model returns, with a loss if there are labels."""
        return decoded


class ConditionalGeneration(TFCausalLanguageModelingLoss, Seq2SeqModel):
    """Writes an output for an input: `logits` [batch, target, vocab].

    `labels` [batch, target]; -100 is ignored. Without `decoder_input_ids` the decoder reads them one place later.
    """

    generates: ClassVar[bool] = True

    def scores(self, states: tf.Tensor) -> tf.Tensor:
        """States [batch, target, hidden] → scores of every word, [batch, target, vocab]."""
        raise NotImplementedError(f"{type(self).__name__} does not say what its scores are")

    def answer(
        self, decoded: TFSeq2SeqModelOutput, labels: Any, inputs: Mapping[str, Any], *, training: bool
    ) -> TFSeq2SeqLMOutput:
        """`logits`, and their mean cross entropy."""
        logits = self.scores(decoded.last_hidden_state)
        loss = None if labels is None else cross_entropy(logits, labels)
        return TFSeq2SeqLMOutput(loss, logits, **rest_of(decoded))


def rest_of(decoded: TFSeq2SeqModelOutput) -> dict[str, Any]:
    """All of an output that a head's output has besides its own."""
    return {name: value for name, value in decoded.items() if name != "last_hidden_state"}


def encoded_of(outputs: Any) -> Any:
    """What a caller passes as `encoder_outputs`, an output or a tuple of its members, as an output."""
    return outputs if isinstance(outputs, ModelOutput) else TFBaseModelOutput(*outputs)
