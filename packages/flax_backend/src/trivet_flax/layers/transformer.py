"""Embeddings, a stack of layers and what follows it: a base model, or one side of an encoder-decoder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families import blocks
from trivet.families.call_checks import require_mask_fits, require_one_of, require_positions
from trivet_flax.cache import Cache, fixed_cache
from trivet_flax.layers.embeddings import Embedding, EmbeddingParts, TextEmbeddings
from trivet_flax.layers.linear import linear
from trivet_flax.layers.masks import positions_by_mask, token_masks
from trivet_flax.layers.norms import norm
from trivet_flax.layers.pictures import PatchEmbeddings
from trivet_flax.layers.places import at, put
from trivet_flax.layers.rotary import Rotary, Rotation
from trivet_flax.layers.setup import Setup
from trivet_flax.layers.sounds import SoundParts
from trivet_flax.layers.stack import AnyCache, Stack, StackParts, States
from trivet_flax.layers.step import Step

Array = jax.Array


class Pooler(nnx.Module):
    """The pooling layer as a separate module."""

    def __init__(self, block: blocks.Pooler, setup: Setup) -> None:
        self.described = block
        add_pooling(self, block, setup)

    def __call__(self, hidden: Array) -> Array:
        """[batch, length, size] → [batch, size]."""
        return pooled_by(self, self.described, hidden)


def add_pooling(holder: Any, block: blocks.Pooler, setup: Setup) -> None:
    """Create the parts of a pooling layer in a module."""
    if block.norm is not None:
        put(holder, block.norm.at, norm(block.norm, setup))
    if block.linear is not None:
        put(holder, block.linear.at, linear(block.linear, setup))


def pooled_by(holder: Any, block: blocks.Pooler, hidden: Array) -> Array:
    """As `blocks.Pooler`, by parts in a module: [batch, length, size] → [batch, size]."""
    pooled = hidden[:, 0] if block.mean_from is None else hidden[:, block.mean_from :].mean(axis=1)
    pooled = pooled if block.norm is None else at(holder, block.norm.at)(pooled)
    return pooled if block.linear is None else jnp.tanh(at(holder, block.linear.at)(pooled))


class TransformerParts(EmbeddingParts, SoundParts, StackParts):
    """Embeddings, layers, norm and pooler.

    Attributes:
        embeddings_at, stack_at, project_at, norm_behind_at, pooler_at: paths; empty if there is no such module, or if
            it is part of this one.
        pooling: a pooling layer whose parts belong to this module; else None.
        compute_dtype: dtype of the computation.
    """

    compute_dtype: Any

    def add_transformer(
        self,
        block: blocks.Transformer,
        config: Any,
        setup: Setup,
        *,
        holds_words: bool = True,
        pools: bool = True,
        masks: bool = False,
    ) -> None:
        """
        Args:
            config: the config, for the frequencies of rotary positions.
            holds_words: as for `EmbeddingParts`.
            pools: whether to create the pooling layer, if the block has one.
            masks: whether patches of pictures can be masked.
        """
        self.embeddings_at, self.stack_at, self.compute_dtype = block.embeddings.at, block.stack.at, setup.dtype
        if isinstance(block.embeddings, blocks.SoundEmbeddings):
            self.add_sounds(block.embeddings, setup)
        elif isinstance(block.embeddings, blocks.PatchEmbeddings):
            put(self, block.embeddings.at, PatchEmbeddings(block.embeddings, setup, masks=masks))
        elif block.embeddings.at:
            put(self, block.embeddings.at, TextEmbeddings(block.embeddings, setup, holds_words=holds_words))
        else:
            self.add_embeddings(block.embeddings, setup, holds_words=holds_words)
        if block.stack.at:
            put(self, block.stack.at, Stack(block.stack, setup))
        else:
            self.add_layers(block.stack, setup)
        self.project_at = "" if block.project is None else block.project.at
        if block.project is not None:
            put(self, block.project.at, linear(block.project, setup))
        self.norm_behind_at = "" if block.norm is None else block.norm.at
        if block.norm is not None:
            put(self, block.norm.at, norm(block.norm, setup))
        self._add_pooler(block.pooler if pools else None, setup)
        attentions = [layer.attention for layer in block.stack.layers]
        self.masks_tokens = block.masks_tokens
        self.is_decoder, self.attends_source, self.routes = block.causal, block.crosses, block.routes
        self.has_one_head_mask = block.one_head_mask
        where = block.embeddings.positions
        self.hidden_at = where.hidden if isinstance(where, blocks.Learned) and where.by_mask else None
        turned = [each.rotary for each in attentions if each.rotary is not None]
        self.rotary = tuple({each.at: (each.at, Rotary(each)) for each in turned}.values())
        self.has_positions = (
            bool(self.rotary) or block.embeddings.positions is not None or block.stack.slopes is not None
        )
        self.reads_pictures = isinstance(block.embeddings, blocks.PatchEmbeddings)

    def _add_pooler(self, block: blocks.Pooler | None, setup: Setup) -> None:
        self.pooler_at = ""
        self.pooling: blocks.Pooler | None = None
        if block is None:
            self.pooler = None
        elif block.at:
            self.pooler_at = block.at
            put(self, block.at, Pooler(block, setup))
        else:
            self.pooling = block
            add_pooling(self, block, setup)

    @property
    def embedding_module(self) -> EmbeddingParts:
        """The module of the embeddings."""
        module: EmbeddingParts = at(self, self.embeddings_at)
        return module

    @property
    def stack_module(self) -> StackParts:
        """The module of the layers."""
        module: StackParts = at(self, self.stack_at)
        return module

    @property
    def words_table(self) -> Embedding:
        """The word embedding."""
        return self.embedding_module.own_words

    def transformed(
        self,
        input_ids: Array | None,
        attention_mask: Array | None = None,
        token_type_ids: Array | None = None,
        position_ids: Array | None = None,
        head_mask: Array | None = None,
        inputs_embeds: Array | None = None,
        *,
        table: Embedding | None = None,
        past: AnyCache | None = None,
        further: Mapping[str, Array | None] | None = None,
        prefix: str = "",
        output_attentions: bool = False,
        output_hidden_states: bool = False,
        output_router_logits: bool = False,
        deterministic: bool | None = None,
        rngs: nnx.Rngs | None = None,
        **crossed: Any,
    ) -> States:
        """
        Args:
            table: the word embedding, if there is none here.
            further: as for `EmbeddingParts.embedded`.
            prefix: prefix of the names of `input_ids` and `inputs_embeds`, for messages.
            crossed: the source, as for `StackParts.run_layers`.

        Raises:
            InvalidInputError: neither or both of `input_ids` and `inputs_embeds` are passed, or a mask does not fit.
            TypeError: positions are passed to a model with relative ones only, or segments to a model without them.
        """
        require_one_of(input_ids, inputs_embeds, prefix)
        if position_ids is not None and not self.has_positions:
            raise TypeError(f"{prefix}position_ids were passed, but the model has relative positions only")
        drop: dict[str, Any] = {"deterministic": deterministic, "rngs": rngs}
        start = 0 if past is None else past.index
        embed: Any = self.embedding_module if self.embeddings_at else self.embedded
        places = None if self.rotary else position_ids
        if places is None and self.hidden_at is not None:
            require_one_of(input_ids, inputs_embeds)
            new = (input_ids if inputs_embeds is None else inputs_embeds).shape[1]  # type: ignore[union-attr]
            places = positions_by_mask(attention_mask, jnp.arange(new) + start, self.hidden_at)
        facts: dict[str, Any] = {"start": start, "table": table, "further": further, **drop}
        hidden = embed(input_ids, inputs_embeds, token_type_ids, places, **facts)
        if self.project_at:
            hidden = at(self, self.project_at)(hidden)
        tokens = seeing = None
        if self.masks_tokens and attention_mask is not None:
            tokens, seeing = token_masks(attention_mask, hidden.shape[1])
            require_mask_fits((tokens.shape[0], 1, 1, tokens.shape[1]), (hidden.shape[0], 1, 1, hidden.shape[1]))
            hidden = hidden * tokens[..., None].astype(hidden.dtype)
        step = Step(
            rotations=self._rotations(position_ids, hidden.shape[1], start),
            tokens=tokens,
            seeing=seeing,
            need_weights=output_attentions,
            need_routing=output_router_logits and self.routes,
            **drop,
        )
        options = {"past": past, "output_hidden_states": output_hidden_states, **crossed}
        return self._layered(hidden, attention_mask, head_mask, step, **options)

    def transformed_pictures(
        self,
        pixel_values: Array | None,
        bool_masked_pos: Array | None = None,
        head_mask: Array | None = None,
        interpolate_pos_encoding: bool | Array = False,
        *,
        output_attentions: bool = False,
        output_hidden_states: bool = False,
        deterministic: bool | None = None,
        rngs: nnx.Rngs | None = None,
    ) -> States:
        """
        Args:
            pixel_values: [batch, height, width, channels]; the other inputs as for `PatchEmbeddings`.

        Raises:
            InvalidInputError: as for `PatchEmbeddings`, or a mask does not fit.
        """
        drop: dict[str, Any] = {"deterministic": deterministic, "rngs": rngs}
        embed: Any = at(self, self.embeddings_at)
        hidden = embed(pixel_values, bool_masked_pos, interpolate_pos_encoding, **drop)
        step = Step(need_weights=output_attentions, **drop)
        return self._layered(hidden, None, head_mask, step, output_hidden_states=output_hidden_states)

    def transformed_sounds(
        self,
        input_features: Array | None,
        attention_mask: Array | None = None,
        head_mask: Array | None = None,
        *,
        output_attentions: bool = False,
        output_hidden_states: bool = False,
        deterministic: bool | None = None,
        rngs: nnx.Rngs | None = None,
    ) -> States:
        """
        Args:
            input_features, attention_mask: as for `SoundParts.heard`; the mask hides no token.

        Raises:
            InvalidInputError: as for that.
        """
        drop: dict[str, Any] = {"deterministic": deterministic, "rngs": rngs}
        hidden = self.heard(input_features, attention_mask, **drop)
        step = Step(need_weights=output_attentions, **drop)
        return self._layered(hidden, None, head_mask, step, output_hidden_states=output_hidden_states)

    def _layered(self, hidden: Array, *inputs: Any, **options: Any) -> States:
        """The layers' outputs, normed; arguments as for `StackParts.run_layers`."""
        run: Any = self.stack_module if self.stack_at else self.run_layers
        outputs: States = run(hidden, *inputs, **options)
        if self.norm_behind_at:
            outputs = replace(outputs, last_hidden_state=at(self, self.norm_behind_at)(outputs.last_hidden_state))
        return outputs

    def _rotations(self, position_ids: Array | None, length: int, start: Any) -> dict[str, Rotation] | None:
        if not self.rotary:
            return None
        places = jnp.arange(length)[None] + start if position_ids is None else position_ids
        for _, rotary in self.rotary:
            if rotary.places is not None:
                require_positions(length, rotary.places)
        return {at: rotary(places) for at, rotary in self.rotary}

    def pooled(self, hidden: Array) -> Array | None:
        """The pooled output [batch, size] of states [batch, length, size]; None without a pooling layer."""
        if self.pooler_at:
            pooled: Array = at(self, self.pooler_at)(hidden)
            return pooled
        return None if self.pooling is None else pooled_by(self, self.pooling, hidden)

    def empty_cache(self, batch_size: int, max_length: int) -> Cache:
        """An empty cache of fixed shape."""
        stack = self.stack_module
        layers = [stack.all_layers[index].attention_module() for turn in stack.passes for index in turn]
        facts = [each.attention_facts for each in layers]
        shapes = [(batch_size, max_length, each.key_heads, each.head_size) for each in facts]
        return fixed_cache(shapes, [each.window for each in facts], self.compute_dtype)

    def prune_as(self, block: blocks.Transformer) -> None:
        """Prune the heads that a block lacks and that still exist."""
        for layer, each in zip(self.stack_module.all_layers, block.stack.layers, strict=True):
            going = frozenset(each.attention.pruned) - layer.attention_module().attention_facts.pruned
            if going:
                layer.prune_heads(going)


class Side(TransformerParts):
    """One side of an encoder-decoder."""

    def __init__(self, block: blocks.Transformer, config: Any, setup: Setup, *, holds_words: bool) -> None:
        self.add_transformer(block, config, setup, holds_words=holds_words)

    def __call__(self, *inputs: Any, **options: Any) -> States:
        """As `transformed`."""
        return self.transformed(*inputs, **options)
