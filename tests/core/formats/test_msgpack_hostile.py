"""A `.msgpack` file that is not what Flax writes is refused, naming the file, the tensor and the byte."""

import struct
import tracemalloc
from pathlib import Path

import msgpack
import numpy as np
import pytest
from entries import flat_bytes, write

from trivet.errors import CorruptFileError, UnsupportedFileError
from trivet.formats.msgpack import MsgpackFormat, reader

FORMAT = MsgpackFormat()
GOOD = msgpack.ExtType(1, msgpack.packb(([2], "uint8", b"ab")))


def ext(*parts: object, code: int = 1) -> msgpack.ExtType:
    """An extension value that holds an array of the parts: shape, dtype name and bytes in a good one."""
    return msgpack.ExtType(code, msgpack.packb(parts))


def chunked(shape: object, chunks: object, **more: object) -> dict[str, object]:
    return {"__msgpack_chunked_array__": True, "shape": shape, "chunks": chunks, **more}


def refusal(folder: Path, content: object, error: type[Exception] = CorruptFileError) -> str:
    """The message with which a file of that content is refused; packs all but bytes."""
    path = folder / "x.msgpack"
    path.write_bytes(content if isinstance(content, bytes) else msgpack.packb(content))
    with pytest.raises(error) as caught:
        FORMAT.open(path)
    assert str(caught.value).startswith(str(path))
    return str(caught.value).removeprefix(str(path))


def test_the_good_parts_are_good(tmp_path: Path) -> None:
    path = tmp_path / "x.msgpack"
    flat = ext([2], "uint8", b"ab")
    path.write_bytes(msgpack.packb({"a": GOOD, "b": chunked({"0": 2, "1": 2}, {"0": flat, "1": flat})}))
    assert {name: spec.shape for name, spec in FORMAT.open(path).items()} == {"a": (2,), "b": (2, 2)}


def test_refuses_files_cut_off_anywhere(tmp_path: Path) -> None:
    arrays = {"a.kernel": np.arange(6.0), "b": np.zeros((), np.int8), "c": np.zeros((3, 0))}
    data = write(FORMAT, tmp_path / "good.msgpack", arrays).read_bytes()
    for end in range(1, len(data)):
        assert "truncated" in refusal(tmp_path, data[:end])


def test_refuses_an_empty_file(tmp_path: Path) -> None:
    assert "is empty" in refusal(tmp_path, b"")


def test_refuses_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CorruptFileError, match="is a folder"):
        FORMAT.open(tmp_path)


def test_refuses_bytes_after_the_tree(tmp_path: Path) -> None:
    message = refusal(tmp_path, msgpack.packb({"a": GOOD}) + b"\0\0\0")
    assert "continues for 3 bytes" in message
    assert f"at byte {3 + len(msgpack.packb(GOOD))} of the file" in message


@pytest.mark.parametrize("content", [[GOOD], GOOD, "text", 5, None, 1.5])
def test_refuses_what_is_not_a_map(content: object, tmp_path: Path) -> None:
    assert "where a Flax file holds a map" in refusal(tmp_path, content)


def test_refuses_a_byte_that_begins_no_value(tmp_path: Path) -> None:
    assert "tensor 'a': is not MessagePack: no value begins with 0xc1 (at byte 3 of the file)" in refusal(
        tmp_path, b"\x81\xa1a\xc1"
    )


@pytest.mark.parametrize("key", [1, None, b"a", 1.5, ()])
def test_refuses_keys_that_are_not_text(key: object, tmp_path: Path) -> None:
    assert "tensor 'a': a key is" in refusal(tmp_path, {"a": {key: GOOD}})


def test_refuses_keys_that_are_not_utf_8(tmp_path: Path) -> None:
    assert "not valid UTF-8" in refusal(tmp_path, b"\x81\xa2\xff\xfe" + msgpack.packb(GOOD))


@pytest.mark.parametrize("key", ["", "a.b", ".", "a."])
def test_refuses_keys_that_cannot_be_told_in_a_dotted_name(key: str, tmp_path: Path) -> None:
    message = refusal(tmp_path, {"outer": {key: GOOD}}, UnsupportedFileError)
    assert f"tensor 'outer': the key {key!r}" in message


def test_refuses_a_key_twice(tmp_path: Path) -> None:
    one = msgpack.packb("a") + msgpack.packb(GOOD)
    assert "'a' appears twice" in refusal(tmp_path, b"\x82" + one + one)
    inner = msgpack.packb({"b": GOOD})
    assert "'a' appears twice" in refusal(tmp_path, b"\x82" + (msgpack.packb("a") + inner) * 2)


@pytest.mark.parametrize("levels", [65, 1_000, 200_000])
def test_refuses_trees_that_are_too_deep(levels: int, tmp_path: Path) -> None:
    assert "more than 64 levels deep" in refusal(tmp_path, b"\x81\xa1a" * levels + b"\xc0")
    assert "more than 64 levels deep" in refusal(tmp_path, b"\x81\xa1a" + b"\x91" * levels + b"\xc0")


@pytest.mark.parametrize("first", [0xDF, 0xDD])
def test_refuses_counts_beyond_the_file_at_once(first: int, tmp_path: Path) -> None:
    assert "truncated" in refusal(tmp_path, b"\x81\xa1a" + struct.pack(">BI", first, 2**32 - 1))


@pytest.mark.parametrize("code", [0, 4, -1, 127])
def test_refuses_extension_values_of_other_types(code: int, tmp_path: Path) -> None:
    bad = b"\x81\xa1a\xd4" + struct.pack(">b", code) + b"\0"
    assert f"holds an extension value of type {code} where an array is expected" in refusal(tmp_path, bad)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (ext([2], "uint8"), "holds a msgpack array of 2 where a msgpack array of 3"),
        (ext([2], "uint8", b"ab", 1), "a msgpack array of 4"),
        (ext(2, "uint8", b"ab"), "holds a number where a msgpack array"),
        (ext(["2"], "uint8", b"ab"), "holds text where a msgpack int"),
        (ext([-1], "uint8", b"ab"), "a length of its shape is -1"),
        (ext([1] * 33, "uint8", b"a"), "33 dimensions"),
        (ext([2], 8, b"ab"), "holds a number where a msgpack str"),
        (ext([2], "uint8", [1, 2]), "holds a msgpack array of 2 where a msgpack bin"),
        (ext([3], "uint8", b"ab"), "U8 [3] takes 3 bytes, but 2 are stored"),
        (ext([2], "float32", b"ab"), "F32 [2] takes 8 bytes, but 2 are stored"),
        (ext([2**40, 2**40], "uint8", b"ab"), "impossible"),
        (ext([0, 2**63], "uint8", b""), "impossible"),
        (ext([1], "uint8", b"a", code=3), "a numpy scalar has the shape [1]"),
        (msgpack.ExtType(1, msgpack.packb([[2], "uint8", b"ab"]) + b"\0"), "its extension value 1 bytes later"),
        (msgpack.ExtType(1, msgpack.packb([[2], "uint8", b"ab"])[:-1]), "truncated"),
        (msgpack.ExtType(1, b""), "truncated"),
    ],
)
def test_refuses_malformed_arrays(value: object, reason: str, tmp_path: Path) -> None:
    message = refusal(tmp_path, {"layer": {"kernel": value}})
    assert message.startswith(": tensor 'layer.kernel': ")
    assert reason in message
    assert "of the file)" in message


@pytest.mark.parametrize("name", ["complex128", "int4", "float128", "object", "\xff"])
def test_refuses_dtypes_that_trivet_does_not_have(name: str, tmp_path: Path) -> None:
    message = refusal(tmp_path, {"a": ext([2], name, b"ab")}, UnsupportedFileError)
    assert "tensor 'a': unknown dtype" in message


FLAT = ext([2], "uint8", b"ab")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (chunked({"0": 3}, {"0": FLAT}), "2 elements together, its shape is [3]"),
        (chunked({"0": 2}, {"1": FLAT}), "not numbered from 0: '0' is missing"),
        (chunked({"1": 2}, {"0": FLAT}), "not numbered from 0"),
        (chunked({"0": 4}, {"0": FLAT, "1": ext([2], "int8", b"ab")}), "of one dtype"),
        (chunked({"0": 2}, {"0": ext([1, 2], "uint8", b"ab")}), "not flat arrays"),
        (chunked({"0": 0}, {}), "not flat arrays"),
        (chunked({"0": -2}, {"0": FLAT}), "is -2"),
        (chunked({"0": 2}, {"0": {"b": FLAT}}), "where an array is expected"),
        (chunked({"0": 2}, [FLAT]), "where a msgpack map is expected"),
        (chunked([2], {"0": FLAT}), "where a msgpack map is expected"),
        (chunked({str(axis): 1 for axis in range(33)}, {"0": ext([1], "uint8", b"a")}), "33 dimensions"),
        (chunked({"0": 2}, {"0": FLAT}, more=1), "must be the first of three keys"),
        ({"__msgpack_chunked_array__": True, "shape": {"0": 2}}, "must be the first of three keys"),
        ({"__msgpack_chunked_array__": True, "shape": {"0": 2}, "pieces": {}}, "no key 'pieces'"),
        ({"shape": None, "__msgpack_chunked_array__": True, "chunks": {"0": FLAT}}, "must be the first of three keys"),
        ({"__msgpack_chunked_array__": {}, "shape": {"0": 2}, "chunks": {"0": FLAT}}, "where a msgpack other"),
    ],
)
def test_refuses_malformed_chunked_arrays(value: object, reason: str, tmp_path: Path) -> None:
    message = refusal(tmp_path, {"layer": {"kernel": value}})
    assert message.startswith(": tensor 'layer.kernel")
    assert reason in message


def test_refuses_a_chunked_array_with_no_name(tmp_path: Path) -> None:
    assert "an inner map" in refusal(tmp_path, chunked({"0": 2}, {"0": FLAT}))


def test_refuses_a_chunk_twice(tmp_path: Path) -> None:
    twice = b"\x82" + (msgpack.packb("0") + msgpack.packb(FLAT)) * 2
    head = b"\x83" + msgpack.packb("__msgpack_chunked_array__") + b"\xc3"
    data = head + msgpack.packb("shape") + msgpack.packb({"0": 4}) + msgpack.packb("chunks") + twice
    assert "'0' appears twice" in refusal(tmp_path, b"\x81\xa1a" + data)


def test_refuses_more_values_than_any_checkpoint_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_VALUES", 1_000)
    assert "more or longer names" in refusal(tmp_path, {"a": [None] * 1_001})


def test_a_long_path_to_many_values_costs_no_more_than_the_file(tmp_path: Path) -> None:
    path = b"".join(b"\x81" + msgpack.packb("k" * 20_000) for _ in range(20))
    leaves = msgpack.packb({f"{number:04d}": None for number in range(9_999)})
    tracemalloc.start()
    try:
        assert "more or longer names" in refusal(tmp_path, path + leaves)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 120 * len(path + leaves)  # the names alone would be 4 GB, 8,000 times the file


def test_names_in_messages_are_those_of_the_tensor(tmp_path: Path) -> None:
    whole = {"encoder": [{"kernel": GOOD}, {"kernel": ext([9], "uint8", flat_bytes(np.zeros(3, np.uint8)).tobytes())}]}
    assert "tensor 'encoder.1.kernel': U8 [9]" in refusal(tmp_path, whole)
