"""The PyTorch container under random damage: it opens, or a TrivetError says why not; nothing else ever happens."""

import contextlib
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch_files as made
from hypothesis import given, settings
from hypothesis import strategies as st
from torch_refusals import in_part

from trivet.errors import TrivetError
from trivet.formats.storage import Storage
from trivet.formats.torch import TorchFormat
from trivet.formats.torch.interpret import interpret
from trivet.formats.torch.opcodes import HANDLERS
from trivet.formats.torch.storages import storage_finder

SAMPLES = Path(__file__).parents[2] / "golden" / "data" / "formats" / "torch"
FORMAT = TorchFormat()
FILES = {path.name: path.read_bytes() for path in sorted(SAMPLES.iterdir()) if path.suffix in (".bin", ".pt")}


def pickle_of(name: str) -> tuple[bytes, dict[str, bytes]]:
    with zipfile.ZipFile(SAMPLES / name) as archive:
        data = {entry: archive.read(entry) for entry in archive.namelist()}
    storages = {entry.rpartition("/")[2]: content for entry, content in data.items() if "/data/" in entry}
    return data["archive/data.pkl"], storages


PICKLES = {name: pickle_of(name) for name in ("dtypes.bin", "views.bin", "training.bin", "protocol_5.bin", "lazy.bin")}


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes with some changed, cut out, doubled or moved."""
    changed = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(changed) - 1)))
        length = draw(st.integers(0, 40))
        kind = draw(st.sampled_from(["set", "flip", "cut", "double", "insert", "end"]))
        if kind == "set":
            changed[at : at + length] = draw(st.sampled_from([b"\0", b"\xff", b"\x7f"])) * len(
                changed[at : at + length]
            )
        elif kind == "flip" and changed:
            changed[at] ^= 1 << draw(st.integers(0, 7))
        elif kind == "cut":
            del changed[at : at + length]
        elif kind == "double":
            changed[at:at] = changed[at : at + length]
        elif kind == "insert":
            changed[at:at] = draw(st.binary(max_size=12))
        else:
            del changed[max(0, len(changed) - length) :]
    return bytes(changed)


def survive(path: Path) -> None:
    """Open the file and, when that works, read every tensor of it; elsewhere it opens too, and gives the same."""
    try:
        catalog = FORMAT.open(path)
    except TrivetError:
        with contextlib.suppress(TrivetError):
            in_part(path)
        return
    if (elsewhere := in_part(path)) is not None:
        assert [replace(spec, extents=()) for spec in elsewhere.values()] == [
            replace(spec, extents=(), is_located=False) for spec in catalog.values()
        ]
    size, storage = path.stat().st_size, Storage()
    for spec in catalog.values():
        assert all(extent.offset >= 0 and extent.end <= size for extent in spec.extents)
        assert spec.nbytes <= max(100 * size, 16_000_000)
        try:
            raw = storage.raw(spec)
        except TrivetError:
            assert spec.via == "torch"  # only what is decoded can still turn out to be damaged
            continue
        if spec.strides is None:
            assert raw.nbytes == spec.nbytes
        if not spec.dtype.is_sub_byte:
            assert storage.array(spec).shape == spec.shape


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The storage asks for indirect tensors by the format's name, whether or not it is installed."""
    monkeypatch.setattr("trivet.formats.storage.format_named", {"torch": FORMAT}.__getitem__)


@pytest.mark.parametrize("name", FILES)
def test_the_undamaged_files_survive(name: str, tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(FILES[name])
    survive(tmp_path / "x.bin")


@settings(max_examples=400)
@given(data=st.data())
def test_damaged_files_are_opened_or_refused(data: st.DataObject, tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(data.draw(damaged(FILES[data.draw(st.sampled_from(sorted(FILES)))])))
    survive(path)


@settings(max_examples=400)
@given(data=st.data())
def test_damaged_pickles_in_sound_archives_are_opened_or_refused(data: st.DataObject, tmp_path: Path) -> None:
    pickle, storages = PICKLES[data.draw(st.sampled_from(sorted(PICKLES)))]
    survive(made.zip_file(tmp_path / "x.bin", data.draw(damaged(pickle)), storages, deflated=data.draw(st.booleans())))


# Fragments that random bytes would not hit upon.
FRAGMENTS = [bytes([code]) for code in HANDLERS] + [
    b"K\x01",
    b"X\x01\x00\x00\x00w",
    b"}q\x00",
    b"h\x00",
    bytes(made.storage()),
    bytes(made.tensor()),
    b"(K\x04t(K\x01t",
    *(
        bytes(made.named(name))
        for name in ("collections.OrderedDict", "torch.Size", "argparse.Namespace", "torch.float32")
    ),
    *(bytes(made.named(f"torch._utils._rebuild_{name}")) for name in ("tensor", "tensor_v2", "tensor_v3", "parameter")),
    bytes(made.named("torch._tensor._rebuild_from_type_v2")),
]


@settings(max_examples=400)
@given(parts=st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.binary(max_size=3)), max_size=40))
def test_random_opcodes_are_interpreted_or_refused(parts: list[bytes]) -> None:
    def find(persistent_id: object) -> Any:
        return storage_finder(5, lambda storage: None)(persistent_id)

    try:
        interpret(b"".join(parts) + b".", 0, path=Path("x"), find_storage=find)
    except TrivetError:
        return


tensors = st.fixed_dictionaries(
    {
        "shape": st.lists(st.integers(-1, 5) | st.just(2**62), max_size=4),
        "strides": st.lists(st.integers(-1, 7) | st.just(2**62), max_size=4),
        "offset": st.integers(-2, 12),
    }
)


@given(tensor=tensors)
def test_any_window_on_a_storage_is_read_as_numpy_reads_it_or_refused(tensor: dict[str, Any], tmp_path: Path) -> None:
    values = np.arange(12, dtype="<f4")
    shape, strides = tuple(tensor["shape"]), tuple(tensor["strides"])
    window = made.rebuilt(made.storage("0", 12), shape, strides, tensor["offset"])
    path = made.zip_file(tmp_path / "x.bin", {"w": window}, {"0": values.tobytes()})
    try:
        spec = FORMAT.open(path)["w"]
    except TrivetError:
        return
    array = Storage().array(spec)
    assert array.shape == shape
    for index in np.ndindex(shape):
        at = tensor["offset"] + sum(place * stride for place, stride in zip(index, strides, strict=True))
        assert array[index] == values[at]
