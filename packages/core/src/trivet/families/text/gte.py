"""GTE: BERT with rotary positions and gates, and for some models no segments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trivet.families import encoders
from trivet.families import requirements as must
from trivet.families.blocks import Branch, Reads, Steps
from trivet.families.fields import field
from trivet.families.turned import Places, TurnedConfig, TurnedEncoder
from trivet.layout.spellings import Spelling


class GteConfig(TurnedConfig):
    """Configuration of a GTE model (Zhang et al., 2024, https://arxiv.org/abs/2407.19669)."""

    model_type = "gte"
    vocab_size: int = 250048
    attention_probs_dropout_prob: float = 0.0
    max_position_embeddings: int = 8192
    type_vocab_size: int = field(must.COUNT, default=1, small=2)
    pad_token_id: int | None = field(default=1, kw_only=True)
    rope_theta: float = field(default=160000.0, kw_only=True)


class Gte(TurnedEncoder):
    """GTE and its heads."""

    config_class, base_prefix, title, inner_dropout = GteConfig, "gte", "GTE", True
    biases, gate_last = (True, False, True), True
    places = Places(
        "encoder.layer",
        "attention",
        ("qkv_proj", "o_proj"),
        ("up_gate_proj", "down_proj"),
        ("attn_ln", "mlp_ln"),
        "embeddings.LayerNorm",
    )

    @property
    def base_prefixes(self) -> tuple[str, ...]:
        """Files of before `transformers` 5 have another."""
        return "gte", "new"

    def spellings(self, config: Any) -> Sequence[Spelling]:
        """The norm of the scores of words may have its name in `transformers` 5, too."""
        norms = ("lm_head.norm.weight", "lm_head.norm.bias")
        names = {each: (each, each.replace("norm", "layer_norm")) for each in norms}
        return (*super().spellings(config), Spelling(names=names, dialects=("torch",)))

    def masked_lm(self, config: Any) -> Branch:
        """Scores of words. The activation is GELU, independent of the layers'."""
        size = config.hidden_size
        words = self.scores(config, "decoder", size, bias=True)
        return Branch(Reads.EACH, (Steps("lm_head", (*encoders.transform(config, size, "gelu", "norm"), words)),))
