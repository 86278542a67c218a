"""Checkpoints at addresses: a web server, and a store of fsspec."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
import tiny_bert
from hub_server import Fault, Hub

import trivet
from trivet.errors import RemoteSourceError
from trivet.planning.opening import open_checkpoint
from trivet.sources.options import SourceOptions


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    tiny_bert.write_checkpoint(tmp_path / "source")
    return {each.name: each.read_bytes() for each in (tmp_path / "source").iterdir()}


@pytest.fixture
def store(files: dict[str, bytes], tmp_path: Path) -> Iterator[str]:
    """An address in memory."""
    memory = fsspec.filesystem("memory")
    base = f"/{tmp_path.name}"
    for name, data in files.items():
        memory.pipe_file(f"{base}/inner/{name}", data)
    yield f"memory:/{base}"
    memory.rm(base, recursive=True)


def refusal(source: str, **options: object) -> str:
    with pytest.raises(RemoteSourceError) as caught:
        open_checkpoint(source, options=SourceOptions(**options))  # type: ignore[arg-type]
    return str(caught.value)


def test_file_of_a_web_server_with_the_config_beside_it(hub: Hub, files: dict[str, bytes], tmp_path: Path) -> None:
    hub.add("org/bert", files)
    url = f"{hub.endpoint}/plain/org/bert/model.safetensors"
    found = trivet.inspect(url)
    assert (found.path, found.model_type, len(found.tensors)) == (url, "bert", 39)
    assert not list((tmp_path / "home").rglob("*.safetensors"))
    checkpoint = open_checkpoint(url)
    assert checkpoint.opened[0].read_bytes() == files["model.safetensors"]
    sent = hub.sent
    open_checkpoint(url)
    assert hub.sent == sent
    hub.add("org/bert", {**files, "config.json": files["config.json"] + b" "})
    assert open_checkpoint(url).folder.joinpath("config.json").read_bytes().endswith(b" ")


def test_no_token_of_the_hub_goes_to_a_web_server(hub: Hub, files: dict[str, bytes]) -> None:
    hub.add("org/bert", files)
    open_checkpoint(f"{hub.endpoint}/plain/org/bert/model.safetensors", options=SourceOptions(token=hub.reader))
    assert hub.tokens == []
    open_checkpoint("org/bert", options=SourceOptions(token=hub.reader))
    assert set(hub.tokens) == {hub.reader}


def test_broken_download_goes_on_where_it_stopped(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy as np
    from safetensors.numpy import save

    monkeypatch.setattr("trivet.sources.addresses._BLOCK", 100_000)
    data = save({"a": np.arange(100_000, dtype=np.float32)})
    hub.add("org/big", {"model.safetensors": data})
    url = f"{hub.endpoint}/plain/org/big/model.safetensors"
    hub.faults.append(Fault("model.safetensors", drop=2000))
    hub.faults.append(Fault("GET /plain/org/big/model", drop=2000))
    assert open_checkpoint(url).opened[0].read_bytes() == data
    assert hub.sent <= 1.02 * len(data)


def test_downloads_are_shown_on_a_terminal_only(
    hub: Hub, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hub.add("org/bert", files)
    for is_terminal in (True, False):
        shown = io.StringIO()
        monkeypatch.setattr(shown, "isatty", lambda is_terminal=is_terminal: is_terminal, raising=False)
        monkeypatch.setattr(sys, "stderr", shown)
        for number, source in enumerate((f"{hub.endpoint}/plain/org/bert/model.safetensors", "org/bert")):
            shown.truncate(0)
            open_checkpoint(source, options=SourceOptions(cache_dir=str(tmp_path / f"{number}{is_terminal}")))
            assert ("model.safetensors: 100%" in shown.getvalue()) == is_terminal
            assert is_terminal or not shown.getvalue()


def test_cache_that_is_a_file_is_named(hub: Hub, files: dict[str, bytes], tmp_path: Path) -> None:
    hub.add("org/bert", files)
    (tmp_path / "cache").write_text("")
    url = f"{hub.endpoint}/plain/org/bert/model.safetensors"
    assert refusal(url, cache_dir=tmp_path / "cache").startswith(f"{url}: cannot be read (")
    assert "cannot be written" in refusal("org/bert", cache_dir=tmp_path / "cache")


def test_refuses_what_a_web_server_has_not(hub: Hub, files: dict[str, bytes]) -> None:
    hub.add("org/bert", files)
    base = f"{hub.endpoint}/plain/org/bert"
    assert refusal(f"{base}/other.safetensors") == f"{base}/other.safetensors: there is no such file."
    folder = f"{base}/: a web server does not list folders. Give the address of a weights file."
    assert refusal(f"{base}/") == folder
    assert refusal("http://127.0.0.1:9/m.safetensors").startswith("http://127.0.0.1:9/m.safetensors: cannot be read (")
    assert "local_files_only=True, but" in refusal(f"{base}/model.safetensors", local_files_only=True)


def test_folder_and_file_of_a_store(hub: Hub, store: str, tmp_path: Path) -> None:
    assert len(trivet.inspect(f"{store}/inner").tensors) == 39
    assert len(open_checkpoint(store, subfolder="inner").catalog) == 39
    assert open_checkpoint(f"{store}/inner/model.safetensors").config["hidden_size"] == 8
    assert trivet.AutoConfig.from_pretrained(f"{store}/inner").hidden_size == 8
    trivet.convert(f"{store}/inner", tmp_path / "flax", to="flax")
    assert trivet.diff(f"{store}/inner", tmp_path / "flax").is_identical
    assert hub.requests == []


def test_refuses_stores_that_cannot_be_read(hub: Hub, store: str) -> None:
    assert refusal(f"{store}/none") == f"{store}/none: cannot be read (there is no such file or folder)."
    assert refusal("nosuch://a/b").startswith("nosuch://a/b: cannot be read (Protocol not known: nosuch")


def test_a_server_that_fails_beside_the_file_is_an_error_of_the_source(hub: Hub, files: dict[str, bytes]) -> None:
    """Whether there is a config is asked of the server, too."""
    hub.add("org/bert", {"model.safetensors": files["model.safetensors"]})
    hub.faults.append(Fault("HEAD /plain/org/bert/config.json", status=500, times=9))
    assert "/model.safetensors: cannot be read (" in refusal(f"{hub.endpoint}/plain/org/bert/model.safetensors")
