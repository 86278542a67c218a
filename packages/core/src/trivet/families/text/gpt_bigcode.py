"""GPTBigCode (StarCoder, SantaCoder): GPT-2 with plain linear layers, and one key-value head."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from trivet.families.blocks import Attention, Fused, Learned, TextEmbeddings
from trivet.families.decoders import DecoderFamily
from trivet.families.fields import field
from trivet.families.gpt import GPTConfig, GPTFamily
from trivet.families.requirements import FLAG


class GPTBigCodeConfig(GPTConfig):
    """Configuration of a GPTBigCode model (Ben Allal et al., 2023, https://arxiv.org/abs/2301.03988).

    Attributes:
        scale_attn_weights: whether scores are divided by the root of the head size.
        attention_softmax_in_fp32, scale_attention_softmax_in_fp32: how half precision is computed; without effect,
            because it always is in float32.
        multi_query: whether there is one key-value head.
    """

    model_type = "gpt_bigcode"
    vocab_size: int = 50257
    n_positions: int = 1024
    n_embd: int = 768
    n_layer: int = 12
    n_head: int = 12
    activation_function: str = "gelu_pytorch_tanh"
    resid_pdrop: float = 0.1
    embd_pdrop: float = 0.1
    attn_pdrop: float = 0.1
    scale_attn_weights: bool = field(FLAG, default=True, after="initializer_range")
    attention_softmax_in_fp32: bool = field(FLAG, default=True, after="eos_token_id")
    scale_attention_softmax_in_fp32: bool = field(FLAG, default=True, after="attention_softmax_in_fp32")
    multi_query: bool = field(FLAG, default=True, after="scale_attention_softmax_in_fp32")

    @property
    def key_heads(self) -> int:
        """Number of key-value heads."""
        return 1 if self.multi_query else self.n_head

    @property
    def attention_scale(self) -> float:
        """Factor of the scores before the softmax."""
        return super().attention_scale if self.scale_attn_weights else 1.0

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        self.require_only("add_cross_attention", False, None)


class GPTBigCode(GPTFamily):
    """GPTBigCode and its heads."""

    config_class, kinds, biases = GPTBigCodeConfig, DecoderFamily.kinds, (True, True, True)
    names = replace(
        GPTFamily.names,
        positions="wpe",
        projections=("c_attn", "c_proj"),
        forwards=("c_fc", "c_proj"),
        token_classifier="classifier",
    )

    def embeddings(self, config: Any) -> TextEmbeddings:
        """Positions count what the mask shows; padding is at the second."""
        made = super().embeddings(config)
        return replace(made, positions=replace(cast(Learned, made.positions), by_mask=True, hidden=1))

    def attention(self, config: Any, index: int) -> Attention:
        """Projections are fused as a whole, or head by head."""
        return replace(super().attention(config, index), fused=Fused(groups=1 if config.multi_query else config.n_head))
