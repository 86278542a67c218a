"""Streamers: receive each new token from `generate`, and emit text as soon as it is final. Know no framework."""

from __future__ import annotations

from collections.abc import Iterator
from queue import Empty, Queue
from typing import Any, Protocol

import numpy as np

_LONG = 64  # tokens that are decoded again for each new one: few enough that the cost of a token stays constant
_CONTEXT = 16  # tokens that stay when the text before them is dropped; more than any decoder depends on
_TRIES = 8  # positions to cut at: a character may be spread over four tokens or more

# Scripts that put no spaces between words: kana with the punctuation before them, ideographs, wide forms.
_UNSPACED = (
    (0x3000, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF00, 0xFFEF),
    (0x20000, 0x323AF),
)
_UNDECIDED = "\N{REPLACEMENT CHARACTER}"  # a decoder's result for an incomplete character


class Decoder(Protocol):
    """The part of a tokenizer that a streamer needs; tokenizers of the tokenizers library have it."""

    def decode(self, ids: list[int], **options: Any) -> str:
        """The text of tokens."""
        ...


class BaseStreamer:
    """Base class for `generate(streamer=…)`: receives the prompt's ids, then those of every step, then the end."""

    def put(self, value: Any) -> None:
        """Receive ids, as an array of any framework.

        Args:
            value: first the prompt [batch, length]; then [batch] after each step, or [batch, n] after a step of n.
        """
        raise NotImplementedError(f"{type(self).__name__} has no method put")

    def end(self) -> None:
        """Receive the end of the text."""
        raise NotImplementedError(f"{type(self).__name__} has no method end")


class TextStreamer(BaseStreamer):
    """Prints text while it is generated, word by word: a word once a space follows it, kana and ideographs at once.

    Handles one text at a time; after its end another may follow. The cost of a token does not grow with the text.
    """

    def __init__(self, tokenizer: Decoder, skip_prompt: bool = False, **decode_kwargs: Any) -> None:
        """
        Args:
            tokenizer: decodes ids to text.
            skip_prompt: whether to leave the prompt out.
            decode_kwargs: options of `tokenizer.decode`, such as `skip_special_tokens`.
        """
        self.tokenizer, self.skip_prompt, self.decode_kwargs = tokenizer, skip_prompt, decode_kwargs
        self._begin()

    def _begin(self) -> None:
        self._ids: list[int] = []
        self._emitted = 0  # characters of the text of those ids that were emitted
        self._most = _LONG
        self._in_prompt = True

    def put(self, value: Any) -> None:
        """Receive the prompt's ids [1, length] or [length] first, then new ones [1] or [1, n] after each step.

        Raises:
            ValueError: there is more than one text.
        """
        ids = one_text(value, type(self).__name__, is_prompt=self._in_prompt)
        was_prompt, self._in_prompt = self._in_prompt, False
        if was_prompt and self.skip_prompt:
            return
        self._ids += ids
        text = self._text()
        new = text[self._emitted : _certain(text)]
        self._emitted += len(new)
        if len(self._ids) >= self._most and not text.endswith(_UNDECIDED):
            self._forget(text)
        self.on_finalized_text(new)

    def end(self) -> None:
        """Emit the rest of the text."""
        rest = self._text()[self._emitted :]
        self._begin()
        self.on_finalized_text(rest, stream_end=True)

    def on_finalized_text(self, text: str, stream_end: bool = False) -> None:
        """Handle text (perhaps empty) that is final: print it. Subclasses override this."""
        print(text, flush=True, end="\n" if stream_end else "")

    def _text(self) -> str:
        return self.tokenizer.decode(self._ids, **self.decode_kwargs) if self._ids else ""

    def _forget(self, text: str) -> None:
        """Drop all but the last tokens, if their text is the end of the whole text: then later text agrees as well."""
        for count in range(_CONTEXT, _CONTEXT + _TRIES):
            last = self._ids[-count:]
            # The first token of a text may lose the space before it.
            tail = self.tokenizer.decode(last, **self.decode_kwargs)
            waiting = len(text) - self._emitted
            if tail.strip() and text.endswith(tail.lstrip()) and len(tail.lstrip()) > waiting:
                self._ids, self._emitted, self._most = last, len(tail) - waiting, _LONG
                return
        self._most = 2 * len(self._ids)


class TextIteratorStreamer(TextStreamer):
    """Yields text to a loop, `for text in streamer`, while `generate` runs in another thread."""

    def __init__(
        self, tokenizer: Decoder, skip_prompt: bool = False, timeout: float | None = None, **decode_kwargs: Any
    ) -> None:
        """
        Args:
            tokenizer, skip_prompt, decode_kwargs: as in `TextStreamer`.
            timeout: seconds to wait for text; None waits forever, even for a thread that has failed.
        """
        super().__init__(tokenizer, skip_prompt, **decode_kwargs)
        self.timeout = timeout
        self._queue: Queue[str | None] = Queue()

    def on_finalized_text(self, text: str, stream_end: bool = False) -> None:
        """Put text into the queue, and None after the last."""
        self._queue.put(text)
        if stream_end:
            self._queue.put(None)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """
        Raises:
            queue.Empty: no text arrived in time.
        """
        try:
            text = self._queue.get(timeout=self.timeout)
        except Empty:
            raise Empty(f"no text came for {self.timeout} s: generate has failed, or is slower than that") from None
        if text is None:
            raise StopIteration
        return text


def _certain(text: str) -> int:
    """How many characters are final: up to the last space, line break, kana or ideograph."""
    for index in range(len(text), 0, -1):
        last = text[index - 1]
        if last in " \n" or any(first <= ord(last) <= end for first, end in _UNSPACED):
            return index
    return 0


def one_text(value: Any, name: str, *, is_prompt: bool) -> list[int]:
    """Ids as Python integers.

    Raises:
        ValueError: they belong to several texts.
    """
    numbers = value.tolist() if hasattr(value, "tolist") else np.asarray(value).tolist()
    ids = numbers if isinstance(numbers, list) else [numbers]
    nested = bool(ids) and isinstance(ids[0], list)
    texts = len(ids) if nested or not is_prompt else 1
    if texts > 1:
        raise ValueError(f"{name} takes one text at a time, not {texts}: let batch and num_return_sequences be 1")
    return [int(each) for each in (ids[0] if nested else ids)]
