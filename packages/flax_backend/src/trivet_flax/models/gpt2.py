"""GPT-2 (Radford et al., 2019) and its heads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families.call_checks import require_positions
from trivet.families.outputs import BaseModelOutputWithPast
from trivet.families.pruning import kept_places
from trivet.families.text.gpt2 import GPT2Config
from trivet_flax.activations import activation
from trivet_flax.cache import Cache, StaticCache
from trivet_flax.cache_layers import LayerCache
from trivet_flax.decoder_heads import CausalLM, FlaxDecoderModel, LastTokenClassification
from trivet_flax.heads import TokenClassification, dropping
from trivet_flax.layers.embeddings import Embedding, IndexEmbedding
from trivet_flax.layers.feed_forward import Conv1D, dropout
from trivet_flax.layers.norms import LayerNorm
from trivet_flax.layers.pruning import Prunable, keep
from trivet_flax.layers.remat import Recomputing
from trivet_flax.layers.setup import PretrainedModule, Setup
from trivet_flax.layers.step import Step, positions_of, run_decoder

Array = jax.Array


class GPT2Attention(nnx.Module):
    """Self-attention; query, key and value come of one layer. Scores are in float32, whatever the config says.

    Attributes:
        pruned: heads that were taken out, by their first numbers.
    """

    pruned: frozenset[int] = frozenset()

    def __init__(self, config: GPT2Config, index: int, setup: Setup) -> None:
        size, self.heads = config.hidden_size, config.num_attention_heads
        self.c_attn = Conv1D(size, 3 * size, setup)
        self.c_proj = Conv1D(size, size, setup)
        self.attn_dropout, self.resid_dropout = dropout(config.attn_pdrop), dropout(config.resid_pdrop)
        scale = (size // self.heads) ** -0.5 if config.scale_attn_weights else 1.0
        self.scale = scale / (index + 1) if config.scale_attn_by_inverse_layer_idx else scale

    def __call__(self, hidden: Array, step: Step) -> tuple[Array, Array | None, LayerCache | None]:
        """[batch, length, hidden] → the same, the weights when asked for, and the cache with the new tokens in it."""
        query, key, value = (
            part.reshape(*hidden.shape[:2], self.heads, -1) for part in jnp.split(self.c_attn(hidden), 3, axis=-1)
        )
        context, weights, cache = step.attend(query, key, value, self.attn_dropout, scale=self.scale)
        return step.drop(self.resid_dropout, self.c_proj(context)), weights, cache

    def prune_heads(self, heads: Iterable[int]) -> None:
        """Take heads out, given by their first numbers."""
        heads, total = frozenset(heads), self.c_proj.kernel.get_value().shape[1]
        size = total // self.heads
        places = kept_places(self.pruned, heads, self.heads, size)
        keep(self.c_attn, [part * total + place for part in range(3) for place in places], outputs=True)
        keep(self.c_proj, places, outputs=False)
        self.heads, self.pruned = len(places) // size, self.pruned | heads


class GPT2FeedForward(nnx.Module):
    """Two layers with an activation between."""

    def __init__(self, config: GPT2Config, setup: Setup) -> None:
        self.c_fc = Conv1D(config.hidden_size, config.inner_size, setup)
        self.c_proj = Conv1D(config.inner_size, config.hidden_size, setup)
        self.dropout = dropout(config.resid_pdrop)
        self.activation = activation(config.activation_function)

    def __call__(self, hidden: Array, step: Step) -> Array:
        """[batch, length, hidden] → the same."""
        return step.drop(self.dropout, self.c_proj(self.activation(self.c_fc(hidden))))


class GPT2Block(nnx.Module):
    """Norm, attention, residual; norm, feed-forward, residual."""

    def __init__(self, config: GPT2Config, index: int, setup: Setup) -> None:
        size, epsilon = config.hidden_size, config.layer_norm_epsilon
        self.ln_1 = LayerNorm(size, epsilon, setup)
        self.attn = GPT2Attention(config, index, setup)
        self.ln_2 = LayerNorm(size, epsilon, setup)
        self.mlp = GPT2FeedForward(config, setup)

    def __call__(self, hidden: Array, step: Step) -> tuple[Array, Array | None, LayerCache | None]:
        """As `GPT2Attention`."""
        attended, weights, cache = self.attn(self.ln_1(hidden), step)
        hidden = hidden + attended
        return hidden + self.mlp(self.ln_2(hidden), step), weights, cache


class FlaxGPT2Module(PretrainedModule, Recomputing, Prunable):
    """Embeddings, blocks, a final norm."""

    prunable_attention: ClassVar[str] = "h.{}.attn"

    def __init__(
        self, config: GPT2Config, *, dtype: Any = jnp.float32, param_dtype: Any = jnp.float32, rngs: nnx.Rngs
    ) -> None:
        setup, size = Setup(rngs, dtype, param_dtype, config.initializer_range), config.hidden_size
        self.wte = IndexEmbedding(config.vocab_size, size, setup)
        self.wpe = IndexEmbedding(config.max_position_embeddings, size, setup)
        self.drop = dropout(config.embd_pdrop)
        self.h = nnx.List([GPT2Block(config, index, setup) for index in range(config.num_hidden_layers)])
        self.ln_f = LayerNorm(size, config.layer_norm_epsilon, setup)
        self.head_size = size // config.num_attention_heads
        self.prune_recorded(config)

    @property
    def words(self) -> Embedding:
        """The table of the vocabulary."""
        return self.wte

    def __call__(
        self,
        input_ids: Array | None = None,
        attention_mask: Array | None = None,
        position_ids: Array | None = None,
        past_key_values: Cache | None = None,
        inputs_embeds: Array | None = None,
        head_mask: Array | None = None,
        token_type_ids: Array | None = None,
        **options: Any,
    ) -> BaseModelOutputWithPast[Array]:
        """
        Args:
            token_type_ids: tokens [batch, length] whose embeddings are added.

        Other Args and Raises: as `DecoderModule`; InputRangeError too where there are more tokens than positions.
        """
        words = self.wte.given(input_ids, inputs_embeds)
        if position_ids is None:
            if past_key_values is None:
                self._require_positions(words.shape[1])
            position_ids = positions_of(words.shape[1], past_key_values)
        hidden = words + self.wpe(position_ids)
        if token_type_ids is not None:
            hidden = hidden + self.wte(token_type_ids)
        hidden = self.drop(hidden, **dropping(options))
        options |= {"windows": (None,) * len(self.h), "gradient_checkpointing": self.gradient_checkpointing}
        return run_decoder(self.h, self.ln_f, hidden, attention_mask, head_mask, past_key_values, **options)

    def init_cache(self, batch_size: int, max_length: int) -> Cache:
        """A cache with nothing in it.

        Raises:
            InputRangeError: there are fewer positions.
        """
        self._require_positions(max_length)
        shapes = ((batch_size, max_length, block.attn.heads, self.head_size) for block in self.h)
        return StaticCache.of(shapes, max_length, self.wte.dtype)

    def _require_positions(self, length: int) -> None:
        require_positions(length, self.wpe.num_embeddings, "n_positions")


class GPT2TokenClassification(TokenClassification):
    """A classifier over tokens."""

    def classifier_rate(self, config: GPT2Config) -> float:
        """Either of two fields that the config may have beside its own, or a tenth."""
        rates = (getattr(config, name, None) for name in ("classifier_dropout", "hidden_dropout"))
        return next((float(rate) for rate in rates if rate is not None), 0.1)


class FlaxGPT2PreTrainedModel(FlaxDecoderModel):
    """Base of the GPT-2 models."""

    config_class = GPT2Config
    base_model_prefix = "transformer"
    module_class = FlaxGPT2Module
    module_options = ("encoder_hidden_states", "encoder_attention_mask", *FlaxDecoderModel.module_options)


class FlaxGPT2Model(FlaxGPT2PreTrainedModel):
    """The decoder: `last_hidden_state` [batch, length, hidden]."""


class FlaxGPT2LMHeadModel(FlaxGPT2PreTrainedModel, head=CausalLM):
    """Next tokens: `logits` [batch, length, vocab]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxGPT2ForSequenceClassification(FlaxGPT2PreTrainedModel, head=LastTokenClassification):
    """Classes of sequences: `logits` [batch, num_labels]. `labels` give the loss, by the config's `problem_type`."""


class FlaxGPT2ForTokenClassification(FlaxGPT2PreTrainedModel, head=GPT2TokenClassification):
    """Classes of tokens: `logits` [batch, length, num_labels]. `labels` [batch, length] (-100: none) give the loss."""
