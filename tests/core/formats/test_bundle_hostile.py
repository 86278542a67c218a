"""A checkpoint whose index lies, or whose data files do not fit it, is refused, naming the file, tensor and byte."""

import struct
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import bundle_files as made
import pytest

from trivet.errors import CorruptFileError, UnsupportedFileError
from trivet.formats.bundle import BundleFormat, reader

SAMPLES = Path(__file__).parents[2] / "golden" / "data" / "formats" / "bundle"
FORMAT = BundleFormat()
HEADER = (b"", made.header())
DATA = b"0123456789"


def good(name: bytes = b"w", offset: int = 0) -> tuple[bytes, bytes]:
    """An entry of 4 bytes in the data file."""
    return name, made.entry((4,), offset, DATA[offset : offset + 4], dtype=4)


def refusal(path: Path, error: type[Exception] = CorruptFileError) -> str:
    """The message with which an index is refused."""
    with pytest.raises(error) as caught:
        FORMAT.open(path)
    assert str(path.parent) in str(caught.value)
    return str(caught.value)


def refused(folder: Path, *items: tuple[bytes, bytes], head: bytes | None = None, **options: type[Exception]) -> str:
    """The message with which a checkpoint of those entries over `DATA` is refused."""
    return refusal(made.write_bundle(folder, items, DATA, head=head), **options)


def index(folder: Path, content: bytes) -> Path:
    """An index of that content, with a data file."""
    made.write_bundle(folder, [], DATA)
    (folder / "model.ckpt.index").write_bytes(content)
    return folder / "model.ckpt.index"


def test_the_good_entry_is_good(tmp_path: Path) -> None:
    assert list(FORMAT.open(made.write_bundle(tmp_path, [good()], DATA))) == ["w"]


def test_refuses_an_index_cut_off_anywhere(tmp_path: Path) -> None:
    whole = (SAMPLES / "named/model.ckpt.index").read_bytes()
    for end in range(len(whole)):
        assert "not the footer of a table" in refusal(index(tmp_path, whole[:end]))


def test_refuses_data_files_shorter_than_the_index_says(tmp_path: Path) -> None:
    path = made.write_bundle(tmp_path, [good(), good(b"z", 6)], DATA[:-1])
    assert "tensor 'z': its bytes end at 10, but the file has 9" in refusal(path)


def test_refuses_an_empty_tensor_beyond_its_data_file(tmp_path: Path) -> None:
    made.write_bundle(tmp_path, [(b"w", made.entry((0,), len(DATA), b""))], DATA)
    assert FORMAT.open(tmp_path / "model.ckpt.index")["w"].shape == (0,)
    message = refused(tmp_path, (b"w", made.entry((0,), len(DATA) + 1, b"")))
    assert "tensor 'w': its bytes end at 11, but the file has 10" in message


def test_refuses_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x.index").mkdir()
    assert "is a folder" in refusal(tmp_path / "x.index")


def test_refuses_an_index_larger_than_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_INDEX", 10)
    assert "at most 10 are allowed" in refused(tmp_path, good())


@pytest.mark.parametrize("place", range(5, 60, 3))
def test_a_changed_byte_fails_the_blocks_checksum(place: int, tmp_path: Path) -> None:
    whole = bytearray((SAMPLES / "named/model.ckpt.index").read_bytes())
    whole[place] ^= 4
    assert "block at byte 0 does not match its checksum" in refusal(index(tmp_path, bytes(whole)))


def test_refuses_compressed_blocks_and_says_so(tmp_path: Path) -> None:
    content = made.table(made.block([HEADER, good()], compression=1))
    assert "is compressed" in refusal(index(tmp_path, content), UnsupportedFileError)


def test_refuses_an_index_without_a_header(tmp_path: Path) -> None:
    assert "has no header entry" in refusal(index(tmp_path, made.table(made.block([good()]))))
    assert "has no header entry" in refusal(index(tmp_path, made.table()))


@pytest.mark.parametrize(
    "head", [made.header(0), made.header(-1), made.header(big_endian=2), made.field(1, b"x"), b"\xff"]
)
def test_refuses_malformed_headers(head: bytes, tmp_path: Path) -> None:
    refused(tmp_path, good(), head=head)


def test_a_header_of_many_data_files_costs_nothing(tmp_path: Path) -> None:
    path = made.write_bundle(tmp_path, [], None, head=made.header(2**31 - 1))
    assert len(FORMAT.open(path)) == 0


def test_refuses_a_data_file_beyond_those_declared(tmp_path: Path) -> None:
    name, _ = good()
    assert "refers to data file 1, but there are 1" in refused(tmp_path, (name, made.entry((4,), 0, DATA[:4], shard=1)))


def test_refuses_names_twice_or_out_of_order(tmp_path: Path) -> None:
    assert "tensor 'w': is listed twice or out of order" in refused(tmp_path, good(), good(offset=4))
    assert "tensor 'v': is listed twice or out of order" in refused(tmp_path, good(), good(b"v", 4))
    blocks = made.table(made.block([HEADER, good()]), made.block([good(offset=4)]))
    assert "tensor 'w': is listed twice" in refusal(index(tmp_path, blocks))


def test_refuses_blocks_that_overlap(tmp_path: Path) -> None:
    block = made.block([HEADER, good()])
    handle = made.varint(0) + made.varint(len(block) - 5)
    indexed = made.block([(b"x", handle), (b"y", handle)])
    ends = (made.varint(0) * 2 + made.varint(len(block)) + made.varint(len(indexed) - 5)).ljust(40, b"\0") + made.MAGIC
    assert "overlaps the one before it" in refusal(index(tmp_path, block + indexed + ends))


@pytest.mark.parametrize(
    "ends",
    [
        made.varint(0) * 2 + made.varint(2**40) + made.varint(8),
        made.varint(0) * 2 + made.varint(0) + made.varint(2**63),
        b"\xff" * 40,
    ],
)
def test_refuses_an_index_block_outside_the_file(ends: bytes, tmp_path: Path) -> None:
    content = made.table(made.block([HEADER, good()]), footer=ends[:40].ljust(40, b"\0") + made.MAGIC)
    refusal(index(tmp_path, content))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0\0",
        struct.pack("<I", 1),
        struct.pack("<I", 2**32 - 1),
        b"\xff" * 20 + struct.pack("<II", 0, 1),
        made.varint(5) + made.varint(1) + made.varint(0) + b"k" + struct.pack("<II", 0, 1),  # shares what is not there
        made.varint(0) + made.varint(9) + made.varint(0) + b"k" + struct.pack("<II", 0, 1),  # longer than the block
        made.varint(0) + made.varint(1) + made.varint(2**62) + b"k" + struct.pack("<II", 0, 1),
    ],
)
def test_refuses_malformed_blocks(content: bytes, tmp_path: Path) -> None:
    refusal(index(tmp_path, made.table(made.sealed(content))))


def test_keys_that_share_a_long_beginning_cost_no_more_than_the_file(tmp_path: Path) -> None:
    head, length = HEADER[1], 5_000
    first = b"\0\0" + made.varint(len(head)) + head + b"\0" + made.varint(length) + b"\0" + b"k" * length
    others = (made.varint(length) + b"\3\0" + number.to_bytes(3, "big") for number in range(10_000))
    content = made.table(made.sealed(first + b"".join(others) + struct.pack("<II", 0, 1)))
    tracemalloc.start()
    try:
        assert "longer keys than the file's size can account for" in refusal(index(tmp_path, content))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 100 * len(content)  # the keys alone would be 50 MB, 600 times the file


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (made.entry((5,), 0, DATA[:4], dtype=4), "U8 [5] takes 5 bytes, but 4 are stored"),
        (made.entry((4,), 0, DATA[:4], dtype=1), "F32 [4] takes 16 bytes, but 4 are stored"),
        (made.entry((-4,), 0, DATA[:4], dtype=4), "impossible"),
        (made.entry((2**40, 2**40), 0, b"", dtype=4), "impossible"),
        (made.entry((0, 2**63 - 1), 0, b"", dtype=4), "impossible"),
        (made.entry((1,) * 33, 0, b"x", dtype=4), "33 dimensions"),
        (made.entry((4,), 8, DATA[:4], dtype=4), "its bytes end at 12, but the file has 10"),
        (made.entry((4,), -8, DATA[:4], dtype=4), "is negative"),
        (made.entry((4,), 0, DATA[:4], dtype=4, nbytes=-4), "is negative"),
        (made.entry((4,), 2**62, DATA[:4], dtype=4), "but the file has 10"),
        (made.field(2, made.field(3, 1)), "its rank is unknown"),
        (made.field(2, 5), "text or a message is expected"),
        (made.field(1, b"x"), "a number is expected"),
        (b"\x0b", "wire type 3"),
        (b"\x12\x05ab", "is cut off"),
        (b"\xff" * 11, "cut off or too long"),
        (b"\x08", "cut off"),
    ],
)
def test_refuses_malformed_entries(value: bytes, reason: str, tmp_path: Path) -> None:
    message = refused(tmp_path, (b"layer/kernel", value))
    assert "tensor 'layer/kernel': " in message
    assert reason in message


@pytest.mark.parametrize("number", [0, 11, 18, 20, 21, 29, 101, 2**31 - 1])
def test_refuses_dtypes_that_trivet_does_not_have(number: int, tmp_path: Path) -> None:
    item = (b"w", made.entry((4,), 0, DATA[:4], dtype=number))
    assert f"tensor 'w': unknown dtype number {number}" in refused(tmp_path, item, error=UnsupportedFileError)


def test_refuses_tensors_that_overlap(tmp_path: Path) -> None:
    message = refused(tmp_path, good(), good(b"z", 3))
    assert "tensor 'z': its bytes start at 3 of data file 0, those before it end at 4" in message


def test_tensors_that_overlap_what_is_skipped_are_refused_too(tmp_path: Path) -> None:
    assert "tensor 'w'" in refused(tmp_path, good(b"global_step"), good(offset=3))


def test_refuses_names_that_are_not_utf_8(tmp_path: Path) -> None:
    assert "is not valid UTF-8" in refused(tmp_path, good(b"w\xff"))


Span = tuple[int, int]


def pieces(folder: Path, shape: Sequence[int], spans: Sequence[Sequence[Span]], stored: Sequence[Sequence[int]]) -> str:
    """The refusal of a partitioned variable of bytes with those spans; `stored` are the shapes of its pieces."""
    items, offset = {}, 0
    for span, own in zip(spans, stored, strict=True):
        count = 1
        for length in own:
            count *= length
        key = b"\0w\0\1\1" + bytes([len(span), *((0x80 ^ number) & 0xFF for axis in span for number in axis)])
        items[key] = made.entry(own, offset, DATA[offset : offset + count], dtype=4)
        offset += count
    items[b"w"] = made.entry(shape, 0, b"", dtype=4, pieces=spans)
    return refused(folder, *sorted(items.items()))


@pytest.mark.parametrize(
    ("shape", "spans", "stored"),
    [
        ((4,), [((0, 2),), ((3, 1),)], [(2,), (1,)]),  # a gap
        ((4,), [((0, 3),), ((2, 2),)], [(3,), (2,)]),  # an overlap
        ((4,), [((0, 2),)], [(2,)]),  # the end is missing
        ((4,), [((0, 2),), ((2, 3),)], [(2,), (3,)]),  # beyond the end
        ((4,), [((0, 2),), ((2, 2),)], [(2,), (1,)]),  # stored otherwise
        ((2, 2), [((0, 1), (0, 1)), ((1, 1), (1, 1))], [(1, 1), (1, 1)]),  # cut along two axes
        ((2, 2), [((0, 1), (0, 2)), ((0, 2), (1, 1))], [(1, 2), (2, 1)]),  # cut along one axis each
        ((2, 2), [((0, 1),), ((1, 1),)], [(1,), (1,)]),  # an axis is missing
        ((), [()], [()]),  # a scalar has nothing to cut
        ((2,), [((0, 2),), ((0, -1),)], [(2,), (2,)]),  # twice the whole
    ],
)
def test_refuses_pieces_that_do_not_make_a_whole(
    shape: Sequence[int], spans: Sequence[Sequence[Span]], stored: Sequence[Sequence[int]], tmp_path: Path
) -> None:
    assert "tensor 'w': its piece" in pieces(tmp_path, shape, spans, stored)


def test_refuses_pieces_that_are_not_there(tmp_path: Path) -> None:
    item = (b"w", made.entry((4,), 0, b"", dtype=4, pieces=[((0, 4),)]))
    assert "is not stored as declared" in refused(tmp_path, item)


def test_refuses_pieces_of_pieces_and_of_another_dtype(tmp_path: Path) -> None:
    key, span = b"\0w\0\1\1\1\x80\x84", ((0, 4),)
    whole = (b"w", made.entry((4,), 0, b"", dtype=4, pieces=[span]))
    nested = (key, made.entry((4,), 0, b"", dtype=4, pieces=[span]))
    assert "is not stored as declared" in refused(tmp_path, nested, whole)
    assert "differ in dtype" in refused(tmp_path, (key, made.entry((4,), 0, DATA[:4], dtype=6)), whole)


GRAPH = b"_CHECKPOINTABLE_OBJECT_GRAPH"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (made.entry((), 0, DATA, dtype=7), "it has 5 bytes, but declares 48"),
        (made.entry((), 0, DATA[:4], dtype=4), "is not one text"),
        (made.entry((1,), 0, DATA, dtype=7), "is not one text"),
        (made.entry((), 0, b"", dtype=7), "cut off or too long"),
    ],
)
def test_refuses_malformed_object_graphs(value: bytes, reason: str, tmp_path: Path) -> None:
    message = refused(tmp_path, (GRAPH, value))
    assert "tensor '_CHECKPOINTABLE_OBJECT_GRAPH'" in message
    assert reason in message


def test_refuses_object_graphs_that_fail_their_checksum(tmp_path: Path) -> None:
    for file in (SAMPLES / "trained").glob("model.ckpt.*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    data = tmp_path / f"model.ckpt{made.SUFFIX}"
    content = data.read_bytes()
    assert content.count(b"layer_with_weights-1/gamma/") == 1
    data.write_bytes(content.replace(b"layer_with_weights-1/gamma/", b"layer_with_weights-1/gamme/"))
    assert "do not match their checksum" in refusal(tmp_path / "model.ckpt.index")
