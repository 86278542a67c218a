"""Progress: silent unless somebody watches a terminal and there is enough to do."""

import io
import sys

import pytest

from trivet.progress import progress_bar, silent


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, total: int) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm-256color")
    with progress_bar("loading", minimum=1000) as progress:
        for _ in range(4):
            progress(total // 4, total)
    return stream.getvalue()


def test_says_nothing_when_it_is_not_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, io.StringIO(), 10**9) == ""


def test_shows_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "loading" in run(monkeypatch, Terminal(), 10**9)


def test_says_nothing_of_small_work(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "loading" not in run(monkeypatch, Terminal(), 100)


def test_default_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert silent(3, 10) is None
    assert capsys.readouterr() == ("", "")
