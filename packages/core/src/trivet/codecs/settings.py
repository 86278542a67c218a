"""What a checkpoint says about its quantization: in config.json, or in a file beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# Files that programs write beside the weights that they quantize, if config.json does not say so.
SIDE_FILES = ("hf_quant_config.json", "quantize_config.json", "quant_config.json", "quantization_config.json")
FIELDS = ("quantization_config", "compression_config", "quantization")
"""Fields of config.json; the last is MLX's."""

_LONGEST = 4 * 1024 * 1024  # bytes of a side file

TOOLS = {
    "aqlm": "the aqlm package",
    "bitblas": "GPTQModel",
    "eetq": "the eetq package",
    "exl2": "ExLlamaV2",
    "exl3": "ExLlamaV3",
    "fp_quant": "the fp_quant package",
    "higgs": "the flute package",
    "marlin": "GPTQModel, which writes GPTQ from it",
    "quip": "the quip package",
    "sinq": "the sinq package",
    "spqr": "the spqr_quant package",
    "vptq": "the vptq package",
}
"""Methods that are not read, and what reads them."""


def settings_of(config: Mapping[str, Any], folder: Path) -> Mapping[str, Any]:
    """What is stated about the quantization, with a `quant_method` where it is implied; empty if nothing is stated.

    Args:
        config: the fields of config.json.
        folder: of the weights.
    """
    for field in FIELDS:
        stated = config.get(field)
        if isinstance(stated, Mapping) and stated:
            implied = {"compression_config": "compressed-tensors", "quantization": "mlx"}.get(field)
            return {"quant_method": implied, **stated} if implied else dict(stated)
    for name in SIDE_FILES:
        stated = _side_file(folder / name)
        if stated:
            return stated
    return {}


def _side_file(path: Path) -> dict[str, Any]:
    """The fields of a file, with the method that its name and its fields imply; empty if it holds none."""
    try:
        stated = json.loads(path.read_bytes()) if path.is_file() and path.stat().st_size <= _LONGEST else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(stated, dict):
        return {}
    inner = stated.get("quantization")
    if path.name == "hf_quant_config.json" and isinstance(inner, dict):  # of NVIDIA ModelOpt
        return {"quant_method": "modelopt", **inner}
    implied = {"gptq": "bits" in stated, "awq": "w_bit" in stated}
    method = next((name for name, is_there in implied.items() if is_there), None)
    return stated if method is None else {"quant_method": method, **stated}


def method_of(settings: Mapping[str, Any]) -> str | None:
    """The method that settings name, in lower case; None if they name none."""
    method = settings.get("quant_method")
    return method.lower() if isinstance(method, str) else None
