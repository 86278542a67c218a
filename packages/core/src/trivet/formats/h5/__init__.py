"""The containers of Keras: `.h5` weights and whole models, `.weights.h5` and `.keras` of Keras 3. Read without h5py.

The reader is our own, for two reasons. A checkpoint is a stranger's file: h5py hands it to a C library in which a
made-up header can crash the process or fill its memory, while here each offset, length and depth is checked before it
is used. And h5py gives arrays, where a Catalog needs the ranges of the file in which the bytes lie, so that they are
mapped, read in part and placed as those of every other container are.

Only weights are written, in the layout of `transformers` 4, through h5py.

Names are those of the TensorFlow dialect in files: `bert/pooler/dense/kernel:0`. `keras_paths` derives them from Keras'
variable paths. A variable that several layers share is stored once for each of them, but appears once in the Catalog:
equal paths are one variable, and the copy that is read is that of the layer which the path leads through. The other
copies must have the same dtype and shape, and are listed in `metadata["copies"]`, a JSON list.

A contiguous dataset is an extent of the file. One that is chunked (and perhaps gzipped) or big-endian is read through
`H5Format.read`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from trivet.errors import CorruptFileError
from trivet.formats.h5.datasets import assemble
from trivet.formats.h5.image import SIGNATURE
from trivet.formats.h5.reader import Weights, read_weights, runs
from trivet.formats.h5.writer import write_weights
from trivet.formats.keras_paths import catalog_name
from trivet.progress import Progress
from trivet.tensors import Catalog, Extent, TensorSpec
from trivet.tensors.entry import Entry
from trivet.tensors.source_files import SourceFile

_ZIP = b"PK\x03\x04"


class H5Format:
    """Reads and writes Keras' `.h5` weights."""

    name = "h5"
    suffixes: Sequence[str] = (".h5", ".hdf5", ".keras")
    weights_name = "tf_model.h5"
    dialect: str | None = "tensorflow"
    rewritten_in_place = True  # h5py opens the path for writing

    def sniff(self, path: Path) -> bool:
        """Whether the file begins with HDF5's signature, or with a zip archive's if it is named `.keras`."""
        with path.open("rb") as file:
            head = file.read(len(SIGNATURE))
        return head == SIGNATURE or (path.suffix == ".keras" and head.startswith(_ZIP))

    def open(self, path: Path) -> Catalog:
        """The file's weights, in file order. No tensor bytes are read.

        Raises:
            SourceNotFoundError: no such file.
            CorruptFileError: the file is malformed; names the tensor and the byte.
            UnsupportedFileError: it holds no weights of Keras, or stores them in an unsupported way (in other files,
                through filters other than gzip and shuffle, in the layout of newer HDF5 versions).
        """
        source = SourceFile(path)
        weights = read_weights(source)
        if not all(dataset.is_plain for dataset in weights.datasets.values()):
            source.header = weights
        specs = []
        for name, dataset in weights.datasets.items():
            extents = tuple(Extent(offset, nbytes) for offset, nbytes in runs(dataset))
            via = None if dataset.is_plain else self.name
            specs.append(TensorSpec(name, dataset.dtype, dataset.shape, str(path), extents, via=via, source=source))
        specs.sort(key=lambda spec: spec.offset)
        return Catalog(specs, files=[str(path)], metadata=weights.metadata, sources=[source])

    def read(self, spec: TensorSpec) -> np.ndarray[Any, Any]:
        """The bytes of a tensor that is chunked or big-endian, in C order and native byte order, as uint8 [nbytes].

        Raises:
            SourceNotFoundError: the file is gone.
            CorruptFileError: a chunk does not decompress to its size, or the file has changed since it was opened.
        """
        source = spec.source
        if source is None:  # the catalog does not come from `open`
            again = self.open(Path(spec.file)).get(spec.name)
            if again is None or again != spec or again.source is None:
                raise CorruptFileError(spec.file, "has changed since its header was read", tensor=spec.name)
            source = again.source
        weights: Weights = source.header
        try:
            return assemble(weights.datasets[spec.name], partial(source.bytes_from, tensor=spec.name))
        except CorruptFileError:
            raise
        except ValueError as error:
            raise CorruptFileError(spec.file, str(error), tensor=spec.name) from None

    def index_name(self, name: str) -> str:
        """The catalog name for a name in a shard index: `transformers` 4 writes whole paths there."""
        return catalog_name(name)

    def write(
        self, path: Path, entries: Sequence[Entry], *, metadata: Mapping[str, str], total: int, progress: Progress
    ) -> None:
        """Write one file and fsync it. At most two entries' bytes are in memory.

        A file named as a shard (`tf_model-00001-of-00003.h5`) gets the flat layout of shards; any other is grouped by
        layer.

        Args:
            metadata: becomes attributes of the file.
            total: bytes of the whole save, for progress.

        Raises:
            ConversionError: HDF5 does not have a dtype (bf16, fp8), or names cannot be paths in one file.
        """
        write_weights(path, entries, metadata=metadata, total=total, progress=progress)
