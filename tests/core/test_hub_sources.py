"""Checkpoints in repositories: what is fetched, what is kept, what is believed. The real client, a hub of our own."""

from __future__ import annotations

import errno
import hashlib
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import tiny_bert
from hub_server import Fault, Hub

import trivet
from trivet.errors import DestinationError, RemoteSourceError, SourceNotFoundError, UnsafePickleError
from trivet.planning.opening import open_checkpoint
from trivet.sizes import human_size
from trivet.sources.options import SourceOptions


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    tiny_bert.write_checkpoint(tmp_path / "source")
    return {each.name: each.read_bytes() for each in (tmp_path / "source").iterdir()}


@pytest.fixture
def sharded(tmp_path: Path) -> dict[str, bytes]:
    """Nine MB in four shards."""
    rng = np.random.default_rng(0)
    tensors = {f"layer.{n}.weight": rng.standard_normal((512, 512)).astype(np.float32) for n in range(9)}
    from safetensors.numpy import save

    names = sorted(tensors)
    parts = {f"model-{n + 1:05d}-of-00004.safetensors": names[n::4] for n in range(4)}
    found = {file: save({name: tensors[name] for name in part}) for file, part in parts.items()}
    weight_map = {name: file for file, part in parts.items() for name in part}
    found["model.safetensors.index.json"] = json.dumps({"weight_map": weight_map}).encode()
    return found


def fetched(hub: Hub) -> list[str]:
    """Names of the files whose bytes were asked for."""
    return [each.rpartition("/")[2] for each in hub.requests if each.startswith("GET") and "/resolve/" in each]


def cached_weights() -> list[Path]:
    from huggingface_hub import constants

    return list(Path(constants.HF_HUB_CACHE).rglob("snapshots/**/*.safetensors"))


def refusal(source: str = "org/bert", **options: Any) -> str:
    with pytest.raises(RemoteSourceError) as caught:
        open_checkpoint(source, options=SourceOptions(**options))
    assert caught.value.source == source
    return str(caught.value)


def test_fetches_the_weights_that_rank_first_and_no_others(hub: Hub, files: dict[str, bytes]) -> None:
    more = {"tf_model.h5": b"x", "pytorch_model.bin": b"y", "onnx/model.onnx": b"z", "notes.txt": b"", "vocab.txt": b""}
    hub.add("org/bert", files | more)
    found = open_checkpoint("org/bert")
    assert sorted(fetched(hub)) == ["config.json", "model.safetensors"]
    assert set(found.catalog) == set(open_checkpoint(found.folder).catalog)
    assert found.config["hidden_size"] == 8
    assert found.ignored == ("tf_model.h5", "pytorch_model.bin")
    hub.requests.clear()
    open_checkpoint("org/bert")
    assert fetched(hub) == []


def test_inspect_and_plan_of_safetensors_fetch_headers_only(hub: Hub, sharded: dict[str, bytes]) -> None:
    hub.add("org/big", sharded)
    found = trivet.inspect("org/big")
    assert (found.path, len(found.tensors), len(found.shards)) == ("org/big", 9, 4)
    assert found.nbytes == 9 * 512 * 512 * 4
    assert hub.sent < 100_000
    assert not cached_weights()


def test_long_headers_take_a_second_request(hub: Hub) -> None:
    from safetensors.numpy import save

    tensors = {f"a.rather.long.name.of.a.tensor.{n}": np.zeros(1, np.float32) for n in range(300)}
    hub.add("org/many", {"model.safetensors": save(tensors), ".gitattributes": b""})
    assert len(trivet.inspect("org/many").tensors) == 300
    assert fetched(hub).count("model.safetensors") == 2


def test_plans_without_fetching_weights(hub: Hub, files: dict[str, bytes]) -> None:
    hub.add("org/bert", files)
    assert len(trivet.plan("org/bert", to="flax").steps) == len(trivet.inspect("org/bert").tensors)
    assert not cached_weights()


def test_converts_with_what_lies_beside_the_weights(hub: Hub, files: dict[str, bytes], tmp_path: Path) -> None:
    hub.add("org/bert", {**files, "vocab.txt": b"[PAD]", "README.md": b"# A card", "run.py": b"raise SystemExit"})
    trivet.convert("org/bert", tmp_path / "flax", to="flax")
    assert (tmp_path / "flax" / "vocab.txt").read_bytes() == b"[PAD]"
    assert not (tmp_path / "flax" / "run.py").exists()
    assert trivet.diff("org/bert", tmp_path / "flax").is_identical
    assert trivet.verify("org/bert").is_sound
    with pytest.raises(DestinationError, match=r"^org/bert: is not on this machine: say in which file the manifest"):
        trivet.write_manifest("org/bert")
    trivet.write_manifest("org/bert", tmp_path / "sums.json")
    assert trivet.verify("org/bert", manifest=tmp_path / "sums.json").is_sound


def test_revisions_subfolders_and_hf_addresses(hub: Hub, files: dict[str, bytes]) -> None:
    repo = hub.add("org/bert", {f"inner/{name}": data for name, data in files.items()})
    repo.tags["v1"] = repo.refs["main"]
    hub.add("org/bert", {"README.md": b"moved on"})
    tagged = SourceOptions(revision="v1")
    assert len(open_checkpoint("org/bert", subfolder="inner", options=tagged).catalog) == 39
    assert len(open_checkpoint("hf://org/bert@v1/inner").catalog) == 39
    assert len(open_checkpoint("org/bert@v1", subfolder="inner").catalog) == 39
    assert len(open_checkpoint("org/bert@v1", subfolder="inner", options=tagged).catalog) == 39
    with pytest.raises(
        RemoteSourceError, match=r"^org/bert: its address names revision 'main', the options 'v1'\. Give"
    ):
        open_checkpoint("org/bert@main", subfolder="inner", options=tagged)
    assert trivet.AutoConfig.from_pretrained("org/bert", subfolder="inner", revision="v1").hidden_size == 8
    assert trivet.BertConfig.from_pretrained("org/bert", subfolder="inner", revision="v1").hidden_size == 8
    with pytest.raises(
        SourceNotFoundError,
        match=r"^org/bert: the folder holds no weights\. It holds README\.md\. Looked for: model\.saf",
    ):
        open_checkpoint("org/bert")
    with pytest.raises(SourceNotFoundError, match=r"^org/bert: there is no config\.json\.$"):
        trivet.AutoConfig.from_pretrained("org/bert")


def test_what_exists_here_wins(hub: Hub, files: dict[str, bytes], tmp_path: Path, monkeypatch: Any) -> None:
    tiny_bert.write_checkpoint(tmp_path / "org" / "bert")
    monkeypatch.chdir(tmp_path)
    assert len(open_checkpoint("org/bert").catalog) == 39
    assert hub.requests == []
    with pytest.raises(SourceNotFoundError, match=r"there is no such file or folder"):
        open_checkpoint(Path("org/nothing"))
    assert hub.requests == []


def test_offline_takes_what_was_fetched(hub: Hub, files: dict[str, bytes], monkeypatch: Any) -> None:
    from huggingface_hub import constants

    hub.add("org/bert", files)
    open_checkpoint("org/bert")
    hub.requests.clear()
    assert len(open_checkpoint("org/bert", options=SourceOptions(local_files_only=True)).catalog) == 39
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    assert len(open_checkpoint("org/bert").catalog) == 39
    cache = constants.HF_HUB_CACHE
    assert refusal("org/other") == (
        f"org/other: revision 'main' is not in the cache {cache}, and nothing may be fetched (HF_HUB_OFFLINE is "
        "set). There is no such local file or folder either. Load it once with a connection, or pass the cache_dir= that it was fetched into."
    )
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    assert "(local_files_only=True)." in refusal("org/other", local_files_only=True, revision="v2")
    assert hub.requests == []


def test_hub_out_of_reach_takes_what_was_fetched_and_says_so(hub: Hub, files: dict[str, bytes]) -> None:
    hub.add("org/bert", files)
    open_checkpoint("org/bert")
    away = SourceOptions(endpoint="http://127.0.0.1:9")
    with pytest.warns(UserWarning, match=r"127\.0\.0\.1:9 cannot be reached .* The cached files are used\."):
        assert len(open_checkpoint("org/bert", options=away).catalog) == 39
    assert refusal("org/new", endpoint="http://127.0.0.1:9").startswith(
        "org/new: http://127.0.0.1:9 cannot be reached ("
    )


def test_cache_folder_and_forced_download(hub: Hub, files: dict[str, bytes], tmp_path: Path) -> None:
    hub.add("org/bert", files)
    options = SourceOptions(cache_dir=tmp_path / "cache", force_download=True)
    for _ in range(2):
        hub.requests.clear()
        assert open_checkpoint("org/bert", options=options).folder.is_relative_to(tmp_path / "cache")
        assert sorted(fetched(hub)) == ["config.json", "model.safetensors"]


def test_dropped_connection_is_resumed(hub: Hub, sharded: dict[str, bytes]) -> None:
    hub.add("org/big", sharded)
    hub.faults.append(Fault("GET /org/big/resolve", drop=1_500_000))
    hub.faults.append(Fault("model-00002", drop=700_000))
    open_checkpoint("org/big")
    assert hub.sent <= 1.02 * sum(map(len, sharded.values()))


def test_body_that_is_slow_to_come_is_waited_for_and_then_asked_for_again(
    hub: Hub, files: dict[str, bytes], monkeypatch: Any
) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr("trivet.sources.downloads.time", SimpleNamespace(sleep=lambda _: None))
    hub.add("org/bert", files)
    hub.faults.append(Fault("GET /org/bert/resolve", slow=0.2))
    assert len(open_checkpoint("org/bert").catalog) == 39
    commit = hub.add("org/again", files).refs["main"]
    monkeypatch.setattr(constants, "HF_HUB_DOWNLOAD_TIMEOUT", 0.4)
    hub.faults.append(Fault(f"GET /org/again/resolve/{commit}/model.safetensors", slow=1.2))
    asked = len(fetched(hub))
    assert open_checkpoint("org/again").opened[0].read_bytes() == files["model.safetensors"]
    assert len(fetched(hub)) > asked + 2  # the config, and the weights twice


def test_wrong_bytes_are_refused_and_not_kept(hub: Hub, files: dict[str, bytes]) -> None:
    hub.add("org/bert", files)
    hub.faults.append(Fault("model.safetensors", wrong=True))
    told = refusal()
    assert told.startswith("org/bert: model.safetensors: what was fetched has the sum ")
    assert told.endswith(". It was not kept; try again.")
    assert not cached_weights()
    assert len(open_checkpoint("org/bert").catalog) == 39


def test_server_trouble_passes(hub: Hub, files: dict[str, bytes], monkeypatch: Any) -> None:
    monkeypatch.setattr("trivet.sources.downloads.time", SimpleNamespace(sleep=lambda _: None))
    hub.add("org/bert", files)
    hub.faults.append(Fault("GET /api/models/org/bert", status=503))
    hub.faults.append(Fault("/model.safetensors", status=503))
    assert len(trivet.inspect("org/bert").tensors) == 39
    hub.faults.append(Fault("GET /api/models/org/bert", status=502, times=3))
    assert refusal() == f"org/bert: {hub.endpoint} answered 502 repeatedly. Try again later."


def test_corrupt_cached_file_is_named_with_the_command_that_repairs_it(hub: Hub, files: dict[str, bytes]) -> None:
    hub.add("org/bert", files)
    commit = hub.repos["org/bert"].refs["main"]
    path = open_checkpoint("org/bert").opened[0]
    path.resolve().write_bytes(b"cut")
    assert refusal() == (
        f"org/bert: the cached file {path} has 3 bytes, the repository says {len(files['model.safetensors'])}. "
        f"Repair it: hf download org/bert model.safetensors --revision {commit} --force-download"
    )


def test_verify_finds_a_cached_file_of_the_right_size_with_wrong_bytes(hub: Hub, files: dict[str, bytes]) -> None:
    hub.add("org/bert", files)
    commit = hub.repos["org/bert"].refs["main"]
    assert trivet.verify("org/bert").is_sound
    assert trivet.verify("org/bert").is_sound
    path, whole = open_checkpoint("org/bert").opened[0], files["model.safetensors"]
    wrong = whole[:-1] + bytes([whole[-1] ^ 1])
    path.resolve().write_bytes(wrong)
    with pytest.raises(RemoteSourceError) as caught:
        trivet.verify("org/bert")
    found, stated = (hashlib.sha256(data).hexdigest() for data in (wrong, whole))
    assert str(caught.value) == (
        f"org/bert: the cached file {path} has the sum {found}, the repository says {stated}. "
        f"Repair it: hf download org/bert model.safetensors --revision {commit} --force-download"
    )
    assert trivet.verify("org/bert", options=SourceOptions(force_download=True)).is_sound
    assert path.read_bytes() == whole


def test_refuses_what_no_disk_has_room_for(hub: Hub, files: dict[str, bytes], monkeypatch: Any) -> None:
    from huggingface_hub import constants

    hub.add("org/bert", files)
    monkeypatch.setattr("trivet.sources.folder.shutil.disk_usage", lambda _: SimpleNamespace(free=1000))
    needed = human_size(len(files["model.safetensors"]))
    assert refusal() == (
        f"org/bert: the disk of the cache {constants.HF_HUB_CACHE} is full: {needed} have to be fetched, {human_size(1000)} "
        "are free. Make room there (`hf cache ls` shows what it holds), and the download resumes where it stopped; or pass "
        "another cache_dir=."
    )
    assert fetched(hub) == ["config.json"]


def test_disk_that_fills_up_on_the_way(hub: Hub, files: dict[str, bytes], monkeypatch: Any) -> None:
    from trivet.sources import repository

    hub.add("org/bert", files)
    genuine = repository.fetch_whole

    def filling(url: str, *arguments: Any, **options: Any) -> None:
        if url.endswith(".safetensors"):
            raise OSError(errno.ENOSPC, "No space left on device")
        genuine(url, *arguments, **options)

    monkeypatch.setattr(repository, "fetch_whole", filling)
    assert " is full. Make room there" in refusal()


def test_nothing_that_a_repository_holds_is_executed(hub: Hub, files: dict[str, bytes], tmp_path: Path) -> None:
    import os
    import pickle

    class Trap:
        def __reduce__(self) -> Any:
            return os.mkdir, (str(tmp_path / "executed"),)

    code = f"import os; os.mkdir({str(tmp_path / 'executed')!r})".encode()
    config = json.loads(files["config.json"]) | {"auto_map": {"AutoConfig": "trap.C", "AutoModel": "trap.M"}}
    traps = {
        "pytorch_model.bin": pickle.dumps(Trap(), protocol=2),
        "trap.py": code,
        "setup.py": code,
        "conftest.py": code,
        "config.json": json.dumps(config).encode(),
    }
    hub.add("org/trap", traps)
    with pytest.raises(UnsafePickleError):
        trivet.inspect("org/trap")
    hub.add("org/bert", {**files, **traps})
    assert len(open_checkpoint("org/bert").catalog) == 39
    assert trivet.verify("org/bert").is_sound
    assert "trap.py" not in fetched(hub)
    assert not (tmp_path / "executed").exists()
