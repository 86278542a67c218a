"""The zip layout of the PyTorch container: archives that lie, bombs, and deflated storages that are damaged."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch_files as made
from torch_refusals import FORMAT, refusal

from trivet.errors import CorruptFileError, UnsupportedFileError

SIXTEEN = bytes(range(16))
GOOD = {"w": made.tensor()}


def edited(tmp_path: Path, edit: Callable[[bytearray, int, int], None], **options: Any) -> Path:
    """A good archive in which `edit` has changed bytes, given where the storage's local and central headers are."""
    path = made.zip_file(tmp_path / "x.bin", GOOD, {"0": SIXTEEN}, **options)
    data = bytearray(path.read_bytes())
    local = data.rindex(b"PK\x03\x04")
    edit(data, local, data.rindex(b"PK\x01\x02"))
    path.write_bytes(data)
    return path


def put(code: str, at: int, *values: int) -> Callable[[bytearray, int, int], None]:
    """An edit of the central header."""
    return lambda data, local, central: struct.pack_into(code, data, central + at, *values)


def put_local(code: str, at: int, *values: int) -> Callable[[bytearray, int, int], None]:
    return lambda data, local, central: struct.pack_into(code, data, local + at, *values)


def put_end(code: str, at: int, *values: int) -> Callable[[bytearray, int, int], None]:
    """An edit of the end record."""
    return lambda data, local, central: struct.pack_into(code, data, len(data) - 22 + at, *values)


OWN = {"elsewhere": ""}  # only the storage's own header shows it
END = {"elsewhere": "zip entry 'archive/data/0' ends at byte"}  # told by the directory, if the own header is not read


@pytest.mark.parametrize(
    ("edit", "reason", "options"),
    [
        (put("<H", 8, 1), "'archive/data/0' is encrypted", {}),
        (put("<H", 10, 12), "'archive/data/0' is compressed in a way (method 12) that cannot be read", {}),
        (put("<I", 20, 15), "is compressed in a way (method 0) that cannot be read", {}),
        (
            put("<II", 20, 15, 15),
            "zip entry 'archive/data/0' differs between the directory and its own header at byte",
            {"elsewhere": "its storage '0' is declared with 16 bytes, but has 15"},
        ),
        (
            put("<II", 20, 2**31, 2**31),
            "zip entry 'archive/data/0' differs between the directory and its own header",
            END,
        ),
        (put("<II", 20, 2**32 - 1, 2**32 - 1), "an entry lacks its zip64 sizes", {}),
        (put("<I", 42, 2**31), "zip entry 'archive/data/0' is not at byte 2147483648", END),
        (put("<I", 42, 0), "zip entry 'archive/data/0' at byte 0 overlaps the one before it", {}),
        (put("<H", 28, 60000), "an entry leaves the directory", {}),
        (put("<B", 0, 0), "no entry starts there", {}),
        (put_local("<B", 0, 0), "zip entry 'archive/data/0' is not at byte", OWN),
        (put_local("<H", 8, 8), "differs between the directory and its own header", OWN),
        (put_local("<B", 30, 0), "differs between the directory and its own header", OWN),
        (put_local("<H", 28, 4), "zip entry 'archive/data/0' ends at byte", OWN),
        (put_end("<H", 10, 2), "its zip directory announces 2 entries and holds 3", {}),
        (put_end("<H", 4, 1), "is one part of a zip archive in several files", {}),
        (put_end("<I", 12, 2**31), "its zip directory is declared through byte", {}),
        (put_end("<I", 16, 2**31), "its zip directory is declared through byte", {}),
        (put_end("<H", 20, 5), "is cut off", {}),
    ],
)
def test_refuses_archives_that_lie(
    edit: Callable[..., None], reason: str, options: dict[str, str], tmp_path: Path
) -> None:
    assert reason in refusal(edited(tmp_path, edit), **options)


def test_refuses_entries_that_overlap(tmp_path: Path) -> None:
    def twin(data: bytearray, local: int, central: int) -> None:
        record = data[central:-22].replace(b"archive/data/0", b"archive/data/1")
        data[-22:-22] = record
        struct.pack_into("<2HI", data, len(data) - 22 + 8, 4, 4, len(data) - 22 - data.index(b"PK\x01\x02"))

    assert "overlaps the one before it" in refusal(edited(tmp_path, twin))


def test_refuses_entries_inside_one_another(tmp_path: Path) -> None:
    inner = made.zip_file(tmp_path / "inner.bin", GOOD, {"1": SIXTEEN}).read_bytes()
    local = inner[inner.rindex(b"PK\x03\x04") : inner.index(b"PK\x01\x02")]
    path = made.zip_file(tmp_path / "x.bin", {"w": made.tensor()}, {"0": local})
    data = bytearray(path.read_bytes())
    record = inner[inner.rindex(b"PK\x01\x02") : -22]
    start, end = data.index(b"PK\x01\x02"), len(data) - 22
    data[end:end] = record
    struct.pack_into("<I", data, end + 42, data.index(local))
    struct.pack_into("<2HI", data, len(data) - 22 + 8, 4, 4, end + len(record) - start)
    path.write_bytes(data)
    assert "zip entry 'archive/data/1' at byte" in (message := refusal(path))
    assert "overlaps the one before it" in message


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_refuses_two_entries_of_one_name(tmp_path: Path) -> None:
    path = made.zip_file(tmp_path / "x.bin", GOOD, {"0": SIXTEEN})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("archive/data/0", SIXTEEN)
    assert refusal(path) == "has two zip entries named 'archive/data/0'"


def test_refuses_an_archive_with_two_pickles(tmp_path: Path) -> None:
    path = made.zip_file(tmp_path / "x.bin", GOOD, {"0": SIXTEEN}, more={"other/data.pkl": made.pickled(GOOD)})
    assert "is not a PyTorch checkpoint" in refusal(path, UnsupportedFileError)


def test_refuses_a_zip64_record_that_is_elsewhere(tmp_path: Path) -> None:
    path = made.zip64_file(tmp_path / "x.bin", GOOD, {"0": SIXTEEN})
    data = bytearray(path.read_bytes())
    struct.pack_into("<Q", data, data.index(b"PK\x06\x07") + 8, 2**60)
    path.write_bytes(data)
    assert refusal(path) == f"its zip64 record is not at byte {2**60}, where its locator points"


def test_refuses_a_pickle_with_a_wrong_checksum(tmp_path: Path) -> None:
    path = made.zip_file(tmp_path / "x.bin", {**GOOD, "n": 5}, {"0": SIXTEEN})
    path.write_bytes(path.read_bytes().replace(b"\x8a\x01\x05", b"\x8a\x01\x06"))
    assert refusal(path) == "zip entry 'archive/data.pkl' is damaged: its checksum is wrong"


@pytest.mark.parametrize(
    ("stream", "reason"),
    [
        (b"\xff" * 8, "zip entry 'archive/data.pkl' does not inflate"),
        (
            zlib.compress(bytes(9), wbits=-zlib.MAX_WBITS),
            "zip entry 'archive/data.pkl' does not have the 5 bytes that it declares",
        ),
        (
            zlib.compress(bytes(3), wbits=-zlib.MAX_WBITS),
            "zip entry 'archive/data.pkl' does not have the 5 bytes that it declares",
        ),
    ],
)
def test_refuses_a_pickle_that_does_not_inflate_to_its_size(stream: bytes, reason: str, tmp_path: Path) -> None:
    assert reason in refusal(deflated_by_hand(tmp_path, "data.pkl", stream, 5))


def deflated_by_hand(tmp_path: Path, name: str, stream: bytes, size: int) -> Path:
    """A file whose last entry is that raw deflate stream, with a declared size that may be a lie."""
    path = made.zip_file(tmp_path / "x.bin", stream if name == "data.pkl" else GOOD, byteorder=None)
    if name != "data.pkl":
        made.zip_file(path, GOOD, {"0": stream})
    data = bytearray(path.read_bytes())
    for at, base in ((8, data.rindex(b"PK\x03\x04")), (10, data.rindex(b"PK\x01\x02"))):
        struct.pack_into("<H", data, base + at, 8)
        struct.pack_into("<I", data, base + at + 14, size)
    path.write_bytes(data)
    return path


def test_refuses_a_directory_that_is_longer_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made.zip_file(tmp_path / "x.bin", GOOD, {"0": SIXTEEN})
    monkeypatch.setattr("trivet.formats.torch.archive.MAX_DIRECTORY", 100)
    assert "its zip directory has 185 bytes; at most 100 are read" in refusal(path)


def test_finds_64_bit_sizes_behind_other_extra_fields(tmp_path: Path) -> None:
    path = made.zip64_file(tmp_path / "x.bin", GOOD, {"0": SIXTEEN}, extra=b"UT\x05\x00\x01abcd")
    assert list(FORMAT.open(path)) == ["w"]


def test_refuses_bytes_behind_the_pickle(tmp_path: Path) -> None:
    path = made.zip_file(tmp_path / "x.bin", made.pickled(GOOD) + b"more", {"0": SIXTEEN})
    assert refusal(path) == "zip entry 'archive/data.pkl' has 4 bytes after its pickle's end"


def test_refuses_an_unknown_byte_order(tmp_path: Path) -> None:
    path = made.zip_file(tmp_path / "x.bin", GOOD, {"0": SIXTEEN}, byteorder=b"middle")
    assert refusal(path) == "its byte order is stated as b'middle', which is neither 'little' nor 'big'"
    made.zip_file(path, GOOD, {"0": SIXTEEN}, byteorder=None)
    assert list(FORMAT.open(path)) == ["w"]


def test_refuses_a_pickle_that_inflates_beyond_all_measure(tmp_path: Path) -> None:
    pickle = made.pickled(made.Raw(b"N0" * 20_000_000 + made.encode(GOOD)))
    path = made.zip_file(tmp_path / "x.bin", pickle, {"0": SIXTEEN}, deflated=True)
    assert path.stat().st_size < 100_000
    assert "is a zip bomb: its " in refusal(path)


def test_refuses_storages_that_inflate_beyond_all_measure(tmp_path: Path) -> None:
    state = {"w": made.tensor("0", 5_000_000)}
    path = made.zip_file(tmp_path / "x.bin", state, {"0": bytes(20_000_000)}, deflated=True)
    size = path.stat().st_size
    assert refusal(path).startswith(f"is a zip bomb: its {size} bytes would inflate to 200")


def test_refuses_an_entry_that_is_too_large_to_be_a_byte_order(tmp_path: Path) -> None:
    path = made.zip_file(tmp_path / "x.bin", GOOD, {"0": SIXTEEN}, byteorder=bytes(100))
    assert "zip entry 'archive/byteorder' has 100 bytes (100 in the file), more than such an entry can have" in refusal(
        path
    )


def deflated_spec(tmp_path: Path, edit: Callable[[bytearray, int, int], None]) -> Any:
    """The spec of a deflated tensor whose archive was edited so that only its stream shows it."""
    return FORMAT.open(edited(tmp_path, edit, deflated=True))["w"]


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (put_local("<B", 44, 0xFF), "does not inflate"),
        (put("<I", 16, 1), "is damaged: its checksum is wrong"),
    ],
)
def test_read_refuses_damaged_streams(edit: Callable[..., None], reason: str, tmp_path: Path) -> None:
    with pytest.raises(CorruptFileError, match="tensor 'w': its storage at byte") as caught:
        FORMAT.read(deflated_spec(tmp_path, edit))
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("content", "reason"), [(bytes(12), "does not inflate to the"), (bytes(20), "does not inflate to the 16 bytes")]
)
def test_read_refuses_streams_of_another_length(content: bytes, reason: str, tmp_path: Path) -> None:
    path = deflated_by_hand(tmp_path, "data/0", zlib.compress(content, wbits=-zlib.MAX_WBITS), 16)
    with pytest.raises(CorruptFileError, match=reason):
        FORMAT.read(FORMAT.open(path)["w"])


def test_read_refuses_a_stream_that_is_cut_off(tmp_path: Path) -> None:
    def shorten(data: bytearray, local: int, central: int) -> None:
        (nbytes,) = struct.unpack_from("<I", data, central + 20)
        struct.pack_into("<I", data, central + 20, nbytes - 2)
        struct.pack_into("<I", data, local + 18, nbytes - 2)

    with pytest.raises(CorruptFileError, match="is cut off"):
        FORMAT.read(deflated_spec(tmp_path, shorten))
