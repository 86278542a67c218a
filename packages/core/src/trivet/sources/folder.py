"""Fetches the files of a remote checkpoint: the preferred weights and their side files, nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from threading import Lock

from trivet.checkpoint.shards import read_index
from trivet.checkpoint.weights import Weights, WeightsChoice, choose_weights, find_weights
from trivet.errors import RemoteSourceError
from trivet.formats.registry import open_file, open_files
from trivet.formats.safetensors import catalog_of, header_length, parse_header
from trivet.formats.torch import TorchFormat
from trivet.formats.torch.reader import open_in_part
from trivet.sizes import human_size
from trivet.sources.attended import at_once
from trivet.sources.failures import disk_full
from trivet.sources.options import SourceOptions
from trivet.sources.ranged import RangedFile
from trivet.sources.remote import BESIDE, RemoteFolder, fetch_json, refuse_long_json
from trivet.sources.source import Source
from trivet.tensors import Catalog

_LONGEST_HEADER = 8 * 1024 * 1024  # bytes fetched of a header: some 70,000 tensors
_SAFE = ".safetensors"
_AT_ONCE = 8  # concurrent requests, to hide the latency of small ones
_DOWNLOADS = 4  # files fetched at once: enough to fill a connection, few enough to finish some if it breaks
_FIRST = 16 * 1024  # bytes of the first request for a header: enough for a file of some 150 tensors


@dataclass(frozen=True, slots=True)
class Located:
    """The weights of a source, and how their headers are read.

    Attributes:
        weights: the local paths, or those that fetching would create.
        open: reads the headers of files.
        is_there: whether a shard exists.
        is_local: whether the files are on this machine.
    """

    weights: Weights
    open: Callable[[Iterable[Path]], Sequence[Catalog]]
    is_there: Callable[[Path], bool]
    is_local: bool = True


def _is_in_cache(path: Path) -> bool:
    """Whether a path leads into the Hub's cache: `models--organisation--name/snapshots/commit`."""
    parts = path.absolute().parts
    return any(part.startswith("models--") and below == "snapshots" for part, below in pairwise(parts))


def locate(
    source: Source,
    choice: WeightsChoice,
    *,
    headers_only: bool = False,
    side_suffixes: tuple[str, ...] = (),
    check_sums: bool = False,
    mmap: bool | None = None,
) -> Located:
    """Find the weights of a source, and fetch the files that are needed of a remote one.

    Args:
        choice: which weights to prefer.
        headers_only: whether to read only headers of remote weights, if their format allows it.
        side_suffixes: endings of further files to fetch.
        check_sums: whether to check cached files against the checksums that the source states as well.
        mmap: as for `open_file`.

    Raises:
        SourceNotFoundError: there are no weights; the message lists the names that were looked up.
        RemoteSourceError: the source cannot be reached, or a cached file differs from the source's.
    """
    options, place = source.options, source.place
    if place is None:
        weights = find_weights(source.location, choice, subfolder=source.subfolder)
        opened = partial(open_files, mmap=mmap, is_cache=_is_in_cache(weights.path), state_key=options.state_key)
        return Located(weights, opened, Path.is_file)
    open_cached = partial(open_files, mmap=mmap, is_cache=True, state_key=options.state_key)
    if isinstance(place, Path):
        return Located(find_weights(place, choice), open_cached, Path.is_file)
    names = (place.named,) if place.named is not None else choose_weights(place.label, place.names, choice)
    files = _files_of(place, names[0])
    side_files = [name for name in place.names if name in BESIDE or name.endswith(side_suffixes or ("\0",))]
    by_range = headers_only and all(name.endswith((_SAFE, *TorchFormat.suffixes)) for name in files)
    for name in side_files:
        refuse_long_json(place, name)
    fetched = [*side_files, *(() if by_range else files)]
    _fetch_all(place, fetched, options)
    if check_sums:
        for name in fetched:
            place.check(name)
    weights = Weights(place.local(names[0]), tuple(names[1:]))
    if not by_range:
        return Located(weights, open_cached, Path.is_file)
    return Located(
        weights,
        lambda files: _remote_headers(place, list(files), options),
        lambda file: file.name in place.names,
        is_local=False,
    )


def _files_of(place: RemoteFolder, chosen: str) -> list[str]:
    """The weights files that belong to the chosen one; an index is fetched and read."""
    if chosen.endswith(".json"):
        index = read_index(fetch_json(place, chosen), is_there=lambda file: file.name in place.names)
        return [file.name for file in index.files]
    if chosen.endswith(".index"):
        stem = chosen.removesuffix(".index")
        return [chosen, *(name for name in place.names if name.startswith(f"{stem}.data-"))]
    return [chosen]


def _fetch_all(place: RemoteFolder, names: Iterable[str], options: SourceOptions) -> None:
    """
    Raises:
        RemoteSourceError: a file cannot be fetched, or the disk has no room for them; the first failure ends the rest.
    """
    names = list(dict.fromkeys(names))
    needed = sum(map(place.missing, names))
    there = next(each for each in (place.folder, *place.folder.parents) if each.is_dir())
    free = shutil.disk_usage(there).free
    if needed > free:
        detail = f": {human_size(needed)} have to be fetched, {human_size(free)} are free"
        raise RemoteSourceError(place.label, disk_full(options, detail))
    with at_once(_DOWNLOADS) as submit:
        for job in [submit(place.fetch, name) for name in names]:
            job.result()


def _remote_headers(place: RemoteFolder, files: Sequence[Path], options: SourceOptions) -> Sequence[Catalog]:
    """The headers of remote files; files whose headers cannot be read alone are fetched."""
    parsing = Lock()
    with at_once(_AT_ONCE) as submit:
        jobs = [submit(_remote_header, place, file, options.state_key, parsing) for file in files]
        headers = [job.result() for job in jobs]
    _fetch_all(place, [file.name for file, each in zip(files, headers, strict=True) if each is None], options)
    return [
        open_file(file, is_cache=True, state_key=options.state_key) if each is None else each
        for file, each in zip(files, headers, strict=True)
    ]


def _remote_header(place: RemoteFolder, file: Path, state_key: str | None, parsing: Lock) -> Catalog | None:
    """The header of a file; of a safetensors file by one ranged request, or two for a long one.

    Args:
        parsing: lock that is held while a header is parsed, so that only one at a time takes memory for it.

    Raises:
        RemoteSourceError: the header is longer than the limit.
    """
    if state_key is not None and file.name.endswith(_SAFE):
        return None  # opening the file refuses it with the reason
    if not file.name.endswith(_SAFE):
        return None if place.is_cached(file.name) else open_in_part(RangedFile(place, file.name), file, state_key)
    size = place.size(file.name)
    start = place.read(file.name, 0, min(size, _FIRST)) if size else b""
    length = header_length(start, size, file)
    if length > _LONGEST_HEADER:
        reason = f"{file.name} has a header of {human_size(length)}; at most {human_size(_LONGEST_HEADER)} are fetched."
        raise RemoteSourceError(place.label, f"{reason} Load it, which fetches the whole file.")
    text = start[8 : 8 + length]
    if len(text) < length:
        text += place.read(file.name, 8 + len(text), 8 + length)
    with parsing:
        return catalog_of(file, parse_header(text, file), 8 + length, size - 8 - length)
