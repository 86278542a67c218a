"""Files of the PyTorch container that lie about their tensors: each refused with what is wrong and where."""

from pathlib import Path
from typing import Any

import pytest
import torch_files as made
from torch_refusals import FORMAT, refusal

from trivet.errors import SourceNotFoundError, TrivetError

SAMPLES = Path(__file__).parents[2] / "golden" / "data" / "formats" / "torch"
SIXTEEN = bytes(range(16))
GOOD = {"w": made.tensor()}


def window(tmp_path: Path, *args: Any, **options: Any) -> str:
    """The refusal of a tensor `w` on a storage of four floats."""
    path = made.zip_file(tmp_path / "x.bin", {"w": made.rebuilt(made.storage(), *args, **options)}, {"0": SIXTEEN})
    return refusal(path)


def test_opens_the_files_that_the_hostile_ones_are_made_from(tmp_path: Path) -> None:
    assert list(FORMAT.open(made.zip_file(tmp_path / "x.bin", GOOD, {"0": SIXTEEN}))) == ["w"]
    state = {"w": made.tensor(legacy=True)}
    assert list(FORMAT.open(made.legacy_file(tmp_path / "x.bin", state, {"0": (4, SIXTEEN)}))) == ["w"]


def test_refuses_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match=r"x\.bin: there is no such file"):
        FORMAT.open(tmp_path / "x.bin")


def test_refuses_folder_with_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.bin").mkdir()
    assert refusal(tmp_path / "x.bin") == "is a folder, not a file"


@pytest.mark.parametrize("sample", ["big_endian.bin", "protocol_4_legacy.bin", "deflated.bin"])
def test_refuses_a_file_cut_off_at_any_byte(sample: str, tmp_path: Path) -> None:
    whole = (SAMPLES / sample).read_bytes()
    path = tmp_path / "x.bin"
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        with pytest.raises(TrivetError):
            FORMAT.open(path)


def test_says_that_a_zip_archive_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes((SAMPLES / "views.bin").read_bytes()[:-100])
    size = path.stat().st_size
    assert refusal(path) == f"is cut off: its {size} bytes do not end with the directory of a zip archive"


@pytest.mark.parametrize("sample", ["views.bin", "views_legacy.bin"])
def test_refuses_bytes_after_the_end(sample: str, tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes((SAMPLES / sample).read_bytes() + b"more")
    assert "bytes do not end with" in (message := refusal(path)) or "the storages end at byte" in message


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (((5,), (1,)), "needs bytes [0, 20) of its storage '0', which ends at 16"),
        (((4,), (1,), 1), "needs bytes [4, 20) of its storage '0', which ends at 16"),
        (((2, 2), (3, 1)), "needs bytes [0, 20) of its storage '0', which ends at 16"),
        (((1,), (1,), 2**60), f"needs bytes [{2**62}, {2**62 + 4}) of its storage"),
        (((2,), (2**62,)), f"needs bytes [0, {2**64 + 4}) of its storage"),
        (((4,), (1,), -1), "has a negative offset, length or stride"),
        (((4,), (-1,), 3), "has a negative offset, length or stride"),
        (((-4,), (1,)), "has a negative offset, length or stride"),
        (((2, 2), (1,)), "has 2 dimensions and 1 strides"),
        (((0, 2**62, 2**62), (1, 1, 1)), "has the impossible shape 0, "),
        (((2**40,), (0,)), f"repeats 4 bytes of the file until they are {2**42}"),
    ],
)
def test_refuses_tensors_that_leave_their_storage(args: Any, reason: str, tmp_path: Path) -> None:
    message = window(tmp_path, *args)
    assert message.startswith("tensor 'w': ")
    assert reason in message


@pytest.mark.parametrize(
    "args",
    [((4,), (1,)), ((3,), (1,), 1), ((2, 2), (2, 1)), ((1, 4), (2**62, 1)), ((0,), (1,), 9), ((1000,), (0,))],
)
def test_opens_the_twins_that_stay_inside(args: Any, tmp_path: Path) -> None:
    state = {"w": made.rebuilt(made.storage(), *args)}
    spec = FORMAT.open(made.zip_file(tmp_path / "x.bin", state, {"0": SIXTEEN}))["w"]
    assert spec.shape == args[0]
    assert spec.extents[0].end <= (tmp_path / "x.bin").stat().st_size


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (((1,) * 65, (1,) * 65), "a tensor's size has 65 dimensions; torch allows 64"),
        (((4.0,), (1,)), "a tensor's size holds something other than integers"),
        (((True,), (1,)), "a tensor's size holds something other than integers"),
        ((4, (1,)), "a tensor's size is not a tuple"),
        (((4,), None), "a tensor's strides is not a tuple"),
        (((4,), (1,), "0"), "a tensor's storage offset is not an integer"),
    ],
)
def test_refuses_tensors_that_are_described_with_other_things(args: Any, reason: str, tmp_path: Path) -> None:
    assert reason in window(tmp_path, *args)


@pytest.mark.parametrize(("kind", "mark"), [("FloatStorage", "conj"), ("IntStorage", "conj"), ("IntStorage", "neg")])
def test_refuses_marks_that_the_element_type_cannot_have(kind: str, mark: str, tmp_path: Path) -> None:
    state = {"w": made.rebuilt(made.storage(kind=kind), (4,), (1,), metadata={mark: True})}
    message = refusal(made.zip_file(tmp_path / "x.bin", state, {"0": SIXTEEN}))
    assert "32, but marked as lazily conjugated or negated" in message


def test_refuses_a_storage_of_two_to_the_sixty_bytes(tmp_path: Path) -> None:
    path = made.zip_file(tmp_path / "x.bin", {"w": made.tensor("0", 2**58)}, {"0": SIXTEEN})
    assert refusal(path).startswith(f"tensor 'w': its storage '0' is declared with {2**60} bytes, but has 16 at byte ")


@pytest.mark.parametrize("numel", [-1, 2**63, 2**2000, 4.0, True, None])
def test_refuses_a_storage_whose_length_is_not_a_count(numel: object, tmp_path: Path) -> None:
    path = made.zip_file(tmp_path / "x.bin", {"w": made.rebuilt(made.storage(numel=numel), (4,), (1,))}, {"0": SIXTEEN})
    assert "a storage without class, key or length" in refusal(path)


@pytest.mark.parametrize("pid", ["0", ("storage",), ("module", "a", "b", "c", 4), (1, 2, 3, 4, 5)])
def test_refuses_persistent_ids_that_are_not_storages(pid: object, tmp_path: Path) -> None:
    path = made.zip_file(tmp_path / "x.bin", {"w": made.Raw(made.encode(pid) + b"Q")})
    assert "a persistent id that is not a storage's" in refusal(path)


def test_refuses_a_storage_that_is_not_in_the_file(tmp_path: Path) -> None:
    path = made.zip_file(tmp_path / "x.bin", {"w": made.tensor("../../secret")}, {"0": SIXTEEN})
    assert refusal(path) == "tensor 'w': its storage '../../secret' is not in the file"


def test_refuses_a_storage_shorter_or_longer_than_declared(tmp_path: Path) -> None:
    for size in (12, 20):
        path = made.zip_file(tmp_path / "x.bin", GOOD, {"0": bytes(size)})
        assert f"is declared with 16 bytes, but has {size}" in refusal(path)


def test_refuses_a_name_that_is_not_unicode(tmp_path: Path) -> None:
    path = made.zip_file(tmp_path / "x.bin", {"w\udc80": made.tensor()}, {"0": SIXTEEN})
    assert refusal(path).endswith(r"'w\\udc80'" + '": its name is not valid Unicode text')


def test_refuses_a_name_that_is_there_twice(tmp_path: Path) -> None:
    state = made.Raw(b"}(" + (made.encode("w") + made.tensor()) * 2 + b"u")
    assert "a dict has the key 'w' twice" in refusal(made.zip_file(tmp_path / "x.bin", state, {"0": SIXTEEN}))
    pairs = made.call("collections.OrderedDict", [["w", made.tensor()], ["w", made.tensor()]])
    assert "a dict has the key 'w' twice" in refusal(made.zip_file(tmp_path / "x.bin", pairs, {"0": SIXTEEN}))
