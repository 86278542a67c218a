"""Streamers: the text of all tokens, in whole words and characters, once each, for every kind of decoder."""

from __future__ import annotations

from collections.abc import Sequence
from queue import Empty
from threading import Thread
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trivet import TextIteratorStreamer, TextStreamer
from trivet.text.generation.streamers import BaseStreamer


class Bytes:
    """One token for each byte of UTF-8: a character is undecided until its last byte."""

    def __init__(self) -> None:
        self.longest = 0

    def decode(self, ids: list[int], **options: Any) -> str:
        self.longest = max(self.longest, len(ids))
        return bytes(ids).decode("utf-8", "replace")


class Fallback:
    """Words with the space before them, of which the first of a text is lost; and bytes, all of a run or none.

    Tokens from 256 on are the letters a to z with a space before them.
    """

    def decode(self, ids: list[int], **options: Any) -> str:
        parts: list[str] = []
        run: list[int] = []
        for each in [*ids, -1]:
            if 0 <= each < 256:
                run.append(each)
                continue
            if run:
                try:
                    parts.append(bytes(run).decode())
                except UnicodeDecodeError:
                    parts += "\N{REPLACEMENT CHARACTER}" * len(run)
                run = []
            if each >= 256:
                parts.append(" " + chr(each - 256 + ord("a")))
        return "".join(parts).removeprefix(" ")


class Kept(TextStreamer):
    """Keeps what it would print."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.chunks: list[str] = []
        self.ends = 0

    def on_finalized_text(self, text: str, stream_end: bool = False) -> None:
        self.chunks.append(text)
        self.ends += stream_end


def fed(streamer: TextStreamer, prompt: Sequence[int], new: Sequence[int]) -> TextStreamer:
    streamer.put(np.array([prompt], np.int64))
    for each in new:
        streamer.put(np.array([each]))
    streamer.end()
    return streamer


def kept(decoder: Any, text: Sequence[int]) -> list[str]:
    streamer = Kept(decoder)
    fed(streamer, text[:1], text[1:])
    assert streamer.ends == 1
    return streamer.chunks


def test_words_come_out_whole() -> None:
    chunks = kept(Bytes(), list(b"the cat\nsat down"))
    assert [each for each in chunks if each] == ["the ", "cat\n", "sat ", "down"]


def test_characters_of_many_bytes_come_out_whole_and_ideographs_and_kana_at_once() -> None:
    chunks = kept(Bytes(), list("日本語 かな\N{GRINNING FACE} né".encode()))
    assert [each for each in chunks if each] == ["日", "本", "語", " ", "か", "な", "\N{GRINNING FACE} ", "né"]


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=300))
def test_chunks_of_bytes_are_the_text(text: str) -> None:
    assert "".join(kept(Bytes(), list(text.encode()))) == text


WORDS = st.lists(
    st.one_of(st.integers(256, 281), st.sampled_from([*"é日本\N{GRINNING FACE}\n "])), min_size=1, max_size=250
)


@given(WORDS)
def test_chunks_of_words_and_bytes_are_the_text(parts: list[Any]) -> None:
    ids = [each for part in parts for each in (part.encode() if isinstance(part, str) else [part])]
    chunks = kept(Fallback(), ids)
    assert "".join(chunks) == Fallback().decode(ids)
    assert "\N{REPLACEMENT CHARACTER}" not in "".join(chunks)


def test_long_texts_of_words_and_bytes_are_whole() -> None:
    rng = np.random.default_rng(0)
    words = [[int(rng.integers(256, 282))] for _ in range(300)] + [list(each.encode()) for each in "é日\n " * 30]
    runs = [list(("\N{GRINNING FACE}" * int(rng.integers(1, 20))).encode()) for _ in range(30)]
    parts = [*words, *runs]
    ids = [each for place in rng.permutation(len(parts)) for each in parts[place]]
    assert "".join(kept(Fallback(), ids)) == Fallback().decode(ids)


def test_cost_of_a_token_does_not_grow_with_the_text() -> None:
    decoder = Bytes()
    text = "日本 and a few words, all of them in one line; ".encode() * 40
    assert "".join(kept(decoder, list(text))) == text.decode()
    assert decoder.longest < 2 * 64


def test_line_breaks_do_not_eat_the_space_behind_them() -> None:
    ids = [256, ord("\n"), 257, 258]
    assert "".join(kept(Fallback(), ids)) == "a\n b c"


def test_bytes_that_are_not_a_character_come_out_at_the_end() -> None:
    assert "".join(kept(Bytes(), [*b"a ", 0xE6, 0x97])) == "a \N{REPLACEMENT CHARACTER}"


def test_prompt_can_be_left_out_of_each_text() -> None:
    streamer = Kept(Bytes(), skip_prompt=True)
    for word in (b"one", b"two"):
        fed(streamer, list(b"prompt "), list(word))
    assert "".join(streamer.chunks) == "onetwo"
    assert streamer.ends == 2


class Listed:
    """An array that has `tolist` alone, as a tensor of a device has."""

    def __init__(self, values: Any) -> None:
        self.values = values

    def tolist(self) -> Any:
        return self.values


@pytest.mark.parametrize("ids", [Listed([[104, 105]]), [[104, 105]], np.array([104, 105]), (104, 105)])
def test_ids_may_be_any_array(ids: Any) -> None:
    streamer = Kept(Bytes())
    streamer.put(ids)
    streamer.put(Listed([33]))
    streamer.put(np.int32(33))
    streamer.put([[33, 33]])
    streamer.end()
    assert "".join(streamer.chunks) == "hi!!!!"


def test_refuses_several_texts() -> None:
    with pytest.raises(ValueError, match="TextStreamer takes one text at a time, not 2: let batch"):
        TextStreamer(Bytes()).put([[1, 2], [3, 4]])
    streamer = Kept(Bytes())
    streamer.put([[104, 105]])
    with pytest.raises(ValueError, match="takes one text at a time, not 3"):
        streamer.put([1, 2, 3])


def test_options_reach_the_decoder() -> None:
    class Asked(Bytes):
        def decode(self, ids: list[int], **options: Any) -> str:
            assert options == {"skip_special_tokens": False}
            return super().decode(ids)

    assert "".join(fed(Kept(Asked(), skip_special_tokens=False), [104], [105]).chunks) == "hi"  # type: ignore[attr-defined]


def test_prints_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    fed(TextStreamer(Bytes()), list(b"one "), list(b"two"))
    assert capsys.readouterr().out == "one two\n"


def test_a_loop_gets_the_text_from_another_thread() -> None:
    streamer = TextIteratorStreamer(Bytes(), skip_prompt=True, timeout=60)
    thread = Thread(target=fed, args=(streamer, list(b"prompt "), list("eins zwei 三".encode())))
    thread.start()
    assert [each for each in streamer if each] == ["eins ", "zwei ", "三"]
    thread.join()


def test_a_loop_does_not_wait_for_ever() -> None:
    streamer = TextIteratorStreamer(Bytes(), timeout=0.01)
    streamer.put([[104, 105, 32]])
    assert next(streamer) == "hi "
    with pytest.raises(Empty, match=r"no text came for 0\.01 s"):
        next(streamer)


def test_a_streamer_of_ones_own_must_say_what_it_does() -> None:
    with pytest.raises(NotImplementedError, match="BaseStreamer has no method put"):
        BaseStreamer().put([1])
    with pytest.raises(NotImplementedError, match="BaseStreamer has no method end"):
        BaseStreamer().end()
