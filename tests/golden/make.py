"""Make the golden data: tiny random models of the reference library, with their inputs and outputs.

Runs in the reference environments only (`nox -s golden`), never in the test environment, and knows nothing of trivet:
what it writes is the other side's word. The modules `make_<families>.py` say which cases there are; everything else is
shared. Each case names the version of the reference library that makes it, and a run makes those of the version that
is installed: the released one first, which empties a family's folder, then the newest, which adds to it.

    python tests/golden/make.py --out DIR [--family bert] [--seed N] [--older-only]
"""

import argparse
import importlib
import json
import shutil
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from make_experts import FAMILIES as EXPERTS
from make_heads import MODULES, PREFIX
from make_more_decoders import FAMILIES as MORE_DECODERS
from make_older_decoders import FAMILIES as OLDER_DECODERS
from make_pictures import FAMILIES as PICTURES
from make_sounds import FAMILIES as SOUNDS
from make_text_encoders import FAMILIES as TEXT_ENCODERS
from make_turned import FAMILIES as TURNED

from golden_cases import NEWEST, RELEASED, CaseSpec
from golden_quiet import quieten

# model type → the module whose `specs(model_type, seed)` lists its cases
FAMILIES: Mapping[str, str] = {
    "bert": "make_bert",
    "gpt2": "make_gpt2",
    "t5": "make_t5",
    **dict.fromkeys(("roberta", "xlm-roberta", "camembert", "distilbert", "electra", "albert"), "make_encoders"),
    **dict.fromkeys(
        ("bart", "mbart", "marian", "pegasus", "blenderbot", "blenderbot-small", "plbart", "m2m_100", "mt5", "umt5"),
        "make_seq2seq",
    ),
    **dict.fromkeys(("llama", "mistral", "qwen2", "qwen3", "gemma2"), "make_decoders"),
    **dict.fromkeys(("mpnet", "xlm-roberta-xl", "megatron-bert", "ernie", "layoutlm"), "make_embedders"),
    **dict.fromkeys(TEXT_ENCODERS, "make_text_encoders"),
    **dict.fromkeys(PICTURES, "make_pictures"),
    **dict.fromkeys(SOUNDS, "make_sounds"),
    **dict.fromkeys(MORE_DECODERS, "make_more_decoders"),
    **dict.fromkeys(OLDER_DECODERS, "make_older_decoders"),
    **dict.fromkeys(TURNED, "make_turned"),
    **dict.fromkeys(EXPERTS, "make_experts"),
    **{PREFIX + model_type: "make_heads" for model_type in MODULES},
}
PACKAGES = {
    RELEASED: ("transformers", "torch", "tensorflow", "flax", "jax", "numpy", "safetensors"),
    NEWEST: ("transformers", "torch", "numpy", "safetensors"),
}


def installed_version(package: str) -> str:
    """The version in use; TensorFlow's CPU build is its own distribution."""
    return version("tensorflow-cpu" if package == "tensorflow" else package)


def write_case(spec: CaseSpec, folder: Path) -> dict[str, Any]:
    """Write one case with the installed library; what the manifest says of it."""
    frameworks, differences = ["torch"], {}
    if spec.library == RELEASED:
        reference = importlib.import_module("golden_reference")
        differences = reference.write_case(spec, folder)
        if spec.older_containers or spec.dialects:
            frameworks = list(reference.available(spec))
    else:
        importlib.import_module("golden_torch").write_case(spec, folder)
    print(f"{spec.model_type}/{spec.name}: " + ", ".join(f"{name} {value:.1e}" for name, value in differences.items()))
    described: dict[str, Any] = {
        "frameworks": frameworks,
        "older_containers": spec.older_containers,
        "tolerance": spec.tolerance,
        "library": spec.library,
    }
    return described


def selected(family: str, seed: int, library: str, *, older_only: bool) -> Iterator[tuple[Any, CaseSpec]]:
    """The cases of a family that the installed library makes, with the module that lists them."""
    module = importlib.import_module(FAMILIES[family])
    for spec in module.specs(family, seed):
        if spec.library == library and (spec.older_containers or not older_only):
            yield module, spec


def make_family(family: str, out: Path, seed: int, *, older_only: bool) -> None:
    """Write the cases of one family that the installed library makes, under `out/family`."""
    library, folder = installed_version("transformers"), out / family
    if library == RELEASED:
        shutil.rmtree(folder, ignore_errors=True)
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text()) if path.exists() else {"cases": {}, "versions": {}}
    made = {}
    for module, spec in selected(family, seed, library, older_only=older_only):
        shutil.rmtree(folder / spec.name, ignore_errors=True)
        described = write_case(spec, folder / spec.name)
        if spec.weights is not None:
            owner = made[spec.weights]
            described |= {"weights": spec.weights, "frameworks": owner["frameworks"]}
        made[spec.name] = described
        if hasattr(module, "write_extras"):
            module.write_extras(spec, folder / spec.name)
    if not made:
        return
    manifest = {
        "family": family,
        "seed": seed,
        "cases": {**manifest["cases"], **made},
        "versions": {**manifest["versions"], library: {name: installed_version(name) for name in PACKAGES[library]}},
    }
    path.write_text(json.dumps(manifest, indent=2) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="folder that receives one folder per family")
    parser.add_argument("--family", choices=FAMILIES, action="append", help="default: every family")
    parser.add_argument("--seed", type=int, default=0, help="the committed data uses 0")
    parser.add_argument("--older-only", action="store_true", help="of each family only the case with every container")
    options = parser.parse_args()
    if installed_version("transformers") not in PACKAGES:
        parser.error(f"transformers {' or '.join(PACKAGES)} is needed, not {installed_version('transformers')}")
    quieten()
    for family in options.family or FAMILIES:
        make_family(family, options.out, options.seed, older_only=options.older_only)


if __name__ == "__main__":
    main()
