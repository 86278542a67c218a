"""TensorFlow's checkpoints, read only: a `.index` file and the `.data-0000N-of-0000M` files that it describes.

Source: TensorFlow's `tensor_bundle`
(https://github.com/tensorflow/tensorflow/tree/master/tensorflow/core/util/tensor_bundle). Names are variable names
without `:0`; `names` says how they are found. Everything but weights (optimizer slots, counters, metrics, texts) is
left out and listed in `metadata["skipped"]`, a JSON list.

A tensor's bytes are extents of its data file. Only two kinds are read through `BundleFormat.read`: a partitioned
variable whose pieces lie in several files or are cut across its rows, and the tensors of a big-endian machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from trivet.errors import CorruptFileError, shorten
from trivet.formats.bundle.reader import SUFFIX, Bundle, Run, read_bundle
from trivet.formats.bundle.table import FOOTER, MAGIC
from trivet.formats.crc32c import crc32c, masked
from trivet.progress import Progress, silent
from trivet.tensors import Catalog, Extent, TensorSpec
from trivet.tensors.source_files import SourceFile

_DATA = ".data-"
_PIECE = 16 * 1024 * 1024  # bytes in memory at once for a checksum


class BundleFormat:
    """Reads TensorFlow checkpoints by their `.index` file."""

    name = "tensorflow_checkpoint"
    suffixes: Sequence[str] = (SUFFIX,)
    weights_name = "model.ckpt.index"
    dialect: str | None = "tensorflow"
    rewritten_in_place = True  # when a checkpoint is saved again under the same name

    def sniff(self, path: Path) -> bool:
        """Whether the file ends as a LevelDB table does."""
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - len(MAGIC)))
            return size >= FOOTER and file.read() == MAGIC

    def open(self, path: Path) -> Catalog:
        """The weights of the checkpoint with this index, in file order. No tensor bytes are read.

        Raises:
            SourceNotFoundError: no such file.
            MissingShardError: a data file is not beside the index.
            CorruptFileError: the index is malformed or fails its checksums, or a data file is shorter than it says;
                names the tensor and the byte.
            UnsupportedFileError: its index is compressed, or a weight's dtype is unknown.
        """
        index = SourceFile(path)
        bundle = read_bundle(index)
        specs = []
        for name, stored in bundle.tensors.items():
            plain = stored.is_plain and (not bundle.big_endian or stored.dtype.bits == 8)
            extents = tuple(Extent(run.offset, run.nbytes) for run in stored.runs) if plain else ()
            data = stored.runs[0].source
            via, source = (None, data) if plain else (self.name, index)  # the index locates all the pieces
            specs.append(TensorSpec(name, stored.dtype, stored.shape, str(data.path), extents, via=via, source=source))
        if any(spec.via for spec in specs):
            index.header = bundle
        specs.sort(key=lambda spec: (spec.file, spec.offset))
        metadata = {"skipped": json.dumps(bundle.skipped)} if bundle.skipped else {}
        return Catalog(specs, metadata=metadata, sources=[index, *bundle.data])

    def index_name(self, name: str) -> str:
        """The name unchanged."""
        return name

    def read(self, spec: TensorSpec) -> np.ndarray[Any, Any]:
        """The bytes of a tensor that is not stored plainly in one file, in C order and native byte order.

        Returns:
            uint8 [nbytes].

        Raises:
            SourceNotFoundError, MissingShardError: a file is gone.
            CorruptFileError: the files have changed since they were opened.
        """
        index = spec.source
        if index is None:  # the catalog does not come from `open`
            again = self.open(Path(spec.file.rpartition(_DATA)[0] + SUFFIX)).get(spec.name)
            if again is None or again != spec or again.source is None:
                raise CorruptFileError(spec.file, "has changed since its header was read", tensor=spec.name)
            index = again.source
        bundle: Bundle = index.header
        stored = bundle.tensors[spec.name]
        width = stored.dtype.bits // 8
        parts = [_bytes_of(run).reshape(*run.shape, width) for run in stored.runs]
        whole = parts[0] if len(parts) == 1 else np.concatenate(parts, axis=stored.axis)
        return np.ascontiguousarray(whole[..., ::-1] if bundle.big_endian else whole).reshape(-1)

    def verify(self, path: Path, *, progress: Progress = silent) -> None:
        """Check the bytes of every weight against the checksum in the index.

        Raises:
            CorruptFileError: some do not match; names them.
            and as `open`.
        """
        tensors = read_bundle(SourceFile(path)).tensors
        total = sum(run.nbytes for stored in tensors.values() for run in stored.runs)
        wrong = []
        for name, stored in tensors.items():
            for run in stored.runs:
                if masked(crc32c(_pieces_of(run))) != run.checksum:
                    wrong.append(name)
                progress(run.nbytes, total)
        if wrong:
            names = list(dict.fromkeys(wrong))
            reason = f"the bytes of {len(names)} tensor(s) do not match their checksums: {shorten(names)}"
            raise CorruptFileError(path, reason, tensor=names[0])


def _pieces_of(run: Run) -> Iterator[np.ndarray[Any, np.dtype[np.uint8]]]:
    """A run's bytes, a few at a time."""
    for done in range(0, run.nbytes, _PIECE):
        yield run.source.bytes_from(run.offset + done, min(_PIECE, run.nbytes - done))


def _bytes_of(run: Run) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """A run's bytes.

    Raises:
        CorruptFileError: the file was written to since the index was read.
    """
    return run.source.bytes_from(run.offset, run.nbytes)
