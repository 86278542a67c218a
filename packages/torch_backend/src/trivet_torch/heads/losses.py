"""Losses of the heads: means, where the label -100 is ignored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import torch
from torch.nn import functional as F

from trivet.errors import InvalidConfigError
from trivet.families.blocks import Grid
from trivet.families.call_checks import (
    class_error,
    require_label_for_each,
    require_label_for_each_patch,
    require_number_for_each,
    require_stride,
)
from trivet.families.config import PretrainedConfig
from trivet.families.heads import Loss

IGNORED = -100
PROBLEM_TYPES = ("regression", "single_label_classification", "multi_label_classification")


def cross_entropy(logits: torch.Tensor, labels: torch.Tensor, *, ignored: int = IGNORED) -> torch.Tensor:
    """Mean cross entropy over the labels that are not ignored; NaN if all are.

    Args:
        logits: [..., classes].
        labels: class indices, one for each row of logits, in any shape.
        ignored: the label that is ignored.

    Raises:
        InvalidInputError: the number of labels is not that of rows.
        InputRangeError: a label is not a class, for labels on the CPU. Accelerators report it later, in their own way.
    """
    require_label_for_each(labels.shape, logits.shape)
    flat = labels.reshape(-1).long()
    try:
        return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), flat, ignore_index=ignored)
    except IndexError as error:
        counted = flat[flat != ignored]
        raise class_error(int(counted.min()), int(counted.max()), logits.shape[-1], ignored) from error


def next_token_loss(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Mean cross entropy, in float32, of each token but the first, predicted from those before it.

    Args:
        logits: [batch, length, vocab].
        labels: [batch, length], the tokens; -100 is ignored.
    """
    return cross_entropy(logits[:, :-1].float(), labels[:, 1:])


def sequence_classification_loss(logits: torch.Tensor, labels: torch.Tensor, config: PretrainedConfig) -> torch.Tensor:
    """The loss of `config.problem_type`; if that is None, of the problem that labels and `num_labels` imply.

    Args:
        logits: [batch, num_labels].
        labels: [batch] class indices, or [batch, num_labels] targets of a regression or of multi-label classification.

    Raises:
        InvalidConfigError: `problem_type` is unknown.
        InvalidInputError: the number of labels does not fit.
        InputRangeError: as for `cross_entropy`.
    """
    match config.problem_type or _problem_type(labels, logits.shape[-1]):
        case "regression":
            require_number_for_each(labels.shape, logits.shape, exactly=False)
            return F.mse_loss(logits, labels.reshape(logits.shape).to(logits.dtype))
        case "single_label_classification":
            return cross_entropy(logits, labels)
        case "multi_label_classification":
            require_number_for_each(labels.shape, logits.shape, exactly=True)
            return F.binary_cross_entropy_with_logits(logits, labels.to(logits.dtype))
        case unknown:
            reason = f"unknown problem_type {unknown!r}. Known: {', '.join(PROBLEM_TYPES)}."
            raise InvalidConfigError(reason, field="problem_type")


def _problem_type(labels: torch.Tensor, num_labels: int) -> str:
    if num_labels == 1:
        return "regression"
    whole = labels.dtype in (torch.int64, torch.int32)
    return "single_label_classification" if whole else "multi_label_classification"


def question_answering_loss(
    start_logits: torch.Tensor,
    end_logits: torch.Tensor,
    start_positions: torch.Tensor,
    end_positions: torch.Tensor,
) -> torch.Tensor:
    """Mean of both ends' cross entropy. A position outside the input (a truncated answer) is ignored.

    Args:
        start_logits, end_logits: [batch, length].
        start_positions, end_positions: [batch] or [batch, 1].

    Raises:
        InvalidInputError: the number of positions is not that of rows.
    """
    length = start_logits.shape[1]

    def one_end(logits: torch.Tensor, positions: torch.Tensor) -> torch.Tensor:
        return cross_entropy(logits, positions.clamp(0, length), ignored=length)

    return (one_end(start_logits, start_positions) + one_end(end_logits, end_positions)) / 2


def replaced_tokens_loss(
    logits: torch.Tensor, labels: torch.Tensor, attention_mask: torch.Tensor | None
) -> torch.Tensor:
    """Mean binary cross entropy over the tokens that a 2-D mask does not hide; with any other mask over all.

    Args:
        logits: [batch, length].
        labels: [batch, length], 1 where a token was replaced.
        attention_mask: the mask of the call.
    """
    if attention_mask is not None and attention_mask.dim() == 2:
        shown = attention_mask == 1
        logits, labels = logits[shown], labels[shown]
    return F.binary_cross_entropy_with_logits(logits, labels.to(logits.dtype))


def masked_pixels_loss(
    reconstruction: torch.Tensor, pixel_values: torch.Tensor, mask: torch.Tensor, grid: Grid | None
) -> torch.Tensor:
    """Mean absolute difference of the pixels of masked patches (https://arxiv.org/abs/2111.09886).

    Args:
        reconstruction, pixel_values: [batch, channels, height, width].
        mask: 1 for masked patches, [batch, patches].
        grid: how patches lie in pictures.

    Raises:
        InvalidInputError: the reconstruction has another size.
    """
    assert grid is not None  # such a head reads pictures
    rows = grid.rows(*pixel_values.shape[-2:])
    require_stride(grid.patch, reconstruction.shape[-2] // rows[0])
    pixels = mask.bool().reshape(-1, 1, *rows)
    for axis, side in zip((2, 3), grid.patch, strict=True):
        pixels = pixels.repeat_interleave(side, axis)
    counted = pixels.to(reconstruction.dtype)
    differences = F.l1_loss(reconstruction, pixel_values.to(reconstruction.dtype), reduction="none")
    return (differences * counted).sum() / (counted.sum() + 1e-5) / reconstruction.shape[1]


def masked_patches_loss(logits: torch.Tensor, labels: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
    """Mean cross entropy of masked patches.

    Args:
        logits: [batch, patches, classes].
        labels: a class for each masked patch, in their order.
        mask: 1 for masked patches, [batch, patches].

    Raises:
        InvalidInputError: there is no mask, or another number of labels.
        InputRangeError: as for `cross_entropy`.
    """
    masked = None if mask is None else mask.bool()
    count = None if masked is None or torch.compiler.is_compiling() else int(masked.sum())
    require_label_for_each_patch(labels.shape, count, None if mask is None else mask.shape)
    flat = cast(torch.Tensor, masked).reshape(-1)
    places = (flat.cumsum(0) - 1).clamp(0, labels.numel() - 1)
    return cross_entropy(logits, torch.where(flat, labels.reshape(-1)[places], IGNORED))


def loss_of(
    loss: Loss,
    logits: Sequence[torch.Tensor],
    labels: Sequence[torch.Tensor],
    config: PretrainedConfig,
    attention_mask: torch.Tensor | None,
) -> torch.Tensor:
    """The loss of a head.

    Args:
        logits, labels: one for each of the head's outputs.
        attention_mask: the mask of the call.

    Raises:
        InvalidInputError, InvalidConfigError, InputRangeError: as for the loss.
    """
    first, targets = logits[0], labels[0]
    match loss:
        case Loss.CLASSES:
            total = sequence_classification_loss(first, targets, config)
        case Loss.SPANS:
            total = question_answering_loss(first, logits[1], targets, labels[1])
        case Loss.REPLACED:
            total = replaced_tokens_loss(first, targets, attention_mask)
        case Loss.NEXT_TOKENS:
            total = next_token_loss(first, targets)
        case _:
            total = cross_entropy(first, targets)
    return total + cross_entropy(logits[1], labels[1]) if loss is Loss.BOTH else total


def two_losses(logits: Sequence[torch.Tensor], labels: Sequence[torch.Tensor | None]) -> dict[str, torch.Tensor | None]:
    """The losses of a head that predicts words and chooses, each if its labels are passed.

    Args:
        logits: those of words [batch, choices, length, vocab] or without choices, and of choices [batch, choices].
        labels: those of words [batch, choices, length], and of choices [batch].
    """
    words, choices = labels
    return {
        "loss": None if words is None else next_token_loss(logits[0].flatten(0, -3), words.flatten(0, -2)),
        "mc_loss": None if choices is None else cross_entropy(logits[1], choices),
    }
