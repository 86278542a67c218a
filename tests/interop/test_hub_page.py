"""The snippets of docs/hub.md that need a hub: run in order, as written, against one on this machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hub_server import running_hub

import trivet
from trivet.testing import tiny_config

PAGE = Path(__file__).resolve().parents[2] / "docs" / "hub.md"


@pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")
def test_snippets_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("peft", reason="adapters are peft's")
    snippets = re.findall(r"^```py\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert len(snippets) == 3
    trivet.BertModel(tiny_config("bert")).save_pretrained(tmp_path / "source")
    with running_hub(monkeypatch, tmp_path / "home") as hub:
        monkeypatch.setenv("HF_TOKEN", hub.token)
        hub.add("org/name", {each.name: each.read_bytes() for each in (tmp_path / "source").iterdir()})
        for snippet in snippets:
            exec(compile(snippet, str(PAGE), "exec"), {"__name__": "a_page"})
        assert {"me/mine", "me/config-only", "me/adapter"} <= set(hub.repos)
