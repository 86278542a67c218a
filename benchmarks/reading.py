"""What reading costs against mapping, for the containers that other programs rewrite in place: 0.6 GB of fp32.

A map costs nothing until its pages are used, so each case is measured as the load alone and with every value used once.
The floor reads the file into memory that is in huge pages where the system has them.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from harness import Case, machine, measure, table
from synthetic import FOLDER, checkpoint

import trivet

SHAPE = "bert-0.6gb-fp32"

_LOAD = """
from trivet import {head} as Model
{prepare}
Model.config_class
---
model = Model.from_pretrained({folder!r}, use_safetensors=False, mmap={mmap})
{use}
"""
_FLOOR = """
import numpy as np
from trivet.tensors.relayout import empty_aligned
from trivet.tensors.source_files import SourceFile
---
source = SourceFile({file!r})
target = empty_aligned([source.size], np.dtype(np.uint8))
source.read_into(target, 0)
{use}
"""

BACKENDS = {
    "PyTorch": ("BertModel", "import torch", "sum(float(each.sum()) for each in model.parameters())"),
    "TensorFlow": (
        "TFBertModel",
        "import tensorflow as tf",
        "sum(float(tf.reduce_sum(each.value)) for each in model.weights)",
    ),
    "Flax": (
        "FlaxBertModel",
        "import jax, jax.numpy as jnp\njnp.zeros(1).block_until_ready()",
        "sum(float(each.sum()) for each in jax.tree.leaves(model.params))",
    ),
}


def main(*, repeats: int = 5) -> str:
    """The tables as Markdown."""
    tables = []
    for framework, folder in _folders().items():
        head, prepare, use = BACKENDS[framework]
        file = next(path for path in folder.iterdir() if path.suffix in (".bin", ".h5", ".msgpack"))
        for title, code in (("load", ""), ("load, and use every value once", use)):
            floor = _FLOOR.format(
                file=str(file), use="float(target[: source.size // 8 * 8].view(np.uint64).sum())" if code else ""
            )
            cases = [
                Case(name, _LOAD.format(head=head, prepare=prepare, folder=str(folder), mmap=mmap, use=code))
                for name, mmap in (("read (the default)", None), ("mapped (mmap=True)", True))
            ]
            cases = [Case(each.name, each.code, files=[file]) for each in cases]
            cases.append(Case("one read of the file", floor, role="floor", files=[file]))
            results = measure(cases, repeats=repeats)
            tables.append(table(f"{framework}: {file.name} of 0.6 GB, {title}", results, note=f"On {machine()}."))
    return "\n".join(tables)


def _folders() -> dict[str, Path]:
    """A checkpoint in each framework's own container, made if it is not there."""
    source = checkpoint(SHAPE)
    folders = {framework: FOLDER / f"{SHAPE}-{framework}" for framework in BACKENDS}
    for framework, to, container in (("TensorFlow", "tensorflow", "h5"), ("Flax", "flax", "msgpack")):
        if not (folders[framework] / "config.json").exists():
            shutil.rmtree(folders[framework], ignore_errors=True)
            trivet.convert(source, folders[framework], to=to, container=container)
    if not (folders["PyTorch"] / "config.json").exists():
        trivet.BertModel.from_pretrained(source).save_pretrained(folders["PyTorch"], safe_serialization=False)
    return folders
