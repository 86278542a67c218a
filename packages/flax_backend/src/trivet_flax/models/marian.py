"""Marian (https://arxiv.org/abs/1804.00344): BART's kind, positions being sines, perhaps with two vocabularies."""

from __future__ import annotations

from trivet.families.text.marian import MarianConfig
from trivet.families.vocabulary import padding_row
from trivet_flax.family import FlaxEncoderDecoder
from trivet_flax.layers.embeddings import Embedding
from trivet_flax.layers.seq2seq import Seq2SeqModule
from trivet_flax.layers.setup import Setup
from trivet_flax.seq2seq_heads import ConditionalGeneration


class FlaxMarianModule(Seq2SeqModule):
    """The base model of BART's kind; each side may have words of its own."""

    def make_words(self, config: MarianConfig, setup: Setup) -> tuple[Embedding | None, Embedding | None]:
        """As `Seq2SeqModule.make_words`."""
        if config.share_encoder_decoder_embeddings:
            return super().make_words(config, setup)
        self.shared = None
        size, padding = config.d_model, padding_row(config)
        source = Embedding(config.vocab_size, size, setup, padding_index=padding)
        padding = padding_row(config, "decoder_vocab_size")
        return source, Embedding(config.decoder_vocab_size, size, setup, padding_index=padding)


class FlaxMarianPreTrainedModel(FlaxEncoderDecoder):
    """Base of the Marian models."""

    config_class = MarianConfig
    base_model_prefix = "model"
    module_class = FlaxMarianModule

    def vocabulary_fields(self) -> tuple[str, ...]:
        """As `Vocabulary.vocabulary_fields`."""
        return ("vocab_size", "decoder_vocab_size") if self.config.share_encoder_decoder_embeddings else ("vocab_size",)


class FlaxMarianModel(FlaxMarianPreTrainedModel):
    """Encoder and decoder: `last_hidden_state` [batch, length, d_model] of the decoder, and the encoder's outputs."""


class FlaxMarianMTModel(FlaxMarianPreTrainedModel, head=ConditionalGeneration):
    """The next token: `logits` [batch, length, vocab]. `labels` [batch, length] (-100: none) give the loss."""
