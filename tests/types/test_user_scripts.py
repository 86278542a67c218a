"""Type checkers find the mistakes of a user's script, and nothing else, with each backend."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SCRIPTS = sorted(HERE.glob("user_*.py"))


def mypy() -> set[tuple[str, int]]:
    """File and line of each error that mypy finds."""
    output = run("mypy", "--strict", "--no-pretty", *map(str, SCRIPTS))
    places = (re.match(r"(?:.*/)?([\w.]+):(\d+): error:", line) for line in output.splitlines())
    return {(place[1], int(place[2])) for place in places if place is not None}


def pyright() -> set[tuple[str, int]]:
    """The same of pyright, in a build whose package has all that it runs: that of pyright itself fetches it."""
    output = run("basedpyright", "--project", str(HERE), "--pythonpath", sys.executable, "--outputjson")
    problems = (each for each in json.loads(output)["generalDiagnostics"] if each["severity"] == "error")
    return {(Path(each["file"]).name, each["range"]["start"]["line"] + 1) for each in problems}


def run(checker: str, *arguments: str) -> str:
    """What a type checker writes, as a module of this interpreter."""
    command = [sys.executable, "-m", checker, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HERE.parents[1])
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module", params=[mypy, pyright], ids=["mypy", "pyright"])
def errors(request: pytest.FixtureRequest) -> set[tuple[str, int]]:
    """File and line of each error that a type checker finds."""
    places: set[tuple[str, int]] = request.param()
    return places


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_the_mistakes_are_found_and_nothing_else(script: Path, errors: set[tuple[str, int]]) -> None:
    lines = script.read_text().splitlines()
    mistakes = {number for number, line in enumerate(lines, 1) if line.endswith("# mistake")}
    assert len(mistakes) == 4
    assert {line for name, line in errors if name == script.name} == mistakes


def test_no_other_file_has_an_error(errors: set[tuple[str, int]]) -> None:
    assert {name for name, _ in errors} <= {script.name for script in SCRIPTS}
