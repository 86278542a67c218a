"""Marian (https://arxiv.org/abs/1804.00344): BART with sines for positions, and perhaps a vocabulary for each side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from torch import nn

from trivet.families.text.marian import MarianConfig
from trivet.families.vocabulary import padding_row, wanted_rows
from trivet_torch.layers.encoder_decoder import EncoderDecoderModel
from trivet_torch.layers.seq2seq_blocks import BartDecoder, BartEncoder
from trivet_torch.models import bart

_SINES = (r"^model\.encoder\.embed_positions\.weight$", r"^model\.decoder\.embed_positions\.weight$")


class MarianPreTrainedModel(bart.BartPreTrainedModel):
    """What all Marian models share."""

    config_class = MarianConfig

    config: MarianConfig

    def vocabulary_fields(self) -> tuple[str, ...]:
        """The fields of both sides' vocabularies, where they are one."""
        shared = self.config.share_encoder_decoder_embeddings
        return ("vocab_size", "decoder_vocab_size") if shared else ("vocab_size",)

    def other_tables(self) -> Sequence[nn.Module]:
        """None: where the decoder has a table, it has a vocabulary of its own."""
        return ()

    def resize_decoder_token_embeddings(self, new_num_tokens: int) -> nn.Module:
        """Let the decoder know another number of words, and the head where it has one; the encoder's stay.

        Raises:
            ValueError: both sides share one vocabulary, or the number is not a positive integer.
        """
        if self.config.share_encoder_decoder_embeddings:
            raise ValueError("encoder and decoder share their vocabulary: call resize_token_embeddings")
        words = cast(MarianModel, self.base_model).decoder.embed_tokens
        rows = wanted_rows(words.num_embeddings, new_num_tokens)
        self._resize_vocabulary(words, rows, mean_resizing=False)
        self.config.decoder_vocab_size = rows
        return words


class MarianModel(MarianPreTrainedModel, EncoderDecoderModel):
    """The encoder-decoder without a head. `shared` is None where each side has its own vocabulary."""

    def __init__(self, config: MarianConfig) -> None:
        super().__init__(config)
        size, pad = config.d_model, padding_row(config)
        source = target = nn.Embedding(config.vocab_size, size, pad)
        self.shared = source if config.share_encoder_decoder_embeddings else None
        if self.shared is None:
            target = nn.Embedding(config.decoder_vocab_size, size, padding_row(config, "decoder_vocab_size"))
        self.encoder = BartEncoder(config, source)
        self.decoder = BartDecoder(config, target)
        self.post_init()

    def get_input_embeddings(self) -> nn.Embedding:
        """The embeddings of the encoder's vocabulary."""
        return self.encoder.embed_tokens

    def set_input_embeddings(self, value: nn.Module) -> None:
        """Replace them; the decoder's too, where both sides share them."""
        self.encoder.embed_tokens = cast(nn.Embedding, value)
        if self.shared is not None:
            self.shared = self.decoder.embed_tokens = self.encoder.embed_tokens


class MarianMTModel(MarianPreTrainedModel, bart.BartForConditionalGeneration):
    """Marian that translates."""

    # The tables of sines are computed: files have none.
    _keys_to_ignore_on_load_missing = ("final_logits_bias", *_SINES)
    _keys_to_ignore_on_save = _SINES
    base_class = MarianModel

    def vocabulary(self, config: MarianConfig) -> int:
        """How many words the decoder knows."""
        return config.decoder_vocab_size

    def output_owner(self) -> nn.Module:
        """The embeddings that the head is tied to: the decoder's."""
        return cast(MarianModel, self.model).decoder.embed_tokens
