"""Names of the files of a checkpoint, as scripts import them."""

from __future__ import annotations

from trivet.checkpoint.side_files import CONFIG_NAME, GENERATION_CONFIG_NAME
from trivet.checkpoint.weights import INDEX_SUFFIX

__all__ = [
    "CONFIG_NAME",
    "FEATURE_EXTRACTOR_NAME",
    "FLAX_WEIGHTS_INDEX_NAME",
    "FLAX_WEIGHTS_NAME",
    "GENERATION_CONFIG_NAME",
    "IMAGE_PROCESSOR_NAME",
    "MODEL_CARD_NAME",
    "PROCESSOR_NAME",
    "SAFE_WEIGHTS_INDEX_NAME",
    "SAFE_WEIGHTS_NAME",
    "SENTENCEPIECE_UNDERLINE",
    "SPIECE_UNDERLINE",
    "TF2_WEIGHTS_INDEX_NAME",
    "TF2_WEIGHTS_NAME",
    "TF_WEIGHTS_NAME",
    "WEIGHTS_INDEX_NAME",
    "WEIGHTS_NAME",
]

WEIGHTS_NAME = "pytorch_model.bin"
WEIGHTS_INDEX_NAME = WEIGHTS_NAME + INDEX_SUFFIX
SAFE_WEIGHTS_NAME = "model.safetensors"
SAFE_WEIGHTS_INDEX_NAME = SAFE_WEIGHTS_NAME + INDEX_SUFFIX
TF2_WEIGHTS_NAME = "tf_model.h5"
TF2_WEIGHTS_INDEX_NAME = TF2_WEIGHTS_NAME + INDEX_SUFFIX
TF_WEIGHTS_NAME = "model.ckpt"
FLAX_WEIGHTS_NAME = "flax_model.msgpack"
FLAX_WEIGHTS_INDEX_NAME = FLAX_WEIGHTS_NAME + INDEX_SUFFIX
MODEL_CARD_NAME = "modelcard.json"
FEATURE_EXTRACTOR_NAME = IMAGE_PROCESSOR_NAME = "preprocessor_config.json"
PROCESSOR_NAME = "processor_config.json"
SPIECE_UNDERLINE = SENTENCEPIECE_UNDERLINE = "▁"
"""What stands for a space in the pieces of SentencePiece models."""
