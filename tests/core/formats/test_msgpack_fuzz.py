"""Flax's container under random damage: it opens, or a TrivetError names the file; nothing else ever happens."""

from pathlib import Path

import msgpack
import pytest
from damage import damaged
from hypothesis import given, settings
from hypothesis import strategies as st

from golden_data import Case
from trivet.errors import TrivetError
from trivet.formats.msgpack import MsgpackFormat
from trivet.formats.storage import Storage

SAMPLES = Path(__file__).parents[2] / "golden" / "data" / "formats" / "msgpack"
FORMAT = MsgpackFormat()
FILES = {path.name: path.read_bytes() for path in sorted(SAMPLES.glob("*.msgpack"))}
FILES["golden"] = (Case("BertModel").checkpoint("flax") / "flax_model.msgpack").read_bytes()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "x.msgpack"


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
        assert storage.array(spec).shape == spec.shape


@pytest.mark.parametrize("name", FILES)
def test_the_undamaged_files_open(name: str, path: Path) -> None:
    survive(path, FILES[name])
    assert FORMAT.open(path)


@settings(max_examples=500)
@given(data=st.data())
def test_damaged_files_are_opened_or_refused(data: st.DataObject, path: Path) -> None:
    survive(path, data.draw(damaged(FILES[data.draw(st.sampled_from(sorted(FILES)))])))


@given(content=st.binary(max_size=200))
def test_any_bytes_are_opened_or_refused(content: bytes, path: Path) -> None:
    survive(path, content)


lengths = st.integers(-2, 5) | st.sampled_from([2**31, 2**62, 2**64 - 1])
names = st.sampled_from(["float32", "bfloat16", "uint8", "bool", "complex64", "float8_e4m3fn", "what"])
arrays = st.builds(
    lambda code, shape, name, data: msgpack.ExtType(code, msgpack.packb((shape, name, data))),
    st.integers(0, 4),
    st.lists(lengths, max_size=3),
    names,
    st.binary(max_size=16),
)
leaves = arrays | st.none() | st.integers(-(2**63), 2**64 - 1) | st.text(max_size=3) | st.binary(max_size=3)
keys = st.sampled_from(["a", "b", "0", "1", "shape", "chunks", "__msgpack_chunked_array__", "a.b", ""]) | st.integers(
    -3, 3
)
trees = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4))
chunked = st.fixed_dictionaries(
    {
        "__msgpack_chunked_array__": st.just(True),
        "shape": st.dictionaries(st.sampled_from("012"), lengths, max_size=3),
        "chunks": st.dictionaries(st.sampled_from("012"), arrays, max_size=3),
    }
)


@settings(max_examples=300)
@given(tree=st.dictionaries(keys, trees | chunked, max_size=3))
def test_trees_of_the_right_form_with_wrong_values_are_opened_or_refused(tree: object, path: Path) -> None:
    survive(path, msgpack.packb(tree))
