"""The processors of a search by their names and constructors in `transformers`, for searches of a caller's own.

Each computes what `generate` does with the field of the config that it is for. All of them run in a `tf.function` too.
"""

from __future__ import annotations

import warnings
from typing import Any

from trivet.text.generation import named_processors as named
from trivet.text.generation.hooks import LogitsProcessor, LogitsWarper
from trivet.text.generation.text import NEVER, Processor, Text, apply
from trivet.text.generation.warpers import TopK, TopP
from trivet_tf.framework import tf
from trivet_tf.generation.arrays import TensorArrays

ARRAYS = TensorArrays()


class _Applies(named.AppliesRules, LogitsProcessor):
    """Base of processors that apply `rules`, which know no framework."""

    def __call__(self, input_ids: tf.Tensor, scores: tf.Tensor, cur_len: Any) -> tf.Tensor:  # type: ignore[override]
        """The changed scores [rows, vocab].

        Args:
            input_ids: [rows, capacity].
            scores: [rows, vocab].
            cur_len: how many columns of the ids are text.
        """
        ids, scores = tf.cast(input_ids, tf.int32), tf.convert_to_tensor(scores)
        changed = apply(list(self.rules), Text(ARRAYS, ids, cur_len), scores)
        if self.filter_value == NEVER:
            return changed
        return tf.where((changed == NEVER) & (scores != NEVER), tf.cast(self.filter_value, scores.dtype), changed)


class _Warps(_Applies, LogitsWarper):
    """Base of those that only sampling uses, which look at scores alone: ids and their length may be None."""

    def __call__(self, input_ids: tf.Tensor | None, scores: tf.Tensor, cur_len: Any = None) -> tf.Tensor:
        """The changed scores [rows, vocab]."""
        return super().__call__(tf.zeros((1, 1), tf.int32), scores, 1)


class TFTemperatureLogitsWarper(_Warps, named.TemperatureLogitsWarper):
    """As `named_processors.TemperatureLogitsWarper`."""


class TFTopKLogitsWarper(_Warps, named.TopKLogitsWarper):
    """As `named_processors.TopKLogitsWarper`."""


class TFTopPLogitsWarper(_Warps, named.TopPLogitsWarper):
    """As `named_processors.TopPLogitsWarper`."""


class TFMinLengthLogitsProcessor(_Applies, named.MinLengthLogitsProcessor):
    """As `named_processors.MinLengthLogitsProcessor`."""


class TFRepetitionPenaltyLogitsProcessor(_Applies, named.RepetitionPenaltyLogitsProcessor):
    """As `named_processors.RepetitionPenaltyLogitsProcessor`."""


class TFNoBadWordsLogitsProcessor(_Applies, named.NoBadWordsLogitsProcessor):
    """As `named_processors.NoBadWordsLogitsProcessor`."""


class TFNoRepeatNGramLogitsProcessor(_Applies, named.NoRepeatNGramLogitsProcessor):
    """As `named_processors.NoRepeatNGramLogitsProcessor`."""


class TFForcedBOSTokenLogitsProcessor(_Applies, named.ForcedBOSTokenLogitsProcessor):
    """As `named_processors.ForcedBOSTokenLogitsProcessor`."""


class TFForcedEOSTokenLogitsProcessor(_Applies, named.ForcedEOSTokenLogitsProcessor):
    """As `named_processors.ForcedEOSTokenLogitsProcessor`."""


class TFSuppressTokensAtBeginLogitsProcessor(_Applies, named.SuppressTokensAtBeginLogitsProcessor):
    """As `named_processors.SuppressTokensAtBeginLogitsProcessor`."""


class TFSuppressTokensLogitsProcessor(_Applies, named.SuppressTokensLogitsProcessor):
    """As `named_processors.SuppressTokensLogitsProcessor`."""


class TFForceTokensLogitsProcessor(_Applies, named.ForceTokensLogitsProcessor):
    """As `named_processors.ForceTokensLogitsProcessor`."""


def tf_top_k_top_p_filtering(
    logits: tf.Tensor,
    top_k: int = 0,
    top_p: float = 1.0,
    filter_value: float = NEVER,
    min_tokens_to_keep: int = 1,
) -> tf.Tensor:
    """Scores [rows, vocab] of which those are `filter_value` that sampling leaves out.

    Args:
        logits: [rows, vocab].
        top_k: how many of the best stay; 0 for all.
        top_p: the probability that those that stay have together; 1 for all.
        min_tokens_to_keep: how many stay at least.
    """
    warnings.warn(
        "tf_top_k_top_p_filtering is deprecated: use TFTopKLogitsWarper and TFTopPLogitsWarper",
        DeprecationWarning,
        stacklevel=2,
    )
    chain: list[Processor] = [TopK(max(top_k, min_tokens_to_keep))] if top_k > 0 else []
    # With more than one the token that passes `top_p` comes on top of them, as it does in transformers.
    least = min_tokens_to_keep + 1 if min_tokens_to_keep > 1 else 1
    chain += [TopP(top_p, least)] if top_p < 1.0 else []
    logits = tf.convert_to_tensor(logits)
    kept = apply(chain, Text(ARRAYS, tf.zeros((1, 1), tf.int32), 1), logits)
    return tf.where((kept == NEVER) & (logits != NEVER), tf.cast(filter_value, logits.dtype), kept)
