"""Warnings of old names point to the line that has the name."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
import tiny_bert

from trivet import AutoConfig, BertConfig, PretrainedConfig, TrivetError

CALLS: dict[str, Callable[[Path], object]] = {
    "a family's config": lambda folder: BertConfig.from_pretrained(folder, use_auth_token="x"),
    "any config": lambda folder: PretrainedConfig.from_pretrained(folder, resume_download=True),
    "AutoConfig": lambda folder: AutoConfig.from_pretrained(folder, use_auth_token="x"),
}


def _line_of(call: Callable[[Path], object]) -> int:
    return call.__code__.co_firstlineno


def test_a_plugin_is_a_caller() -> None:
    space = {"__name__": "trivet_pocket.reading", "BertConfig": BertConfig, "folder": "."}
    code = compile("\n\nBertConfig.get_config_dict('org/x', mirror='tuna', local_files_only=True)", "plugin.py", "exec")
    with warnings.catch_warnings(record=True) as seen, contextlib.suppress(TrivetError):
        warnings.simplefilter("always")
        exec(code, space)
    assert [(each.filename, each.lineno) for each in seen] == [("plugin.py", 3)]


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_old_keywords_warn_of_the_callers_line(call: Callable[[Path], object], tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        call(tmp_path)
    assert [(each.filename, each.lineno) for each in seen] == [(__file__, _line_of(call))]
