"""The processors of a search by the names and constructors of `transformers`, in terms of no framework.

A backend joins each with a class that holds its arrays and says how rules are applied to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from trivet.text.generation.processors import (
    Forced,
    MinLength,
    NoRepeatNgram,
    RepetitionPenalty,
    SequenceBias,
    Suppressed,
)
from trivet.text.generation.text import NEVER, Processor
from trivet.text.generation.warpers import Temperature, TopK, TopP


class AppliesRules:
    """Base of processors that apply rules.

    Attributes:
        rules: what is applied, in order.
        filter_value: the score of what the rules forbid.
    """

    rules: Sequence[Processor]
    filter_value: float = NEVER


class TemperatureLogitsWarper(AppliesRules):
    """Divides scores by the temperature.

    Raises:
        ValueError: it is not a positive float.
    """

    def __init__(self, temperature: float) -> None:
        _require(_is_float(temperature) and temperature > 0, "temperature", temperature, "a positive float")
        self.temperature, self.rules = temperature, (Temperature(temperature),)


class TopKLogitsWarper(AppliesRules):
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


class TopPLogitsWarper(AppliesRules):
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


class MinLengthLogitsProcessor(AppliesRules):
    """Forbids the end of a text of fewer than `min_length` tokens, including the prompt.

    Raises:
        ValueError: a number is not an integer of at least 0.
    """

    def __init__(self, min_length: int, eos_token_id: int) -> None:
        for name, value in (("min_length", min_length), ("eos_token_id", eos_token_id)):
            _require(_is_whole(value) and value >= 0, name, value, "an integer of at least 0")
        self.min_length, self.eos_token_id = min_length, eos_token_id
        self.rules = (MinLength(min_length, (eos_token_id,)),)


class RepetitionPenaltyLogitsProcessor(AppliesRules):
    """Makes tokens that are in the text already less likely.

    Raises:
        ValueError: the penalty is not a positive float.
    """

    def __init__(self, penalty: float) -> None:
        _require(_is_float(penalty) and penalty > 0, "penalty", penalty, "a positive float")
        self.penalty, self.rules = penalty, (RepetitionPenalty(penalty),)


class NoBadWordsLogitsProcessor(AppliesRules):
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


class NoRepeatNGramLogitsProcessor(AppliesRules):
    """Forbids the token that would repeat a run of `ngram_size` tokens.

    Raises:
        ValueError: the size is not a positive integer.
    """

    def __init__(self, ngram_size: int) -> None:
        _require(_is_whole(ngram_size) and ngram_size > 0, "ngram_size", ngram_size, "a positive integer")
        self.ngram_size, self.rules = ngram_size, (NoRepeatNgram(ngram_size),)


class ForcedBOSTokenLogitsProcessor(AppliesRules):
    """Allows only this token in the second place of a text, which is the first new one of a decoder.

    Raises:
        ValueError: the token is negative.
    """

    def __init__(self, bos_token_id: int) -> None:
        _require(bos_token_id >= 0, "bos_token_id", bos_token_id, "at least 0")
        self.bos_token_id, self.rules = bos_token_id, (Forced(1, (bos_token_id,)),)


class ForcedEOSTokenLogitsProcessor(AppliesRules):
    """Allows only this token as the last of `max_length`.

    Raises:
        ValueError: the token is negative.
    """

    def __init__(self, max_length: int, eos_token_id: int) -> None:
        _require(eos_token_id >= 0, "eos_token_id", eos_token_id, "at least 0")
        self.max_length, self.eos_token_id = max_length, eos_token_id
        self.rules = (Forced(max_length - 1, (eos_token_id,)),)


class SuppressTokensAtBeginLogitsProcessor(AppliesRules):
    """Forbids tokens behind the first `begin_index`."""

    def __init__(self, begin_suppress_tokens: Iterable[int], begin_index: int) -> None:
        self.begin_suppress_tokens, self.begin_index = list(begin_suppress_tokens), begin_index
        self.rules = (Suppressed(tuple(self.begin_suppress_tokens), begin_index),)


class SuppressTokensLogitsProcessor(AppliesRules):
    """Forbids tokens."""

    def __init__(self, suppress_tokens: Iterable[int]) -> None:
        self.suppress_tokens = list(suppress_tokens)
        self.rules = (Suppressed(tuple(self.suppress_tokens)),)


class ForceTokensLogitsProcessor(AppliesRules):
    """Allows only certain tokens at certain places.

    Args:
        force_token_map: place → token, as a dict or as pairs; a token of None forces nothing.
    """

    def __init__(self, force_token_map: Mapping[int, int | None] | Iterable[Sequence[Any]]) -> None:
        places: dict[int, int | None] = dict(force_token_map)  # type: ignore[arg-type]
        self.rules = tuple(Forced(place, (token,)) for place, token in places.items() if token is not None)


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
