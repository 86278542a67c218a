"""The shared parts of ViT and related families: config fields, and blueprints of patches, layers and heads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.errors import InvalidConfigError
from trivet.families import encoders
from trivet.families import requirements as must
from trivet.families.blocks import (
    Attention,
    Branch,
    Convolution2D,
    FeedForward,
    Layer,
    Linear,
    Norm,
    PatchEmbeddings,
    Pooler,
    Reads,
    Residual,
    Shuffle,
    Stack,
    Steps,
    Transformer,
    Vectors,
    sides,
)
from trivet.families.family import Family
from trivet.families.fields import field
from trivet.families.inputs import PIXELS
from trivet.layout.dialect import number_lists
from trivet.layout.spellings import Spelling


class PatchConfig(encoders.PrunableConfig):
    """What configs of models of patches have in common.

    Raises:
        InvalidConfigError: (by `validate`) sizes do not fit together, or a picture is smaller than a patch.
    """

    def validate_sizes(self) -> None:
        """Check the fields that determine shapes."""
        super().validate_sizes()
        if any(side < patch for side, patch in zip(sides(self.image_size), sides(self.patch_size), strict=True)):
            reason = f"image_size ({self.image_size}) is less than one patch (patch_size {self.patch_size})"
            raise InvalidConfigError(reason, field="image_size")


class PictureConfig(PatchConfig):
    """Fields of the config.json of ViT and related families.

    Raises:
        InvalidConfigError: (by `validate`) as for `PatchConfig`.
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
    image_size: int | list[int] = field(must.SIDES, default=224, small=[8, 12])
    patch_size: int | list[int] = field(must.SIDES, default=16, small=4)
    num_channels: int = field(must.CHANNELS, default=3)
    qkv_bias: bool = field(must.FLAG, default=True)


def patches(config: Any, **facts: Any) -> PatchEmbeddings:
    """`embeddings`: a class token and projected patches, with learned positions for both.

    Args:
        facts: fields of the block that replace these.
    """
    size, patch, image = config.hidden_size, sides(config.patch_size), sides(config.image_size)
    count = (image[0] // patch[0]) * (image[1] // patch[1])
    first = facts.pop("first", (Vectors("cls_token", 1, size),))
    blocks: dict[str, Any] = {
        "patches_at": "patch_embeddings",
        "projection": Convolution2D("projection", config.num_channels, size, patch, patch),
        "image": image,
        "first": first,
        "positions": Vectors("position_embeddings", sum(each.count for each in first) + count, size),
        "mask": Vectors("mask_token", 1, size),
        "dropout": config.hidden_dropout_prob,
    }
    return PatchEmbeddings(at="embeddings", **{**blocks, **facts})


def attention(config: Any, index: int, **facts: Any) -> Attention:
    """ViT's self-attention.

    Args:
        facts: fields of the block that replace these.
    """
    names = ("attention.query", "attention.key", "attention.value", "output.dense")
    own = {"bias": getattr(config, "qkv_bias", True), "dropout": config.attention_probs_dropout_prob, **facts}
    return encoders.self_attention(config, index, at="attention", names=names, **own)


def layer(config: Any, index: int) -> Layer:
    """ViT's layer: self-attention and feed-forward, a norm before each."""
    size, dropout = config.hidden_size, config.hidden_dropout_prob
    names, inner = ("dense", "dense"), config.intermediate_size
    forward = FeedForward("intermediate", names, size, inner, config.hidden_act)
    before, after = (Norm(f"layernorm_{place}", size, config.layer_norm_eps) for place in ("before", "after"))
    return Layer(
        f"layer.{index}",
        (
            Residual(attention(config, index), before=before, dropout=dropout),
            Residual(forward, output="output", before=after, dropout=dropout),
        ),
    )


NEWER_ATTENTION: Mapping[str, str] = {
    "attention.attention.query": "attention.q_proj",
    "attention.attention.key": "attention.k_proj",
    "attention.attention.value": "attention.v_proj",
    "attention.output.dense": "attention.o_proj",
}
"""Part of a name in files → the part that modules of `transformers` 5 have for it: of attention."""

_NEWER = {"encoder.layer": "layers", **NEWER_ATTENTION, "intermediate.dense": "mlp.fc1", "output.dense": "mlp.fc2"}


class PictureFamily(Family):
    """ViT and related families: patches, an encoder, a norm, a pooling layer.

    Attributes:
        newer_names: part of a name in files → the part that modules of `transformers` 5 have for it.
    """

    inputs: ClassVar[tuple[str, ...]] = PIXELS
    flax_inputs = PIXELS[:1]
    newer_names: ClassVar[Mapping[str, str]] = _NEWER

    def base(self, config: Any) -> Transformer:
        """Patches, encoder, norm, pooler."""
        size = config.hidden_size
        return Transformer(
            embeddings=self.embeddings(config),
            stack=Stack(at="encoder", layers=tuple(self.layer(config, i) for i in range(config.num_hidden_layers))),
            norm=Norm("layernorm", size, config.layer_norm_eps),
            pooler=self.pooler(config),
            std=config.initializer_range,
        )

    def pooler(self, config: Any) -> Pooler | None:
        """What gives the pooled output."""
        return Pooler("pooler", Linear("dense", config.hidden_size, config.hidden_size))

    def embeddings(self, config: Any) -> PatchEmbeddings:
        """The patches."""
        return patches(config)

    def layer(self, config: Any, index: int) -> Layer:
        """The layer of an index."""
        return layer(config, index)

    def image_classification(self, config: Any) -> Branch:
        """From the class token."""
        return Branch(Reads.FIRST, (Linear("classifier", config.hidden_size, config.num_labels),))

    def masked_image_modeling(self, config: Any) -> Branch:
        """The pixels of each patch."""
        stride = config.encoder_stride
        pixels = Convolution2D("0", config.hidden_size, stride**2 * config.num_channels, (1, 1))
        return Branch(Reads.PICTURE, (Steps("decoder", (pixels, Shuffle(stride))),), grid=self.embeddings(config).grid)

    def tensorflow_path(self, module: str) -> str:
        """The layers of a head that restores pictures have numbers for names."""
        return module.replace(".", "/") if module.startswith("decoder.") else number_lists(module)

    def spellings(self, config: Any) -> tuple[Spelling, ...]:
        """The names of modules of `transformers` 5, which its state dicts have; its files have those of 4."""
        names = {}
        for param in self.base_parameters(config):
            newer = param.name
            for own, other in self.newer_names.items():
                newer = newer.replace(f".{own}.", f".{other}.")
            if newer != param.name:
                names[param.name] = (param.name, newer)
        return (Spelling(names=names, dialects=("torch",)),)
