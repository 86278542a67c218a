"""Public names that neither core's own table nor a backend has: where each is, or who else has it. Imports lazily."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

from trivet.backends.exports import exported, importable_names
from trivet.compatibility.foreign import foreign_value
from trivet.errors import UnknownNameError
from trivet.import_hooks import MODULES

_ROOM = "trivet.compatibility"
_PLACES: Mapping[str, tuple[str, ...]] = {
    f"{_ROOM}.constants": (
        *("CONFIG_NAME", "GENERATION_CONFIG_NAME", "MODEL_CARD_NAME", "SPIECE_UNDERLINE"),
        *("WEIGHTS_NAME", "WEIGHTS_INDEX_NAME", "SAFE_WEIGHTS_NAME", "SAFE_WEIGHTS_INDEX_NAME"),
        *("TF_WEIGHTS_NAME", "TF2_WEIGHTS_NAME", "TF2_WEIGHTS_INDEX_NAME"),
        *("FLAX_WEIGHTS_NAME", "FLAX_WEIGHTS_INDEX_NAME"),
    ),
    f"{_ROOM}.availability": (
        *("is_apex_available", "is_bitsandbytes_available", "is_datasets_available", "is_faiss_available"),
        *("is_flax_available", "is_keras_nlp_available", "is_psutil_available", "is_safetensors_available"),
        *("is_scipy_available", "is_sentencepiece_available", "is_sklearn_available", "is_tensorflow_text_available"),
        *("is_tf_available", "is_tokenizers_available", "is_torch_available", "is_torch_npu_available"),
        *("is_torch_tpu_available", "is_torch_xpu_available", "is_torchvision_available", "is_vision_available"),
        *("is_decord_available", "is_phonemizer_available", "is_py3nvml_available", "is_pyctcdecode_available"),
        *("is_speech_available", "is_timm_available", "is_torch_neuroncore_available"),
    ),
    f"{_ROOM}.docstrings": ("add_end_docstrings", "add_start_docstrings"),
    f"{_ROOM}.generic": ("TensorType",),
    f"{_ROOM}.scripts": ("set_seed",),
    "trivet.backends.auto_tables": ("CONFIG_MAPPING", "MODEL_NAMES_MAPPING"),
    "trivet.transfer.between_models": (
        *("load_pytorch_checkpoint_in_tf2_model", "load_pytorch_model_in_tf2_model"),
        *("load_pytorch_weights_in_tf2_model", "load_tf2_checkpoint_in_pytorch_model"),
        *("load_tf2_model_in_pytorch_model", "load_tf2_weights_in_pytorch_model"),
        *("load_flax_checkpoint_in_pytorch_model", "load_flax_weights_in_pytorch_model"),
        *("load_pytorch_checkpoint_in_flax_state_dict", "load_tf_weights_in_bert"),
        *("convert_pytorch_sharded_state_dict_to_flax", "convert_pytorch_state_dict_to_flax"),
    ),
}
PLACES: Mapping[str, str] = MappingProxyType({name: place for place, names in _PLACES.items() for name in names})
"""Name → module."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "BartPretrainedModel": "BartPreTrainedModel",
        **{
            f"{mark}DPRPretrained{each}": f"{mark}DPRPreTrainedModel"
            for mark in ("", "TF")
            for each in ("ContextEncoder", "QuestionEncoder", "Reader")
        },
        "PretrainedBartModel": "BartPreTrainedModel",
        "TFBartPretrainedModel": "TFBartPreTrainedModel",
    }
)
"""Older spelling of a class's name → the name."""


def public_value(name: str, core_names: Iterable[str]) -> Any:
    """The object of a public name that core's own table lacks.

    Args:
        core_names: names that core itself has: an unknown name may be one of them, spelled wrongly.

    Raises:
        BackendNotInstalledError: the name belongs to a backend that is not installed.
        PackageNotInstalledError: the name belongs to another library that is not installed.
        UnknownNameError: nobody has such a name.
    """
    if name in PLACES:
        return getattr(import_module(PLACES[name]), name)
    if name == "logging" or name in MODULES:
        return import_module(f"{_ROOM}.logging" if name == "logging" else f"trivet.{name}")
    if name.endswith("_MAPPING"):
        table = getattr(import_module(f"{_ROOM}.table_names"), name, None)
        if table is not None:
            return table
    newer = f"{name.removesuffix('FeatureExtractor')}ImageProcessor"
    if name.endswith("FeatureExtractor") and newer in core_names:  # what it was called before 2023
        return getattr(sys.modules["trivet"], newer)
    known = (*core_names, *PLACES)
    try:
        return exported(ALIASES.get(name, name), known)
    except UnknownNameError:
        value = foreign_value(name)
        if value is None:
            raise
        return value


def listed_names() -> set[str]:
    """The public names of this room and of the backends whose frameworks are there. Imports no framework."""
    names = set(importable_names())
    return {*PLACES, *(alias for alias, name in ALIASES.items() if name in names), *names}
