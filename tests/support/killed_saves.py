"""Run as a script: saves one checkpoint version after another in a child that is killed at a random moment, many times.

With `convert` as fourth argument each version is converted from another folder instead of being saved.

Every tensor and the config of a version hold its number, so that a mixture is seen. Says what it found as JSON.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from trivet.dtypes import DType
from trivet.formats.storage import Storage
from trivet.layout import TORCH
from trivet.operations.convert import convert
from trivet.planning.opening import open_checkpoint
from trivet.tensors.entry import Entry
from trivet.transfer.saving import write_checkpoint

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


def convert_to(folder: Path, version: int) -> None:
    """Convert a version from a folder of its own, which is made first."""
    source = folder.parent.parent / "sources" / str(version)
    save(source, version)
    convert(source, folder, to="torch", max_shard_size=10**9 if version % 2 else 2 * ELEMENTS * 4, overwrite=True)
    shutil.rmtree(source)


def versions(folder: Path) -> set[int]:
    """The versions that the folder's files are of; one if it is whole."""
    checkpoint, storage = open_checkpoint(folder), Storage()
    found = {int(value) for spec in checkpoint.catalog.values() for value in np.unique(storage.array(spec))}
    assert len(checkpoint.catalog) == TENSORS
    return found | {checkpoint.config["version"]}


def killed(make: Callable[[Path, int], None], folder: Path, start: int, moment: float) -> None:
    """Make versions from `start` on, until killed."""
    child = os.fork()
    if child == 0:
        version = start
        while True:
            make(folder, version)
            version += 1
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main(folder: Path, runs: int, seed: int, make: Callable[[Path, int], None]) -> None:
    """Kill `runs` times; after each, the folder must be whole and what the user keeps there must be there."""
    chance = random.Random(seed)
    save(folder, 0)
    (folder / "runs").mkdir()
    (folder / "runs" / "notes.txt").write_text("kept")
    make(folder, 1)  # which also imports what saving needs
    start = time.perf_counter()
    make(folder, 2)
    longest = max(0.1, 3 * (time.perf_counter() - start))  # on this machine as busy as it is, or becomes
    last, faults, advanced = 2, [], 0
    for run in range(runs):
        killed(make, folder, last + 1, chance.uniform(0.002, longest))
        found = versions(folder)
        if len(found) != 1 or min(found) < last:
            faults.append(f"run {run}: versions {sorted(found)} after {last}")
        if (folder / "runs" / "notes.txt").read_text() != "kept":
            faults.append(f"run {run}: the user's file is lost")
        advanced += max(found) > last
        last = max(found)
    make(folder, last + 1)
    names = sorted(path.name for path in folder.parent.iterdir())
    print(json.dumps({"faults": faults, "advanced": advanced, "names": names}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), convert_to if "convert" in sys.argv else save)
