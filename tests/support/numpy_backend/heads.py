"""What heads read of a base model's states, and their losses, in plain numpy and float64."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from numpy_backend.blocks import Array
from trivet.errors import InvalidInputError
from trivet.families.blocks import EncoderDecoder, Grid, Reads, Shift
from trivet.families.call_checks import (
    class_error,
    end_tokens,
    require_ends,
    require_label_for_each,
    require_label_for_each_patch,
    require_number_for_each,
    require_padding,
    require_stride,
    shift_token,
    shift_tokens,
)
from trivet.families.heads import Loss

IGNORED = -100


def shifted(block: EncoderDecoder, config: Any, tokens: Array) -> Array:
    """What the decoder reads to predict `tokens` [batch, length]: all but the last, behind one that comes first."""
    if block.shift is Shift.LAST:
        padding = shift_token(config.pad_token_id, "pad_token_id")
        tokens = np.where(tokens == IGNORED, padding, tokens)
        first = np.take_along_axis(tokens, (tokens != padding).sum(1, keepdims=True) - 1, 1)
    else:
        start, padding = shift_tokens(config.decoder_start_token_id, config.pad_token_id)
        first = np.full_like(tokens[:, :1], start)
    moved = np.concatenate([first, tokens[:, :-1]], 1)
    return np.where(moved == IGNORED, padding, moved)


def read(
    reads: Reads,
    states: Array,
    pooled: Array | None,
    ids: Array | None,
    config: Any,
    mask: Array | None = None,
    skipped: int = 0,
) -> Array:
    """Of states [batch, length, size] those that a head reads: all, or [batch, size]."""
    rows, places = np.arange(len(states)), np.arange(states.shape[1])
    match reads:
        case Reads.EACH | Reads.PICTURE:
            return states
        case Reads.PATCHES:
            return states[:, skipped:]
        case Reads.FIRST | Reads.SECOND:
            return states[:, int(reads is Reads.SECOND)]
        case Reads.FINAL:
            return states[:, -1]
        case Reads.START:
            return states[rows, 0 if mask is None or mask.ndim != 2 else (mask != 0).argmax(1)]
        case Reads.MEAN:
            shown = np.ones(states.shape[:2]) if mask is None or mask.ndim != 2 else mask != 0
            return (states * shown[:, :, None]).sum(1) / shown.sum(1)[:, None]
        case Reads.FIRST_AND_MEAN:
            return np.concatenate((states[:, 0], states[:, skipped:].mean(1)), -1)
        case Reads.POOLED:
            assert pooled is not None, "a head that reads the pooled output has a base model with a pooler"
            return pooled
        case Reads.LAST:
            require_padding(len(states), config.pad_token_id)
            if ids is None or config.pad_token_id is None:
                return states[:, -1]
            return states[rows, (places * (ids != config.pad_token_id)).argmax(1)]
        case Reads.END:
            if ids is None:
                raise InvalidInputError("sequences are classified where they end: give input_ids")
            ends = end_tokens(config.eos_token_id)
            is_end = np.isin(ids, ends)
            require_ends(is_end.sum(1).tolist(), ends)
            return states[rows, (places * is_end).argmax(1)]
    raise TypeError(f"{reads} is not read here")


def cross_entropy(logits: Array, labels: Array, ignored: int = IGNORED) -> Array:
    """Mean over the labels that count of minus the logarithm of each one's probability; NaN where none counts."""
    require_label_for_each(labels.shape, logits.shape)
    logits, labels = logits.reshape(-1, logits.shape[-1]), labels.reshape(-1)
    logits, labels = logits[labels != ignored], labels[labels != ignored]
    if not labels.size:
        return np.asarray(np.nan)
    if labels.min() < 0 or labels.max() >= logits.shape[-1]:
        raise class_error(int(labels.min()), int(labels.max()), logits.shape[-1], ignored)
    highest = logits.max(-1)
    sums = np.log(np.exp(logits - highest[:, None]).sum(-1)) + highest
    return np.asarray((sums - logits[np.arange(len(labels)), labels]).mean())


def binary(logits: Array, labels: Array) -> Array:
    """Mean cross entropy of logits that each stand for themselves."""
    return np.asarray((np.logaddexp(0, logits) - logits * labels).mean())


def _classes(logits: Array, labels: Array, config: Any) -> Array:
    if config.problem_type is not None:
        problem = config.problem_type
    elif logits.shape[-1] == 1:
        problem = "regression"
    else:
        problem = "single_label_classification" if labels.dtype.kind in "iu" else "multi_label_classification"
    match problem:
        case "regression":
            require_number_for_each(labels.shape, logits.shape, exactly=False)
            return np.asarray(((logits - labels.reshape(logits.shape)) ** 2).mean())
        case "multi_label_classification":
            require_number_for_each(labels.shape, logits.shape, exactly=True)
            return binary(logits, labels)
    return cross_entropy(logits, labels)


def masked_pixels(restored: Array, pictures: Array, mask: Array, grid: Grid) -> Array:
    """Mean absolute difference of the pixels of masked patches."""
    rows = grid.rows(*pictures.shape[2:])
    require_stride(grid.patch, restored.shape[2] // rows[0])
    pixels = mask.astype(bool).reshape(-1, 1, *rows).repeat(grid.patch[0], 2).repeat(grid.patch[1], 3)
    return np.asarray((np.abs(restored - pictures) * pixels).sum() / (pixels.sum() + 1e-5) / restored.shape[1])


def masked_patches(scores: Array, labels: Array, mask: Array | None) -> Array:
    """Mean cross entropy of masked patches."""
    masked = None if mask is None else mask.astype(bool)
    require_label_for_each_patch(
        labels.shape, None if masked is None else int(masked.sum()), getattr(mask, "shape", None)
    )
    assert masked is not None
    return cross_entropy(scores[masked], labels)


def _next(logits: Array, labels: Array) -> Array:
    return cross_entropy(logits[:, :-1], labels[:, 1:])


def loss_of(
    loss: Loss, logits: Mapping[str, Array], labels: Mapping[str, Array | None], mask: Array | None, config: Any
) -> Array | None:
    """The loss of a head's outputs; None unless all of its labels are given.

    Args:
        logits: by the names of the head's kind, in its order.
        labels: likewise.
        mask: the attention mask.
    """
    if loss is Loss.NONE or any(each is None for each in labels.values()):
        return None
    (first, *others), (scores, *more) = labels.values(), logits.values()
    match loss:
        case Loss.TOKENS | Loss.CHOICES:
            return cross_entropy(scores, first)
        case Loss.NEXT_TOKENS:
            return _next(scores, first)
        case Loss.CLASSES:
            return _classes(scores, first, config)
        case Loss.SPANS:
            length = scores.shape[1]
            ends = ((scores, first), (more[0], others[0]))
            losses = [cross_entropy(each, np.clip(places, 0, length).reshape(-1), length) for each, places in ends]
            return np.asarray(sum(losses) / 2)
        case Loss.REPLACED:
            counted = slice(None) if mask is None else mask == 1
            return binary(scores[counted], first[counted])
        case Loss.BOTH:
            return np.asarray(cross_entropy(scores, first) + cross_entropy(more[0], others[0]))
    return None


def losses_apart(logits: Mapping[str, Array], labels: Mapping[str, Array | None]) -> dict[str, Array]:
    """The losses of words [batch, choices, length] and of choices [batch], each where its labels are given."""
    (words, choices), (scores, chosen) = labels.values(), logits.values()
    losses = {}
    if words is not None:
        losses["loss"] = cross_entropy(scores[:, :, :-1], words[:, :, 1:])
    if choices is not None:
        losses["mc_loss"] = cross_entropy(chosen, choices)
    return losses
