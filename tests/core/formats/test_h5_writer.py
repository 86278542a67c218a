"""What is written for Keras: the layout that `transformers` 4 loads by layer name, aligned, and the same every time."""

import itertools
from pathlib import Path

import h5py
import ml_dtypes
import numpy as np
import pytest
from entries import entries_of, read, write
from h5_files import flat_datasets, load_by_name, names_in, variables_by_layer

from golden_data import Case, heads
from trivet.dtypes import DType
from trivet.errors import ConversionError
from trivet.formats.h5 import H5Format
from trivet.formats.safetensors import SafetensorsFormat
from trivet.formats.storage import Storage
from trivet.progress import silent
from trivet.tensors.entry import ALIGNMENT, Entry

SHARDS = Path(__file__).parents[2] / "golden" / "data" / "formats" / "h5" / "shards"
FORMAT = H5Format()


def golden(head: str) -> dict[str, np.ndarray]:
    """The tensors of the head's safetensors file in the TensorFlow dialect."""
    catalog, storage = SafetensorsFormat().open(Case(head).checkpoint("tensorflow") / "model.safetensors"), Storage()
    return {name: storage.array(spec) for name, spec in catalog.items()}


@pytest.mark.parametrize("head", heads())
def test_transformers_finds_every_variable_of_every_head(head: str, tmp_path: Path) -> None:
    arrays = golden(head)
    path = write(FORMAT, tmp_path / "tf_model.h5", arrays, format="tf")
    layers = variables_by_layer(Case(head).checkpoint("tensorflow") / "tf_model.h5")
    model = {layer: variables for layer, variables in layers.items() if variables}  # dropout is a layer with none
    values, missing, unexpected = load_by_name(path, model)
    assert (missing, unexpected) == (set(), set())
    assert {name: value.tobytes() for name, value in values.items()} == {n: a.tobytes() for n, a in arrays.items()}


def test_the_loader_above_finds_nothing_amiss_in_the_golden_file() -> None:
    path = Case("BertForPreTraining").checkpoint("tensorflow") / "tf_model.h5"
    assert load_by_name(path, variables_by_layer(path))[1:] == (set(), set())


def test_the_loader_above_misses_shared_embeddings_that_are_stored_once(tmp_path: Path) -> None:
    model = {"base": ["base/embeddings:0"], "head": ["head/w:0", "base/embeddings:0"]}
    with h5py.File(tmp_path / "x.h5", "w") as file:
        file.attrs["layer_names"] = [b"base", b"head"]
        for layer, name in (("base", "m/base/embeddings:0"), ("head", "m/head/w:0")):
            file.create_group(layer).attrs["weight_names"] = [name.encode()]
            file[f"{layer}/{name}"] = np.ones(2)
    assert load_by_name(tmp_path / "x.h5", model)[1] == {"base/weight:0"}


@pytest.mark.parametrize("head", heads())
def test_reads_back_what_it_wrote(head: str, tmp_path: Path) -> None:
    arrays = golden(head)
    catalog = FORMAT.open(write(FORMAT, tmp_path / "tf_model.h5", arrays))
    assert read(FORMAT, catalog) == {n: (a.dtype.name, a.shape, a.tobytes()) for n, a in arrays.items()}
    assert all(spec.via is None for spec in catalog.values())
    assert "copies" not in catalog.metadata


def test_layers_are_those_of_transformers(tmp_path: Path) -> None:
    path = write(FORMAT, tmp_path / "tf_model.h5", golden("BertForPreTraining"))
    with h5py.File(path) as file:
        assert set(names_in(file, "layer_names")) == {"bert", "nsp___cls", "mlm___cls"}


def test_names_of_other_families_are_found_by_layer(tmp_path: Path) -> None:
    model = {
        "shared": ["shared/embeddings:0"],
        "decoder": ["shared/embeddings:0", "decoder/block_._0/layer_._0/SelfAttention/k/kernel:0"],
        "model": ["model.shared/embeddings:0", "model/encoder/layers.0/fc1/kernel:0"],
        "final_logits_bias": [""],
        "classifier": ["classifier/kernel:0"],
    }
    stored = [
        "shared/embeddings:0",
        "decoder/block_._0/layer_._0/SelfAttention/k/kernel:0",
        "model.shared/model.shared/embeddings:0",  # BART's shared table, named as `transformers` 4 does in safetensors
        "model/encoder/layers.0/fc1/kernel:0",
        "final_logits_bias:0",  # has no layer in its name, so that `transformers` 4 is left with an empty one
        "classifier/kernel:0",
    ]
    arrays = {name: np.full(3, number) for number, name in enumerate(stored)}
    path = write(FORMAT, tmp_path / "tf_model.h5", arrays)
    values, missing, unexpected = load_by_name(path, model)
    assert (missing, unexpected) == (set(), set())
    assert {name: value[0] for name, value in values.items()} == {
        "shared/embeddings:0": 0,
        "decoder/block_._0/layer_._0/SelfAttention/k/kernel:0": 1,
        "model.shared/embeddings:0": 2,
        "model/encoder/layers.0/fc1/kernel:0": 3,
        "": 4,
        "classifier/kernel:0": 5,
    }
    assert set(FORMAT.open(path)) == set(stored)


def test_shards_are_laid_out_as_transformers_lays_them_out(tmp_path: Path) -> None:
    for theirs in sorted(SHARDS.glob("*.h5")):
        expected = flat_datasets(theirs)
        ours = write(FORMAT, tmp_path / theirs.name, expected, format="tf")
        datasets = flat_datasets(ours)
        assert list(datasets) == list(expected)
        assert all(datasets[name].tobytes() == value.tobytes() for name, value in expected.items())
        assert read(FORMAT, FORMAT.open(ours)) == read(FORMAT, FORMAT.open(theirs))


@pytest.mark.parametrize("name", ["tf_model.h5", "tf_model-00001-of-00002.h5"])
def test_the_same_entries_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    files = []
    for number in range(2):
        (tmp_path / str(number)).mkdir()
        files.append(write(FORMAT, tmp_path / str(number) / name, golden("BertForMaskedLM"), format="tf").read_bytes())
    assert files[0] == files[1]


def test_tensors_that_can_be_aligned_are(tmp_path: Path) -> None:
    catalog = FORMAT.open(write(FORMAT, tmp_path / "tf_model.h5", golden("BertForPreTraining")))
    assert [spec.name for spec in catalog.values() if spec.nbytes >= ALIGNMENT and spec.offset % ALIGNMENT] == []


def test_links_take_no_space(tmp_path: Path) -> None:
    table = {"base/table/embeddings:0": np.zeros(100_000)}
    layers = {f"layer{number}/bias:0": np.zeros(2) for number in range(5)}
    path = write(FORMAT, tmp_path / "tf_model.h5", {**table, **layers})
    assert path.stat().st_size < 1.1 * 800_000


@pytest.mark.parametrize("name", ["tf_model.h5", "tf_model-00001-of-00002.h5"])
def test_long_lists_are_spread_as_keras_reads_them(name: str, tmp_path: Path) -> None:
    arrays = {f"layer/{number:04d}{'x' * 100}/kernel:0": np.full(1, number) for number in range(1_500)}
    path = write(FORMAT, tmp_path / name, arrays)
    with h5py.File(path) as file:
        holder, attribute = (file["layer"], "weight_names") if name == "tf_model.h5" else (file, "layer_names")
        assert attribute not in holder.attrs
        assert {f"{attribute}{number}" for number in range(3)} <= set(holder.attrs)
        assert max(holder.attrs[f"{attribute}{number}"].nbytes for number in range(3)) <= 64_512
        assert len(names_in(holder, attribute)) == 1_500
    assert set(FORMAT.open(path)) == set(arrays)


def test_states_the_version_of_keras(tmp_path: Path) -> None:
    path = write(FORMAT, tmp_path / "tf_model.h5", {"a/b:0": np.zeros(1)}, format="tf")
    assert FORMAT.open(path).metadata == {"backend": "tensorflow", "keras_version": "2.15.0", "format": "tf"}


@pytest.mark.parametrize("dtype", ["bool", "u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8"])
def test_writes_every_dtype_that_hdf5_has(dtype: str, tmp_path: Path) -> None:
    arrays = {f"a/{shape}:0": np.ones(shape, dtype) for shape in [(), (3,), (2, 3), (0, 2)]}
    path = write(FORMAT, tmp_path / "x.h5", arrays)
    assert read(FORMAT, FORMAT.open(path)) == {n: (a.dtype.name, a.shape, a.tobytes()) for n, a in arrays.items()}
    with h5py.File(path) as file:
        assert file["a/model/a/(2, 3):0"].dtype == np.dtype(dtype)


@pytest.mark.parametrize("dtype", [ml_dtypes.bfloat16, ml_dtypes.float8_e4m3fn, ml_dtypes.float8_e5m2, np.complex64])
def test_refuses_dtypes_that_hdf5_has_not_and_says_which_to_choose(dtype: type, tmp_path: Path) -> None:
    arrays = {"a/fine:0": np.zeros(1), "a/kernel:0": np.zeros(2, dtype)}
    with pytest.raises(ConversionError, match=r"a/kernel:0: h5 files cannot hold (BF16|F8|C64).* dtype: fp32"):
        write(FORMAT, tmp_path / "x.h5", arrays)
    assert not (tmp_path / "x.h5").exists()


@pytest.mark.parametrize("name", ["", "/a", "a/", "a//b", "a/./b", ".", "a\0b"])
def test_refuses_names_that_are_not_paths(name: str, tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="cannot be the path"):
        write(FORMAT, tmp_path / "x.h5", {name: np.zeros(1)})
    assert not (tmp_path / "x.h5").exists()


@pytest.mark.parametrize("flat", [True, False])
def test_refuses_a_tensor_inside_a_tensor(flat: bool, tmp_path: Path) -> None:
    path = tmp_path / ("x-00001-of-00002.h5" if flat else "x.h5")
    for names in itertools.permutations(["a/b", "a/b/c"]):
        with pytest.raises(ConversionError, match="leads through another tensor"):
            write(FORMAT, path, {name: np.zeros(1) for name in names})


def test_refuses_a_name_twice(tmp_path: Path) -> None:
    entries = entries_of({"a/b": np.zeros(1)}) * 2
    with pytest.raises(ConversionError, match="the same name"):
        FORMAT.write(tmp_path / "x.h5", entries, metadata={}, total=1, progress=silent)


def test_an_existing_file_is_not_written_over(tmp_path: Path) -> None:
    path = write(FORMAT, tmp_path / "x.h5", {"a/b": np.zeros(1)})
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        write(FORMAT, path, {"a/c": np.zeros(1)})
    assert path.read_bytes() == before


def test_progress_adds_up(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    entries = entries_of({"a/a": np.zeros(4, np.int8), "a/b": np.zeros(6, np.int8)})
    FORMAT.write(tmp_path / "x.h5", entries, metadata={}, total=10, progress=lambda n, total: seen.append((n, total)))
    assert seen == [(4, 10), (6, 10)]


def test_an_entry_of_another_size_than_declared_is_an_error(tmp_path: Path) -> None:
    entry = Entry("a/b", DType.F32, (2,), lambda: np.zeros(4, np.uint8))
    with pytest.raises(ValueError, match="fetched 4 bytes, declared 8"):
        FORMAT.write(tmp_path / "x.h5", [entry], metadata={}, total=8, progress=silent)
