"""Which parameters of a family depend on the size of the vocabulary, and on which axis. Knows no framework."""

from __future__ import annotations

import copy
from typing import TypeVar

from trivet.families.config import PretrainedConfig
from trivet.families.family import Family
from trivet.families.requirements import is_integer
from trivet.layout import ParamSpec

Config = TypeVar("Config", bound=PretrainedConfig)


def resized(config: Config, size: int, field: str = "vocab_size") -> Config:
    """A copy of a config for a vocabulary of another size; also that of a decoder that shares the vocabulary.

    Args:
        field: the config's field for the vocabulary.

    Raises:
        ValueError: a vocabulary needs at least one token.
    """
    if size < 1:
        raise ValueError(f"a vocabulary of {size} tokens is too small; it needs at least one")
    copied = copy.deepcopy(config)
    setattr(copied, field, size)
    follows = getattr(config, "decoder_vocab_size", None) is not None and config.share_encoder_decoder_embeddings
    if field == "vocab_size" and follows:
        copied.decoder_vocab_size = size
    return copied


def padding_row(config: PretrainedConfig, field: str = "vocab_size") -> int | None:
    """The row of the word embedding for padding, which is not trained.

    Args:
        field: the config's field for the vocabulary.

    Returns:
        None if the config has no padding token, or one outside the vocabulary, as in some files.
    """
    pad = config.pad_token_id
    return pad if is_integer(pad) and 0 <= pad < getattr(config, field) else None


def wanted_rows(current: int, requested: object, multiple: object = None, *, name: str = "new_num_tokens") -> int:
    """The number of rows of a resized table: as requested (None: as before), rounded up to a multiple.

    Args:
        name: name of the caller's argument.

    Raises:
        ValueError: a number is not a positive integer.
    """
    rows = current if requested is None else _positive(name, requested)
    if multiple is None:
        return rows
    unit = _positive("pad_to_multiple_of", multiple)
    return -(-rows // unit) * unit


def _positive(name: str, number: object) -> int:
    if not is_integer(number) or number < 1:
        raise ValueError(f"{name} must be a positive integer, not {number!r}")
    return number


def vocabulary_params(
    family: Family, config: PretrainedConfig, class_name: str, field: str = "vocab_size"
) -> dict[str, ParamSpec]:
    """Canonical name → parameter with one more token, for every parameter that grows with the vocabulary.

    Includes tied parameters: a head may be tied to the word embedding.

    Args:
        class_name: the model's class; its own shapes take precedence if the family's heads disagree.
        field: the config's field for the vocabulary.
    """
    now = family.universe(config, class_name)
    then = family.universe(resized(config, getattr(config, field) + 1, field), class_name)
    return {name: param for name, param in then.items() if param.shape != now[name].shape}
