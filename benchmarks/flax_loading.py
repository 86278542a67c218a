"""Loading into JAX/Flax: a BERT-large of 1.3 GB from each container, and a Llama of 2.4 GB onto a mesh of 8 devices.

The peer of the first is `FlaxBertModel.from_pretrained` of `transformers` 4.37.2, in the environment of the `peer`
session; those of the second are Orbax's reader of safetensors, which also reads what each device needs, and
`safetensors.flax.load_file` followed by `device_put`. Checkpoints are removed when they have been measured.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from harness import Case, machine, measure, table
from synthetic import FOLDER

from trivet.dtypes import DType
from trivet.families.registry import architecture
from trivet.layout import DIALECTS
from trivet.planning.skeleton import Skeleton
from trivet.transfer.saving import Item, plan_entries, write_checkpoint

_PEER = Path(__file__).resolve().parent.parent / ".nox" / "env-peer" / "bin" / "python"

BERT = {
    "model_type": "bert",
    "architectures": ["BertModel"],
    "vocab_size": 30522,
    "hidden_size": 1024,
    "num_hidden_layers": 24,
    "num_attention_heads": 16,
    "intermediate_size": 4096,
}
LLAMA = {
    "model_type": "llama",
    "architectures": ["LlamaForCausalLM"],
    "vocab_size": 57344,
    "hidden_size": 2048,
    "intermediate_size": 8192,
    "num_hidden_layers": 16,
    "num_attention_heads": 32,
    "num_key_value_heads": 8,
}

_WHOLE = """
import jax, jax.numpy as jnp
from {library} import FlaxBertModel
jnp.zeros(1).block_until_ready()
---
model = FlaxBertModel.from_pretrained({folder!r})
jax.block_until_ready(model.params)
"""

_DEVICES = """
import json, os
os.environ["XLA_FLAGS"] = "--xla_force_host_platform_device_count={devices}"
import jax, jax.numpy as jnp, numpy as np
from jax.sharding import Mesh, NamedSharding, PartitionSpec
"""

_OURS = """
from trivet import FlaxLlamaForCausalLM
{start}
mesh = Mesh(np.array(jax.devices()), ("devices",))
jnp.zeros(1).block_until_ready()
---
model, report = FlaxLlamaForCausalLM.from_pretrained(
    {folder!r}, mesh=mesh, sharding={scheme!r}, output_loading_info=True
)
jax.block_until_ready(model.params)
"""

_THEIRS = """
from safetensors.flax import load_file
mesh = Mesh(np.array(jax.devices()), ("devices",))
jnp.zeros(1).block_until_ready()
---
placed = {{}}
for name, array in load_file({folder!r} + "/model.safetensors").items():
    rows = PartitionSpec("devices") if array.ndim > 1 else PartitionSpec()
    placed[name] = jax.device_put(array, NamedSharding(mesh, rows))
jax.block_until_ready(placed)
"""

_ORBAX = """
import orbax.checkpoint.experimental.v1 as ocp
from safetensors import safe_open
mesh = Mesh(np.array(jax.devices()), ("devices",))
context = ocp.Context(checkpoint_layout=ocp.options.CheckpointLayout.SAFETENSORS)
jnp.zeros(1).block_until_ready()
---
wanted = {{}}
with safe_open({folder!r} + "/model.safetensors", "np") as file:
    for name in file.keys():
        shape = file.get_slice(name).get_shape()
        rows = PartitionSpec("devices") if len(shape) > 1 else PartitionSpec()
        wanted[name] = jax.ShapeDtypeStruct(shape, jnp.bfloat16, sharding=NamedSharding(mesh, rows))
with context:
    jax.block_until_ready(ocp.load({folder!r}, wanted))
"""

_REPORT = "print(json.dumps([report.nbytes, report.reading.needed, report.reading.read, report.reading.pages]))\n"


@contextmanager
def _checkpoint(
    config: Mapping[str, Any], dtype: DType, dialect: str, container: str = "safetensors"
) -> Iterator[Path]:
    """Folder of a checkpoint of random weights, there while it is measured."""
    folder = FOLDER / f"{config['model_type']}-{dialect}-{container}"
    family, head = architecture(config["model_type"]), config["architectures"][0]
    fields = family.config_class.from_dict(dict(config))
    params = [each for each in family.parameters(fields, head) if not each.buffer and each.tied is None]
    items = [Item(each, dtype, partial(_normal, each.shape, dtype, seed)) for seed, each in enumerate(params)]
    entries = plan_entries(
        items, Skeleton(DIALECTS["torch"], (), family, is_base=family.is_base(head)), DIALECTS[dialect]
    )
    side = {"config.json": json.dumps(config).encode()}
    try:
        write_checkpoint(
            entries, folder, dialect=DIALECTS[dialect], container=container, max_shard_size="50GB", side_files=side
        )
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _normal(shape: tuple[int, ...], dtype: DType, seed: int) -> np.ndarray[Any, Any]:
    values = np.random.default_rng(seed).standard_normal(shape, np.float32) * np.float32(0.02)
    return values.astype(dtype.numpy)


def _whole(repeats: int) -> str:
    with (
        _checkpoint(BERT, DType.F32, "flax") as own,
        _checkpoint(BERT, DType.F32, "torch") as torch,
        _checkpoint(BERT, DType.F32, "flax", "msgpack") as msgpack,
    ):
        sources = {"safetensors, Flax dialect": own, "safetensors, PyTorch dialect": torch, "msgpack": msgpack}
        cases = [
            Case(f"trivet, {name}", _WHOLE.format(library="trivet", folder=str(folder)), files=_weights(folder))
            for name, folder in sources.items()
        ]
        code = _WHOLE.format(library="transformers", folder=str(msgpack))
        peer = Case("transformers 4.37.2, msgpack", code, "peer", str(_PEER), _weights(msgpack))
        cases += [peer] if _PEER.exists() else []
        size = _weights(own)[0].stat().st_size
        note = f"`FlaxBertModel.from_pretrained` of {size / 1e6:.0f} MB in fp32. On {machine()}."
        return table("BERT-large into Flax", measure(cases, repeats=repeats), note=note)


def _meshed(dialect: str, repeats: int) -> str:
    with _checkpoint(LLAMA, DType.BF16, dialect) as folder:
        files = _weights(folder)
        cases, lines = [], []
        devices = _DEVICES.format(devices=8)
        for scheme in ("fsdp", "tp"):
            code = devices + _OURS.format(folder=str(folder), scheme=scheme, start="")
            cases.append(Case(f"trivet, {scheme}", code, files=files))
            said = [_said(code), *_two(folder, scheme)]
            lines += [
                f"| {dialect}, {scheme}, {where} | {nbytes / 1e6:.0f} | {needed / 1e6:.1f} | {read / 1e6:.1f} "
                f"| {pages / 1e6:.1f} |"
                for where, (nbytes, needed, read, pages) in zip(
                    ("one process", "first of two", "second"), said, strict=True
                )
            ]
        for name, code in (("orbax", _ORBAX), ("safetensors.flax + device_put", _THEIRS)):
            cases.append(Case(name, devices + code.format(folder=str(folder)), "peer", files=files))
        note = f"2.4 GB in bf16 onto 8 virtual devices; the peers rename and transpose nothing. On {machine()}."
        timed = table(f"Llama onto a mesh, {dialect} dialect", measure(cases, repeats=repeats), note=note)
    head = ["", "| MB | model | needed | read | pages touched |", "| --- | --- | --- | --- | --- |"]
    return timed + "\n".join([*head, *lines]) + "\n"


def _two(folder: Path, scheme: str) -> list[list[int]]:
    """What each of two processes of four devices read."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    begin = "jax.distributed.initialize('127.0.0.1:{port}', 2, {number})"
    codes = [
        _DEVICES.format(devices=4)
        + _OURS.format(folder=str(folder), scheme=scheme, start=begin.format(port=port, number=number))
        for number in range(2)
    ]
    running = [_start(code) for code in codes]
    return [_answer(process) for process in running]


def _said(code: str) -> list[int]:
    """Bytes of the model, needed, read, and of pages."""
    return _answer(_start(code))


def _start(code: str) -> subprocess.Popen[str]:
    text = code.replace("---\n", "") + _REPORT
    return subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, text=True)


def _answer(process: subprocess.Popen[str]) -> list[int]:
    said, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"a process of the mesh failed with {process.returncode}")
    found: list[int] = json.loads(said.splitlines()[-1])
    return found


def _weights(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if file.suffix in (".safetensors", ".msgpack")]


def main(*, repeats: int = 5) -> str:
    """The tables as Markdown."""
    return "\n".join([_whole(repeats), _meshed("torch", repeats), _meshed("flax", repeats)])
