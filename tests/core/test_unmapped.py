"""Tensors that are no parameters of the family: kept, dropped or refused by a conversion, as the caller says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tiny_bert
from checkpoints import snapshot
from typer.testing import CliRunner

import trivet
from golden_data import FRAMEWORKS
from trivet.cli import app
from trivet.errors import ConversionError
from trivet.formats.storage import Storage
from trivet.planning.opening import open_checkpoint

CONTAINERS = {"torch": "safetensors", "tensorflow": "h5", "flax": "msgpack"}
EXTRA = np.arange(6, dtype=np.float32).reshape(2, 3)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    weights = {**tiny_bert.weights(), "probe.weight": EXTRA}
    return tiny_bert.write_checkpoint(tmp_path / "source", tensors=weights)


def in_dialect(source: Path, dialect: str, folder: Path) -> Path:
    """The source in a dialect, the extra tensor as it is."""
    trivet.convert(source, folder, to=dialect, unmapped="keep")
    return folder


@pytest.mark.parametrize("to", FRAMEWORKS)
@pytest.mark.parametrize("of", FRAMEWORKS)
def test_extra_tensors_are_kept_or_dropped_in_every_direction(of: str, to: str, source: Path, tmp_path: Path) -> None:
    start = in_dialect(source, of, tmp_path / "start")
    options = {"to": to, "container": CONTAINERS[to]}
    kept = trivet.convert(start, tmp_path / "kept", unmapped="keep", **options)
    assert (kept.kept, kept.left_out) == (("probe.weight",), ())
    catalog = open_checkpoint(tmp_path / "kept").catalog
    (name,) = [name for name in catalog if "probe" in name]
    assert np.array_equal(Storage().array(catalog[name]), EXTRA)
    dropped = trivet.convert(start, tmp_path / "dropped", unmapped="drop", **options)
    assert (dropped.kept, dropped.left_out) == ((), ("probe.weight",))
    assert dropped.tensors == kept.tensors - 1
    assert not [name for name in open_checkpoint(tmp_path / "dropped").catalog if "probe" in name]
    with pytest.raises(ConversionError, match=r"not parameters of 'bert': probe\.weight\. Nothing was written"):
        trivet.convert(start, tmp_path / "refused", unmapped="refuse", **options)
    assert not (tmp_path / "refused").exists()


def test_without_a_word_they_are_kept_where_names_stay_and_refused_where_they_change(
    source: Path, tmp_path: Path
) -> None:
    assert trivet.convert(source, tmp_path / "same", to="torch").kept == ("probe.weight",)
    with pytest.raises(ConversionError, match="--unmapped keep"):
        trivet.convert(source, tmp_path / "other", to="flax")


def test_what_is_left_out_where_it_lay_is_gone_for_every_load(source: Path) -> None:
    report = trivet.convert(source, source, to="tensorflow", container="h5", unmapped="drop", overwrite=True)
    assert report.removed == ("model.safetensors",)
    assert not [name for name in open_checkpoint(source).catalog if "probe" in name]


def test_refuses_words_and_families_that_mean_nothing(source: Path, tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="unmapped='ignore' is not one of keep, drop, refuse"):
        trivet.convert(source, tmp_path / "to", to="torch", unmapped="ignore")
    unknown = tiny_bert.write_checkpoint(tmp_path / "unknown", model_type="brt")
    for word in ("drop", "refuse"):
        with pytest.raises(ConversionError, match="cannot tell which tensors are not parameters: unknown model_type"):
            trivet.convert(unknown, tmp_path / "to", to="torch", unmapped=word)
    assert trivet.convert(unknown, tmp_path / "to", to="torch", unmapped="keep").tensors


def test_kept_tensor_may_not_take_a_parameters_name(tmp_path: Path) -> None:
    weights = {**tiny_bert.weights(), "bert.pooler.dense.kernel": EXTRA}
    source = tiny_bert.write_checkpoint(tmp_path / "from", tensors=tiny_bert.without_prefix(weights))
    before = snapshot(tmp_path)
    with pytest.raises(ConversionError, match=r"two tensors would be stored as 'pooler\.dense\.kernel'"):
        trivet.convert(source, tmp_path / "to", to="flax", unmapped="keep")
    assert snapshot(tmp_path) == before


def test_command_says_what_was_kept_and_left_out(source: Path, tmp_path: Path) -> None:
    arguments = ["convert", str(source), str(tmp_path / "to"), "--to", "flax", "--unmapped"]
    done = CliRunner().invoke(app, [*arguments, "keep"])
    assert done.exit_code == 0, done.output
    assert "probe.weight (not parameters of the model)" in done.output
    done = CliRunner().invoke(app, [*arguments, "drop", "--overwrite"])
    assert "left out" in done.output


def test_files_of_other_weights_are_not_carried_along(source: Path, tmp_path: Path) -> None:
    for name in ("adapter_config.json", "model.safetensors.index.fp16.json", "tokenizer_config.json"):
        (source / name).write_text("{}")
    trivet.convert(source, tmp_path / "to", to="torch")
    assert set(snapshot(tmp_path / "to")) == {"config.json", "model.safetensors", "tokenizer_config.json"}
