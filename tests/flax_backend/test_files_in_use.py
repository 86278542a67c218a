"""Files that others write while a model is loaded from them, or after: the model keeps the values that it was given."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import jax
import numpy as np
import pytest
from flax.serialization import to_bytes
from flax.traverse_util import flatten_dict

import trivet
from trivet import FlaxAutoModel, FlaxBertModel
from trivet.formats.storage import Storage
from trivet.testing import tiny_config

NAME = "flax_model.msgpack"


def model(seed: int) -> Any:
    made = FlaxBertModel(tiny_config("bert"), seed=seed)
    made.params = jax.tree.map(lambda each: each + seed, made.params)
    return made


def values(params: Any) -> dict[Any, np.ndarray]:
    return {name: np.array(each) for name, each in flatten_dict(params).items()}


def same(one: dict[Any, np.ndarray], other: dict[Any, np.ndarray]) -> bool:
    return one.keys() == other.keys() and all(np.array_equal(one[name], other[name]) for name in one)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkpoint in Flax's own container."""
    model(1).save_pretrained(tmp_path / "flax", safe_serialization=False)
    assert (tmp_path / "flax" / NAME).is_file()
    return tmp_path / "flax"


def test_a_model_is_written_over_the_file_that_it_came_from(folder: Path) -> None:
    loaded = FlaxBertModel.from_pretrained(folder)
    expected = values(loaded.params)
    with (folder / NAME).open("wb") as file:
        file.write(to_bytes(loaded.params))
    assert same(values(loaded.params), expected)
    (folder / NAME).write_bytes(b"")
    assert same(values(loaded.params), expected)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/self/maps")
def test_the_caller_decides_what_is_mapped(tmp_path: Path) -> None:
    model(1).save_pretrained(tmp_path)
    file = tmp_path / "model.safetensors"

    def mapped(params: Any) -> bool:
        lines = [line.split() for line in Path("/proc/self/maps").read_text().splitlines()]
        spans = [line[0].split("-") for line in lines if line[-1] == str(file)]
        ranges = [(int(start, 16), int(end, 16)) for start, end in spans]
        places = [each.unsafe_buffer_pointer() for each in jax.tree.leaves(params)]
        return bool(ranges) and any(start <= place < end for start, end in ranges for place in places)

    loaded = FlaxAutoModel.from_pretrained(tmp_path, mmap=False)
    assert not mapped(loaded.params)
    assert mapped(FlaxAutoModel.from_pretrained(tmp_path).params)
    trivet.load_into(loaded, tmp_path, mmap=True)
    assert mapped(loaded.params)


@pytest.mark.parametrize("safe", [True, False])
def test_a_save_while_the_model_is_built_changes_nothing(safe: bool, tmp_path: Path) -> None:
    first, second, folder = model(1), model(2), tmp_path / "x"
    first.save_pretrained(folder, safe_serialization=safe)

    class Slow(FlaxBertModel):
        def __init__(self, *arguments: Any, **keywords: Any) -> None:
            super().__init__(*arguments, **keywords)
            second.save_pretrained(folder, safe_serialization=safe)

    assert same(values(Slow.from_pretrained(folder).params), values(first.params))
    assert same(values(FlaxBertModel.from_pretrained(folder).params), values(second.params))


def test_each_device_is_given_its_part_of_what_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = values(FlaxBertModel.from_pretrained(folder).params)
    mesh = jax.make_mesh((jax.device_count(),), ("x",))
    asked: list[int] = []
    real = Storage.parts

    def counted(self: Storage, spec: Any, indices: Any) -> Any:
        parts, read = real(self, spec, indices)
        asked.append(read)
        return parts, read

    monkeypatch.setattr(Storage, "parts", counted)
    loaded, report = FlaxBertModel.from_pretrained(folder, mesh=mesh, sharding="fsdp", output_loading_info=True)
    assert same(values(loaded.params), expected)
    assert report.reading.read == sum(asked) == report.reading.needed
