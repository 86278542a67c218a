"""T5 (https://arxiv.org/abs/1910.10683): the encoder, the encoder-decoder, and the latter with its head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, cast

import torch
from torch import nn

from trivet.families.outputs import BaseModelOutput
from trivet.families.text.t5 import T5Config
from trivet_torch.layers.encoder_decoder import EncoderDecoder, EncoderDecoderModel, Seq2SeqPreTrainedModel
from trivet_torch.layers.norms import RMSNorm
from trivet_torch.layers.relative_positions import RelativePositionBias
from trivet_torch.models.t5_layers import T5Attention, T5Decoder, T5DenseReluDense, T5Encoder, T5Stack
from trivet_torch.seq2seq_heads import ConditionalGeneration

Tensor = torch.Tensor


class T5PreTrainedModel(Seq2SeqPreTrainedModel):
    """What all T5 models share."""

    config_class = T5Config
    base_model_prefix = "transformer"
    _no_split_modules = ("T5Block",)
    _keep_in_fp32_modules = ("wo",)
    prunable_attention = "encoder.block.{}.layer.0.SelfAttention"
    _tied_weights_keys: ClassVar[Sequence[str] | None] = ("encoder.embed_tokens.weight", "decoder.embed_tokens.weight")

    config: T5Config
    shared: nn.Embedding

    def _init_weights(self, module: nn.Module) -> None:
        """Normal, each weight as wide as keeps the size of what it computes; unit norms."""
        config, factor = self.config, self.config.initializer_factor

        def normal(weight: Tensor, size: int) -> None:
            nn.init.normal_(weight, 0.0, factor * size**-0.5)

        if isinstance(module, RMSNorm):
            nn.init.constant_(module.weight, factor)
        elif isinstance(module, RelativePositionBias):
            normal(module.weight, config.d_model)
        elif isinstance(module, nn.Embedding):
            normal(module.weight, 1)
        elif isinstance(module, T5Attention):
            # The scores are not scaled: the queries are.
            normal(module.q.weight, config.d_model * config.d_kv)
            normal(module.k.weight, config.d_model)
            normal(module.v.weight, config.d_model)
            normal(module.o.weight, config.num_heads * config.d_kv)
        elif isinstance(module, T5DenseReluDense):
            for name in ("wi_0", "wi_1") if module.gated else ("wi",):
                normal(getattr(module, name).weight, config.d_model)
            normal(module.wo.weight, config.d_ff)
        elif isinstance(module, T5ForConditionalGeneration) and not config.tie_word_embeddings:
            normal(module.lm_head.weight, 1)  # as wide as the embeddings that it could be tied to

    def get_input_embeddings(self) -> nn.Embedding:
        """The embeddings of the vocabulary, which encoder and decoder share."""
        return self.shared

    def set_input_embeddings(self, value: nn.Module) -> None:
        """Replace the embeddings of the vocabulary."""
        self.shared = cast(nn.Embedding, value)
        for stack in self.children():
            if isinstance(stack, T5Stack):
                stack.embed_tokens = self.shared


class T5EncoderModel(T5PreTrainedModel):
    """The encoder alone."""

    _tied_weights_keys = ("encoder.embed_tokens.weight",)
    _keys_to_ignore_on_load_unexpected = (r"^decoder\.",)

    def __init__(self, config: T5Config) -> None:
        super().__init__(config)
        self.shared = nn.Embedding(config.vocab_size, config.d_model)
        self.encoder = T5Encoder(config, self.shared, config.num_layers)
        self.post_init()

    def get_encoder(self) -> T5Encoder:
        """The encoder."""
        return self.encoder

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> BaseModelOutput[Tensor] | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, hidden].

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        return self.encoder.forward(
            input_ids, attention_mask, head_mask, inputs_embeds, output_attentions, output_hidden_states, return_dict
        )


class _T5Stacks(T5PreTrainedModel, EncoderDecoder):
    """Encoder and decoder, which the model with a head holds itself."""

    def __init__(self, config: T5Config) -> None:
        super().__init__(config)
        self.shared = nn.Embedding(config.vocab_size, config.d_model)
        self.encoder = T5Encoder(config, self.shared, config.num_layers)
        self.decoder = T5Decoder(config, self.shared, config.num_decoder_layers)
        self.add_layers(config)
        self.post_init()

    def add_layers(self, config: T5Config) -> None:
        """Make what a head adds."""

    def default_decoder_head_mask(self, head_mask: Tensor | None) -> Tensor | None:
        """The encoder's, if both have as many layers."""
        same = self.config.num_layers == self.config.num_decoder_layers
        return head_mask if same else None


class T5Model(_T5Stacks, EncoderDecoderModel):
    """The encoder-decoder without a head."""


class T5ForConditionalGeneration(_T5Stacks, ConditionalGeneration):
    """T5 that writes text."""

    _tied_weights_keys = ConditionalGeneration._tied_weights_keys

    def add_layers(self, config: T5Config) -> None:
        """The projection to the vocabulary."""
        self.lm_head = nn.Linear(config.d_model, config.vocab_size, bias=False)

    def word_scores(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → [batch, length, vocab]."""
        if self.config.scales_decoder_outputs:
            states = states * self.config.d_model**-0.5
        return cast(Tensor, self.lm_head(states))
