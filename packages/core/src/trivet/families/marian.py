"""Marian: config and parameter list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.errors import InvalidConfigError
from trivet.families.requirements import FLAG, VOCABULARY, Requirement
from trivet.families.seq2seq import Seq2SeqArchitecture, Seq2SeqConfig
from trivet.families.spec import Specs, index_embedding
from trivet.layout import Kind, ParamSpec

_DEFAULTS = {
    "vocab_size": 58101,
    "pad_token_id": 58100,
    "eos_token_id": 0,
    "decoder_start_token_id": 58100,
    "forced_eos_token_id": 0,
}


class MarianConfig(Seq2SeqConfig):
    """Configuration of a Marian model (Junczys-Dowmunt et al., 2018, https://arxiv.org/abs/1804.00344).

    Attributes:
        share_encoder_decoder_embeddings: whether both sides have one vocabulary.
        decoder_vocab_size: how many words the decoder knows; None is `vocab_size`.
    """

    model_type: ClassVar[str] = "marian"
    has_learned_positions: ClassVar[bool] = False
    has_embedding_norm: ClassVar[bool] = False
    requirements: ClassVar[Mapping[str, Requirement]] = {
        "decoder_vocab_size": VOCABULARY,
        "share_encoder_decoder_embeddings": FLAG,
    }

    def __init__(
        self,
        *,
        decoder_vocab_size: int | None = None,
        share_encoder_decoder_embeddings: bool = True,
        **kwargs: Any,
    ) -> None:
        fields = {**_DEFAULTS, **kwargs}
        self.share_encoder_decoder_embeddings = share_encoder_decoder_embeddings
        self.decoder_vocab_size = decoder_vocab_size or fields["vocab_size"]
        super().__init__(**fields)

    def validate(self) -> None:
        """Refuse what the models here would compute wrongly."""
        super().validate()
        self.require_only("add_bias_logits", False, None)
        if self.share_encoder_decoder_embeddings and self.decoder_vocab_size != self.vocab_size:
            reason = (
                f"decoder_vocab_size ({self.decoder_vocab_size}) is not vocab_size ({self.vocab_size}), "
                "but share_encoder_decoder_embeddings is set"
            )
            raise InvalidConfigError(reason, field="decoder_vocab_size")


class MarianArchitecture(Seq2SeqArchitecture):
    """Parameters of Marian and its heads."""

    model_type = "marian"
    config_class = MarianConfig
    heads = ("MarianModel", "MarianMTModel")

    def target_vocabulary(self, config: MarianConfig) -> int:
        """How many words the decoder knows."""
        return config.decoder_vocab_size

    def output_owner(self, config: MarianConfig) -> str:
        """What a tied head shares its memory with."""
        shares = config.share_encoder_decoder_embeddings
        return "model.shared.weight" if shares else "model.decoder.embed_tokens.weight"

    def embeddings(self, config: MarianConfig) -> Specs:
        """One vocabulary for both sides, or one each."""
        if config.shares_embeddings:
            yield from super().embeddings(config)
            return
        # some files hold a shared table too, which no model reads
        yield ParamSpec("shared.weight", (config.vocab_size, config.d_model), Kind.INDEX_EMBEDDING, buffer=True)
        for side, words in (("encoder", config.vocab_size), ("decoder", config.decoder_vocab_size)):
            yield from index_embedding(f"{side}.embed_tokens", words, config.d_model)
