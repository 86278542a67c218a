"""GPT of 2018: norms after sublayers, and none after the layers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trivet.families import heads
from trivet.families import requirements as must
from trivet.families.blocks import Attention, Experts, FeedForward, Fused, Residual
from trivet.families.causal import CausalConfig
from trivet.families.fields import field
from trivet.families.gpt import GPTFamily
from trivet.families.inputs import OPENAI_GPT, TEXT, TF_OPENAI_GPT
from trivet.families.text.gpt2 import GPT2
from trivet.layout import Kind


class OpenAIGPTConfig(CausalConfig):
    """Configuration of a GPT model (Radford et al., 2018).

    Attributes:
        afn: activation function; `gelu` means its approximation by tanh.
        summary_type, summary_use_proj, summary_activation, summary_proj_to_labels, summary_first_dropout: as for GPT-2.
    """

    model_type = "openai-gpt"
    vocab_size: int = field(must.VOCABULARY, default=40478)
    n_positions: int = field(must.POSITIONS, default=512, also="max_position_embeddings")
    n_embd: int = field(must.WIDTH, default=768, also="hidden_size")
    n_layer: int = field(must.LAYERS, default=12, also="num_hidden_layers")
    n_head: int = field(must.HEADS, default=12, also="num_attention_heads")
    afn: str = field(must.one_of("gelu", "relu", "silu", "swish"), default="gelu")
    resid_pdrop: float = field(must.PROBABILITY, default=0.1)
    embd_pdrop: float = field(must.PROBABILITY, default=0.1)
    attn_pdrop: float = field(must.PROBABILITY, default=0.1, also="attention_dropout")
    layer_norm_epsilon: float = field(must.NOT_NEGATIVE, default=1e-5)
    initializer_range: float = field(must.NOT_NEGATIVE, default=0.02)
    summary_type: str = field(must.TEXT, default="cls_index")
    summary_use_proj: bool = field(must.FLAG, default=True)
    summary_activation: str | None = field(must.ACTIVATION.or_null(), default=None)
    summary_proj_to_labels: bool = field(must.FLAG, default=True)
    summary_first_dropout: float = field(must.PROBABILITY, default=0.1)
    use_cache: bool = field(must.FLAG, default=False, kw_only=True)

    @property
    def hidden_act(self) -> str:
        """The activation function by its name elsewhere."""
        return {"gelu": "gelu_new", "swish": "silu"}.get(self.afn, self.afn)


class OpenAIGPT(GPTFamily):
    """GPT and its heads."""

    config_class, title, inputs, tensorflow_order = OpenAIGPTConfig, "GPT", OPENAI_GPT, TF_OPENAI_GPT
    biases, double_heads = (True, True, True), GPT2.double_heads
    kinds = (
        heads.CAUSAL_LM.variant(suffix="LMHeadModel"),
        heads.LAST_TOKEN_CLASSIFICATION,
        heads.DOUBLE_HEADS.variant(
            order=(*TEXT, "mc_token_ids", "labels", "mc_labels", "use_cache", "past_key_values")
        ),
    )
    names = replace(
        GPTFamily.names,
        words="tokens_embed",
        positions="positions_embed",
        norm="",
        projections=("c_attn", "c_proj"),
        forwards=("c_fc", "c_proj"),
    )

    def attention(self, config: Any, index: int) -> Attention:
        """All projections in one, with transposed weights."""
        return replace(super().attention(config, index), fused=Fused(), kind=Kind.CONV1D_GPT2)

    def feed_forward(self, config: Any) -> FeedForward:
        """With transposed weights."""
        return replace(super().feed_forward(config), kind=Kind.CONV1D_GPT2)

    def residual(self, config: Any, inner: Attention | Experts | FeedForward, norms: tuple[str, str]) -> Residual:
        """With its norm after it."""
        made = super().residual(config, inner, norms)
        return replace(made, before=None, last=made.before)
