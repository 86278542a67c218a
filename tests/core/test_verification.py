"""`verify` and its manifest: what is sound passes, and each way of being unsound is said, once, by name."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import tiny_bert
from checkpoints import write_packed
from typer.testing import CliRunner

import trivet
from trivet.cli import app
from trivet.errors import CorruptFileError, SourceNotFoundError

BUNDLE = Path(__file__).parents[1] / "golden" / "data" / "formats" / "bundle" / "named"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_bert.write_checkpoint(tmp_path / "sound")


def spoiled(folder: Path, value: float) -> Path:
    tensors = tiny_bert.weights("BertModel")
    tensors[tiny_bert.WORDS][3, 2] = value
    return tiny_bert.write_checkpoint(folder, "BertModel", tensors)


def test_a_sound_checkpoint_has_no_problems(folder: Path) -> None:
    found = trivet.verify(folder, values=True)
    assert found.is_sound
    assert found.checked == ("files, index and headers", "parameters of BertModel", "values")


@pytest.mark.parametrize(("value", "word"), [(np.nan, "NaN"), (np.inf, "infinite"), (-np.inf, "infinite")])
def test_finds_values_that_are_not_finite(tmp_path: Path, value: float, word: str) -> None:
    folder = spoiled(tmp_path, value)
    assert trivet.verify(folder).is_sound
    assert trivet.verify(folder, values=True).problems == (f"{tiny_bert.WORDS}: 1 of 88 values are {word}",)


def test_finds_values_that_are_not_finite_in_bfloat16(tmp_path: Path) -> None:
    trivet.convert(spoiled(tmp_path / "full", np.inf), tmp_path / "half", to="torch", dtype="bf16")
    assert len(trivet.verify(tmp_path / "half", values=True).problems) == 1


def test_says_what_is_missing_and_what_is_too_much(tmp_path: Path) -> None:
    tensors = tiny_bert.weights("BertModel")
    del tensors["bert.pooler.dense.bias"]
    tensors["bert.somebody.else"] = np.zeros(3, np.float32)
    folder = tiny_bert.write_checkpoint(tmp_path, "BertModel", tensors)
    assert trivet.verify(folder).problems == (
        "bert.pooler.dense.bias: missing; config.json says that this is a BertModel",
        "bert.somebody.else: belongs to no parameter",
    )


def test_a_checkpoint_of_an_unknown_family_is_checked_without_its_list(tmp_path: Path) -> None:
    write_packed(tmp_path / "model.safetensors", {"anything": np.ones(2, np.float32)}, {"format": "pt"})
    assert trivet.verify(tmp_path, values=True).checked == ("files, index and headers", "values")


def test_manifest_holds_for_the_files_it_was_made_of(folder: Path) -> None:
    manifest = trivet.write_manifest(folder)
    assert manifest == folder / "trivet.manifest.json"
    assert trivet.verify(folder, manifest=manifest).is_sound


def test_manifest_names_the_one_tensor_that_changed(folder: Path) -> None:
    manifest = trivet.write_manifest(folder)
    path = folder / "model.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    problems = trivet.verify(folder, manifest=manifest).problems
    assert problems[0] == "model.safetensors: size or sha256 differs from the manifest"
    assert len(problems) == 2
    assert problems[1].endswith(": dtype, shape or sha256 differs from the manifest")


def test_manifest_notices_files_and_tensors_that_came_or_went(folder: Path) -> None:
    manifest = trivet.write_manifest(folder)
    document = json.loads(manifest.read_text())
    document["files"]["gone.bin"] = document["files"].pop("config.json")
    document["tensors"]["gone"] = document["tensors"].pop(tiny_bert.WORDS)
    manifest.write_text(json.dumps(document))
    assert set(trivet.verify(folder, manifest=manifest).problems) == {
        "gone.bin: in the manifest, but not in the folder",
        "config.json: not in the manifest",
        f"{tiny_bert.WORDS}: not in the manifest",
        "gone: in the manifest, but not in the checkpoint",
    }


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 2, "files": {}, "tensors": {}}', "\xff"])
def test_refuses_what_is_not_a_manifest(folder: Path, text: str) -> None:
    (folder / "m.json").write_text(text, encoding="latin-1")
    with pytest.raises(CorruptFileError, match=r"m\.json"):
        trivet.verify(folder, manifest=folder / "m.json")


def test_refuses_a_manifest_that_is_not_there(folder: Path) -> None:
    with pytest.raises(SourceNotFoundError, match="write one with --write-manifest"):
        trivet.verify(folder, manifest=folder / "m.json")


def test_exit_code_tells(folder: Path, tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["verify", str(folder), "--values", "--write-manifest"]).exit_code == 0
    manifest = folder / "trivet.manifest.json"
    assert CliRunner().invoke(app, ["verify", str(folder), "--manifest", str(manifest)]).exit_code == 0
    found = CliRunner().invoke(app, ["verify", str(spoiled(tmp_path / "bad", np.nan)), "--values"])
    assert found.exit_code == 1
    assert "1 of 88 values are NaN" in found.output


def test_no_manifest_is_written_of_an_unsound_checkpoint(tmp_path: Path) -> None:
    folder = spoiled(tmp_path, np.nan)
    assert CliRunner().invoke(app, ["verify", str(folder), "--values", "--write-manifest"]).exit_code == 1
    assert not (folder / "trivet.manifest.json").exists()


def test_sums_inside_a_container_are_checked_with_the_values(tmp_path: Path) -> None:
    shutil.copytree(BUNDLE, tmp_path / "bundle")
    prefix = tmp_path / "bundle" / "model.ckpt"
    assert trivet.verify(prefix, values=True).is_sound
    data = next((tmp_path / "bundle").glob("*.data-00000-of-*"))
    broken = bytearray(data.read_bytes())
    broken[5] ^= 1
    data.write_bytes(broken)
    assert trivet.verify(prefix).is_sound
    (problem,) = trivet.verify(prefix, values=True).problems
    assert "the bytes of 1 tensor(s) do not match their checksums" in problem
