"""Make the golden data: tiny random models of the reference library, with their inputs and outputs.

Runs in the reference environment only (`nox -s golden`), never in the test environment, and knows nothing of trivet:
what it writes is the other side's word. One module per model family (`make_bert.py`, ...) says which heads to build
and what to feed them; everything else is shared (`golden_reference.py`).

    python tests/golden/make.py --out DIR [--family bert] [--seed N]
"""

import argparse
import importlib
import json
import shutil
from importlib.metadata import version
from pathlib import Path

from golden_quiet import quieten

FAMILIES = ("bert",)
PACKAGES = ("transformers", "torch", "tensorflow", "flax", "jax", "numpy", "safetensors")


def installed_version(package: str) -> str:
    """The version in use; TensorFlow's CPU build is its own distribution."""
    return version("tensorflow-cpu" if package == "tensorflow" else package)


def make_family(family: str, out: Path, seed: int) -> None:
    """Write every head of one family under `out/family`, replacing what was there."""
    module = importlib.import_module(f"make_{family}")
    reference = importlib.import_module("golden_reference")
    folder = out / family
    if folder.exists():
        shutil.rmtree(folder)
    heads = []
    for spec in module.specs(seed):
        differences = reference.write_head(spec, folder / spec.head)
        module.write_extras(spec, folder / spec.head)
        heads.append(spec.head)
        print(f"{family}/{spec.head}: " + ", ".join(f"{name} {value:.1e}" for name, value in differences.items()))
    manifest = {
        "family": family,
        "seed": seed,
        "heads": heads,
        "versions": {name: installed_version(name) for name in PACKAGES},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="folder that receives one folder per family")
    parser.add_argument("--family", choices=FAMILIES, action="append", help="default: every family")
    parser.add_argument("--seed", type=int, default=0, help="the committed data uses 0")
    options = parser.parse_args()
    quieten()
    for family in options.family or FAMILIES:
        make_family(family, options.out, options.seed)


if __name__ == "__main__":
    main()
