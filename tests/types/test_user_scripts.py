"""A type checker finds the mistakes of a user's script, and nothing else, with each backend."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SCRIPTS = sorted(HERE.glob("user_*.py"))


@pytest.fixture(scope="module")
def errors() -> dict[str, set[int]]:
    """Script → numbers of the lines in which mypy finds an error; `` for what is found elsewhere."""
    command = [sys.executable, "-m", "mypy", "--strict", "--no-pretty"]
    run = subprocess.run(
        [*command, *map(str, SCRIPTS)], capture_output=True, text=True, check=False, cwd=HERE.parents[1]
    )
    assert run.returncode in (0, 1), run.stdout + run.stderr
    lines: dict[str, set[int]] = {}
    for line in run.stdout.splitlines():
        if found := re.match(r"(?:.*/)?([\w.]+):(\d+): error:", line):
            lines.setdefault(found[1], set()).add(int(found[2]))
    return lines


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_the_mistakes_are_found_and_nothing_else(script: Path, errors: dict[str, set[int]]) -> None:
    lines = script.read_text().splitlines()
    mistakes = {number for number, line in enumerate(lines, 1) if line.endswith("# mistake")}
    assert len(mistakes) == 4
    assert errors.get(script.name, set()) == mistakes


def test_no_other_file_has_an_error(errors: dict[str, set[int]]) -> None:
    assert set(errors) <= {script.name for script in SCRIPTS}
