"""A model with quantized weights is the same model of plain weights in every framework."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from checkpoints import read_folder
from quantized_decoder import write_decoder

import trivet

CLASSES = {"torch": "LlamaForCausalLM", "tensorflow": "TFLlamaForCausalLM", "flax": "FlaxLlamaForCausalLM"}


def _stored(folder: Path) -> Mapping[str, bytes]:
    return {name: tensor.data for name, tensor in read_folder(folder).items()}


@pytest.mark.parametrize("dtype", ["auto", "float32"])
def test_quantized_weights_load_as_their_values_and_are_saved_plain(framework: str, dtype: str, tmp_path: Path) -> None:
    expected = write_decoder(tmp_path / "from", sharded=dtype == "auto")
    cls: Any = getattr(trivet, CLASSES[framework])
    model = cls.from_pretrained(tmp_path / "from", **({} if framework == "flax" else {"dtype": dtype}))
    assert getattr(model.config, "quantization_config", None) is None
    model.save_pretrained(tmp_path / "to", **({} if framework == "torch" else {"dialect": "torch"}))
    wide = dtype == "float32" and framework != "flax"  # whose dtype is that of computing
    kept = {name: array.astype(np.float32) if wide else array for name, array in expected.items()}
    assert _stored(tmp_path / "to") == {name: array.tobytes() for name, array in kept.items()}
    assert "quantization_config" not in json.loads((tmp_path / "to" / "config.json").read_text())
