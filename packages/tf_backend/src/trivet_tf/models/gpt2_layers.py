"""The layers of GPT-2 (Radford et al., 2019). Its models are in `trivet_tf.models.gpt2`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from trivet.families.pruning import kept_places
from trivet.families.text.gpt2 import GPT2Config
from trivet_tf.activations import activation
from trivet_tf.cache import Pair
from trivet_tf.framework import keras, tf
from trivet_tf.layers.attention import attend, merge_heads, split_heads
from trivet_tf.layers.building import Composite, IndexEmbedding
from trivet_tf.layers.conv1d import Conv1D
from trivet_tf.layers.embeddings import words_of
from trivet_tf.layers.norms import LayerNorm
from trivet_tf.layers.step import Store, layer_masks, next_positions, past_of, stored, through
from trivet_tf.outputs import TFBaseModelOutputWithPast
from trivet_tf.pruning import Prunable, keep

ops = keras.ops


class GPT2Attention(Composite):
    """Causal self-attention. Layers `c_attn` (queries, keys and values side by side), `c_proj`."""

    def __init__(self, config: GPT2Config, index: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        size, policy, deviation = config.n_embd, self.dtype_policy, config.initializer_range
        self.heads, self.upcast = config.n_head, config.reorder_and_upcast_attn
        self.pruned: frozenset[int] = frozenset()
        self.scale = (size // self.heads) ** -0.5 if config.scale_attn_weights else 1.0
        if config.scale_attn_by_inverse_layer_idx:
            self.scale /= index + 1
        self.c_attn = Conv1D(size, 3 * size, initializer_range=deviation, dtype=policy, name="c_attn")
        self.c_proj = Conv1D(size, size, initializer_range=residual_range(config), dtype=policy, name="c_proj")
        self.attn_dropout = keras.layers.Dropout(config.attn_pdrop, dtype=policy, name="attn_dropout")
        self.resid_dropout = keras.layers.Dropout(config.resid_pdrop, dtype=policy, name="resid_dropout")

    def call(
        self,
        states: tf.Tensor,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        store: Store | None = None,
        need_weights: bool = False,
        training: bool = False,
    ) -> tuple[tf.Tensor, tf.Tensor | None, Pair | None]:
        """[batch, length, hidden] → the same; the weights if asked for; what the cache is to keep."""

        def drop(weights: tf.Tensor) -> tf.Tensor:
            return self.attn_dropout(weights, training=True)

        query, key, value = (split_heads(each, self.heads) for each in ops.split(self.c_attn(states), 3, axis=-1))
        kept, key, value = stored(store, key, value)
        if self.upcast:
            query, key, value = (ops.cast(each, "float32") for each in (query, key, value))
        context, weights = attend(
            query,
            key,
            value,
            attention_mask,
            scale=self.scale,
            dropout=drop if training and self.attn_dropout.rate else None,
            head_mask=head_mask,
            need_weights=need_weights,
        )
        context = merge_heads(ops.cast(context, states.dtype))
        return self.resid_dropout(self.c_proj(context), training=training), weights, kept

    def prune_heads(self, heads: Iterable[int]) -> None:
        """Take heads out, given by the numbers that they had at first."""
        heads, total = frozenset(heads), self.c_proj.input_size
        size = total // self.heads
        places = kept_places(self.pruned, heads, self.heads, size)
        keep(self.c_attn, [part * total + place for part in range(3) for place in places], 1)
        keep(self.c_proj, places, 0)
        self.heads, self.pruned = len(places) // size, self.pruned | heads


class GPT2FeedForward(Composite):
    """`dropout(c_proj(activation(c_fc(x))))`."""

    def __init__(self, config: GPT2Config, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        size, inner, deviation = config.n_embd, config.inner_size, config.initializer_range
        policy = self.dtype_policy
        self.c_fc = Conv1D(size, inner, initializer_range=deviation, dtype=policy, name="c_fc")
        self.c_proj = Conv1D(inner, size, initializer_range=residual_range(config), dtype=policy, name="c_proj")
        self.activation = activation(config.activation_function)
        self.dropout = keras.layers.Dropout(config.resid_pdrop, dtype=policy, name="dropout")

    def call(self, states: tf.Tensor, training: bool = False) -> tf.Tensor:
        """[batch, length, hidden] → the same."""
        return self.dropout(self.c_proj(self.activation(self.c_fc(states))), training=training)


class GPT2Layer(Composite):
    """Attention, then the feed-forward network, each behind a norm. Layers `ln_1`, `attn`, `ln_2`, `mlp`."""

    def __init__(self, config: GPT2Config, index: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        size, eps, policy = config.n_embd, config.layer_norm_epsilon, self.dtype_policy
        self.ln_1 = LayerNorm(size, eps=eps, dtype=policy, name="ln_1")
        self.attn = GPT2Attention(config, index, dtype=policy, name="attn")
        self.ln_2 = LayerNorm(size, eps=eps, dtype=policy, name="ln_2")
        self.mlp = GPT2FeedForward(config, dtype=policy, name="mlp")

    def call(
        self,
        states: tf.Tensor,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        store: Store | None = None,
        need_weights: bool = False,
        training: bool = False,
    ) -> tuple[tf.Tensor, tf.Tensor | None, Pair | None]:
        """[batch, length, hidden] → the same; the weights if asked for; what the cache is to keep."""
        attended, weights, kept = self.attn(
            self.ln_1(states), attention_mask, head_mask, store=store, need_weights=need_weights, training=training
        )
        states = states + attended
        return states + self.mlp(self.ln_2(states), training=training), weights, kept


class TFGPT2MainLayer(Prunable):
    """The decoder: what every GPT-2 model holds as `transformer`. Layers `wte`, `wpe`, `h_._0`, …, `ln_f`."""

    def __init__(self, config: GPT2Config, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.config = config
        size, policy, deviation = config.n_embd, self.dtype_policy, config.initializer_range
        self.wte = IndexEmbedding(config.vocab_size, size, initializer_range=deviation, dtype=policy, name="wte")
        self.wpe = IndexEmbedding(config.n_positions, size, initializer_range=deviation, dtype=policy, name="wpe")
        self.drop = keras.layers.Dropout(config.embd_pdrop, dtype=policy, name="drop")
        self.h = [GPT2Layer(config, index, dtype=policy, name=f"h_._{index}") for index in range(config.n_layer)]
        self.ln_f = LayerNorm(size, eps=config.layer_norm_epsilon, dtype=policy, name="ln_f")

    def attention_of(self, layer: int) -> GPT2Attention:
        """A layer's attention."""
        return self.h[layer].attn

    @property
    def token_table(self) -> tf.Tensor:
        """The embeddings of tokens, [vocab, hidden]."""
        return self.wte.embeddings

    def call(
        self,
        input_ids: tf.Tensor | None = None,
        past_key_values: Any = None,
        attention_mask: tf.Tensor | None = None,
        token_type_ids: tf.Tensor | None = None,
        position_ids: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        inputs_embeds: tf.Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        training: bool = False,
    ) -> TFBaseModelOutputWithPast:
        """`last_hidden_state` [batch, length, hidden], after the last norm.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, a mask has another shape, or
                `past_key_values` is no cache of this model.
        """
        config = self.config
        use_cache = config.use_cache if use_cache is None else use_cache
        states = words_of(self.wte, input_ids, inputs_embeds)
        past, new = past_of(past_key_values, use_cache, len(self.h)), ops.shape(states)[1]
        states = states + self.wpe(next_positions(past, new) if position_ids is None else position_ids)
        if token_type_ids is not None:
            states = states + self.wte(token_type_ids)
        return through(
            self.h,
            self.ln_f,
            self.drop(states, training=training),
            layer_masks(attention_mask, past, new, (None,) * len(self.h)),
            past,
            head_mask=head_mask,
            use_cache=use_cache,
            output_attentions=config.output_attentions if output_attentions is None else output_attentions,
            output_hidden_states=config.output_hidden_states if output_hidden_states is None else output_hidden_states,
            training=training,
        )


def residual_range(config: GPT2Config) -> float:
    """Standard deviation of new weights that end a sublayer: smaller the more sublayers add up (section 2.3)."""
    return config.initializer_range / math.sqrt(2 * max(config.n_layer, 1))
