"""Completes a GenerationConfig for a prompt: lengths, special tokens, and the kind of search."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, Literal

from trivet.deprecation import warn_caller
from trivet.errors import InvalidConfigError, UnknownArgumentError
from trivet.families.requirements import TOKEN
from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.fields import DEFAULTS
from trivet.text.generation.idle import warn_of_idle_fields
from trivet.text.generation.token_fields import check_vocabulary

_STARTS = ("decoder_start_token_id", "bos_token_id")

Mode = Literal["greedy", "sample", "contrastive", "assisted", "beam", "beam_sample", "group_beam", "constrained"]

SEARCHES: Mapping[str, str] = MappingProxyType(
    {
        "penalty_alpha": "contrastive search",
        "force_words_ids": "constrained beam search",
        "constraints": "constrained beam search",
        "guidance_scale": "guidance",
        "prompt_lookup_num_tokens": "decoding by prompt lookup",
        "stop_strings": "stopping at strings",
    }
)
"""Fields that ask for a feature that a framework may lack, and the name of the feature."""


def options(
    config: GenerationConfig,
    kwargs: Mapping[str, Any],
    missing: Collection[str] = tuple(SEARCHES),
    own: GenerationConfig | None = None,
) -> tuple[GenerationConfig, dict[str, Any]]:
    """The config with the keywords of a call that are its fields, and the other keywords.

    Args:
        config: ours, or another library's (`GenerationConfig.of`).
        kwargs: the keywords of the call.
        missing: those of `SEARCHES` that the framework lacks.
        own: the model's config, which supplies the first token of a text if the call's config does not.

    Raises:
        InvalidConfigError: a field has an invalid value, or asks for a missing feature.
    """
    updated, rest = GenerationConfig.of(config).updated(**kwargs)
    warn_of_idle_fields(updated, kwargs)
    for field in _STARTS:
        if getattr(updated, field) is None and field not in kwargs:
            setattr(updated, field, getattr(own, field, None))
    for field in missing:
        if getattr(updated, field) not in (None, DEFAULTS[field]):
            raise InvalidConfigError(f"{field} asks for {SEARCHES[field]}, which is not implemented here", field=field)
    return updated, rest


def refuse_unknown(model: object, given: Mapping[str, Any], inputs: Collection[str] = ()) -> None:
    """Refuse the keywords of a call of `generate` that nobody took. Those that are None ask for nothing.

    Args:
        given: keywords that are neither fields of the config nor inputs.
        inputs: names of the model's inputs, for a suggestion.

    Raises:
        UnknownArgumentError: there is one.
    """
    for name, value in given.items():
        if value is not None:
            raise UnknownArgumentError(name, f"{type(model).__name__}.generate", [*inputs, *DEFAULTS])


def with_lengths(
    config: GenerationConfig, prompt: int, kwargs: Mapping[str, Any], vocabulary: Any = None
) -> GenerationConfig:
    """The config with `max_length` (and the padding token) set for a prompt of `prompt` tokens.

    Warns if nobody has said how long texts are to be, because the default is short.

    Args:
        kwargs: the keywords of the call: their `max_length` overrides the config's `max_new_tokens`.
        vocabulary: how many tokens the model has; anything but an integer is ignored.

    Raises:
        InvalidConfigError: there is no room for a new token, the least length exceeds the greatest, or a forced or
            suppressed token does not exist.
    """
    check_vocabulary(config, vocabulary)
    fields: dict[str, Any] = {}
    if config.max_new_tokens is not None and ("max_length" not in kwargs or kwargs.get("max_new_tokens") is not None):
        fields["max_length"] = prompt + config.max_new_tokens
    elif config.max_new_tokens is None and kwargs.get("max_length") is None:
        _warn_of_default_length(config.max_length)
    if config.pad_token_id is None and config.eos_token_ids:
        fields["pad_token_id"] = config.eos_token_ids[0]
    updated, _ = config.updated(**fields)
    if updated.max_length <= prompt:
        raise InvalidConfigError(
            f"max_length is {updated.max_length}, but the prompt has {prompt} tokens already: "
            "set max_new_tokens, which does not count them",
            field="max_length",
        )
    least = max(updated.min_length, prompt + (updated.min_new_tokens or 0))
    if updated.eos_token_ids and least > updated.max_length:
        raise InvalidConfigError(
            f"texts of at least {least} tokens cannot have at most {updated.max_length}: "
            "lower min_length or min_new_tokens, or raise max_length",
            field="min_length",
        )
    return updated


def _warn_of_default_length(length: Any) -> None:
    if length == DEFAULTS["max_length"]:
        message = f"texts end after {length} tokens, the prompt's included, because that is the default of max_length"
        warn_caller(f"{message}: set max_new_tokens", UserWarning)


def mode_of(config: GenerationConfig, *, assisted: bool = False) -> Mode:
    """The kind of search that a config asks for.

    Args:
        assisted: whether another model drafts the tokens.

    Raises:
        InvalidConfigError: two options exclude each other.
    """
    mode = _mode_of(config)
    if not assisted and config.prompt_lookup_num_tokens is None:
        return mode
    if mode not in ("greedy", "sample"):
        named = "assistant_model" if assisted else "prompt_lookup_num_tokens"
        raise InvalidConfigError(
            f"{named} drafts tokens for greedy search and sampling, but the config asks for {mode} search",
            field=named,
        )
    return "assisted"


def _mode_of(config: GenerationConfig) -> Mode:
    if config.constraints is not None or config.force_words_ids is not None:
        return _constrained(config)
    if config.num_beam_groups > 1:
        if config.do_sample:
            raise InvalidConfigError("groups of beams do not sample: leave do_sample out", field="do_sample")
        return "group_beam"
    if config.num_beams > 1:
        return "beam_sample" if config.do_sample else "beam"
    if config.do_sample:
        return "sample"
    return "contrastive" if config.penalty_alpha and (config.top_k or 0) > 1 else "greedy"


def _constrained(config: GenerationConfig) -> Mode:
    for field, allowed in (("num_beams", config.num_beams > 1), ("do_sample", not config.do_sample)):
        if not allowed:
            reason = f"constraints need beams that do not sample: {field} cannot be {getattr(config, field)!r}"
            raise InvalidConfigError(reason, field=field)
    if config.num_beam_groups > 1:
        raise InvalidConfigError("constraints do not go with groups of beams", field="num_beam_groups")
    return "constrained"


def padding_of(config: GenerationConfig) -> int:
    """The padding token; 0 if there is none, since then no text ends before the longest."""
    return 0 if config.pad_token_id is None else int(config.pad_token_id)


def first_token(config: GenerationConfig) -> int:
    """The first token of a text without a prompt.

    Raises:
        ValueError: `bos_token_id` is not set.
        InvalidConfigError: it is not one token.
    """
    if config.bos_token_id is None:
        raise ValueError("give input_ids: the config has no bos_token_id to start a text with")
    TOKEN.check("bos_token_id", config.bos_token_id)  # files may name several; a text can only start with one
    return int(config.bos_token_id)


def start_token(config: GenerationConfig) -> int:
    """The first token of a decoder.

    Raises:
        InvalidConfigError: neither `decoder_start_token_id` nor `bos_token_id` is set, or it is not one token.
    """
    for field in _STARTS:
        token = getattr(config, field)
        if token is not None:
            TOKEN.check(field, token)
            return int(token)
    raise InvalidConfigError(
        "neither decoder_start_token_id nor bos_token_id is set: the decoder has no token to start with",
        field="decoder_start_token_id",
    )
