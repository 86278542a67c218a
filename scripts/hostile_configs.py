"""Try hostile config.json files: each must be built or refused with a TrivetError, at once and in little memory.

Each attempt takes a small valid config of a family and replaces one to three fields by values that nothing good comes
from. With `core` the family's parameters are listed; with a backend its model is made, without values. Prints how many
were built, refused, or ended in an error that is no TrivetError, and how many were slow or heavy, with examples.

    python scripts/hostile_configs.py --backend torch --count 10000 --seed 0
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from typing import Any

from trivet.auto_config import config_class_of
from trivet.errors import TrivetError
from trivet.exports import exported
from trivet.plugins import architecture, architecture_points
from trivet.testing.configs import tiny_config
from trivet.testing.hostile_configs import fields_of, hostile_fields

SLOW = 5.0
"""Seconds."""
HEAVY = 500 * 2**20
"""Bytes by which the process may grow."""


class Built(Exception):
    """Ends the building of a model before its variables get values."""


def listed(config: Any, head: str) -> None:
    """List the parameters."""
    config.check()
    architecture(config.model_type).parameters(config, head)


def in_torch(config: Any, head: str) -> None:
    """Make the PyTorch model on the meta device, as loading does."""
    from trivet_torch.building import build_without_values

    build_without_values(lambda: exported(head)(config))


def in_tensorflow(config: Any, head: str) -> None:
    """Make the Keras model, as loading does, up to the point where variables get values."""
    from trivet_tf.deferred import build_filled

    def stop(model: Any) -> None:
        raise Built

    try:
        build_filled(lambda: exported(f"TF{head}")(config), stop)
    except Built:
        from trivet_tf.framework import keras

        keras.backend.clear_session()


def in_flax(config: Any, head: str) -> None:
    """Make the Flax model without values."""
    exported(f"Flax{head}")(config, _do_init=False)


BUILDERS: dict[str, Callable[[Any, str], None]] = {
    "core": listed,
    "torch": in_torch,
    "tensorflow": in_tensorflow,
    "flax": in_flax,
}


def peak() -> int:
    """The most memory that the process has had, in bytes."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


def attempt(build: Callable[[Any, str], None], model_type: str, head: str, text: str) -> str:
    """`built`, `refused`, or the error that nobody meant, with the line that raised it."""
    try:
        build(config_class_of(model_type).from_dict(json.loads(text)), head)
    except TrivetError:
        return "refused"
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {str(error)[:100]} ({place.filename.rpartition('/')[2]}:{place.lineno})"
    return "built"


def main() -> int:
    """Run the attempts. The exit status is 1 if one of them ended as none may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--backend", choices=BUILDERS, default="core")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--family", choices=sorted(architecture_points()), help="one family; all by default")
    asked = parser.parse_args()
    build, chance = BUILDERS[asked.backend], random.Random(asked.seed)
    families = [asked.family] if asked.family else sorted(architecture_points())
    for model_type in families:  # so that what is imported once counts for nobody
        build(tiny_config(model_type), architecture(model_type).heads[0])
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for _ in range(asked.count):
        model_type = chance.choice(families)
        head = chance.choice(architecture(model_type).heads)
        small = tiny_config(model_type, head)
        fields, usual = hostile_fields(small, chance), small.to_dict()
        changed = {name: fields[name] for name in fields_of(small) if name in fields and _differs(name, fields, usual)}
        before, began = peak(), time.perf_counter()
        outcome = attempt(build, model_type, head, json.dumps(fields))
        seconds, grown = time.perf_counter() - began, peak() - before
        kind = outcome if outcome in ("built", "refused") else "raw errors"
        found = [kind, *(["slow"] if seconds > SLOW else []), *(["heavy"] if grown > HEAVY else [])]
        counts.update(found)
        if found not in (["built"], ["refused"]):
            shown = f"{head} {str(changed)[:200]} in {seconds:.1f} s, {grown / 2**20:.0f} MB more"
            examples.setdefault(f"{', '.join(found)}: {outcome}", shown)
    for what in ("built", "refused", "raw errors", "slow", "heavy"):
        print(f"{what}: {counts[what]}")
    for what, example in examples.items():
        print(f"  {what}\n    {example}")
    return 1 if any(counts[what] for what in ("raw errors", "slow", "heavy")) else 0


def _differs(name: str, fields: dict[str, Any], usual: dict[str, Any]) -> bool:
    return name not in usual or repr(fields[name]) != repr(usual[name])


if __name__ == "__main__":
    sys.exit(main())
