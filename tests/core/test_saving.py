"""The save plan and its execution: names of stored parameters, what is fetched when, and what is refused first."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from checkpoints import read_file, read_folder, snapshot

from golden_data import FRAMEWORKS
from trivet.checkpoint.superseded import superseded_by
from trivet.dtypes import DType
from trivet.errors import ConversionError, InvalidSizeError, UnknownContainerError
from trivet.families.text.bert import Bert
from trivet.formats.safetensors import SafetensorsFormat
from trivet.layout import DIALECTS, TORCH, Kind, ParamSpec
from trivet.planning.skeleton import Skeleton
from trivet.tensors.entry import Entry
from trivet.transfer.items import Item, stored_name
from trivet.transfer.saving import plan_entries, write_checkpoint

POOLER = ParamSpec("bert.pooler.dense.weight", (2, 3), Kind.LINEAR)


def entry(name: str, nbytes: int = 4) -> Entry:
    return Entry(name, DType.U8, (nbytes,), lambda: np.zeros(nbytes, np.uint8))


@pytest.mark.parametrize(
    ("dialect", "base", "head"),
    [
        ("torch", "pooler.dense.weight", "bert.pooler.dense.weight"),
        ("tensorflow", "bert/pooler/dense/kernel:0", "bert/pooler/dense/kernel:0"),
        ("flax", "pooler.dense.kernel", "bert.pooler.dense.kernel"),
    ],
)
def test_base_models_leave_their_prefix_out_where_their_framework_does(dialect: str, base: str, head: str) -> None:
    for is_base, name in ((True, base), (False, head)):
        skeleton = Skeleton(TORCH, (), Bert(), is_base=is_base)
        assert stored_name(POOLER, skeleton, DIALECTS[dialect]) == name


def test_model_without_a_prefix_loses_nothing() -> None:
    skeleton = Skeleton(TORCH, (), is_base=True)
    assert stored_name(ParamSpec(".odd", ()), skeleton, TORCH) == "odd"
    assert stored_name(ParamSpec("a.b", ()), skeleton, TORCH) == "a.b"


@pytest.mark.parametrize("dialect", FRAMEWORKS)
def test_planning_fetches_nothing(dialect: str) -> None:
    def fetch() -> np.ndarray:
        raise AssertionError

    made = plan_entries([Item(POOLER, DType.F32, fetch)], Skeleton(TORCH, ()), DIALECTS[dialect])
    assert [each.nbytes for each in made] == [24]
    with pytest.raises(AssertionError):
        made[0].fetch()


def test_dtype_is_decided_by_canonical_name() -> None:
    asked: list[tuple[str, DType]] = []

    def policy(name: str, dtype: DType) -> DType:
        asked.append((name, dtype))
        return DType.F16

    array = np.array([[1.5, 2, 3], [4, 5, 6]], np.float32)
    (made,) = plan_entries(
        [Item(POOLER, DType.F32, lambda: array)], Skeleton(TORCH, ()), DIALECTS["flax"], dtype=policy
    )
    assert asked == [("bert.pooler.dense.weight", DType.F32)]
    assert (made.name, made.dtype, made.shape) == ("bert.pooler.dense.kernel", DType.F16, (3, 2))
    assert made.fetch().tobytes() == array.T.astype(np.float16).tobytes()


def test_arrays_that_need_nothing_are_not_copied() -> None:
    array = np.ones((2, 3), np.float32)
    (made,) = plan_entries([Item(POOLER, DType.F32, lambda: array)], Skeleton(TORCH, ()), TORCH)
    assert np.shares_memory(made.fetch(), array)


@pytest.mark.parametrize("shape", [(), (1,), (0, 3)])
def test_scalars_and_empty_arrays_are_written_as_they_are(shape: tuple[int, ...], tmp_path: Path) -> None:
    item = Item(ParamSpec("t", shape), DType.F64, lambda: np.full(shape, 2.5))
    write_checkpoint(plan_entries([item], Skeleton(TORCH, ()), TORCH), tmp_path, dialect=TORCH)
    assert read_folder(tmp_path)["t"].value == ("F64", shape, np.full(shape, 2.5).tobytes())


def test_refuses_to_lay_packed_elements_out_anew() -> None:
    item = Item(POOLER, DType.F4, lambda: np.zeros(3, np.uint8))
    with pytest.raises(ConversionError) as caught:
        plan_entries([item], Skeleton(TORCH, ()), DIALECTS["flax"])
    assert str(caught.value) == ("bert.pooler.dense.weight: F4 elements are packed: their layout cannot change")
    assert plan_entries([item], Skeleton(TORCH, ()), TORCH)[0].nbytes == 3


def test_writes_shards_index_and_side_files(tmp_path: Path) -> None:
    (tmp_path / "source.txt").write_text("copied")
    files = write_checkpoint(
        [entry("b"), entry("a"), entry("c", 9)],
        tmp_path / "model",
        dialect=DIALECTS["flax"],
        max_shard_size=8,
        side_files={"made.json": b"{}", "copied.txt": tmp_path / "source.txt"},
    ).files
    names = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors", "model.safetensors.index.json"]
    assert [file.name for file in files] == names
    found = snapshot(tmp_path / "model")
    assert set(found) == {*names, "made.json", "copied.txt"}
    assert (found["made.json"], found["copied.txt"]) == (b"{}", b"copied")
    assert list(read_file(files[0])) == ["b", "a"]
    assert set(read_folder(tmp_path / "model")) == {"a", "b", "c"}


def refused(tmp_path: Path, error: type[Exception], entries: list[Entry], **options: object) -> str:
    """Nothing is fetched, nothing is made."""
    with pytest.raises(error) as caught:
        write_checkpoint(entries, tmp_path / "model", **{"dialect": TORCH, **options})
    assert list(tmp_path.iterdir()) == []
    return str(caught.value)


def test_refuses_two_tensors_of_one_name_even_in_two_shards(tmp_path: Path) -> None:
    entries = [entry("a"), entry("b"), entry("a")]
    assert refused(tmp_path, ConversionError, entries, max_shard_size=4) == "two tensors would be stored as 'a'"


@pytest.mark.parametrize("name", ["__metadata__", "half \udcff"])
def test_refuses_names_that_the_format_cannot_hold(name: str, tmp_path: Path) -> None:
    assert "cannot name a tensor" in refused(tmp_path, ConversionError, [entry(name)])


@pytest.mark.parametrize(
    ("options", "error"),
    [({"max_shard_size": "5 apples"}, InvalidSizeError), ({"container": "zip"}, UnknownContainerError)],
)
def test_refuses_options_that_mean_nothing(options: dict[str, str], error: type[Exception], tmp_path: Path) -> None:
    refused(tmp_path, error, [entry("a")], **options)


def test_refuses_formats_that_cannot_be_written_or_hold_another_dialect(
    tmp_path: Path, provide: Callable[..., None]
) -> None:
    class OnlyRead:
        name, suffixes, weights_name, dialect = "only-read", (".x",), "model.x", None

        def sniff(self, path: Path) -> bool:
            return False

        def open(self, path: Path) -> None:
            raise AssertionError

    class OnlyFlax(SafetensorsFormat):
        name, dialect = "only-flax", "flax"

    provide("trivet.formats", "only-read", OnlyRead)
    provide("trivet.formats", "only-flax", OnlyFlax)
    message = refused(tmp_path, ConversionError, [entry("a")], container="only-read")
    assert message.startswith("only-read files can be read, but not written")
    message = refused(tmp_path, ConversionError, [entry("a")], container="only-flax")
    assert message == "only-flax files hold flax weights, not torch ones"
    assert write_checkpoint([entry("a")], tmp_path / "m", dialect=DIALECTS["flax"], container="only-flax")


def test_empty_model_is_an_empty_file(tmp_path: Path) -> None:
    files = write_checkpoint([], tmp_path, dialect=TORCH).files
    assert [file.name for file in files] == ["model.safetensors"]
    assert read_folder(tmp_path) == {}


@pytest.mark.parametrize(
    ("name", "stale"),
    [
        ("model.safetensors", True),
        ("model.safetensors.index.json", True),
        ("model-00001-of-00003.safetensors", True),
        ("trivet.manifest.json", True),
        ("model.fp16.safetensors", False),
        ("model-1-of-3.safetensors", False),
        ("xmodel.safetensors", False),
        ("model.safetensors.bak", False),
        ("adapter_model.safetensors", True),
        ("pytorch_model.bin", False),
        ("config.json", False),
        ("modelXsafetensors", False),
    ],
)
def test_only_an_older_save_and_what_is_read_before_are_superseded(name: str, stale: bool) -> None:
    assert superseded_by(["model.safetensors"])(name) is stale


def test_many_shards_are_numbered_and_none_is_missing(tmp_path: Path) -> None:
    entries = [entry(str(number)) for number in range(37)]
    files = write_checkpoint(entries, tmp_path, dialect=TORCH, max_shard_size=4).files
    assert len(files) == 38
    assert all(re.fullmatch(r"model-000\d\d-of-00037\.safetensors", file.name) for file in files[:-1])
    assert set(read_folder(tmp_path)) == {str(number) for number in range(37)}
