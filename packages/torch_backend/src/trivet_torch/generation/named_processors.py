"""Processors of scores under their names and constructors in `transformers`, for searches of a caller's own.

Each computes what `generate` does for the field of the config that it stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import torch

from trivet.text.generation.callers import Allowed, Allows
from trivet.text.generation.hooks import LogitsProcessor
from trivet.text.generation.processors import (
    Diversity,
    ExponentialDecay,
    Forced,
    MinLength,
    NoRepeatNgram,
    Normalised,
    RepetitionPenalty,
    SequenceBias,
    Suppressed,
    ValidValues,
)
from trivet.text.generation.text import NEVER
from trivet_torch.generation.callers import only
from trivet_torch.generation.rules import (
    AppliesRules,
    WarpsByRules,
    is_float,
    is_run,
    is_whole,
    listed,
    require,
    text_of,
)

Tensor = torch.Tensor


class MinLengthLogitsProcessor(AppliesRules):
    """Forbids the end of a text of fewer than `min_length` tokens, the prompt included.

    Raises:
        ValueError: a number is not an integer of at least 0.
    """

    def __init__(self, min_length: int, eos_token_id: int | list[int]) -> None:
        require(is_whole(min_length) and min_length >= 0, "min_length", min_length, "an integer of at least 0")
        self.min_length, self.eos_token_id = min_length, listed(eos_token_id)
        self.rules = (MinLength(min_length, tuple(self.eos_token_id)),)


class MinNewTokensLengthLogitsProcessor(AppliesRules):
    """Forbids the end of a text of fewer than `min_new_tokens` tokens behind a prompt.

    Args:
        prompt_length_to_skip: tokens of the prompt.

    Raises:
        ValueError: a number is not an integer of at least 0.
    """

    def __init__(self, prompt_length_to_skip: int, min_new_tokens: int, eos_token_id: int | list[int]) -> None:
        for name, value in (("prompt_length_to_skip", prompt_length_to_skip), ("min_new_tokens", min_new_tokens)):
            require(is_whole(value) and value >= 0, name, value, "an integer of at least 0")
        self.prompt_length_to_skip, self.min_new_tokens = prompt_length_to_skip, min_new_tokens
        self.eos_token_id = listed(eos_token_id)
        self.rules = (MinLength(prompt_length_to_skip + min_new_tokens, tuple(self.eos_token_id)),)


class RepetitionPenaltyLogitsProcessor(AppliesRules):
    """Makes tokens that are in the text already less likely.

    Raises:
        ValueError: the penalty is not a positive float.
    """

    def __init__(self, penalty: float) -> None:
        require(is_float(penalty) and penalty > 0, "penalty", penalty, "a positive float")
        self.penalty, self.rules = penalty, (RepetitionPenalty(penalty),)


class EncoderRepetitionPenaltyLogitsProcessor(AppliesRules):
    """Makes tokens of a source more likely.

    Args:
        encoder_input_ids: [rows, n], the source.

    Raises:
        ValueError: the penalty is not a positive float.
    """

    def __init__(self, penalty: float, encoder_input_ids: Tensor) -> None:
        require(is_float(penalty) and penalty > 0, "penalty", penalty, "a positive float")
        self.penalty, self.encoder_input_ids = 1 / penalty, encoder_input_ids
        self.rules = (RepetitionPenalty(penalty, encoder_input_ids),)


class NoRepeatNGramLogitsProcessor(AppliesRules):
    """Forbids the token that would repeat a run of `ngram_size` tokens.

    Raises:
        ValueError: the size is not a positive integer.
    """

    def __init__(self, ngram_size: int) -> None:
        require(is_whole(ngram_size) and ngram_size > 0, "ngram_size", ngram_size, "a positive integer")
        self.ngram_size, self.rules = ngram_size, (NoRepeatNgram(ngram_size),)


class EncoderNoRepeatNGramLogitsProcessor(AppliesRules):
    """Forbids the token that would repeat a run of a source.

    Args:
        encoder_ngram_size: tokens of the run.
        encoder_input_ids: [batch, n], or [n] of one text.

    Raises:
        ValueError: the size is not a positive integer.
    """

    def __init__(self, encoder_ngram_size: int, encoder_input_ids: Tensor) -> None:
        size = encoder_ngram_size
        require(is_whole(size) and size > 0, "encoder_ngram_size", size, "a positive integer")
        self.ngram_size = size
        self.source = encoder_input_ids if encoder_input_ids.dim() == 2 else encoder_input_ids[None]

    def __call__(self, input_ids: Tensor | None, scores: Tensor, *length: int) -> Tensor:
        """As of `AppliesRules`; beams share their text's source."""
        source = self.source.repeat_interleave(scores.shape[0] // self.source.shape[0], 0)
        changed: Tensor = NoRepeatNgram(self.ngram_size, source)(text_of(input_ids, scores), scores)
        return changed


class SequenceBiasLogitsProcessor(AppliesRules):
    """Adds to the score of the token that would complete a sequence.

    Raises:
        ValueError: the biases are not a non-empty dictionary of tuples of tokens and floats.
    """

    def __init__(self, sequence_bias: Mapping[tuple[int, ...], float]) -> None:
        fits = bool(sequence_bias) and all(is_run(key) for key in sequence_bias)
        fits = fits and all(is_float(value) for value in sequence_bias.values())
        what = "a non-empty dictionary of tuples of tokens and their float"
        require(fits, "sequence_bias", sequence_bias, what)
        self.sequence_bias, self.rules = sequence_bias, (SequenceBias(dict(sequence_bias)),)


class NoBadWordsLogitsProcessor(SequenceBiasLogitsProcessor):
    """Forbids sequences of tokens.

    Args:
        eos_token_id: the tokens that end a text, which are not forbidden.

    Raises:
        ValueError: the words are not a non-empty list of lists of tokens.
    """

    def __init__(self, bad_words_ids: Sequence[Sequence[int]], eos_token_id: int | list[int] | None) -> None:
        fits = isinstance(bad_words_ids, list) and bool(bad_words_ids)
        fits = fits and all(isinstance(each, list) and is_run(each) for each in bad_words_ids)
        require(fits, "bad_words_ids", bad_words_ids, "a non-empty list of lists of tokens")
        ends = [] if eos_token_id is None else [[token] for token in listed(eos_token_id)]
        self.bad_word_ids = bad_words_ids
        super().__init__({tuple(each): NEVER for each in bad_words_ids if each not in ends})


class PrefixConstrainedLogitsProcessor(LogitsProcessor):
    """Forbids all tokens but those that a function allows, by the number of the text and its ids so far.

    Args:
        num_beams: rows of each text.
    """

    def __init__(self, prefix_allowed_tokens_fn: Allows, num_beams: int) -> None:
        self._only = only(Allowed(prefix_allowed_tokens_fn, num_beams))

    def __call__(self, input_ids: Tensor | None, scores: Tensor, *length: int) -> Tensor:
        """The changed scores [rows, vocab].

        Raises:
            ValueError: the function allows no token, or one that does not exist.
        """
        changed: Tensor = self._only(text_of(input_ids, scores), scores)
        return changed


class HammingDiversityLogitsProcessor(LogitsProcessor):
    """Makes tokens that earlier groups of beams have chosen in the same step less likely.

    Raises:
        ValueError: the penalty is not a positive float, or the groups do not divide the beams.
    """

    def __init__(self, diversity_penalty: float, num_beams: int, num_beam_groups: int) -> None:
        penalty = diversity_penalty
        require(is_float(penalty) and penalty > 0, "diversity_penalty", penalty, "a positive float")
        require(is_whole(num_beams) and num_beams > 1, "num_beams", num_beams, "an integer above 1")
        fits = is_whole(num_beam_groups) and 1 < num_beam_groups <= num_beams
        require(fits, "num_beam_groups", num_beam_groups, f"an integer from 2 to {num_beams}")
        self.diversity_penalty, self._beams, self._size = penalty, num_beams, num_beams // num_beam_groups

    def __call__(  # type: ignore[override]
        self, input_ids: Tensor, scores: Tensor, current_tokens: Tensor, beam_group_idx: int
    ) -> Tensor:
        """The changed scores [batch × beams of the group, vocab].

        Args:
            current_tokens: [batch × beams], what was chosen in this step.
            beam_group_idx: number of the group.
        """
        before = beam_group_idx * self._size
        if not before:
            return scores
        rule = Diversity(self.diversity_penalty, self._size)
        rule.chosen = current_tokens.view(-1, self._beams)[:, :before]
        changed: Tensor = rule(text_of(input_ids, scores), scores)
        return changed


class ForcedBOSTokenLogitsProcessor(AppliesRules):
    """Allows only this token behind the first one of a text."""

    def __init__(self, bos_token_id: int) -> None:
        self.bos_token_id, self.rules = bos_token_id, (Forced(1, (bos_token_id,)),)


class ForcedEOSTokenLogitsProcessor(AppliesRules):
    """Allows only these tokens as the last of `max_length`."""

    def __init__(self, max_length: int, eos_token_id: int | list[int]) -> None:
        self.max_length, self.eos_token_id = max_length, listed(eos_token_id)
        self.rules = (Forced(max_length - 1, tuple(self.eos_token_id)),)


class InfNanRemoveLogitsProcessor(AppliesRules):
    """Replaces NaN by 0, and infinities by the largest or smallest number of the scores' dtype."""

    def __call__(self, input_ids: Tensor | None, scores: Tensor, *length: int) -> Tensor:
        """As of `AppliesRules`."""
        most = torch.finfo(scores.dtype).max
        if scores.dtype is torch.float32:
            changed: Tensor = ValidValues()(text_of(input_ids, scores), scores)
            return changed
        return scores.nan_to_num(0.0, most, -most)


class ExponentialDecayLengthPenalty(AppliesRules):
    """Makes the end increasingly likely.

    Args:
        exponential_decay_length_penalty: after how many new tokens, and the factor of each.
        input_ids_seq_length: tokens of the prompt.
    """

    def __init__(
        self,
        exponential_decay_length_penalty: tuple[int, float],
        eos_token_id: int | list[int],
        input_ids_seq_length: int,
    ) -> None:
        start, factor = exponential_decay_length_penalty
        self.regulation_start, self.regulation_factor = start + input_ids_seq_length, factor
        self.eos_token_id = listed(eos_token_id)
        self.rules = (ExponentialDecay(self.regulation_start, factor, tuple(self.eos_token_id)),)


class LogitNormalization(WarpsByRules):
    """Turns scores into logarithms of probabilities."""

    rules = (Normalised(),)


class SuppressTokensAtBeginLogitsProcessor(AppliesRules):
    """Forbids tokens behind the first `begin_index`."""

    def __init__(self, begin_suppress_tokens: Iterable[int], begin_index: int) -> None:
        self.begin_suppress_tokens = list(begin_suppress_tokens)
        self.set_begin_index(begin_index)

    def set_begin_index(self, begin_index: int) -> None:
        """Choose another place."""
        self.begin_index = begin_index
        self.rules = (Suppressed(tuple(self.begin_suppress_tokens), begin_index),)


class SuppressTokensLogitsProcessor(AppliesRules):
    """Forbids tokens."""

    def __init__(self, suppress_tokens: Iterable[int]) -> None:
        self.suppress_tokens = list(suppress_tokens)
        self.rules = (Suppressed(tuple(self.suppress_tokens)),)


class ForceTokensLogitsProcessor(AppliesRules):
    """Allows only certain tokens at certain places.

    Args:
        force_token_map: pairs of a place and its token.
    """

    def __init__(self, force_token_map: Iterable[Sequence[Any]]) -> None:
        self.force_token_map = {int(place): token for place, token in force_token_map}
        self.rules = tuple(
            Forced(place, (token,)) for place, token in self.force_token_map.items() if token is not None
        )
