"""Writes `data/quantized/<case>/`: quantized weights as the reference packages store them, and what they decode to.

Run in the environment of `nox -s quantized`: python tests/golden/make_quantized.py
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "quantized"), str(HERE.parent / "support")]

import references  # noqa: E402
from quantized_files import GOLDEN, write  # noqa: E402


def main() -> None:
    """Write every case, or those named on the command line."""
    names = sys.argv[1:] or references.names()
    for name in names:
        shutil.rmtree(GOLDEN / name, ignore_errors=True)
        write(references.made(name), GOLDEN / name)
    print(f"{len(names)} cases written to {GOLDEN}")


if __name__ == "__main__":
    main()
