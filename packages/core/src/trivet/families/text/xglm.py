"""XGLM: positions as sines, and words multiplied by the root of their size."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trivet.families import requirements as must
from trivet.families.blocks import Embedding, Layer, Leftover, Sines, TextEmbeddings, Vocabulary
from trivet.families.causal import CausalConfig
from trivet.families.decoders import LAYER, DecoderFamily, Names
from trivet.families.fields import field
from trivet.families.heads import CAUSAL_LM
from trivet.families.inputs import FLAX_XGLM, TF_XGLM
from trivet.families.inputs import XGLM as XGLM_INPUTS
from trivet.families.vocabulary import padding_row
from trivet.layout.dialect import dot_lists


class XGLMConfig(CausalConfig):
    """Configuration of an XGLM model (Lin et al., 2021, https://arxiv.org/abs/2112.10668)."""

    model_type = "xglm"
    vocab_size: int = field(must.VOCABULARY, default=256008)
    max_position_embeddings: int = field(must.POSITIONS, default=2048)
    d_model: int = field(must.WIDTH, default=1024, also="hidden_size")
    ffn_dim: int = field(must.WIDTH, default=4096, also="intermediate_size")
    num_layers: int = field(must.LAYERS, default=24, also="num_hidden_layers")
    attention_heads: int = field(must.HEADS, default=16, also="num_attention_heads")
    activation_function: str = field(must.ACTIVATION, default="gelu", also="hidden_act")
    dropout: float = field(must.PROBABILITY, default=0.1)
    attention_dropout: float = field(must.PROBABILITY, default=0.1)
    activation_dropout: float = field(must.PROBABILITY, default=0.0)
    layerdrop: float = field(must.PROBABILITY, default=0.0)
    init_std: float = field(must.NOT_NEGATIVE, default=0.02, also="initializer_range")
    scale_embedding: bool = field(must.FLAG, default=True)
    use_cache: bool = field(must.FLAG, default=True)
    decoder_start_token_id: int | None = field(default=2, kw_only=True, after="use_cache")
    pad_token_id: int | None = field(default=1, kw_only=True, after="decoder_start_token_id")
    bos_token_id: int | list[int] | None = field(default=0, kw_only=True, after="pad_token_id")
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True, after="bos_token_id")


class XGLM(DecoderFamily):
    """XGLM and its head."""

    config_class, like, epsilon, kinds = XGLMConfig, LAYER, 1e-5, (CAUSAL_LM,)
    inputs, tensorflow_order, flax_order = XGLM_INPUTS, TF_XGLM, FLAX_XGLM
    dropouts, biases = ("dropout", "dropout"), (True, True, True)
    names = Names(
        norm="layer_norm",
        projections=("q_proj", "k_proj", "v_proj", "out_proj"),
        attention_norms=("self_attn_layer_norm", ""),
        forward="",
        forwards=("fc1", "fc2"),
        forward_norms=("final_layer_norm", ""),
    )

    def embeddings(self, config: Any) -> TextEmbeddings:
        """Words and sines; the table of some files is not read."""
        made, rows, size = super().embeddings(config), config.max_position_embeddings + 2, config.d_model
        pad = padding_row(config)
        table = Embedding("embed_positions", rows, size, padding=pad if pad is not None and pad < rows else None)
        return replace(
            made,
            words=replace(made.words, scale=size**0.5 if config.scale_embedding else None),
            positions=Sines(table, written=(), whole=True, skipped=2),
            leftovers=(Leftover("embed_positions.weights", (rows, size)),),
        )

    def layer(self, config: Any, index: int) -> Layer:
        """With attention to an encoder between the sublayers, if the config has it."""
        layer = super().layer(config, index)
        if not config.add_cross_attention:
            return layer
        own, forward = layer.sublayers
        inner = replace(self.attention(config, index), at="encoder_attn", causal=False, crosses=True)
        crossing = replace(own, inner=inner, before=self.norm(config, "encoder_attn_layer_norm"))
        return replace(layer, sublayers=(own, crossing, forward))

    def scores(self, config: Any) -> Vocabulary:
        """TensorFlow's files have the projection apart."""
        return replace(super().scores(config), beside=("tensorflow",))

    def tensorflow_path(self, module: str) -> str:
        """TF models number list items with a dot."""
        return dot_lists(module)
