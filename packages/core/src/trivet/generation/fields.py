"""The fields of a GenerationConfig: what each is where nothing is said, and what values it can have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from trivet.errors import InvalidConfigError
from trivet.requirements import is_integer, is_number

DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        "max_length": 20,
        "max_new_tokens": None,
        "min_length": 0,
        "min_new_tokens": None,
        "early_stopping": False,
        "max_time": None,
        "do_sample": False,
        "num_beams": 1,
        "num_beam_groups": 1,
        "penalty_alpha": None,
        "use_cache": True,
        "temperature": 1.0,
        "top_k": 50,
        "top_p": 1.0,
        "min_p": None,
        "typical_p": 1.0,
        "epsilon_cutoff": 0.0,
        "eta_cutoff": 0.0,
        "diversity_penalty": 0.0,
        "repetition_penalty": 1.0,
        "encoder_repetition_penalty": 1.0,
        "length_penalty": 1.0,
        "no_repeat_ngram_size": 0,
        "bad_words_ids": None,
        "force_words_ids": None,
        "renormalize_logits": False,
        "constraints": None,
        "forced_bos_token_id": None,
        "forced_eos_token_id": None,
        "remove_invalid_values": False,
        "exponential_decay_length_penalty": None,
        "suppress_tokens": None,
        "begin_suppress_tokens": None,
        "forced_decoder_ids": None,
        "sequence_bias": None,
        "guidance_scale": None,
        "low_memory": None,
        "num_return_sequences": 1,
        "output_attentions": False,
        "output_hidden_states": False,
        "output_scores": False,
        "return_dict_in_generate": False,
        "pad_token_id": None,
        "bos_token_id": None,
        "eos_token_id": None,
        "encoder_no_repeat_ngram_size": 0,
        "decoder_start_token_id": None,
        "num_assistant_tokens": 5,
        "num_assistant_tokens_schedule": "heuristic",
        "prompt_lookup_num_tokens": None,
        "stop_strings": None,
        "cache_implementation": None,
        "disable_compile": False,
        "generation_kwargs": MappingProxyType({}),
    }
)
"""Every known field, with the value that it has where nothing is said."""

_AT_LEAST = {
    "max_length": 1,
    "max_new_tokens": 1,
    "min_length": 0,
    "min_new_tokens": 0,
    "num_beams": 1,
    "num_beam_groups": 1,
    "num_return_sequences": 1,
    "top_k": 0,
    "no_repeat_ngram_size": 0,
    "encoder_no_repeat_ngram_size": 0,
    "num_assistant_tokens": 1,
    "prompt_lookup_num_tokens": 1,
}
_POSITIVE = ("temperature", "repetition_penalty", "encoder_repetition_penalty", "max_time", "guidance_scale")
_FRACTIONS = ("top_p", "min_p", "typical_p", "epsilon_cutoff", "eta_cutoff", "penalty_alpha")
_NUMBERS = ("length_penalty", "diversity_penalty")
_CHOICES: Mapping[str, tuple[Any, ...]] = {
    "early_stopping": (True, False, "never"),
    "num_assistant_tokens_schedule": ("heuristic", "constant"),
}
_OF_CALLS = (
    "logits_processor",
    "stopping_criteria",
    "prefix_allowed_tokens_fn",
    "assistant_model",
    "streamer",
    "negative_prompt_ids",
    "negative_prompt_attention_mask",
)
"""Arguments of `generate` that no file can hold."""


def check_fields(config: Any) -> None:
    """Refuse values that no generation can honour.

    Raises:
        InvalidConfigError: naming the field, what it is and what it must be.
    """
    for field, least in _AT_LEAST.items():
        _refuse(config, field, partial(_is_count, least), _integer(least))
    for field in _POSITIVE:
        _refuse(config, field, lambda value: is_number(value) and value > 0, "a number above 0")
    for field in _FRACTIONS:
        _refuse(config, field, lambda value: is_number(value) and 0 <= value <= 1, "a number from 0 to 1")
    for field in _NUMBERS:
        _refuse(config, field, is_number, "a number")
    for field, choices in _CHOICES.items():
        wanted = " or ".join((", ".join(map(repr, choices[:-1])), repr(choices[-1])))
        _refuse(config, field, choices.__contains__, wanted)
    _refuse(config, "exponential_decay_length_penalty", _is_decay, "a start in tokens and a factor above 0")
    for field in _OF_CALLS:
        if field in vars(config):
            raise InvalidConfigError(f"{field} is an argument of generate, no field of a GenerationConfig", field=field)
    _check_beams(config)


def _integer(least: int) -> str:
    return f"an integer of at least {least}"


def _refuse(config: Any, field: str, fits: Callable[[Any], bool], wanted: str) -> None:
    value = getattr(config, field)
    if value is not None and not fits(value):
        raise InvalidConfigError(f"{field} must be {wanted}, not {value!r}", field=field)


def _is_count(least: int, value: Any) -> bool:
    return is_integer(value) and value >= least


def _is_decay(value: Any) -> bool:
    if not isinstance(value, tuple | list) or len(value) != 2:
        return False
    start, factor = value
    return is_integer(start) and is_number(factor) and factor > 0


def _check_beams(config: Any) -> None:
    for field in ("num_beams", "num_beam_groups", "num_return_sequences"):
        if getattr(config, field) is None:
            raise InvalidConfigError(f"{field} must be {_integer(1)}, not None", field=field)
    beams, groups, count = config.num_beams, config.num_beam_groups, config.num_return_sequences
    if beams % groups:
        reason = f"num_beams ({beams}) is not a multiple of num_beam_groups ({groups})"
        raise InvalidConfigError(reason, field="num_beam_groups")
    if 1 < beams < count:
        reason = f"num_return_sequences ({count}) cannot be more than num_beams ({beams})"
        raise InvalidConfigError(reason, field="num_return_sequences")
    if count > 1 and beams == 1 and not config.do_sample:
        reason = f"num_return_sequences is {count}, but greedy search has one result: set num_beams or do_sample"
        raise InvalidConfigError(reason, field="num_return_sequences")
