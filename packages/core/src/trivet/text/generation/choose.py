"""Which processors of scores a GenerationConfig asks for, in the order of `transformers` 4.37."""

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
    """What any search applies.

    Args:
        prompt: tokens of the prompt (of the decoder).
        source: ids [rows, n] of the encoder's input, or of the prompt.
        extra: the caller's own, applied after these.
        first: applied before these.

    Raises:
        InvalidConfigError: a field is not what it must be.
    """
    made: list[Processor] = list(first)
    if config.sequence_bias:
        made.append(SequenceBias({tuple(key): float(value) for key, value in dict(config.sequence_bias).items()}))
    if config.diversity_penalty and config.num_beam_groups > 1:
        made.append(Diversity(config.diversity_penalty, config.num_beams // config.num_beam_groups))
    if config.encoder_repetition_penalty not in (None, 1.0):
        made.append(RepetitionPenalty(config.encoder_repetition_penalty, source))
    if config.repetition_penalty not in (None, 1.0):
        made.append(RepetitionPenalty(config.repetition_penalty))
    if config.no_repeat_ngram_size:
        made.append(NoRepeatNgram(config.no_repeat_ngram_size))
    if config.encoder_no_repeat_ngram_size:
        made.append(NoRepeatNgram(config.encoder_no_repeat_ngram_size, source))
    if config.bad_words_ids:
        made.append(bad_words(config))
    made += _lengths(config, prompt)
    made += _forced(config, prompt)
    made += extra
    return [*made, Normalised()] if config.renormalize_logits else made


def bad_words(config: GenerationConfig) -> SequenceBias:
    """What forbids `bad_words_ids`, all but the end itself."""
    words = config.bad_words_ids
    ends = [(token,) for token in config.eos_token_ids]
    return SequenceBias({tuple(each): NEVER for each in words if tuple(each) not in ends})


def _lengths(config: GenerationConfig, prompt: int) -> list[Processor]:
    ends, made = config.eos_token_ids, list[Processor]()
    if ends and config.min_length:
        made.append(MinLength(config.min_length, ends))
    if ends and config.min_new_tokens:
        made.append(MinLength(prompt + config.min_new_tokens, ends))
    return made


def _forced(config: GenerationConfig, prompt: int) -> list[Processor]:
    made = list[Processor]()
    if config.forced_bos_token_id is not None:
        made.append(Forced(1, (config.forced_bos_token_id,)))
    if ends := tokens(config.forced_eos_token_id):
        made.append(Forced(config.max_length - 1, ends))
    if config.remove_invalid_values:
        made.append(ValidValues())
    if config.exponential_decay_length_penalty is not None:
        start, factor = config.exponential_decay_length_penalty
        made.append(ExponentialDecay(prompt + start, factor, config.eos_token_ids))
    if config.suppress_tokens:
        made.append(Suppressed(tokens(config.suppress_tokens)))
    later = config.forced_decoder_ids or ()
    if config.begin_suppress_tokens:
        begin = prompt if prompt > 1 or config.forced_bos_token_id is None else prompt + 1
        begin += later[-1][0] if later else 0
        made.append(Suppressed(tokens(config.begin_suppress_tokens), begin))
    made += [Forced(place, (token,)) for place, token in later if token is not None]
    return made


def sampling_warpers(config: GenerationConfig) -> list[Processor]:
    """What sampling applies after the processors. Beams need at least two tokens to go on with."""
    least = 1 if config.num_beams == 1 else len(config.eos_token_ids or (0,)) + 1
    made: list[Processor] = []
    if config.temperature not in (None, 1.0):
        made.append(warpers.Temperature(config.temperature))
    if config.top_k:
        made.append(warpers.TopK(max(config.top_k, least)))
    if config.top_p is not None and config.top_p < 1.0:
        made.append(warpers.TopP(config.top_p, least))
    if config.min_p:
        made.append(warpers.MinP(config.min_p, least))
    if config.typical_p is not None and config.typical_p < 1.0:
        made.append(warpers.Typical(config.typical_p, least))
    if config.epsilon_cutoff:
        made.append(warpers.Epsilon(config.epsilon_cutoff, least))
    if config.eta_cutoff:
        made.append(warpers.Eta(config.eta_cutoff, least))
    return [*made, Normalised()] if config.renormalize_logits else made
