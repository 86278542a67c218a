"""Real files, changed at random: whatever comes of it, the reader answers with a catalog or a TrivetError."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest
from checkpoints import packed
from hypothesis import example, given, settings
from hypothesis import strategies as st

from golden_data import Case
from trivet.errors import TrivetError
from trivet.formats.safetensors import SafetensorsFormat
from trivet.formats.storage import Storage
from trivet.tensors import Catalog

SMALL = packed({"a.weight": np.ones((2, 3), np.float32), "b": np.zeros(5, np.int8), "c": np.ones((), np.float64)})
GOLDEN = (Case("BertModel").checkpoint("torch") / "model.safetensors").read_bytes()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "x.safetensors"


def open_and_read(file: Path, content: bytes) -> Catalog | None:
    """What a caller may do with any file; every tensor of a catalog can be read within the file's bounds."""
    file.unlink(missing_ok=True)  # an old map of it stays what it was
    file.write_bytes(content)
    try:
        catalog = SafetensorsFormat().open(file)
    except TrivetError as error:
        assert str(file) in str(error)
        return None
    storage = Storage()
    for spec in catalog.values():
        assert 0 <= spec.offset <= spec.offset + spec.nbytes <= len(content)
        assert storage.raw(spec).tobytes() == content[spec.offset : spec.offset + spec.nbytes]
        if not spec.dtype.is_sub_byte:
            assert storage.array(spec).shape == spec.shape
    return catalog


def test_unchanged_files_open(file: Path) -> None:
    assert open_and_read(file, SMALL) is not None
    assert open_and_read(file, GOLDEN) is not None


@given(content=st.binary(max_size=300))
def test_any_bytes(file: Path, content: bytes) -> None:
    open_and_read(file, content)


@given(text=st.binary(max_size=200), data=st.binary(max_size=20))
def test_any_header(file: Path, text: bytes, data: bytes) -> None:
    open_and_read(file, struct.pack("<Q", len(text)) + text + data)


@settings(max_examples=300)
@given(place=st.integers(0, len(SMALL) - 1), byte=st.integers(0, 255), cut=st.none() | st.integers(0, len(SMALL)))
def test_small_file_with_a_byte_changed_and_the_end_cut(file: Path, place: int, byte: int, cut: int | None) -> None:
    content = bytearray(SMALL)
    content[place] = byte
    open_and_read(file, bytes(content[:cut]))


@given(place=st.integers(0, 6000), new=st.binary(min_size=1, max_size=8), remove=st.integers(0, 8))
def test_golden_file_with_a_stretch_replaced(file: Path, place: int, new: bytes, remove: int) -> None:
    open_and_read(file, GOLDEN[:place] + new + GOLDEN[place + remove :])


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
documents = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner))
counts = st.integers(-1, 4) | st.sampled_from([2**31, 2**63, 2**64]) | scalars
entries = st.fixed_dictionaries(
    {
        "dtype": st.sampled_from(["F32", "BF16", "U8", "BOOL", "F4", "F6_E2M3", "C64"]) | documents,
        "shape": st.lists(counts, max_size=4) | documents,
        "data_offsets": st.lists(counts, min_size=2, max_size=2) | documents,
    }
)


@settings(max_examples=120)
@given(
    header=st.dictionaries(st.text(max_size=3) | st.just("__metadata__"), entries | documents, max_size=3),
    data=st.binary(max_size=16),
)
@example(header={"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}, data=b"0000")
def test_headers_of_the_right_form_with_wrong_values(file: Path, header: dict[str, object], data: bytes) -> None:
    text = json.dumps(header).encode()
    open_and_read(file, struct.pack("<Q", len(text)) + text + data)
