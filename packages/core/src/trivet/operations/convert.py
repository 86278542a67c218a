"""Conversion: the load half and the save half joined, with no model object and no framework."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from trivet.checkpoint.staging import resolved
from trivet.codecs.quantized import ADVICE
from trivet.errors import CheckpointMismatchError, ConversionError, UnknownModelTypeError, shorten
from trivet.families.registry import architecture_points
from trivet.formats.storage import Storage
from trivet.layout import Dialect, dialect_named
from trivet.operations.fetched import counted, item_of
from trivet.operations.quantized import quantized_entries, scheme_named
from trivet.operations.side_files import SIDE_SUFFIXES, side_files
from trivet.planning.matching import Matched, Matching, integer_weights, match_family, match_plain
from trivet.planning.opening import Checkpoint, open_checkpoint, require_model_type
from trivet.planning.policy import DTypePolicy, dtype_of_request
from trivet.planning.report import merge_layers
from trivet.planning.source_names import has_released_names
from trivet.progress import Progress, silent
from trivet.shown import Rows, Shown, first_rows
from trivet.sizes import human_size
from trivet.sources.options import SourceOptions, read_with
from trivet.tensors.overflow import overflow_warning
from trivet.transfer.saving import MAX_SHARD_SIZE, plan_entries, write_checkpoint

UNMAPPED = ("keep", "drop", "refuse")
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, repr=False)
class ConversionReport(Shown):
    """What a conversion did.

    Attributes:
        source, destination: the folders.
        source_dialect, dialect: dialects of the source and of the destination.
        tensors: number of tensors written; `nbytes`: their bytes.
        cast: canonical names whose dtype was changed.
        dropped: stored names that the destination does not store: equal copies of tied tensors.
        apart: stored name → stored name of its tied owner; their values differ, and both are written, with a config
            that unties them.
        overflowed: canonical name → how many of its finite values became NaN or infinite in the cast.
        unread: stored name → stored name of the tied tensor that models compute with; only that is written.
        files: the weight files and index that were written.
        skipped: stored names of other tensors than weights, such as optimizer slots.
        decoded: canonical name → how the values were quantized, for weights that were written as plain ones.
        quantized: name in the file → largest error, and root mean square of the errors relative to that of the values.
        kept, left_out: stored names of tensors that are not parameters of the family: written unchanged or not.
        removed: weights in other containers that a load of the destination would have chosen before these.
    """

    source: str
    destination: str
    source_dialect: str
    dialect: str
    tensors: int
    nbytes: int
    cast: tuple[str, ...]
    dropped: tuple[str, ...]
    files: tuple[str, ...]
    skipped: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    apart: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    overflowed: Mapping[str, int] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    decoded: Mapping[str, str] = field(default_factory=dict)
    quantized: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def summary(self) -> str:
        """What was done, in a line."""
        what = f"{self.tensors:,} tensors, {human_size(self.nbytes)}"
        return f"{self.source} ({self.source_dialect}) became {self.destination} ({self.dialect}): {what}"

    def rows(self) -> Rows:
        """How many tensors what else was done to, and which."""
        fields = (
            "cast",
            "decoded",
            "dropped",
            "apart",
            "unread",
            "overflowed",
            "kept",
            "left_out",
            "skipped",
            "removed",
        )
        counted = ((name.replace("_", " "), getattr(self, name)) for name in fields)
        return first_rows(
            ("", "tensors>", ""),
            ((name, len(names), ", ".join(merge_layers(names))) for name, names in counted if names),
        )


def convert(
    source: str | os.PathLike[str],
    destination: str | os.PathLike[str],
    *,
    to: str,
    container: str = "safetensors",
    dtype: object = None,
    dequantize: object = None,
    quantize: str | None = None,
    keep_in_fp32: tuple[str, ...] = (),
    max_shard_size: int | str = MAX_SHARD_SIZE,
    overwrite: bool = False,
    keep_others: bool = False,
    subfolder: str = "",
    variant: str | None = None,
    check_sums: bool = False,
    state_key: str | None = None,
    unmapped: str | None = None,
    options: SourceOptions | None = None,
    progress: Progress = silent,
) -> ConversionReport:
    """Turn a checkpoint into another framework's dialect. Every tensor keeps its bytes; only names and layouts change.

    Args:
        to: `torch`, `tensorflow` or `flax`.
        container: `safetensors`, `h5` (TensorFlow's) or `msgpack` (Flax's).
        dtype: dtype of floating-point tensors; None (or `"keep"`) keeps each tensor's own. Quantized weights stay as
            they are only if nothing else is to change either; otherwise their values are written.
        dequantize: as `dtype`, for a checkpoint that must be quantized; `"keep"` writes values in the dtypes to which
            their codes decode.
        quantize: how to store the weights of linear layers in blocks, as compressed-tensors do: `int8`, `int4-g128`,
            `fp8`, `fp8-block`, `nvfp4` or `mxfp4`; values are rounded to nearest. None stores them plainly.
        keep_in_fp32: patterns of names that stay float32 whatever `dtype` says.
        max_shard_size: bytes, or text such as `"5GB"`.
        overwrite: whether existing weights may be replaced, and removed if a load would prefer them to the new ones.
            The source's files stay in a conversion within its own folder, if nothing is cast.
        keep_others: whether existing weights in other containers are of the same model, and stay.
        subfolder, variant: as for `find_weights`.
        check_sums: whether tensors are checked against the checksums in their files, as for `SourceOptions`.
        state_key: where in a `.bin` file the tensors are, as for `SourceOptions`.
        unmapped: what to do with tensors that are not parameters of the family: `keep` (unchanged, under their own
            names), `drop` or `refuse`; None refuses them if names change, and keeps them otherwise.
        options: how to reach a remote source.

    Raises:
        ConversionError: the destination cannot hold some tensor, or the model type is unknown and the dialect would
            change.
        CheckpointMismatchError: tensors are missing, or have other shapes than the config says; or weights are
            quantized, have to change, and cannot be decoded.
        DestinationError: the destination cannot be written; it is unchanged.
        UnsafePathError: a side file is a link that leads out of the folder.
        Also as for `open_checkpoint`.
    """
    target = dialect_named(to)
    if unmapped not in (None, *UNMAPPED):
        raise ConversionError(f"unmapped={unmapped!r} is not one of {', '.join(UNMAPPED)}")
    checkpoint = open_checkpoint(
        source,
        subfolder=subfolder,
        variant=variant,
        options=read_with(options, check_sums=check_sums, state_key=state_key),
        side_suffixes=SIDE_SUFFIXES,
    )
    dtype = _requested(checkpoint, dtype, dequantize)
    asked = None if dtype == "keep" else dtype_of_request(dtype, checkpoint.config, checkpoint.catalog)
    policy = DTypePolicy(asked, keep_in_fp32)
    scheme = None if quantize is None else scheme_named(quantize, target, container)
    renamed = (
        quantize is not None
        or target.name != checkpoint.dialect.name
        or has_released_names(checkpoint.catalog, checkpoint.naming)
    )
    if checkpoint.quantization is not None:
        if renamed or asked is not None or dequantize is not None:
            checkpoint.require_decoded()
        else:
            checkpoint = _as_stored(checkpoint)
    if quantize is not None and checkpoint.dialect is target:
        unmapped = unmapped or "keep"  # no name changes
    matching, extra = _matching(checkpoint, target, renamed, unmapped, casts=asked is not None)
    is_decoded = any(spec.coded is not None for spec in checkpoint.catalog.values())
    storage = Storage()
    matches = sorted(matching.matches.values(), key=lambda match: (match.spec.file, match.spec.offset))
    overflowed: dict[str, int] = {}
    items = [counted(item_of(match, checkpoint.dialect, storage), policy, overflowed) for match in matches]
    entries = plan_entries(items, matching.skeleton, target if renamed else None, dtype=policy.resolve)
    extra_items = [counted(item_of(match, checkpoint.dialect, storage), policy, overflowed) for match in extra]
    entries += plan_entries(extra_items, matching.skeleton, None, dtype=policy.resolve)
    items += extra_items
    coded = None if scheme is None else quantized_entries(entries, items, matching.skeleton, scheme)
    entries = entries if coded is None else coded.entries
    left_out = () if matching.unknown and unmapped != "drop" else matching.unknown
    cast = tuple(item.param.name for item in items if policy.resolve(item.param.name, item.dtype) is not item.dtype)
    written = write_checkpoint(
        entries,
        Path(destination),
        dialect=target,
        container=container,
        keep_others=keep_others,
        keep=() if cast or left_out or is_decoded or coded else _read_from(checkpoint, Path(destination)),
        max_shard_size=max_shard_size,
        side_files=side_files(
            checkpoint,
            asked,
            matching.ties,
            is_decoded=is_decoded,
            quantization=None if coded is None else coded.config,
        ),
        overwrite=overwrite,
        progress=progress,
    )
    if overflowed:
        logger.warning("%s", overflow_warning(source, overflowed))
    return ConversionReport(
        source=str(source),
        destination=str(destination),
        source_dialect=checkpoint.dialect.name,
        dialect=target.name,
        tensors=len(entries),
        nbytes=sum(entry.nbytes for entry in entries),
        cast=cast,
        dropped=matching.copies,
        apart=dict(matching.ties.apart),
        unread=dict(matching.ties.unread) if renamed else {},
        overflowed=overflowed,
        files=tuple(str(file) for file in written.files),
        skipped=tuple(json.loads(checkpoint.catalog.metadata.get("skipped", "[]"))),
        removed=written.removed,
        kept=() if left_out else matching.unknown,
        left_out=left_out,
        decoded=_decoded([*matches, *extra]),
        quantized={name: (each.largest, each.relative) for name, each in (coded.errors if coded else {}).items()},
    )


def _requested(checkpoint: Checkpoint, dtype: object, dequantize: object) -> object:
    """The dtype that a caller asks for, by either option.

    Raises:
        ConversionError: the weights are not quantized, or the options disagree.
    """
    if dequantize is None:
        return dtype
    if checkpoint.quantization is None:
        raise ConversionError(f"{checkpoint.path}: the weights are not quantized, so there is nothing to dequantize")
    if dtype not in (None, "keep", dequantize):
        raise ConversionError(f"dtype={dtype} and dequantize={dequantize} disagree; pass one of them")
    return dequantize


def _as_stored(checkpoint: Checkpoint) -> Checkpoint:
    """The checkpoint with quantized weights as they are stored, which belong to no family."""
    return replace(checkpoint, catalog=checkpoint.stored, architecture=None)


def _decoded(matches: Sequence[Matched]) -> dict[str, str]:
    """How the written weights were quantized, by canonical name."""
    schemes = {
        match.param.name: list(dict.fromkeys(spec.coded.scheme for spec in match.specs if spec.coded is not None))
        for match in matches
    }
    return {name: ", ".join(each) for name, each in schemes.items() if each}


def _read_from(checkpoint: Checkpoint, destination: Path) -> set[str]:
    """Names of the source's own files in the destination, which hold the same weights as those written."""
    if checkpoint.folder.resolve() != resolved(destination):
        return set()
    index = () if checkpoint.index is None else (checkpoint.index.path,)
    return {Path(file).name for file in (*checkpoint.opened, *index, *checkpoint.catalog.files)}


def _matching(
    checkpoint: Checkpoint, target: Dialect, renamed: bool, unmapped: str | None, *, casts: bool
) -> tuple[Matching, list[Matched]]:
    """The complete checkpoint in canonical terms; if nothing is renamed, under its own names.

    Returns:
        The matching, and other tensors that are written under their own names.

    Raises:
        ConversionError: some tensor is not a parameter of the family, or the family is unknown.
        CheckpointMismatchError: parameters are missing or have other shapes.
    """
    if checkpoint.architecture is None and (renamed or unmapped not in (None, "keep")):
        unknown = UnknownModelTypeError(require_model_type(checkpoint), list(architecture_points()))
        task = (
            f"turn {checkpoint.dialect.name} names into {target.name} names"
            if renamed
            else "tell which tensors are not parameters"
        )
        raise ConversionError(f"{checkpoint.path}: cannot {task}: {unknown}")
    matching = match_family(checkpoint)
    if matching.problems:
        raise CheckpointMismatchError(checkpoint.path, matching.problems)
    if (renamed or casts) and (integers := integer_weights(matching)):
        raise CheckpointMismatchError(checkpoint.path, integers, ADVICE)
    if matching.unknown and (unmapped or ("refuse" if renamed else "keep")) == "refuse":
        raise ConversionError(
            f"{checkpoint.path}: {len(matching.unknown)} tensor(s) are not parameters of "
            f"{checkpoint.config.get('model_type')!r}: {shorten(matching.unknown, 5)}. Nothing was written; "
            'unmapped="keep" (--unmapped keep) writes them unchanged, "drop" leaves them out.'
        )
    plain = match_plain(checkpoint)
    if renamed:
        return matching, [plain.matches[name] for name in matching.unknown] if unmapped == "keep" else []
    left_out = matching.unknown if unmapped == "drop" else ()
    matches = {name: match for name, match in plain.matches.items() if name not in left_out}
    return replace(plain, matches=matches, ties=matching.ties, unknown=matching.unknown), []
