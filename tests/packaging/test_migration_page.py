"""The page for those who come from `transformers`: its generated parts are current, and the names on it exist."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path

import trivet

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "migration.md"
SCRIPT = ROOT / "scripts" / "migration.py"


def test_generated_parts_are_current() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def table(title: str) -> str:
    text = PAGE.read_text(encoding="utf-8")
    return text[text.index(f"## {title}\n") :].partition("\n## ")[0]


METHODS = {"register", "from_pretrained", "save_pretrained", "pad", "decode", "batch_decode", "apply_chat_template"}
IN_MODULES = {
    "ACT2FN": "activations",
    "check_min_version": "utils",
    "get_activation": "activations",
    "require_version": "utils",
    "send_example_telemetry": "utils",
    "shift_tokens_right": "models.bart.modeling_bart",
}


def test_names_that_are_the_same_exist() -> None:
    names = set(re.findall(r"`([A-Za-z_]\w+)`", table("The same"))) - METHODS
    assert names >= {"BertModel", "CONFIG_MAPPING", *IN_MODULES}
    for name in names:
        module = importlib.import_module(f"trivet.{IN_MODULES[name]}") if name in IN_MODULES else trivet
        assert getattr(module, name) is not None, name


def test_the_readme_leads_to_the_page() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "[docs/migration.md](docs/migration.md)" in text
    assert "with only the import changed" in text
