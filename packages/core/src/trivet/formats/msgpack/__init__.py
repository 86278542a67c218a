"""The Flax `.msgpack` container, read and written without Flax and without the msgpack library.

Format: `flax.serialization.msgpack_serialize`
(https://flax.readthedocs.io/en/latest/api_reference/flax.serialization.html) over MessagePack
(https://github.com/msgpack/msgpack/blob/master/spec.md): nested maps whose leaves are extension values, 1 for an array
and 3 for a numpy scalar, both holding `[shape, dtype name, bytes in C order]`, and 2 for a Python complex. An array of
more than 1 GiB is a map of its own: `__msgpack_chunked_array__`, its shape, and flat chunks.

A tensor's name is the dotted path of its keys; the key of an item of a list is its number. A key that is empty or
contains a dot is refused, since its path would be ambiguous. A slash is an ordinary character.
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
    rewritten_in_place = True  # programs open the path and write flax.serialization.to_bytes to it

    def sniff(self, path: Path) -> bool:
        """Whether the file begins with a map whose first key is text and whose first value is a map, list or array."""
        return looks_like_tree(path)

    def open(self, path: Path) -> Catalog:
        """The tree's tensors, in file order. Their bytes are skipped, not read.

        Other values (None, numbers, text, Python complex) are listed by name in `metadata["skipped"]`, a JSON list.

        Raises:
            SourceNotFoundError: no such file.
            CorruptFileError: the file is truncated or malformed; names the tensor and the byte.
            UnsupportedFileError: trivet does not support an array's dtype, or a key is empty or contains a dot.
        """
        return read_catalog(path)

    def index_name(self, name: str) -> str:
        """The catalog name for a name in a shard index: `transformers` 4 joins keys by slashes there."""
        return name.replace("/", ".")

    def write(
        self, path: Path, entries: Sequence[Entry], *, metadata: Mapping[str, str], total: int, progress: Progress
    ) -> None:
        """Write one file, keys sorted as Flax sorts them, and fsync it. At most two entries' bytes are in memory.

        The format has no place for metadata: readers treat every key as a parameter.

        Args:
            total: bytes of the whole save, for progress.

        Raises:
            ConversionError: the names do not form a tree, or numpy has no name for a dtype.
        """
        write_tree(path, entries, total=total, progress=progress)
