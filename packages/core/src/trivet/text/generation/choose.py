"""The processors of scores that a GenerationConfig asks for, in the order of `transformers` 4.37."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trivet.text.generation import warpers
from trivet.text.generation.config import GenerationConfig, tokens
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
from trivet.text.generation.text import NEVER, Processor


def processors(
    config: GenerationConfig, prompt: int, source: Any, extra: Sequence[Processor] = (), first: Sequence[Processor] = ()
) -> list[Processor]:
    """The processors that any search applies.

    Args:
        prompt: number of tokens of the prompt (of the decoder).
        source: ids [rows, n] of the encoder's input, or of the prompt.
        extra: the caller's own, applied last.
        first: applied first.

    Raises:
        InvalidConfigError: a field has an invalid value.
    """
    chain: list[Processor] = list(first)
    if config.sequence_bias:
        chain.append(SequenceBias({tuple(key): float(value) for key, value in dict(config.sequence_bias).items()}))
    if config.diversity_penalty and config.num_beam_groups > 1:
        chain.append(Diversity(config.diversity_penalty, config.num_beams // config.num_beam_groups))
    if config.encoder_repetition_penalty not in (None, 1.0):
        chain.append(RepetitionPenalty(config.encoder_repetition_penalty, source))
    if config.repetition_penalty not in (None, 1.0):
        chain.append(RepetitionPenalty(config.repetition_penalty))
    if config.no_repeat_ngram_size:
        chain.append(NoRepeatNgram(config.no_repeat_ngram_size))
    if config.encoder_no_repeat_ngram_size:
        chain.append(NoRepeatNgram(config.encoder_no_repeat_ngram_size, source))
    if config.bad_words_ids:
        chain.append(bad_words(config))
    chain += _lengths(config, prompt)
    chain += _forced(config, prompt)
    chain += extra
    return [*chain, Normalised()] if config.renormalize_logits else chain


def bad_words(config: GenerationConfig) -> SequenceBias:
    """The processor that forbids `bad_words_ids`, except the token that ends a text."""
    words = config.bad_words_ids
    ends = [(token,) for token in config.eos_token_ids]
    return SequenceBias({tuple(each): NEVER for each in words if tuple(each) not in ends})


def _lengths(config: GenerationConfig, prompt: int) -> list[Processor]:
    ends, chain = config.eos_token_ids, list[Processor]()
    if ends and config.min_length:
        chain.append(MinLength(config.min_length, ends))
    if ends and config.min_new_tokens:
        chain.append(MinLength(prompt + config.min_new_tokens, ends))
    return chain


def _forced(config: GenerationConfig, prompt: int) -> list[Processor]:
    chain = list[Processor]()
    if config.forced_bos_token_id is not None:
        chain.append(Forced(1, (config.forced_bos_token_id,)))
    if ends := tokens(config.forced_eos_token_id):
        chain.append(Forced(config.max_length - 1, ends))
    if config.remove_invalid_values:
        chain.append(ValidValues())
    if config.exponential_decay_length_penalty is not None:
        start, factor = config.exponential_decay_length_penalty
        chain.append(ExponentialDecay(prompt + start, factor, config.eos_token_ids))
    if config.suppress_tokens:
        chain.append(Suppressed(tokens(config.suppress_tokens)))
    later = config.forced_decoder_ids or ()
    if config.begin_suppress_tokens:
        begin = prompt if prompt > 1 or config.forced_bos_token_id is None else prompt + 1
        begin += later[-1][0] if later else 0
        chain.append(Suppressed(tokens(config.begin_suppress_tokens), begin))
    chain += [Forced(place, (token,)) for place, token in later if token is not None]
    return chain


def sampling_warpers(config: GenerationConfig) -> list[Processor]:
    """The processors that sampling applies after the others. Beams need at least two tokens to continue with."""
    least = 1 if config.num_beams == 1 else len(config.eos_token_ids or (0,)) + 1
    chain: list[Processor] = []
    if config.temperature not in (None, 1.0):
        chain.append(warpers.Temperature(config.temperature))
    if config.top_k:
        chain.append(warpers.TopK(max(config.top_k, least)))
    if config.top_p is not None and config.top_p < 1.0:
        chain.append(warpers.TopP(config.top_p, least))
    if config.min_p:
        chain.append(warpers.MinP(config.min_p, least))
    if config.typical_p is not None and config.typical_p < 1.0:
        chain.append(warpers.Typical(config.typical_p, least))
    if config.epsilon_cutoff:
        chain.append(warpers.Epsilon(config.epsilon_cutoff, least))
    if config.eta_cutoff:
        chain.append(warpers.Eta(config.eta_cutoff, least))
    return [*chain, Normalised()] if config.renormalize_logits else chain
