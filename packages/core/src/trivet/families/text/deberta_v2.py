"""DeBERTa-v2 and v3: distances in buckets, which words' projections may project, and a convolution of the input."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from trivet.errors import InvalidConfigError
from trivet.families import encoders
from trivet.families import requirements as must
from trivet.families.blocks import Convolution, ConvolvedInput, Disentangled, Norm, Transformer
from trivet.families.disentangled import DisentangledConfig, DisentangledFamily
from trivet.families.fields import field


class DebertaV2Config(DisentangledConfig):
    """Configuration of a DeBERTa-v2 or v3 model (He et al., 2021, https://arxiv.org/abs/2111.09543).

    Attributes:
        position_buckets: number of buckets of distances of each sign; without any, each distance is one.
        norm_rel_ebd: `layer_norm` if the vectors of distances are normed, among other words between `|`.
        share_att_key: whether the projections of words project distances as well.
        conv_kernel_size: number of tokens that the convolution sees; 0 for none.
    """

    model_type = "deberta-v2"
    vocab_size: int = 128100
    hidden_size: int = 1536
    num_hidden_layers: int = 24
    num_attention_heads: int = 24
    intermediate_size: int = 6144
    position_buckets: int = field(must.integer(-1, 2**20), default=-1, kw_only=True, small=6)
    norm_rel_ebd: str = field(must.TEXT, default="none", kw_only=True, small="layer_norm|embedding")
    share_att_key: bool = field(must.FLAG, default=False, kw_only=True)
    conv_kernel_size: int = field(must.integer(0, 2**10), default=0, kw_only=True, small=3)
    conv_act: str = field(must.ACTIVATION, default="tanh", kw_only=True)

    def validate(self) -> None:
        """Refuse what the models here would compute wrongly."""
        super().validate()
        self.require_only("conv_groups", 1, None)
        buckets = self.position_buckets
        if buckets > 0 and not 1 <= buckets // 2 < self.largest_distance - 1:
            reason = (
                f"position_buckets ({buckets}) must be from 2 to twice the largest distance ({self.largest_distance})"
            )
            raise InvalidConfigError(f"{reason} less one", field="position_buckets")
        if self.conv_kernel_size and self.conv_kernel_size % 2 == 0:
            raise InvalidConfigError(
                f"conv_kernel_size must be odd, not {self.conv_kernel_size}", field="conv_kernel_size"
            )


class DebertaV2(DisentangledFamily):
    """DeBERTa-v2 and its heads."""

    config_class, base_prefix, title = DebertaV2Config, "deberta", "DeBERTa-v2"
    kinds = encoders.HEADS
    position_names: ClassVar = ("pos_key_proj", "pos_query_proj")

    def base(self, config: Any) -> Transformer:
        """The encoder may hold a convolution."""
        base, size = super().base(config), config.hidden_size
        if not config.conv_kernel_size:
            return base
        convolution = Convolution("conv", size, size, config.conv_kernel_size)
        norm = Norm("LayerNorm", size, config.layer_norm_eps)
        convolved = ConvolvedInput("conv", convolution, config.conv_act, norm, config.hidden_dropout_prob)
        return replace(base, stack=replace(base.stack, convolved=convolved))

    def distances(self, config: Any) -> Disentangled | None:
        """In buckets, if there are any."""
        buckets = config.position_buckets if config.position_buckets > 0 else None
        is_normed = "layer_norm" in (each.strip() for each in config.norm_rel_ebd.lower().split("|"))
        norm = Norm("LayerNorm", config.hidden_size, config.layer_norm_eps) if is_normed else None
        return self.distances_of(config, buckets=buckets, norm=norm, is_shared=config.share_att_key)
