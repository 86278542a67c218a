"""Marian (https://arxiv.org/abs/1804.00344): BART with sines for positions, and perhaps a vocabulary for each side."""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.families.seq2seq import Seq2SeqConfig
from trivet.families.text.marian import MarianConfig
from trivet.families.vocabulary import wanted_rows
from trivet_tf.framework import keras, tf
from trivet_tf.layers.building import IndexEmbedding
from trivet_tf.layers.embeddings import words_of
from trivet_tf.layers.seq2seq import EncoderDecoder
from trivet_tf.models import bart


class TFMarianPreTrainedModel(bart.TFBartPreTrainedModel):
    """What all Marian models share."""

    config_class: ClassVar[type[Seq2SeqConfig]] = MarianConfig
    reads_input = False

    def add_layers(self, config: MarianConfig, policy: keras.DTypePolicy) -> None:
        """Make the layers `model.shared` and `model`, or `model` with an `embed_tokens` for each side."""
        if config.share_encoder_decoder_embeddings:
            super().add_layers(config, policy)
            return
        self.model = EncoderDecoder(config, dtype=policy, name="model")
        for stack, rows in zip(self.stacks, (config.vocab_size, config.decoder_vocab_size), strict=True):
            options: dict[str, Any] = {"initializer_range": config.init_std, "dtype": policy}
            stack.embed_tokens = IndexEmbedding(rows, config.d_model, name="embed_tokens", **options)

    def words(self, input_ids: tf.Tensor | None, inputs_embeds: tf.Tensor | None, *, decoder: bool) -> tf.Tensor:
        """The vectors [batch, length, d_model] of tokens; ids' are scaled where the config says so."""
        config = self.config
        if config.share_encoder_decoder_embeddings:
            return super().words(input_ids, inputs_embeds, decoder=decoder)
        table = self.stacks[decoder].embed_tokens
        words = words_of(table, input_ids, inputs_embeds, "decoder_" if decoder else "")
        return words * config.d_model**0.5 if config.scale_embedding and inputs_embeds is None else words

    def resize_decoder_token_embeddings(self, new_num_tokens: int) -> keras.layers.Layer:
        """Let the decoder know another number of words, and its scores where it has them; the encoder's stay.

        Returns:
            The layer that looks the decoder's words up.

        Raises:
            ValueError: both sides share one vocabulary, or the number is not a positive integer.
        """
        if self.config.share_encoder_decoder_embeddings:
            raise ValueError("encoder and decoder share their vocabulary: call resize_token_embeddings")
        self._resize_vocabulary(wanted_rows(self.config.decoder_vocab_size, new_num_tokens), "decoder_vocab_size")
        return self.stacks[1].embed_tokens


class TFMarianModel(bart.TFBartModel, TFMarianPreTrainedModel):
    """Encoder and decoder."""


class TFMarianMTModel(bart.TFBartForConditionalGeneration, TFMarianPreTrainedModel):
    """Translates."""

    def get_output_embeddings(self) -> keras.layers.Layer | None:
        """The layer whose table scores words: the decoder's own where each side has its vocabulary."""
        shares = self.config.share_encoder_decoder_embeddings
        return super().get_output_embeddings() if shares else self.stacks[1].embed_tokens

    @property
    def target_vocabulary(self) -> int:
        """How many words the decoder knows."""
        return int(self.config.decoder_vocab_size)

    @property
    def output_table(self) -> tf.Tensor:
        """The embeddings that scores are made from, [vocab, d_model]."""
        shares = self.config.share_encoder_decoder_embeddings
        return super().output_table if shares else self.stacks[1].embed_tokens.embeddings
