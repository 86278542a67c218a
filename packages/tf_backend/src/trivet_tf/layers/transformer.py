"""Embeddings, a stack of layers, and what follows them: a base model, or a side of an encoder-decoder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trivet.errors import InvalidInputError
from trivet.families import blocks
from trivet.families.inputs import SOUNDS
from trivet_tf.cache import Cache
from trivet_tf.cache.encoder_decoder import EncoderDecoderCache
from trivet_tf.framework import keras, tf
from trivet_tf.layers.alone import UsedAlone
from trivet_tf.layers.building import Composite
from trivet_tf.layers.embeddings import EmbeddingParts, TextEmbeddings, length_of
from trivet_tf.layers.linear import linear_class
from trivet_tf.layers.masks import head_masks, positions_by_mask, token_masks, with_axes
from trivet_tf.layers.norms import norm_class
from trivet_tf.layers.pictures import PatchEmbeddings
from trivet_tf.layers.places import Address, Place, follow
from trivet_tf.layers.pooler import Pooler, Pooling
from trivet_tf.layers.positions import SinusoidalPositions
from trivet_tf.layers.rotary import RotaryPositions
from trivet_tf.layers.slopes import sloped_bias
from trivet_tf.layers.sounds import SoundParts
from trivet_tf.layers.stack import Passed, Stack, StackParts
from trivet_tf.layers.step import (
    Source,
    Step,
    mask_of,
    masks_of,
    next_positions,
    past_of_side,
    routed,
    stepped,
    wanted,
)
from trivet_tf.model.calling import unpack_inputs
from trivet_tf.model.outputs import (
    TFBaseModelOutput,
    TFBaseModelOutputWithPast,
    TFBaseModelOutputWithPastAndCrossAttentions,
    TFBaseModelOutputWithPooling,
    TFBaseModelOutputWithPoolingAndCrossAttentions,
    TFModelOutput,
    TFMoeModelOutputWithPast,
)

ops = keras.ops


class Transformer(UsedAlone, EmbeddingParts, SoundParts, StackParts, Composite):
    """The transformer of a block: encoder or decoder, with or without cross-attention.

    Args:
        config: the model's config, for rotary positions and options of a call.
        words_at: the address of the word embedding in the model, if it is not here.
        pools: whether to have the pooling layer, if the block has one.
        masks: whether patches of pictures can be masked.
    """

    def __init__(
        self,
        block: blocks.Transformer,
        config: Any,
        *,
        place: Place,
        name: str | None = None,
        words_at: Address | None = None,
        pools: bool = True,
        masks: bool = False,
    ) -> None:
        super().__init__(place=place, name=name)
        self.config, self.words_at = config, words_at
        nowhere: Address = ()
        self.embeddings_at = self.stack_at = self.project_at = self.norm_at = self.pooler_at = nowhere
        self.reads_pictures = isinstance(block.embeddings, blocks.PatchEmbeddings)
        if isinstance(block.embeddings, blocks.SoundEmbeddings):
            self.main_input_name = SOUNDS
            self.add_sounds(block.embeddings)
        elif isinstance(block.embeddings, blocks.PatchEmbeddings):
            self.main_input_name = "pixel_values"
            self.put(block.embeddings.at, PatchEmbeddings, block.embeddings, masks)
            self.embeddings_at = self.below(block.embeddings.at)
        elif block.embeddings.at:
            self.put(block.embeddings.at, TextEmbeddings, block.embeddings)
            self.embeddings_at = self.below(block.embeddings.at)
        else:
            self.add_embeddings(block.embeddings, holds_words=words_at is None)
        if block.stack.at:
            self.put(block.stack.at, Stack, block.stack)
            self.stack_at = self.below(block.stack.at)
        else:
            self.add_layers(block.stack)
        if block.project is not None:
            self.project_at = self.put_at(block.project.at, linear_class(block.project), block.project)
        if block.norm is not None:
            self.norm_at = self.put_at(block.norm.at, norm_class(block.norm), block.norm)
        self.pooling: Pooling | None = None
        if block.pooler is not None and pools:
            self._add_pooler(block.pooler)
        elif block.pooler is not None and block.pooler.path:
            setattr(self, block.pooler.path, None)
        self._describe(block)

    def _add_pooler(self, block: blocks.Pooler) -> None:
        if block.at:
            self.put(block.at, Pooler, block)
            self.pooler_at = self.below(block.at)
        else:
            self.pooling = Pooling(self, block)

    def _describe(self, block: blocks.Transformer) -> None:
        attentions = [each.attention for each in block.stack.layers]
        self.causal, self.crosses, self.masks_tokens = block.causal, block.crosses, block.masks_tokens
        self.routes, self.one_head_mask = block.routes, block.one_head_mask
        windows = self.windows = tuple(each.window for each in attentions)
        self.pass_count = len(windows if block.stack.passes is None else block.stack.passes)
        self.layer_of_window = {window: windows.index(window) for window in windows} or {None: 0}
        places, self.slopes = block.embeddings.positions, block.stack.slopes
        self.hidden_at = places.hidden if isinstance(places, blocks.Learned) and places.by_mask else None
        self.relative = block.stack.relative is not None or any(each.relative is not None for each in attentions)
        self.rotary = {each.rotary.at: RotaryPositions(each.rotary) for each in attentions if each.rotary is not None}
        tables = {at: each.table for at, each in self.rotary.items() if each.table is not None}
        self.rotations_at = {at: self.put_at(at, SinusoidalPositions, table) for at, table in tables.items()}

    @property
    def word_table(self) -> keras.layers.Layer:
        """The layer of the word embedding."""
        if self.words_at is not None:
            return follow(self.place.top, self.words_at)
        holder: Any = self._embedder()
        if self.reads_pictures:
            return follow(holder, holder.patches_at)
        if self.sounds is not None:
            return follow(self, self.convolutions_at[0])
        return follow(holder, holder.own_words)

    @property
    def blocks(self) -> list[Any]:
        """The layers of the stack."""
        layers: list[Any] = follow(self, self.stack_at).blocks if self.stack_at else super().blocks
        return layers

    def words_of(
        self,
        input_ids: tf.Tensor | None,
        inputs_embeds: tf.Tensor | None,
        table: keras.layers.Layer | None = None,
        prefix: str = "",
    ) -> tf.Tensor:
        """As for `EmbeddingParts`."""
        table = self.word_table if table is None and self.words_at is not None else table
        holder: Any = self._embedder() if self.embeddings_at else super()
        words: tf.Tensor = holder.words_of(input_ids, inputs_embeds, table, prefix)
        return words

    @unpack_inputs
    def call(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        token_type_ids: tf.Tensor | None = None,
        position_ids: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        inputs_embeds: tf.Tensor | None = None,
        past_key_values: Any = None,
        use_cache: bool | None = None,
        encoder_hidden_states: tf.Tensor | None = None,
        encoder_attention_mask: tf.Tensor | None = None,
        cross_attn_head_mask: tf.Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool = True,
        training: bool = False,
        task_type_ids: tf.Tensor | None = None,
        bbox: tf.Tensor | None = None,
        pixel_values: tf.Tensor | None = None,
        bool_masked_pos: tf.Tensor | None = None,
        interpolate_pos_encoding: bool | None = None,
        output_router_logits: bool | None = None,
        input_features: tf.Tensor | None = None,
    ) -> TFModelOutput | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, size], and other outputs.

        Args:
            inputs_embeds: [batch, length, size of embeddings], instead of ids.
            pixel_values: pictures [batch, channels, height, width], of a model of pictures; `bool_masked_pos` is 1 for
                masked patches, [batch, patches].
            input_features: spectrograms [batch, bands, frames], of a model of sounds; their `attention_mask` hides no
                token, but says which frames training may hide.
            past_key_values: the cache of earlier tokens; of an encoder, keys and values before its own (prefix tuning).
            encoder_hidden_states: [batch, source, size]; without them, and without their keys in the cache,
                cross-attention is skipped.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are passed, a mask has another shape, or
                `past_key_values` is not a cache of this model.
            InvalidInputError: an encoder's states are passed to layers without cross-attention.
        """
        config = self.config
        use_cache = self.causal and (getattr(config, "use_cache", False) if use_cache is None else use_cache)
        if encoder_hidden_states is not None and not self.crosses:
            raise InvalidInputError("encoder_hidden_states need layers that attend to them: set add_cross_attention")
        causal, crosses = self.causal, self.crosses
        past = past_of_side(past_key_values, use_cache, causal=causal, crosses=crosses, layers=self.pass_count)
        own = past.self_attention if isinstance(past, EncoderDecoderCache) else past
        if position_ids is None and self.hidden_at is not None:
            new = length_of(input_ids, inputs_embeds)
            position_ids = positions_by_mask(attention_mask, 0 if own is None else own.length, new, self.hidden_at)
        further = {"task_type_ids": task_type_ids, "bbox": bbox}
        if self.reads_pictures:
            states = self._embedder()(
                pixel_values, bool_masked_pos, interpolate_pos_encoding=interpolate_pos_encoding, training=training
            )
        elif self.sounds is not None:
            states, attention_mask = self.heard(input_features, attention_mask, training), None
        else:
            states = self._embedded(input_ids, token_type_ids, position_ids, inputs_embeds, own, training, further)
        tokens = seeing = None
        if self.masks_tokens and attention_mask is not None:
            tokens, seeing = token_masks(attention_mask, states)
            states = states * ops.cast(with_axes(tokens, 2), states.dtype)
        cross_heads = head_mask if self.one_head_mask else cross_attn_head_mask
        step = Step(
            self._masks(attention_mask, own, ops.shape(states)[1]),
            head_masks(head_mask, self.pass_count),
            need_weights=wanted(config, "output_attentions", output_attentions),
            need_routing=self.routes and wanted(config, "output_router_logits", output_router_logits),
            training=training,
            cache=own,
            positions=self._positions(own, ops.shape(states)[1]),
            bias=sloped_bias(self.slopes, attention_mask, own, ops.shape(states)[1]),
            rotations=self._rotations(position_ids, own, ops.shape(states)[1]),
            source=self._source(encoder_hidden_states, encoder_attention_mask, cross_heads, past),
            tokens=tokens,
            seeing=seeing,
        )
        passed = follow(self, self.stack_at)(states, step=step) if self.stack_at else self.run_layers(states, step)
        need_states = wanted(config, "output_hidden_states", output_hidden_states)
        output = self._output(passed, past if use_cache else None, step, need_states)
        return output if return_dict else output.to_tuple()

    def _embedded(
        self,
        input_ids: Any,
        token_type_ids: Any,
        position_ids: Any,
        inputs_embeds: Any,
        past: Any,
        training: bool,
        further: Mapping[str, Any],
    ) -> tf.Tensor:
        """The input of the first layer."""
        start = 0 if past is None else past.length
        if not self.embeddings_at:
            words = self.words_of(input_ids, inputs_embeds)
            states = self.embedded(words, input_ids, token_type_ids, position_ids, start, training, further)
        else:
            states = self._embedder()(
                input_ids,
                token_type_ids,
                position_ids,
                inputs_embeds,
                start=start,
                training=training,
                further={name: each for name, each in further.items() if each is not None},
            )
        return follow(self, self.project_at)(states) if self.project_at else states

    def _masks(self, attention_mask: Any, past: Cache | None, new: int | tf.Tensor) -> dict[int | None, Any]:
        if self.causal:
            return masks_of(attention_mask, past, new, self.layer_of_window)
        layers = self.layer_of_window.items()
        return {window: mask_of(attention_mask, past, new, window, layer) for window, layer in layers}

    def _positions(self, past: Cache | None, new: int | tf.Tensor) -> tuple[tf.Tensor, tf.Tensor] | None:
        """Positions of queries and of keys, if attention uses their distances."""
        if not self.relative:
            return None
        queries = ops.arange(new, dtype="int32")
        return (queries, queries) if past is None else (queries + past.length, past.key_positions(0, new))

    def _rotations(self, position_ids: Any, past: Cache | None, new: int | tf.Tensor) -> dict[str, Any]:
        places = next_positions(past, new) if position_ids is None and self.rotary else position_ids
        tables = {at: follow(self, address) for at, address in self.rotations_at.items()}
        return {at: each.rotation(places, self.compute_dtype, tables.get(at)) for at, each in self.rotary.items()}

    def _source(self, states: Any, mask: Any, head_mask: Any, past: Any) -> Source | None:
        """The encoder's output for cross-attention; None if there is none."""
        pairs = past.cross_attention if isinstance(past, EncoderDecoderCache) else ()
        if not self.crosses or (states is None and not pairs):
            return None
        return Source(states, mask_of(mask), pairs, head_masks(head_mask, self.pass_count))

    def _output(self, passed: Passed, past: Any, step: Step, need_states: bool) -> TFModelOutput:
        states, layered = follow(self, self.norm_at)(passed.states) if self.norm_at else passed.states, passed.layered
        outputs: dict[str, Any] = {
            "last_hidden_state": states,
            "hidden_states": tuple(passed.all_states) if need_states else None,
            "attentions": tuple(each.weights for each in layered) if step.need_weights else None,
        }
        kind: type[TFModelOutput] = TFBaseModelOutput
        if self.causal:
            kind, outputs["past_key_values"] = TFBaseModelOutputWithPast, stepped(past, layered, ops.shape(states)[1])
        if self.crosses:
            kind = TFBaseModelOutputWithPastAndCrossAttentions
            weights = tuple(each.cross_weights for each in layered)
            outputs["cross_attentions"] = weights if step.need_weights and step.source is not None else None
        if self.routes:
            kind, outputs["router_logits"] = TFMoeModelOutputWithPast, routed(layered) if step.need_routing else None
        if self.pooler_at or self.pooling is not None:
            kind = TFBaseModelOutputWithPoolingAndCrossAttentions if self.causal else TFBaseModelOutputWithPooling
            own = self.pooling
            outputs["pooler_output"] = follow(self, self.pooler_at)(states) if own is None else own.pooled(self, states)
        return kind(**outputs)

    def _embedder(self) -> Any:
        return follow(self, self.embeddings_at)
