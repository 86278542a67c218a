"""Repositories full of traps, loaded by each framework: what is in them is loaded or refused, and nothing is executed."""

from __future__ import annotations

import json
import os
import pickle
import struct
from pathlib import Path
from typing import Any

import pytest
from hub_server import Hub

import trivet
from trivet.backends.registry import KNOWN_BACKENDS
from trivet.errors import (
    CorruptFileError,
    InvalidConfigError,
    RemoteSourceError,
    SourceNotFoundError,
    TrivetError,
    UnsafePathError,
    UnsafePickleError,
    UntrustedCodeError,
)
from trivet.families.names import class_prefix
from trivet.testing import tiny_config


class Trap:
    """Pickled: a call that leaves a folder behind as its trace."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> Any:
        return os.system, (f"mkdir -p {self.trace}",)


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    return tmp_path / "executed"


def config_with(**fields: Any) -> bytes:
    return json.dumps(tiny_config("bert").to_dict() | {"architectures": ["BertModel"]} | fields).encode()


def keras_file(trace: Path, tmp_path: Path) -> bytes:
    """An h5 file as Keras saves whole models: with the code of a Lambda layer in its attributes."""
    import h5py

    code = {"class_name": "Lambda", "config": {"function": f"__import__('os').mkdir({str(trace)!r})"}}
    with h5py.File(tmp_path / "made.h5", "w") as file:
        file.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": {"layers": [code]}})
        file.attrs["layer_names"] = [b"bert"]
        file.create_group("bert").attrs["weight_names"] = []
    return (tmp_path / "made.h5").read_bytes()


def shard_index(name: str) -> bytes:
    return json.dumps({"weight_map": {"embeddings.word_embeddings.weight": name}}).encode()


def traps(trace: Path, tmp_path: Path) -> dict[str, tuple[dict[str, bytes], type[TrivetError]]]:
    """Files, and how loading them is refused."""
    own = dict.fromkeys(
        ("AutoConfig", *(f"{mark}AutoModel" for mark in map(class_prefix, KNOWN_BACKENDS))), "modeling_trap.Trap"
    )
    run = f"import os; os.mkdir({str(trace)!r})\nclass Trap: pass\n".encode()
    index = "model.safetensors.index.json"
    huge = struct.pack("<Q", 2**62) + b"{}"
    return {
        "pickle": ({"pytorch_model.bin": pickle.dumps(Trap(trace), protocol=2)}, UnsafePickleError),
        "lambda": ({"tf_model.h5": keras_file(trace, tmp_path)}, TrivetError),
        "own code": (
            {"modeling_trap.py": run, "config.json": config_with(model_type="trap", auto_map=own)},
            UntrustedCodeError,
        ),
        "elsewhere": ({index: shard_index("../../../etc/passwd")}, UnsafePathError),
        "absolute": ({index: shard_index("/etc/passwd")}, UnsafePathError),
        "pickle in the index": (
            {"pytorch_model.bin.index.json": shard_index("p.bin"), "p.bin": pickle.dumps(Trap(trace), protocol=2)},
            UnsafePickleError,
        ),
        "huge header": ({"model.safetensors": huge}, CorruptFileError),
        "no header": ({"flax_model.msgpack": b"\xdf\xff\xff\xff\xff"}, CorruptFileError),
        "behaviour": (
            {"model.safetensors": b"", "config.json": config_with(save_pretrained="/etc", __class__="x")},
            TrivetError,
        ),
        "code alone": ({"setup.py": run, "conftest.py": run, "bert.py": run, "__init__.py": run}, SourceNotFoundError),
    }


def test_nothing_is_executed(framework: str, hub: Hub, tmp_path: Path, trace: Path) -> None:
    mark = class_prefix(framework)
    for number, (name, (files, refusal)) in enumerate(traps(trace, tmp_path).items()):
        repository = f"org/trap{number}"
        hub.add(repository, {"config.json": config_with(), **files})
        for cls in (getattr(trivet, f"{mark}BertModel"), getattr(trivet, f"{mark}AutoModel")):
            expected = refusal if "AutoModel" in cls.__name__ or refusal is not UntrustedCodeError else TrivetError
            with pytest.raises(expected):
                cls.from_pretrained(repository)
            assert not trace.exists(), name


def test_traps_beside_good_weights_are_left_where_they_are(
    framework: str, hub: Hub, tmp_path: Path, trace: Path
) -> None:
    mark = class_prefix(framework)
    getattr(trivet, f"{mark}BertModel")(tiny_config("bert")).save_pretrained(tmp_path / "good")
    good = {each.name: each.read_bytes() for each in (tmp_path / "good").iterdir()}
    files = {name: data for found, _ in traps(trace, tmp_path).values() for name, data in found.items()}
    config = config_with(
        auto_map={f"{mark}AutoModel": "modeling_trap.Trap"}, _name_or_path="../../etc", vocab_file="/etc"
    )
    hub.add("org/good", {**files, **good, "config.json": config})
    loaded = getattr(trivet, f"{mark}AutoModel").from_pretrained("org/good")
    assert loaded.config.vocab_file == "/etc"
    assert loaded.config.name_or_path == "org/good"
    assert not trace.exists()
    fetched = {each.rpartition("/")[2] for each in hub.requests if each.startswith("GET") and "/resolve/" in each}
    assert fetched == {"config.json", "model.safetensors"}


def test_repository_cannot_write_outside_the_cache(framework: str, hub: Hub, tmp_path: Path) -> None:
    hub.add("org/climbs", {"config.json": config_with(), "../../../escaped/model.safetensors": b"x"})
    cls = getattr(trivet, f"{class_prefix(framework)}BertModel")
    for subfolder in ("../../../escaped", "/etc"):
        with pytest.raises((RemoteSourceError, SourceNotFoundError, UnsafePathError, InvalidConfigError)):
            cls.from_pretrained("org/climbs", subfolder=subfolder)
    assert not list(tmp_path.rglob("escaped"))


def test_links_of_a_folder_are_followed_for_reading_only(framework: str, tmp_path: Path) -> None:
    cls = getattr(trivet, f"{class_prefix(framework)}BertModel")
    cls(tiny_config("bert")).save_pretrained(tmp_path / "real")
    (tmp_path / "links").mkdir()
    for each in (tmp_path / "real").iterdir():
        (tmp_path / "links" / each.name).symlink_to(each)
    before = (tmp_path / "real" / "model.safetensors").read_bytes()
    model = cls.from_pretrained(tmp_path / "links")
    cls(tiny_config("bert")).save_pretrained(tmp_path / "links")
    assert (tmp_path / "real" / "model.safetensors").read_bytes() == before
    assert type(model) is cls
    loop = tmp_path / "links" / "model.safetensors"
    loop.unlink()
    loop.symlink_to("model.safetensors")
    with pytest.raises(SourceNotFoundError):
        cls.from_pretrained(tmp_path / "links")
