"""GPT-NeoX, Pythia: sublayers side by side, rotation of a part of each head, projections fused head by head."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from trivet.families import requirements as must
from trivet.families.blocks import Attention, Branch, Fused, Layer, Leftover, Linear, Reads, TextEmbeddings
from trivet.families.causal import RotaryDecoderConfig
from trivet.families.decoders import ANSWERS, LAYER, DecoderFamily, Names, token_dropout
from trivet.families.fields import field
from trivet.families.heads import CAUSAL_LM, LAST_TOKEN_CLASSIFICATION, TOKEN_CLASSIFICATION

_INPUTS = (
    *("input_ids", "attention_mask", "position_ids", "head_mask", "inputs_embeds", "past_key_values", "use_cache"),
)
_OF_HEADS = (
    *("input_ids", "attention_mask", "position_ids", "inputs_embeds", "head_mask", "past_key_values", "labels"),
    "use_cache",
)
_OF_TOKENS = (
    *("input_ids", "past_key_values", "attention_mask", "position_ids", "head_mask", "inputs_embeds", "labels"),
    "use_cache",
)


class GPTNeoXConfig(RotaryDecoderConfig):
    """Configuration of a GPT-NeoX model (Black et al., 2022, https://arxiv.org/abs/2204.06745).

    Attributes:
        rotary_pct, rotary_emb_base: which part of each head is rotated, and the base of the wavelengths.
        use_parallel_residual: whether attention and feed-forward read the same states.
    """

    model_type = "gpt_neox"
    vocab_size: int = field(must.VOCABULARY, default=50432)
    hidden_size: int = field(must.WIDTH, default=6144, small=32)
    num_hidden_layers: int = field(must.LAYERS, default=44)
    num_attention_heads: int = field(must.HEADS, default=64)
    intermediate_size: int = field(must.WIDTH, default=24576)
    hidden_act: str = field(must.ACTIVATION, default="gelu")
    rotary_pct: float = field(must.POSITIVE, default=0.25, also="partial_rotary_factor")
    rotary_emb_base: float = field(must.POSITIVE, default=10000, also="rope_theta")
    attention_dropout: float = field(must.PROBABILITY, default=0.0)
    hidden_dropout: float = field(must.PROBABILITY, default=0.0)
    classifier_dropout: float = field(must.PROBABILITY, default=0.1)
    max_position_embeddings: int = field(must.SIZE, default=2048, small=32)
    initializer_range: float = field(must.NOT_NEGATIVE, default=0.02)
    layer_norm_eps: float = field(must.NOT_NEGATIVE, default=1e-5)
    use_cache: bool = field(must.FLAG, default=True)
    bos_token_id: int | list[int] | None = field(default=0, kw_only=True, after="use_cache")
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True, after="bos_token_id")
    tie_word_embeddings: bool = field(default=False, kw_only=True, after="eos_token_id")
    use_parallel_residual: bool = field(must.FLAG, default=True, after="tie_word_embeddings")
    rope_scaling: dict[str, Any] | None = field(default=None, kw_only=True, after="use_parallel_residual")
    attention_bias: bool = field(must.FLAG, default=True, after="rope_scaling")


class GPTNeoX(DecoderFamily):
    """GPT-NeoX and its heads."""

    config_class, title, base_prefix = GPTNeoXConfig, "GPT-NeoX", "gpt_neox"
    like, epsilon, dropouts = LAYER, "layer_norm_eps", ("hidden_dropout", "hidden_dropout")
    inputs: ClassVar[tuple[str, ...]] = _INPUTS
    tensorflow_order: ClassVar[tuple[str, ...]] = (*_INPUTS[:-1], "labels", "use_cache", "options")
    kinds = (
        CAUSAL_LM.variant(order=_OF_HEADS),
        LAST_TOKEN_CLASSIFICATION.variant(order=_OF_HEADS),
        TOKEN_CLASSIFICATION.variant(order=_OF_TOKENS),
        ANSWERS,
    )
    biases = ("attention_bias", "attention_bias", True)
    names = Names(
        words="embed_in",
        norm="final_layer_norm",
        attention="attention",
        projections=("query_key_value", "dense"),
        forwards=("dense_h_to_4h", "dense_4h_to_h"),
        scores="embed_out",
    )

    def embeddings(self, config: Any) -> TextEmbeddings:
        """The row of padding is trained as any other."""
        embeddings = super().embeddings(config)
        return replace(embeddings, words=replace(embeddings.words, padding=None))

    def attention(self, config: Any, index: int) -> Attention:
        """Each head's queries, keys and values one after the other."""
        return replace(super().attention(config, index), fused=Fused(groups=config.num_attention_heads))

    def layer(self, config: Any, index: int) -> Layer:
        """Sublayers side by side, or one after the other."""
        places = config.max_position_embeddings
        old = Leftover("attention.bias", (1, 1, places, places)), Leftover("attention.masked_bias", ())
        layer = replace(super().layer(config, index), leftovers=old)
        return self.side_by_side(config, layer) if config.use_parallel_residual else layer

    def token_classification(self, config: Any) -> Branch:
        """From each token."""
        last = Linear("classifier", config.hidden_size, config.num_labels)
        return Branch(Reads.EACH, (token_dropout(config), last))
