"""`inspect` and `plan` of very many tensors: linear, and quick. Files are sparse: only their headers have bytes."""

from __future__ import annotations

import json
from pathlib import Path

from harness import Case, machine, measure, table
from synthetic import FOLDER

from trivet.checkpoint.shards import encode_index
from trivet.dtypes import DType
from trivet.families.registry import architecture
from trivet.formats.safetensors import encode_header
from trivet.tensors.entry import Entry

LAYERS = {"3k": 71, "10k": 238, "21k": 512}  # of encoder and decoder each, 42 tensors a pair; 512 is the most allowed
SHARDS = 20

_COMMAND = """
import contextlib, os
---
from trivet.cli import app
with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
    app({words!r}, standalone_mode=False)
"""


def sparse_checkpoint(name: str) -> Path:
    """A BART with very many tiny layers, in 20 shards."""
    folder = FOLDER / f"headers-{name}"
    if (folder / "config.json").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    config = {"model_type": "bart", "architectures": ["BartModel"], "d_model": 64, "vocab_size": 100}
    for side in ("encoder", "decoder"):
        config |= {f"{side}_layers": LAYERS[name], f"{side}_ffn_dim": 128, f"{side}_attention_heads": 1}
    family = architecture("bart")
    params = family.parameters(family.config_class.from_dict(config), "BartModel")
    entries = [
        Entry(param.name.removeprefix("model."), DType.F32, param.shape, _nothing)
        for param in params
        if not param.buffer and not param.tied
    ]
    size = -(-len(entries) // SHARDS)
    shards = []
    for number in range(SHARDS):
        part = entries[number * size : (number + 1) * size]
        file = folder / f"model-{number + 1:05d}-of-{SHARDS:05d}.safetensors"
        header = encode_header(part, {"format": "pt"})
        with file.open("wb") as stream:
            stream.write(header)
            stream.truncate(len(header) + sum(entry.nbytes for entry in part))
        shards.append((file.name, part))
    (folder / "model.safetensors.index.json").write_bytes(encode_index(shards))
    (folder / "config.json").write_text(json.dumps(config))
    return folder


def _nothing():
    raise AssertionError("sparse files have no bytes to fetch")


def main(*, repeats: int = 5) -> str:
    """The tables as Markdown."""
    tables = []
    for title, words in (("inspect", []), ("plan", ["--to", "flax"])):
        cases = [Case(name, _COMMAND.format(words=[title, str(sparse_checkpoint(name)), *words])) for name in LAYERS]
        note = f"The command with its imports, tables printed to nowhere. On {machine()}."
        tables.append(table(f"`trivet {title}` by number of tensors", measure(cases, repeats=repeats), note=note))
    return "\n".join(tables)
