"""Run as a script: saves one checkpoint version after another in a child that is killed at a random moment, many times.

Every tensor and the config of a version hold its number, so that a mixture is seen. Says what it found as JSON.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import numpy as np

from trivet.checkpoint import open_checkpoint
from trivet.dialects import TORCH
from trivet.dtypes import DType
from trivet.formats.base import Entry
from trivet.saving import write_checkpoint
from trivet.storage import Storage

TENSORS = 6
ELEMENTS = 20_000


def save(folder: Path, version: int) -> None:
    """Write a version: odd ones in shards, even ones in one file."""
    entries = [
        Entry(str(number), DType.I32, (ELEMENTS,), lambda: np.full(ELEMENTS, version, np.int32).view(np.uint8))
        for number in range(TENSORS)
    ]
    write_checkpoint(
        entries,
        folder,
        dialect=TORCH,
        max_shard_size=10**9 if version % 2 == 0 else 2 * ELEMENTS * 4,
        side_files={"config.json": json.dumps({"version": version}).encode()},
    )


def versions(folder: Path) -> set[int]:
    """The versions that the folder's files are of; one if it is whole."""
    checkpoint, storage = open_checkpoint(folder), Storage()
    found = {int(value) for spec in checkpoint.catalog.values() for value in np.unique(storage.array(spec))}
    assert len(checkpoint.catalog) == TENSORS
    return found | {checkpoint.config["version"]}


def killed(folder: Path, start: int, moment: float) -> None:
    """Save versions from `start` on, until killed."""
    child = os.fork()
    if child == 0:
        version = start
        while True:
            save(folder, version)
            version += 1
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main(folder: Path, runs: int, seed: int) -> None:
    """Kill `runs` times; after each, the folder must be whole and what the user keeps there must be there."""
    chance = random.Random(seed)
    save(folder, 0)
    (folder / "runs").mkdir()
    (folder / "runs" / "notes.txt").write_text("kept")
    last, faults, advanced = 0, [], 0
    for run in range(runs):
        killed(folder, last + 1, chance.uniform(0.002, 0.06))
        found = versions(folder)
        if len(found) != 1 or min(found) < last:
            faults.append(f"run {run}: versions {sorted(found)} after {last}")
        if (folder / "runs" / "notes.txt").read_text() != "kept":
            faults.append(f"run {run}: the user's file is lost")
        advanced += max(found) > last
        last = max(found)
    save(folder, last + 1)
    names = sorted(path.name for path in folder.parent.iterdir())
    print(json.dumps({"faults": faults, "advanced": advanced, "names": names}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
