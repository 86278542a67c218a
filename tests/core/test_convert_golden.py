"""Conversion against files that another library wrote: every head, all nine directions, to the byte."""

import shutil
from pathlib import Path

import ml_dtypes
import numpy as np
import pytest
import tiny_bert
from checkpoints import ALIGNMENT, read_folder, read_header, values

from golden_data import FRAMEWORKS, Case, cases
from trivet.dtypes import DType
from trivet.operations.convert import convert

CASES = cases("bert")
FORMATS = {"torch": "pt", "tensorflow": "tf", "flax": "flax"}


def golden(case: Case, framework: str, folder: Path) -> Path:
    """The safetensors checkpoint alone, without the older containers beside it."""
    folder.mkdir()
    for name in ("model.safetensors", "config.json"):
        shutil.copy(case.checkpoint(framework) / name, folder)
    return folder


@pytest.mark.parametrize("target", FRAMEWORKS)
@pytest.mark.parametrize("source", FRAMEWORKS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.head)
def test_gives_the_very_tensors_that_the_reference_library_wrote(
    case: Case, source: str, target: str, tmp_path: Path
) -> None:
    report = convert(golden(case, source, tmp_path / "from"), tmp_path / "to", to=target)
    expected = read_folder(case.checkpoint(target))
    found = read_folder(tmp_path / "to")
    assert values(found) == values(expected)
    assert read_header(tmp_path / "to" / "model.safetensors")["__metadata__"] == {"format": FORMATS[target]}
    assert (report.tensors, report.nbytes) == (len(expected), sum(len(tensor.data) for tensor in expected.values()))
    assert (report.source_dialect, report.dialect, report.cast, report.dropped) == (source, target, (), ())
    assert report.files == (str(tmp_path / "to" / "model.safetensors"),)


@pytest.mark.parametrize("target", FRAMEWORKS)
@pytest.mark.parametrize("case", CASES[:3], ids=lambda case: case.head)
def test_shards_hold_the_same_tensors(case: Case, target: str, tmp_path: Path) -> None:
    source = golden(case, "torch", tmp_path / "from")
    report = convert(source, tmp_path / "to", to=target, max_shard_size=8000)
    assert len(report.files) > 3
    assert values(read_folder(tmp_path / "to")) == values(read_folder(case.checkpoint(target)))
    convert(tmp_path / "to", tmp_path / "back", to="torch")
    assert values(read_folder(tmp_path / "back")) == values(read_folder(source))


def test_aligns_what_others_left_unaligned(tmp_path: Path) -> None:
    source = golden(Case("BertModel"), "torch", tmp_path / "from")
    convert(source, tmp_path / "to", to="flax")
    starts = [tensor.start for tensor in read_folder(tmp_path / "to").values() if len(tensor.data) % ALIGNMENT == 0]
    assert len(starts) > 30
    assert all(start % ALIGNMENT == 0 for start in starts)


def test_same_conversion_gives_the_same_file(tmp_path: Path) -> None:
    source = golden(Case("BertForMaskedLM"), "tensorflow", tmp_path / "from")
    for name in ("one", "other"):
        convert(source, tmp_path / name, to="flax", max_shard_size=9000)
    assert [path.read_bytes() for path in sorted((tmp_path / "one").iterdir())] == [
        path.read_bytes() for path in sorted((tmp_path / "other").iterdir())
    ]


@pytest.mark.parametrize("dtype", [ml_dtypes.bfloat16, np.float16, np.float64, ml_dtypes.float8_e4m3fn], ids=str)
@pytest.mark.parametrize("route", [("tensorflow", "flax", "torch"), ("flax", "tensorflow", "torch")], ids="-".join)
def test_narrow_and_wide_dtypes_go_round_unchanged(dtype: type, route: tuple[str, ...], tmp_path: Path) -> None:
    weights = tiny_bert.weights("BertForPreTraining", dtype=dtype)
    first = tiny_bert.write_checkpoint(tmp_path / "start", "BertForPreTraining", weights)
    source = first
    for target in route:
        convert(source, tmp_path / target, to=target)
        source = tmp_path / target
        assert {tensor.dtype for tensor in read_folder(source).values()} == {
            dtype_.name for dtype_ in DType if dtype_.numpy_name == np.dtype(dtype).name
        }
    assert values(read_folder(source)) == values(read_folder(first))


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_every_bit_pattern_survives(framework: str, tmp_path: Path) -> None:
    """NaNs with a payload, infinities, negative zeros and denormals are bytes like any others."""
    weights = tiny_bert.weights()
    generator = np.random.default_rng(3)
    for name, array in weights.items():
        weights[name] = generator.integers(0, 2**32, array.shape, dtype=np.uint32).view(np.float32)
    tiny_bert.write_checkpoint(tmp_path / "start", tensors=weights)
    convert(tmp_path / "start", tmp_path / "there", to=framework)
    convert(tmp_path / "there", tmp_path / "back", to="torch")
    back = {name: data for name, (_, _, data) in values(read_folder(tmp_path / "back")).items()}
    assert back == {name: array.tobytes() for name, array in weights.items()} or back == {
        name.removeprefix("bert."): array.tobytes() for name, array in weights.items()
    }
