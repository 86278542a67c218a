"""Checks of the fields of a GenerationConfig that hold tokens, and of its boolean fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from trivet.errors import InvalidConfigError
from trivet.families.requirements import FLAG, TOKEN, TOKENS, Requirement, is_integer, is_number, is_token, shown


def _is_run(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(is_integer(each) for each in value)


def _is_biases(value: Any) -> bool:
    return isinstance(value, Mapping) and all(_is_run(key) and is_number(bias) for key, bias in value.items())


def _is_runs(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(_is_run(each) for each in value)


def _is_places(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(_is_place(each) for each in value)


def _is_place(value: Any) -> bool:
    if not isinstance(value, list | tuple) or len(value) != 2:
        return False
    place, token = value
    return is_integer(place) and (token is None or is_token(token))


def _is_strings(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list | tuple) and all(isinstance(each, str) for each in value))


_REQUIREMENTS: Mapping[str, Requirement] = {
    **dict.fromkeys(("bos_token_id", "eos_token_id", "forced_eos_token_id"), TOKENS),
    **dict.fromkeys(("suppress_tokens", "begin_suppress_tokens"), TOKENS),
    **dict.fromkeys(("pad_token_id", "decoder_start_token_id", "forced_bos_token_id"), TOKEN),
    "bad_words_ids": Requirement("a list of non-empty lists of ids", _is_runs).or_null(),
    "sequence_bias": Requirement("an object of biases by tuples of ids", _is_biases).or_null(),
    "forced_decoder_ids": Requirement("a list of places, each with its token or null", _is_places).or_null(),
    "stop_strings": Requirement("a string, or a list of them", _is_strings).or_null(),
    "generation_kwargs": Requirement("an object", lambda value: isinstance(value, Mapping)).or_null(),
    **dict.fromkeys(("do_sample", "use_cache", "renormalize_logits", "remove_invalid_values"), FLAG),
    **dict.fromkeys(("low_memory", "output_attentions", "output_hidden_states", "output_scores"), FLAG),
    "return_dict_in_generate": FLAG,
}


def check_tokens(config: Any) -> None:
    """Refuse values that are not tokens or not booleans.

    Raises:
        InvalidConfigError: a value is invalid; names the field, the value and what it must be.
    """
    for field, requirement in _REQUIREMENTS.items():
        requirement.check(field, getattr(config, field))


def check_vocabulary(config: Any, size: Any) -> None:
    """Refuse to force, suppress or favour tokens that a model does not have: frameworks would use others, or fail.

    Tokens that only end a text, or pad it, are not checked: files name such tokens that no model writes.

    Args:
        size: of the vocabulary; anything but an integer is ignored.

    Raises:
        InvalidConfigError: a token does not exist; names the field and the token.
    """
    for field, token in _written(config) if is_integer(size) else ():
        if not 0 <= token < size:
            reason = f"{field} names token {shown(token)}, but the model has tokens from 0 to {size - 1}"
            raise InvalidConfigError(reason, field=field)


def _written(config: Any) -> Iterator[tuple[str, int]]:
    for field in ("forced_bos_token_id", "forced_eos_token_id", "suppress_tokens", "begin_suppress_tokens"):
        value = getattr(config, field)
        yield from (
            (field, token) for token in (value if isinstance(value, Sequence) else (value,)) if token is not None
        )
    for field in ("bad_words_ids", "sequence_bias"):
        yield from ((field, token) for run in getattr(config, field) or () for token in run)
    yield from (("forced_decoder_ids", token) for _, token in config.forced_decoder_ids or () if token is not None)
