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
    """A copy of a config for a vocabulary of another size; a decoder that shares the vocabulary follows.

    Args:
        field: which of the config's vocabularies.

    Raises:
        ValueError: a vocabulary needs at least one token.
    """
    if size < 1:
        raise ValueError(f"a vocabulary of {size} tokens was asked for; it needs at least one")
    found = copy.deepcopy(config)
    setattr(found, field, size)
    follows = getattr(config, "decoder_vocab_size", None) is not None and config.share_encoder_decoder_embeddings
    if field == "vocab_size" and follows:
        found.decoder_vocab_size = size
    return found


def padding_row(config: PretrainedConfig, field: str = "vocab_size") -> int | None:
    """The row of the embedded words that padding has and training leaves alone.

    Args:
        field: which of the config's vocabularies.

    Returns:
        None where the config names no padding token, or, as some files do, one that the vocabulary does not have.
    """
    pad = config.pad_token_id
    return pad if is_integer(pad) and 0 <= pad < getattr(config, field) else None


def wanted_rows(current: int, wanted: object, multiple: object = None, *, name: str = "new_num_tokens") -> int:
    """How many rows a table shall have: those wanted (None: as many as now), rounded up to a multiple.

    Args:
        name: what the caller's argument is called.

    Raises:
        ValueError: a number is not a positive integer.
    """
    rows = current if wanted is None else _positive(name, wanted)
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
    """Canonical name → parameter as it is with one token more, for every parameter that would be larger then.

    Tied parameters are among them: a head that reads the table of the embeddings has that table.

    Args:
        class_name: the model's class; its own shapes win where the family's heads disagree.
        field: which of the config's vocabularies.
    """
    now = family.universe(config, class_name)
    then = family.universe(resized(config, getattr(config, field) + 1, field), class_name)
    return {name: param for name, param in then.items() if param.shape != now[name].shape}
