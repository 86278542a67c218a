"""Whisper: an encoder of spectrograms of sounds, and a decoder that writes what is said in them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, ClassVar

from trivet.families import heads
from trivet.families import requirements as must
from trivet.families.blocks import (
    Attention,
    Branch,
    Convolution,
    Embedding,
    EncoderDecoder,
    Learned,
    Reads,
    Residual,
    Sines,
    SoundEmbeddings,
    SpecAugment,
    TextEmbeddings,
    Transformer,
    Vocabulary,
)
from trivet.families.config import PretrainedConfig
from trivet.families.encoders import words
from trivet.families.fields import field
from trivet.families.inputs import TF_WHISPER, WHISPER
from trivet.families.seq2seq import Seq2SeqFamily
from trivet.layout import Kind
from trivet.layout.dialect import dot_lists


class WhisperConfig(PretrainedConfig):
    """Configuration of a Whisper model (Radford et al., 2022, https://arxiv.org/abs/2212.04356).

    Attributes:
        num_mel_bins: number of bands of the spectrograms.
        max_source_positions: number of pairs of frames of a spectrogram; max_target_positions: of tokens of a text.
        apply_spec_augment: whether training hides spans of frames (`mask_time_…`) and of bands (`mask_feature_…`).

    Raises:
        InvalidConfigError: (by `validate`) sizes do not fit together.
    """

    model_type = "whisper"
    keys_to_ignore_at_inference: ClassVar = ["past_key_values"]
    norms_first: ClassVar[bool] = True
    has_final_norm: ClassVar[bool] = True
    has_embedding_norm: ClassVar[bool] = False

    vocab_size: int = field(must.VOCABULARY, default=51865)
    num_mel_bins: int = field(must.CHANNELS, default=80, small=4)
    encoder_layers: int = field(must.LAYERS, default=4, also="num_hidden_layers")
    encoder_attention_heads: int = field(must.HEADS, default=6, also="num_attention_heads")
    decoder_layers: int = field(must.LAYERS, default=4, small=1)
    decoder_attention_heads: int = field(must.HEADS, default=6, small=2)
    decoder_ffn_dim: int = field(must.WIDTH, default=1536, small=28)
    encoder_ffn_dim: int = field(must.WIDTH, default=1536)
    encoder_layerdrop: float = field(must.PROBABILITY, default=0.0)
    decoder_layerdrop: float = field(must.PROBABILITY, default=0.0)
    decoder_start_token_id: int | None = field(default=50257, kw_only=True, after="decoder_layerdrop", small=60)
    use_cache: bool = field(must.FLAG, default=True)
    is_encoder_decoder: bool = field(default=True, kw_only=True, after="use_cache")
    activation_function: str = field(must.ACTIVATION, default="gelu")
    d_model: int = field(must.WIDTH, default=384, also="hidden_size")
    dropout: float = field(must.PROBABILITY, default=0.0)
    attention_dropout: float = field(must.PROBABILITY, default=0.0)
    activation_dropout: float = field(must.PROBABILITY, default=0.0)
    init_std: float = field(must.NOT_NEGATIVE, default=0.02)
    scale_embedding: bool = field(must.FLAG, default=False)
    max_source_positions: int = field(must.POSITIONS, default=1500, small=6)
    max_target_positions: int = field(must.POSITIONS, default=448, also="max_position_embeddings")
    pad_token_id: int | None = field(default=50256, kw_only=True, after="max_target_positions", small=57)
    bos_token_id: int | list[int] | None = field(default=50256, kw_only=True, after="pad_token_id", small=57)
    eos_token_id: int | list[int] | None = field(default=50256, kw_only=True, after="bos_token_id", small=57)
    suppress_tokens: list[int] | None = field(default=None, kw_only=True, after="eos_token_id")
    begin_suppress_tokens: list[int] | None = field(
        default=[220, 50256], kw_only=True, after="suppress_tokens", small=[]
    )
    use_weighted_layer_sum: bool = field(must.FLAG, default=False)
    classifier_proj_size: int = field(must.WIDTH, default=256)
    apply_spec_augment: bool = field(must.FLAG, default=False)
    mask_time_prob: float = field(must.PROBABILITY, default=0.05)
    mask_time_length: int = field(must.SIZE, default=10, small=2)
    mask_time_min_masks: int = field(must.COUNT, default=2)
    mask_feature_prob: float = field(must.PROBABILITY, default=0.0)
    mask_feature_length: int = field(must.SIZE, default=10, small=2)
    mask_feature_min_masks: int = field(must.COUNT, default=0)
    median_filter_width: int = field(must.SIZE, default=7)

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        self.validate_sizes()
        self.require_multiple("d_model", "encoder_attention_heads")
        self.require_multiple("d_model", "decoder_attention_heads")


class Whisper(Seq2SeqFamily):
    """Whisper and its heads."""

    config_class = WhisperConfig
    processor = "WhisperFeatureExtractor"
    inputs, tensorflow_order = WHISPER, TF_WHISPER
    flax_inputs = (*WHISPER[:1], "decoder_input_ids", "attention_mask", "decoder_attention_mask")
    linen_inputs = (*WHISPER[:1], "decoder_input_ids", "decoder_attention_mask", "decoder_position_ids")
    kinds = (heads.CONDITIONAL_GENERATION,)
    tasks: ClassVar = {"speech-seq2seq": "ForConditionalGeneration", "seq2seq-lm": ""}

    def base(self, config: Any) -> EncoderDecoder:
        """The encoder, and the decoder with its words."""
        encoder, decoder = self.side(config, "encoder"), self.side(config, "decoder")
        return EncoderDecoder(encoder=encoder, decoder=decoder, ties=(), masks_source=False, std=config.init_std)

    def side(self, config: Any, at: str) -> Transformer:
        """The encoder or the decoder."""
        side = super().side(config, at)
        return replace(side, stack=replace(side.stack, leftovers=()))

    def embeddings(self, config: Any, at: str) -> TextEmbeddings | SoundEmbeddings:
        """Convolutions of the spectrogram, every second of whose frames becomes a token; or words."""
        size = config.d_model
        if at == "decoder":
            table = Embedding("embed_positions", config.max_target_positions, size, Kind.EMBEDDING)
            scale = math.sqrt(size) if config.scale_embedding else None
            tokens = words(config, "embed_tokens", size, scale=scale)
            return TextEmbeddings(words=tokens, positions=Learned(table), dropout=config.dropout)
        table = Embedding("embed_positions", config.max_source_positions, size, Kind.EMBEDDING)
        return SoundEmbeddings(
            convolutions=(
                Convolution("conv1", config.num_mel_bins, size, kernel=3),
                Convolution("conv2", size, size, kernel=3, stride=2),
            ),
            activation="gelu",
            positions=Sines(table, stored=True, whole=True),
            dropout=config.dropout,
            masking=spec_augment(config) if config.apply_spec_augment else None,
        )

    def layer(self, config: Any, side: str) -> tuple[Residual, ...]:
        """As of BART, without a bias of keys; only the encoder's results are bounded."""
        layer = []
        for each in super().layer(config, side):
            keyed = replace(each.inner, key_bias=False) if isinstance(each.inner, Attention) else each.inner
            layer.append(replace(each, inner=keyed, bounded=each.bounded and side == "encoder"))
        return tuple(layer)

    def conditional_generation(self, config: Any) -> Branch:
        """Scores of words."""
        return Branch(Reads.EACH, (self.scores(config),))

    def scores(self, config: Any) -> Vocabulary:
        """Scores of words, by the decoder's table."""
        table = "model.decoder.embed_tokens.weight" if config.tie_word_embeddings else None
        return Vocabulary(at="proj_out", inputs=config.d_model, words=config.vocab_size, table=table)

    def tensorflow_path(self, module: str) -> str:
        """TF models number list items with a dot."""
        return dot_lists(module)


def spec_augment(config: Any) -> SpecAugment:
    """What training hides of spectrograms."""
    return SpecAugment(
        time=config.mask_time_prob,
        time_length=config.mask_time_length,
        least_spans=config.mask_time_min_masks,
        bands=config.mask_feature_prob,
        bands_length=config.mask_feature_length,
        least_bands=config.mask_feature_min_masks,
    )
