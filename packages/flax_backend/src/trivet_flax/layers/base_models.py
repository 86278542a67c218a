"""The nnx modules of base models, built from a family's blueprint and a config."""

from __future__ import annotations

from typing import Any, ClassVar

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families import derive
from trivet.families.family import Family
from trivet.families.inputs import LOOKED_UP
from trivet.families.outputs import (
    BaseModelOutput,
    BaseModelOutputWithPast,
    BaseModelOutputWithPooling,
    BaseModelOutputWithPoolingAndCrossAttentions,
    ModelOutput,
    MoeModelOutputWithPast,
)
from trivet_flax.cache import Cache, EncoderDecoderCache
from trivet_flax.layers.embeddings import Embedding
from trivet_flax.layers.encoder_decoder import (
    EncoderDecoderParts,
    add_table,
    encoder_outputs,
    holds_words,
)
from trivet_flax.layers.places import put
from trivet_flax.layers.setup import PretrainedModule, Setup
from trivet_flax.layers.stack import States
from trivet_flax.layers.transformer import Side, TransformerParts

Array = jax.Array


class FamilyModule(PretrainedModule):
    """A module that is built from a family's blueprint.

    Attributes:
        family: the family of the blueprint.
        positional: names of positional inputs of calls.
        is_two_sided: whether it generates text with an encoder and a decoder that can be called separately.
        may_pool: whether the pooling layer is optional.
        may_mask: whether it may have a vector for masked patches.
    """

    family: ClassVar[Family]
    positional: ClassVar[tuple[str, ...]] = ("input_ids", "attention_mask")
    is_two_sided: ClassVar[bool] = False
    may_pool: ClassVar[bool] = False
    may_mask: ClassVar[bool] = False

    def has_prunable_heads(self, config: Any) -> bool:
        """Whether heads of its attention can be pruned."""
        return bool(derive.prunable(self.family.base(config)))

    def prune_recorded(self, config: Any) -> None:
        """Prune the heads that the config records as pruned and that still exist."""


class TransformerModule(FamilyModule, TransformerParts):
    """The base model of a family of encoders or decoders."""

    may_pool = True

    def __init__(
        self,
        config: Any,
        *,
        dtype: Any = jnp.float32,
        param_dtype: Any = jnp.float32,
        add_pooling_layer: bool | None = None,
        rngs: nnx.Rngs,
    ) -> None:
        block: Any = self.family.base(config)
        self.initial_std = block.std
        setup = Setup(rngs, dtype, param_dtype, block.std)
        pools = self.family.base_pools if add_pooling_layer is None else add_pooling_layer
        self.add_transformer(block, config, setup, pools=pools)

    def __call__(
        self,
        input_ids: Array | None = None,
        attention_mask: Array | None = None,
        *,
        token_type_ids: Array | None = None,
        position_ids: Array | None = None,
        head_mask: Array | None = None,
        inputs_embeds: Array | None = None,
        encoder_hidden_states: Array | None = None,
        encoder_attention_mask: Array | None = None,
        past_key_values: Cache | None = None,
        **options: Any,
    ) -> ModelOutput[Array]:
        """
        Args:
            input_ids, token_type_ids, position_ids: [batch, length]; positions default to those after the cache's.
            attention_mask: 1 for keys to attend to; [batch, length], [batch, length, length] or
                [batch, heads, length, length].
            head_mask: factors on the attention weights; [heads] or [layers, heads].
            inputs_embeds: embeddings [batch, length, size] instead of `input_ids`.
            encoder_hidden_states: an encoder's states [batch, source length, size], for a decoder with
                cross-attention; without them it skips that.
            encoder_attention_mask: as `attention_mask`, for those.
            past_key_values: a decoder's cache of earlier tokens; the outputs then contain the next cache.
            options: `task_type_ids`, `bbox`; `output_attentions` and the like; `deterministic` (whether dropout is
                off; None leaves it to `module.train()` and `module.eval()`) and `rngs`, its random state.

        Raises:
            InvalidInputError: neither or both of `input_ids` and `inputs_embeds` are passed, or a mask does not fit.
            TypeError: an input is passed that the model does not have.
            ValueError: an encoder's states are passed, and there is no cross-attention.
        """
        if not self.attends_source and (encoder_hidden_states is not None or encoder_attention_mask is not None):
            raise ValueError(
                "this model has no cross-attention: leave out encoder_hidden_states and encoder_attention_mask"
            )
        if past_key_values is not None and not self.is_decoder:
            raise ValueError("past_key_values is for decoders, but this config has is_decoder=False")
        outputs = self.transformed(
            *(input_ids, attention_mask, token_type_ids, position_ids, head_mask, inputs_embeds),
            past=past_key_values,
            further={name: options.pop(name, None) for name in LOOKED_UP},
            source=encoder_hidden_states,
            source_mask=encoder_attention_mask,
            cross_head_mask=options.pop("cross_attn_head_mask", head_mask if self.has_one_head_mask else None),
            **options,
        )
        hidden, states, weights = outputs.last_hidden_state, outputs.hidden_states, outputs.attentions
        pooled = self.pooled(jnp.asarray(hidden))
        if not self.is_decoder:
            return BaseModelOutputWithPooling(hidden, pooled, states, weights)
        past = outputs.past_key_values
        if pooled is not None:
            return BaseModelOutputWithPoolingAndCrossAttentions(
                hidden, pooled, states, past, weights, outputs.cross_attentions
            )
        if self.family.routes:
            return MoeModelOutputWithPast(hidden, past, states, weights, getattr(outputs, "router_logits", None))
        return outputs if self.attends_source else BaseModelOutputWithPast(hidden, past, states, weights)

    def init_cache(self, batch_size: int, max_length: int) -> Cache:
        """An empty cache.

        Raises:
            InputRangeError: the model has fewer positions.
        """
        self.embedding_module.require_positions(max_length)
        return self.empty_cache(batch_size, max_length)

    def keys_of_source(self, source: Array) -> tuple[Any, ...]:
        """What each layer sees of an encoder's states [batch, source length, size]."""
        return self.stack_module.keys_of(source)

    def prune_recorded(self, config: Any) -> None:
        """As for `FamilyModule`."""
        block: Any = self.family.base(config)
        self.prune_as(block)


class PictureModule(FamilyModule, TransformerParts):
    """The base model of a family of encoders of pictures."""

    positional = ("pixel_values",)
    may_pool = may_mask = True

    def __init__(
        self,
        config: Any,
        *,
        dtype: Any = jnp.float32,
        param_dtype: Any = jnp.float32,
        add_pooling_layer: bool | None = None,
        use_mask_token: bool = False,
        rngs: nnx.Rngs,
    ) -> None:
        block: Any = self.family.base(config)
        self.initial_std = block.std
        setup = Setup(rngs, dtype, param_dtype, block.std)
        pools = self.family.base_pools if add_pooling_layer is None else add_pooling_layer
        self.add_transformer(block, config, setup, pools=pools, masks=use_mask_token)

    def __call__(self, pixel_values: Array | None = None, **options: Any) -> BaseModelOutputWithPooling[Array]:
        """
        Args:
            pixel_values: pictures [batch, height, width, channels].
            options: as for `TransformerParts.transformed_pictures`.

        Raises:
            InvalidInputError: as for that.
        """
        outputs = self.transformed_pictures(pixel_values, **options)
        hidden = jnp.asarray(outputs.last_hidden_state)
        return BaseModelOutputWithPooling(hidden, self.pooled(hidden), outputs.hidden_states, outputs.attentions)

    def prune_recorded(self, config: Any) -> None:
        """As for `FamilyModule`."""
        block: Any = self.family.base(config)
        self.prune_as(block)


class EncoderDecoderModule(FamilyModule, EncoderDecoderParts):
    """The base model of a family of encoder-decoders."""

    positional = ("input_ids", "attention_mask", "decoder_input_ids", "decoder_attention_mask")

    def __init__(
        self, config: Any, *, dtype: Any = jnp.float32, param_dtype: Any = jnp.float32, rngs: nnx.Rngs
    ) -> None:
        block: Any = self.family.base(config)
        self.initial_std = block.std
        self.add_sides(block, config, Setup(rngs, dtype, param_dtype, block.std))

    def __call__(self, *inputs: Any, **options: Any) -> Any:
        """As `both`; inputs by position are those of `positional`."""
        return self.both(**dict(zip(self.positional, inputs, strict=False)), **options)

    def encode(self, *inputs: Any, **options: Any) -> BaseModelOutput[Array]:
        """As `encoded`; by position with the inputs of linen's modules."""
        names = (self.positional[0], "attention_mask", "position_ids", "head_mask", "inputs_embeds")
        return self.encoded(**dict(zip(names, inputs, strict=False)), **options)

    def decode(self, *inputs: Any, **options: Any) -> Any:
        """As `decoded`."""
        return self.decoded(*inputs, **options)

    def init_cache(self, batch_size: int, max_length: int, encoder_outputs: Any = None) -> EncoderDecoderCache:
        """As `empty_cache`."""
        return self.empty_cache(batch_size, max_length, encoder_outputs)

    def prune_recorded(self, config: Any) -> None:
        """As for `FamilyModule`."""
        block: Any = self.family.base(config)
        for side, each in zip(self.sides, block.sides, strict=True):
            side.prune_as(each)


class SideModule(FamilyModule):
    """One side of an encoder-decoder as a separate model; a decoder has its own word embedding.

    Attributes:
        side: its path.
    """

    side: ClassVar[str]

    def __init__(
        self, config: Any, *, dtype: Any = jnp.float32, param_dtype: Any = jnp.float32, rngs: nnx.Rngs
    ) -> None:
        block: Any = self.family.base(config)
        self.initial_std = block.std
        own = next(each for each in block.sides if each.at == self.side)
        setup = Setup(rngs, dtype, param_dtype, block.std)
        holds_own = own is block.decoder or holds_words(block, own)
        self.table_at = "" if holds_own else add_table(self, block, setup)
        put(self, own.at, Side(own, config, setup, holds_words=holds_own))

    def __call__(
        self,
        input_ids: Array | None = None,
        attention_mask: Array | None = None,
        *,
        head_mask: Array | None = None,
        inputs_embeds: Array | None = None,
        **options: Any,
    ) -> ModelOutput[Array]:
        """As `EncoderDecoderParts.encoded`."""
        table: Embedding | None = getattr(self, self.table_at) if self.table_at else None
        inputs = {"input_ids": input_ids, "attention_mask": attention_mask, "head_mask": head_mask}
        return encoder_outputs(getattr(self, self.side), table, inputs_embeds=inputs_embeds, **inputs, **options)

    def encode(self, *inputs: Any, **options: Any) -> ModelOutput[Array]:
        """As a call, by the name that whole encoder-decoders have for it."""
        return self(*inputs, **options)

    def prune_recorded(self, config: Any) -> None:
        """As for `FamilyModule`."""
        block: Any = self.family.base(config)
        getattr(self, self.side).prune_as(next(each for each in block.sides if each.at == self.side))


class DecoderModule(SideModule):
    """The decoder of an encoder-decoder, without its encoder."""

    is_decoder = True

    def __call__(
        self,
        input_ids: Array | None = None,
        attention_mask: Array | None = None,
        *,
        position_ids: Array | None = None,
        head_mask: Array | None = None,
        inputs_embeds: Array | None = None,
        encoder_hidden_states: Array | None = None,
        encoder_attention_mask: Array | None = None,
        cross_attn_head_mask: Array | None = None,
        past_key_values: Cache | None = None,
        **options: Any,
    ) -> States:
        """As for `TransformerModule`."""
        outputs: States = getattr(self, self.side)(
            input_ids,
            attention_mask,
            None,
            position_ids,
            head_mask,
            inputs_embeds,
            past=past_key_values,
            source=encoder_hidden_states,
            source_mask=encoder_attention_mask,
            cross_head_mask=cross_attn_head_mask,
            **options,
        )
        return outputs

    def init_cache(self, batch_size: int, max_length: int) -> Cache:
        """As for `TransformerModule`."""
        decoder: Side = getattr(self, self.side)
        decoder.embedding_module.require_positions(max_length)
        return decoder.empty_cache(batch_size, max_length)

    def keys_of_source(self, source: Array) -> tuple[Any, ...]:
        """As of `TransformerModule`."""
        decoder: Side = getattr(self, self.side)
        return decoder.stack_module.keys_of(source)
