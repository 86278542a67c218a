"""Opening a checkpoint: which files it has, what they hold, in which dialect. Reads headers and config.json only."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trivet.checkpoint.file_access import readable
from trivet.checkpoint.shards import ShardIndex, read_index
from trivet.checkpoint.side_files import (
    CONFIG_NAME,
    GENERATION_CONFIG_NAME,
    GGUF_SUFFIX,
    config_fields,
    config_in,
    read_side_file,
)
from trivet.checkpoint.watched import Watch, settled
from trivet.checkpoint.weights import WeightsChoice
from trivet.codecs.reading import Quantization, read_quantized
from trivet.errors import (
    CheckpointChangedError,
    CorruptFileError,
    DialectMismatchError,
    InvalidConfigError,
    SourceNotFoundError,
    UnknownModelTypeError,
)
from trivet.families.registry import architecture
from trivet.formats.gguf.config import gguf_side_files
from trivet.formats.limits import expands_too_far
from trivet.formats.protocols import CheckedFormat
from trivet.formats.registry import format_of
from trivet.formats.storage import Storage
from trivet.layout import Dialect, Naming, PlainNaming
from trivet.planning.copies import NO_TIES, Ties
from trivet.planning.dialects import detect_dialect
from trivet.progress import silent
from trivet.sources.folder import Located, locate
from trivet.sources.options import SourceOptions
from trivet.sources.source import Source
from trivet.tensors import Catalog

if TYPE_CHECKING:
    import numpy as np

    from trivet.families.family import Family


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint whose headers have been read.

    Attributes:
        path: as the caller gave it.
        folder: where its files are; the weights may be in a subfolder.
        catalog: every tensor.
        dialect: whose names and layouts the tensors have.
        config: the fields of config.json; empty if there is none.
        index: the shard index, or None for a single file.
        architecture: the family, or None if config.json names no known one.
        ignored: other weights in the folder that could have been chosen.
        opened: the files whose headers were read; tensors may lie in others beside them.
        quantization: how the weights are quantized, and whether the catalog holds their values; None if they are not.
        ties: how tied parameters that are stored more than once were resolved, if they have been compared.
        side_files: file name → bytes of the config and of generation_config.json, as they were beside the weights.
    """

    path: Path
    folder: Path
    catalog: Catalog
    dialect: Dialect
    config: Mapping[str, Any] = field(default_factory=dict)
    index: ShardIndex | None = None
    architecture: Family | None = None
    ignored: tuple[str, ...] = ()
    opened: tuple[Path, ...] = ()
    ties: Ties = NO_TIES
    side_files: Mapping[str, bytes] = field(default_factory=dict)
    quantization: Quantization | None = None

    @property
    def stored(self) -> Catalog:
        """Every stored tensor; the catalog has the decoded weights in place of the tensors that hold their codes."""
        return self.catalog if self.quantization is None else self.quantization.stored

    def require_decoded(self) -> None:
        """
        Raises:
            CheckpointMismatchError: the weights are quantized, and cannot be decoded.
        """
        if self.quantization is not None:
            self.quantization.require_decoded(self.path)

    @property
    def naming(self) -> Naming:
        """The family's naming, or the general rules."""
        return self.architecture or PlainNaming()

    @property
    def head(self) -> str | None:
        """The class that config.json says wrote it, by its bare name, if the family has it."""
        named = self.config.get("architectures")
        first = named[0] if isinstance(named, list) and named else None
        if self.architecture is None or not isinstance(first, str):
            return None
        return self.architecture.head_named(first)

    def array(self, name: str) -> np.ndarray[Any, Any]:
        """The values of one tensor, in the layout in which it is stored; a view of the mapped file where possible.

        Raises:
            KeyError: the checkpoint has no tensor of that name.
            CorruptFileError: the file was changed after its header was read.
        """
        return Storage().array(self.catalog[name])

    def require_in_place(self) -> None:
        """Check that the files at the paths are still those that were opened.

        Raises:
            CheckpointChangedError: a file was replaced or written to.
        """
        for source in self.catalog.sources:
            if not source.is_in_place():
                raise CheckpointChangedError(source.path)

    def require_dialect(self, claims: Iterable[str]) -> None:
        """Check the dialects that the caller names against the checkpoint's own.

        Raises:
            DialectMismatchError: they differ.
        """
        short = {"torch": "pt", "tensorflow": "tf", "flax": "flax"}
        for name in claims:
            if name != self.dialect.name:
                raise DialectMismatchError(self.path, short[name], self.dialect.name)


def open_checkpoint(
    source: str | os.PathLike[str],
    *,
    subfolder: str = "",
    variant: str | None = None,
    use_safetensors: bool | None = None,
    prefer: str | None = None,
    framework: str | None = None,
    options: SourceOptions | None = None,
    headers_only: bool = False,
    side_suffixes: tuple[str, ...] = (),
    check_sums: bool = False,
    model_type: str | None = None,
    mmap: bool | None = None,
) -> Checkpoint:
    """Read the headers of a checkpoint: a folder, a weights file or a shard index, here or elsewhere.

    All its files are opened, and stay open, so that what is read of them later is what their headers say, even if other
    files have taken their names meanwhile. A set of files that changes while it is opened is opened again.

    Args:
        source: a path; a repository of the Hub as `organisation/name`; or an address, as `trivet.sources.forms` says.
        subfolder: folder within the source that holds the weights.
        variant, use_safetensors, prefer, framework: as for `WeightsChoice`.
        options: how to reach a remote source.
        headers_only: whether no tensor will be read; remote weights then are not fetched if their format allows it.
        side_suffixes: endings of files to fetch beside the weights and their config.
        check_sums: whether cached files are checked against their checksums as well, as with `options.check_sums`,
            which also checks tensors against the checksums in their files.
        model_type: the model type of a checkpoint whose config.json names none, as those of 2019.
        mmap: whether tensors are views of maps of the files, or read into memory; None maps all but what other programs
            may rewrite in place: `.bin`, h5, msgpack and TensorFlow checkpoints in local folders that can be written.

    Raises:
        RemoteSourceError: the source cannot be reached or fetched, or the cache holds something else.
        SourceNotFoundError, MissingShardError: a file does not exist.
        UnreadableSourceError: a file or folder may not be read.
        CorruptFileError, UnsafePathError: a file violates its format.
        InvalidConfigError: config.json is malformed.
        CheckpointChangedError: the files keep changing while they are opened.
    """

    reached = Source.of(source, subfolder=subfolder, options=options)
    check_sums = check_sums or reached.options.check_sums
    choice = WeightsChoice(variant=variant, use_safetensors=use_safetensors, prefer=prefer, framework=framework)

    @readable()
    def attempt(watch: Watch) -> Checkpoint:
        if reached.is_local:
            path = Path(source)
            watch.folder((path / subfolder if subfolder else path) if path.is_dir() else path.parent)
        located = locate(
            reached,
            choice,
            headers_only=headers_only,
            side_suffixes=side_suffixes,
            check_sums=check_sums,
            mmap=mmap,
        )
        checkpoint = _opened(source, located, watch, model_type)
        if reached.options.check_sums:
            for file, container in with_sums(checkpoint.opened):
                container.verify(file, progress=silent)
        return checkpoint

    return settled(attempt)


def _opened(source: str | os.PathLike[str], located: Located, watch: Watch, model_type: str | None) -> Checkpoint:
    """The checkpoint whose files were located; every file that is read is recorded in the watch."""
    weights, index = located.weights.path, None
    opened: tuple[Path, ...] = (weights,)
    if located.is_local:
        watch.file(weights)
    if weights.name.endswith(".json"):
        index = read_index(weights, is_there=located.is_there)
        opened = index.files
    catalog = Catalog.joined(located.open(opened))
    watch.sources(catalog.sources)
    if index is not None:
        index.check(catalog, format_of(opened[0]).index_name if located.is_local else str)
        _refuse_to_expand(index.path, catalog)
    folder, config_file = weights.parent, config_in(weights.parent)
    if config_file is None and located.weights.within is not None:
        folder, config_file = located.weights.within, config_in(located.weights.within)
    if weights.suffix == GGUF_SUFFIX:
        config_file = weights
        side_files = gguf_side_files(weights, catalog.sources[0].header)
    else:
        side_files = _side_files(folder, config_file, watch)
    config = dict[str, Any]()
    if config_file is not None:
        config = config_fields(side_files[CONFIG_NAME if config_file is weights else config_file.name], config_file)
    if config_file is not None and config.get("model_type") is None and model_type:
        config["model_type"] = model_type
    catalog, quantization = read_quantized(catalog, config, folder)
    family = _architecture(config)
    try:
        if family is not None:
            family = family.of(family.config_class.from_dict(config))
            family = family.for_names(catalog)
        dialect = detect_dialect(catalog, config, family)
    except InvalidConfigError as error:
        assert config_file is not None  # an empty config cannot be malformed
        raise error.of_file(config_file) from error.__cause__
    ignored = located.weights.ignored
    return Checkpoint(
        *(Path(source), folder, catalog, dialect, config, index, family, ignored, opened),
        side_files=side_files,
        quantization=quantization,
    )


def _side_files(folder: Path, config_file: Path | None, watch: Watch) -> dict[str, bytes]:
    """The bytes of the small files that say how the model is built, and how it writes text."""
    generation = folder / GENERATION_CONFIG_NAME
    files = [*([] if config_file is None else [config_file]), *([generation] if generation.is_file() else [])]
    for file in files:
        watch.file(file)
    return {file.name: read_side_file(file) for file in files}


def _refuse_to_expand(index: Path, catalog: Catalog) -> None:
    """Refuse shards that expand too far together, though each alone is within its limit.

    Raises:
        CorruptFileError: the tensors have far more bytes than the shards.
    """
    size = sum(source.size for source in catalog.sources)
    if catalog.sources and expands_too_far(catalog.nbytes, size):
        raise CorruptFileError(index, f"the {size} bytes of its shards would become {catalog.nbytes}")


def with_sums(files: Iterable[Path]) -> Iterator[tuple[Path, CheckedFormat]]:
    """The files that hold checksums of their tensors, each with its container."""
    for file in files:
        container = format_of(file)
        if isinstance(container, CheckedFormat):
            yield file, container


def _architecture(config: Mapping[str, Any]) -> Family | None:
    model_type = config.get("model_type")
    if not isinstance(model_type, str):
        return None
    try:
        return architecture(model_type)
    except UnknownModelTypeError:
        return None


def require_model_type(checkpoint: Checkpoint, *, optional: bool = False) -> str:
    """The model type that a checkpoint's config.json names.

    Args:
        optional: whether it may name none, as for a user's own class; the result is empty then.

    Raises:
        SourceNotFoundError: there is no config.json.
        InvalidConfigError: config.json has no `model_type`.
    """
    path = checkpoint.path if checkpoint.path.suffix == GGUF_SUFFIX else config_in(checkpoint.folder)
    if path is None:
        path = checkpoint.folder / CONFIG_NAME
        raise SourceNotFoundError(path, "there is no such file, so the model type is unknown.")
    model_type = checkpoint.config.get("model_type")
    if model_type is None and optional:
        return ""
    if not isinstance(model_type, str):
        raise InvalidConfigError("has no 'model_type'; add the family's name, such as \"bert\"", path=path)
    return model_type
