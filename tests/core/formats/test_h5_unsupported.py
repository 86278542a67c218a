"""An `.h5` file that is sound, but reaches outside itself or is no Keras weights file, is refused, saying what it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import ml_dtypes
import numpy as np
import pytest
from h5_files import keras_file
from h5_refusals import FORMAT, NAME, PLAIN, edited, one, patched, refusal

from trivet.errors import UnsupportedFileError


def test_refuses_the_layout_of_newer_versions_and_says_what_to_do(tmp_path: Path) -> None:
    path = keras_file(tmp_path / "x.h5", {"layer": {NAME: PLAIN}}, libver="latest")
    assert "superblock version 3" in refusal(path, UnsupportedFileError)
    assert "rewrite it with libver='earliest'" in refusal(path, UnsupportedFileError)


@pytest.mark.parametrize("group", ["anything", "model_weights", "layers"])
def test_refuses_what_holds_no_weights_of_keras(group: str, tmp_path: Path) -> None:
    with h5py.File(tmp_path / "x.h5", "w", libver="earliest") as file:
        file.create_group(group)
    assert "holds no Keras weights" in refusal(tmp_path / "x.h5", UnsupportedFileError)


def test_refuses_soft_links(tmp_path: Path) -> None:
    def link(file: h5py.File) -> None:
        file["elsewhere"] = file["layer/m"]
        del file["layer/m"]
        file["layer/m"] = h5py.SoftLink("/elsewhere")

    assert "leads through a soft link" in refusal(edited(tmp_path, link), UnsupportedFileError)


def test_refuses_external_links(tmp_path: Path) -> None:
    keras_file(tmp_path / "other.h5", {"layer": {NAME: PLAIN}})

    def link(file: h5py.File) -> None:
        del file["layer/m"]
        file["layer/m"] = h5py.ExternalLink("other.h5", "/layer/m")

    assert "links in the newer form, which external links need" in refusal(edited(tmp_path, link), UnsupportedFileError)


def test_refuses_bytes_in_other_files(tmp_path: Path) -> None:
    (tmp_path / "raw").write_bytes(PLAIN.tobytes())
    path = one(tmp_path, shape=(1_000,), dtype="f4", external=[(str(tmp_path / "raw"), 0, 4_000)])
    message = refusal(path, UnsupportedFileError)
    assert "tensor 'layer/kernel:0': its bytes lie in other files" in message


def test_refuses_virtual_datasets(tmp_path: Path) -> None:
    keras_file(tmp_path / "other.h5", {"layer": {NAME: PLAIN}})
    path = one(tmp_path, data=PLAIN)
    layout = h5py.VirtualLayout((1_000,), "f4")
    layout[:] = h5py.VirtualSource(str(tmp_path / "other.h5"), f"layer/{NAME}", (1_000,))
    with h5py.File(path, "r+") as file:
        del file[f"layer/{NAME}"]
        file["layer"].create_virtual_dataset(NAME, layout)
    refusal(path, UnsupportedFileError)


@pytest.mark.parametrize("options", [{"compression": "lzf"}, {"fletcher32": True}, {"scaleoffset": 2}], ids=str)
def test_refuses_filters_that_are_not_read(options: dict[str, Any], tmp_path: Path) -> None:
    path = one(tmp_path, data=PLAIN, chunks=(100,), **options)
    assert "only gzip and shuffle" in refusal(path, UnsupportedFileError)


@pytest.mark.parametrize(
    "data",
    [
        np.zeros(3, np.complex64),
        np.zeros(3, [("a", "f4"), ("b", "i4")]),
        np.zeros(3, "S4"),
        np.array(["a", "b"], dtype=object),
        np.zeros(3, "V4"),
        np.zeros(3, h5py.enum_dtype({"A": 0, "B": 1}, basetype="i1")),
        np.zeros(3, np.longdouble),
    ],
    ids=lambda data: str(data.dtype),
)
def test_refuses_datatypes_that_no_tensor_has(data: np.ndarray, tmp_path: Path) -> None:
    options = {"dtype": h5py.string_dtype()} if data.dtype == object else {}
    path = one(tmp_path, data=data, **options)
    assert "its datatype is not one that tensors have" in refusal(path, UnsupportedFileError)


def odd_type(edit: Callable[[Any], object], base: Any = h5py.h5t.IEEE_F32LE) -> Any:
    made = base.copy()
    edit(made)
    return h5py.Datatype(made)


@pytest.mark.parametrize(
    "datatype",
    [
        odd_type(lambda kind: kind.set_precision(20), h5py.h5t.STD_I32LE),
        odd_type(lambda kind: kind.set_offset(1) if kind.set_precision(24) is None else 0, h5py.h5t.STD_U32LE),
        odd_type(lambda kind: kind.set_ebias(100)),
        odd_type(lambda kind: kind.set_fields(30, 22, 8, 0, 22)),
        odd_type(lambda kind: kind.set_norm(h5py.h5t.NORM_NONE)),
    ],
)
def test_refuses_numbers_that_are_not_laid_out_as_numpys(datatype: Any, tmp_path: Path) -> None:
    path = one(tmp_path, shape=(10,), dtype=datatype)
    assert "its datatype is not one that tensors have" in refusal(path, UnsupportedFileError)


def test_refuses_floats_that_do_not_begin_at_their_first_bit(tmp_path: Path) -> None:
    single = bytes.fromhex("11 20 1f 00 04 00 00 00 00 00 20 00 17 08 00 17 7f 00 00 00")
    path = patched(one(tmp_path, data=PLAIN), single, b"\1", skip=8)
    assert "its datatype is not one that tensors have" in refusal(path, UnsupportedFileError)


def test_reads_bfloat16_for_what_it_is(tmp_path: Path) -> None:
    def shrink(kind: Any) -> None:
        kind.set_fields(15, 7, 8, 0, 7)
        kind.set_precision(16)
        kind.set_size(2)

    path = one(tmp_path, shape=(10,), dtype=odd_type(shrink), data=np.arange(10, dtype=np.float32))
    spec = FORMAT.open(path)["layer/kernel:0"]
    assert spec.dtype.numpy == ml_dtypes.bfloat16
    assert path.read_bytes()[spec.offset :][: spec.nbytes] == np.arange(10).astype(ml_dtypes.bfloat16).tobytes()
