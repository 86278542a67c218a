"""The Format protocol, and the optional protocols that extend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

    from trivet.progress import Progress
    from trivet.tensors import Catalog, TensorSpec
    from trivet.tensors.entry import Entry


FORMAT_API_VERSION = 1


@runtime_checkable
class Format(Protocol):
    """A container of tensors, read (and by some written) without any framework.

    A class may state as `api_version` the `FORMAT_API_VERSION` that it was written for; else that is 1.
    """

    name: str
    suffixes: Sequence[str]
    """Endings of file names that are in this format."""
    weights_name: str
    """Name of an unsharded weights file (`model.safetensors`); shards and index are named after it."""
    dialect: str | None
    """The dialect of its names, or None if it can hold any dialect."""
    # Optional: `rewritten_in_place`, True if the programs that write such files overwrite the old bytes. Files of such
    # formats are read by default, all others are mapped.

    def sniff(self, path: Path) -> bool:
        """Whether the file's first bytes look like this format. Never raises on content."""
        ...

    def open(self, path: Path) -> Catalog:
        """The file's header as a Catalog; no tensor bytes are read.

        A format may open the file as a `SourceFile` (of `trivet.tensors.source_files`), read the header from it, and
        pass it to the Catalog and its specs: then the bytes come from that very file, whatever the path names later.
        If a format does not, the caller opens the file before this call, and refuses it if the path names another one
        afterwards.

        Raises:
            SourceNotFoundError: no such file.
            CorruptFileError: the file is malformed.
            UnsupportedFileError: it is intact, but holds nothing that can be read as weights.
        """
        ...

    def index_name(self, name: str) -> str:
        """The catalog's spelling of a name in a shard index, if writers of this format spell it differently there."""
        ...


@runtime_checkable
class IndirectFormat(Format, Protocol):
    """A format that does not store all of its tensors as plain bytes (`TensorSpec.via`)."""

    def read(self, spec: TensorSpec) -> np.ndarray[Any, Any]:
        """The tensor's elements in C order and native byte order, as uint8 [nbytes].

        Raises:
            CorruptFileError: the stored bytes do not decode to the declared size.
        """
        ...


@runtime_checkable
class PartialFormat(IndirectFormat, Protocol):
    """A format that can decode a part of a tensor without the rest."""

    def parts(self, spec: TensorSpec, indices: Sequence[tuple[Any, ...]]) -> tuple[Sequence[np.ndarray[Any, Any]], int]:
        """Some parts of a tensor, one for each index, and how many bytes were decoded for them.

        Raises:
            CorruptFileError: they are missing.
        """
        ...


@runtime_checkable
class CheckedFormat(Format, Protocol):
    """A format whose files hold checksums of the tensors' bytes."""

    def verify(self, path: Path, *, progress: Progress) -> None:
        """Check the bytes of every tensor against its checksum.

        Raises:
            CorruptFileError: some do not match; names them.
        """
        ...


@runtime_checkable
class WritableFormat(Format, Protocol):
    """A format that core can write."""

    def write(
        self, path: Path, entries: Sequence[Entry], *, metadata: Mapping[str, str], total: int, progress: Progress
    ) -> None:
        """Write one file that holds the entries, and fsync it. One entry's bytes are in memory at a time.

        Args:
            total: bytes of the whole save, for progress.
        """
        ...


@runtime_checkable
class KeyedFormat(Format, Protocol):
    """A format whose files may hold several sets of tensors, each under a key."""

    def open_within(self, path: Path, key: str) -> Catalog:
        """As `open`, for the tensors under a key; dots lead further down (`trainer.ema`).

        Raises:
            UnsupportedFileError: no dict of that name holds tensors; names those that do.
            and as `open`.
        """
        ...


@runtime_checkable
class FolderFormat(Format, Protocol):
    """A format that fills a folder: its `weights_name` is one file of several."""

    parts_of_folder: Sequence[str]
    """Patterns (as of `fnmatch`) of the other files and folders that belong to a checkpoint."""


@runtime_checkable
class NestedFormat(Format, Protocol):
    """A format whose writers put each checkpoint into a subfolder of the one that users name, such as one per step."""

    def find(self, folder: Path) -> Path | None:
        """The weights file of the checkpoint that a folder without its own weights stands for; None if there is none.

        Raises:
            SourceNotFoundError: several checkpoints match equally.
        """
        ...
