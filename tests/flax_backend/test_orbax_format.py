"""Orbax checkpoints: read, converted, written, and exchanged with Orbax itself."""

from __future__ import annotations

import importlib.metadata
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import tiny_bert
from flax import nnx

import trivet
from trivet import FlaxBertModel, entry_points
from trivet.errors import ConversionError, CorruptFileError, SourceNotFoundError, UnknownContainerError
from trivet.formats import registry as formats
from trivet.formats import safetensors
from trivet.formats.storage import Storage
from trivet_flax import orbax_format
from trivet_flax.model.params import flatten
from trivet_flax.orbax_format import OrbaxFormat

ocp = pytest.importorskip("orbax.checkpoint")
POINT = importlib.metadata.EntryPoint("orbax", "trivet_flax.orbax_format:OrbaxFormat", "trivet.formats")


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The format among the installed ones, whether or not the package's metadata are up to date."""
    points = {**entry_points.points("trivet.formats"), "orbax": POINT}
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
    model.save_pretrained(tmp_path / "own", container="orbax")
    spec = OrbaxFormat().open(tmp_path / "own" / "_METADATA")["embeddings.word_embeddings.embedding"]
    [part], read = OrbaxFormat().parts(spec, [(slice(0, 2), ...)])
    np.testing.assert_array_equal(part, model.params["embeddings"]["word_embeddings"]["embedding"][:2])
    assert part.nbytes <= read < spec.nbytes


def test_a_model_saves_as_orbax(tmp_path: Path, model: Any) -> None:
    model.save_pretrained(tmp_path / "own", container="orbax")
    assert same(FlaxBertModel.from_pretrained(tmp_path / "own").params, model.params)
    with pytest.raises(ConversionError, match="orbax files hold flax weights, not torch ones"):
        model.save_pretrained(tmp_path / "other", container="orbax", dialect="torch")
    with pytest.raises(UnknownContainerError, match="zip"):
        model.save_pretrained(tmp_path / "other", container="zip")


def test_saves_over_orbax_and_over_itself(tmp_path: Path, model: Any) -> None:
    for _ in range(2):
        model.save_pretrained(tmp_path, safe_serialization=False)
        model.save_pretrained(tmp_path, container="orbax")  # msgpack would be read before it
        model.save_pretrained(tmp_path, container="orbax")
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
    with pytest.raises(CorruptFileError, match=r"manifest.ocdbt is missing beside it"):
        OrbaxFormat().open(path)
    path.write_text(json.dumps({"tree_metadata": {"a": leaf}}))
    with pytest.raises(CorruptFileError, match=r"'kernel': is not stored beside it: there is no .zarray of it"):
        OrbaxFormat().open(path)
    path.write_text('{"tree_metadata": {}}')
    with pytest.raises(CorruptFileError, match="names no array, so it holds no weights"):
        OrbaxFormat().open(path)
    twice = {**leaf, "key_metadata": [{"key": "params"}, {"key": "kernel"}]}
    path.write_text(json.dumps({"tree_metadata": {"a": leaf, "b": twice}, "use_ocdbt": True}))
    with pytest.raises(CorruptFileError, match="two leaves"):
        OrbaxFormat().open(path)


LAYOUTS = {
    "zarr": {"use_ocdbt": False},
    "zarr3": {"use_ocdbt": False, "use_zarr3": True},
    "ocdbt": {"use_ocdbt": True},
}


def stored(folder: Path, layout: str, chunk_bytes: int = 2048) -> Path:
    """A checkpoint of one array of noise in several chunks, and one of zeros."""
    noise = np.random.default_rng(0).standard_normal((64, 64)).astype(np.float32)
    tree = {"a": {"kernel": noise}, "zeros": np.zeros((4000,), np.float32)}
    with ocp.PyTreeCheckpointer(**LAYOUTS[layout]) as checkpointer:
        args = jax.tree.map(lambda _: ocp.SaveArgs(chunk_byte_size=chunk_bytes), tree)
        checkpointer.save(folder, tree, save_args=args)
    return folder / "_METADATA"


@pytest.mark.parametrize("layout", ["zarr", "zarr3"])
def test_refuses_an_array_that_lost_a_chunk(tmp_path: Path, layout: str) -> None:
    path = stored(tmp_path / "own", layout)
    spec = OrbaxFormat().open(path)["a.kernel"]
    assert OrbaxFormat().read(spec).any()
    chunks = sorted(
        each for each in (path.parent / "a.kernel").rglob("*") if each.is_file() and "zarr" not in each.name
    )
    name = chunks[3].relative_to(path.parent / "a.kernel").as_posix()
    chunks[3].unlink()
    expected = rf"tensor 'a.kernel': chunk '{name}' is missing"
    for refused in (
        lambda: OrbaxFormat().open(path),
        lambda: OrbaxFormat().read(spec),
        lambda: OrbaxFormat().parts(spec, [(slice(0, 2), ...)]),
        lambda: trivet.verify(path.parent),
        lambda: trivet.convert(path.parent, tmp_path / "new", to="flax"),
    ):
        with pytest.raises(CorruptFileError, match=expected):
            refused()


def test_refuses_a_database_that_lost_the_bytes_of_a_chunk(tmp_path: Path) -> None:
    path = stored(tmp_path / "own", "ocdbt")
    assert {*OrbaxFormat().open(path)} == {"a.kernel", "zeros"}
    largest = max((each for each in path.parent.rglob("d/*")), key=lambda each: each.stat().st_size)
    content = largest.read_bytes()
    largest.write_bytes(content[: len(content) // 2])
    with pytest.raises(CorruptFileError, match=r"'a.kernel': chunk '\d+.\d+' is missing: its bytes are not in"):
        OrbaxFormat().open(path)
    largest.unlink()
    with pytest.raises(CorruptFileError, match=rf"is missing: its bytes are not in .*{largest.name}"):
        OrbaxFormat().open(path)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"shape": [2**40]}, "chunk '4' is missing"),
        ({"shape": [2**40], "fill_value": 0}, "state 4,398,046,511,104 bytes"),
        ({"chunks": [2**40]}, "state 4,398,046,511,104 bytes"),
        ({"shape": [2**40], "chunks": [2**40], "compressor": None}, "state 4,398,046,511,104 bytes"),
        ({"shape": [2**40] * 30, "chunks": [2**40] * 30}, "is missing"),
        ({"shape": [-1]}, "malformed .zarray"),
        ({"shape": [True]}, "malformed .zarray"),
        ({"shape": "4000"}, "malformed .zarray"),
        ({"chunks": [0]}, "malformed .zarray"),
        ({"chunks": []}, "malformed .zarray"),
        ({"shape": None}, "malformed .zarray"),
        ({"dtype": []}, "cannot be opened"),
        ({"compressor": {"id": "other"}}, "cannot be opened"),
    ],
)
def test_refuses_metadata_that_no_stored_bytes_stand_for(tmp_path: Path, changes: Any, problem: str) -> None:
    path = stored(tmp_path / "own", "zarr", 4096)
    (path.parent / "_METADATA").write_text(json.dumps({"tree_metadata": {"zeros": leaf("zeros")}}))
    metadata = path.parent / "zeros" / ".zarray"
    metadata.write_text(json.dumps({**json.loads(metadata.read_text()), **changes}))
    with pytest.raises(CorruptFileError, match=problem):
        OrbaxFormat().open(path)


def leaf(*key: str) -> Any:
    return {"key_metadata": [{"key": part} for part in key], "value_metadata": {"value_type": "jax.Array"}}


@pytest.mark.parametrize(
    "key", [("..", "secret"), ("../secret",), ("/etc/x",), ("a/../../b",), ("",), (".",), ("a\\b",)]
)
def test_refuses_a_leaf_that_leaves_the_folder(tmp_path: Path, key: tuple[str, ...]) -> None:
    (tmp_path / "_METADATA").write_text(json.dumps({"tree_metadata": {"a": leaf(*key)}}))
    # `..` and `secret` are stored as one name, `...secret`, which stays within
    problem = "is not stored beside it" if len(key) > 1 else "leaves the folder"
    with pytest.raises(CorruptFileError, match=problem):
        OrbaxFormat().open(tmp_path / "_METADATA")


def test_refuses_a_database_that_names_a_file_outside_of_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tensorstore

    path = stored(tmp_path / "own", "ocdbt")
    dump = tensorstore.ocdbt.dump

    class Dumped:
        def __init__(self, *arguments: Any) -> None:
            self.found = dump(*arguments).result()

        def result(self) -> Any:
            for entry in self.found.get("entries", ()):
                if "indirect_value" in entry:
                    entry["indirect_value"] = "value:..%2F:d/x:0:2"
            return self.found

    monkeypatch.setattr(tensorstore.ocdbt, "dump", Dumped)
    with pytest.raises(CorruptFileError, match=r"names a file outside of its folder: '../d/x'"):
        OrbaxFormat().open(path)


def test_a_run_of_training_is_loaded_by_its_folder(tmp_path: Path, model: Any) -> None:
    older = jax.tree.map(lambda leaf: leaf * 0, model.params)
    with ocp.CheckpointManager(tmp_path / "run") as manager:
        manager.save(2, args=ocp.args.StandardSave(older))
        manager.save(10, args=ocp.args.StandardSave(model.params))
        manager.wait_until_finished()
    (tmp_path / "run" / "11.orbax-checkpoint-tmp-7").mkdir()
    model.config.save_pretrained(tmp_path / "run")
    assert same(FlaxBertModel.from_pretrained(tmp_path / "run").params, model.params)
    for name, expected in (("2", older), ("10", model.params), ("10/default", model.params)):
        found = FlaxBertModel.from_pretrained(tmp_path / "run" / name, config=model.config)
        assert same(found.params, expected), name
    (tmp_path / "run" / "12").mkdir()
    with pytest.raises(SourceNotFoundError, match=r"the latest step \(12\) holds no weights"):
        FlaxBertModel.from_pretrained(tmp_path / "run")


def test_refuses_a_step_with_several_items(tmp_path: Path, model: Any) -> None:
    for name in ("ema", "params"):
        saved(tmp_path / "4" / name, {"a": np.ones(2)})
    with pytest.raises(SourceNotFoundError, match=r"several items \(ema, params\)"):
        FlaxBertModel.from_pretrained(tmp_path, config=model.config)


@pytest.mark.parametrize("wrap", [lambda state: state, lambda state: {"params": state, "step": np.int32(7)}])
def test_loads_a_state_of_nnx(tmp_path: Path, model: Any, wrap: Callable[[Any], Any]) -> None:
    folder = saved(tmp_path / "state", wrap(nnx.state(model.nnx_module)))
    loaded, report = FlaxBertModel.from_pretrained(folder, config=model.config, output_loading_info=True)
    assert same(loaded.params, model.params)
    assert not report.missing


def test_refuses_a_tensor_whose_bytes_are_gone(tmp_path: Path, model: Any) -> None:
    folder = saved(tmp_path / "checkpoint", {"a": {"kernel": jnp.ones((300, 300))}})
    spec = OrbaxFormat().open(folder / "_METADATA")["a.kernel"]
    for data in folder.rglob("d/*"):
        data.write_bytes(b"")
    with pytest.raises(CorruptFileError, match=r"'a.kernel'"):
        OrbaxFormat().read(spec)
    with pytest.raises(CorruptFileError, match=r"'a.kernel'"):
        OrbaxFormat().parts(spec, [(slice(0, 2), ...)])


def test_the_metadata_are_parsed_once_however_many_arrays_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, parse, scan = 150, json.loads, os.scandir
    value = {"value_type": "jax.Array"}
    leaves = [{"key_metadata": [{"key": f"layer_{index}"}], "value_metadata": value} for index in range(count)]
    (tmp_path / "_METADATA").write_text(json.dumps({"tree_metadata": {str(each): each for each in leaves}}))
    zarr = {"zarr_format": 2, "shape": [3], "chunks": [3], "dtype": "<i4", "compressor": None, "filters": None}
    for index in range(count):
        folder = tmp_path / f"layer_{index}"
        folder.mkdir()
        (folder / ".zarray").write_text(json.dumps({**zarr, "order": "C", "fill_value": None}))
        (folder / "0").write_bytes(np.full(3, index, np.int32).tobytes())
    trees, folders = list[Any](), list[Any]()

    def parsed(text: Any, **options: Any) -> Any:
        trees.extend(["tree"] * (b"tree_metadata" in (text if isinstance(text, bytes) else text.encode())))
        return parse(text, **options)

    def scanned(path: Any = ".") -> Any:
        folders.append(path)
        return scan(path)

    monkeypatch.setattr(json, "loads", parsed)
    monkeypatch.setattr(os, "scandir", scanned)
    catalog, storage = formats.open_file(tmp_path / "_METADATA"), Storage()
    for index in range(count):
        assert storage.array(catalog[f"layer_{index}"]).tolist() == [index] * 3
    assert len(trees) == 1
    # Each array's folder when it is opened, when it is read, and when the bytes of all are counted.
    assert len(folders) <= 3 * count + 1
