"""T5 (https://arxiv.org/abs/1910.10683): encoder, decoder, and the models made of them."""

from __future__ import annotations

from typing import Any, ClassVar

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families.outputs import BaseModelOutput
from trivet.families.text.t5 import T5Config
from trivet_flax.calling import MODULE_STEP_OPTIONS, STEP_OPTIONS
from trivet_flax.family import FlaxEncoderDecoder, FlaxFamilyModel
from trivet_flax.layers.embeddings import Embedding
from trivet_flax.layers.encoder_decoder import EncoderDecoder, shift_right, with_drop
from trivet_flax.layers.feed_forward import Linear
from trivet_flax.layers.pruning import Prunable
from trivet_flax.layers.setup import PretrainedModule, Setup
from trivet_flax.models.t5_layers import T5Stack
from trivet_flax.seq2seq_heads import Generation

Array = jax.Array

_PRUNABLE = "encoder.block.{}.layer.0.sublayer"


class FlaxT5Module(EncoderDecoder, Prunable):
    """Words called `shared`, `encoder`, `decoder`."""

    prunable_attention: ClassVar[str] = _PRUNABLE

    def __init__(
        self, config: T5Config, *, dtype: Any = jnp.float32, param_dtype: Any = jnp.float32, rngs: nnx.Rngs
    ) -> None:
        setup = Setup(rngs, dtype, param_dtype, config.initializer_factor)
        self.start, self.padding = getattr(config, "decoder_start_token_id", None), config.pad_token_id
        self.shared = Embedding(config.vocab_size, config.d_model, setup)
        self.encoder = T5Stack(config, setup, causal=False)
        self.decoder = T5Stack(config, setup, causal=True)
        self.add_layers(config, setup)
        self.prune_recorded(config)

    def add_layers(self, config: T5Config, setup: Setup) -> None:
        """What a subclass adds."""

    def shift_right(self, ids: Array) -> Array:
        """As `TwoSided.shift_right`."""
        return shift_right(ids, self.start, self.padding)

    def default_ids(self, input_ids: Array | None) -> Array | None:
        """None: T5 does not repeat its source."""
        return None


class FlaxT5ForConditionalGenerationModule(Generation, FlaxT5Module):  # type: ignore[misc]  # logits for states
    """T5 with predictions of the decoder's next token."""

    def add_layers(self, config: T5Config, setup: Setup) -> None:
        """`lm_head`, unless it is tied."""
        size, tied = config.d_model, config.tie_word_embeddings
        self.lm_head = None if tied else Linear(size, config.vocab_size, setup, use_bias=False)
        self.scale = size**-0.5 if config.scales_decoder_outputs else 1.0

    def predict(self, hidden: Array) -> Array:
        """As `Generation.predict`."""
        scaled = hidden * self.scale
        logits: Array = self.target_words.attend(scaled) if self.lm_head is None else self.lm_head(scaled)
        return logits


class FlaxT5EncoderModule(PretrainedModule, Prunable):
    """Words called `shared` and `encoder`."""

    prunable_attention: ClassVar[str] = _PRUNABLE

    def __init__(
        self, config: T5Config, *, dtype: Any = jnp.float32, param_dtype: Any = jnp.float32, rngs: nnx.Rngs
    ) -> None:
        setup = Setup(rngs, dtype, param_dtype, config.initializer_factor)
        self.shared = Embedding(config.vocab_size, config.d_model, setup)
        self.encoder = T5Stack(config, setup, causal=False)
        self.prune_recorded(config)

    def __call__(
        self,
        input_ids: Array | None = None,
        attention_mask: Array | None = None,
        head_mask: Array | None = None,
        inputs_embeds: Array | None = None,
        **options: Any,
    ) -> BaseModelOutput[Array]:
        """As `EncoderDecoder.encode`."""
        given = (input_ids, inputs_embeds, attention_mask, None, head_mask)
        found = self.encoder(*given, shared=self.shared, **with_drop(options))
        return BaseModelOutput(found.last_hidden_state, found.hidden_states, found.attentions)


class FlaxT5PreTrainedModel(FlaxEncoderDecoder):
    """Base of the T5 models."""

    config_class = T5Config
    module_class = FlaxT5Module
    call_order = ("input_ids", "attention_mask", "decoder_input_ids", "decoder_attention_mask", *STEP_OPTIONS)
    module_options = ("encoder_outputs", *MODULE_STEP_OPTIONS)
    encode_order: ClassVar[tuple[str, ...]] = ("input_ids", "attention_mask", *STEP_OPTIONS)
    decode_order: ClassVar[tuple[str, ...]] = (
        "decoder_input_ids",
        "encoder_outputs",
        "encoder_attention_mask",
        "decoder_attention_mask",
        "past_key_values",
        *STEP_OPTIONS,
    )


class FlaxT5Model(FlaxT5PreTrainedModel):
    """Encoder and decoder: `last_hidden_state` [batch, length, d_model] of the decoder, and the encoder's outputs."""


class FlaxT5ForConditionalGeneration(FlaxT5PreTrainedModel):
    """The next token: `logits` [batch, length, vocab]. `labels` [batch, length] (-100: none) give the loss."""

    module_class = FlaxT5ForConditionalGenerationModule


class FlaxT5EncoderModel(FlaxFamilyModel):
    """The encoder: `last_hidden_state` [batch, length, d_model]."""

    config_class = T5Config
    module_class = FlaxT5EncoderModule
    call_order = ("input_ids", "attention_mask", *STEP_OPTIONS)
    module_options = MODULE_STEP_OPTIONS
