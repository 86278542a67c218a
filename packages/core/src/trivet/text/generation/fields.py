"""The fields of a GenerationConfig: their defaults, and the values that they can have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

from trivet.errors import InvalidConfigError
from trivet.families.requirements import is_integer, is_number, shown
from trivet.text.generation.token_fields import check_tokens

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
"""Every known field, with its default."""

NULL_IS_DEFAULT = (
    "max_length",
    "min_length",
    "early_stopping",
    "do_sample",
    "num_beams",
    "num_beam_groups",
    "num_return_sequences",
    "length_penalty",
    "diversity_penalty",
    "num_assistant_tokens",
    "num_assistant_tokens_schedule",
)
"""Fields for which null means the default; for others it means that the feature is off."""

CACHES = ("dynamic", "static", "sliding_window")
"""Caches that PyTorch offers; the other frameworks have one of their own, with the same values."""

_CACHES_OF_OTHERS = (
    "hybrid",
    "hybrid_chunked",
    "dynamic_full",
    "offloaded",
    "offloaded_static",
    "offloaded_hybrid",
    "offloaded_hybrid_chunked",
)
"""Names in `transformers` for caches of the same values in other places. Files name them; models here need none."""

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
_OF_SAMPLING = ("temperature", "top_k", "top_p", "min_p", "typical_p", "epsilon_cutoff", "eta_cutoff")
"""Without sampling these have no effect; files have all kinds of values there (`temperature: 0.0`, `top_k: -1`)."""
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


def settled(name: str, value: Any) -> Any:
    """A value in a config's own form: the default for null where that means it, biases by tuples instead of pairs, and
    Python's numbers instead of numpy's.

    Raises:
        InvalidConfigError: `sequence_bias` is not a list of pairs of tokens and their bias.
    """
    if value is None and name in NULL_IS_DEFAULT:
        return DEFAULTS[name]
    value = _without_numpy(value)
    return _by_tuples(value) if name == "sequence_bias" and isinstance(value, list | tuple) else value


def _without_numpy(value: Any) -> Any:
    """Numbers of numpy, alone or in lists and tuples, as Python's."""
    if type(value) in (list, tuple):
        return type(value)(_without_numpy(each) for each in value)
    is_scalar = hasattr(value, "dtype") and hasattr(value, "item") and getattr(value, "shape", None) == ()
    return value.item() if is_scalar else value


def _by_tuples(biases: Sequence[Any]) -> dict[tuple[Any, ...], Any]:
    try:
        return {tuple(key): value for key, value in biases}
    except (TypeError, ValueError):
        reason = f"sequence_bias must list pairs of tokens and their bias, not {shown(biases)}"
        raise InvalidConfigError(reason, field="sequence_bias") from None


def cache_of(config: Any) -> str | None:
    """The requested one of `CACHES`; None leaves the choice to the framework.

    Raises:
        InvalidConfigError: the field names an unknown cache, or one that changes the results.
    """
    name = config.cache_implementation
    if name is None or (isinstance(name, str) and name in _CACHES_OF_OTHERS):
        return None
    if isinstance(name, str) and name in CACHES:
        return name
    reason = f"cache_implementation must be 'dynamic', 'static' or 'sliding_window', not {shown(name)}"
    raise InvalidConfigError(reason, field="cache_implementation")


def check_fields(config: Any) -> None:
    """Refuse values that no generation can honour. Fields that the chosen search does not use are not checked.

    Raises:
        InvalidConfigError: a value is invalid; names the field, the value and what it must be.
    """
    unread = {*_unread(config)}
    for field, least in _AT_LEAST.items():
        if field in unread:
            continue
        _refuse(config, field, partial(_is_count, least), _integer(least))
    for field in (each for each in _POSITIVE if each not in unread):
        _refuse(config, field, lambda value: is_number(value) and value > 0, "a number above 0")
    for field in (each for each in _FRACTIONS if each not in unread):
        _refuse(config, field, lambda value: is_number(value) and 0 <= value <= 1, "a number from 0 to 1")
    for field in (each for each in _NUMBERS if each not in unread):
        _refuse(config, field, is_number, "a number")
    for field, choices in _CHOICES.items():
        wanted = " or ".join((", ".join(map(repr, choices[:-1])), repr(choices[-1])))
        _refuse(config, field, partial(_is_among, choices), wanted)
    _refuse(config, "exponential_decay_length_penalty", _is_decay, "a start in tokens and a factor above 0")
    cache_of(config)
    check_tokens(config)
    for field in _OF_CALLS:
        if field in vars(config):
            reason = f"{field} is an argument of generate, not a field of a GenerationConfig"
            raise InvalidConfigError(reason, field=field)
    _check_beams(config)


def _unread(config: Any) -> Iterator[str]:
    """Fields that the chosen search does not use."""
    if not config.do_sample:
        yield from (name for name in _OF_SAMPLING if name != "top_k" or not config.penalty_alpha)
    if config.num_beams == 1:
        yield from _NUMBERS


def _integer(least: int) -> str:
    return f"an integer of at least {least}"


def _refuse(config: Any, field: str, fits: Callable[[Any], bool], wanted: str) -> None:
    value = getattr(config, field)
    if value is not None and not fits(value):
        raise InvalidConfigError(f"{field} must be {wanted}, not {shown(value)}", field=field)


def _is_among(choices: tuple[Any, ...], value: Any) -> bool:
    return isinstance(value, bool | str) and value in choices


def _is_count(least: int, value: Any) -> bool:
    return is_integer(value) and value >= least


def _is_decay(value: Any) -> bool:
    if not isinstance(value, tuple | list) or len(value) != 2:
        return False
    start, factor = value
    return is_integer(start) and is_number(factor) and factor > 0


def _check_beams(config: Any) -> None:
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
