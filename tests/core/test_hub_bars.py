"""What is fetched to look at large repositories, and to publish from configs: counted in bytes and requests."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from hub_server import Hub
from sparse_repository import shards, torch_file

import trivet
from trivet.publishing.mixin import PushToHubMixin
from trivet.text.generation.config import GenerationConfig

GIB = 2**30
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")


def test_two_gigabytes_in_shards_are_inspected_with_less_than_one_fetched(hub: Hub) -> None:
    hub.add("org/large", shards(4, 400, 2 * GIB))
    found = trivet.inspect("org/large")
    assert (len(found.tensors), len(found.shards)) == (400, 4)
    assert found.nbytes == pytest.approx(2 * GIB, rel=1e-3)
    assert hub.sent < 1_000_000


def test_each_shard_is_asked_once_or_twice(hub: Hub) -> None:
    hub.add("org/many", shards(12, 6000, GIB))
    assert len(trivet.inspect("org/many").tensors) == 6000
    asked = [each for each in hub.requests if each.startswith("GET") and each.endswith(".safetensors")]
    assert len(asked) <= 24


def test_a_gigabyte_in_a_bin_file_is_inspected_in_a_few_small_requests(hub: Hub, tmp_path: Path) -> None:
    hub.add("org/large", {"pytorch_model.bin": torch_file(tmp_path, 400, GIB), ".gitattributes": b""})
    found = trivet.inspect("org/large")
    assert (len(found.tensors), found.aligned) == (400, None)
    assert found.nbytes == pytest.approx(GIB, rel=1e-5)
    assert hub.sent < 250_000
    assert sum(each.startswith("GET") and each.endswith(".bin") for each in hub.requests) <= 5


def test_generation_config_is_published_and_read_from_every_source(hub: Hub, tmp_path: Path) -> None:
    config = GenerationConfig(num_beams=3, max_new_tokens=7)
    config.push_to_hub("me/writes", token=hub.token, commit_message="How it writes")
    assert set(hub.files("me/writes")) == {".gitattributes", "generation_config.json"}
    assert GenerationConfig.from_pretrained("me/writes", token=hub.token) == config
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "notes.bin").write_bytes(b"one's own")
    how = {"push_to_hub": True, "repo_id": "me/second", "token": hub.token, "revision": "dev"}
    config.save_pretrained(tmp_path / "kept", "other.json", **how)
    assert "notes.bin" not in hub.files("me/second", "dev")
    again = GenerationConfig.from_pretrained("me/second", "other.json", revision="dev", num_beams=1)
    assert (again.num_beams, again.max_new_tokens) == (1, 7)
    assert GenerationConfig.from_pretrained(tmp_path / "kept" / "other.json") == config
    hub.add("me/inner", {"inner/generation_config.json": config.to_json_string().encode()})
    assert GenerationConfig.from_pretrained("me/inner", subfolder="inner") == config
    for source in ("me/inner", tmp_path / "kept"):
        with pytest.raises(trivet.errors.SourceNotFoundError, match=r": there is no generation_config\.json\.$"):
            GenerationConfig.from_pretrained(source)


def test_config_is_published_where_it_is_saved(hub: Hub, tmp_path: Path) -> None:
    config = trivet.BertConfig(hidden_size=12, num_attention_heads=2)
    config.save_pretrained(tmp_path / "here", token=hub.token)
    assert hub.repos == {}
    with pytest.warns(FutureWarning, match=r"^use_auth_token is deprecated: use token$"):
        config.save_pretrained(tmp_path / "here", push_to_hub=True, repo_id="me/config", use_auth_token=hub.token)
    found = trivet.AutoConfig.from_pretrained("me/config")
    assert (found, found.name_or_path) == (config, "me/config")
    assert "name_or_path" not in hub.files("me/config")["config.json"].decode()
    assert trivet.AutoConfig.from_pretrained(tmp_path / "here").name_or_path == str(tmp_path / "here")
    with pytest.raises(TypeError, match=r"unexpected keyword argument 'repo_id' \(it says how to publish"):
        config.save_pretrained(tmp_path / "there", repo_id="me/config")
    assert not (tmp_path / "there").exists()


def test_push_to_hub_takes_what_it_took() -> None:
    """In the order of transformers 4.37.2's signature, of which code calls the first few by position."""
    wanted = ["repo_id", "use_temp_dir", "commit_message", "private", "token", "max_shard_size", "create_pr"]
    wanted += ["safe_serialization", "revision", "commit_description", "tags"]
    for cls in (PushToHubMixin, trivet.PretrainedConfig, GenerationConfig):
        found = list(inspect.signature(cls.push_to_hub).parameters)
        assert found[1 : len(wanted) + 1] == wanted
        assert found[-1] == "saving"
