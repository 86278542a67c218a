"""`python benchmarks NAME…`: run suites and put their tables into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from harness import save

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
SUITES = (
    *("convert", "headers", "models", "generation", "embedding", "torch_loading", "tf_loading", "flax_loading"),
    *("reading", "hub", "experts"),
)


def main() -> None:
    """Run the suites that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(SUITES)}; none runs all")
    parser.add_argument("--repeats", type=int, default=5, help="runs of each case")
    options = parser.parse_args()
    for name in options.names or SUITES:
        if name not in SUITES:
            parser.error(f"unknown suite {name!r}; there are {', '.join(SUITES)}")
        save(name, importlib.import_module(name).main(repeats=options.repeats), PAGE)
        print(f"{name}: written to {PAGE}")


if __name__ == "__main__":
    main()
