"""Random weights and inputs for any head of any family, from its blueprint and its kind of head."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trivet.checkpoint.side_files import CONFIG_NAME
from trivet.dtypes import DType
from trivet.families.blocks import (
    Base,
    Convolution2D,
    EncoderDecoder,
    Linear,
    Lookup,
    PatchEmbeddings,
    Reads,
    SoundEmbeddings,
    Step,
    Steps,
    TextEmbeddings,
    Transformer,
    Vocabulary,
)
from trivet.families.call_checks import end_tokens
from trivet.families.calls import arguments_of
from trivet.families.config import PretrainedConfig
from trivet.families.family import Family
from trivet.families.heads import Loss
from trivet.families.inputs import MASKED_PATCHES
from trivet.families.names import bare_head
from trivet.layout import TORCH, Kind, ParamSpec
from trivet.planning.skeleton import Skeleton
from trivet.transfer.items import Item
from trivet.transfer.saving import plan_entries, write_checkpoint

Array = NDArray[Any]
IGNORED = -100
ROWS, LENGTH, CHOICES, TARGET_LENGTH = 3, 7, 2, 5
PADDING, TARGET_PADDING = (0, 2, 4), (1, 0, 2)
"""Number of padding tokens of each row."""
SPREAD = 0.3
"""Standard deviation of weights: large enough that omitted or repeated operations change the outputs."""


def weights(family: Family, head: str, config: PretrainedConfig, seed: int = 0) -> dict[str, Array]:
    """Canonical name → random float32 array, for every tensor of a checkpoint of the head.

    A parameter's values depend on its name and the seed only.
    """
    params = (each for each in family.parameters(config, head) if not each.buffer and each.tied is None)
    return {param.name: _values(param, seed) for param in params}


def _values(param: ParamSpec, seed: int) -> Array:
    draw = np.random.default_rng((seed, zlib.crc32(param.name.encode())))
    is_factor = param.kind in (Kind.LAYER_NORM, Kind.RMS_NORM) and param.name.endswith("weight")
    return draw.normal(float(is_factor), SPREAD, param.shape).astype(np.float32)


def write_model(family: Family, head: str, config: PretrainedConfig, folder: Path, seed: int = 0) -> Path:
    """A PyTorch checkpoint of `weights`, with its config.json."""
    arrays = weights(family, head, config, seed)
    params = {each.name: each for each in family.parameters(config, head)}
    items = [Item(params[name], DType.F32, partial(arrays.__getitem__, name)) for name in arrays]
    skeleton = Skeleton(TORCH, (), family, is_base=family.is_base(head))
    config.architectures = [bare_head(head)]
    side = {CONFIG_NAME: config.to_json_string().encode()}
    write_checkpoint(plan_entries(items, skeleton, TORCH), folder, dialect=TORCH, side_files=side)
    return folder


def inputs(
    family: Family,
    head: str,
    config: PretrainedConfig,
    *,
    padding: tuple[int, ...] = PADDING,
    length: int = LENGTH,
    target_length: int = TARGET_LENGTH,
    seed: int = 0,
) -> dict[str, Array]:
    """Arguments of a head's call, without labels: ids and masks [rows, length], with choices [rows, choices, length].

    Of a model of pictures: these, and a mask of patches if the head masks any. Of one of sounds: these, and the
    decoder's text.

    Padding is at the end of each row; tokens are padding exactly where the mask is 0.

    Args:
        padding: number of padding tokens of each row; the target's rows have padding only if these have.
    """
    kind, base = family.kind(head), family.base(config)
    names = arguments_of(family, kind)
    draw = np.random.default_rng(seed)
    block = side(base, "encoder").embeddings
    if isinstance(block, PatchEmbeddings):
        masks = family.masks_patches(head) or (kind is not None and kind.loss is Loss.MASKED_PATCHES)
        return _pictures(draw, block, len(padding), masks)
    if isinstance(block, SoundEmbeddings):
        shown = draw.normal(0.0, 1.0, (len(padding), block.bands, block.frames))
        heard = {"input_features": shown.astype(np.float32)}
        return heard | (_target(draw, base, config, padding, target_length) if "decoder_input_ids" in names else {})
    shape = (len(padding), CHOICES, length) if kind is not None and kind.choices else (len(padding), length)
    mask = _mask(shape, padding)
    source = block
    batch = {"input_ids": _tokens(draw, source, mask, config), "attention_mask": mask}
    if any(each.reads is Reads.END for each in family.branches(config, head)):
        np.put_along_axis(batch["input_ids"], mask.sum(-1, keepdims=True) - 1, end_tokens(config.eos_token_id)[0], -1)
    if "token_type_ids" in names and source.segments is not None:
        batch["token_type_ids"] = draw.integers(0, source.segments.rows, shape)
    for name in {each.input: None for each in source.lookups if each.input in names}:
        batch[name] = _indices(draw, [each for each in source.lookups if each.input == name], shape)
    if isinstance(base, EncoderDecoder) and "decoder_input_ids" in names:
        if any(each.reads is Reads.END for each in family.branches(config, head)):
            return batch  # the decoder reads the source
        batch |= _target(draw, base, config, padding, target_length)
    return batch


def _target(
    draw: np.random.Generator, base: Base, config: PretrainedConfig, padding: tuple[int, ...], length: int
) -> dict[str, Array]:
    """A decoder's text, and its mask; there is padding only if the source has some."""
    own = TARGET_PADDING[: len(padding)] if any(padding) else (0,) * len(padding)
    mask = _mask((len(padding), length), own)
    ids = _tokens(draw, side(base, "decoder").tokens, mask, config)
    return {"decoder_input_ids": ids, "decoder_attention_mask": mask}


def _pictures(draw: np.random.Generator, block: PatchEmbeddings, rows: int, masks: bool) -> dict[str, Array]:
    shape = rows, block.projection.inputs, *block.image
    batch: dict[str, Array] = {"pixel_values": draw.normal(0.0, 1.0, shape).astype(np.float32)}
    if masks:
        batch["bool_masked_pos"] = np.arange(rows * int(np.prod(block.rows))).reshape(rows, -1) % 3 == 0
    return batch


def _indices(draw: np.random.Generator, lookups: list[Lookup], shape: tuple[int, ...]) -> Array:
    """An input for tables; its numbers grow along the last axis, so that differences are rows as well."""
    rows, width = min(each.table.rows for each in lookups), max(each.width for each in lookups)
    return np.sort(draw.integers(0, rows, (*shape, width)), -1) if width else draw.integers(0, rows, shape)


def side(base: Base, name: str) -> Transformer:
    """One side of an encoder-decoder; any other base model itself."""
    return getattr(base, name) if isinstance(base, EncoderDecoder) else base


def _mask(shape: tuple[int, ...], padding: tuple[int, ...]) -> Array:
    real = shape[-1] - np.array(padding).reshape(-1, *[1] * (len(shape) - 1))
    return np.zeros(shape, np.int64) + (np.arange(shape[-1]) < real)


def _tokens(draw: np.random.Generator, block: TextEmbeddings, mask: Array, config: PretrainedConfig) -> Array:
    """Random tokens that are not special; padding where the mask is 0."""
    ends = config.eos_token_id if isinstance(config.eos_token_id, list | tuple) else [config.eos_token_id]
    special = {config.pad_token_id, config.bos_token_id, *ends, getattr(config, "decoder_start_token_id", None)}
    plain = np.array([token for token in range(block.words.rows) if token not in special])
    padding = config.pad_token_id
    return np.where(mask == 1, draw.choice(plain, mask.shape), plain[0] if padding is None else padding)


def labels(family: Family, head: str, config: PretrainedConfig, arguments: Mapping[str, Array]) -> dict[str, Array]:
    """Labels for `inputs`, by name; labels of tokens ignore every third token and all padding.

    Empty for a head without a loss, or with one of its inputs alone.
    """
    kind, draw = family.kind(head), np.random.default_rng(1)
    if kind is None or kind.loss in (Loss.NONE, Loss.PIXELS):
        return {}
    mask = arguments.get("decoder_attention_mask", arguments.get("attention_mask", np.ones((ROWS, 1), np.int64)))
    rows, length = mask.shape[0], mask.shape[-1]
    shown = (mask == 1) & (np.arange(length) % 3 != 2)
    match kind.loss:
        case Loss.SPANS:
            return {name: np.asarray(draw.integers(0, int(mask.sum(-1).min()), rows)) for name in kind.labels}
        case Loss.CHOICES:
            return {kind.labels[0]: np.asarray(draw.integers(0, CHOICES, rows))}
        case Loss.REPLACED:
            return {kind.labels[0]: np.asarray(draw.integers(0, 2, mask.shape))}
    if kind.loss is Loss.MASKED_PATCHES:
        classes = _outputs(family.branches(config, head)[0].steps)
        return {kind.labels[0]: np.asarray(draw.integers(0, classes, int(arguments[MASKED_PATCHES].sum())))}
    arrays: dict[str, Array] = {}
    for name, branch in zip(kind.labels, family.branches(config, head), strict=True):
        classes = _outputs(branch.steps)
        if branch.reads is Reads.EACH:
            arrays[name] = np.where(shown, draw.integers(0, classes, mask.shape), IGNORED)
        else:
            arrays[name] = np.asarray(draw.integers(0, CHOICES if kind.choices else classes, rows))
    return arrays


def _outputs(steps: tuple[Step, ...]) -> int:
    """The size of a branch's output."""
    return [each.words if isinstance(each, Vocabulary) else each.outputs for each in _projections(steps)][-1]


def _projections(steps: tuple[Step, ...]) -> Iterator[Linear | Vocabulary | Convolution2D]:
    for step in steps:
        if isinstance(step, Steps):
            yield from _projections(step.steps)
        elif isinstance(step, Linear | Vocabulary | Convolution2D):
            yield step
