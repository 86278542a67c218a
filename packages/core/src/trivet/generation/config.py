"""GenerationConfig: how a model writes text, as generation_config.json says. Knows no framework and no model."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from trivet.config import PretrainedConfig, read_config
from trivet.errors import InvalidConfigError, SourceNotFoundError
from trivet.requirements import is_integer, is_number

GENERATION_CONFIG_NAME = "generation_config.json"

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
_POSITIVE = ("temperature", "repetition_penalty", "encoder_repetition_penalty", "max_time")
_FRACTIONS = ("top_p", "min_p", "typical_p", "epsilon_cutoff", "eta_cutoff")


class GenerationConfig:
    """How a model writes text. Each field is an attribute and means what it means in `transformers` 4.37.

    A field that is not known is kept and written back. `min_p` (keep what is at least that much as probable as the most
    probable token) is known beside that version's fields.
    """

    def __init__(self, **fields: Any) -> None:
        """
        Raises:
            InvalidConfigError: a field has a value that it cannot have, or two contradict each other.
        """
        for name, default in DEFAULTS.items():
            setattr(self, name, dict(default) if isinstance(default, Mapping) else default)
        self._from_model_config = bool(fields.pop("_from_model_config", False))
        self.transformers_version = fields.pop("transformers_version", None)
        for name, value in fields.items():
            self._set(name, value)
        self.validate()

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"GenerationConfig has no field {name!r}")

    def _set(self, name: str, value: Any) -> None:
        if not name.isidentifier() or name.startswith("_") or callable(getattr(type(self), name, None)):
            raise InvalidConfigError(f"{name!r} cannot be a field of a GenerationConfig", field=name)
        setattr(self, name, value)

    def validate(self) -> None:
        """Refuse values that no generation can honour.

        Raises:
            InvalidConfigError: naming the field, what it is and what it must be.
        """
        for field, least in _AT_LEAST.items():
            value = getattr(self, field)
            if value is not None and (not is_integer(value) or value < least):
                raise InvalidConfigError(f"{field} must be an integer of at least {least}, not {value!r}", field=field)
        for field in _POSITIVE:
            value = getattr(self, field)
            if value is not None and (not is_number(value) or value <= 0):
                raise InvalidConfigError(f"{field} must be a number above 0, not {value!r}", field=field)
        for field in _FRACTIONS:
            value = getattr(self, field)
            if value is not None and (not is_number(value) or not 0 <= value <= 1):
                raise InvalidConfigError(f"{field} must be a number from 0 to 1, not {value!r}", field=field)
        if self.early_stopping not in (True, False, "never"):
            reason = f"early_stopping must be True, False or 'never', not {self.early_stopping!r}"
            raise InvalidConfigError(reason, field="early_stopping")
        if self.num_beams % self.num_beam_groups:
            reason = f"num_beams ({self.num_beams}) is not a multiple of num_beam_groups ({self.num_beam_groups})"
            raise InvalidConfigError(reason, field="num_beam_groups")
        self._validate_count()

    def _validate_count(self) -> None:
        count = self.num_return_sequences
        if self.num_beams > 1 and count > self.num_beams:
            reason = f"num_return_sequences ({count}) cannot be more than num_beams ({self.num_beams})"
            raise InvalidConfigError(reason, field="num_return_sequences")
        if count > 1 and self.num_beams == 1 and not self.do_sample:
            reason = f"num_return_sequences is {count}, but greedy search has one result: set num_beams or do_sample"
            raise InvalidConfigError(reason, field="num_return_sequences")

    @property
    def eos_token_ids(self) -> tuple[int, ...]:
        """The tokens that end a text; none, one or several."""
        return tokens(self.eos_token_id)

    def update(self, **fields: Any) -> dict[str, Any]:
        """Set the known fields among these; return the others.

        Raises:
            InvalidConfigError: a field has a value that it cannot have; then none is set.
        """
        known = {name: value for name, value in fields.items() if name in vars(self) and not name.startswith("_")}
        type(self)(**{**self.to_dict(), **known})
        vars(self).update(known)
        return {name: value for name, value in fields.items() if name not in known}

    def updated(self, **fields: Any) -> tuple[Self, dict[str, Any]]:
        """A copy with the known fields among these, and the others.

        Raises:
            InvalidConfigError: a field has a value that it cannot have.
        """
        made = copy.deepcopy(self)
        return made, made.update(**fields)

    def to_dict(self) -> dict[str, Any]:
        """All fields, as generation_config.json holds them."""
        fields = {name: value for name, value in vars(self).items() if not name.startswith("_")}
        return copy.deepcopy(fields | ({"_from_model_config": True} if self._from_model_config else {}))

    def to_diff_dict(self) -> dict[str, Any]:
        """The fields that differ from the defaults."""
        defaults = type(self)().to_dict()
        return {
            name: value for name, value in self.to_dict().items() if name not in defaults or value != defaults[name]
        }

    def to_json_string(self, use_diff: bool = True) -> str:
        """JSON text, keys sorted; with `use_diff` only what differs from the defaults.

        Tuples of tokens as keys (`sequence_bias`) become JSON text.
        """
        fields = self.to_diff_dict() if use_diff else self.to_dict()
        if isinstance(fields.get("sequence_bias"), Mapping):
            fields["sequence_bias"] = [[list(key), value] for key, value in fields["sequence_bias"].items()]
        return json.dumps(fields, indent=2, sort_keys=True, ensure_ascii=False) + "\n"

    def save_pretrained(self, save_directory: str | os.PathLike[str]) -> None:
        """Write `generation_config.json` into a folder, made if need be. The file appears whole or not at all.

        Raises:
            DestinationError: it cannot be written.
        """
        from trivet.staging import write_atomically

        write_atomically(Path(save_directory) / GENERATION_CONFIG_NAME, self.to_json_string().encode())

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any], **overrides: Any) -> Self:
        """A config of generation_config.json's fields; keywords win over fields.

        Raises:
            InvalidConfigError: a field has a value that it cannot have.
        """
        merged = {**fields, **overrides}
        if isinstance(merged.get("sequence_bias"), list):
            merged["sequence_bias"] = {tuple(key): value for key, value in merged["sequence_bias"]}
        return cls(**merged)

    @classmethod
    def from_pretrained(cls, source: str | os.PathLike[str], **overrides: Any) -> Self:
        """Read a folder's generation_config.json, or such a file.

        Raises:
            SourceNotFoundError: there is none.
            InvalidConfigError: it is not a JSON object, or a field has a value that it cannot have.
        """
        path = Path(source)
        path = path / GENERATION_CONFIG_NAME if path.is_dir() else path
        if not path.is_file():
            raise SourceNotFoundError(path, "there is no such file.")
        try:
            return cls.from_dict(read_config(path), **overrides)
        except InvalidConfigError as error:
            raise error.of_file(path) from error.__cause__

    @classmethod
    def from_model_config(cls, config: PretrainedConfig) -> Self:
        """What a model's config.json says of generation; a config of before generation_config.json says it there.

        Raises:
            InvalidConfigError: a field has a value that it cannot have.
        """
        fields = config.to_dict()
        known = {name: fields[name] for name in DEFAULTS if fields.get(name) is not None}
        for name in ("output_attentions", "output_hidden_states", "use_cache"):
            known.pop(name, None)  # of the model's own calls
        return cls(**known, _from_model_config=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GenerationConfig) and other.to_dict() == self.to_dict()

    __hash__ = None  # type: ignore[assignment]  # mutable, compared by value

    def __repr__(self) -> str:
        return f"GenerationConfig {self.to_json_string().rstrip()}"


def tokens(value: int | list[int] | tuple[int, ...] | None) -> tuple[int, ...]:
    """One token or several, as a tuple; empty for None."""
    if value is None:
        return ()
    return (value,) if isinstance(value, int) else tuple(value)
