"""The Flax `.msgpack` container, read and written without Flax and without the msgpack library.

Format: `flax.serialization.msgpack_serialize`
(https://flax.readthedocs.io/en/latest/api_reference/flax.serialization.html) over MessagePack
(https://github.com/msgpack/msgpack/blob/master/spec.md): nested maps whose leaves are extension values, 1 for an array
and 3 for a numpy scalar, both holding `[shape, dtype name, bytes in C order]`, and 2 for a Python complex. An array of
more than 1 GiB is a map of its own: `__msgpack_chunked_array__`, its shape, and flat chunks.

A tensor's name is the dotted path of its keys; an item of a list takes its number. A key that is empty or has a dot in
it is refused, since its path could not be told from another's. A slash is an ordinary character.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from trivet.formats.msgpack.reader import looks_like_tree, read_catalog
from trivet.formats.msgpack.writer import write_tree
from trivet.progress import Progress
from trivet.tensors import Catalog
from trivet.tensors.entry import Entry


class MsgpackFormat:
    """Reads and writes Flax's `.msgpack` files."""

    name = "msgpack"
    suffixes: Sequence[str] = (".msgpack",)
    weights_name = "flax_model.msgpack"
    dialect: str | None = "flax"
    rewritten_in_place = True  # programs write flax.serialization.to_bytes to the path that they have opened

    def sniff(self, path: Path) -> bool:
        """Whether the file begins with a map whose first key is text and whose first value is a map, list or array."""
        return looks_like_tree(path)

    def open(self, path: Path) -> Catalog:
        """The tree's tensors, in file order. Their bytes are walked over, not read.

        Values that are no tensors (None, numbers, text, Python complex) are named in `metadata["skipped"]`, a JSON
        list.

        Raises:
            SourceNotFoundError: no such file.
            CorruptFileError: the file is truncated or not what the format says; names the tensor and the byte.
            UnsupportedFileError: an array's dtype, or a key with a dot in it, is none that trivet has a place for.
        """
        return read_catalog(path)

    def index_name(self, name: str) -> str:
        """The catalog name for one in a shard index that no shard has: `transformers` 4 joins keys by slashes there."""
        return name.replace("/", ".")

    def write(
        self, path: Path, entries: Sequence[Entry], *, metadata: Mapping[str, str], total: int, progress: Progress
    ) -> None:
        """Write one file, keys sorted as Flax sorts them, and fsync it. At most two entries' bytes are in memory.

        The format has no place for metadata: every key would be taken for a parameter.

        Args:
            total: bytes of the whole job, for progress.

        Raises:
            ConversionError: names that do not make a tree, or a dtype that numpy cannot name.
        """
        write_tree(path, entries, total=total, progress=progress)
