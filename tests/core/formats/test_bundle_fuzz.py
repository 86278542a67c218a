"""TensorFlow's checkpoints under random damage: they open, or a TrivetError names the file; nothing else ever happens."""

import struct
from pathlib import Path

import bundle_files as made
import pytest
from damage import damaged
from hypothesis import given, settings
from hypothesis import strategies as st

from trivet.errors import TrivetError
from trivet.formats.bundle import BundleFormat
from trivet.formats.storage import Storage

SAMPLES = Path(__file__).parents[2] / "golden" / "data" / "formats" / "bundle"
NAMES = sorted(path.parent.name for path in SAMPLES.glob("*/model.ckpt.index"))
FORMAT = BundleFormat()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def survive(path: Path) -> None:
    FORMAT.sniff(path)
    try:
        catalog = FORMAT.open(path)
    except TrivetError as error:
        assert str(path.parent) in str(error)
        return
    storage = Storage()
    for spec in catalog.values():
        size = Path(spec.file).stat().st_size
        assert all(0 <= extent.offset <= extent.end <= size for extent in spec.extents)
        assert spec.nbytes <= sum(file.stat().st_size for file in path.parent.iterdir())
        if spec.via is None:
            assert storage.array(spec).shape == spec.shape
        else:
            assert FORMAT.read(spec).shape == (spec.nbytes,)
    try:
        FORMAT.verify(path)
    except TrivetError as error:
        assert "do not match their checksums" in str(error)


def placed(folder: Path, name: str, index: bytes, data: bytes | None = None) -> Path:
    """The sample's data files, or those of that content, beside an index of that content."""
    for old in folder.iterdir():
        old.unlink()  # an old map of it stays what it was
    for file in (SAMPLES / name).glob("model.ckpt.data*"):
        (folder / file.name).write_bytes(file.read_bytes() if data is None else data)
    (folder / "model.ckpt.index").write_bytes(index)
    return folder / "model.ckpt.index"


def content(name: str) -> bytes:
    return (SAMPLES / name / "model.ckpt.index").read_bytes()


@settings(max_examples=200)
@given(data=st.data(), name=st.sampled_from(NAMES))
def test_damaged_indexes_are_opened_or_refused(data: st.DataObject, name: str, folder: Path) -> None:
    survive(placed(folder, name, data.draw(damaged(content(name)))))


@settings(max_examples=300)
@given(data=st.data(), name=st.sampled_from(NAMES))
def test_damaged_indexes_with_good_checksums_are_opened_or_refused(
    data: st.DataObject, name: str, folder: Path
) -> None:
    block = data.draw(damaged(made.first_block(content(name))))
    survive(placed(folder, name, made.table(made.sealed(block))))


@pytest.mark.parametrize("name", NAMES)
def test_the_undamaged_files_open_rebuilt_or_not(name: str, folder: Path) -> None:
    for index in (content(name), made.table(made.sealed(made.first_block(content(name))))):
        path = placed(folder, name, index)
        survive(path)
        assert FORMAT.open(path)


@settings(max_examples=200)
@given(data=st.data(), name=st.sampled_from(NAMES))
def test_damaged_data_files_are_opened_or_refused(data: st.DataObject, name: str, folder: Path) -> None:
    file = next((SAMPLES / name).glob("model.ckpt.data-00000*"))
    survive(placed(folder, name, content(name), data.draw(damaged(file.read_bytes()))))


numbers = st.integers(-2, 12) | st.sampled_from([2**31, 2**62, 2**63 - 1])
spans = st.tuples(st.integers(-1, 4), st.integers(-1, 4))
entries = st.builds(
    lambda shape, offset, dtype, shard, nbytes, pieces: made.entry(
        shape, offset, b"", dtype=dtype, shard=shard, nbytes=nbytes, pieces=pieces
    ),
    st.lists(numbers, max_size=3),
    numbers,
    st.sampled_from([1, 3, 4, 7, 10, 14, 18]),
    st.sampled_from([0, 0, 0, 1, -1]),
    numbers,
    st.lists(st.lists(spans, max_size=2), max_size=2),
)
keys = st.sampled_from([b"w", b"w/Adam", b"x", b"_CHECKPOINTABLE_OBJECT_GRAPH", b"\0w\0\1\1\1\x80\x84", b"\xff"])


@settings(max_examples=300)
@given(items=st.dictionaries(keys, entries | st.binary(max_size=12), max_size=4))
def test_entries_of_the_right_form_with_wrong_values_are_opened_or_refused(
    items: dict[bytes, bytes], folder: Path
) -> None:
    for old in folder.iterdir():
        old.unlink()
    survive(made.write_bundle(folder, sorted(items.items()), bytes(range(12))))


@given(block=st.binary(max_size=60), restarts=st.integers(0, 3))
def test_any_block_is_opened_or_refused(block: bytes, restarts: int, folder: Path) -> None:
    survive(placed(folder, "named", made.table(made.sealed(block + struct.pack("<I", restarts)))))
