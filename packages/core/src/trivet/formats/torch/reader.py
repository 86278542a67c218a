"""The PyTorch container as a Format: detects the layout of a file, builds its Catalog, and reads indirect tensors."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from trivet.errors import CorruptFileError, TrivetError, UnsupportedFileError, shorten
from trivet.formats.file_view import FileView
from trivet.formats.foreign_files import HEAD, guess_file
from trivet.formats.limits import expands_too_far
from trivet.formats.torch.archive import Sliced, entry_bytes, read_directory, root_folder
from trivet.formats.torch.contents import find_state_dict, named_tensors
from trivet.formats.torch.decode import decode
from trivet.formats.torch.foreign import guess_archive, is_torchscript
from trivet.formats.torch.interpret import interpret
from trivet.formats.torch.legacy import is_legacy, read_legacy
from trivet.formats.torch.machine import Buffer, longest_pickle
from trivet.formats.torch.opcodes import MAX_PROTOCOL
from trivet.formats.torch.specs import find_run, make_spec
from trivet.formats.torch.storages import Contents, storage_finder
from trivet.formats.torch.values import StorageRef
from trivet.formats.zip_sums import wrong_entries
from trivet.progress import Progress, silent
from trivet.tensors import Catalog, TensorSpec
from trivet.tensors.source_files import SourceFile

_ZIP = b"PK\x03\x04"
_PICKLES = tuple(b"\x80" + bytes([protocol]) for protocol in range(2, MAX_PROTOCOL + 1))


class TorchFormat:
    """Reads files of `torch.save` (`.bin`, `.pt`, `.pth`) without torch. Nothing in a file is imported or called."""

    name = "torch"
    suffixes: Sequence[str] = (".bin", ".pt", ".pth")
    weights_name = "pytorch_model.bin"
    dialect: str | None = "torch"
    rewritten_in_place = True  # torch.save opens the path for writing

    def sniff(self, path: Path) -> bool:
        """Whether the file starts with the legacy magic number, or with a zip entry that is one of torch's."""
        with path.open("rb") as file:
            head = file.read(HEAD)
        if is_legacy(head):
            return True
        name = head[30 : 30 + int.from_bytes(head[26:28], "little")].partition(b"/")[2]
        return head.startswith(_ZIP) and name.startswith((b"data.pkl", b"data/", b"version", b"byteorder"))

    def open(self, path: Path) -> Catalog:
        """The tensors of the saved state dict, in file order.

        Names that share a storage have a spec each, with the same extents: this is how a tie is recognised. Strided
        views keep their strides. The metadata holds the `layout` (`zip` or `legacy`), the `wrapper` around the state
        dict (`model.state_dict`), and in `skipped` the other saved values: a JSON object of names to short texts.

        Raises:
            SourceNotFoundError: no such file.
            CorruptFileError: the file is truncated or malformed; names the tensor and the byte.
            UnsafePickleError: its pickle asks for something that no state dict needs.
            UnsupportedFileError: it is not a checkpoint (the message guesses what it is); or a tensor has no plain
                bytes.
            UnsupportedDTypeError: trivet has no such element type.
        """
        return self._open(path, None)

    def open_within(self, path: Path, key: str) -> Catalog:
        """As `open`, for the state dict under a key of the saved value; dots lead further down (`trainer.ema`).

        Raises:
            UnsupportedFileError: no dict of that name holds tensors; names those that do.
            and as `open`.
        """
        return self._open(path, key)

    def _open(self, path: Path, key: str | None) -> Catalog:
        source = SourceFile(path)
        return _catalog(_take_apart(FileView(source), path), path, source.size, source, key=key)

    def index_name(self, name: str) -> str:
        """The name unchanged."""
        return name

    def verify(self, path: Path, *, progress: Progress = silent) -> None:
        """Check the bytes of every storage against the checksum in the zip directory; the legacy layout has none.

        Raises:
            CorruptFileError: some do not match; names the tensors.
            and as `open`.
        """
        source = SourceFile(path)
        contents = _take_apart(FileView(source), path)
        wrong = set(wrong_entries(source, contents.runs, progress=progress))
        if wrong:
            names = [name for name, tensor in named_tensors(contents.root) if tensor.storage.key in wrong]
            reason = f"the bytes of {len(wrong)} storage(s) do not match their checksums: "
            raise CorruptFileError(path, reason + shorten(names or sorted(wrong)), tensor=names[0] if names else None)

    def read(self, spec: TensorSpec) -> np.ndarray[Any, Any]:
        """The elements of a tensor that is not stored plainly: in C order, little-endian, as uint8 [nbytes].

        Raises:
            SourceNotFoundError: the file is gone.
            CorruptFileError: the stored bytes are damaged, or the file is not the one that was opened.
        """
        source = spec.source
        if source is None:  # the catalog does not come from `open`
            again = self.open(Path(spec.file)).get(spec.name)
            if again is None or again != spec or again.source is None:
                raise CorruptFileError(spec.file, "the file has changed since its header was read", tensor=spec.name)
            source = again.source
        contents, tensors = source.header
        tensor = tensors[spec.name]
        run = find_run(spec.name, tensor, contents, source.path)
        return decode(source, spec.name, spec.dtype, tensor, run, swap=contents.big_endian)


def open_in_part(data: Sliced, path: Path, key: str | None = None) -> Catalog | None:
    """The tensors of a file, from its directory and its pickle alone; None for a file that has no directory.

    The headers of the storages themselves are not read, so their specs are not located; faults that only those headers
    show are found when the file is opened.

    Args:
        data: the file, which may be remote.
        path: its name in errors and specs.
        key: as in `TorchFormat.open_within`.

    Raises:
        CorruptFileError, UnsafePickleError, UnsupportedFileError, UnsupportedDTypeError: as `TorchFormat.open`.
    """
    head = data[:HEAD]
    if head.startswith(_ZIP):
        contents = _read_archive(data, path, lambda name: name.endswith(("/data.pkl", "/byteorder")))
        return _catalog(contents, path, len(data), key=key)
    if is_legacy(head) or (guess_file(head) is None and head.startswith(_PICKLES)):
        return None
    raise _not_a_checkpoint(head, path)


def _catalog(
    contents: Contents, path: Path, size: int, source: SourceFile | None = None, *, key: str | None = None
) -> Catalog:
    state = find_state_dict(contents.root, path, key)
    specs = [make_spec(name, tensor, contents, path, size, source=source) for name, tensor in state.tensors.items()]
    if source is not None and any(spec.via for spec in specs):
        source.header = replace(contents, root=None), state.tensors
    specs.sort(key=lambda spec: spec.offset)
    nbytes = sum(spec.nbytes for spec in specs)
    if expands_too_far(nbytes, size):
        reason = f"its {size} bytes would become {nbytes}: its tensors repeat the same bytes over and over"
        raise CorruptFileError(path, reason)
    metadata = {"format": "pt", "layout": contents.layout}
    if state.wrapper:
        metadata["wrapper"] = state.wrapper
    if state.skipped:
        metadata["skipped"] = json.dumps(state.skipped)
    return Catalog(specs, files=[str(path)], metadata=metadata, sources=() if source is None else (source,))


def _take_apart(data: Buffer, path: Path) -> Contents:
    head = data[:HEAD]
    if head.startswith(_ZIP):
        return _read_archive(data, path)
    if is_legacy(head):
        return read_legacy(data, path)
    if guess_file(head) is None and head.startswith(_PICKLES):
        # Not written by torch. Interpreting it anyway gives a better message: which global it asks for.
        interpret(data, 0, path=path, find_storage=storage_finder(6, _ignore))
        raise UnsupportedFileError(path, "is a plain Python pickle, not a file of torch.save, so it holds no tensors.")
    raise _not_a_checkpoint(head, path)


def _not_a_checkpoint(head: bytes, path: Path) -> TrivetError:
    guess = guess_file(head)
    if guess is not None:
        return UnsupportedFileError(path, f"is not a PyTorch checkpoint; it seems to be {guess}.")
    return CorruptFileError(
        path,
        f"is not a PyTorch checkpoint: it starts with {head[:16].hex(' ')}, which is neither a zip archive nor the "
        "legacy magic number, nor any other known format",
    )


def _read_archive(data: Sliced, path: Path, is_read: Callable[[str], bool] = lambda name: True) -> Contents:
    entries = read_directory(data, path, is_read)
    root = root_folder(entries)
    if is_torchscript(entries) or root is None:
        what = guess_archive(entries)
        raise UnsupportedFileError(path, f"is not a PyTorch checkpoint; it seems to be {what}.")
    order = entries.get(f"{root}/byteorder")
    stated = b"little" if order is None else entry_bytes(data, order, path, f"{root}/byteorder", most=16)
    if stated not in (b"little", b"big"):
        raise CorruptFileError(path, f"its byte order is stated as {stated!r}, which is neither 'little' nor 'big'")
    name = f"{root}/data.pkl"
    run = entries[name]
    pickle = entry_bytes(data, run, path, name, most=longest_pickle(len(entries)))
    origin = 0 if run.deflated else run.offset
    value, end = interpret(
        pickle, 0, path=path, origin=origin, find_storage=storage_finder(5, _ignore), storages=len(entries)
    )
    if end != len(pickle):
        raise CorruptFileError(path, f"zip entry {name!r} has {len(pickle) - end} bytes after its pickle's end")
    folder = f"{root}/data/"
    runs = {key.removeprefix(folder): entry for key, entry in entries.items() if key.startswith(folder)}
    return Contents("zip", value, runs, big_endian=stated == b"big")


def _ignore(storage: StorageRef) -> None:
    """In the zip layout each storage is looked up by its own name; there is no list to check it against."""
