"""Files that lie: the safetensors reader refuses each with what is wrong and where, before it reads a tensor."""

import json
import struct
from pathlib import Path
from typing import Any

import pytest
from checkpoints import entry, raw_file

from trivet.errors import CorruptFileError, SourceNotFoundError, TrivetError
from trivet.formats.registry import open_file
from trivet.formats.safetensors import MAX_HEADER, SafetensorsFormat

GOOD = {"a": entry("F32", [2], 0, 8), "b": entry("U8", [3], 8, 11)}
DATA = bytes(range(11))


def refusal(path: Path) -> str:
    with pytest.raises(CorruptFileError) as caught:
        SafetensorsFormat().open(path)
    assert caught.value.path == path
    return str(caught.value)


def refusal_of(tmp_path: Path, header: object, data: bytes = DATA, **options: Any) -> str:
    return refusal(raw_file(tmp_path / "x.safetensors", header, data, **options)).replace(str(tmp_path), "")


def test_opens_the_file_that_the_hostile_ones_are_made_from(tmp_path: Path) -> None:
    catalog = SafetensorsFormat().open(raw_file(tmp_path / "x.safetensors", GOOD, DATA))
    assert [(spec.name, spec.nbytes) for spec in catalog.values()] == [("a", 8), ("b", 3)]


def test_refuses_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match=r"x\.safetensors: there is no such file"):
        SafetensorsFormat().open(tmp_path / "x.safetensors")


def test_refuses_folder_with_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.safetensors").mkdir()
    assert refusal(tmp_path / "x.safetensors").endswith("is a folder, not a file")
    with pytest.raises(SourceNotFoundError):
        open_file(tmp_path / "x.safetensors")


@pytest.mark.parametrize("size", range(8))
def test_refuses_file_too_short_for_a_header_length(size: int, tmp_path: Path) -> None:
    path = tmp_path / "x.safetensors"
    path.write_bytes(b"\x02" * size)
    assert refusal(path) == f"{path}: has {size} bytes; a safetensors file starts with an 8-byte header length"


def test_refuses_header_longer_than_the_file(tmp_path: Path) -> None:
    path = raw_file(tmp_path / "x.safetensors", GOOD, DATA, length=5000)
    size = path.stat().st_size
    assert refusal(path) == f"{path}: declares a header through byte 5008, but the file has {size}"


@pytest.mark.parametrize("length", [MAX_HEADER + 1, 2**63, 2**64 - 1])
def test_refuses_header_beyond_the_limit(length: int, tmp_path: Path) -> None:
    message = refusal_of(tmp_path, GOOD, length=length)
    assert message == f"/x.safetensors: declares a header of {length} bytes; at most 100000000 are allowed"


def test_limit_of_the_header_is_allowed_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trivet.formats.safetensors.MAX_HEADER", 1000)
    path = raw_file(tmp_path / "x.safetensors", b"{}" + b" " * 998)
    assert not SafetensorsFormat().open(path)
    assert "at most 1000 are allowed" in refusal(raw_file(path, b"{}" + b" " * 999))


@pytest.mark.parametrize("text", [b"", b"{", b"nonsense", b'{"a": }', b"\xff\xfe{}", b'{"a":1}}', b"\x00" * 8])
def test_refuses_header_that_is_not_json(text: bytes, tmp_path: Path) -> None:
    assert "the header is not valid JSON" in refusal_of(tmp_path, text, b"")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
def test_refuses_header_that_is_not_utf8(encoding: str, tmp_path: Path) -> None:
    assert "the header is not valid JSON" in refusal_of(tmp_path, json.dumps(GOOD).encode(encoding))


@pytest.mark.parametrize(
    "text", [b'{"\xed\xa0\x80": {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]}}', b'{"\\ud800": {}}']
)
def test_refuses_names_that_are_not_unicode(text: bytes, tmp_path: Path) -> None:
    message = refusal_of(tmp_path, text, b"")
    assert "not valid JSON" in message or "the header has a name or text that is not Unicode" in message
    assert message.isprintable()


def test_refuses_metadata_that_is_not_unicode(tmp_path: Path) -> None:
    header = b'{"__metadata__": {"a": "\\udfff"}}'
    assert "the header has a name or text that is not Unicode" in refusal_of(tmp_path, header, b"")


@pytest.mark.parametrize(("text", "kind"), [(b"[]", "list"), (b"null", "NoneType"), (b"7", "int"), (b'"a"', "str")])
def test_refuses_header_that_is_not_an_object(text: bytes, kind: str, tmp_path: Path) -> None:
    assert refusal_of(tmp_path, text, b"") == f"/x.safetensors: the header is a JSON {kind}, not an object"


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_refuses_json_nested_a_hundred_thousand_deep(opening: bytes, tmp_path: Path) -> None:
    assert "the header is not valid JSON" in refusal_of(tmp_path, b'{"a":' + opening * 100_000, b"")


def test_refuses_duplicate_names(tmp_path: Path) -> None:
    one = json.dumps(entry("U8", [1], 0, 1))
    text = f'{{"a": {one}, "b": {one}, "a": {one}}}'.encode()
    assert refusal_of(tmp_path, text, b"0") == "/x.safetensors: tensor 'a': the header names it twice"


def test_refuses_overlapping_tensors(tmp_path: Path) -> None:
    header = {"a": entry("U8", [6], 0, 6), "b": entry("U8", [5], 4, 9)}
    message = refusal_of(tmp_path, header, DATA[:9])
    start = 8 + len(json.dumps(header))
    assert message == (
        f"/x.safetensors: tensor 'b': overlaps the tensor before it: it starts at byte {start + 4} of the file, the "
        f"tensor before it ends at {start + 6}"
    )


def test_refuses_two_tensors_over_the_same_bytes(tmp_path: Path) -> None:
    header = {"a": entry("U8", [11], 0, 11), "b": entry("U8", [11], 0, 11)}
    assert "tensor 'b': overlaps the tensor before it" in refusal_of(tmp_path, header)


def test_refuses_holes(tmp_path: Path) -> None:
    header = {"a": entry("U8", [4], 0, 4), "b": entry("U8", [5], 6, 11)}
    assert "tensor 'b': leaves a hole before it" in refusal_of(tmp_path, header)
    assert "tensor 'b': leaves a hole before it" in refusal_of(tmp_path, {"b": entry("U8", [5], 6, 11)})


def test_empty_tensors_may_lie_between_others(tmp_path: Path) -> None:
    header = {"a": entry("U8", [4], 0, 4), "none": entry("F32", [0, 7], 4, 4), "b": entry("U8", [7], 4, 11)}
    assert set(SafetensorsFormat().open(raw_file(tmp_path / "x.safetensors", header, DATA))) == {"a", "none", "b"}


def test_refuses_tensor_outside_the_file(tmp_path: Path) -> None:
    message = refusal_of(tmp_path, {**GOOD, "c": entry("U8", [9], 11, 20)})
    assert message == (
        "/x.safetensors: tensor 'c': its bytes lie outside the file, which has 203 bytes where its header describes 212: "
        "it was cut short. Fetch or write it again"
    )


def test_refuses_truncated_data(tmp_path: Path) -> None:
    assert "tensor 'b': its bytes lie outside the file" in refusal_of(tmp_path, GOOD, DATA[:-1])


def test_refuses_data_after_the_last_tensor(tmp_path: Path) -> None:
    path = raw_file(tmp_path / "x.safetensors", GOOD, DATA + b"more")
    size = path.stat().st_size
    assert refusal(path) == f"{path}: the header declares data through byte {size - 4}, but the file has {size}"


def test_refuses_end_before_begin(tmp_path: Path) -> None:
    assert "tensor 'b'" in refusal_of(tmp_path, {"a": GOOD["a"], "b": entry("U8", [3], 11, 8)})


@pytest.mark.parametrize(
    ("dtype", "shape", "nbytes", "size"),
    [("F32", [3], 11, "takes 12 bytes"), ("U8", [2, 5], 11, "takes 10 bytes"), ("F4", [5], 11, "takes 20 bits")],
)
def test_refuses_byte_count_that_the_shape_does_not_take(
    dtype: str, shape: list[int], nbytes: int, size: str, tmp_path: Path
) -> None:
    message = refusal_of(tmp_path, {"a": entry(dtype, shape, 0, nbytes)})
    assert message == f"/x.safetensors: tensor 'a': {dtype} {shape} {size}, but its data_offsets span {nbytes} bytes"


@pytest.mark.parametrize(
    "bad", [-1, True, 1.0, 1e30, "1", None, [1], float("nan"), float("inf")], ids=lambda value: repr(value)
)
@pytest.mark.parametrize("place", ["shape", "begin", "end"])
def test_refuses_sizes_that_are_not_counts(bad: object, place: str, tmp_path: Path) -> None:
    header = {"a": entry("U8", [bad if place == "shape" else 1], 0, 1)}
    if place != "shape":
        header["a"]["data_offsets"] = [bad, 1] if place == "begin" else [0, bad]
    assert "tensor 'a': shape and data_offsets must be non-negative integers below 2**63" in refusal_of(
        tmp_path, header, b"0"
    )


@pytest.mark.parametrize(
    "shape",
    [[2**63], [2**64 + 1], [10**400], [2**31, 2**31, 2**31], [10**4000] * 20, [1, 10**5000], [3] * 30_000],
    ids=["63 bits", "64 bits", "past float", "product", "many", "past int parsing", "many axes"],
)
def test_refuses_huge_shapes(shape: list[int], tmp_path: Path) -> None:
    numbers = ",".join("1" + "0" * 5000 if number == 10**5000 else str(number) for number in shape)
    text = f'{{"a":{{"dtype":"F32","shape":[{numbers}],"data_offsets":[0,11]}}}}'.encode()
    assert len(refusal_of(tmp_path, text)) < 1000


@pytest.mark.parametrize("shape", [[0, 2**63], [0, 2**40, 2**40], [2**62, 2**62, 0]])
def test_refuses_empty_shapes_that_no_array_can_have(shape: list[int], tmp_path: Path) -> None:
    assert "tensor 'a'" in refusal_of(tmp_path, {"a": entry("F32", shape, 0, 0)}, b"")


def test_refuses_more_axes_than_an_array_can_have(tmp_path: Path) -> None:
    message = refusal_of(tmp_path, {"a": entry("U8", [1] * 33, 0, 1)}, b"0")
    assert message == "/x.safetensors: tensor 'a': has 33 axes; at most 32 are allowed"
    assert SafetensorsFormat().open(raw_file(tmp_path / "y.safetensors", {"a": entry("U8", [1] * 32, 0, 1)}, b"0"))


@pytest.mark.parametrize("dtype", ["F33", "f32", "", None, 5, ["F32"], {"F32": 1}], ids=repr)
def test_refuses_unknown_dtype(dtype: object, tmp_path: Path) -> None:
    message = refusal_of(tmp_path, {"a": entry(dtype, [2], 0, 8)}, DATA[:8])
    assert message == f"/x.safetensors: tensor 'a': unknown dtype {dtype!r}"


@pytest.mark.parametrize(
    "bad",
    [
        None,
        [],
        "F32",
        {},
        {"dtype": "F32"},
        {"dtype": "F32", "shape": [2]},
        {"dtype": "F32", "shape": [2], "data_offsets": None},
        {"dtype": "F32", "shape": [2], "data_offsets": [0]},
        {"dtype": "F32", "shape": [2], "data_offsets": [0, 4, 8]},
        {"dtype": "F32", "shape": 2, "data_offsets": [0, 8]},
        {"dtype": "F32", "shape": {"0": 2}, "data_offsets": [0, 8]},
        {"dtype": "F32", "shape": [2], "data_offsets": "08"},
    ],
    ids=repr,
)
def test_refuses_entries_of_another_form(bad: object, tmp_path: Path) -> None:
    assert "tensor 'a'" in refusal_of(tmp_path, {"a": bad}, DATA[:8])


@pytest.mark.parametrize("metadata", [[], "pt", 3, None, {"format": 1}, {"format": None}, {"a": {"b": "c"}}])
def test_refuses_metadata_that_is_not_of_strings(metadata: object, tmp_path: Path) -> None:
    message = refusal_of(tmp_path, {"__metadata__": metadata, **GOOD})
    assert message == "/x.safetensors: the header's __metadata__ is not an object of strings"


def test_every_cut_of_a_file_is_refused(tmp_path: Path) -> None:
    path = raw_file(tmp_path / "x.safetensors", GOOD, DATA)
    whole = path.read_bytes()
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        with pytest.raises(TrivetError):
            SafetensorsFormat().open(path)


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (struct.pack("<Q", 2) + b"{}", True),
        (struct.pack("<Q", MAX_HEADER) + b"{", True),
        (struct.pack("<Q", MAX_HEADER + 1) + b"{", False),
        (struct.pack("<Q", 2) + b"[]", False),
        (b"PK\x03\x04 and so on", False),
        (b"", False),
    ],
)
def test_recognises_the_format_by_its_first_bytes(content: bytes, seen: bool, tmp_path: Path) -> None:
    (tmp_path / "unnamed").write_bytes(content)
    assert SafetensorsFormat().sniff(tmp_path / "unnamed") is seen


def test_opens_a_file_without_the_suffix_by_its_first_bytes(tmp_path: Path) -> None:
    assert set(open_file(raw_file(tmp_path / "blob", GOOD, DATA))) == {"a", "b"}


def test_refuses_file_of_no_known_format(tmp_path: Path) -> None:
    (tmp_path / "blob").write_bytes(b"plain text, not weights")
    with pytest.raises(CorruptFileError, match=r"blob: is not in any installed format \(.*safetensors.*\)"):
        open_file(tmp_path / "blob")
