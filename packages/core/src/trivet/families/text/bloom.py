"""BLOOM: scores fall with distance instead of positions, and projections are fused head by head."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trivet.families import requirements as must
from trivet.families.blocks import Attention, Experts, FeedForward, Fused, Residual, Slopes, TextEmbeddings
from trivet.families.causal import CausalConfig
from trivet.families.decoders import ANSWERS, LAYER, DecoderFamily, Names
from trivet.families.fields import field
from trivet.families.heads import CAUSAL_LM
from trivet.families.inputs import BLOOM, FLAX_BLOOM, TF_BLOOM


class BloomConfig(CausalConfig):
    """Configuration of a BLOOM model (BigScience, 2022, https://arxiv.org/abs/2211.05100).

    Attributes:
        apply_residual_connection_post_layernorm: whether sublayers are added to what their norms return.
        pretraining_tp, slow_but_exact: how training was split, and whether to compute in the same parts; not used.
    """

    model_type = "bloom"
    vocab_size: int = field(must.VOCABULARY, default=250880)
    hidden_size: int = field(must.WIDTH, default=64, also="n_embed")
    n_layer: int = field(must.LAYERS, default=2, also="num_hidden_layers")
    n_head: int = field(must.HEADS, default=8, also="num_attention_heads")
    layer_norm_epsilon: float = field(must.NOT_NEGATIVE, default=1e-5)
    initializer_range: float = field(must.NOT_NEGATIVE, default=0.02)
    use_cache: bool = field(must.FLAG, default=True)
    bos_token_id: int | list[int] | None = field(default=1, kw_only=True, after="use_cache")
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True, after="bos_token_id")
    apply_residual_connection_post_layernorm: bool = field(must.FLAG, default=False)
    hidden_dropout: float = field(must.PROBABILITY, default=0.0)
    attention_dropout: float = field(must.PROBABILITY, default=0.0)
    pretraining_tp: int = field(default=1)
    slow_but_exact: bool = field(must.FLAG, default=False)


class Bloom(DecoderFamily):
    """BLOOM and its heads."""

    config_class, title, base_prefix, activation = BloomConfig, "BLOOM", "transformer", "gelu_pytorch_tanh"
    like, epsilon, dropouts, trains_padding = LAYER, "layer_norm_epsilon", ("", "hidden_dropout"), True
    inputs, tensorflow_order, flax_order = BLOOM, TF_BLOOM, FLAX_BLOOM
    biases = (True, True, True)
    kinds = (CAUSAL_LM.variant(positions_by_mask=False), *DecoderFamily.kinds[1:], ANSWERS)
    names = Names(
        words="word_embeddings",
        layers="h",
        norm="ln_f",
        attention="self_attention",
        projections=("query_key_value", "dense"),
        forwards=("dense_h_to_4h", "dense_4h_to_h"),
        token_classifier="classifier",
    )

    def embeddings(self, config: Any) -> TextEmbeddings:
        """Words are normed."""
        return replace(super().embeddings(config), norm=self.norm(config, "word_embeddings_layernorm"))

    def attention(self, config: Any, index: int) -> Attention:
        """Each head's queries, keys and values one after the other."""
        return replace(super().attention(config, index), fused=Fused(groups=config.n_head))

    def residual(self, config: Any, inner: Attention | Experts | FeedForward, norms: tuple[str, str]) -> Residual:
        """Added to the states, or to what its norm returns."""
        from_normed = bool(config.apply_residual_connection_post_layernorm)
        return replace(super().residual(config, inner, norms), from_normed=from_normed)

    def slopes(self, config: Any) -> Slopes:
        """The bias of scores by position."""
        return Slopes(config.n_head)
