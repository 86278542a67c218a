"""What is written for Flax: byte for byte what Flax's own serializer would write, streamed, or refused."""

import struct
from pathlib import Path

import format_samples as samples
import msgpack
import numpy as np
import pytest
from entries import Arrays, entries_of, expected, flat_bytes, read, write

from golden_data import Case, heads
from trivet.dtypes import DType
from trivet.errors import ConversionError
from trivet.formats.msgpack import MsgpackFormat, wire, writer
from trivet.formats.safetensors import SafetensorsFormat
from trivet.formats.storage import Storage
from trivet.progress import silent
from trivet.tensors.entry import Entry

SAMPLES = Path(__file__).parents[2] / "golden" / "data" / "formats" / "msgpack"
FORMAT = MsgpackFormat()


def sample(shapes: samples.Shapes) -> list[Entry]:
    """The entries of a table in `format_samples`."""
    types = {dtype.numpy_name: dtype for dtype in DType}
    return [
        Entry(
            name, types[dtype], shape, lambda name=name, dtype=dtype, shape=shape: samples.content(name, dtype, shape)
        )
        for name, (dtype, shape) in shapes.items()
    ]


def test_chunks_are_those_of_flax_byte_for_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "CHUNK_BYTES", samples.CHUNK_BYTES)
    FORMAT.write(tmp_path / "x.msgpack", sample(samples.CHUNKED), metadata={}, total=1, progress=silent)
    assert (tmp_path / "x.msgpack").read_bytes() == (SAMPLES / "chunked.msgpack").read_bytes()


def test_the_limit_for_chunks_is_that_of_flax() -> None:
    assert writer.CHUNK_BYTES == 2**30


@pytest.mark.parametrize("head", heads())
def test_golden_trees_come_out_as_the_msgpack_library_packs_them(head: str, tmp_path: Path) -> None:
    catalog = SafetensorsFormat().open(Case(head).checkpoint("flax") / "model.safetensors")
    storage = Storage()
    arrays = {name: storage.array(spec) for name, spec in catalog.items()}
    path = write(FORMAT, tmp_path / "flax_model.msgpack", arrays, format="flax")
    assert path.read_bytes() == packed(arrays)
    assert read(FORMAT, FORMAT.open(path)) == read(SafetensorsFormat(), catalog)


def test_every_dtype_and_shape_survives(tmp_path: Path) -> None:
    path = tmp_path / "x.msgpack"
    FORMAT.write(path, sample(samples.MSGPACK), metadata={}, total=1, progress=silent)
    assert read(FORMAT, FORMAT.open(path)) == expected(samples.MSGPACK)


@pytest.mark.parametrize("length", [0, 1, 2, 13, 240, 244, 245, 250, 65_500, 65_510, 65_535, 65_536, 70_000])
def test_heads_are_as_short_as_the_library_makes_them(length: int, tmp_path: Path) -> None:
    arrays = {
        "k" * min(length + 1, 300): np.zeros(length, np.uint8),
        "d": np.zeros((1,) * 20 + (length, 300), np.bool_),
    }
    assert write(FORMAT, tmp_path / "x.msgpack", arrays).read_bytes() == packed(arrays)


@pytest.mark.parametrize("count", [0, 15, 16, 65_535, 65_536, 2**32 - 1])
def test_heads_of_maps_and_arrays_are_those_of_the_library(count: int) -> None:
    assert wire.map_head(count) == msgpack.Packer().pack_map_header(count)
    assert wire.array_head(count) == msgpack.Packer().pack_array_header(count)


@pytest.mark.parametrize("bits", [0, 7, 8, 16, 32, 63])
def test_numbers_are_those_of_the_library(bits: int) -> None:
    for number in (2**bits - 1, 2**bits):
        assert wire.integer(number) == msgpack.packb(number)


def test_the_order_of_entries_does_not_matter(tmp_path: Path) -> None:
    arrays = {name: np.full(3, number) for number, name in enumerate(["b.a", "a.z", "a.b.c", "c", "a.b.a", "a-b"])}
    one = write(FORMAT, tmp_path / "1.msgpack", arrays).read_bytes()
    other = write(FORMAT, tmp_path / "2.msgpack", dict(reversed(arrays.items()))).read_bytes()
    assert one == other == packed(arrays)


def test_at_most_two_entries_are_held(tmp_path: Path) -> None:
    alive: list[int] = []

    class Counted(np.ndarray):
        def __del__(self) -> None:
            if self.base is None:
                alive.pop()

    most = 0

    def fetch() -> np.ndarray:
        nonlocal most
        made = np.ndarray.__new__(Counted, (100_000,), np.uint8)
        made[:] = 1
        alive.append(1)
        most = max(most, len(alive))
        return made

    entries = [Entry(f"e{number}", DType.U8, (100_000,), fetch) for number in range(8)]
    FORMAT.write(tmp_path / "x.msgpack", entries, metadata={}, total=1, progress=silent)
    assert most <= 3  # one that is written, the next, and what the collector has not yet seen


def test_progress_adds_up(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    entries = entries_of({"a": np.zeros(4, np.int8), "b": np.zeros(6, np.int8)})
    FORMAT.write(
        tmp_path / "x.msgpack", entries, metadata={}, total=10, progress=lambda n, total: seen.append((n, total))
    )
    assert seen == [(4, 10), (6, 10)]


def test_an_existing_file_is_not_written_over(tmp_path: Path) -> None:
    path = write(FORMAT, tmp_path / "x.msgpack", {"a": np.zeros(1)})
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        write(FORMAT, path, {"b": np.zeros(2)})
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["", "a..b", ".a", "a.", "a.__msgpack_chunked_array__", ".".join("a" * 65)])
def test_refuses_names_that_are_not_paths(name: str, tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="cannot be the path"):
        write(FORMAT, tmp_path / "x.msgpack", {name: np.zeros(1)})
    assert not (tmp_path / "x.msgpack").exists()


def test_writes_the_deepest_path_that_is_read(tmp_path: Path) -> None:
    name = ".".join("a" * 64)
    assert list(FORMAT.open(write(FORMAT, tmp_path / "x.msgpack", {name: np.zeros(1)}))) == [name]


@pytest.mark.parametrize("names", [("a", "a.b"), ("a.b.c", "a.b"), ("a.b", "a.b.c.d")])
def test_refuses_a_tensor_inside_a_tensor(names: tuple[str, str], tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match=r"there twice|leads through"):
        write(FORMAT, tmp_path / "x.msgpack", {name: np.zeros(1) for name in names})


def test_refuses_a_name_twice(tmp_path: Path) -> None:
    entries = entries_of({"a.b": np.zeros(1)}) * 2
    with pytest.raises(ConversionError, match="twice"):
        FORMAT.write(tmp_path / "x.msgpack", entries, metadata={}, total=1, progress=silent)


def test_refuses_dtypes_that_numpy_cannot_name(tmp_path: Path) -> None:
    entry = Entry("a", DType.F4, (4,), lambda: np.zeros(2, np.uint8))
    with pytest.raises(ConversionError, match="F4"):
        FORMAT.write(tmp_path / "x.msgpack", [entry], metadata={}, total=1, progress=silent)


def packed(arrays: Arrays) -> bytes:
    """What `flax.serialization.msgpack_serialize` makes of the arrays: its own layout over the msgpack library."""
    tree: dict = {}
    for name in sorted(arrays, key=lambda name: name.split(".")):
        *above, last = name.split(".")
        node = tree
        for key in above:
            node = node.setdefault(key, {})
        value = arrays[name]
        inner = msgpack.packb((value.shape, value.dtype.name, flat_bytes(value).tobytes()))
        node[last] = msgpack.ExtType(1, inner)
    return msgpack.packb(tree)


def test_the_reference_above_is_what_flax_writes() -> None:
    whole = samples.content("whole", "float32", (4, 4)).view(np.float32).reshape(4, 4)
    assert packed({"whole": whole})[1:] in (SAMPLES / "chunked.msgpack").read_bytes()
    assert struct.unpack("B", packed({"whole": whole})[:1]) == (0x81,)
