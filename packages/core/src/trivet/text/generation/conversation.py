"""A conversation with a chat model: the messages so far, and the next answer. Knows no framework."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from trivet.text.generation.writer import Writer, Written

ANSWER_TOKENS = 512
"""The default number of tokens of an answer."""


class Conversation:
    """Puts messages into the form that a model was trained on, and remembers its answers.

    Attributes:
        messages: `{"role": …, "content": …}` of system, user and assistant, the oldest first.
        forgotten: messages that were dropped because the model has no positions for them.
    """

    def __init__(self, writer: Writer, tokenizer: Any, system: str | None = None) -> None:
        """
        Args:
            tokenizer: with a chat template, as `AutoTokenizer` returns it.
            system: what the model is told before the first message.
        """
        self.writer, self.tokenizer = writer, tokenizer
        self._system = [] if system is None else [{"role": "system", "content": system}]
        self._turns: list[dict[str, str]] = []
        self.forgotten = 0

    @property
    def messages(self) -> list[dict[str, str]]:
        """The messages that the model sees."""
        return [*self._system, *self._turns]

    def answer(self, text: str, on_text: Callable[[str], None], **fields: Any) -> Written | None:
        """Write the answer to a message. Ctrl-C ends the answer, whose part so far is remembered.

        Args:
            on_text: receives pieces of the answer as soon as each is final.
            fields: of the generation config, and `seed`.

        Returns:
            The answer; None if it was interrupted.

        Raises:
            InvalidInputError: the template refuses the conversation.
            InvalidConfigError: the message is longer than the model, or a field has an invalid value. Either way the
                message is not remembered.
        """
        before, pieces = list(self._turns), list[str]()
        self._turns.append({"role": "user", "content": text})

        def emit(piece: str) -> None:
            pieces.append(piece)
            on_text(piece)

        written: Written | None = None
        try:
            ids = self._fitting(fields)
            written = self.writer.write_ids(ids, emit, **fields)
        except KeyboardInterrupt:
            pass  # what is written so far is the answer
        except BaseException:
            self._turns = before
            raise
        self._turns.append({"role": "assistant", "content": "".join(pieces)})
        return written

    def _fitting(self, fields: dict[str, Any]) -> Sequence[int]:
        """The ids of the conversation, without its oldest exchanges if there is no room for an answer behind them.

        Sets the fields that follow from it: the length of the answer, and the tokens that end it.
        """
        wanted = fields.get("max_new_tokens")
        while True:
            ids: list[int] = self.tokenizer.apply_chat_template(
                self.messages, add_generation_prompt=True, return_dict=False
            )
            room = self.writer.room(len(ids))
            if room is None or room >= (wanted or ANSWER_TOKENS) or len(self._turns) < 3:
                break
            del self._turns[:2]
            self.forgotten += 2
        if wanted is None:
            fields["max_new_tokens"] = ANSWER_TOKENS if room is None else max(1, min(ANSWER_TOKENS, room))
        ends = list(self.writer.model.generation_config.eos_token_ids)
        own = self.tokenizer.eos_token_id
        if own is not None and own not in ends:
            ends.append(own)
        if ends:
            fields["eos_token_id"] = ends
        return ids
