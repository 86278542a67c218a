"""Make the sample files of the PyTorch container: what `torch.save` writes, in both layouts, and what is no checkpoint.

Runs in the reference environment (torch, and transformers for `training_args.bin`) and knows nothing of trivet. Beside
the files it writes `expected.json`: per file and tensor the dtype, the shape and the elements in C order as hex digits,
as torch itself reads the file back. Runs differ in the legacy files: torch names their storages by memory address.

    python tests/golden/make_torch_files.py --out tests/golden/data/formats/torch
"""

import argparse
import io
import json
import shutil
import zipfile
from collections import OrderedDict
from pathlib import Path

from golden_quiet import quieten

Values = dict[str, dict[str, object]]

# Those with a storage class of their own, and those that torch saves in untyped storages, which its legacy reader
# does not know.
TYPED = ("float64", "float32", "float16", "bfloat16", "complex64", "bool", "int64", "int32", "int16", "int8", "uint8")
UNTYPED = ("uint64", "uint32", "uint16", "float8_e4m3fn", "float8_e5m2", "float8_e4m3fnuz", "float8_e5m2fnuz")
UNTYPED += ("float8_e8m0fnu", "float4_e2m1fn_x2")


def tensors_of_every_dtype() -> dict:
    """One tensor for each dtype that trivet knows."""
    import torch

    generator = torch.Generator().manual_seed(0)
    made = {}
    for name in (*TYPED, *UNTYPED):
        dtype = getattr(torch, name)
        width = torch.empty(0, dtype=dtype).element_size()
        raw = torch.randint(0, 2 if name == "bool" else 120, (2, 3 * width), dtype=torch.uint8, generator=generator)
        made[name] = raw.view(dtype)
    return made


def views_and_ties() -> dict:
    """Every way in which names share storages or look at them through strides."""
    import torch

    base = torch.arange(24, dtype=torch.float32).reshape(4, 6)
    parameter = torch.nn.Parameter(torch.arange(4.0))
    parameter.tag = "an attribute, so that torch saves the state too"
    buffer = torch.nn.Buffer(torch.arange(3.0))
    return {
        "base": base,
        "tied": base,
        "rows": base[1:3],
        "column": base[:, 2],
        "transposed": base.t(),
        "block": base[1:3, 2:5],
        "every_other": base[::2, ::3],
        "diagonal": base.diagonal(),
        "repeated": base[0].expand(3, 6),
        "overlapping": base.as_strided((5, 4), (1, 1), 2),
        "one_axis": base[:, :1],
        "channels_last": torch.arange(24.0).reshape(1, 2, 3, 4).contiguous(memory_format=torch.channels_last),
        "scalar": torch.tensor(3.5),
        "scalar_in_a_storage": base[1, 1],
        "empty": torch.empty(0, 3),
        "empty_slice": base[2:2],
        "parameter": torch.nn.Parameter(base[2:]),
        "parameter_with_state": parameter,
        "buffer": buffer,
    }


def training_state() -> dict:
    """The state dict inside a wrapper, with everything that training scripts put beside it."""
    import numpy
    import torch

    layer = torch.nn.Linear(2, 3)
    with torch.no_grad():
        layer.weight.copy_(torch.arange(6.0).reshape(3, 2))
        layer.bias.copy_(torch.arange(3.0))
    state = OrderedDict((f"module.{name}", value) for name, value in layer.state_dict().items())
    state._metadata = layer.state_dict()._metadata
    optimizer = torch.optim.AdamW(layer.parameters())
    optimizer.step()
    return {
        "epoch": 3,
        "best_accuracy": torch.tensor(0.5),
        "state_dict": state,
        "optimizer": optimizer.state_dict(),
        "args": argparse.Namespace(lr=0.1, name="run", betas=(0.9, 0.99)),
        "loss": numpy.float64(0.25),
        "history": numpy.arange(3),
        "tags": {"a", "b"},
        "blob": b"bytes",
        "shape": torch.Size([1, 2]),
        "device": torch.device("cuda:0"),
        "dtype": torch.float16,
    }


def saved(value: object, **options: object) -> bytes:
    """The bytes that `torch.save` writes."""
    import torch

    memory = io.BytesIO()
    torch.save(value, memory, **options)
    return memory.getvalue()


def rewritten(data: bytes, *, big_endian: bool = False, deflated: bool = False) -> bytes:
    """A saved file with its storages of float32 turned big-endian, or zipped again with compression."""
    import torch

    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(memory, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if big_endian and name.endswith("/byteorder"):
                content = b"big"
            elif big_endian and "/data/" in name:
                content = (
                    torch.frombuffer(bytearray(content), dtype=torch.uint8).reshape(-1, 4).flip(1).numpy().tobytes()
                )
            target.writestr(name, content, zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED)
    return memory.getvalue()


def describe(tensors: dict) -> Values:
    """What each tensor is to read as."""
    import torch

    found: Values = {}
    for name, tensor in tensors.items():
        flat = tensor.detach().resolve_conj().resolve_neg().contiguous().reshape(-1)
        data = flat.view(torch.uint8).numpy().tobytes().hex() if flat.numel() else ""
        found[name] = {"dtype": str(tensor.dtype).removeprefix("torch."), "shape": list(tensor.shape), "data": data}
    return found


def readable() -> dict[str, tuple[bytes, str | None]]:
    """File name → (content, key of the wrapper)."""
    import torch

    dtypes, views = tensors_of_every_dtype(), views_and_ties()
    older = {name: dtypes[name] for name in TYPED}
    lazy = {"conjugate": dtypes["complex64"].conj(), "negative": dtypes["complex64"].clone().conj().imag}
    plain = {"a": views["base"], "b": views["transposed"]}
    files: dict[str, tuple[bytes, str | None]] = {
        "dtypes.bin": (saved(dtypes), None),
        "dtypes_legacy.bin": (saved(older, _use_new_zipfile_serialization=False), None),
        "views.bin": (saved(views), None),
        "views_legacy.bin": (saved(views, _use_new_zipfile_serialization=False), None),
        "lazy.bin": (saved(lazy), None),
        "training.bin": (saved(training_state()), "state_dict"),
        "training_legacy.bin": (saved(training_state(), _use_new_zipfile_serialization=False), "state_dict"),
        "nested.bin": (saved({"model": {"state_dict": plain}, "step": 1}), "model.state_dict"),
        "big_endian.bin": (rewritten(saved(plain), big_endian=True), None),
        "deflated.bin": (rewritten(saved(plain), deflated=True), None),
    }
    for protocol in (1, 3, 4, 5):
        files[f"protocol_{protocol}.bin"] = (saved(plain, pickle_protocol=protocol), None)
        legacy = saved(plain, pickle_protocol=protocol, _use_new_zipfile_serialization=False)
        files[f"protocol_{protocol}_legacy.bin"] = (legacy, None)
    torch.serialization.set_crc32_options(False)
    files["no_checksums.bin"] = (saved(plain), None)
    torch.serialization.set_crc32_options(True)
    return files


def refused() -> dict[str, bytes]:
    """Files of torch's that hold no plain weights."""
    import torch
    from transformers import TrainingArguments

    script = io.BytesIO()
    torch.jit.save(torch.jit.script(torch.nn.Linear(2, 2)), script)
    eight = torch.quantize_per_tensor(torch.arange(4.0), 0.5, 0, torch.quint8)
    optimizer = torch.optim.AdamW([torch.nn.Parameter(torch.zeros(2))])
    return {
        "torchscript.pt": script.getvalue(),
        "training_args.bin": saved(TrainingArguments(output_dir="out", logging_dir="out", use_cpu=True)),
        "whole_model.pt": saved(torch.nn.Linear(2, 2)),
        "quantised.bin": saved({"w": eight}),
        "sparse.bin": saved({"w": torch.eye(3).to_sparse()}),
        "meta.bin": saved({"w": torch.empty(2, device="meta")}),
        "complex128.bin": saved({"w": torch.zeros(2, dtype=torch.complex128)}),
        "one_tensor.bin": saved(torch.zeros(2)),
        "optimizer.bin": saved(optimizer.state_dict()),
    }


def read_back(data: bytes, wrapper: str | None) -> dict:
    """The state dict as torch reads it."""
    import torch

    value = torch.load(io.BytesIO(data), weights_only=False)
    for key in wrapper.split(".") if wrapper else ():
        value = value[key]
    return value


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="folder that receives the files; replaced")
    options = parser.parse_args()
    quieten()
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    expected = {}
    for name, (data, wrapper) in readable().items():
        (options.out / name).write_bytes(data)
        expected[name] = {"wrapper": wrapper, "tensors": describe(read_back(data, wrapper))}
    for name, data in refused().items():
        (options.out / name).write_bytes(data)
    (options.out / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    total = sum(file.stat().st_size for file in options.out.iterdir())
    print(f"{len(list(options.out.iterdir()))} files, {total} bytes")


if __name__ == "__main__":
    main()
