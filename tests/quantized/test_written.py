"""What trivet quantizes is read by compressed-tensors as trivet reads it. Run by `nox -s quantized`, not by default."""

from pathlib import Path

import pytest
import torch
from compressed_tensors.compressors.base import BaseCompressor
from compressed_tensors.quantization import QuantizationArgs, QuantizationScheme
from quantized_decoder import write_decoder
from safetensors.torch import load_file

from trivet.codecs.encoding import SCHEMES
from trivet.operations.convert import convert


@pytest.mark.parametrize("name", SCHEMES)
def test_the_reference_package_reads_what_is_written(name: str, tmp_path: Path) -> None:
    write_decoder(tmp_path / "from", intermediate_size=256)
    report = convert(tmp_path / "from", tmp_path / "coded", to="torch", quantize=name)
    convert(tmp_path / "coded", tmp_path / "plain", to="torch", dequantize="bf16")
    coded, plain = (load_file(tmp_path / each / "model.safetensors") for each in ("coded", "plain"))
    scheme = SCHEMES[name]
    arguments = QuantizationScheme(targets=["Linear"], weights=QuantizationArgs(**scheme.weights))
    for weight in report.quantized:
        module = weight.removesuffix("weight")
        own = {key.removeprefix(module): value for key, value in coded.items() if key.startswith(module)}
        values = BaseCompressor.get_value_from_registry(scheme.format).decompress(own, arguments)["weight"]
        assert torch.equal(values.to(torch.bfloat16), plain[weight]), weight
