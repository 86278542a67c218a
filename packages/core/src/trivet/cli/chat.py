"""The conversation of `trivet generate --chat`: reads messages, shows answers while they are written."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Iterator
from typing import Any

import typer

from trivet.errors import InvalidConfigError, InvalidInputError
from trivet.sources.options import SourceOptions
from trivet.text.generation.conversation import Conversation
from trivet.text.tokenizer.auto import AutoTokenizer
from trivet.text.tokenizer.chat import chosen

_INTERRUPTED = 130  # exit code of a program that Ctrl-C ends


def chat_tokenizer(model: str, subfolder: str, options: SourceOptions) -> Any:
    """The tokenizer of a checkpoint, which has a chat template.

    Raises:
        InvalidInputError: it has none.
        Also as for `AutoTokenizer.from_pretrained`.
    """
    tokenizer = AutoTokenizer.from_pretrained(model, subfolder=subfolder, **options.as_keywords())
    chosen(tokenizer.chat_template, None)
    return tokenizer


def talk(
    conversation: Conversation,
    first: str | None,
    show: Callable[[str], None],
    *,
    seed: int | None = None,
    **fields: Any,
) -> None:
    """Answer messages until there are no more: Ctrl-D ends the conversation, Ctrl-C an answer or the conversation.

    Args:
        first: the first message; None reads it like the others.
        show: shows a piece of text.
        seed: of every answer; None draws one for each.
        fields: of the generation config.

    Raises:
        typer.Exit: Ctrl-C was pressed while a message was awaited.
        InvalidInputError, InvalidConfigError: a message that does not come from a terminal cannot be answered.
    """
    for message in _messages(first, show):
        try:
            conversation.answer(message, show, seed=secrets.randbits(31) if seed is None else seed, **fields)
        except (InvalidInputError, InvalidConfigError) as error:
            if not sys.stdin.isatty():
                raise
            show(f"error: {error}")
        show("\n")


def _messages(first: str | None, show: Callable[[str], None]) -> Iterator[str]:
    """The messages, without empty ones.

    Raises:
        typer.Exit: Ctrl-C was pressed.
    """
    if first is not None:
        yield first
    while True:
        try:
            message = input("> ") if sys.stdin.isatty() else sys.stdin.readline()
        except EOFError:
            show("\n")
            return
        except KeyboardInterrupt:
            show("\n")
            raise typer.Exit(_INTERRUPTED) from None
        if not message and not sys.stdin.isatty():
            return
        if message.strip():
            yield message.rstrip("\n")
