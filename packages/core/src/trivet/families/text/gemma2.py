"""Gemma 2: norms on both sides of each sublayer, bounded scores, and a window in every other layer."""

from __future__ import annotations

from dataclasses import replace

from trivet.families.causal import DecoderConfig
from trivet.families.decoders import RMS, DecoderFamily, Names
from trivet.families.fields import field
from trivet.families.requirements import ACTIVATION, FLAG, POSITIVE
from trivet.families.rope import FULL, SLIDING


class Gemma2Config(DecoderConfig):
    """Configuration of a Gemma 2 model (Gemma Team, 2024, https://arxiv.org/abs/2408.00118).

    Attributes:
        query_pre_attn_scalar: scores are divided by its square root.
        sliding_window: how many tokens each token sees in every other layer, starting with the first.
        attn_logit_softcapping, final_logit_softcapping: bounds of scores and logits, or None.
        layer_types: `sliding_attention` or `full_attention` for each layer; None alternates.
    """

    model_type = "gemma2"
    vocab_size: int = 256000
    hidden_size: int = 2304
    intermediate_size: int = 9216
    num_hidden_layers: int = 26
    num_attention_heads: int = 8
    num_key_value_heads: int = 4
    head_dim: int = field(default=256, kw_only=True)
    hidden_activation: str = field(ACTIVATION, default="gelu_pytorch_tanh", kw_only=True, also="hidden_act")
    max_position_embeddings: int = 8192
    attention_bias: bool = field(FLAG, default=False, kw_only=True)
    query_pre_attn_scalar: float = field(POSITIVE, default=256, kw_only=True, small=9)
    sliding_window: int | None = field(default=4096, kw_only=True, small=5)
    layer_types: list[str] | None = field(default=None, kw_only=True)
    final_logit_softcapping: float | None = field(POSITIVE.or_null(), default=30.0, kw_only=True)
    attn_logit_softcapping: float | None = field(POSITIVE.or_null(), default=50.0, kw_only=True)
    tie_word_embeddings: bool = field(default=True, kw_only=True)
    pad_token_id: int | None = field(default=0, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=1, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=2, kw_only=True)

    @property
    def attention_scale(self) -> float:
        """Factor of the scores before the softmax."""
        return float(self.query_pre_attn_scalar**-0.5)

    def _usual_kinds(self) -> tuple[str, ...]:
        return tuple(FULL if index % 2 else SLIDING for index in range(self.num_hidden_layers))

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        self.require_only("use_bidirectional_attention", None, False)


class Gemma2(DecoderFamily):
    """Gemma 2 and its heads."""

    config_class, title = Gemma2Config, "Gemma 2"
    like, scales_words = replace(RMS, offset=1.0, initial=0.0), True
    names = Names(
        attention_norms=("input_layernorm", "post_attention_layernorm"),
        forward_norms=("pre_feedforward_layernorm", "post_feedforward_layernorm"),
    )
