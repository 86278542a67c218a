"""Orbax checkpoints: read, converted, written, and exchanged with Orbax itself."""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import tiny_bert

import trivet
from trivet import FlaxBertModel, formats, plugins
from trivet.errors import ConversionError, CorruptFileError, SourceNotFoundError, UnknownFormatError
from trivet.formats import safetensors
from trivet.storage import Storage
from trivet_flax import orbax_format
from trivet_flax.orbax_format import OrbaxFormat
from trivet_flax.params import flatten

ocp = pytest.importorskip("orbax.checkpoint")
POINT = importlib.metadata.EntryPoint("orbax", "trivet_flax.orbax_format:OrbaxFormat", "trivet.formats")


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The format among the installed ones, whether or not the package's metadata are up to date."""
    points = {**plugins._found("trivet.formats"), "orbax": POINT}
    monkeypatch.setattr(formats, "format_points", lambda: points)
    formats.formats.cache_clear()
    formats.format_named.cache_clear()
    yield
    monkeypatch.undo()
    formats.formats.cache_clear()
    formats.format_named.cache_clear()


@pytest.fixture
def model() -> Any:
    return FlaxBertModel(tiny_bert.config(num_hidden_layers=1), param_dtype=jnp.bfloat16, seed=3)


def saved(folder: Path, tree: Any) -> Path:
    with ocp.StandardCheckpointer() as checkpointer:
        checkpointer.save(folder, tree)
    return folder


def same(one: Any, other: Any) -> bool:
    expected = dict(flatten(other))
    found = dict(flatten(one))
    return found.keys() == expected.keys() and all(
        found[name].dtype == expected[name].dtype and np.array_equal(found[name], expected[name]) for name in found
    )


@pytest.mark.parametrize("wrap", [lambda params: params, lambda params: {"params": params, "step": np.int32(7)}])
def test_loads_what_orbax_saved(tmp_path: Path, model: Any, wrap: Callable[[Any], Any]) -> None:
    folder = saved(tmp_path / "checkpoint", wrap(model.params))
    model.config.save_pretrained(folder)
    loaded, report = FlaxBertModel.from_pretrained(folder, output_loading_info=True)
    assert same(loaded.params, model.params)
    assert report.dialect == "flax"
    assert report.unexpected in ((), ("step",))


def test_a_mesh_counts_what_was_decoded(tmp_path: Path, model: Any) -> None:
    folder = saved(tmp_path / "checkpoint", model.params)
    model.config.save_pretrained(folder)
    mesh = jax.make_mesh((1,), ("fsdp",))
    loaded, report = FlaxBertModel.from_pretrained(folder, mesh=mesh, sharding="fsdp", output_loading_info=True)
    assert same(loaded.params, model.params)
    assert report.reading.read == report.nbytes


def test_parts_are_decoded_without_the_rest(tmp_path: Path) -> None:
    values = np.arange(64 * 64, dtype=np.float32).reshape(64, 64)
    with ocp.StandardCheckpointer() as checkpointer:
        args = {"a": ocp.SaveArgs(chunk_byte_size=values.nbytes // 8), "b": ocp.SaveArgs()}
        checkpointer.save(tmp_path / "checkpoint", {"a": values, "b": np.float32(3)}, save_args=args)
    catalog = OrbaxFormat().open(tmp_path / "checkpoint" / "_METADATA")
    [rows], read = OrbaxFormat().parts(catalog["a"], [(slice(0, 8), ...)])
    np.testing.assert_array_equal(rows, values[:8])
    assert rows.nbytes <= read <= values.nbytes // 2
    columns = [(slice(None), slice(first, first + 8)) for first in range(0, 64, 8)]
    parts, read = OrbaxFormat().parts(catalog["a"], columns)
    assert all(np.array_equal(part, values[index]) for part, index in zip(parts, columns, strict=True))
    assert read == values.nbytes  # they share chunks, of which none is decoded twice
    assert OrbaxFormat().parts(catalog["b"], [(...,)]) == ([3], 4)


def test_what_is_written_can_be_read_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orbax_format, "_CHUNK", 256)
    model = FlaxBertModel(tiny_bert.config(num_hidden_layers=1, vocab_size=64))
    model.save_pretrained(tmp_path / "own", format="orbax")
    spec = OrbaxFormat().open(tmp_path / "own" / "_METADATA")["embeddings.word_embeddings.embedding"]
    [part], read = OrbaxFormat().parts(spec, [(slice(0, 2), ...)])
    np.testing.assert_array_equal(part, model.params["embeddings"]["word_embeddings"]["embedding"][:2])
    assert part.nbytes <= read < spec.nbytes


def test_a_model_saves_as_orbax(tmp_path: Path, model: Any) -> None:
    model.save_pretrained(tmp_path / "own", format="orbax")
    assert same(FlaxBertModel.from_pretrained(tmp_path / "own").params, model.params)
    with pytest.raises(ConversionError, match="orbax files hold flax weights, not torch ones"):
        model.save_pretrained(tmp_path / "other", format="orbax", dialect="torch")
    with pytest.raises(UnknownFormatError, match="zip"):
        model.save_pretrained(tmp_path / "other", format="zip")


def test_saves_over_orbax_and_over_itself(tmp_path: Path, model: Any) -> None:
    for _ in range(2):
        model.save_pretrained(tmp_path, safe_serialization=False)
        model.save_pretrained(tmp_path, format="orbax")  # msgpack would be read before it
        model.save_pretrained(tmp_path, format="orbax")
        assert not (tmp_path / "flax_model.msgpack").exists()
        assert same(FlaxBertModel.from_pretrained(tmp_path).params, model.params)
    newer = FlaxBertModel(model.config, seed=9)
    newer.save_pretrained(tmp_path / "newer")
    trivet.convert(tmp_path / "newer", tmp_path, to="tensorflow", container="h5", overwrite=True)
    assert {each.name for each in tmp_path.iterdir()} == {"config.json", "newer", "tf_model.h5"}
    assert same(FlaxBertModel.from_pretrained(tmp_path).params, newer.params)


def test_converts_from_orbax_and_to_it(tmp_path: Path, model: Any) -> None:
    model.save_pretrained(tmp_path / "torch", dialect="torch")
    trivet.convert(tmp_path / "torch", tmp_path / "orbax", to="flax", container="orbax")
    with ocp.StandardCheckpointer() as checkpointer:
        assert same(checkpointer.restore((tmp_path / "orbax").absolute()), model.params)
    assert same(FlaxBertModel.from_pretrained(tmp_path / "orbax").params, model.params)
    trivet.convert(tmp_path / "orbax", tmp_path / "back", to="torch")
    first, second = (tmp_path / name / "model.safetensors" for name in ("torch", "back"))
    catalogs = [safetensors.SafetensorsFormat().open(file) for file in (first, second)]
    assert {*catalogs[0]} == {*catalogs[1]}
    storage = Storage()
    for name in catalogs[0]:
        assert storage.raw(catalogs[0][name]).tobytes() == storage.raw(catalogs[1][name]).tobytes(), name


def test_refuses_shards(tmp_path: Path, model: Any) -> None:
    model.save_pretrained(tmp_path / "own")
    with pytest.raises(ConversionError, match="has no shards"):
        trivet.convert(tmp_path / "own", tmp_path / "new", to="flax", container="orbax", max_shard_size="1KB")
    assert not (tmp_path / "new").exists()


def test_refuses_what_is_no_checkpoint(tmp_path: Path, model: Any) -> None:
    path = tmp_path / "_METADATA"
    with pytest.raises(SourceNotFoundError):
        OrbaxFormat().open(path)
    path.write_text("{")
    with pytest.raises(CorruptFileError, match="not valid JSON"):
        OrbaxFormat().open(path)
    path.write_text('{"tree": {}}')
    with pytest.raises(CorruptFileError, match="no 'tree_metadata'"):
        OrbaxFormat().open(path)
    path.write_text('{"tree_metadata": {"a": {}}}')
    with pytest.raises(CorruptFileError, match="malformed"):
        OrbaxFormat().open(path)
    leaf = {"key_metadata": [{"key": "kernel"}], "value_metadata": {"value_type": "jax.Array"}}
    path.write_text(json.dumps({"tree_metadata": {"a": leaf}, "use_ocdbt": True}))
    with pytest.raises(CorruptFileError, match=r"'kernel': is not stored beside it"):
        OrbaxFormat().open(path)
    twice = {**leaf, "key_metadata": [{"key": "params"}, {"key": "kernel"}]}
    path.write_text(json.dumps({"tree_metadata": {"a": leaf, "b": twice}, "use_ocdbt": True}))
    with pytest.raises(CorruptFileError, match="two leaves"):
        OrbaxFormat().open(path)


def test_refuses_a_tensor_whose_bytes_are_gone(tmp_path: Path, model: Any) -> None:
    folder = saved(tmp_path / "checkpoint", {"a": {"kernel": jnp.ones((300, 300))}})
    spec = OrbaxFormat().open(folder / "_METADATA")["a.kernel"]
    for data in folder.rglob("d/*"):
        data.write_bytes(b"")
    with pytest.raises(CorruptFileError, match=r"'a.kernel'"):
        OrbaxFormat().read(spec)
    with pytest.raises(CorruptFileError, match=r"'a.kernel'"):
        OrbaxFormat().parts(spec, [(slice(0, 2), ...)])
