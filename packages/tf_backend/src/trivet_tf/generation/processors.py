"""The processors of a search by their names and constructors in `transformers`, for searches of a caller's own.

Each computes what `generate` does with the field of the config that it is for. All of them run in a `tf.function` too.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from trivet.text.generation.hooks import LogitsProcessor, LogitsWarper
from trivet.text.generation.processors import (
    Forced,
    MinLength,
    NoRepeatNgram,
    RepetitionPenalty,
    SequenceBias,
    Suppressed,
)
from trivet.text.generation.text import NEVER, Processor, Text, apply
from trivet.text.generation.warpers import Temperature, TopK, TopP
from trivet_tf.framework import tf
from trivet_tf.generation.arrays import TensorArrays

ARRAYS = TensorArrays()


class _Applies(LogitsProcessor):
    """Base of processors that apply `rules`, which know no framework."""

    rules: Sequence[Processor]
    filter_value: float = NEVER

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
    """Base of those that only sampling uses."""


class TFTemperatureLogitsWarper(_Warps):
    """Divides scores by the temperature.

    Raises:
        ValueError: it is not a positive float.
    """

    def __init__(self, temperature: float) -> None:
        _require(_is_float(temperature) and temperature > 0, "temperature", temperature, "a positive float")
        self.temperature, self.rules = temperature, (Temperature(temperature),)


class TFTopKLogitsWarper(_Warps):
    """Keeps the `top_k` best tokens.

    Args:
        filter_value: the score of all others.
        min_tokens_to_keep: how many stay at least.

    Raises:
        ValueError: `top_k` is not a positive integer.
    """

    def __init__(self, top_k: int, filter_value: float = NEVER, min_tokens_to_keep: int = 1) -> None:
        _require(_is_whole(top_k) and top_k > 0, "top_k", top_k, "a positive integer")
        self.top_k, self.filter_value = max(top_k, min_tokens_to_keep), filter_value
        self.rules = (TopK(self.top_k),)


class TFTopPLogitsWarper(_Warps):
    """Keeps the fewest of the best tokens that together have the probability `top_p`.

    Args:
        filter_value: the score of all others.
        min_tokens_to_keep: how many stay at least.

    Raises:
        ValueError: `top_p` is not a float between 0 and 1, or `min_tokens_to_keep` not a positive integer.
    """

    def __init__(self, top_p: float, filter_value: float = NEVER, min_tokens_to_keep: int = 1) -> None:
        _require(_is_float(top_p) and 0 <= top_p <= 1, "top_p", top_p, "a float between 0 and 1")
        least = min_tokens_to_keep
        _require(_is_whole(least) and least > 0, "min_tokens_to_keep", least, "a positive integer")
        self.top_p, self.filter_value, self.min_tokens_to_keep = top_p, filter_value, least
        self.rules = (TopP(top_p, least),)


class TFMinLengthLogitsProcessor(_Applies):
    """Forbids the end of a text of fewer than `min_length` tokens, including the prompt.

    Raises:
        ValueError: a number is not an integer of at least 0.
    """

    def __init__(self, min_length: int, eos_token_id: int) -> None:
        for name, value in (("min_length", min_length), ("eos_token_id", eos_token_id)):
            _require(_is_whole(value) and value >= 0, name, value, "an integer of at least 0")
        self.min_length, self.eos_token_id = min_length, eos_token_id
        self.rules = (MinLength(min_length, (eos_token_id,)),)


class TFRepetitionPenaltyLogitsProcessor(_Applies):
    """Makes tokens that are in the text already less likely.

    Raises:
        ValueError: the penalty is not a positive float.
    """

    def __init__(self, penalty: float) -> None:
        _require(_is_float(penalty) and penalty > 0, "penalty", penalty, "a positive float")
        self.penalty, self.rules = penalty, (RepetitionPenalty(penalty),)


class TFNoBadWordsLogitsProcessor(_Applies):
    """Forbids sequences of tokens.

    Args:
        eos_token_id: not used.

    Raises:
        ValueError: the words are not lists of token numbers, or there are none.
    """

    def __init__(self, bad_words_ids: Sequence[Sequence[int]], eos_token_id: int | None = None) -> None:
        whole = isinstance(bad_words_ids, list) and bool(bad_words_ids)
        whole = whole and all(isinstance(each, list) and each for each in bad_words_ids)
        whole = whole and all(_is_whole(token) and token >= 0 for each in bad_words_ids for token in each)
        _require(whole, "bad_words_ids", bad_words_ids, "a list of lists of token numbers, none of them empty")
        self.bad_words_ids = bad_words_ids
        self.rules = (SequenceBias({tuple(int(token) for token in each): NEVER for each in bad_words_ids}),)


class TFNoRepeatNGramLogitsProcessor(_Applies):
    """Forbids the token that would repeat a run of `ngram_size` tokens.

    Raises:
        ValueError: the size is not a positive integer.
    """

    def __init__(self, ngram_size: int) -> None:
        _require(_is_whole(ngram_size) and ngram_size > 0, "ngram_size", ngram_size, "a positive integer")
        self.ngram_size, self.rules = ngram_size, (NoRepeatNgram(ngram_size),)


class TFForcedBOSTokenLogitsProcessor(_Applies):
    """Allows only this token in the second place of a text, which is the first new one of a decoder.

    Raises:
        ValueError: the token is negative.
    """

    def __init__(self, bos_token_id: int) -> None:
        _require(bos_token_id >= 0, "bos_token_id", bos_token_id, "at least 0")
        self.bos_token_id, self.rules = bos_token_id, (Forced(1, (bos_token_id,)),)


class TFForcedEOSTokenLogitsProcessor(_Applies):
    """Allows only this token as the last of `max_length`.

    Raises:
        ValueError: the token is negative.
    """

    def __init__(self, max_length: int, eos_token_id: int) -> None:
        _require(eos_token_id >= 0, "eos_token_id", eos_token_id, "at least 0")
        self.max_length, self.eos_token_id = max_length, eos_token_id
        self.rules = (Forced(max_length - 1, (eos_token_id,)),)


class TFSuppressTokensAtBeginLogitsProcessor(_Applies):
    """Forbids tokens behind the first `begin_index`."""

    def __init__(self, begin_suppress_tokens: Iterable[int], begin_index: int) -> None:
        self.begin_suppress_tokens, self.begin_index = list(begin_suppress_tokens), begin_index
        self.rules = (Suppressed(tuple(self.begin_suppress_tokens), begin_index),)


class TFSuppressTokensLogitsProcessor(_Applies):
    """Forbids tokens."""

    def __init__(self, suppress_tokens: Iterable[int]) -> None:
        self.suppress_tokens = list(suppress_tokens)
        self.rules = (Suppressed(tuple(self.suppress_tokens)),)


class TFForceTokensLogitsProcessor(_Applies):
    """Allows only certain tokens at certain places.

    Args:
        force_token_map: place → token, as a dict or as pairs; a token of None forces nothing.
    """

    def __init__(self, force_token_map: Mapping[int, int | None] | Iterable[Sequence[Any]]) -> None:
        places: dict[int, int | None] = dict(force_token_map)  # type: ignore[arg-type]
        self.rules = tuple(Forced(place, (token,)) for place, token in places.items() if token is not None)


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


def _is_whole(value: Any) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def _is_float(value: Any) -> bool:
    return isinstance(value, float)


def _require(condition: bool, name: str, value: Any, what: str) -> None:
    """
    Raises:
        ValueError: the condition does not hold.
    """
    if not condition:
        raise ValueError(f"{name} must be {what}, not {value!r}")
