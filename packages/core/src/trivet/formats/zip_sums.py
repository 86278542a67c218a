"""Checks the CRC-32 of each entry of a zip archive against the entry's bytes. Knows nothing of tensors."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from trivet.progress import Progress, silent

if TYPE_CHECKING:
    from trivet.formats.torch.storages import StoredRun
    from trivet.tensors.source_files import SourceFile

_PIECE = 4 * 1024 * 1024  # bytes summed at a time


def wrong_entries(source: SourceFile, runs: Mapping[str, StoredRun], *, progress: Progress = silent) -> list[str]:
    """Names of the entries whose bytes do not match the checksum in the directory.

    A checksum of 0 means that there is none: torch writes that if it is configured not to compute any.

    Args:
        source: the file.
        runs: where each entry lies.
    """
    stated = {name: run for name, run in runs.items() if run.crc}
    total = sum(run.nbytes for run in stated.values())

    def is_wrong(run: StoredRun) -> bool:
        return _crc(source, run, lambda nbytes: progress(nbytes, total)) != run.crc

    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        wrong = list(pool.map(is_wrong, stated.values()))
    return [name for name, bad in zip(stated, wrong, strict=True) if bad]


def _crc(source: SourceFile, run: StoredRun, done: Callable[[int], None]) -> int | None:
    """The checksum of an entry's bytes, inflated if necessary; None if they do not inflate."""
    crc, size = 0, 0
    inflater = zlib.decompressobj(-zlib.MAX_WBITS) if run.deflated else None
    for start in range(run.offset, run.offset + run.nbytes, _PIECE):
        piece = source.read(start, min(_PIECE, run.offset + run.nbytes - start))
        done(len(piece))
        if inflater is None:
            crc = zlib.crc32(piece, crc)
            continue
        try:
            while piece and size <= run.size:
                plain = inflater.decompress(piece, _PIECE)
                crc, size, piece = zlib.crc32(plain, crc), size + len(plain), inflater.unconsumed_tail
        except zlib.error:
            return None
    return crc
