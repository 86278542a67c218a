"""What Flax wrote is read: every kind of value, every dtype, chunks, shards, and nothing but headers."""

import json
from pathlib import Path

import format_samples as samples
import msgpack
import numpy as np
import pytest
from entries import expected, flat_bytes, read, write

from golden_data import Case, heads
from trivet.errors import SourceNotFoundError
from trivet.formats.msgpack import MsgpackFormat
from trivet.formats.safetensors import SafetensorsFormat
from trivet.formats.storage import Storage
from trivet.tensors import Catalog
from trivet.testing import FormatContract

SAMPLES = Path(__file__).parents[2] / "golden" / "data" / "formats" / "msgpack"
FORMAT = MsgpackFormat()


class TestContract(FormatContract):
    def make_format(self) -> MsgpackFormat:
        return FORMAT

    def make_sample(self, folder: Path) -> tuple[Path, dict[str, np.ndarray]]:
        arrays = {"a.kernel": np.arange(6.0).reshape(2, 3), "a.bias": np.ones(3, np.float16), "b": np.array(3, np.int8)}
        path = folder / "sample.msgpack"
        path.unlink(missing_ok=True)
        return write(FORMAT, path, arrays), arrays


@pytest.mark.parametrize("head", heads())
def test_reads_what_flax_wrote_of_every_head(head: str) -> None:
    folder = Case(head).checkpoint("flax")
    safe = SafetensorsFormat().open(folder / "model.safetensors")
    assert read(FORMAT, FORMAT.open(folder / "flax_model.msgpack")) == read(SafetensorsFormat(), safe)


def test_reads_every_dtype_list_and_scalar() -> None:
    catalog = FORMAT.open(SAMPLES / "values.msgpack")
    assert read(FORMAT, catalog) == expected(samples.MSGPACK)


def test_values_that_are_not_tensors_are_listed_as_skipped() -> None:
    catalog = FORMAT.open(SAMPLES / "values.msgpack")
    assert sorted(json.loads(catalog.metadata["skipped"])) == sorted(samples.MSGPACK_SKIPPED)


def test_a_file_of_tensors_alone_has_no_metadata() -> None:
    assert dict(FORMAT.open(Case("BertModel").checkpoint("flax") / "flax_model.msgpack").metadata) == {}


def test_reads_chunked_arrays_as_several_extents() -> None:
    catalog = FORMAT.open(SAMPLES / "chunked.msgpack")
    assert read(FORMAT, catalog) == expected(samples.CHUNKED)
    counts = {name: len(spec.extents) for name, spec in catalog.items()}
    assert counts == {"whole": 1, "split.even": 2, "split.rest": 3, "split.deep.bytes": 4}
    assert [extent.nbytes for extent in catalog["split.rest"].extents] == [64, 64, 26]


def test_reads_shards() -> None:
    parts = [FORMAT.open(path) for path in sorted((SAMPLES / "shards").glob("*.msgpack"))]
    assert len(parts) == 2
    safe = SafetensorsFormat().open(Case("BertModel").checkpoint("flax") / "model.safetensors")
    assert read(FORMAT, Catalog.joined(parts)) == read(SafetensorsFormat(), safe)


def test_names_of_a_shard_index_are_turned_into_catalog_names() -> None:
    index = json.loads((SAMPLES / "shards" / "flax_model.msgpack.index.json").read_text())
    placed = {FORMAT.index_name(name): file for name, file in index["weight_map"].items()}
    names = {}
    for path in (SAMPLES / "shards").glob("*.msgpack"):
        names |= dict.fromkeys(FORMAT.open(path), path.name)
    assert placed == names


def test_tensors_are_listed_in_file_order() -> None:
    specs = FORMAT.open(SAMPLES / "values.msgpack").values()
    offsets = [spec.offset for spec in specs]
    assert offsets == sorted(offsets)


def test_reads_heads_of_every_width(tmp_path: Path) -> None:
    long_key, many = "k" * 70_000, {f"{number:05d}": number for number in range(70_000)}
    value = {long_key: array(np.zeros(70_000, np.uint8)), "short": array(np.zeros(300, np.uint8)), "many": many}
    value["x" * 40] = {"y" * 300: array(np.ones((1,) * 16 + (2,), np.uint8))}
    value["z" * 40_000] = None
    value["wide"] = {str(number): None for number in range(20)}
    value["numbers"] = [0, -1, 127, 128, 255, 256, 65_536, 2**32, -33, -200, -40_000, -(2**40), 1.5, b"x" * 300]
    catalog = FORMAT.open(pack(tmp_path, value))
    assert {name: spec.shape for name, spec in catalog.items()} == {
        long_key: (70_000,),
        "short": (300,),
        "x" * 40 + "." + "y" * 300: (1,) * 16 + (2,),
    }
    assert len(json.loads(catalog.metadata["skipped"])) == 70_000 + 20 + 14 + 1


def test_reads_arrays_whose_bytes_are_text_values(tmp_path: Path) -> None:
    old = msgpack.ExtType(1, msgpack.packb([[2], "uint8", b"ab"], use_bin_type=False))
    assert read(FORMAT, FORMAT.open(pack(tmp_path, {"a": old}))) == {"a": ("uint8", (2,), b"ab")}


def test_a_key_may_have_a_slash(tmp_path: Path) -> None:
    catalog = FORMAT.open(pack(tmp_path, {"linear/~/w": {"b": array(np.zeros(2))}}))
    assert list(catalog) == ["linear/~/w.b"]


def test_nothing_of_the_tensors_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    big = write(FORMAT, tmp_path / "big.msgpack", {"a.kernel": np.zeros(1_000_000, np.uint8), "b": np.zeros(9)})
    taken = []
    from trivet.formats.msgpack.wire import Cursor

    monkeypatch.setattr(
        Cursor, "take", lambda self, n, tensor=None, take=Cursor.take: taken.append(n) or take(self, n, tensor)
    )
    FORMAT.open(big)
    assert sum(taken) < 200


def test_extents_are_views_of_the_map() -> None:
    catalog = FORMAT.open(Case("BertModel").checkpoint("flax") / "flax_model.msgpack")
    assert all(len(spec.extents) == 1 and spec.via is None for spec in catalog.values())
    storage = Storage()
    spec = next(iter(catalog.values()))
    assert np.shares_memory(storage.raw(spec), storage.bytes_of(spec))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match=r"absent\.msgpack"):
        FORMAT.open(tmp_path / "absent.msgpack")


@pytest.mark.parametrize("framework", ["torch", "tensorflow", "flax"])
def test_does_not_take_other_containers_for_its_own(framework: str) -> None:
    for path in Case("BertModel").checkpoint(framework).iterdir():
        assert FORMAT.sniff(path) == (path.suffix == ".msgpack")


def array(value: np.ndarray) -> msgpack.ExtType:
    """An array as Flax writes it."""
    return msgpack.ExtType(1, msgpack.packb((value.shape, value.dtype.name, flat_bytes(value).tobytes())))


def pack(folder: Path, value: object) -> Path:
    path = folder / "x.msgpack"
    path.write_bytes(msgpack.packb(value))
    return path
