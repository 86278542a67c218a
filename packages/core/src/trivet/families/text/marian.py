"""Marian: positions are sines, and each side may have its own vocabulary."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, cast

from trivet.errors import InvalidConfigError
from trivet.families.blocks import EncoderDecoder, Leftover, Sines, Transformer
from trivet.families.fields import field
from trivet.families.heads import CONDITIONAL_GENERATION, DECODER_ALONE
from trivet.families.requirements import FLAG, VOCABULARY
from trivet.families.seq2seq import Seq2SeqConfig, Seq2SeqFamily
from trivet.families.vocabulary import padding_row
from trivet.layout import Kind


class MarianConfig(Seq2SeqConfig):
    """Configuration of a Marian model (Junczys-Dowmunt et al., 2018, https://arxiv.org/abs/1804.00344).

    Attributes:
        share_encoder_decoder_embeddings: whether both sides have one vocabulary.
        decoder_vocab_size: size of the decoder's vocabulary; None means `vocab_size`.
    """

    model_type = "marian"
    later_places: ClassVar = (
        "decoder_start_token_id",
        "scale_embedding",
        "pad_token_id",
        "eos_token_id",
        "forced_eos_token_id",
        "share_encoder_decoder_embeddings",
    )
    has_learned_positions = False
    has_embedding_norm = False
    vocab_size: int = 58101
    decoder_vocab_size: int = field(VOCABULARY, default=None, after="vocab_size")
    share_encoder_decoder_embeddings: bool = field(FLAG, default=True, kw_only=True)
    pad_token_id: int | None = field(default=58100, kw_only=True, small=60)
    eos_token_id: int | list[int] | None = field(default=0, kw_only=True)
    decoder_start_token_id: int | None = field(default=58100, kw_only=True, small=60)
    forced_eos_token_id: int | list[int] | None = field(default=0, kw_only=True)

    def derive(self) -> None:
        """By default both vocabularies have the same size."""
        self.decoder_vocab_size = self.decoder_vocab_size or self.vocab_size

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        self.require_only("add_bias_logits", False, None)
        if self.share_encoder_decoder_embeddings and self.decoder_vocab_size != self.vocab_size:
            reason = (
                f"decoder_vocab_size ({self.decoder_vocab_size}) is not vocab_size ({self.vocab_size}), "
                "but share_encoder_decoder_embeddings is set"
            )
            raise InvalidConfigError(reason, field="decoder_vocab_size")


class Marian(Seq2SeqFamily):
    """Marian and its head."""

    config_class = MarianConfig
    kinds = (CONDITIONAL_GENERATION.variant(suffix="MTModel", summary="translates"), DECODER_ALONE)

    def base(self, config: MarianConfig) -> EncoderDecoder:
        """Encoder and decoder, with one vocabulary or one each."""
        both = super().base(config)
        both = replace(both, encoder=self._unwritten(both.encoder), decoder=self._unwritten(both.decoder))
        if config.shares_embeddings:
            return both
        table = replace(
            both.decoder.tokens.words,
            rows=config.decoder_vocab_size,
            padding=padding_row(config, "decoder_vocab_size"),
        )
        decoder = replace(both.decoder, embeddings=replace(both.decoder.tokens, words=table))
        shape = config.vocab_size, config.d_model
        unread = Leftover("shared.weight", shape, Kind.INDEX_EMBEDDING)  # some files have one nevertheless
        return replace(both, decoder=decoder, shared=None, ties=(), prevails=(), beside=False, leftovers=(unread,))

    def _unwritten(self, side: Transformer) -> Transformer:
        """The side with tables of positions that are computed; TensorFlow's files have them, too."""
        positions = replace(cast(Sines, side.tokens.positions), written=("tensorflow",))
        return replace(side, embeddings=replace(side.tokens, positions=positions))

    def target_vocabulary(self, config: MarianConfig) -> int:
        """Size of the decoder's vocabulary."""
        return config.decoder_vocab_size

    def output_owner(self, config: MarianConfig) -> str:
        """Name of the parameter whose memory a tied head shares."""
        shares = config.share_encoder_decoder_embeddings
        return "model.shared.weight" if shares else "model.decoder.embed_tokens.weight"
