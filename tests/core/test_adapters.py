"""Adapters as sources: recognised wherever they lie, with the model that they were made for; nothing loads them here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import tiny_bert
from hub_server import Hub
from stub_backend import StubBackend

import trivet
from trivet.backends.auto import AutoModelClass
from trivet.backends.auto_config import config_of
from trivet.errors import InvalidConfigError, SourceNotFoundError
from trivet.sources.adapters import find_adapter
from trivet.sources.options import SourceOptions
from trivet.sources.remote_code import OwnCode
from trivet.sources.source import Source


def adapter(base: object, **fields: Any) -> bytes:
    return json.dumps({"peft_type": "LORA", "base_model_name_or_path": base, **fields}).encode()


def test_adapter_is_found_where_it_lies(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "adapter_config.json").write_bytes(adapter("org/base", revision="v1"))
    hub.add("me/adapter", {"inner/adapter_config.json": adapter("")})
    found = find_adapter(Source(tmp_path / "here", options=SourceOptions(revision="x", token="t")))
    assert found is not None
    assert found.base is not None
    assert (found.base.location, found.base.options) == ("org/base", SourceOptions(revision="v1", token="t"))
    elsewhere = find_adapter(Source("me/adapter", subfolder="inner"))
    assert elsewhere is not None
    assert elsewhere.base is None
    assert find_adapter(Source("me/adapter")) is None
    assert find_adapter(Source(tmp_path)) is None


def test_config_of_an_adapter_is_its_bases(hub: Hub, tmp_path: Path, provide: Any) -> None:
    provide("trivet.backends", "torch", StubBackend("torch"))
    tiny_bert.write_checkpoint(tmp_path / "source")
    files = {each.name: each.read_bytes() for each in (tmp_path / "source").iterdir()}
    repo = hub.add("org/base", files)
    repo.tags["v1"] = repo.refs["main"]
    hub.add("org/base", {"README.md": b"moved on"})
    hub.add("me/adapter", {"adapter_config.json": adapter("org/base", revision="v1")})
    path, code = config_of(OwnCode(Source("me/adapter"), None, None))
    assert json.loads(path.read_text())["model_type"] == "bert"
    assert (code.source.location, code.source.options.revision) == ("org/base", "v1")
    hub.add("me/lost", {"adapter_config.json": adapter(None)})
    auto = type("AutoModel", (AutoModelClass,), {}, framework="torch", task="base")
    with pytest.raises(SourceNotFoundError, match=r"^me/lost: there is no config\.json\.$"):
        auto.from_pretrained("me/lost")


def test_other_frameworks_are_told_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "adapter_config.json").write_bytes(adapter("org/base"))
    with pytest.raises(SourceNotFoundError) as caught:
        trivet.inspect(tmp_path)
    assert str(caught.value).startswith(
        f"{tmp_path}: the folder holds no weights. It is a PEFT adapter: PyTorch models load it with the model "
        "that it was trained for. For another framework merge it there (peft's merge_and_unload), and save the model. "
    )


@pytest.mark.parametrize("base", [3, ["org/base"], {"a": 1}])
def test_refuses_a_base_that_is_no_name(tmp_path: Path, base: object) -> None:
    (tmp_path / "adapter_config.json").write_bytes(adapter(base))
    with pytest.raises(InvalidConfigError, match=r"adapter_config\.json.*base_model_name_or_path must be text, not "):
        find_adapter(Source(tmp_path))
