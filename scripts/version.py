"""One version for the four distributions and every pin between them. `--check` only looks; `--set X.Y.Z` writes."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("core", "torch_backend", "tf_backend", "flax_backend")
PROJECTS = [ROOT / "packages" / folder / "pyproject.toml" for folder in FOLDERS]
SOURCE = ROOT / "packages" / "core" / "src" / "trivet" / "version.py"
CITATION = ROOT / "CITATION.cff"
VERSION = r"\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?"
PLACES = (
    re.compile(rf'(?m)^(version = ")({VERSION})(")'),
    re.compile(rf'("trivet(?:-[a-z]+)?==)({VERSION})(")'),
    re.compile(rf'(?m)^(__version__ = ")({VERSION})(")'),
    re.compile(rf"(?m)^(version: )({VERSION})()$"),
)


def found() -> dict[str, set[str]]:
    """Every place that states the version: file → versions."""
    places: dict[str, set[str]] = {}
    for path in (*PROJECTS, SOURCE, CITATION):
        text = path.read_text()
        places[str(path.relative_to(ROOT))] = {match[2] for pattern in PLACES for match in pattern.finditer(text)}
    return places


def write(version: str) -> None:
    """Put the version everywhere."""
    for path in (*PROJECTS, SOURCE, CITATION):
        text = path.read_text()
        for pattern in PLACES:
            text = pattern.sub(rf"\g<1>{version}\g<3>", text)
        path.write_text(text)


def main() -> int:
    """0 when all places agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--check", action="store_true", help="fail when the places disagree")
    action.add_argument("--set", metavar="X.Y.Z", help="write this version everywhere")
    options = parser.parse_args()
    if options.set:
        if not re.fullmatch(VERSION, options.set):
            parser.error(f"{options.set!r} is no version")
        write(options.set)
    places = found()
    if len(set().union(*places.values())) == 1 and all(places.values()):
        print(f"version {next(iter(places[next(iter(places))]))} in {len(places)} files")
        return 0
    for path, versions in places.items():
        print(f"{path}: {', '.join(sorted(versions)) or 'no version'}", file=sys.stderr)
    print("the versions differ; run: python scripts/version.py --set X.Y.Z", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
