"""Loading and saving big PyTorch models, against `transformers` 5.23 and PyTorch itself.

2.4 GB of bf16 in the shape of a Llama (one file, and shards of 500 MB), 1.3 GB of fp32 in that of BERT-large as `.bin`,
30,000 small tensors; warm and cold; loads as stored and cast, offloaded to disk, and saves with fsync.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from harness import Case, machine, measure, table
from synthetic import FOLDER, checkpoint

OUTPUT = FOLDER / "output"

_IMPORTS = {
    "ours": "import torch\nfrom trivet import LlamaForCausalLM as Model",
    "peer": "import torch\nfrom transformers import LlamaForCausalLM as Model",
}
_LOAD = """{imports}
Model.config_class
---
model = Model.from_pretrained({source!r}, {arguments})
"""
_ONE_PASS = """
import torch
from safetensors import safe_open
---
with safe_open({file!r}, "pt") as file:
    tensors = {{name: file.get_tensor(name).float() for name in file.keys()}}
"""
_BIN = """import torch
from {library} import BertModel
BertModel.config_class
---
model = BertModel.from_pretrained({source!r}, use_safetensors={safe})
"""
_TORCH_BIN = """import torch
---
tensors = torch.load({file!r}, mmap=True, weights_only=True)
"""
_FORWARD = """{imports}
torch.set_grad_enabled(False)
ids = torch.arange(8)[None] + 5
model = Model.from_pretrained({source!r}, dtype="auto", {arguments})
---
model(ids)
"""
_SAVE = """{imports}
import os, pathlib
model = Model.from_pretrained({source!r}, dtype="auto")
---
model.save_pretrained({out!r})
for path in pathlib.Path({out!r}).iterdir():
    with path.open("rb") as file:
        os.fsync(file.fileno())
"""
_RAW = """
import os
os.makedirs({out!r}, exist_ok=True)
data = memoryview(bytes(64 * 1024 * 1024))
---
with open({out!r} + "/raw", "wb", buffering=0) as file:
    for _ in range({nbytes} // len(data)):
        file.write(data)
    os.fsync(file.fileno())
"""
_DISK = "device_map='auto', max_memory={'cpu': '1GB', 'disk': '10GB'}"


def main(*, repeats: int = 5) -> str:
    """The tables as Markdown."""
    parts = [_loading(repeats), _casting(repeats), _bin(repeats), _offload(repeats), _many(repeats), _saving(repeats)]
    _clean()
    return "\n".join(parts)


def _pair(code: str, folder: Path, **words: object) -> list[Case]:
    """Ours and the peer's case of the same code."""
    files = sorted(folder.glob("*.safetensors"))
    named = {"ours": "trivet", "peer": "transformers 5.23"}
    return [
        Case(
            name,
            code.format(imports=_IMPORTS[role], source=str(folder), **words),
            role=role,
            files=files,
            before=_clean if code is _SAVE else lambda: None,
        )
        for role, name in named.items()
    ]


def _loading(repeats: int) -> str:
    tables = []
    for name, title in (("llama-2.4gb-bf16", "one file"), ("llama-2.4gb-bf16-shards", "shards of 500 MB")):
        cases = _pair(_LOAD, checkpoint(name), arguments="dtype='auto'")
        for cache in ("warm", "cold"):
            results = measure(cases, cache=cache, repeats=repeats)
            tables.append(table(f"PyTorch: load 2.4 GB of bf16, {title}, {cache}", results, note=f"On {machine()}."))
    return "\n".join(tables)


def _casting(repeats: int) -> str:
    folder = checkpoint("llama-2.4gb-bf16")
    file = folder / "model.safetensors"
    floor = Case("read and cast in one pass", _ONE_PASS.format(file=str(file)), role="floor", files=[file])
    cases = [*_pair(_LOAD, folder, arguments="dtype=torch.float32"), floor]
    return table("PyTorch: load 2.4 GB of bf16 as fp32", measure(cases, repeats=min(repeats, 3)))


def _bin(repeats: int) -> str:
    folder = _bin_checkpoint()
    file = folder / "pytorch_model.bin"
    safe = checkpoint("bert-large-fp32")
    made = _BIN.format(library="trivet", source=str(folder), safe=False)
    peer = _BIN.format(library="transformers", source=str(folder), safe=False)
    same = _BIN.format(library="trivet", source=str(safe), safe=True)
    cases = [
        Case("trivet, a model", made, files=[file]),
        Case("trivet, the same from safetensors", same, role="floor", files=[safe / "model.safetensors"]),
        Case("transformers 5.23, a model", peer, role="peer", files=[file]),
        Case("torch.load(mmap=True), tensors", _TORCH_BIN.format(file=str(file)), role="peer", files=[file]),
    ]
    return table("PyTorch: load a .bin of 1.3 GB", measure(cases, repeats=repeats))


def _bin_checkpoint() -> Path:
    """The BERT-large-shaped checkpoint as `pytorch_model.bin`, made if it is not there."""
    folder = FOLDER / "bert-large-fp32-bin"
    if not (folder / "pytorch_model.bin").exists():
        from trivet import BertModel

        BertModel.from_pretrained(checkpoint("bert-large-fp32")).save_pretrained(folder, safe_serialization=False)
    return folder


def _offload(repeats: int) -> str:
    folder = checkpoint("llama-2.4gb-bf16")
    loads = _pair(_LOAD, folder, arguments=f"dtype='auto', {_DISK}, offload_folder={str(OUTPUT)!r}")
    text = table("PyTorch: load with 1 GB of memory, the rest on disk", measure(loads, repeats=min(repeats, 3)))
    words = {"imports": _IMPORTS["ours"], "source": str(folder), "arguments": _DISK}
    files = [folder / "model.safetensors"]
    whole = _FORWARD.format(**{**words, "arguments": ""})
    cases = [
        Case("offloaded", _FORWARD.format(**words), files=files),
        Case("in memory", whole, role="floor", files=files),
    ]
    results = measure(cases, repeats=min(repeats, 3))
    return f"{text}\n{table('PyTorch: forward of that model; mapped is what stays resident', results)}"


def _many(repeats: int) -> str:
    cases = [
        case
        for name in ("bart-3k-tensors", "bart-21k-tensors")
        for case in _pair(_LOAD, checkpoint(name), arguments="dtype='auto'")[:1]
    ]
    cases = [
        Case(f"{count} tensors", case.code.replace("LlamaForCausalLM", "BartModel"), files=case.files)
        for count, case in zip(("3,000", "21,000"), cases, strict=True)
    ]
    return table("PyTorch: many small tensors", measure(cases, repeats=min(repeats, 3)))


def _saving(repeats: int) -> str:
    folder = checkpoint("llama-2.4gb-bf16")
    nbytes = (folder / "model.safetensors").stat().st_size
    raw = Case("raw write, one thread", _RAW.format(out=str(OUTPUT), nbytes=nbytes), role="floor", before=_clean)
    cases = [*_pair(_SAVE, folder, out=str(OUTPUT)), raw]
    return table("PyTorch: save 2.4 GB and fsync", measure(cases, repeats=min(repeats, 3)))


def _clean() -> None:
    """Remove the last output."""
    shutil.rmtree(OUTPUT, ignore_errors=True)
