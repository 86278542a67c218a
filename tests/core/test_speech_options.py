"""What a call of `generate` asks of a model of speech becomes tokens that its text begins with."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from trivet.errors import InvalidConfigError
from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.speech import with_speech

HEARS = SimpleNamespace(main_input_name="input_features")
TABLES = {"lang_to_id": {"<|en|>": 5, "<|de|>": 6}, "task_to_id": {"translate": 7, "transcribe": 8}}


def begun(config: dict[str, Any], **asked: Any) -> Any:
    return with_speech(HEARS, GenerationConfig(**config), asked)


def test_language_and_task_are_forced_tokens() -> None:
    known = {**TABLES, "no_timestamps_token_id": 9, "is_multilingual": True}
    assert begun(known, language="DE", task="translate", num_beams=2) == {
        "num_beams": 2,
        "forced_decoder_ids": [[1, 6], [2, 7], [3, 9]],
    }
    assert begun(known, language="<|en|>")["forced_decoder_ids"] == [[1, 5], [2, 8], [3, 9]]
    assert begun(known, task="transcribe")["forced_decoder_ids"] == [[1, None], [2, 8], [3, 9]]
    assert begun(TABLES, language="en")["forced_decoder_ids"] == [[1, 5], [2, 8]]


def test_what_is_not_asked_changes_nothing() -> None:
    assert begun(TABLES, num_beams=2, return_timestamps=False) == {"num_beams": 2}
    reads = SimpleNamespace(main_input_name="input_ids")
    assert with_speech(reads, GenerationConfig(), {"language": "en"}) == {"language": "en"}


def test_refuses_what_the_model_does_not_know() -> None:
    for config, asked, message in (
        (TABLES, {"language": "fr"}, "the model knows <|en|>, <|de|>"),
        (TABLES, {"task": "sing"}, "the model knows translate, transcribe"),
        ({}, {"language": "en"}, "the generation config has no lang_to_id"),
        ({**TABLES, "is_multilingual": False}, {"language": "en"}, "one language and one task"),
        (TABLES, {"return_timestamps": True}, "times are not written"),
    ):
        with pytest.raises(InvalidConfigError) as caught:
            begun(config, **asked)
        assert message in str(caught.value)
