"""Conversion against what the machine can do at all: `cp` with fsync, and a two-thread blocked transpose."""

from __future__ import annotations

import os
import shutil

from harness import Case, machine, measure, table
from synthetic import FOLDER, checkpoint

OUTPUT = FOLDER / "output"
SIZES = ("bert-0.6gb-bf16", "bert-1.2gb-bf16", "bert-2.4gb-bf16", "bert-4.8gb-bf16")

_COPY = """
import os, shutil, subprocess
os.makedirs({out!r}, exist_ok=True)
---
subprocess.run(["cp", {file!r}, {out!r} + "/copy"], check=True)
handle = os.open({out!r} + "/copy", os.O_RDONLY)
os.fsync(handle)
"""

_TRANSPOSE = """
import numpy as np
from concurrent.futures import ThreadPoolExecutor
from trivet.planning.opening import open_checkpoint
from trivet.formats.storage import Storage
catalog, storage = open_checkpoint({source!r}).catalog, Storage()
largest = max(spec.nbytes for spec in catalog.values())
memory = np.zeros(largest, np.uint8)
def half(source, target, rows):
    for r in range(rows.start, rows.stop, 64):
        for c in range(0, source.shape[1], 64):
            target[r:r + 64, c:c + 64] = source[r:r + 64, c:c + 64]
---
with ThreadPoolExecutor(2) as pool:
    for spec in catalog.values():
        flat = storage.raw(spec)
        if len(spec.shape) != 2 or spec.name.startswith("embeddings"):
            memory[:flat.size] = flat
            continue
        source = flat.view(np.uint16).reshape(spec.shape).T
        target = memory[:flat.size].view(np.uint16).reshape(source.shape)
        middle = source.shape[0] // 2
        list(pool.map(half, [source] * 2, [target] * 2, [slice(0, middle), slice(middle, source.shape[0])]))
"""

_CONVERT = """
import trivet
trivet.convert
---
trivet.convert({source!r}, {out!r}, to={to!r})
"""


def main(*, repeats: int = 5) -> str:
    """The tables as Markdown."""
    source = checkpoint("bert-2.4gb-bf16")
    file = source / "model.safetensors"
    words = {"source": str(source), "file": str(file), "out": str(OUTPUT)}
    common = {"files": [file], "before": _clean}
    cases = [
        Case("cp + fsync", _COPY.format(**words), role="floor", **common),
        Case("transpose", _TRANSPOSE.format(**words), role="floor", files=[file]),
        Case("PyTorch → PyTorch", _CONVERT.format(**words, to="torch"), **common),
        Case("PyTorch → Flax", _CONVERT.format(**words, to="flax"), **common),
        Case("PyTorch → TensorFlow", _CONVERT.format(**words, to="tensorflow"), **common),
    ]
    time_table = table("Convert 2.4 GB of bf16", measure(cases, repeats=repeats), note=f"On {machine()}.")
    growth = []
    for name in SIZES:
        source = checkpoint(name)
        words = {"source": str(source), "out": str(OUTPUT), "to": "flax"}
        files = [source / "model.safetensors"]
        growth.append(Case(name, _CONVERT.format(**words), files=files, before=_clean))
    memory_table = table("Memory of a conversion does not grow with the checkpoint", measure(growth, repeats=1))
    _clean()
    return f"{time_table}\n{memory_table}"


def _clean() -> None:
    """Remove the last output, and let the disk come to rest."""
    shutil.rmtree(OUTPUT, ignore_errors=True)
    os.sync()
