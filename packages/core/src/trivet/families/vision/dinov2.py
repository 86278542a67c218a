"""DINOv2: ViT with learned factors of what its layers add."""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.families import heads
from trivet.families import requirements as must
from trivet.families.blocks import (
    Branch,
    FeedForward,
    Layer,
    LayerScale,
    Linear,
    Norm,
    PatchEmbeddings,
    Pooler,
    Reads,
    Residual,
    Vectors,
)
from trivet.families.fields import field
from trivet.families.inputs import PIXELS
from trivet.families.pictures import NEWER_ATTENTION, PatchConfig, PictureFamily, attention, patches


class Dinov2Config(PatchConfig):
    """Configuration of a DINOv2 model (Oquab et al., 2023, https://arxiv.org/abs/2304.07193).

    Attributes:
        mlp_ratio: how many times as wide as the states the intermediate states are.
        image_size, patch_size: pixels of a side, or height and width.
        layerscale_value: initial value of the factors of what layers add.
        drop_path_rate: probability with which a layer adds nothing to a picture in training.
        use_swiglu_ffn: whether the feed-forward network has a gate; its intermediate states then are two thirds as
            wide, rounded up to a multiple of 8.
        apply_layernorm, reshape_hidden_states: of backbones; no model here reads them.
    """

    model_type = "dinov2"
    hidden_size: int = field(must.WIDTH, default=768)
    num_hidden_layers: int = field(must.LAYERS, default=12)
    num_attention_heads: int = field(must.HEADS, default=12)
    mlp_ratio: int = field(must.SIZE, default=4, small=2)
    hidden_act: str = field(must.ACTIVATION, default="gelu")
    hidden_dropout_prob: float = field(must.PROBABILITY, default=0.0)
    attention_probs_dropout_prob: float = field(must.PROBABILITY, default=0.0)
    initializer_range: float = field(must.NOT_NEGATIVE, default=0.02)
    layer_norm_eps: float = field(must.NOT_NEGATIVE, default=1e-6)
    image_size: int | list[int] = field(must.SIDES, default=224, small=12)
    patch_size: int | list[int] = field(must.SIDES, default=16, small=4)
    num_channels: int = field(must.CHANNELS, default=3)
    qkv_bias: bool = field(must.FLAG, default=True)
    layerscale_value: float = field(must.NOT_NEGATIVE, default=1.0)
    drop_path_rate: float = field(must.PROBABILITY, default=0.0)
    use_swiglu_ffn: bool = field(must.FLAG, default=False)
    out_features: list[str] | None = field(must.NAMES.or_null(), default=None)
    out_indices: list[int] | None = field(must.INDICES.or_null(), default=None)
    apply_layernorm: bool = field(must.FLAG, default=True)
    reshape_hidden_states: bool = field(must.FLAG, default=True)


class Dinov2(PictureFamily):
    """DINOv2 and its heads."""

    config_class, base_prefix = Dinov2Config, "dinov2"
    inputs = PIXELS[:-1]
    kinds = (heads.IMAGE_CLASSIFICATION,)
    newer_names: ClassVar = NEWER_ATTENTION

    def embeddings(self, config: Dinov2Config) -> PatchEmbeddings:
        """Pictures may have any size. Every model has the vector of masked patches."""
        mask = Vectors("mask_token", 1, config.hidden_size, flat=True)
        return patches(config, mask=mask, keeps_mask=True, any_size=True)

    def pooler(self, config: Dinov2Config) -> Pooler:
        """The class token."""
        return Pooler("", None)

    def layer(self, config: Dinov2Config, index: int) -> Layer:
        """Factors of what attention and the feed-forward network add."""
        size, scale = config.hidden_size, config.layerscale_value
        inner, names = size * config.mlp_ratio, ("fc1", "fc2")
        forward = FeedForward("mlp", names, size, inner, config.hidden_act)
        if config.use_swiglu_ffn:
            inner = (inner * 2 // 3 + 7) // 8 * 8
            forward = FeedForward("mlp", ("weights_in", "weights_out"), size, inner, "silu", fused=True)
        sublayers = [
            Residual(
                each,
                before=Norm(f"norm{number}", size, config.layer_norm_eps),
                dropout=dropout,
                layer_scale=LayerScale(f"layer_scale{number}.lambda1", size, scale),
                path_dropout=config.drop_path_rate,
            )
            for number, each, dropout in (
                (1, attention(config, index), config.hidden_dropout_prob),
                (2, forward, 0.0),
            )
        ]
        return Layer(f"layer.{index}", tuple(sublayers))

    def image_classification(self, config: Any) -> Branch:
        """From the class token and the mean of the patches."""
        linear = Linear("classifier", 2 * config.hidden_size, config.num_labels)
        return Branch(Reads.FIRST_AND_MEAN, (linear,), grid=self.embeddings(config).grid)
