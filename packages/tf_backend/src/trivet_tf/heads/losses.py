"""Losses of the heads, in the shapes of `transformers` 4.37; the label -100 is ignored.

A loss of tokens is [1], their mean. A loss of whole inputs is [batch], one for each, so that a training loop under
`tf.distribute` can weigh them. The mean over rows is the mean over the labels that are not ignored: ignored rows have
0, and the others are scaled up accordingly.
"""

from __future__ import annotations

from trivet.deprecation import warn_caller
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
from trivet_tf.framework import keras, tf
from trivet_tf.layers.full import in_full

ops = keras.ops

IGNORED = -100
PROBLEM_TYPES = ("regression", "single_label_classification", "multi_label_classification")


def cross_entropy(logits: tf.Tensor, labels: tf.Tensor, *, ignored: int | tf.Tensor = IGNORED) -> tf.Tensor:
    """Mean cross entropy over the labels that are not ignored, [1], computed in float32 at least; NaN if all are.

    Args:
        logits: [..., classes].
        labels: class indices, one for each row of logits, in any shape.
        ignored: the label that is ignored.

    Raises:
        InvalidInputError: the number of labels is not that of rows.
        InputRangeError: a label is not a class, outside of `tf.function`: inside TensorFlow raises while the program
            runs, and accelerators return NaN.
    """
    return _mean_of_tokens(*_of_each_label(logits, labels, ignored))


def row_cross_entropy(logits: tf.Tensor, labels: tf.Tensor, *, ignored: int | tf.Tensor = IGNORED) -> tf.Tensor:
    """Cross entropy of each row, [batch], computed in float32 at least.

    Args:
        logits: [batch, classes].
        labels: class indices, [batch] or [batch, 1].
        ignored: the label that is ignored.

    Raises:
        InvalidInputError, InputRangeError: as for `cross_entropy`.
    """
    losses, counted = _of_each_label(logits, labels, ignored)
    return losses * counted * (ops.cast(ops.size(counted), losses.dtype) / ops.sum(counted))


def token_classification_loss(logits: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
    """Mean cross entropy over the labels that are not negative, [1]. In eager mode -1 warns; -100 is correct.

    Args:
        logits: [batch, length, num_labels].
        labels: [batch, length].
    """
    labels = ops.convert_to_tensor(labels)
    if tf.executing_eagerly() and bool(ops.any(ops.equal(labels, -1))):
        warn_caller("labels of -1 are ignored; this is deprecated, use -100")
    return cross_entropy(logits, ops.where(labels < 0, ops.cast(IGNORED, labels.dtype), labels))


def _of_each_label(logits: tf.Tensor, labels: tf.Tensor, ignored: int | tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """Each label's loss, and 1, or 0 if it is ignored; both [labels]."""
    labels = ops.convert_to_tensor(labels)
    require_label_for_each(labels.shape, logits.shape)
    logits = in_full(ops.reshape(logits, (-1, logits.shape[-1] or ops.shape(logits)[-1])))
    labels = ops.reshape(labels, (-1,))
    counted = ops.not_equal(labels, ops.cast(ignored, labels.dtype))
    # An ignored label is not a class: class 0 replaces it, and its loss is dropped.
    classes = ops.where(counted, labels, ops.zeros_like(labels))
    try:
        losses = ops.sparse_categorical_crossentropy(classes, logits, from_logits=True)
    except tf.errors.InvalidArgumentError as error:
        lowest, highest = int(tf.reduce_min(labels[counted])), int(tf.reduce_max(labels[counted]))
        raise class_error(lowest, highest, logits.shape[-1], int(ignored)) from error
    return losses, ops.cast(counted, losses.dtype)


def _mean_of_tokens(losses: tf.Tensor, counted: tf.Tensor) -> tf.Tensor:
    """The mean over labels that are not ignored, [1]."""
    return ops.reshape(ops.sum(losses * counted) / ops.sum(counted), (1,))


def sequence_classification_loss(logits: tf.Tensor, labels: tf.Tensor, config: PretrainedConfig) -> tf.Tensor:
    """The loss of `config.problem_type`, [batch]; if that is None, of the problem that labels and `num_labels` imply.

    Args:
        logits: [batch, num_labels].
        labels: [batch] class indices, or [batch, num_labels] targets of a regression or of multi-label classification.

    Raises:
        InvalidConfigError: `problem_type` is unknown.
        InvalidInputError: the number of labels does not fit.
        InputRangeError: as for `cross_entropy`.
    """
    labels = ops.convert_to_tensor(labels)
    match config.problem_type or _problem_type(labels, logits.shape[-1]):
        case "regression":
            require_number_for_each(labels.shape, logits.shape, exactly=False)
            logits = in_full(logits)
            targets = ops.cast(ops.reshape(labels, ops.shape(logits)), logits.dtype)
            return ops.mean(ops.square(logits - targets), axis=-1)
        case "single_label_classification":
            return row_cross_entropy(logits, labels)
        case "multi_label_classification":
            require_number_for_each(labels.shape, logits.shape, exactly=True)
            logits = in_full(logits)
            losses = ops.binary_crossentropy(ops.cast(labels, logits.dtype), logits, from_logits=True)
            return ops.mean(losses, axis=-1)
        case unknown:
            reason = f"unknown problem_type {unknown!r}. Known: {', '.join(PROBLEM_TYPES)}."
            raise InvalidConfigError(reason, field="problem_type")


def _problem_type(labels: tf.Tensor, num_labels: int) -> str:
    if num_labels == 1:
        return "regression"
    return "single_label_classification" if keras.backend.is_int_dtype(labels.dtype) else "multi_label_classification"


def binary_cross_entropy(logits: tf.Tensor, labels: tf.Tensor, mask: tf.Tensor | None = None) -> tf.Tensor:
    """Mean binary cross entropy, [1], computed in float32 at least.

    Args:
        logits, labels: of the same shape.
        mask: 1 for elements that count, of the same shape; None means all.

    Raises:
        InvalidInputError: labels have another shape, which TensorFlow might broadcast.
    """
    labels = ops.convert_to_tensor(labels)
    require_number_for_each(labels.shape, logits.shape, exactly=True)
    logits = in_full(logits)
    losses = ops.softplus(logits) - logits * ops.cast(labels, logits.dtype)
    counted = ops.ones_like(losses) if mask is None else ops.cast(ops.cast(mask, "bool"), logits.dtype)
    return _mean_of_tokens(losses, counted)


def masked_pixels_loss(
    reconstruction: tf.Tensor, pixel_values: tf.Tensor, mask: tf.Tensor, grid: Grid | None
) -> tf.Tensor:
    """Mean absolute difference of the pixels of masked patches (https://arxiv.org/abs/2111.09886), [1].

    Args:
        reconstruction, pixel_values: [batch, channels, height, width].
        mask: 1 for masked patches, [batch, patches].
        grid: how patches lie in pictures.

    Raises:
        InvalidInputError: the reconstruction has another size.
    """
    assert grid is not None  # such a head reads pictures
    reconstruction = in_full(reconstruction)
    height, width = ops.shape(pixel_values)[2:]
    rows = grid.rows(height, width)
    if reconstruction.shape[2] is not None and isinstance(rows[0], int):
        require_stride(grid.patch, reconstruction.shape[2] // rows[0])
    pixels = ops.reshape(ops.cast(ops.cast(mask, "bool"), reconstruction.dtype), (-1, 1, *rows))
    for axis, side in zip((2, 3), grid.patch, strict=True):
        pixels = ops.repeat(pixels, side, axis=axis)
    differences = ops.abs(ops.cast(pixel_values, reconstruction.dtype) - reconstruction)
    total = ops.sum(differences * pixels) / (ops.sum(pixels) + 1e-5) / reconstruction.shape[1]
    return ops.reshape(total, (1,))


def masked_patches_loss(logits: tf.Tensor, labels: tf.Tensor, mask: tf.Tensor | None) -> tf.Tensor:
    """Mean cross entropy of masked patches, [1].

    Args:
        logits: [batch, patches, classes].
        labels: a class for each masked patch, in their order.
        mask: 1 for masked patches, [batch, patches].

    Raises:
        InvalidInputError: there is no mask, or outside of `tf.function` another number of labels.
        InputRangeError: as for `cross_entropy`.
    """
    labels = ops.convert_to_tensor(labels)
    masked = None if mask is None else ops.cast(mask, "int32")
    count = int(ops.sum(masked)) if masked is not None and tf.executing_eagerly() else None
    require_label_for_each_patch(labels.shape, count, None if mask is None else mask.shape)
    flat = ops.reshape(masked, (-1,))
    places = ops.clip(ops.cumsum(flat) - 1, 0, ops.size(labels) - 1)
    spread = ops.take(ops.reshape(labels, (-1,)), places)
    return cross_entropy(logits, ops.where(flat > 0, spread, ops.cast(IGNORED, spread.dtype)))


def question_answering_loss(
    start_logits: tf.Tensor,
    end_logits: tf.Tensor,
    start_positions: tf.Tensor,
    end_positions: tf.Tensor,
) -> tf.Tensor:
    """Mean of both ends' cross entropy, [batch]. A position outside the input (a truncated answer) is ignored.

    Args:
        start_logits, end_logits: [batch, length].
        start_positions, end_positions: [batch] or [batch, 1].

    Raises:
        InvalidInputError: the number of positions is not that of rows.
    """
    start_positions, end_positions = ops.convert_to_tensor(start_positions), ops.convert_to_tensor(end_positions)
    length = ops.cast(ops.shape(start_logits)[1], start_positions.dtype)
    nought = ops.zeros_like(length)

    def one_end(logits: tf.Tensor, positions: tf.Tensor) -> tf.Tensor:
        return row_cross_entropy(logits, ops.clip(positions, nought, length), ignored=length)

    return (one_end(start_logits, start_positions) + one_end(end_logits, end_positions)) / 2.0
