"""How a checkpoint is cut into shards: sizes, the plan, the names and the index."""

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trivet.checkpoint.shards import encode_index, plan_shards, shard_names
from trivet.dtypes import DType
from trivet.errors import InvalidSizeError
from trivet.sizes import parse_size
from trivet.tensors.entry import Entry


def entry(name: str, nbytes: int) -> Entry:
    return Entry(name, DType.U8, (nbytes,), lambda: np.zeros(nbytes, np.uint8))


@pytest.mark.parametrize(
    ("text", "nbytes"),
    [
        (1, 1),
        (5_000_000_000, 5_000_000_000),
        ("5GB", 5_000_000_000),
        ("5gb", 5_000_000_000),
        (" 5 GB ", 5_000_000_000),
        ("1.5KB", 1500),
        ("0.5 MiB", 524_288),
        ("500MiB", 524_288_000),
        ("2KiB", 2048),
        ("1TB", 10**12),
        ("1TiB", 2**40),
        ("3GiB", 3 * 2**30),
        ("7B", 7),
        ("7", 7),
        ("9007199254740993", 2**53 + 1),
        (np.int64(12), 12),
        (5e9, 5_000_000_000),
        ("9" * 400, int("9" * 400)),
    ],
    ids=lambda value: str(value)[:20],
)
def test_reads_sizes(text: float | str, nbytes: int) -> None:
    assert parse_size(text) == nbytes  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "GB", "5XB", "five", "-5GB", "5 G B", "1e9", "5GBs", "1.2.3MB", ".5GB", True])
def test_refuses_what_is_not_a_size(text: object) -> None:
    with pytest.raises(
        InvalidSizeError, match=r"is not a size; write bytes as a number, or for example '5GB' or '500MiB'$"
    ):
        parse_size(text)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [0, -1, "0", "0GB", "0.0001B"])
def test_refuses_size_that_holds_nothing(size: int | str) -> None:
    with pytest.raises(InvalidSizeError, match=r" is not a positive size$"):
        parse_size(size)


@given(sizes=st.lists(st.integers(0, 50), max_size=30), limit=st.integers(1, 60))
def test_every_entry_once_in_order_and_no_shard_over_the_limit_unless_single(sizes: list[int], limit: int) -> None:
    entries = [entry(str(number), size) for number, size in enumerate(sizes)]
    shards = plan_shards(entries, limit)
    assert [each for shard in shards for each in shard] == entries
    assert all(shard for shard in shards) or not entries
    for shard in shards:
        nbytes = sum(each.nbytes for each in shard)
        assert nbytes <= limit or sum(each.nbytes > 0 for each in shard) == 1


@given(sizes=st.lists(st.integers(1, 50), max_size=30), limit=st.integers(1, 60))
def test_no_shard_could_have_taken_the_first_of_the_next(sizes: list[int], limit: int) -> None:
    shards = plan_shards([entry(str(number), size) for number, size in enumerate(sizes)], limit)
    for shard, after in pairwise(shards):
        assert sum(each.nbytes for each in shard) + after[0].nbytes > limit


def test_nothing_is_one_empty_shard() -> None:
    assert plan_shards([], "5GB") == [[]]


def test_single_file_has_the_plain_name() -> None:
    assert shard_names("model.safetensors", 1) == ["model.safetensors"]


def test_shards_are_numbered_as_others_number_them() -> None:
    assert shard_names("model.safetensors", 3) == [
        "model-00001-of-00003.safetensors",
        "model-00002-of-00003.safetensors",
        "model-00003-of-00003.safetensors",
    ]
    names = shard_names("model.safetensors", 12_345)
    assert names[-1] == "model-12345-of-12345.safetensors"
    assert names == sorted(names)


def test_index_says_where_each_tensor_is_and_the_total() -> None:
    shards = [("one.safetensors", [entry("b", 3), entry("重み", 4)]), ("two.safetensors", [entry("a", 5)])]
    text = encode_index(shards)
    assert json.loads(text) == {
        "metadata": {"total_size": 12},
        "weight_map": {"a": "two.safetensors", "b": "one.safetensors", "重み": "one.safetensors"},
    }
    assert text.endswith(b"}\n")
    assert "重み".encode() in text
    assert text == encode_index(shards)
