"""Nomic BERT: BERT with rotary positions and gates, and no biases in its layers."""

from __future__ import annotations

from typing import Any

from trivet.families import encoders
from trivet.families import requirements as must
from trivet.families.blocks import Branch, Reads, Steps
from trivet.families.fields import field
from trivet.families.turned import Places, TurnedConfig, TurnedEncoder


class NomicBertConfig(TurnedConfig):
    """Configuration of a Nomic BERT model (Nussbaum et al., 2024, https://arxiv.org/abs/2402.01613).

    Files of before `transformers` 5 have GPT-2's names of sizes.
    """

    model_type = "nomic_bert"
    vocab_size: int = 30528
    hidden_size: int = field(default=768, also="n_embd")
    num_hidden_layers: int = field(default=12, also="n_layer")
    num_attention_heads: int = field(default=12, also="n_head")
    intermediate_size: int = field(default=3072, also="n_inner")
    hidden_act: str = "silu"
    hidden_dropout_prob: float = 0.0
    attention_probs_dropout_prob: float = 0.0
    max_position_embeddings: int = field(default=2048, also="n_positions")
    layer_norm_eps: float = field(default=1e-12, also="layer_norm_epsilon")
    rope_theta: float = field(default=1000.0, kw_only=True, also="rotary_emb_base")
    head_dim: int | None = field(must.WIDTH.or_null(), default=None, kw_only=True, small=6)

    def validate(self) -> None:
        """Refuse what older files may say and the models here would compute wrongly."""
        super().validate()
        self.require_only("activation_function", "swiglu", None)
        self.require_only("rotary_emb_fraction", 1.0)
        self.require_only("rotary_scaling_factor", None, 1.0)
        for name in (
            "prenorm",
            "qkv_proj_bias",
            "mlp_fc1_bias",
            "mlp_fc2_bias",
            "rotary_emb_interleaved",
            "num_experts",
        ):
            self.require_only(name, False, None)


class NomicBert(TurnedEncoder):
    """Nomic BERT and its heads."""

    config_class, base_prefix, title, tokenizer = NomicBertConfig, "nomic_bert", "Nomic BERT", "word_pieces"
    biases = (False, False, False)
    places = Places("encoder.layers", "attn", ("Wqkv", "out_proj"), ("fc12", "fc11", "fc2"), ("norm1", "norm2"))

    def masked_lm(self, config: Any) -> Branch:
        """Scores of words."""
        size = config.hidden_size
        transform = Steps("transform", encoders.transform(config, size, config.hidden_act, "layer_norm"))
        words = self.scores(config, "decoder", size, outer_bias="bias")
        return Branch(Reads.EACH, (Steps("cls.predictions", (transform, words)),))
