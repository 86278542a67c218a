"""What a call of `generate` asks of a model of speech: language and task, as tokens that its text begins with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trivet.errors import InvalidConfigError
from trivet.families.inputs import SOUNDS
from trivet.text.generation.config import GenerationConfig

_ASKED = ("language", "task", "return_timestamps", "is_multilingual")


def with_speech(model: Any, config: GenerationConfig, kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """The keywords of a call of `generate`, with `forced_decoder_ids` in place of what is asked of a model of speech.

    As in `transformers`: `language` is a code (`en`) or its token (`<|en|>`), `task` is `transcribe` or `translate`. Of
    models of other inputs the keywords are as they were.

    Raises:
        InvalidConfigError: the model does not know the language or the task, is of one language alone, or is to write
            timestamps.
    """
    if getattr(model, "main_input_name", None) != SOUNDS:
        return dict(kwargs)
    rest = {name: value for name, value in kwargs.items() if name not in _ASKED}
    known = config.to_dict()
    asked = {name: kwargs.get(name, known.get(name)) for name in _ASKED}
    if asked["return_timestamps"]:
        raise InvalidConfigError("times are not written: leave return_timestamps out", field="return_timestamps")
    language, task = asked["language"], asked["task"]
    if language is None and task is None:
        return rest
    if asked["is_multilingual"] is False:
        reason = "the model knows one language and one task: leave language and task out"
        raise InvalidConfigError(reason, field="language" if task is None else "task")
    places: list[list[int | None]] = [
        [1, None if language is None else _token(known, "lang_to_id", "language", _code(language))]
    ]
    if task is not None or known.get("task_to_id"):
        places.append([2, _token(known, "task_to_id", "task", task or "transcribe")])
    if known.get("no_timestamps_token_id") is not None:
        places.append([len(places) + 1, known["no_timestamps_token_id"]])
    return {**rest, "forced_decoder_ids": places}


def _code(language: str) -> str:
    """The token of a language's code."""
    language = language.lower()
    return language if language.startswith("<|") else f"<|{language}|>"


def _token(known: Mapping[str, Any], table: str, field: str, name: str) -> int:
    """
    Raises:
        InvalidConfigError: the table is missing, or does not have the name.
    """
    tokens = known.get(table)
    if not isinstance(tokens, Mapping):
        reason = f"the generation config has no {table}: add it, or pass forced_decoder_ids"
        raise InvalidConfigError(reason, field=field)
    if name not in tokens:
        raise InvalidConfigError(f"is {name!r}; the model knows {', '.join(map(str, tokens))}", field=field)
    return int(tokens[name])
