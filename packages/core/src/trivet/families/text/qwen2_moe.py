"""Qwen2-MoE: Qwen2 with many small experts in most layers, and one that all tokens share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from trivet.families.blocks import Experts, Linear
from trivet.families.decoders import ANSWERS
from trivet.families.experts import ExpertsConfig, ExpertsFamily
from trivet.families.fields import field
from trivet.families.requirements import COUNT, FLAG, SIZE, WIDTH, Requirement, is_integer
from trivet.families.rope import FULL, SLIDING

_LAYERS = Requirement(
    "a list of layer numbers or null",
    lambda value: value is None or (isinstance(value, list | tuple) and all(is_integer(each) for each in value)),
)


class SparseQwenConfig(ExpertsConfig):
    """Fields that configs of Qwen's mixtures of experts share.

    Attributes:
        sliding_window: how many tokens each token sees in layers with a window; 0 is stored if there are none.
        decoder_sparse_step: every so many layers have experts, unless `mlp_only_layers` names them.
        norm_topk_prob: whether the weights of a token's experts sum to one.
    """

    attribute_map: ClassVar = {"num_local_experts": "num_experts"}
    vocab_size: int = 151936
    hidden_size: int = 2048
    num_hidden_layers: int = 24
    max_position_embeddings: int = 32768
    use_sliding_window: bool = field(FLAG, default=False, kw_only=True, small=True)
    sliding_window: int | None = field(COUNT.or_null(), default=4096, kw_only=True, small=5)
    decoder_sparse_step: int = field(SIZE, default=1, kw_only=True, small=1)
    moe_intermediate_size: int = field(WIDTH, default=1408, kw_only=True, small=6)
    norm_topk_prob: bool = field(FLAG, default=False, kw_only=True)
    mlp_only_layers: list[int] | None = field(_LAYERS, default=None, kw_only=True)

    @property
    def layer_mixes(self) -> tuple[bool, ...]:
        """For each layer whether it has experts."""
        dense, step = self.mlp_only_layers or (), self.decoder_sparse_step
        return tuple(index not in dense and (index + 1) % step == 0 for index in range(self.num_hidden_layers))

    @property
    def layer_windows(self) -> tuple[int | None, ...]:
        """For each layer how many tokens each token sees; None if it sees all earlier ones."""
        has_windows = self.use_sliding_window and self.sliding_window
        return super().layer_windows if has_windows else (None,) * self.num_hidden_layers


class Qwen2MoeConfig(SparseQwenConfig):
    """Configuration of a Qwen2-MoE model (Yang et al., 2024, https://arxiv.org/abs/2407.10671).

    Attributes:
        qkv_bias: whether queries, keys and values have biases.
        max_window_layers: of the layers before it every second one has a window, if `use_sliding_window`.
        shared_expert_intermediate_size: intermediate size of the network that all tokens have.
    """

    model_type = "qwen2_moe"
    num_attention_heads: int = 16
    num_key_value_heads: int = 16
    intermediate_size: int = 5632
    max_window_layers: int = field(COUNT, default=28, kw_only=True, small=1)
    shared_expert_intermediate_size: int = field(WIDTH, default=5632, kw_only=True, small=8)
    num_experts: int = field(SIZE, default=60, kw_only=True, small=4)
    num_experts_per_tok: int = field(default=4, kw_only=True)
    qkv_bias: bool = field(FLAG, default=True, kw_only=True)
    layer_types: list[str] | None = field(default=None, kw_only=True)

    def _usual_kinds(self) -> tuple[str, ...]:
        windows = self.max_window_layers if self.use_sliding_window else 0
        return tuple(SLIDING if not index % 2 and index < windows else FULL for index in range(self.num_hidden_layers))


class Qwen2Moe(ExpertsFamily):
    """Qwen2-MoE and its heads."""

    config_class, title = Qwen2MoeConfig, "Qwen2-MoE"
    kinds = (*ExpertsFamily.kinds, ANSWERS)
    biases = ("qkv_bias", False, False)

    def experts(self, config: Any) -> Experts:
        """With a network that all tokens share, and its own gate."""
        shared = replace(self.feed_forward(config), at="shared_expert", inner=config.shared_expert_intermediate_size)
        gate = Linear("shared_expert_gate", config.hidden_size, 1, bias=False)
        return replace(super().experts(config), shared=shared, shared_gate=gate)
