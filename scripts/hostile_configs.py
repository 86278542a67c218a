"""Try hostile config.json files: each must be built or refused with a TrivetError, at once and in little memory.

Each attempt takes a small valid config of a family and replaces one to three fields by values that nothing good comes
from. It is read from a config.json, handed to the constructor, or set on a valid config; a config that is accepted must
read back what it writes. With `core` the family's parameters are listed; with a backend its model is made, without
values. Prints how many were built, refused, or ended in an error that is no TrivetError, and how many were slow or
heavy, with examples.

    python scripts/hostile_configs.py --backend torch --count 10000 --seed 0
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from trivet.backends.auto_config import AutoConfig
from trivet.backends.exports import exported
from trivet.errors import TrivetError
from trivet.families.registry import architecture, architecture_points
from trivet.testing.configs import tiny_config
from trivet.testing.hostile_configs import hostile_fields, hostile_text

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
    from trivet_torch.build.without_values import build_without_values

    build_without_values(lambda: exported(head)(config))


def in_tensorflow(config: Any, head: str) -> None:
    """Make the Keras model, as loading does, up to the point where variables get values."""
    from trivet_tf.build.without_values import build_filled

    def stop(model: Any) -> None:
        raise Built

    try:
        build_filled(lambda: exported(f"TF{head}")(config), stop)
    except Built:
        pass
    finally:
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


def read(small: Any, chance: random.Random, folder: Path) -> tuple[Any, dict[str, Any]]:
    """A config from a hostile config.json."""
    text = hostile_text(small, chance)
    (folder / "config.json").write_text(text, encoding="utf-8", errors="replace")
    try:
        fields = json.loads(text)
    except RecursionError:
        fields = {"nested": text.count("[")}
    return lambda: AutoConfig.from_pretrained(folder), fields


def constructed(small: Any, chance: random.Random, folder: Path) -> tuple[Any, dict[str, Any]]:
    """A config from hostile keywords."""
    fields = hostile_fields(small, chance)
    fields.pop("self", None)  # which is Python's to refuse
    return lambda: type(small)(**fields), fields


def changed(small: Any, chance: random.Random, folder: Path) -> tuple[Any, dict[str, Any]]:
    """A valid config some of whose fields are set to hostile values."""
    fields = hostile_fields(small, chance)

    def make() -> Any:
        small.update({name: value for name, value in fields.items() if name in differing(fields, small.to_dict())})
        return small

    return make, fields


WAYS = (read, read, constructed, changed)


class NotReadBack(Exception):
    """A config that was accepted is written as something else than it is."""


def unlike(written: dict[str, Any], back: dict[str, Any]) -> dict[str, Any]:
    """The fields that are not equal, or were lost. NaN equals NaN."""
    written, back = (json.loads(json.dumps(each), parse_constant=str) for each in (written, back))
    names = {*written, *back}
    return {name: (written.get(name), back.get(name)) for name in names if written.get(name) != back.get(name)}


def attempt(build: Callable[[Any, str], None], make: Callable[[], Any], head: str, folder: Path) -> str:
    """`built`, `refused`, or the error that nobody meant, with the line that raised it."""
    try:
        config = make()
        build(config, head)
        config.save_pretrained(folder)
        again = type(config).from_pretrained(folder)
        if (lost := unlike(config.to_dict(), again.to_dict())) != {}:
            raise NotReadBack(lost)
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
    folder = Path(tempfile.mkdtemp())
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for _ in range(asked.count):
        model_type = chance.choice(families)
        head = chance.choice(architecture(model_type).heads)
        small = tiny_config(model_type, head)
        usual, way = small.to_dict(), chance.choice(WAYS)
        make, fields = way(small, chance, folder)
        differing_fields = differing(fields, usual)
        before, began = peak(), time.perf_counter()
        outcome = attempt(build, make, head, folder)
        seconds, grown = time.perf_counter() - began, peak() - before
        kind = outcome if outcome in ("built", "refused") else "raw errors"
        found = [kind, *(["slow"] if seconds > SLOW else []), *(["heavy"] if grown > HEAVY else [])]
        counts.update(found)
        if found not in (["built"], ["refused"]):
            shown = (
                f"{way.__name__} {head} {str(differing_fields)[:300]} in {seconds:.1f} s, {grown / 2**20:.0f} MB more"
            )
            examples.setdefault(f"{', '.join(found)}: {outcome}", shown)
    for what in ("built", "refused", "raw errors", "slow", "heavy"):
        print(f"{what}: {counts[what]}")
    for what, example in examples.items():
        print(f"  {what}\n    {example}")
    return 1 if any(counts[what] for what in ("raw errors", "slow", "heavy")) else 0


def differing(fields: dict[str, Any], usual: dict[str, Any]) -> dict[str, Any]:
    """The fields that are not as usual."""
    return {name: value for name, value in fields.items() if name not in usual or repr(value) != repr(usual[name])}


if __name__ == "__main__":
    sys.exit(main())
