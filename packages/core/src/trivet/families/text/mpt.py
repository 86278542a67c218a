"""MPT: scores fall with distance instead of positions, norms without biases, bounded projections in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from trivet.families import requirements as must
from trivet.families.blocks import Attention, Fused, Slopes
from trivet.families.causal import CausalConfig
from trivet.families.decoders import ANSWERS, LAYER, DecoderFamily, Names
from trivet.families.fields import field
from trivet.families.heads import CAUSAL_LM
from trivet.families.inputs import MPT, TF_MPT

_ATTENTION: Mapping[str, must.Requirement] = {
    "attn_type": must.one_of("multihead_attention"),
    "attn_pdrop": must.PROBABILITY,
    "attn_impl": must.TEXT,
    "clip_qkv": must.POSITIVE.or_null(),
    "softmax_scale": must.POSITIVE.or_null(),
    "prefix_lm": must.one_of(False),
    "qk_ln": must.one_of(False),
    "attn_uses_sequence_id": must.FLAG,
    "alibi": must.FLAG,
    "alibi_bias_max": must.one_of(8, 8.0),
}
_SCALE = must.Requirement(
    "a number, a string or null", lambda value: value is None or must.TEXT.fits(value) or must.is_number(value)
)
_OBJECT = must.Requirement("an object or null", lambda value: value is None or isinstance(value, Mapping))


class MptAttentionConfig(dict[str, Any]):
    """How attention of an MPT model works: a mapping of its fields, which are attributes as well.

    Args:
        attn_pdrop: dropout probability of attention weights and sublayers.
        clip_qkv: bound of queries, keys and values; None for none.
        softmax_scale: factor of scores; None for one by the root of a head's size.
        attn_type, attn_impl, prefix_lm, qk_ln, attn_uses_sequence_id, alibi, alibi_bias_max: of what other models of
            its authors differ in.
    """

    def __init__(
        self,
        attn_type: str = "multihead_attention",
        attn_pdrop: float = 0,
        attn_impl: str = "torch",
        clip_qkv: float | None = None,
        softmax_scale: float | None = None,
        prefix_lm: bool = False,
        qk_ln: bool = False,
        attn_uses_sequence_id: bool = False,
        alibi: bool = True,
        alibi_bias_max: int = 8,
        **further: Any,
    ) -> None:
        super().__init__(
            attn_type=attn_type,
            attn_pdrop=attn_pdrop,
            attn_impl=attn_impl,
            clip_qkv=clip_qkv,
            softmax_scale=softmax_scale,
            prefix_lm=prefix_lm,
            qk_ln=qk_ln,
            attn_uses_sequence_id=attn_uses_sequence_id,
            alibi=alibi,
            alibi_bias_max=alibi_bias_max,
            **further,
        )

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"{type(self).__name__} has no field {name!r}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def to_dict(self) -> dict[str, Any]:
        """The fields as a plain dict."""
        return dict(self)


class MptConfig(CausalConfig):
    """Configuration of an MPT model (MosaicML, 2023, https://github.com/mosaicml/llm-foundry).

    Attributes:
        attn_config: how attention works: its dropout probability `attn_pdrop`, the bound `clip_qkv` of projections, the
            factor `softmax_scale` of scores.
    """

    model_type = "mpt"
    d_model: int = field(must.WIDTH, default=2048, also="hidden_size")
    n_heads: int = field(must.HEADS, default=16, also="num_attention_heads")
    n_layers: int = field(must.LAYERS, default=24, also="num_hidden_layers")
    expansion_ratio: int = field(must.SIZE, default=4, small=2)
    max_seq_len: int = field(must.SIZE, default=2048, also="max_position_embeddings", small=32)
    vocab_size: int = field(must.VOCABULARY, default=50368)
    resid_pdrop: float = field(must.PROBABILITY, default=0.0)
    layer_norm_epsilon: float = field(must.NOT_NEGATIVE, default=1e-5)
    emb_pdrop: float = field(must.PROBABILITY, default=0.0)
    learned_pos_emb: bool = field(must.FLAG, default=True)
    attn_config: dict[str, Any] | None = field(_OBJECT, default=None, small={"clip_qkv": 0.5})
    init_device: str = field(must.TEXT, default="cpu")
    logit_scale: float | str | None = field(_SCALE, default=None)
    no_bias: bool = field(must.FLAG, default=True)
    verbose: int = field(must.COUNT, default=0)
    embedding_fraction: float = field(must.NOT_NEGATIVE, default=1.0)
    norm_type: str = field(must.TEXT, default="low_precision_layernorm")
    use_cache: bool = field(must.FLAG, default=False)
    initializer_range: float = field(must.NOT_NEGATIVE, default=0.02)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "attn_config" and _OBJECT.fits(value):
            value = MptAttentionConfig(**{str(each): stated for each, stated in (value or {}).items()})
        super().__setattr__(name, value)

    def _attention(self, name: str) -> Any:
        return (self.attn_config or {}).get(name)

    @property
    def attention_scale(self) -> float:
        """Factor of the scores before the softmax."""
        stated = self._attention("softmax_scale")
        return super().attention_scale if stated is None else float(stated)

    @property
    def clip_qkv(self) -> float | None:
        """Bound of queries, keys and values; None for none."""
        bound: float | None = self._attention("clip_qkv")
        return bound

    @property
    def attention_dropout(self) -> float:
        """Dropout probability of attention weights and sublayers."""
        return float(self._attention("attn_pdrop"))

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        for name, requirement in _ATTENTION.items():
            requirement.check(f"attn_config.{name}", self._attention(name))


class Mpt(DecoderFamily):
    """MPT and its heads."""

    config_class, title, base_prefix, activation = MptConfig, "MPT", "transformer", "gelu"
    inputs, tensorflow_order, trains_padding = MPT, TF_MPT, True
    like, epsilon, dropouts = replace(LAYER, bias=False), "layer_norm_epsilon", ("", "attention_dropout")
    kinds = (CAUSAL_LM.variant(positions_by_mask=False), *DecoderFamily.kinds[1:], ANSWERS)
    biases = (False, False, False)
    names = Names(
        words="wte",
        layers="blocks",
        norm="norm_f",
        attention="attn",
        projections=("Wqkv", "out_proj"),
        attention_norms=("norm_1", ""),
        forward="ffn",
        forwards=("up_proj", "down_proj"),
        forward_norms=("norm_2", ""),
        token_classifier="classifier",
    )

    def attention(self, config: Any, index: int) -> Attention:
        """Queries, keys and values of one projection."""
        return replace(super().attention(config, index), fused=Fused(), clip=config.clip_qkv)

    def slopes(self, config: Any) -> Slopes:
        """The bias of scores by position."""
        return Slopes(config.n_heads, by_mask=False)
