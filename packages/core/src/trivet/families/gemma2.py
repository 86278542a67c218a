"""Gemma 2: config and parameter list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.families.decoders import FULL, SLIDING, DecoderConfig, DecoderFamily
from trivet.families.requirements import ACTIVATION, POSITIVE, Requirement

_DEFAULTS = {
    "vocab_size": 256000,
    "hidden_size": 2304,
    "intermediate_size": 9216,
    "num_hidden_layers": 26,
    "num_attention_heads": 8,
    "num_key_value_heads": 4,
    "head_dim": 256,
    "hidden_act": "gelu_pytorch_tanh",
    "max_position_embeddings": 8192,
    "tie_word_embeddings": True,
    "pad_token_id": 0,
    "eos_token_id": 1,
    "bos_token_id": 2,
}


class Gemma2Config(DecoderConfig):
    """Configuration of a Gemma 2 model (Gemma Team, 2024, https://arxiv.org/abs/2408.00118).

    Attributes:
        query_pre_attn_scalar: scores are divided by its square root.
        sliding_window: how many tokens each token sees in every other layer, the first one included.
        attn_logit_softcapping, final_logit_softcapping: bounds of scores and logits, or None.
        layer_types: `sliding_attention` or `full_attention` for each layer; None alternates.
    """

    model_type: ClassVar[str] = "gemma2"
    has_feed_forward_norms: ClassVar[bool] = True
    attribute_map: ClassVar[Mapping[str, str]] = {"hidden_act": "hidden_activation"}
    requirements: ClassVar[Mapping[str, Requirement]] = {
        "hidden_activation": ACTIVATION,
        "query_pre_attn_scalar": POSITIVE,
        "final_logit_softcapping": POSITIVE.or_null(),
        "attn_logit_softcapping": POSITIVE.or_null(),
    }

    def __init__(
        self,
        *,
        attention_bias: bool = False,
        query_pre_attn_scalar: float = 256,
        sliding_window: int | None = 4096,
        layer_types: list[str] | None = None,
        final_logit_softcapping: float | None = 30.0,
        attn_logit_softcapping: float | None = 50.0,
        **kwargs: Any,
    ) -> None:
        self.attention_bias = attention_bias
        self.query_pre_attn_scalar = query_pre_attn_scalar
        self.sliding_window = sliding_window
        self.layer_types = layer_types
        self.final_logit_softcapping = final_logit_softcapping
        self.attn_logit_softcapping = attn_logit_softcapping
        super().__init__(**{**_DEFAULTS, **kwargs})

    @property
    def attention_scale(self) -> float:
        """What scores are multiplied by before the softmax."""
        return float(self.query_pre_attn_scalar**-0.5)

    def _layer_kinds(self) -> tuple[str, ...]:
        if self.layer_types is not None:
            return super()._layer_kinds()
        return tuple(FULL if index % 2 else SLIDING for index in range(self.num_hidden_layers))

    def validate(self) -> None:
        """Refuse what the models here would compute wrongly."""
        super().validate()
        self.require_only("use_bidirectional_attention", None, False)


class Gemma2(DecoderFamily):
    """Gemma 2 and its heads."""

    model_type, config_class = "gemma2", Gemma2Config
    name, title = "Gemma2", "Gemma 2"
    norm_offset, norms_results, scales_words = 1.0, True, True
