"""BART (https://arxiv.org/abs/1910.13461), and what mBART, Marian and Pegasus share with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, cast

import torch
from torch import nn

from trivet.families.seq2seq import Seq2SeqConfig
from trivet.families.text.bart import BartConfig
from trivet.families.vocabulary import padding_row
from trivet_torch import seq2seq_heads
from trivet_torch.heads import EncoderHead
from trivet_torch.initial import init_normal
from trivet_torch.layers.encoder_decoder import EncoderDecoderModel, Seq2SeqPreTrainedModel
from trivet_torch.layers.seq2seq import DecoderStack, EncoderStack
from trivet_torch.layers.seq2seq_blocks import BartDecoder, BartEncoder
from trivet_torch.modeling import PreTrainedModel

Tensor = torch.Tensor


class BartPreTrainedModel(Seq2SeqPreTrainedModel):
    """What all BART models share."""

    config_class: ClassVar[type[Seq2SeqConfig]] = BartConfig
    base_model_prefix = "model"
    _no_split_modules = ("BartLayer",)
    position_embeddings = ("encoder.embed_positions", "decoder.embed_positions")
    _tied_weights_keys: ClassVar[Sequence[str] | None] = ("encoder.embed_tokens.weight", "decoder.embed_tokens.weight")

    config: Any

    def other_tables(self) -> Sequence[nn.Module]:
        """The decoder's own embeddings of the vocabulary, where it has such."""
        return () if self.config.shares_embeddings else (cast(BartModel, self.base_model).decoder.embed_tokens,)

    def _init_weights(self, module: nn.Module) -> None:
        """Normal with `init_std`, zero biases and padding row, unit norms."""
        init_normal(module, self.config.init_std)


class BartModel(BartPreTrainedModel, EncoderDecoderModel):
    """The encoder-decoder without a head. Without decoder inputs, the decoder reads the source, shifted by one."""

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        table = config.vocab_size, config.d_model, padding_row(config)
        self.shared = nn.Embedding(*table)
        self.encoder = BartEncoder(config, self.shared)
        self.decoder = BartDecoder(config, self.shared if config.shares_embeddings else nn.Embedding(*table))
        self.post_init()

    def get_input_embeddings(self) -> nn.Embedding:
        """The embeddings of the vocabulary: of encoder and decoder, unless the latter has its own."""
        return self.shared

    def set_input_embeddings(self, value: nn.Module) -> None:
        """Replace the embeddings of the vocabulary."""
        self.shared = self.encoder.embed_tokens = cast(nn.Embedding, value)
        if self.config.shares_embeddings:
            self.decoder.embed_tokens = self.shared

    def default_decoder_ids(self, input_ids: Tensor | None) -> Tensor | None:
        """The source behind a start token."""
        return None if input_ids is None else self.shift_right(input_ids)


class _Head(EncoderHead, BartPreTrainedModel):
    """What the heads share."""

    base_class: ClassVar[Callable[..., PreTrainedModel]] = BartModel

    def make_base(self, config: Any) -> PreTrainedModel:
        """The base model."""
        return self.base_class(config)

    def get_encoder(self) -> EncoderStack:
        """The encoder, which can be called alone."""
        return cast(BartModel, self.model).encoder

    def get_decoder(self) -> DecoderStack:
        """The decoder."""
        return cast(BartModel, self.model).decoder


class BartForConditionalGeneration(seq2seq_heads.ConditionalGeneration, _Head):
    """BART that writes text."""

    _keys_to_ignore_on_load_missing: ClassVar[Sequence[str] | None] = ("final_logits_bias",)
    vocabulary_buffers = ("final_logits_bias",)
    final_logits_bias: Tensor

    def vocabulary(self, config: Any) -> int:
        """How many words the decoder knows."""
        return int(config.vocab_size)

    def add_layers(self, config: Any) -> None:
        """The projection to the vocabulary, and what is added to its scores."""
        words = self.vocabulary(config)
        self.register_buffer("final_logits_bias", torch.zeros(1, words))
        self.lm_head = nn.Linear(config.d_model, words, bias=False)

    def word_scores(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → [batch, length, vocab]."""
        return cast(Tensor, self.lm_head(states) + self.final_logits_bias)


class BartForSequenceClassification(seq2seq_heads.SequenceClassification, _Head):
    """BART that classifies its whole input."""


class BartForQuestionAnswering(seq2seq_heads.QuestionAnswering, _Head):
    """BART that finds the answer to a question in its input."""
