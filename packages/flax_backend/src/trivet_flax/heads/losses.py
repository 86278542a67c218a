"""Losses of heads, in float32."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp

from trivet.errors import InvalidConfigError
from trivet.families.blocks import Grid
from trivet.families.call_checks import (
    class_error,
    require_label_for_each,
    require_label_for_each_patch,
    require_number_for_each,
    require_stride,
)
from trivet.families.heads import Loss
from trivet_flax.layers.encoder_decoder import IGNORED
from trivet_flax.layers.values import known_values


def cross_entropy(logits: jax.Array, labels: jax.Array, ignored: int = IGNORED) -> jax.Array:
    """Mean cross entropy over the labels that are not `ignored`; NaN if all are.

    A label that is not a class is refused; if labels are traced or on an accelerator, the loss is NaN instead.

    Args:
        logits: [..., classes].
        labels: integers, any shape of as many elements as `logits` has rows.

    Raises:
        InvalidInputError: the number of labels is not that of rows.
        InputRangeError: a label is not a class.
    """
    require_label_for_each(labels.shape, logits.shape)
    rows = logits.reshape(-1, logits.shape[-1]).astype(jnp.float32)
    labels = labels.reshape(-1)
    _require_classes(labels, rows.shape[-1], ignored)
    counted = labels != ignored
    log_probabilities = jax.nn.log_softmax(rows, axis=-1)
    # A label that is not a class gives NaN, not a low loss. JAX would count negative ones from the end.
    classes = jnp.where(counted, jnp.where(labels < 0, rows.shape[-1], labels), 0)
    picked = jnp.take_along_axis(log_probabilities, classes[:, None], axis=-1, mode="fill", fill_value=jnp.nan)
    return -jnp.where(counted, picked[:, 0], 0.0).sum() / counted.sum()


def _require_classes(labels: jax.Array, classes: int, ignored: int) -> None:
    values = known_values(labels)
    counted = None if values is None else values[values != ignored]
    if counted is not None and counted.size and not 0 <= counted.min() <= counted.max() < classes:
        raise class_error(int(counted.min()), int(counted.max()), classes, ignored)


def binary_cross_entropy(logits: jax.Array, labels: jax.Array, counted: jax.Array | None = None) -> jax.Array:
    """Mean cross entropy of independent yes-or-no labels.

    Args:
        logits: those of the label 1, of any shape.
        labels: 0 or 1, of the same shape.
        counted: 1 for elements that count, of the same shape; None means all.

    Raises:
        InvalidInputError: labels have another shape, which JAX might broadcast.
    """
    require_number_for_each(labels.shape, logits.shape, exactly=True)
    logits = logits.astype(jnp.float32)
    losses = -(labels * jax.nn.log_sigmoid(logits) + (1 - labels) * jax.nn.log_sigmoid(-logits))
    return losses.mean() if counted is None else losses.mean(where=counted == 1)


def sequence_classification_loss(
    logits: jax.Array, labels: jax.Array, *, num_labels: int, problem_type: str | None
) -> jax.Array:
    """The loss of a classifier over whole sequences.

    Args:
        logits: [batch, num_labels].
        labels: [batch] classes or values, or [batch, num_labels] for several at once.
        problem_type: the config's; None infers it: one label is a regression, integer labels are classes, others are
            independent yes-or-no labels.

    Raises:
        InvalidConfigError: the problem type is unknown.
        InvalidInputError: the number of labels does not fit.
        InputRangeError: as for `cross_entropy`.
    """
    if problem_type is None:
        single = jnp.issubdtype(labels.dtype, jnp.integer)
        problem_type = "single_label_classification" if single else "multi_label_classification"
        problem_type = "regression" if num_labels == 1 else problem_type
    logits = logits.astype(jnp.float32)
    match problem_type:
        case "regression":
            require_number_for_each(labels.shape, logits.shape, exactly=False)
            return jnp.square(logits.reshape(labels.shape) - labels).mean()
        case "single_label_classification":
            return cross_entropy(logits, labels)
        case "multi_label_classification":
            return binary_cross_entropy(logits, labels)
    known = "regression, single_label_classification, multi_label_classification"
    raise InvalidConfigError(f"unknown problem_type {problem_type!r}. Known: {known}", field="problem_type")


def span_loss(
    start_logits: jax.Array, end_logits: jax.Array, start_positions: jax.Array, end_positions: jax.Array
) -> jax.Array:
    """Mean of the cross entropies of both ends of an answer.

    Args:
        start_logits, end_logits: [batch, length].
        start_positions, end_positions: [batch] or [batch, 1]; a position after the end is ignored.
    """
    length = start_logits.shape[-1]
    start, end = (positions.clip(0, length) for positions in (start_positions, end_positions))
    return (cross_entropy(start_logits, start, length) + cross_entropy(end_logits, end, length)) / 2


def masked_pixels_loss(
    reconstruction: jax.Array, pixel_values: jax.Array, mask: jax.Array, grid: Grid | None
) -> jax.Array:
    """Mean absolute difference of the pixels of masked patches (https://arxiv.org/abs/2111.09886).

    Args:
        reconstruction: [batch, channels, height, width].
        pixel_values: [batch, height, width, channels].
        mask: 1 for masked patches, [batch, patches].
        grid: how patches lie in pictures.

    Raises:
        InvalidInputError: the reconstruction has another size.
    """
    assert grid is not None  # such a head reads pictures
    rows = grid.rows(*pixel_values.shape[1:3])
    require_stride(grid.patch, reconstruction.shape[2] // rows[0])
    pixels = mask.astype(bool).astype(jnp.float32).reshape(-1, 1, *rows)
    for axis, side in zip((2, 3), grid.patch, strict=True):
        pixels = jnp.repeat(pixels, side, axis=axis)
    differences = jnp.abs(jnp.moveaxis(pixel_values, -1, 1).astype(jnp.float32) - reconstruction.astype(jnp.float32))
    return (differences * pixels).sum() / (pixels.sum() + 1e-5) / reconstruction.shape[1]


def masked_patches_loss(logits: jax.Array, labels: jax.Array, mask: jax.Array | None) -> jax.Array:
    """Mean cross entropy of masked patches.

    Args:
        logits: [batch, patches, classes].
        labels: a class for each masked patch, in their order.
        mask: 1 for masked patches, [batch, patches].

    Raises:
        InvalidInputError: there is no mask, or another number of labels, unless the mask is traced.
        InputRangeError: as for `cross_entropy`.
    """
    known = None if mask is None else known_values(mask)
    require_label_for_each_patch(
        labels.shape, None if known is None else int((known != 0).sum()), None if mask is None else mask.shape
    )
    assert mask is not None
    flat = mask.reshape(-1) != 0
    places = (flat.cumsum() - 1).clip(0, labels.size - 1)
    return cross_entropy(logits, jnp.where(flat, labels.reshape(-1)[places], IGNORED))


def two_losses(logits: Sequence[jax.Array], labels: Sequence[Any]) -> dict[str, jax.Array | None]:
    """The losses of a head that predicts words and chooses, each if its labels are passed.

    Args:
        logits: those of words [batch, choices, length, vocab], and of choices [batch, choices].
        labels: those of words [batch, choices, length], and of choices [batch].
    """
    words, choices = labels
    return {
        "loss": None if words is None else cross_entropy(logits[0][:, :, :-1], words[:, :, 1:]),
        "mc_loss": None if choices is None else cross_entropy(logits[1], choices),
    }


def loss_of(
    loss: Loss,
    logits: Sequence[jax.Array],
    labels: Sequence[Any],
    *,
    num_labels: int,
    problem_type: str | None,
    attention_mask: jax.Array | None,
) -> jax.Array | None:
    """A head's loss; None without all of its labels.

    Args:
        logits: those of each branch.
        num_labels, problem_type: the config's.
        attention_mask: the inputs' mask: tokens that a mask [batch, length] hides may be ignored.

    Raises:
        As for `cross_entropy`, `binary_cross_entropy` and `sequence_classification_loss`.
    """
    if not labels or any(each is None for each in labels):
        return None
    first, target, result = logits[0], labels[0], None
    match loss:
        case Loss.TOKENS | Loss.CHOICES:
            result = cross_entropy(first, target)
        case Loss.NEXT_TOKENS:
            result = cross_entropy(first[:, :-1], target[:, 1:])
        case Loss.CLASSES:
            result = sequence_classification_loss(first, target, num_labels=num_labels, problem_type=problem_type)
        case Loss.SPANS:
            result = span_loss(first, logits[1], target, labels[1])
        case Loss.REPLACED:
            counted = attention_mask if attention_mask is not None and attention_mask.ndim == 2 else None
            result = binary_cross_entropy(first, target, counted)
        case Loss.BOTH:
            result = cross_entropy(first, target) + cross_entropy(logits[1], labels[1])
    return result
