"""Which of the base model's states a head reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trivet.errors import InvalidInputError
from trivet.families.blocks import Reads
from trivet.families.call_checks import end_tokens, require_ends, require_padding
from trivet_tf.framework import keras, tf
from trivet_tf.layers.masks import with_axes

ops = keras.ops


def states_read(reads: Reads, output: Any, inputs: Mapping[str, Any], config: Any, skipped: int = 0) -> tf.Tensor:
    """States [batch, length, hidden] or, if one is read in each row, [batch, hidden].

    Args:
        output: the base model's output.
        inputs: arguments of the call.
        skipped: number of tokens before the patches of pictures.

    Raises:
        InvalidInputError: the inputs do not determine the tokens.
    """
    states = output.last_hidden_state
    match reads:
        case Reads.EACH | Reads.PICTURE | Reads.PATCHES:
            return states[:, skipped:] if reads is Reads.PATCHES else states
        case Reads.FIRST | Reads.SECOND | Reads.START | Reads.FINAL | Reads.MEAN | Reads.FIRST_AND_MEAN:
            return first_or_mean(reads, states, inputs.get("attention_mask"), skipped)
        case Reads.POOLED:
            return output.pooler_output
        case Reads.CHOSEN:
            places = inputs["mc_token_ids"]
            return states[:, -1] if places is None else _states_at(states, ops.reshape(places, (-1,)))
        case Reads.LAST:
            return _states_at(states, last_tokens(inputs["input_ids"], states, config.pad_token_id))
        case Reads.END:
            if inputs["input_ids"] is None:
                reason = "give input_ids: sequences are classified where they have the end-of-sequence token"
                raise InvalidInputError(reason)
            return states_at_end(states, inputs["input_ids"], end_tokens(config.eos_token_id))


def _states_at(states: tf.Tensor, places: tf.Tensor) -> tf.Tensor:
    """The states [batch, hidden] at one index of each row."""
    return ops.squeeze(ops.take_along_axis(states, with_axes(places, 1, 2), axis=1), 1)


def first_or_mean(reads: Reads, states: tf.Tensor, mask: tf.Tensor | None, skipped: int = 0) -> tf.Tensor:
    """The states [batch, hidden] of each row's first token or second, or the mean of all.

    Args:
        mask: the tokens that are not hidden, [batch, length], of which the first is read, or all; None, or with further
            axes: it hides none.
    """
    if reads is Reads.FINAL:
        return states[:, -1]
    if reads is Reads.FIRST_AND_MEAN:
        return ops.concatenate([states[:, 0], ops.mean(states[:, skipped:], axis=1)], axis=-1)
    shown = (
        None if reads in (Reads.FIRST, Reads.SECOND) or mask is None or len(mask.shape) != 2 else ops.not_equal(mask, 0)
    )
    if reads is Reads.MEAN:
        weights = ops.ones_like(states[..., :1]) if shown is None else with_axes(ops.cast(shown, states.dtype), 2)
        return ops.sum(states * weights, axis=1) / ops.maximum(ops.sum(weights, axis=1), 1)
    return (
        states[:, int(reads is Reads.SECOND)]
        if shown is None
        else _states_at(states, ops.argmax(ops.cast(shown, "int32"), axis=1))
    )


def last_tokens(input_ids: tf.Tensor | None, states: tf.Tensor, pad_token_id: int | None) -> tf.Tensor:
    """Index [batch] of each row's last token that is not padding; without ids that of the last token.

    Args:
        states: [batch, length, hidden].

    Raises:
        InvalidInputError: there may be several rows, and no `pad_token_id`.
    """
    batch, length = ops.shape(states)[:2]
    require_padding(batch if isinstance(batch, int) else None, pad_token_id)
    places = ops.broadcast_to(ops.arange(length, dtype="int32"), (batch, length))
    if pad_token_id is not None and input_ids is not None:
        # A row of only padding has no last token; its first one is used.
        places = ops.where(ops.not_equal(input_ids, pad_token_id), places, 0)
    return ops.max(places, axis=1)


def states_at_end(states: tf.Tensor, input_ids: tf.Tensor, ends: Sequence[int]) -> tf.Tensor:
    """The states [batch, hidden] at each row's last end-of-sequence token; NaN without one, within `tf.function`.

    Args:
        states: [batch, length, hidden].
        ends: the end-of-sequence tokens.

    Raises:
        InvalidInputError: rows have none, or different numbers of them, outside of `tf.function`.
    """
    ids = ops.convert_to_tensor(input_ids)
    is_end = ops.any(ops.equal(with_axes(ids, 2), ops.cast(ops.convert_to_tensor(ends), ids.dtype)), axis=-1)
    if tf.executing_eagerly():
        require_ends(ops.sum(ops.cast(is_end, "int32"), axis=1).numpy().tolist(), ends)
    places = ops.where(is_end, ops.arange(ops.shape(ids)[1], dtype="int32"), 0)
    picked = _states_at(states, ops.max(places, axis=1))
    return ops.where(with_axes(ops.any(is_end, axis=1), 1), picked, ops.cast(float("nan"), picked.dtype))
