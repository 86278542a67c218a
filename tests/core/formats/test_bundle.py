"""What TensorFlow wrote is read: by name and by object graph, in one data file and several, checksums included."""

import json
from pathlib import Path

import bundle_files as made
import format_samples as samples
import numpy as np
import pytest
from entries import expected, read
from hypothesis import given
from hypothesis import strategies as st

from golden_data import Case
from trivet.errors import CorruptFileError, MissingShardError, SourceNotFoundError
from trivet.formats.bundle import BundleFormat
from trivet.formats.bundle.entries import piece_key
from trivet.formats.protocols import WritableFormat
from trivet.formats.safetensors import SafetensorsFormat
from trivet.tensors import Catalog
from trivet.testing import FormatContract

SAMPLES = Path(__file__).parents[2] / "golden" / "data" / "formats" / "bundle"
INDEXES = sorted(SAMPLES.glob("*/*.index"))
FORMAT = BundleFormat()


class TestContract(FormatContract):
    def make_format(self) -> BundleFormat:
        return FORMAT

    def make_sample(self, folder: Path) -> tuple[Path, dict[str, np.ndarray]]:
        arrays = {"a": np.arange(6, dtype=np.float32).reshape(2, 3), "b": np.ones(3, np.float32)}
        items, data = [], b""
        for name, array in arrays.items():
            items.append((name.encode(), made.entry(array.shape, len(data), array.tobytes())))
            data += array.tobytes()
        for prefix in ("cut-", "broken-"):  # the contract breaks copies of the index under these names
            (folder / f"{prefix}model.ckpt{made.SUFFIX}").write_bytes(data)
        return made.write_bundle(folder, items, data), arrays


def opened(name: str) -> Catalog:
    return FORMAT.open(SAMPLES / name)


def skipped(catalog: Catalog) -> list[str]:
    return json.loads(catalog.metadata["skipped"])


def test_reads_googles_names_and_skips_the_optimizer(tmp_path: Path) -> None:
    catalog = opened("named/model.ckpt.index")
    assert read(FORMAT, catalog) == expected(samples.NAMED)
    assert skipped(catalog) == sorted(samples.NAMED_SKIPPED)
    assert all(spec.via is None for spec in catalog.values())


def test_reads_every_dtype() -> None:
    catalog = opened("dtypes/model.ckpt.index")
    assert read(FORMAT, catalog) == expected(samples.BUNDLE_DTYPES)
    assert "skipped" not in catalog.metadata


def test_reads_what_keras_saved_under_the_names_of_safetensors() -> None:
    safe = SafetensorsFormat().open(Case("BertModel").checkpoint("tensorflow") / "model.safetensors")
    catalog = read(FORMAT, opened("bert/model.ckpt.index"))
    assert {f"{name}:0": value for name, value in catalog.items()} == read(SafetensorsFormat(), safe)


@pytest.mark.parametrize("folder", ["trained", "trained_with_slots"])
@pytest.mark.parametrize("name", ["model.ckpt.index", "whole.index"])
def test_reads_a_trained_model_without_its_training_state(folder: str, name: str) -> None:
    catalog = opened(f"{folder}/{name}")
    assert read(FORMAT, catalog) == expected(samples.TRAINED)
    assert all("optimizer" in key.split("/") or key.startswith("save_counter") for key in skipped(catalog))
    assert len(skipped(catalog)) == (14 if folder == "trained" else 17)


def test_reads_pieces_in_one_data_file_as_extents() -> None:
    catalog = opened("partitioned/model.ckpt.index")
    assert read(FORMAT, catalog) == expected(samples.PARTITIONED)
    assert {name: (len(spec.extents), spec.via) for name, spec in catalog.items()} == {
        "rows": (3, None),
        "columns": (0, "tensorflow_checkpoint"),  # cut across its rows
        "here/kernel": (1, None),
        "there/kernel": (1, None),
    }


def test_reads_several_data_files() -> None:
    catalog = opened("sharded/model.ckpt.index")
    assert read(FORMAT, catalog) == expected(samples.PARTITIONED)
    assert len(catalog.files) == 3
    assert {Path(spec.file).name for spec in catalog.values()} == {
        f"model.ckpt.data-0000{number}-of-00003" for number in range(3)
    }


def test_reads_pieces_that_lie_in_several_data_files(tmp_path: Path) -> None:
    parts = [np.full((2, 3), number, np.float32) for number in range(3)]
    pieces = [((2 * number, 2), (0, 3)) for number in range(3)]
    items = [
        (key(b"table", piece), made.entry((2, 3), 0, part.tobytes(), shard=number))
        for number, (piece, part) in enumerate(zip(pieces, parts, strict=True))
    ]
    items.append((b"table", made.entry((6, 3), 0, b"", pieces=pieces)))
    path = made.write_bundle(tmp_path, items, None, head=made.header(3))
    for number, part in enumerate(parts):
        (tmp_path / f"model.ckpt.data-0000{number}-of-00003").write_bytes(part.tobytes())
    catalog = FORMAT.open(path)
    assert catalog["table"].via == "tensorflow_checkpoint"
    assert read(FORMAT, catalog)["table"] == ("float32", (6, 3), np.concatenate(parts).tobytes())
    FORMAT.verify(path)


def test_reads_pieces_that_declare_whole_axes(tmp_path: Path) -> None:
    array = np.arange(12, dtype=np.uint8).reshape(4, 3)
    pieces = [((0, 2), (0, -1)), ((2, 2), (0, -1))]
    items = [
        (key(b"v", piece), made.entry((2, 3), 6 * number, array[2 * number :][:2].tobytes(), dtype=4))
        for number, piece in enumerate(pieces)
    ]
    items.append((b"v", made.entry((4, 3), 0, b"", dtype=4, pieces=pieces)))
    catalog = FORMAT.open(made.write_bundle(tmp_path, items, array.tobytes()))
    assert read(FORMAT, catalog) == {"v": ("uint8", (4, 3), array.tobytes())}


def key(name: bytes, piece: tuple[tuple[int, int], ...]) -> bytes:
    """The key of a piece whose numbers are below 64."""
    return (
        b"\0" + name + b"\0\1\1" + bytes([len(piece), *((0x80 ^ number) & 0xFF for span in piece for number in span)])
    )


@pytest.mark.parametrize(
    ("number", "code"),
    [(0, "80"), (63, "bf"), (64, "c040"), (8_191, "dfff"), (8_192, "e02000"), (-1, "7f"), (-64, "40"), (-65, "3fbf")],
)
def test_numbers_in_keys_have_their_code(number: int, code: str) -> None:
    assert piece_key(b"", ((number, 0),)) == b"\0\0\1\1\1" + bytes.fromhex(code) + b"\x80"


@given(numbers=st.lists(st.integers(-(2**63), 2**63 - 1), min_size=2, max_size=20, unique=True))
def test_codes_of_numbers_sort_as_the_numbers_do(numbers: list[int]) -> None:
    assert sorted(numbers) == sorted(numbers, key=lambda number: piece_key(b"", ((number, 0),)))


def test_names_in_keys_are_escaped() -> None:
    assert piece_key(b"a\0b\xffc", ()) == b"\0a\0\xffb\xff\0c\0\1\0"


def test_reads_big_endian_tensors_through_the_format(tmp_path: Path) -> None:
    array = np.arange(6, dtype=">f4").reshape(2, 3)
    data = array.tobytes() + b"\1\2"
    items = [(b"a", made.entry((2, 3), 0, array.tobytes())), (b"b", made.entry((2,), 24, b"\1\2", dtype=4))]
    path = made.write_bundle(tmp_path, items, data, head=made.header(big_endian=1))
    catalog = FORMAT.open(path)
    assert {name: spec.via for name, spec in catalog.items()} == {"a": "tensorflow_checkpoint", "b": None}
    assert read(FORMAT, catalog)["a"] == ("float32", (2, 3), array.astype("<f4").tobytes())
    FORMAT.verify(path)


def test_slots_are_recognised_by_the_variable_they_lie_under(tmp_path: Path) -> None:
    names = [
        "w",
        "w/Adam",
        "w/Adam_1",
        "w_slot_vr",
        "other_slot_vr",
        "scope/x/Adam",
        "train/beta1_power",
        "global_step",
    ]
    items = [(name.encode(), made.entry((1,), number, b"x", dtype=4)) for number, name in enumerate(names)]
    catalog = FORMAT.open(made.write_bundle(tmp_path, sorted(items), bytes(8) + b"x" * 8))
    assert set(catalog) == {"w", "other_slot_vr", "scope/x/Adam"}
    assert set(skipped(catalog)) == {"w/Adam", "w/Adam_1", "w_slot_vr", "train/beta1_power", "global_step"}


def test_texts_are_skipped_and_listed(tmp_path: Path) -> None:
    items = [(b"label", made.entry((), 0, b"\1xxxxa", dtype=7)), (b"w", made.entry((1,), 6, b"x", dtype=4))]
    catalog = FORMAT.open(made.write_bundle(tmp_path, items, b"\1xxxxax"))
    assert (list(catalog), skipped(catalog)) == (["w"], ["label"])


GRAPH = b"_CHECKPOINTABLE_OBJECT_GRAPH"
VALUE = "/.ATTRIBUTES/VARIABLE_VALUE"


def graph_file(folder: Path, variables: dict[str, str]) -> Path:
    """A checkpoint by object graph: key without its ending → full name; each tensor is one byte."""
    nodes = b""
    for path, full_name in variables.items():
        attribute = made.field(1, b"VARIABLE_VALUE") + made.field(2, full_name.encode())
        nodes += made.field(1, made.field(2, attribute + made.field(3, (path + VALUE).encode())))
    length = len(nodes)
    lengths = made.masked(length.to_bytes(4, "little")).to_bytes(4, "little")
    stored = made.varint(length) + lengths + nodes
    graph = made.entry((), 0, length.to_bytes(4, "little") + lengths + nodes, dtype=7, nbytes=len(stored))
    items = {GRAPH: graph}
    for number, path in enumerate(variables):
        items[(path + VALUE).encode()] = made.entry((1,), len(stored) + number, b"x", dtype=4)
    return made.write_bundle(folder, sorted(items.items()), stored + b"x" * len(variables))


def test_names_of_an_object_graph_are_the_variables(tmp_path: Path) -> None:
    names = {
        "bert/a/kernel": "tf_bert_model/bert/a/kernel",
        "shared/w": "shared/shared/w",
        "model/shared/w": "model.shared/model.shared/w",
        "bias_layer/final_logits_bias": "final_logits_bias",
    }
    assert set(FORMAT.open(graph_file(tmp_path, names))) == {
        "bert/a/kernel",
        "shared/w",
        "model.shared/model.shared/w",
        "final_logits_bias",
    }


def test_variables_without_a_name_of_their_own_are_called_by_their_key(tmp_path: Path) -> None:
    names = {"a/x": "Variable", "b/x": "Variable", "c/x": "", "d/x": "own/name"}
    assert set(FORMAT.open(graph_file(tmp_path, names))) == {"a/x", "b/x", "c/x", "own/name"}


def test_a_key_that_is_another_variables_name_makes_all_go_by_key(tmp_path: Path) -> None:
    names = {"a": "b", "b": ""}
    assert set(FORMAT.open(graph_file(tmp_path, names))) == {f"a{VALUE}", f"b{VALUE}"}


@pytest.mark.parametrize("path", INDEXES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_checksums_of_tensorflow_are_confirmed(path: Path) -> None:
    FORMAT.verify(path)


@pytest.mark.parametrize("path", INDEXES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_changed_byte_fails_its_tensors_checksum(path: Path, tmp_path: Path) -> None:
    for file in path.parent.glob(f"{path.stem}.*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    catalog = FORMAT.open(tmp_path / path.name)
    spec = next(spec for spec in catalog.values() if spec.extents and spec.nbytes)
    data = bytearray(Path(spec.file).read_bytes())
    data[spec.extents[-1].end - 1] ^= 1
    Path(spec.file).write_bytes(data)
    with pytest.raises(CorruptFileError, match=f"{spec.name}.* do not match their checksums") as caught:
        FORMAT.verify(tmp_path / path.name)
    assert caught.value.tensor == spec.name


def test_verifying_names_every_tensor_that_fails(tmp_path: Path) -> None:
    items = [(bytes([letter]), made.entry((4,), 4 * n, b"good", dtype=4)) for n, letter in enumerate(b"abc")]
    path = made.write_bundle(tmp_path, items, b"baadgoodbaad")
    with pytest.raises(CorruptFileError, match=r"2 tensor\(s\) do not match their checksums: a, c"):
        FORMAT.verify(path)


def test_verifying_reports_progress() -> None:
    seen: list[tuple[int, int]] = []
    FORMAT.verify(SAMPLES / "sharded/model.ckpt.index", progress=lambda n, total: seen.append((n, total)))
    total = sum(spec.nbytes for spec in opened("sharded/model.ckpt.index").values())
    assert sum(n for n, _ in seen) == total
    assert {whole for _, whole in seen} == {total}


def test_missing_data_files_are_named_all_at_once(tmp_path: Path) -> None:
    (tmp_path / "model.ckpt.index").write_bytes((SAMPLES / "sharded/model.ckpt.index").read_bytes())
    with pytest.raises(MissingShardError) as caught:
        FORMAT.open(tmp_path / "model.ckpt.index")
    assert caught.value.missing == tuple(f"model.ckpt.data-0000{number}-of-00003" for number in range(3))


def test_a_missing_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match=r"absent\.index"):
        FORMAT.open(tmp_path / "absent.index")


def test_files_that_change_between_index_and_bytes_are_noticed(tmp_path: Path) -> None:
    for file in (SAMPLES / "partitioned").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    spec = FORMAT.open(tmp_path / "model.ckpt.index")["columns"]
    (tmp_path / f"model.ckpt{made.SUFFIX}").write_bytes(b"short")
    with pytest.raises(CorruptFileError):
        FORMAT.read(spec)
    made.write_bundle(tmp_path, [(b"columns", made.entry((1,), 0, b"x", dtype=4))], b"x")
    with pytest.raises(CorruptFileError, match="its bytes end at 48, the file now has 5"):
        FORMAT.read(spec)


def test_is_read_only() -> None:
    assert not isinstance(FORMAT, WritableFormat)


def test_recognises_an_index_by_its_end(tmp_path: Path) -> None:
    for path in SAMPLES.glob("*/*"):
        assert FORMAT.sniff(path) == (path.suffix == ".index")
    for framework in ("torch", "tensorflow", "flax"):
        assert not any(FORMAT.sniff(path) for path in Case("BertModel").checkpoint(framework).iterdir())
