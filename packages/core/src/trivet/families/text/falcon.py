"""Falcon in its three shapes: 7B with one key-value head, 40B and 180B with groups of heads, and RW with slopes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trivet.families import requirements as must
from trivet.families.blocks import Attention, Fused, Layer, Slopes
from trivet.families.causal import CausalConfig, RotaryDecoderConfig
from trivet.families.decoders import ANSWERS, LAYER, DecoderFamily, Names
from trivet.families.fields import field
from trivet.families.heads import CAUSAL_LM, HeadKind
from trivet.families.inputs import FALCON, TF_FALCON


class FalconConfig(RotaryDecoderConfig):
    """Configuration of a Falcon model (Almazrouei et al., 2023, https://arxiv.org/abs/2311.16867).

    Attributes:
        num_kv_heads: number of key-value heads of models of the new architecture.
        alibi: whether scores are biased by position, instead of rotary positions.
        new_decoder_architecture: whether projections are fused group by group, and sublayers are side by side.
        num_ln_in_parallel_attn: whether these have a norm each, or share one; None means one each.
        multi_query: whether models of the older architecture have one key-value head.
        parallel_attn: whether their sublayers are side by side.
    """

    model_type = "falcon"
    vocab_size: int = field(must.VOCABULARY, default=65024)
    hidden_size: int = field(must.WIDTH, default=4544, also="n_embed")
    num_hidden_layers: int = field(must.LAYERS, default=32)
    num_attention_heads: int = field(must.HEADS, default=71)
    layer_norm_epsilon: float = field(must.NOT_NEGATIVE, default=1e-5)
    initializer_range: float = field(must.NOT_NEGATIVE, default=0.02)
    use_cache: bool = field(must.FLAG, default=True)
    hidden_dropout: float = field(must.PROBABILITY, default=0.0)
    attention_dropout: float = field(must.PROBABILITY, default=0.0)
    num_kv_heads: int = field(must.HEADS, default=None, also="num_key_value_heads", small=2)
    alibi: bool = field(must.FLAG, default=False)
    new_decoder_architecture: bool = field(must.FLAG, default=False)
    multi_query: bool = field(must.FLAG, default=True)
    parallel_attn: bool = field(must.FLAG, default=True)
    bias: bool = field(must.FLAG, default=False)
    max_position_embeddings: int = field(must.SIZE, default=2048, small=32)
    rope_theta: float = field(default=10000.0, kw_only=True, after="max_position_embeddings")
    rope_scaling: dict[str, Any] | None = field(default=None, kw_only=True, after="rope_theta")
    bos_token_id: int | list[int] | None = field(default=11, kw_only=True, after="rope_scaling")
    eos_token_id: int | list[int] | None = field(default=11, kw_only=True, after="bos_token_id")
    num_ln_in_parallel_attn: int | None = field(must.one_of(1, 2).or_null(), default=None, kw_only=True)
    ffn_hidden_size: int | None = field(must.WIDTH.or_null(), default=None, kw_only=True, also="intermediate_size")
    activation: str = field(must.ACTIVATION, default="gelu", kw_only=True, also="hidden_act")

    def derive(self) -> None:
        """By default there are as many key-value heads as query heads."""
        if vars(self)["num_kv_heads"] is None:
            self.num_kv_heads = self.num_attention_heads

    @property
    def head_dim(self) -> int:
        """Size of a head."""
        return self.head_size

    @property
    def rotary(self) -> bool:
        """Whether positions are rotary."""
        return not self.alibi

    @property
    def key_heads(self) -> int:
        """Number of key-value heads."""
        if self.new_decoder_architecture:
            return self.num_kv_heads
        return 1 if self.multi_query else self.num_attention_heads

    @property
    def layer_rotates(self) -> tuple[bool, ...]:
        """All layers, or none."""
        return (not self.alibi,) * self.num_hidden_layers

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        if not self.alibi:
            super().validate()
            return
        CausalConfig.validate(self)
        self.require_only("rope_scaling", None)


def _without_positions(kind: HeadKind) -> HeadKind:
    """The kind with its positions behind all options, where calls by place do not see them."""
    left = ("position_ids",)
    return kind.variant(leaves_out=(*kind.leaves_out, *left), options=(*kind.options, *left))


class Falcon(DecoderFamily):
    """Falcon and its heads."""

    config_class, base_prefix, like, epsilon = FalconConfig, "transformer", LAYER, "layer_norm_epsilon"
    inputs, tensorflow_order, trains_padding = FALCON, TF_FALCON, True
    kinds = (CAUSAL_LM, *(_without_positions(kind) for kind in (*DecoderFamily.kinds[1:], ANSWERS)))
    dropouts, biases = ("", "hidden_dropout"), ("bias", "bias", "bias")
    names = Names(
        words="word_embeddings",
        layers="h",
        norm="ln_f",
        attention="self_attention",
        projections=("query_key_value", "dense"),
        forwards=("dense_h_to_4h", "dense_4h_to_h"),
        token_classifier="classifier",
    )

    def attention(self, config: Any, index: int) -> Attention:
        """Projections are fused as a whole, head by head, or group by group."""
        whole = config.multi_query and not config.new_decoder_architecture
        return replace(super().attention(config, index), fused=Fused(groups=1 if whole else config.key_heads))

    def layer(self, config: Any, index: int) -> Layer:
        """Sublayers side by side, behind one norm or a norm each, or one after the other."""
        layer = super().layer(config, index)
        attend, feed = layer.sublayers
        if not (config.new_decoder_architecture or config.parallel_attn):
            return replace(layer, sublayers=(replace(attend, dropout=config.attention_dropout), feed))
        if config.new_decoder_architecture and config.num_ln_in_parallel_attn != 1:
            norms = self.norm(config, "ln_attn"), self.norm(config, "ln_mlp")
            both = (replace(each, before=norm) for each, norm in zip((attend, feed), norms, strict=True))
            return replace(layer, sublayers=tuple(both), parallel=True)
        both = (replace(each, before=None) for each in (attend, feed))
        return self.side_by_side(config, replace(layer, sublayers=tuple(both)), before="input_layernorm")

    def slopes(self, config: Any) -> Slopes | None:
        """The bias of scores, which is scaled as they are."""
        heads, scale = config.num_attention_heads, config.attention_scale
        return Slopes(heads, scale=scale, rounded=True) if config.alibi else None
