"""Runs the golden cases of generation through one backend and counts those that write the reference's tokens.

The tests run a few of them in each framework; this runs all, or every nth, which takes TensorFlow and JAX long, as most
cases compile a program of their own: `nox -s generation_cases -- flax --every 4`. A program takes some 160 mappings of
memory, of which Linux allows a process 65,530 (vm.max_map_count), and TensorFlow keeps every program: give it one
family at a time.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from functools import lru_cache
from importlib import import_module
from operator import itemgetter
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(TESTS / "golden"), str(TESTS / "support")]
Counts = Counter[tuple[str, str]]
PREFIXES = {"torch": "", "tensorflow": "TF", "flax": "Flax"}


def main() -> int:
    """Print a line for each family and search; 1 when any case differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("backend", choices=list(PREFIXES))
    parser.add_argument("--family", help="only its cases")
    parser.add_argument("--search", help="only this one's")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="run every nth case of each kind")
    parser.add_argument("--eager", action="store_true", help="TensorFlow, with nothing compiled")
    options = parser.parse_args()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("XLA_FLAGS", import_module("quick_compilation").XLA_FLAGS)
    extra = {"jit_compile": False} if options.eager else {}
    with tempfile.TemporaryDirectory() as root:
        equal, total = run(options.backend, (options.family, options.search), options.every, extra, Path(root))
    for kind, count in total.items():
        print(f"{' '.join(kind):24} {equal[kind]:4} of {count}")
    print(f"{options.backend}: {equal.total()} of {total.total()} equal")
    return int(equal != total)


def run(
    backend: str, only: tuple[str | None, str | None], every: int, extra: dict[str, Any], root: Path
) -> tuple[Counter[Any], Counter[Any]]:
    """Cases that came out equal, and all that were run, by family and search."""
    from generation_cases import all_cases, cases, folder
    from generation_models import HEADS

    import trivet

    @lru_cache(2)  # a model that goes takes its programs along
    def model(family: str, number: int, draft: bool) -> Any:
        head = getattr(trivet, PREFIXES[backend] + HEADS[family])
        return head.from_pretrained(folder(root, family, number, draft=draft))

    equal, total = Counts(), Counts()
    for kind in dict.fromkeys((case["family"], case["search"]) for case in all_cases()):
        if any(wanted not in (None, found) for wanted, found in zip(only, kind, strict=True)):
            continue
        if kind[1] == "constrained" and backend != "torch":
            continue  # which words must be written is said in PyTorch only
        for case in sorted(cases(*kind)[::every], key=itemgetter("model")):
            given = {**case["options"], **extra, "attention_mask": case["mask"], "return_dict_in_generate": True}
            if kind[1] == "assisted":
                given["assistant_model"] = model(kind[0], case["model"], True)
            if "negative" in case:
                given["negative_prompt_ids"] = case["negative"]
            written = model(kind[0], case["model"], False).generate(case["ids"], **given)
            total[kind] += 1
            same = rows(written.sequences) == case["tokens"]
            equal[kind] += same
            if not same:
                print(f"differs: {case}\n  found: {rows(written.sequences)}", flush=True)
        print(f"  {' '.join(kind)}: {equal[kind]} of {total[kind]}", file=sys.stderr, flush=True)
    return equal, total


def rows(ids: Any) -> list[list[int]]:
    """Tokens of any framework."""
    found: list[list[int]] = getattr(ids, "numpy", lambda: ids)().tolist()
    return found


if __name__ == "__main__":
    sys.exit(main())
