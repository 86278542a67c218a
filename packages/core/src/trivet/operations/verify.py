"""Checks a checkpoint: complete, consistent, finite, and equal to a manifest byte for byte. No framework needed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from trivet.checkpoint.side_files import CONFIG_NAME
from trivet.checkpoint.staging import write_atomically
from trivet.checkpoint.weights import MANIFEST_NAME
from trivet.dtypes import DType
from trivet.errors import CheckpointMismatchError, CorruptFileError, DestinationError, SourceNotFoundError
from trivet.formats.storage import Storage
from trivet.planning.matching import integer_weights, match_family
from trivet.planning.opening import Checkpoint, open_checkpoint, with_sums
from trivet.progress import Progress, silent
from trivet.shown import Rows, Shown, first_rows
from trivet.sizes import human_size
from trivet.sources.forms import form_of
from trivet.sources.options import SourceOptions, read_with
from trivet.tensors import TensorSpec

_CHUNK = 16 * 1024 * 1024  # bytes checked at once


@dataclass(frozen=True, slots=True, repr=False)
class Verification(Shown):
    """The result of a check.

    Attributes:
        path: the checkpoint.
        tensors, nbytes: number and bytes of the tensors.
        problems: one line each; empty if the checkpoint is sound.
        checked: what was checked, in words.
        notes: unusual facts that are not problems, one line each.
    """

    path: str
    tensors: int
    nbytes: int
    problems: tuple[str, ...]
    checked: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether there are no problems."""
        return not self.problems

    def summary(self) -> str:
        """The result in a line."""
        if self.is_sound:
            return f"{self.path} is sound: {self.tensors:,} tensors, {human_size(self.nbytes)}"
        more = f", and {len(self.problems) - 1:,} more" if len(self.problems) > 1 else ""
        return f"{self.path} is not sound: {self.problems[0]}{more}"

    def rows(self) -> Rows:
        """Problems and notes."""
        kinds = (("problem", self.problems), ("note", self.notes))
        return first_rows(("", ""), ((kind, line) for kind, lines in kinds for line in lines))

    def __bool__(self) -> bool:
        """Whether the checkpoint is sound."""
        return self.is_sound

    def to_json(self) -> dict[str, Any]:
        """All fields, for `json.dumps`."""
        return {**asdict(self), "sound": self.is_sound}


def verify(
    source: str | os.PathLike[str],
    *,
    values: bool = False,
    manifest: str | os.PathLike[str] | None = None,
    subfolder: str = "",
    variant: str | None = None,
    state_key: str | None = None,
    options: SourceOptions | None = None,
    progress: Progress = silent,
) -> Verification:
    """Check a checkpoint.

    Headers, shards and index are checked against each other, and the tensors against the family's parameters.

    Args:
        values: also read every tensor, look for NaN and infinity, and check the checksums of containers that have them.
        manifest: also check every file and tensor against the checksums in this file.
        subfolder, variant: as for `find_weights`.
        state_key: where in a `.bin` file the tensors are, as for `SourceOptions`.
        options: how to reach a remote source; its files, including cached ones, are checked against the checksums that
            the hub states.

    Raises:
        As for `open_checkpoint`, if the checkpoint cannot be opened; and as for `read_manifest`.
    """
    reading = read_with(options, state_key=state_key)
    checkpoint = open_checkpoint(source, subfolder=subfolder, variant=variant, options=reading, check_sums=True)
    checked = ["files, index and headers"]
    problems: list[str] = []
    notes: list[str] = []
    if checkpoint.quantization is not None:
        problems += checkpoint.quantization.problems
        checked += [] if checkpoint.quantization.problems else ["codes and scales"]
    if checkpoint.architecture is not None:
        try:
            matching = match_family(checkpoint)
        except CheckpointMismatchError as error:  # tied tensors that no model can hold
            problems += error.problems
        else:
            problems += integer_weights(matching)
            problems += [*matching.problems, *(f"{name}: belongs to no parameter" for name in matching.unknown)]
            notes += [
                f"{name}: differs from {owner}, to which config.json ties it; both are kept"
                for name, owner in matching.ties.apart.items()
            ]
            notes += [
                f"{name}: is not {other}, which is what models use" for name, other in matching.ties.unread.items()
            ]
        checked.append(f"parameters of {checkpoint.head or checkpoint.architecture.model_type}")
    storage, specs = Storage(), list(checkpoint.catalog.values())
    total = checkpoint.catalog.nbytes * values + checkpoint.stored.nbytes * (manifest is not None)
    if values:
        checked += ["values", "checksums in the files"] if any(with_sums(checkpoint.opened)) else ["values"]
        problems += _wrong_checksums(checkpoint)
        for spec in specs:
            problems += _not_finite(spec, storage)
            progress(spec.nbytes, total)
    if manifest is not None:
        checked.append("checksums of the manifest")
        problems += _differences(checkpoint, read_manifest(Path(manifest)), storage, progress, total)
    checkpoint.require_in_place()
    return Verification(
        str(source), len(checkpoint.stored), checkpoint.stored.nbytes, tuple(problems), tuple(checked), tuple(notes)
    )


def _wrong_checksums(checkpoint: Checkpoint) -> Iterator[str]:
    """Tensors that differ from the checksums in their container, if it has any."""
    for file, container in with_sums(checkpoint.opened):
        try:
            container.verify(file, progress=silent)
        except CorruptFileError as error:
            yield str(error)


def _not_finite(spec: TensorSpec, storage: Storage) -> Iterator[str]:
    if not spec.dtype.is_floating or spec.dtype.is_sub_byte or spec.dtype is DType.F8_E8M0:
        return
    try:
        flat = storage.raw(spec).view(spec.dtype.numpy)
    except CorruptFileError as error:
        yield str(error)
        return
    step = _CHUNK // spec.dtype.numpy.itemsize
    counts = {"NaN": 0, "infinite": 0}
    for start in range(0, flat.size, step):
        part = flat[start : start + step]
        finite = np.isfinite(part)
        if not finite.all():
            nan = int(np.isnan(part).sum())
            counts["NaN"] += nan
            counts["infinite"] += int(part.size - np.count_nonzero(finite)) - nan
    for what, count in counts.items():
        if count:
            yield f"{spec.name}: {count:,} of {spec.size:,} values are {what}"


def write_manifest(
    source: str | os.PathLike[str],
    path: str | os.PathLike[str] | None = None,
    *,
    subfolder: str = "",
    variant: str | None = None,
    options: SourceOptions | None = None,
    progress: Progress = silent,
) -> Path:
    """Write the sha256 of every file and tensor of a checkpoint.

    Args:
        path: the file to write; None writes `trivet.manifest.json` beside the weights.
        subfolder, variant: as for `find_weights`.
        options: how to reach a remote source.

    Raises:
        As for `open_checkpoint`; also DestinationError: the manifest cannot be written.
    """
    if path is None and form_of(source) is not None:
        raise DestinationError(str(source), "is not on this machine: say in which file the manifest is to be written.")
    checkpoint = open_checkpoint(source, subfolder=subfolder, variant=variant, options=options)
    target = Path(path) if path is not None else checkpoint.folder / MANIFEST_NAME
    storage, specs = Storage(), list(checkpoint.stored.values())
    total = checkpoint.stored.nbytes * 2
    tensors = {}
    for spec in specs:
        tensors[spec.name] = _tensor_entry(spec, storage)
        progress(spec.nbytes, total)
    files = {}
    for file in _files(checkpoint):
        files[file.name] = {"size": file.stat().st_size, "sha256": _sha256(file)}
        progress(file.stat().st_size, total)
    checkpoint.require_in_place()
    document = {"version": 1, "files": files, "tensors": tensors}
    write_atomically(target, (json.dumps(document, indent=1, sort_keys=True) + "\n").encode())
    return target


def read_manifest(path: Path) -> Mapping[str, Any]:
    """
    Raises:
        SourceNotFoundError: the file does not exist.
        CorruptFileError: the file is not a manifest.
    """
    try:
        document = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise SourceNotFoundError(path, "there is no such manifest; write one with --write-manifest.") from None
    except (ValueError, RecursionError) as error:
        raise CorruptFileError(path, f"is not valid JSON ({error})") from None
    parts = [document.get(key) for key in ("files", "tensors")] if isinstance(document, dict) else []
    if not parts or not all(isinstance(part, dict) for part in parts) or document.get("version") != 1:
        raise CorruptFileError(path, "is not a manifest of this version: it needs version 1, 'files' and 'tensors'")
    manifest: Mapping[str, Any] = document
    return manifest


def _differences(
    checkpoint: Checkpoint, manifest: Mapping[str, Any], storage: Storage, progress: Progress, total: int
) -> Iterator[str]:
    present = {file.name: file for file in _files(checkpoint)}
    for name, stated in manifest["files"].items():
        file = present.get(name)
        if file is None:
            yield f"{name}: in the manifest, but not in the folder"
        elif stated != {"size": file.stat().st_size, "sha256": _sha256(file)}:
            yield f"{name}: size or sha256 differs from the manifest"
    for name in present.keys() - manifest["files"].keys():
        yield f"{name}: not in the manifest"
    for spec in checkpoint.stored.values():
        stated = manifest["tensors"].get(spec.name)
        if stated is None:
            yield f"{spec.name}: not in the manifest"
        elif stated != _tensor_entry(spec, storage):
            yield f"{spec.name}: dtype, shape or sha256 differs from the manifest"
        progress(spec.nbytes, total)
    for name in manifest["tensors"].keys() - checkpoint.stored.keys():
        yield f"{name}: in the manifest, but not in the checkpoint"


def _tensor_entry(spec: TensorSpec, storage: Storage) -> dict[str, Any]:
    digest = hashlib.sha256(storage.raw(spec).data).hexdigest()
    return {"dtype": spec.dtype.name, "shape": list(spec.shape), "sha256": digest}


def _files(checkpoint: Checkpoint) -> list[Path]:
    """Weights, index and config of the checkpoint."""
    files = list(dict.fromkeys([*checkpoint.opened, *map(Path, checkpoint.stored.files)]))
    if checkpoint.index is not None:
        files.append(checkpoint.index.path)
    config = checkpoint.folder / CONFIG_NAME
    return [*files, config] if config.is_file() else files


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
