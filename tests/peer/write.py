"""Write with trivet what the peer tests then load with the reference library.

Runs in an environment with the trivet packages and needs nothing of the reference library. For every head of BERT and
one of each other family: what each backend saves in its own dialect, as safetensors and in the framework's own
container, and what `trivet.convert` makes of every dialect for every other; for one head also in shards.
`written.json` lists the folders for `test_peer_loads.py`.

    python tests/peer/write.py --out DIR [--backends torch,tensorflow,flax]
"""

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import chain, product
from pathlib import Path
from typing import Any

import trivet

sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))

from golden_data import FRAMEWORKS, Case, Framework, cases

PREFIXES: dict[Framework, str] = {"torch": "", "tensorflow": "TF", "flax": "Flax"}

# Containers that core writes beside safetensors; PyTorch's own takes PyTorch to write.
CONTAINERS: dict[Framework, str] = {"tensorflow": "h5", "flax": "msgpack"}

SAME_BYTES = "converted-from"
"""How folders begin that hold, tensor by tensor, the bytes of the reference library's own files, which need no loading."""

# The reference library cannot load a sharded safetensors file in the TensorFlow or Flax dialect: PyTorch only.
SHARDED_HEAD = "BertForPreTraining"
SHARD_BYTES = 8_000
"""A third of the model, and more than its largest tensor."""


def chosen() -> list[Case]:
    """Every head of BERT, and one of each family that the reference library loads: those with every container."""
    return [case for case in cases() if case.older_containers]


def load(case: Case, backend: Framework) -> Any:
    """The head's model in a backend, from the PyTorch checkpoint that the reference library wrote."""
    model_class = getattr(trivet, PREFIXES[backend] + case.head)
    return model_class.from_pretrained(case.checkpoint("torch"))


def folder_of(out: Path, what: str, framework: Framework, case: Case) -> Path:
    """Where one checkpoint goes."""
    return out / what / framework / case.family / case.name


def write_saved(out: Path, backends: list[Framework]) -> Iterator[tuple[Path, Case, Framework]]:
    """What each backend's `save_pretrained` writes, in its own dialect and where the reference library has the class."""
    for case in chosen():
        for backend in (name for name in backends if name in case.frameworks):
            model = load(case, backend)
            for what, options in (("saved", {}), ("own-container", {"safe_serialization": False})):
                folder = folder_of(out, what, backend, case)
                model.save_pretrained(folder, **options)
                yield folder, case, backend
    case = Case(SHARDED_HEAD)
    for backend in backends:
        if backend == "torch":
            folder = folder_of(out, "saved-sharded", backend, case)
            load(case, backend).save_pretrained(folder, max_shard_size=SHARD_BYTES)
            yield folder, case, backend
        folder = folder_of(out, "own-container-sharded", backend, case)
        load(case, backend).save_pretrained(folder, safe_serialization=False, max_shard_size=SHARD_BYTES)
        yield folder, case, backend


def write_converted(out: Path) -> Iterator[tuple[Path, Case, Framework]]:
    """What `trivet.convert` makes of every pair of dialects that there are files of, no framework involved."""
    for case in chosen():
        for source, target in product(case.frameworks, repeat=2):
            folder = folder_of(out, f"{SAME_BYTES}-{source}", target, case)
            trivet.convert(case.checkpoint(source), folder, to=target)
            yield folder, case, target
        for target in (name for name in CONTAINERS if name in case.frameworks):
            folder = folder_of(out, "converted-container", target, case)
            trivet.convert(case.checkpoint("torch"), folder, to=target, container=CONTAINERS[target])
            yield folder, case, target
    case = Case(SHARDED_HEAD)
    folder = folder_of(out, "converted-sharded", "torch", case)
    trivet.convert(case.checkpoint("tensorflow"), folder, to="torch", max_shard_size=SHARD_BYTES)
    yield folder, case, "torch"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="folder to fill")
    parser.add_argument("--backends", default=",".join(FRAMEWORKS), help="comma-separated; empty: conversions only")
    options = parser.parse_args()
    named = [name for name in options.backends.split(",") if name]
    if unknown := set(named) - set(FRAMEWORKS):
        parser.error(f"unknown backends {sorted(unknown)}, choose from {', '.join(FRAMEWORKS)}")
    backends = [name for name in FRAMEWORKS if name in named]
    written = [
        {
            "folder": str(folder.relative_to(options.out)),
            "family": case.family,
            "place": case.place,
            "name": case.name,
            "framework": framework,
        }
        for folder, case, framework in chain(write_saved(options.out, backends), write_converted(options.out))
    ]
    (options.out / "written.json").write_text(json.dumps(written, indent=1) + "\n")
    print(f"{len(written)} checkpoints in {options.out}")


if __name__ == "__main__":
    main()
