"""Weights are quantized by rounding to nearest, as compressed-tensors stores them, and read back as what was written."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from quantized_decoder import write_decoder

from trivet.codecs.encoding import SCHEMES, nearest_four
from trivet.codecs.numbers import E2M1
from trivet.errors import ConversionError
from trivet.operations.convert import ConversionReport, convert
from trivet.operations.verify import verify
from trivet.planning.opening import open_checkpoint

NAME = "model.layers.0.mlp.down_proj.weight"
LARGEST = {"int8": 0.01, "int4-g128": 0.13, "fp8": 0.04, "fp8-block": 0.04, "nvfp4": 0.13, "mxfp4": 0.2}
"""Of the relative errors of random weights."""


def plain(folder: Path) -> Path:
    """A decoder with plain weights whose rows are groups of every scheme."""
    write_decoder(folder / "from", intermediate_size=256)
    convert(folder / "from", folder / "plain", to="torch", dequantize="bf16")
    return folder / "plain"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_is_written_is_near_what_was_read(scheme: str, tmp_path: Path) -> None:
    source = plain(tmp_path)
    report: ConversionReport = convert(source, tmp_path / "to", to="torch", quantize=scheme)
    assert verify(tmp_path / "to", values=True).problems == ()
    before, after = open_checkpoint(source), open_checkpoint(tmp_path / "to")
    assert after.quantization is not None
    assert after.catalog[NAME].is_quantized
    values, decoded = (each.array(NAME).astype(np.float64) for each in (before, after))
    largest, relative = report.quantized[NAME]
    apart = values - decoded
    assert np.isclose(np.abs(apart).max(), largest, rtol=1e-6)
    assert np.isclose(np.sqrt((apart**2).mean() / (values**2).mean()), relative, rtol=1e-6)
    assert relative < LARGEST[scheme]
    for name in set(before.catalog) - set(report.quantized):
        assert after.array(name).tobytes() == before.array(name).tobytes()
    stated = json.loads((tmp_path / "to" / "config.json").read_text())["quantization_config"]
    assert "lm_head" in stated["ignore"]


def test_weights_that_do_not_fit_stay_plain_and_are_ignored_by_name(tmp_path: Path) -> None:
    source = plain(tmp_path)
    report = convert(source, tmp_path / "to", to="torch", quantize="int4-g128")
    stated = json.loads((tmp_path / "to" / "config.json").read_text())["quantization_config"]
    assert set(report.quantized) == {f"model.layers.{layer}.mlp.down_proj.weight" for layer in range(2)}
    assert "model.layers.0.self_attn.q_proj" in stated["ignore"]


def test_quantized_weights_are_quantized_anew(tmp_path: Path) -> None:
    write_decoder(tmp_path / "from", intermediate_size=256)
    convert(tmp_path / "from", tmp_path / "to", to="torch", quantize="int8")
    assert open_checkpoint(tmp_path / "to").config["quantization_config"]["quant_method"] == "compressed-tensors"


def test_codes_of_four_bits_are_the_nearest() -> None:
    numbers = np.concatenate([np.linspace(-7, 7, 1001), [0.25, 0.75, 1.25, 1.75, 2.5, 3.5, 5]]).astype(np.float32)
    codes = nearest_four(numbers)
    distances = np.abs(numbers[:, None] - E2M1[None])
    assert (np.abs(numbers - E2M1[codes]) == distances.min(1)).all()
    ties = (distances == distances.min(1, keepdims=True))[:, :8].sum(1) > 1
    assert (codes[ties & (numbers > 0)] % 2 == 0).all()


def test_what_cannot_be_quantized_is_refused(tmp_path: Path) -> None:
    source = plain(tmp_path)
    with pytest.raises(ConversionError, match="not one of int8"):
        convert(source, tmp_path / "to", to="torch", quantize="int5")
    with pytest.raises(ConversionError, match="PyTorch names"):
        convert(source, tmp_path / "to", to="flax", quantize="int8")
    assert not (tmp_path / "to").exists()
