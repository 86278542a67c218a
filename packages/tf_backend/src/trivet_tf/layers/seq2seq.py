"""The encoder and decoder that BART's relatives share, and how states go through any decoder that reads an encoder.

What sets the relatives apart their configs say: whether norms come first, what ends a stack, how positions are made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from trivet.families.seq2seq import Seq2SeqConfig
from trivet_tf.encoder_decoder_cache import EncoderDecoderCache
from trivet_tf.framework import keras, tf
from trivet_tf.layers.attention import attention_mask_of, causal_mask, head_masks, with_axes
from trivet_tf.layers.building import Composite, IndexEmbedding
from trivet_tf.layers.embeddings import SinusoidalPositions
from trivet_tf.layers.encoder import run_layers
from trivet_tf.layers.norms import LayerNorm
from trivet_tf.layers.seq2seq_blocks import EPS, DecoderBlock, EncoderBlock
from trivet_tf.layers.step import check_reach
from trivet_tf.outputs import TFBaseModelOutput, TFBaseModelOutputWithPastAndCrossAttentions

ops = keras.ops


def decoder_mask(attention_mask: tf.Tensor | None, new: int | tf.Tensor, past: EncoderDecoderCache | None) -> tf.Tensor:
    """Which positions each new one may attend to, as `attend` takes it.

    Args:
        attention_mask: of past and new positions, as for `causal_mask`.

    Raises:
        InvalidInputError: as `causal_mask`.
    """
    if past is None:
        return causal_mask(attention_mask, new)
    check_reach(attention_mask, past.self_attention, new)
    keys = past.self_attention.key_positions(0, new)
    return causal_mask(attention_mask, new, start=past.length, key_positions=keys)


def run_decoder(
    layers: Sequence[keras.layers.Layer],
    states: tf.Tensor,
    mask: tf.Tensor,
    encoder_states: tf.Tensor | None,
    encoder_mask: tf.Tensor | None,
    past: EncoderDecoderCache | None,
    *,
    head_mask: tf.Tensor | None = None,
    cross_head_mask: tf.Tensor | None = None,
    inputs: tuple[Any, ...] = (),
    finish: Callable[[tf.Tensor], tf.Tensor] | None = None,
    use_cache: bool,
    output_attentions: bool,
    output_hidden_states: bool,
    training: bool,
) -> TFBaseModelOutputWithPastAndCrossAttentions:
    """States [batch, length, hidden] through layers, each of which also attends to an encoder's states.

    Args:
        layers: each has `cross_keys`, and gives states, weights, weights over the encoder, what the cache is to keep.
        mask: as for `attend`.
        encoder_states: [batch, source, hidden]; not needed where the cache has them.
        encoder_mask: as for `attention_mask_of`.
        inputs: what every layer takes besides.
        finish: what the last states go through, such as a norm.

    Raises:
        ValueError: neither the caller nor the cache has the encoder's states.
    """
    known = () if past is None else past.cross_attention
    if encoder_states is None and not known:
        raise ValueError("a decoder needs encoder_outputs, or past_key_values that hold the encoder's keys")
    far_mask = None if encoder_mask is None else attention_mask_of(encoder_mask)
    all_states, weights, cross_weights, kept, cross_kept = [], [], [], [], []
    masks = zip(head_masks(head_mask, len(layers)), head_masks(cross_head_mask, len(layers)), strict=True)
    for index, (layer, (heads, cross_heads)) in enumerate(zip(layers, masks, strict=True)):
        all_states.append(states)
        far = known[index] if known else layer.cross_keys(encoder_states)
        states, own_weights, far_weights, pair = layer(
            states,
            mask,
            heads,
            *inputs,
            cross=far,
            encoder_mask=far_mask,
            cross_head_mask=cross_heads,
            store=None if past is None else partial(past.self_attention.store, index),
            need_weights=output_attentions,
            training=training,
        )
        weights.append(own_weights)
        cross_weights.append(far_weights)
        kept.append(pair)
        cross_kept.append(far)
    states = states if finish is None else finish(states)
    stepped = past.stepped(kept, cross_kept, ops.shape(states)[1]) if past is not None and use_cache else None
    return TFBaseModelOutputWithPastAndCrossAttentions(
        last_hidden_state=states,
        past_key_values=stepped,
        hidden_states=(*all_states, states) if output_hidden_states else None,
        attentions=tuple(weights) if output_attentions else None,
        cross_attentions=tuple(cross_weights) if output_attentions else None,
    )


class Stack(Composite):
    """Positions, layers and norms of an encoder or decoder, which takes vectors of words.

    Layers `embed_positions`, `layers.0`, …, and `layernorm_embedding` and `layer_norm` where the config has them.
    """

    def __init__(
        self, config: Seq2SeqConfig, layer_class: Callable[..., keras.layers.Layer], count: int, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        size, policy, name = config.d_model, self.dtype_policy, "embed_positions"
        # The first two rows of learned positions are nobody's.
        self.offset = 2 if config.has_learned_positions else 0
        self.embed_positions = (
            IndexEmbedding(config.position_rows, size, initializer_range=config.init_std, dtype=policy, name=name)
            if config.has_learned_positions
            else SinusoidalPositions(config.position_rows, size, dtype=policy, name=name)
        )
        self.blocks = [layer_class(config, dtype=policy, name=f"layers.{index}") for index in range(count)]
        self.layernorm_embedding = self.layer_norm = None
        if config.has_embedding_norm:
            self.layernorm_embedding = LayerNorm(size, eps=EPS, dtype=policy, name="layernorm_embedding")
        if config.has_final_norm:
            self.layer_norm = LayerNorm(size, eps=EPS, dtype=policy, name="layer_norm")
        self.dropout = keras.layers.Dropout(config.dropout, dtype=policy, name="dropout")

    def embedded(self, words: tf.Tensor, positions: tf.Tensor, training: bool) -> tf.Tensor:
        """Words [batch, length, d_model] at positions [batch or 1, length]."""
        states = words + self.embed_positions(positions + self.offset)
        if self.layernorm_embedding is not None:
            states = self.layernorm_embedding(states)
        return self.dropout(states, training=training)


class Seq2SeqEncoder(Stack):
    """The encoder."""

    def __init__(self, config: Seq2SeqConfig, **kwargs: Any) -> None:
        super().__init__(config, EncoderBlock, config.encoder_layers, **kwargs)

    def call(
        self,
        words: tf.Tensor,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        output_attentions: bool = False,
        output_hidden_states: bool = False,
        training: bool = False,
    ) -> TFBaseModelOutput:
        """[batch, length, d_model] → the same, with every layer's states and weights if asked for."""
        positions = with_axes(ops.arange(ops.shape(words)[1], dtype="int32"), 0)
        return run_layers(
            self.blocks,
            self.embedded(words, positions, training),
            None if attention_mask is None else attention_mask_of(attention_mask),
            head_mask,
            finish=self.layer_norm,
            output_attentions=output_attentions,
            output_hidden_states=output_hidden_states,
            training=training,
        )


class Seq2SeqDecoder(Stack):
    """The decoder."""

    def __init__(self, config: Seq2SeqConfig, **kwargs: Any) -> None:
        super().__init__(config, DecoderBlock, config.decoder_layers, **kwargs)

    def call(
        self,
        words: tf.Tensor,
        attention_mask: tf.Tensor | None = None,
        position_ids: tf.Tensor | None = None,
        encoder_states: tf.Tensor | None = None,
        encoder_mask: tf.Tensor | None = None,
        past: EncoderDecoderCache | None = None,
        head_mask: tf.Tensor | None = None,
        cross_head_mask: tf.Tensor | None = None,
        use_cache: bool = False,
        output_attentions: bool = False,
        output_hidden_states: bool = False,
        training: bool = False,
    ) -> TFBaseModelOutputWithPastAndCrossAttentions:
        """[batch, length, d_model] → the same, as `run_decoder` has it."""
        new = ops.shape(words)[1]
        if position_ids is None:
            position_ids = with_axes(ops.arange(new, dtype="int32"), 0) + (0 if past is None else past.length)
        return run_decoder(
            self.blocks,
            self.embedded(words, position_ids, training),
            decoder_mask(attention_mask, new, past),
            encoder_states,
            encoder_mask,
            past,
            finish=self.layer_norm,
            head_mask=head_mask,
            cross_head_mask=cross_head_mask,
            use_cache=use_cache,
            output_attentions=output_attentions,
            output_hidden_states=output_hidden_states,
            training=training,
        )


class EncoderDecoder(Composite):
    """Both stacks: layers `encoder`, `decoder`."""

    def __init__(self, config: Seq2SeqConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.encoder = Seq2SeqEncoder(config, dtype=self.dtype_policy, name="encoder")
        self.decoder = Seq2SeqDecoder(config, dtype=self.dtype_policy, name="decoder")
