"""Keras' container under random damage: it opens, or a TrivetError names the file; nothing else ever happens."""

from pathlib import Path

import numpy as np
import pytest
from damage import damaged
from h5_files import keras_file
from hypothesis import given, settings
from hypothesis import strategies as st

from golden_data import Case
from trivet.errors import TrivetError
from trivet.formats.h5 import H5Format
from trivet.formats.storage import Storage

SHARD = Path(__file__).parents[2] / "golden" / "data" / "formats" / "h5" / "shards" / "tf_model-00001-of-00002.h5"
GOLDEN = Case("BertForNextSentencePrediction").checkpoint("tensorflow") / "tf_model.h5"
FORMAT = H5Format()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "x.h5"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    numbers = np.arange(5_000).reshape(50, 100)
    datasets = {
        "gzip": {"data": numbers.astype("f4"), "chunks": (17, 30), "compression": "gzip", "shuffle": True},
        "chunked": {"data": numbers[:10].astype(">f8"), "chunks": (4, 60)},
        "big": numbers[:5].astype(">f4"),
        "bool": numbers[0] % 2 == 0,
        "scalar": np.float16(3),
        "empty": np.zeros((0, 3), np.int8),
    }
    layers = {"layer": {f"m/layer/{name}:0": value for name, value in datasets.items()}, "none": {}}
    made = keras_file(tmp_path_factory.mktemp("made") / "x.h5", layers)
    return [GOLDEN.read_bytes(), SHARD.read_bytes(), made.read_bytes()]


def survive(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)  # an old map of it stays what it was
    path.write_bytes(content)
    FORMAT.sniff(path)
    try:
        catalog = FORMAT.open(path)
    except TrivetError as error:
        assert str(path) in str(error)
        return
    storage = Storage()
    for spec in catalog.values():
        assert all(0 <= extent.offset <= extent.end <= len(content) for extent in spec.extents)
        assert spec.nbytes <= 1_040 * len(content)
        if spec.via is None:
            assert storage.array(spec).shape == spec.shape
            continue
        try:
            assert FORMAT.read(spec).shape == (spec.nbytes,)
        except TrivetError:
            continue  # only what is decoded can still turn out to be damaged


def test_the_undamaged_files_open(path: Path, files: list[bytes]) -> None:
    for content in files:
        survive(path, content)
        assert FORMAT.open(path)


@settings(max_examples=400)
@given(data=st.data())
def test_damaged_files_are_opened_or_refused(data: st.DataObject, path: Path, files: list[bytes]) -> None:
    survive(path, data.draw(damaged(data.draw(st.sampled_from(files)))))


@settings(max_examples=400)
@given(data=st.data())
def test_damaged_structures_are_opened_or_refused(data: st.DataObject, path: Path, files: list[bytes]) -> None:
    survive(path, data.draw(damaged(data.draw(st.sampled_from(files)), within=9_000)))


@given(content=st.binary(max_size=200))
def test_any_bytes_are_opened_or_refused(content: bytes, path: Path) -> None:
    survive(path, content)
    survive(path, b"\x89HDF\r\n\x1a\n" + content)
