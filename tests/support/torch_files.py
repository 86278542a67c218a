"""Files of the PyTorch container, made opcode by opcode with nothing of torch or trivet, so that they can lie.

Opcodes: Python's `pickletools`. Layouts: `torch/serialization.py` (https://github.com/pytorch/pytorch).
"""

import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

MAGIC = 0x1950A86A20F9469CFC6C


class Raw(bytes):
    """Opcodes that are put into a pickle as they are."""


def encode(value: object) -> bytes:
    """The opcodes that push a value; protocol 2, no memo."""
    match value:
        case Raw():
            code = bytes(value)
        case None | True | False:
            code = {None: b"N", True: b"\x88", False: b"\x89"}[value]
        case int():
            data = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
            code = b"\x8a" + bytes([len(data)]) + data
        case float():
            code = b"G" + struct.pack(">d", value)
        case str():
            data = value.encode("utf-8", "surrogatepass")
            code = b"X" + struct.pack("<I", len(data)) + data
        case bytes():
            code = b"B" + struct.pack("<I", len(value)) + value
        case tuple():
            code = b"(" + b"".join(map(encode, value)) + b"t"
        case list():
            code = b"](" + b"".join(map(encode, value)) + b"e"
        case dict():
            code = b"}(" + b"".join(encode(key) + encode(item) for key, item in value.items()) + b"u"
        case _:
            raise TypeError(type(value))
    return code


def named(name: str) -> Raw:
    """A global, as `module.name`."""
    module, _, leaf = name.rpartition(".")
    return Raw(b"c" + module.encode() + b"\n" + leaf.encode() + b"\n")


def call(name: str, *args: object) -> Raw:
    """A call of a global."""
    return Raw(named(name) + encode(args) + b"R")


def storage(
    key: object = "0", numel: object = 4, kind: str = "FloatStorage", *, view: object = (), location: str = "cpu"
) -> Raw:
    """A storage of the zip layout; `view` is a tuple of the one further item that the legacy layout has."""
    assert isinstance(view, tuple)
    kind = kind if "." in kind else f"torch.{kind}"
    return Raw(encode(("storage", named(kind), key, location, numel, *view)) + b"Q")


def rebuilt(source: Raw, shape: object, strides: object, offset: object = 0, *, metadata: object = None) -> Raw:
    """A tensor on a storage."""
    more = () if metadata is None else (metadata,)
    hooks = call("collections.OrderedDict")
    return call("torch._utils._rebuild_tensor_v2", source, offset, shape, strides, False, hooks, *more)


def tensor(key: str = "0", numel: int = 4, *, legacy: bool = False) -> Raw:
    """A float32 tensor that is all of a storage."""
    return rebuilt(storage(key, numel, view=(None,) if legacy else ()), (numel,), (1,))


def pickled(value: object) -> bytes:
    """A whole pickle."""
    return b"\x80\x02" + encode(value) + b"."


def zip_file(
    path: Path,
    value: object,
    storages: Mapping[str, bytes] | None = None,
    *,
    byteorder: bytes | None = b"little",
    deflated: bool = False,
    more: Mapping[str, bytes] | None = None,
) -> Path:
    """A file in the zip layout. `value` is what was saved, or the bytes of `data.pkl`; `more` are further entries."""
    content = value if isinstance(value, bytes) and not isinstance(value, Raw) else pickled(value)
    entries = {"data.pkl": content}
    if byteorder is not None:
        entries["byteorder"] = byteorder
    entries |= {f"data/{key}": data for key, data in (storages or {}).items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED) as archive:
        for name, data in (entries | dict(more or {})).items():
            archive.writestr(f"archive/{name}" if "/" not in name or name.startswith("data/") else name, data)
    return path


def legacy_file(
    path: Path,
    value: object,
    storages: Mapping[str, tuple[int, bytes]],
    *,
    magic: int = MAGIC,
    protocol: int = 1001,
    keys: object = None,
) -> Path:
    """A file in the legacy layout; a storage is given as (elements, bytes)."""
    head = [pickled(each) for each in (magic, protocol, {"little_endian": True})]
    listed = pickled(list(storages) if keys is None else keys)
    data = b"".join(struct.pack("<Q", count) + content for count, content in storages.values())
    path.write_bytes(b"".join([*head, pickled(value), listed, data]))
    return path


def zip64_file(path: Path, value: object, storages: Mapping[str, bytes | int], *, extra: bytes = b"") -> Path:
    """A file in the zip layout with every size and offset in 64 bits. A storage given as a number is a hole.

    `extra` are other extra fields, before those with the sizes.
    """
    entries: dict[str, bytes | int] = {"archive/data.pkl": pickled(value)}
    entries |= {f"archive/data/{key}": data for key, data in storages.items()}
    full, directory = 0xFFFFFFFF, b""
    with path.open("wb") as file:
        for name, data in entries.items():
            size, at = data if isinstance(data, int) else len(data), file.tell()
            raw = name.encode()
            local = extra + struct.pack("<2H2Q", 1, 16, size, size)
            fields = (45, 0, 0, 0, 0, 0, full, full, len(raw))
            file.write(struct.pack("<4s5H3I2H", b"PK\x03\x04", *fields, len(local)) + raw + local)
            if isinstance(data, int):
                file.seek(data, 1)
            else:
                file.write(data)
            central = extra + struct.pack("<2H3Q", 1, 24, size, size, at)
            directory += struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 45, *fields, len(central), 0, 0, 0, 0, full)
            directory += raw + central
        begin = file.tell()
        file.write(directory)
        counts = (len(entries), len(entries), len(directory), begin)
        file.write(struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, *counts))
        file.write(struct.pack("<4sIQI", b"PK\x06\x07", 0, begin + len(directory), 1))
        file.write(struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, full, full, 0))
    return path
