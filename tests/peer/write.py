"""Write with trivet what the peer tests then load with the reference library.

Runs in an environment with the trivet packages and needs nothing of the reference library. For every golden head:
what each backend saves in its own dialect, and what `trivet.convert` makes of every dialect for every other; for one
head also in shards; and each framework's own container. `written.json` lists the folders for `test_peer_loads.py`.

    python tests/peer/write.py --out DIR [--backends torch,tensorflow,flax]
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import trivet

sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))

from golden_data import FRAMEWORKS, Case, Framework, cases

PREFIXES: dict[Framework, str] = {"torch": "", "tensorflow": "TF", "flax": "Flax"}

# Containers that core writes beside safetensors; PyTorch's own takes PyTorch to write.
CONTAINERS: dict[Framework, str] = {"tensorflow": "h5", "flax": "msgpack"}

# The reference library cannot load a sharded safetensors file in the TensorFlow or Flax dialect: PyTorch only.
SHARDED_HEAD = "BertForPreTraining"
SHARD_BYTES = 8_000
"""A third of the model, and more than its largest tensor."""


def load(case: Case, backend: Framework) -> Any:
    """The head's model in a backend, from the PyTorch checkpoint that the reference library wrote."""
    model_class = getattr(trivet, PREFIXES[backend] + case.head)
    return model_class.from_pretrained(case.checkpoint("torch"))


def write_saved(out: Path, backends: list[Framework]) -> Iterator[tuple[Path, Case, Framework]]:
    """What each backend's `save_pretrained` writes, in its own dialect."""
    for case in cases():
        for backend in backends:
            folder = out / "saved" / backend / case.head
            load(case, backend).save_pretrained(folder)
            yield folder, case, backend
    if "torch" in backends:
        case = Case(SHARDED_HEAD)
        folder = out / "saved-sharded" / "torch" / case.head
        load(case, "torch").save_pretrained(folder, max_shard_size=SHARD_BYTES)
        yield folder, case, "torch"


def write_converted(out: Path) -> Iterator[tuple[Path, Case, Framework]]:
    """What `trivet.convert` makes of all nine pairs of dialects, no framework involved."""
    for case in cases():
        for source in FRAMEWORKS:
            for target in FRAMEWORKS:
                folder = out / f"converted-from-{source}" / target / case.head
                trivet.convert(case.checkpoint(source), folder, to=target)
                yield folder, case, target
    case = Case(SHARDED_HEAD)
    folder = out / "converted-sharded" / "torch" / case.head
    trivet.convert(case.checkpoint("tensorflow"), folder, to="torch", max_shard_size=SHARD_BYTES)
    yield folder, case, "torch"


def write_own_containers(out: Path, backends: list[Framework]) -> Iterator[tuple[Path, Case, Framework]]:
    """Each framework's own container, whole and in shards: `.bin` and what core converts to, `.h5` and `.msgpack`."""
    for case in cases():
        for backend in backends:
            folder = out / "own-container" / backend / case.head
            load(case, backend).save_pretrained(folder, safe_serialization=False)
            yield folder, case, backend
        for target, container in CONTAINERS.items():
            folder = out / "converted-container" / target / case.head
            trivet.convert(case.checkpoint("torch"), folder, to=target, container=container)
            yield folder, case, target
    case = Case(SHARDED_HEAD)
    for backend in backends:
        folder = out / "own-container-sharded" / backend / case.head
        load(case, backend).save_pretrained(folder, safe_serialization=False, max_shard_size=SHARD_BYTES)
        yield folder, case, backend


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
        {"folder": str(folder.relative_to(options.out)), "head": case.head, "framework": framework}
        for written_by in (
            write_saved(options.out, backends),
            write_converted(options.out),
            write_own_containers(options.out, backends),
        )
        for folder, case, framework in written_by
    ]
    (options.out / "written.json").write_text(json.dumps(written, indent=1) + "\n")
    print(f"{len(written)} checkpoints in {options.out}")


if __name__ == "__main__":
    main()
