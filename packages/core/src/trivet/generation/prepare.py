"""What of a GenerationConfig follows from the prompt: lengths, special tokens, and which search is meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from trivet.errors import InvalidConfigError
from trivet.generation.config import DEFAULTS, GenerationConfig

Mode = Literal["greedy", "sample", "beam", "beam_sample", "group_beam"]

_SEARCHES = {
    "penalty_alpha": "contrastive search",
    "force_words_ids": "constrained beam search",
    "constraints": "constrained beam search",
    "guidance_scale": "guidance",
    "prompt_lookup_num_tokens": "decoding by prompt lookup",
}


def options(config: GenerationConfig, given: Mapping[str, Any]) -> tuple[GenerationConfig, dict[str, Any]]:
    """The config with what the caller gave for this call, and what else was given.

    Raises:
        InvalidConfigError: a field has a value that it cannot have, or asks for a search that there is not.
    """
    found, rest = config.updated(**given)
    for field, search in _SEARCHES.items():
        if getattr(found, field) not in (None, DEFAULTS[field]):
            raise InvalidConfigError(f"{field} asks for {search}, which is not implemented", field=field)
    return found, rest


def with_lengths(config: GenerationConfig, prompt: int, given: Mapping[str, Any]) -> GenerationConfig:
    """The config with `max_length` (and the padding token) settled for a prompt of so many tokens.

    Args:
        given: what the caller gave for this call: a `max_new_tokens` of the config gives way to its `max_length`.

    Raises:
        InvalidConfigError: there is no room for a new token, or a text would have to be longer than it may be.
    """
    fields: dict[str, Any] = {}
    if config.max_new_tokens is not None and ("max_length" not in given or given.get("max_new_tokens") is not None):
        fields["max_length"] = prompt + config.max_new_tokens
    if config.pad_token_id is None and config.eos_token_ids:
        fields["pad_token_id"] = config.eos_token_ids[0]
    found, _ = config.updated(**fields)
    if found.max_length <= prompt:
        raise InvalidConfigError(
            f"max_length is {found.max_length}, but the prompt has {prompt} tokens already: "
            "set max_new_tokens, which does not count them",
            field="max_length",
        )
    least = max(found.min_length, prompt + (found.min_new_tokens or 0))
    if found.eos_token_ids and least > found.max_length:
        raise InvalidConfigError(
            f"texts of at least {least} tokens cannot have at most {found.max_length}: "
            "lower min_length or min_new_tokens, or raise max_length",
            field="min_length",
        )
    return found


def mode_of(config: GenerationConfig) -> Mode:
    """Which search is meant.

    Raises:
        InvalidConfigError: groups of beams are to sample.
    """
    if config.num_beam_groups > 1:
        if config.do_sample:
            raise InvalidConfigError("groups of beams do not sample: leave do_sample out", field="do_sample")
        return "group_beam"
    if config.num_beams > 1:
        return "beam_sample" if config.do_sample else "beam"
    return "sample" if config.do_sample else "greedy"


def padding_of(config: GenerationConfig) -> int:
    """The padding token; 0 where there is none, as then no text ends before the longest."""
    return 0 if config.pad_token_id is None else int(config.pad_token_id)


def start_token(config: GenerationConfig) -> int:
    """What a decoder starts with.

    Raises:
        InvalidConfigError: neither `decoder_start_token_id` nor `bos_token_id` is set.
    """
    for field in ("decoder_start_token_id", "bos_token_id"):
        if getattr(config, field) is not None:
            return int(getattr(config, field))
    raise InvalidConfigError(
        "decoder_start_token_id is not set, nor bos_token_id: nothing says what the decoder starts with",
        field="decoder_start_token_id",
    )
