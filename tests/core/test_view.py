"""Pages and pictures of checkpoints: what they say, that nothing in a checkpoint can break out of them, and figures."""

from __future__ import annotations

import json
import math
import re
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from safetensors.numpy import save_file
from typer.testing import CliRunner

import trivet
from trivet.cli import app
from trivet.errors import DestinationError, PackageNotInstalledError
from trivet.families.registry import architecture
from trivet.formats.storage import Storage
from trivet.planning.opening import open_checkpoint
from trivet.viewing.statistics import BINS, statistics_of

HOSTILE = '</script><img src=x onerror="alert(1)">\u2028\x1b[2J'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two layers that are alike, a tensor of another dtype, and one that is not finite."""
    tensors: dict[str, np.ndarray[Any, Any]] = {
        f"model.layers.{i}.{name}.weight": np.arange(12, dtype=np.float32).reshape(3, 4)
        for i in (0, 1)
        for name in "qk"
    }
    tensors["head.weight"] = np.array([1, np.nan, np.inf, 0], ml_dtypes.bfloat16)
    (tmp_path / "own").mkdir()
    save_file(tensors, tmp_path / "own" / "model.safetensors")
    return tmp_path / "own"


def data_of(page: Path) -> dict[str, Any]:
    text = page.read_text("utf-8")
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    return dict(json.loads(found, parse_constant=lambda name: pytest.fail(f"{name} is not JSON")))


def test_a_page_holds_tensors_parts_and_files(folder: Path, tmp_path: Path) -> None:
    written = trivet.view(folder, out=tmp_path / "page.html")
    data = data_of(written)
    report = trivet.inspect(folder)
    assert data["tensors"]["name"] == [row.name for row in report.tensors]
    assert data["tensors"]["offset"] == [row.offset for row in report.tensors]
    assert [data["dtypes"][place] for place in data["tensors"]["dtype"]] == [row.dtype for row in report.tensors]
    assert data["files"] == [["model.safetensors", 5, report.nbytes]]
    name, count, tensors, size, nbytes, _, shape, parts = data["tree"]
    assert (name, count, tensors, size, nbytes, shape) == ("", 1, 5, report.size, report.nbytes, None)
    assert {part[0]: part[1] for part in parts} == {"head.weight": 1, "model.layers.{0-1}": 2}
    assert (data["values"], data["difference"], data["devices"]) == ([], None, None)
    text = written.read_text("utf-8").replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")
    assert "http" not in text


def test_text_of_a_checkpoint_stays_text(tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    save_file({HOSTILE: np.zeros(2, np.float32)}, folder / "model.safetensors", metadata={HOSTILE: HOSTILE})
    page = trivet.view(folder, out=tmp_path / "page.html")
    assert data_of(page)["tensors"]["name"] == [HOSTILE]
    text = page.read_text("utf-8")
    assert "<img" not in text and "\u2028" not in text
    assert text.count("</script>") == 2
    root = ElementTree.fromstring(trivet.view(folder, out=tmp_path / "page.svg").read_bytes())
    texts = [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any("onerror" in each for each in texts)


def test_values_are_shown_on_request(folder: Path, tmp_path: Path) -> None:
    data = data_of(trivet.view(folder, out=tmp_path / "page.html", values=True))
    rows = {row[0]: row[1:] for row in data["values"]}
    least, most, mean, deviation, zeros, not_finite, outliers, bars = rows["head.weight"]
    assert (least, most, mean, deviation, zeros, not_finite, outliers) == (0, 1, 0.5, 0.5, 1, 2, 0)
    assert sum(bars) == 2
    assert rows["model.layers.0.q.weight"][:3] == [0, 11, 5.5]


def test_the_difference_from_another_is_shown_by_layer(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    trivet.convert(folder, other, to="torch", dtype="keep")
    same = data_of(trivet.view(folder, other, out=tmp_path / "same.html"))["difference"]
    assert (same["rows"], same["layers"], same["parameters"]) == ([], [], 5)
    tensors = {name: Storage().array(spec).copy() for name, spec in open_checkpoint(folder).catalog.items()}
    tensors["model.layers.1.q.weight"][0, 0] += 2
    save_file(tensors, other / "model.safetensors")
    found = data_of(trivet.view(folder, other, out=tmp_path / "page.html"))["difference"]
    assert found["layers"] == [["model.layers.1", 1, 2, 2.0]]
    assert [row[:3] for row in found["rows"]] == [["model.layers.1.q.weight", "values", 2.0]]
    assert b"model.layers.1" in trivet.view(folder, other, out=tmp_path / "page.svg").read_bytes()


def test_places_on_devices_are_those_of_the_plan(tmp_path: Path) -> None:
    config = trivet.BertConfig(
        vocab_size=30, hidden_size=8, num_hidden_layers=2, num_attention_heads=2, intermediate_size=8
    )
    folder = tmp_path / "bert"
    folder.mkdir()
    params = architecture("bert").parameters(config, "BertModel")
    save_file({each.name: np.zeros(each.shape, np.float32) for each in params}, folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps({**config.to_dict(), "architectures": ["BertModel"]}))
    budgets = {0: "20KB", "cpu": "1GB"}
    data = data_of(trivet.view(folder, out=tmp_path / "page.html", max_memory=budgets))["devices"]
    planned = trivet.plan(folder, to="torch", device_map="auto", max_memory=budgets).devices
    assert planned is not None
    assert [part[:3] for part in data["parts"]] == [
        [each.unit.path, each.unit.nbytes, str(each.device)] for each in planned.choices
    ]
    assert {part[2] for part in data["parts"]} == {"0", "cpu"}


def test_pictures_are_pictures(folder: Path, tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    with image.open(trivet.view(folder, out=tmp_path / "page.PNG")) as picture:
        assert (picture.format, picture.width) == ("PNG", 1920)
        assert len(picture.getcolors(maxcolors=2**16)) > 4


def test_a_picture_without_pillow_says_what_to_install(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(PackageNotInstalledError, match=r'Drawing a \.png file needs .*pip install "trivet\[images\]"'):
        trivet.view(folder, out=tmp_path / "page.png")
    assert not (tmp_path / "page.png").exists()


def test_another_ending_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(DestinationError, match=r"name a file that ends in \.html, \.svg, \.png"):
        trivet.view(folder, out=tmp_path / "page.pdf")


def test_the_command_writes_beside_itself(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["view", str(folder)])
    assert (done.exit_code, done.stdout) == (0, "own.html\n"), done.output
    assert (tmp_path / "own.html").is_file()
    done = CliRunner().invoke(app, ["view", str(folder), "-o", "own.svg", "--json"])
    assert json.loads(done.stdout) == {"path": "own.svg", "nbytes": (tmp_path / "own.svg").stat().st_size}
    done = CliRunner().invoke(app, ["view", str(tmp_path / "nothing")])
    assert (done.exit_code, done.stdout) == (2, "")


@given(
    arrays.arrays(np.float32, st.integers(1, 40), elements=st.floats(-1e6, 1e6, width=32) | st.just(math.nan)),
    st.floats(-1e6, 1e6),
)
def test_statistics_are_those_of_numpy(tmp_path_factory: pytest.TempPathFactory, values: Any, moved: float) -> None:
    values = (values + np.float32(moved)).astype(np.float32)
    folder = tmp_path_factory.mktemp("values")
    save_file({"x": values}, folder / "model.safetensors")
    found = statistics_of(open_checkpoint(folder).catalog["x"], Storage())
    assert found is not None
    finite = values[np.isfinite(values)].astype(np.float64)
    assert found.not_finite == values.size - finite.size
    assert sum(found.histogram) == finite.size and len(found.histogram) == BINS
    if not finite.size:
        assert math.isnan(found.mean)
        return
    assert (found.least, found.most, found.zeros) == (finite.min(), finite.max(), (finite == 0).sum())
    scale = np.abs(finite).max() + 1
    np.testing.assert_allclose(
        [found.mean, found.deviation], [finite.mean(), finite.std()], rtol=1e-9, atol=1e-7 * scale
    )
