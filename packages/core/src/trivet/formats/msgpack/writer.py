"""Writes a Flax `.msgpack` file as a stream: heads, then an entry's bytes, while the next entry is fetched."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from trivet.errors import ConversionError
from trivet.formats.msgpack.reader import CHUNKED, MAX_DEPTH, NDARRAY
from trivet.formats.msgpack.wire import TRUE, array_head, bin_head, ext_head, integer, map_head, text
from trivet.formats.writing import WRITEBACK, fetched, start_writeback
from trivet.progress import Progress
from trivet.tensors.entry import Entry

CHUNK_BYTES = 2**30  # Flax's own limit: larger arrays are split, since an extension value must be below 4 GiB

Tree = dict[str, "Tree | Entry"]


def write_tree(path: Path, entries: Sequence[Entry], *, total: int, progress: Progress) -> None:
    """Write one file that holds the entries, and fsync it. The same entries in any order produce the same bytes.

    Raises:
        ConversionError: the names do not form a tree, or numpy has no name for a dtype.
    """
    pieces = list(_pieces(grow_tree(entries)))
    ordered = [piece for piece in pieces if isinstance(piece, Entry)]
    with open(path, "xb") as file, ThreadPoolExecutor(1) as ahead:
        incoming, begun = fetched(ordered, ahead), 0
        for piece in pieces:
            if isinstance(piece, bytes):
                file.write(piece)
                continue
            _, data = next(incoming)
            for head, start, end in layout(piece):
                file.write(head)
                file.write(data[start:end])
            del data  # before the next one is waited for: at most two are in memory
            if file.tell() - begun >= WRITEBACK:
                file.flush()
                start_writeback(file.fileno(), begun, file.tell() - begun)
                begun = file.tell()
            progress(piece.nbytes, total)
        file.flush()
        os.fsync(file.fileno())


def grow_tree(entries: Sequence[Entry]) -> Tree:
    """Nest the entries by the dots in their names, the keys of each map sorted (as Flax sorts them).

    Raises:
        ConversionError: a name has an empty component, leads through another tensor, occurs twice, or is too deep; or a
            dtype is packed below a byte.
    """
    root: Tree = {}
    for entry in sorted(entries, key=lambda entry: entry.name.split(".")):
        *above, last = components = entry.name.split(".")
        if "" in components or CHUNKED in components or len(components) > MAX_DEPTH:
            raise ConversionError(f"{entry.name!r} cannot be the path of a parameter in a msgpack tree")
        if entry.dtype.numpy_name is None:
            raise ConversionError(f"{entry.name}: msgpack files cannot hold {entry.dtype.name}; choose another dtype")
        node = root
        for key in above:
            child = node.setdefault(key, {})
            if isinstance(child, Entry):
                raise ConversionError(f"{entry.name!r} leads through the tensor {child.name!r}: not a tree")
            node = child
        if last in node:
            raise ConversionError(f"{entry.name!r} occurs twice")
        node[last] = entry
    return root


def _pieces(tree: Tree) -> Iterator[bytes | Entry]:
    yield map_head(len(tree))
    for key, value in tree.items():
        yield text(key)
        if isinstance(value, Entry):
            yield value
        else:
            yield from _pieces(value)


def layout(entry: Entry) -> Iterator[tuple[bytes, int, int]]:
    """The entry's value as (head, start, end): each head, and the range of the tensor's bytes that follows it."""
    if entry.nbytes <= CHUNK_BYTES:
        yield _array_head(entry, entry.shape, entry.nbytes), 0, entry.nbytes
        return
    width = entry.dtype.bits // 8
    step = max(1, CHUNK_BYTES // width) * width
    starts = range(0, entry.nbytes, step)
    head = map_head(3) + text(CHUNKED) + TRUE + text("shape") + map_head(len(entry.shape))
    head += b"".join(text(str(axis)) + integer(length) for axis, length in enumerate(entry.shape))
    head += text("chunks") + map_head(len(starts))
    for number, start in enumerate(starts):
        end = min(start + step, entry.nbytes)
        chunk = text(str(number)) + _array_head(entry, ((end - start) // width,), end - start)
        yield head + chunk, start, end
        head = b""


def _array_head(entry: Entry, shape: tuple[int, ...], nbytes: int) -> bytes:
    inner = array_head(3) + array_head(len(shape)) + b"".join(map(integer, shape))
    inner += text(str(entry.dtype.numpy_name)) + bin_head(nbytes)
    return ext_head(NDARRAY, len(inner) + nbytes) + inner
