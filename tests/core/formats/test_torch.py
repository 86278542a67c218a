"""The PyTorch container as torch itself writes it: every tensor of every sample reads as torch reads it."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch_files as made

from trivet.dtypes import DType, parse_dtype
from trivet.errors import CorruptFileError, SourceNotFoundError
from trivet.formats.protocols import Format, IndirectFormat
from trivet.formats.safetensors import SafetensorsFormat
from trivet.formats.storage import Storage
from trivet.formats.torch import TorchFormat
from trivet.tensors import Catalog, TensorSpec

DATA = Path(__file__).parents[2] / "golden" / "data"
SAMPLES = DATA / "formats" / "torch"
EXPECTED: dict[str, Any] = json.loads((SAMPLES / "expected.json").read_text())
FORMAT = TorchFormat()


def elements(spec: TensorSpec) -> bytes:
    """The elements in C order, little-endian, by whichever way the spec says."""
    if spec.via is not None:
        return FORMAT.read(spec).tobytes()
    if spec.dtype.is_sub_byte:
        return Storage().raw(spec).tobytes()
    return np.ascontiguousarray(Storage().array(spec)).tobytes()


def open_made(path: Path, value: object, data: bytes = np.arange(4, dtype="<f4").tobytes(), **options: Any) -> Catalog:
    return FORMAT.open(made.zip_file(path, value, {"0": data}, **options))


def test_is_a_format_that_is_asked_for_indirect_tensors() -> None:
    assert isinstance(FORMAT, Format)
    assert isinstance(FORMAT, IndirectFormat)


@pytest.mark.parametrize("file", EXPECTED)
def test_reads_every_tensor_as_torch_does(file: str) -> None:
    catalog = FORMAT.open(SAMPLES / file)
    expected = EXPECTED[file]["tensors"]
    assert set(catalog) == set(expected)
    for name, wanted in expected.items():
        spec = catalog[name]
        if wanted["dtype"] == "float4_e2m1fn_x2":  # torch counts pairs
            assert (spec.dtype, spec.shape) == (DType.F4, (*wanted["shape"][:-1], 2 * wanted["shape"][-1]))
        else:
            assert (spec.dtype, spec.shape) == (parse_dtype(wanted["dtype"]), tuple(wanted["shape"]))
        assert elements(spec).hex() == wanted["data"], name


@pytest.mark.parametrize("file", EXPECTED)
def test_recognises_its_files_by_their_first_bytes(file: str) -> None:
    assert FORMAT.sniff(SAMPLES / file)


def test_does_not_claim_other_containers(tmp_path: Path) -> None:
    np.savez(tmp_path / "x.npz", a=np.zeros(2))
    assert not FORMAT.sniff(tmp_path / "x.npz")
    (tmp_path / "empty").touch()
    assert not FORMAT.sniff(tmp_path / "empty")


@pytest.mark.parametrize("head", sorted(path.name for path in (DATA / "bert").iterdir() if path.is_dir()))
def test_reads_a_bert_checkpoint_as_its_safetensors_twin(head: str) -> None:
    folder = DATA / "bert" / head / "pt"
    catalog = FORMAT.open(folder / "pytorch_model.bin")
    twin = SafetensorsFormat().open(folder / "model.safetensors")
    assert set(twin) <= set(catalog)
    storage = Storage()
    for name, spec in twin.items():
        assert (catalog[name].dtype, catalog[name].shape) == (spec.dtype, spec.shape)
        assert storage.raw(catalog[name]).tobytes() == storage.raw(spec).tobytes()
    for name in set(catalog) - set(twin):  # safetensors holds a tied tensor once
        assert any(catalog[name].extents == catalog[other].extents for other in twin)


def test_lists_tensors_in_file_order() -> None:
    catalog = FORMAT.open(SAMPLES / "views_legacy.bin")
    offsets = [spec.offset for spec in catalog.values()]
    assert offsets == sorted(offsets)
    assert catalog.files == (str(SAMPLES / "views_legacy.bin"),)


@pytest.mark.parametrize("file", ["views.bin", "views_legacy.bin"])
def test_ties_share_extents_and_views_lie_inside_them(file: str) -> None:
    catalog = FORMAT.open(SAMPLES / file)
    base = catalog["base"]
    assert catalog["tied"].extents == base.extents
    assert catalog["tied"].strides is None
    (run,) = base.extents
    for name in ("rows", "column", "transposed", "block", "diagonal", "scalar_in_a_storage", "parameter"):
        (view,) = catalog[name].extents
        assert run.offset <= view.offset
        assert view.end <= run.end


@pytest.mark.parametrize(
    ("name", "strides"),
    [
        ("base", None),
        ("rows", None),
        ("transposed", (1, 6)),
        ("block", (6, 1)),
        ("every_other", (12, 3)),
        ("diagonal", (7,)),
        ("repeated", (0, 1)),
        ("one_axis", (6, 0)),
        ("scalar", None),
        ("empty", None),
    ],
)
def test_only_views_that_are_not_contiguous_have_strides(name: str, strides: tuple[int, ...] | None) -> None:
    assert FORMAT.open(SAMPLES / "views.bin")[name].strides == strides


def test_extents_cover_the_span_of_a_view_and_no_more() -> None:
    catalog = FORMAT.open(SAMPLES / "views.bin")
    assert catalog["block"].extents[0].nbytes == 4 * (6 + 2 + 1)
    assert catalog["repeated"].extents[0].nbytes == 4 * 6
    assert catalog["empty"].extents[0].nbytes == 0


def test_plain_tensors_are_mapped_not_read() -> None:
    catalog = FORMAT.open(SAMPLES / "dtypes.bin")
    assert {spec.via for spec in catalog.values()} == {None}
    array = Storage().array(catalog["float32"])
    assert array.base is not None


def test_zip_storages_are_aligned_as_torch_aligns_them() -> None:
    assert {spec.offset % 64 for spec in FORMAT.open(SAMPLES / "dtypes.bin").values()} == {0}


@pytest.mark.parametrize("file", ["big_endian.bin", "deflated.bin"])
def test_bytes_that_are_not_yet_the_tensors_come_through_the_format(file: str) -> None:
    catalog = FORMAT.open(SAMPLES / file)
    assert {(spec.via, spec.strides) for spec in catalog.values()} == {("torch", None)}


def test_lazy_conjugates_and_negatives_are_carried_out() -> None:
    catalog = FORMAT.open(SAMPLES / "lazy.bin")
    assert {spec.via for spec in catalog.values()} == {"torch"}


def test_big_endian_complex_numbers_and_bytes_are_swapped_by_component(tmp_path: Path) -> None:
    values = np.array([1 + 2j, 3 - 4j], dtype="<c8")
    data = values.view("<f4").astype(">f4").tobytes()
    state = {
        "c": made.rebuilt(made.storage("0", 2, "ComplexFloatStorage"), (2,), (1,)),
        "b": made.rebuilt(made.storage("1", 2, "ByteStorage"), (2,), (1,)),
    }
    path = made.zip_file(tmp_path / "x.bin", state, {"0": data, "1": b"\1\2"}, byteorder=b"big")
    catalog = FORMAT.open(path)
    assert FORMAT.read(catalog["c"]).tobytes() == values.tobytes()
    assert catalog["b"].via is None


def test_deflated_views_read_their_part_only(tmp_path: Path) -> None:
    values = np.arange(300_000, dtype="<f4")
    state = {
        "end": made.rebuilt(made.storage("0", values.size), (3,), (1,), values.size - 3),
        "strided": made.rebuilt(made.storage("0", values.size), (2, 2), (1, 100_000), 7),
    }
    catalog = FORMAT.open(made.zip_file(tmp_path / "x.bin", state, {"0": values.tobytes()}, deflated=True))
    assert FORMAT.read(catalog["end"]).tobytes() == values[-3:].tobytes()
    assert FORMAT.read(catalog["strided"]).view("<f4").tolist() == [7, 100_007, 8, 100_008]
    assert catalog["end"].extents == catalog["strided"].extents
    assert catalog["end"].extents[0].nbytes < values.nbytes


@pytest.mark.parametrize("element", ["torch.bfloat16", "torch.float8_e5m2", "torch.float8_e8m0fnu", "torch.bool"])
@pytest.mark.parametrize("deflated", [False, True])
def test_strides_work_for_element_types_that_numpy_does_not_know(element: str, deflated: bool, tmp_path: Path) -> None:
    dtype = parse_dtype(element)
    raw = np.arange(6, dtype=f"u{dtype.numpy.itemsize}") % 2
    source = made.storage("0", raw.nbytes, "UntypedStorage")
    state = {"w": made.call("torch._utils._rebuild_tensor_v3", source, 0, (3, 2), (1, 3), 0, 0, made.named(element))}
    spec = FORMAT.open(made.zip_file(tmp_path / "x.bin", state, {"0": raw.tobytes()}, deflated=deflated))["w"]
    assert spec.via == ("torch" if deflated else None)
    assert elements(spec) == raw.reshape(2, 3).T.tobytes()


def test_an_empty_tensor_of_a_deflated_storage_has_no_bytes(tmp_path: Path) -> None:
    state = {"w": made.rebuilt(made.storage(), (0, 3), (3, 1))}
    assert FORMAT.read(open_made(tmp_path / "x.bin", state, deflated=True)["w"]).size == 0


def test_reads_a_file_whose_name_is_gone_for_as_long_as_it_is_open(tmp_path: Path) -> None:
    catalog = open_made(tmp_path / "x.bin", {"w": made.tensor()}, deflated=True)
    spec = catalog["w"]
    (tmp_path / "x.bin").unlink()
    assert FORMAT.read(spec).size == spec.nbytes
    catalog.sources[0].let_go()
    with pytest.raises(SourceNotFoundError, match="the file has disappeared since its header was read"):
        FORMAT.read(spec)


def test_read_refuses_a_file_that_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    spec = open_made(path, {"w": made.tensor()}, deflated=True)["w"]
    made.zip_file(path, {"other": made.tensor()}, {"0": bytes(16)}, deflated=True)
    with pytest.raises(CorruptFileError, match="tensor 'w': the file was written to since its header was read"):
        FORMAT.read(spec)


def test_says_which_layout_the_file_has() -> None:
    assert FORMAT.open(SAMPLES / "views_legacy.bin").metadata == {"format": "pt", "layout": "legacy"}
    assert FORMAT.open(SAMPLES / "views.bin").metadata == {"format": "pt", "layout": "zip"}


@pytest.mark.parametrize("location", ["cuda:0", "cpu", "xla:1", "mps", ""])
def test_the_device_of_a_storage_says_nothing(location: str, tmp_path: Path) -> None:
    state = {"w": made.rebuilt(made.storage(location=location), (4,), (1,))}
    assert open_made(tmp_path / "x.bin", state)["w"].shape == (4,)


@pytest.mark.parametrize("kind", ["torch.FloatStorage", "torch.cuda.FloatStorage", "torch.storage.FloatStorage"])
def test_storage_classes_of_all_versions_are_known(kind: str, tmp_path: Path) -> None:
    state = {"w": made.rebuilt(made.storage(kind=kind), (4,), (1,))}
    assert open_made(tmp_path / "x.bin", state)["w"].dtype is DType.F32


def test_reads_legacy_storages_that_are_views_of_others(tmp_path: Path) -> None:
    view = made.storage("0", 6, view=(("1", 2, 3),))
    state = {
        "all": made.rebuilt(made.storage("0", 6, view=(None,)), (6,), (1,)),
        "part": made.rebuilt(view, (2,), (1,), 1),
    }
    data = np.arange(6, dtype="<f4").tobytes()
    catalog = FORMAT.open(made.legacy_file(tmp_path / "x.bin", state, {"0": (6, data)}))
    assert Storage().array(catalog["part"]).tolist() == [3, 4]
    assert catalog["part"].offset == catalog["all"].offset + 12


def test_a_storage_seen_as_two_dtypes_is_one_storage(tmp_path: Path) -> None:
    untyped = made.storage("0", 16, "torch.storage.UntypedStorage")
    hooks = made.call("collections.OrderedDict")
    bits = made.call(
        "torch._utils._rebuild_tensor_v3", untyped, 1, (3,), (1,), False, hooks, made.named("torch.uint32")
    )
    catalog = open_made(tmp_path / "x.bin", {"f": made.tensor(), "u": bits})
    assert catalog["u"].dtype is DType.U32
    assert catalog["u"].offset == catalog["f"].offset + 4


def test_reads_a_zip_in_which_all_sizes_are_64_bit(tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    made.zip64_file(path, {"w": made.tensor()}, {"0": bytes(range(16))})
    spec = FORMAT.open(path)["w"]
    assert Storage().raw(spec).tobytes() == bytes(range(16))


def test_reads_storages_beyond_four_gigabytes(tmp_path: Path) -> None:
    numel = 2**30 + 5
    path = tmp_path / "x.bin"
    state = {"big": made.tensor("0", numel), "after": made.tensor("1", 4)}
    made.zip64_file(path, state, {"0": 4 * numel, "1": bytes(range(16))})
    catalog = FORMAT.open(path)
    assert catalog["big"].nbytes == 4 * numel
    assert catalog["after"].offset > 2**32
    with path.open("rb") as file:
        file.seek(catalog["after"].offset)
        assert file.read(16) == bytes(range(16))
