"""The cases of models of pictures in the golden data. Options differ between heads so that one that is ignored is seen."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from golden_cases import BATCH, CLASSES, NEWEST, RELEASED, Arrays, CaseSpec, Maker

TINY = {
    "hidden_size": 8,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 12,
    "image_size": 6,
    "patch_size": 2,
}
ONE = {"num_hidden_layers": 1}
LABELLED = {"num_labels": CLASSES}

PYTORCH_ONLY = frozenset({"tensorflow", "flax"})
"""TensorFlow's classes interpolate with another kernel, and Flax's do not."""


class Pictures(Maker):
    """Cases of models that read pictures."""

    __slots__ = ()

    def picture(
        self,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        height: int = 6,
        width: int = 6,
        masks: bool = False,
        asks: bool = True,
        **fields: Any,
    ) -> CaseSpec:
        """A case of pictures of a size, with labels for a classifier, and with masked patches.

        Args:
            masks: whether patches are masked.
            asks: whether interpolated positions are requested for pictures of another size.
        """
        rng, merged = self.rng(name), {**self.tiny, **(options or {})}
        channels, patch = merged.get("num_channels", 3), merged["patch_size"]
        inputs: Arrays = {"pixel_values": rng.normal(0.0, 1.0, (BATCH, channels, height, width)).astype(np.float32)}
        if asks and (height, width) != (merged["image_size"],) * 2:
            inputs["interpolate_pos_encoding"] = np.array(True)
        if masks:
            inputs["bool_masked_pos"] = rng.integers(0, 2, (BATCH, (height // patch) * (width // patch))).astype(bool)
        if name.partition("-")[0] == "BeitForMaskedImageModeling":
            inputs["labels"] = rng.integers(0, merged["vocab_size"], int(inputs["bool_masked_pos"].sum()))
        if name.partition("-")[0].endswith("ForImageClassification"):
            inputs["labels"] = rng.integers(0, CLASSES, BATCH)
        return self.case(name, inputs, options, **fields)


def specs(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The cases of one of the families."""
    yield from FAMILIES[model_type](model_type, seed)


def vit(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head; pictures of another size, with positions between those of the model."""
    make = Pictures(model_type, TINY, seed).picture
    yield make("ViTModel", {"layer_norm_eps": 0.1}, inner=True, dialects=True)
    yield make("ViTModel-wide", weights="ViTModel", height=8, width=10, but=PYTORCH_ONLY)
    yield make("ViTForImageClassification", {**ONE, **LABELLED, "hidden_act": "relu"}, older_containers=True)
    without = {"dialects": True, "but": frozenset({"tensorflow"})}  # whose class has the biases all the same
    yield make("ViTForImageClassification-bias", {**LABELLED, "qkv_bias": False, "num_channels": 1}, **without)
    wide = {"height": 12, "width": 4, "but": PYTORCH_ONLY}
    yield make("ViTForImageClassification-wide", {**ONE, **LABELLED, "patch_size": 1}, **wide)
    yield make("ViTForMaskedImageModeling", {**ONE, "encoder_stride": 2}, masks=True, inner=True)


def deit(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head."""
    make = Pictures(model_type, TINY, seed).picture
    yield make("DeiTModel", {"layer_norm_eps": 0.1}, inner=True, dialects=True)
    yield make("DeiTForImageClassification", {**ONE, **LABELLED, "hidden_act": "relu"}, older_containers=True)
    yield make("DeiTForImageClassificationWithTeacher", {**ONE, **LABELLED, "num_channels": 1}, dialects=True)
    # TensorFlow's class averages the loss over the batch before it takes the masked pixels.
    masked = {"masks": True, "inner": True, "but": frozenset({"tensorflow"})}
    yield make("DeiTForMaskedImageModeling", {**ONE, "encoder_stride": 2}, **masked)


def vit_msn(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Both heads."""
    make = Pictures(model_type, TINY, seed).picture
    yield make("ViTMSNModel", {"layer_norm_eps": 0.1}, inner=True)
    yield make("ViTMSNModel-wide", weights="ViTMSNModel", options={"layer_norm_eps": 0.1}, height=8, width=10)
    bare = {**ONE, **LABELLED, "hidden_act": "relu", "qkv_bias": False, "num_channels": 1}
    yield make("ViTMSNForImageClassification", bare)


def dinov2(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Both heads, with and without a gate; pictures of any size, and masked patches."""
    name = "Dinov2" if model_type == "dinov2" else "Dinov2WithRegisters"
    without = {key: value for key, value in TINY.items() if key != "intermediate_size"}
    registers = {"num_register_tokens": 2} if "registers" in model_type else {}
    tiny = {**without, "mlp_ratio": 2, **registers}
    library = NEWEST if "registers" in model_type else RELEASED
    make = Pictures(model_type, tiny, seed, library).picture
    gated = {"use_swiglu_ffn": True, "layer_norm_eps": 0.1}
    yield make(f"{name}Model", gated, inner=True, masks=True)
    yield make(f"{name}Model-wide", gated, weights=f"{name}Model", height=8, width=10, asks=False)
    yield make(f"{name}Model-small", gated, weights=f"{name}Model", height=4, width=6, asks=False)
    plain = {**ONE, **LABELLED, "hidden_act": "relu", "qkv_bias": False, "num_channels": 1}
    yield make(f"{name}ForImageClassification", plain, inner=True)


def beit(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head: positions, biases of layers and of the stack, and both; with and without factors and mean."""
    name = "Beit" if model_type == "beit" else "Data2VecVision"
    make = Pictures(model_type, {**TINY, "drop_path_rate": 0.0}, seed).picture
    biased = {"use_relative_position_bias": True, "use_shared_relative_position_bias": True}
    # The norm of TensorFlow's class without a mean fails.
    first = {**biased, "use_mask_token": True, "use_mean_pooling": name != "Beit", "layer_norm_eps": 0.1}
    yield make(f"{name}Model", first, inner=True, masks=True, dialects=True)
    # Flax's and TensorFlow's classes do not interpolate.
    other = {
        "use_mean_pooling": name == "Beit",
        "use_absolute_position_embeddings": True,
        "layer_scale_init_value": 0,
        "num_channels": 1,
    }
    unless = {} if name == "Beit" else {"but": frozenset({"tensorflow"})}
    yield make(f"{name}Model-placed", {**ONE, **other}, dialects=True, **unless)
    wide = {"height": 8, "width": 10, "asks": False, "but": PYTORCH_ONLY}
    yield make(f"{name}Model-wide", {**ONE, **other}, weights=f"{name}Model-placed", **wide)
    classes = {**ONE, **LABELLED, "use_relative_position_bias": True, "hidden_act": "relu"}
    yield make(f"{name}ForImageClassification", classes, older_containers=True)
    if name == "Beit":
        tokens = {**ONE, "vocab_size": 11, "use_mask_token": True, "use_shared_relative_position_bias": True}
        yield make("BeitForMaskedImageModeling", tokens, masks=True, inner=True, but=frozenset({"flax"}))


FAMILIES = {
    "vit": vit,
    **dict.fromkeys(("beit", "data2vec-vision"), beit),
    "deit": deit,
    "vit_msn": vit_msn,
    **dict.fromkeys(("dinov2", "dinov2_with_registers"), dinov2),
}
