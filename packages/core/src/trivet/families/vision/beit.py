"""BEiT: ViT with biases by how patches lie to each other, and learned factors of what its layers add."""

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
    PatchBias,
    PatchEmbeddings,
    Pooler,
    Reads,
    Residual,
    Stack,
    Transformer,
    sides,
)
from trivet.families.fields import field
from trivet.families.inputs import PIXELS
from trivet.families.pictures import PatchConfig, PictureFamily, attention, patches


class BeitFields(PatchConfig):
    """Fields of the config.json of BEiT and of Data2Vec's models of pictures.

    Attributes:
        image_size, patch_size: pixels of a side, or height and width.
        use_mask_token: whether models have the vector that replaces masked patches.
        use_absolute_position_embeddings: whether there are learned positions.
        use_relative_position_bias, use_shared_relative_position_bias: whether each layer has a bias of scores by how
            patches lie to each other, and whether there is one that all layers share.
        layer_scale_init_value: initial value of the factors of what layers add; 0 for no such factors.
        drop_path_rate: probability with which the last layer adds nothing to a picture in training; that of the others
            grows linearly from 0.
        use_mean_pooling: whether the pooled output is the normed mean of the patches; else the class token.
        pool_scales, use_auxiliary_head, auxiliary_loss_weight, auxiliary_channels, auxiliary_num_convs,
            auxiliary_concat_input, semantic_loss_ignore_index: of semantic segmentation; no model here reads them.
    """

    hidden_size: int = field(must.WIDTH, default=768)
    num_hidden_layers: int = field(must.LAYERS, default=12)
    num_attention_heads: int = field(must.HEADS, default=12)
    intermediate_size: int = field(must.WIDTH, default=3072)
    hidden_act: str = field(must.ACTIVATION, default="gelu")
    hidden_dropout_prob: float = field(must.PROBABILITY, default=0.0)
    attention_probs_dropout_prob: float = field(must.PROBABILITY, default=0.0)
    initializer_range: float = field(must.NOT_NEGATIVE, default=0.02)
    layer_norm_eps: float = field(must.NOT_NEGATIVE, default=1e-12)
    image_size: int | list[int] = field(must.SIDES, default=224, small=12)
    patch_size: int | list[int] = field(must.SIDES, default=16, small=4)
    num_channels: int = field(must.CHANNELS, default=3)
    use_mask_token: bool = field(must.FLAG, default=False, small=True)
    use_absolute_position_embeddings: bool = field(must.FLAG, default=False)
    use_relative_position_bias: bool = field(must.FLAG, default=False, small=True)
    use_shared_relative_position_bias: bool = field(must.FLAG, default=False)
    layer_scale_init_value: float = field(must.NOT_NEGATIVE, default=0.1)
    drop_path_rate: float = field(must.PROBABILITY, default=0.1)
    use_mean_pooling: bool = field(must.FLAG, default=True)
    pool_scales: list[int] = field(must.INDICES, default=[1, 2, 3, 6])
    use_auxiliary_head: bool = field(must.FLAG, default=True)
    auxiliary_loss_weight: float = field(must.NOT_NEGATIVE, default=0.4)
    auxiliary_channels: int = field(must.CHANNELS, default=256)
    auxiliary_num_convs: int = field(must.COUNT, default=1)
    auxiliary_concat_input: bool = field(must.FLAG, default=False)
    semantic_loss_ignore_index: int = field(must.TOKEN, default=255)


class _VisualTokens(PatchConfig):
    vocab_size: int = field(must.VOCABULARY, default=8192)


class BeitConfig(BeitFields, _VisualTokens):
    """Configuration of a BEiT model (Bao et al., 2021, https://arxiv.org/abs/2106.08254).

    Attributes:
        vocab_size: number of visual tokens.
        out_features, out_indices, add_fpn, reshape_hidden_states: of backbones; no model here reads them.
    """

    model_type = "beit"
    out_features: list[str] | None = field(must.NAMES.or_null(), default=None)
    out_indices: list[int] | None = field(must.INDICES.or_null(), default=None)
    add_fpn: bool = field(must.FLAG, default=False)
    reshape_hidden_states: bool = field(must.FLAG, default=True)


class Beit(PictureFamily):
    """BEiT and its heads."""

    config_class: ClassVar[type[BeitFields]] = BeitConfig
    base_prefix = "beit"
    inputs = PIXELS[:-1]
    kinds: ClassVar[tuple[heads.HeadKind, ...]] = (heads.IMAGE_CLASSIFICATION, heads.MASKED_PATCH_TOKENS)

    def base(self, config: BeitFields) -> Transformer:
        """Patches, encoder, and a norm or a mean."""
        size, eps = config.hidden_size, config.layer_norm_eps
        layers = tuple(self.layer(config, index) for index in range(config.num_hidden_layers))
        shared = _bias(config) if config.use_shared_relative_position_bias else None
        return Transformer(
            embeddings=self.embeddings(config),
            stack=Stack(at="encoder", layers=layers, relative=shared),
            norm=None if config.use_mean_pooling else Norm("layernorm", size, eps),
            pooler=self.pooler(config),
            std=config.initializer_range,
        )

    def embeddings(self, config: BeitFields) -> PatchEmbeddings:
        """Pictures may have any size unless there is a bias by how patches lie to each other."""
        block, facts = patches(config), dict[str, Any]()
        if not config.use_absolute_position_embeddings:
            facts["positions"] = None
        biased = config.use_relative_position_bias or config.use_shared_relative_position_bias
        mask = block.mask if config.use_mask_token else None
        return patches(config, mask=mask, keeps_mask=True, any_size=not biased, margin=0.0, **facts)

    def pooler(self, config: BeitFields) -> Pooler:
        """The mean of the patches, or the class token."""
        if not config.use_mean_pooling:
            return Pooler("pooler", None)
        return Pooler("pooler", None, Norm("layernorm", config.hidden_size, config.layer_norm_eps), mean_from=1)

    def layer(self, config: BeitFields, index: int) -> Layer:
        """ViT's layer without biases of keys; factors of what attention and the feed-forward network add."""
        size, scale = config.hidden_size, config.layer_scale_init_value
        own = _bias(config, "attention.") if config.use_relative_position_bias else None
        names = ("intermediate.dense", "output.dense")
        parts: dict[str, Any] = {
            "before": attention(config, index, key_bias=False, relative=own),
            "after": FeedForward("", names, size, config.intermediate_size, config.hidden_act),
        }
        sublayers = [
            Residual(
                inner,
                before=Norm(f"layernorm_{place}", size, config.layer_norm_eps),
                dropout=config.hidden_dropout_prob,
                layer_scale=LayerScale(f"lambda_{number}", size, scale) if scale else None,
                path_dropout=config.drop_path_rate * index / max(config.num_hidden_layers - 1, 1),
            )
            for number, (place, inner) in enumerate(parts.items(), 1)
        ]
        return Layer(f"layer.{index}", tuple(sublayers))

    def image_classification(self, config: Any) -> Branch:
        """From the pooled output."""
        return Branch(Reads.POOLED, (Linear("classifier", config.hidden_size, config.num_labels),))

    def masked_patch_tokens(self, config: BeitConfig) -> Branch:
        """The visual token of each patch."""
        size = config.hidden_size
        steps = Norm("layernorm", size, config.layer_norm_eps), Linear("lm_head", size, config.vocab_size)
        return Branch(Reads.PATCHES, steps, grid=self.embeddings(config).grid)


def _bias(config: BeitFields, prefix: str = "") -> PatchBias:
    """The table by how patches lie to each other."""
    image, patch = sides(config.image_size), sides(config.patch_size)
    rows = image[0] // patch[0], image[1] // patch[1]
    return PatchBias(f"{prefix}relative_position_bias", rows, config.num_attention_heads)
