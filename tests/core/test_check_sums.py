"""A bit that flipped in a file with checksums is found: by `verify --values`, and by every load that is told to look."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from torch_files import tensor, zip_file
from typer.testing import CliRunner

import trivet
from golden_data import Case
from trivet.cli import app
from trivet.errors import CorruptFileError
from trivet.formats.storage import Storage
from trivet.planning.opening import open_checkpoint
from trivet.sources.options import SourceOptions

GOLDEN = Path(__file__).parents[1] / "golden" / "data"
SAMPLES = {
    "zip": [Case("BertModel").folder / "pt" / "pytorch_model.bin"],
    "deflated zip": [GOLDEN / "formats" / "torch" / "deflated.bin"],
    "bundle": sorted((GOLDEN / "formats" / "bundle" / "bert").glob("model.ckpt.*")),
}
CHECKED = SourceOptions(check_sums=True)


def copied(sample: str, folder: Path, *, flip: bool) -> Path:
    """A file of the sample, the largest tensor's bytes changed by one bit if told."""
    folder.mkdir()
    files = [Path(shutil.copy(source, folder)) for source in SAMPLES[sample]]
    path = next((file for file in files if file.suffix == ".index"), files[0])
    if flip:
        spec = max(open_checkpoint(path).catalog.values(), key=lambda spec: spec.nbytes)
        data = bytearray(Path(spec.file).read_bytes())
        data[spec.extents[0].offset + spec.extents[0].nbytes // 2] ^= 1
        Path(spec.file).write_bytes(data)
    return path


@pytest.mark.parametrize("sample", SAMPLES)
def test_flipped_bit_is_found_by_verify_with_values(sample: str, tmp_path: Path) -> None:
    sound = trivet.verify(copied(sample, tmp_path / "sound", flip=False), values=True)
    assert (sound.problems, "checksums in the files" in sound.checked) == ((), True)
    path = copied(sample, tmp_path / "flipped", flip=True)
    assert any("do not match their checksums" in problem for problem in trivet.verify(path, values=True).problems)


@pytest.mark.parametrize("sample", SAMPLES)
def test_flipped_bit_is_refused_by_loads_and_conversions_that_check(sample: str, tmp_path: Path) -> None:
    assert open_checkpoint(copied(sample, tmp_path / "sound", flip=False), options=CHECKED).catalog
    path = copied(sample, tmp_path / "flipped", flip=True)
    assert open_checkpoint(path).catalog
    with pytest.raises(CorruptFileError, match="do not match their checksums"):
        open_checkpoint(path, options=CHECKED)
    with pytest.raises(CorruptFileError, match="do not match their checksums"):
        trivet.convert(path, tmp_path / "to", to="torch", check_sums=True)
    done = CliRunner().invoke(app, ["convert", str(path), str(tmp_path / "to"), "--to", "torch", "--check-sums"])
    assert done.exit_code == 2
    assert not (tmp_path / "to").exists()


def test_every_tensor_of_a_damaged_storage_is_named(tmp_path: Path) -> None:
    data = np.arange(4, dtype="<f4").tobytes()
    path = zip_file(
        tmp_path / "x.bin", {"a": tensor("0"), "tied": tensor("0"), "b": tensor("1")}, {"0": data, "1": data}
    )
    spec = open_checkpoint(path).catalog["a"]
    content = bytearray(path.read_bytes())
    content[spec.offset] ^= 1
    path.write_bytes(content)
    with pytest.raises(CorruptFileError, match=r"1 storage\(s\) do not match their checksums: a, tied$"):
        open_checkpoint(path, options=CHECKED)


def test_entries_without_a_checksum_pass(tmp_path: Path) -> None:
    """torch writes zeros in their place where it is told to compute none."""
    path = zip_file(tmp_path / "x.bin", {"a": tensor("0")}, {"0": b"\1" * 16})
    content = path.read_bytes()
    for start in (14, 16):  # in each entry's own header, and in the directory
        mark = b"PK\x03\x04" if start == 14 else b"PK\x01\x02"
        at = content.find(mark)
        while at >= 0:
            content = content[: at + start] + b"\0" * 4 + content[at + start + 4 :]
            at = content.find(mark, at + 4)
    path.write_bytes(content)
    checkpoint = open_checkpoint(path, options=CHECKED)
    assert Storage().raw(checkpoint.catalog["a"]).tobytes() == b"\1" * 16
