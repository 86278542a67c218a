"""What a tokenizer returns: lists or tensors by name, with what the tokenizers library knows of each token."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from trivet.backends.tensors import as_tensors

_UNEVEN = (
    "texts have different numbers of tokens and make no tensor. padding=True makes them equal, truncation=True "
    "cuts those that are too long."
)


class BatchEncoding(UserDict[str, Any]):
    """A mapping of what a model takes (`input_ids`, `attention_mask`, …), which also answers by attribute.

    Args:
        data: lists, or lists of lists, by name.
        encodings: of the tokenizers library, one for each row.
        tensor_type: what the lists become, as `return_tensors`; None leaves them.
        prepend_batch_axis: whether tensors of one text get an axis for the batch.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        encoding: Any = None,
        tensor_type: str | None = None,
        prepend_batch_axis: bool = False,
    ) -> None:
        super().__init__(data or {})
        self.encodings: list[Any] | None = list(encoding) if isinstance(encoding, Sequence) else encoding
        self.convert_to_tensors(tensor_type, prepend_batch_axis)

    def __getitem__(self, key: Any) -> Any:
        """A value by name, an encoding of the tokenizers library by its row, or a slice of all values."""
        if isinstance(key, str):
            return self.data[key]
        if isinstance(key, slice):
            return {name: value[key] for name, value in self.data.items()}
        return self._encodings()[key]

    def __getattr__(self, name: str) -> Any:
        if name == "data" or name not in self.data:
            raise AttributeError(
                f"{type(self).__name__} has no {name!r}; it has {', '.join(vars(self).get('data', ()))}"
            )
        return self.data[name]

    def convert_to_tensors(self, tensor_type: str | None = None, prepend_batch_axis: bool = False) -> BatchEncoding:
        """Make tensors of all values, in place.

        Raises:
            ValueError, BackendNotInstalledError, InvalidInputError: as `as_tensors`.
        """
        if tensor_type is not None:
            for name, value in self.data.items():
                self.data[name] = as_tensors([value] if prepend_batch_axis else value, tensor_type, uneven=_UNEVEN)
        return self

    def to(self, device: Any) -> BatchEncoding:
        """Move PyTorch's tensors to a device, in place."""
        for name, value in self.data.items():
            if hasattr(value, "to"):
                self.data[name] = value.to(device)
        return self

    @property
    def is_fast(self) -> bool:
        """Whether the tokenizers library made it."""
        return self.encodings is not None

    @property
    def n_sequences(self) -> int | None:
        """How many texts a row has been made of."""
        return self.encodings[0].n_sequences if self.encodings else None

    def _encodings(self) -> list[Any]:
        if self.encodings is None:
            raise ValueError("only what a tokenizer has returned knows of its tokens; this was made of plain values")
        return self.encodings

    def tokens(self, batch_index: int = 0) -> list[str]:
        """The tokens of a row as text."""
        return list(self._encodings()[batch_index].tokens)

    def sequence_ids(self, batch_index: int = 0) -> list[int | None]:
        """Which text each token of a row is of: 0, 1, or None for special tokens."""
        return list(self._encodings()[batch_index].sequence_ids)

    def word_ids(self, batch_index: int = 0) -> list[int | None]:
        """Which word each token of a row is of; None for special tokens."""
        return list(self._encodings()[batch_index].word_ids)

    words = word_ids

    def char_to_token(self, batch_or_char_index: int, char_index: int | None = None, sequence_index: int = 0) -> Any:
        """The token that a character is in, or None. With one index, of the first row."""
        row, index = _row(batch_or_char_index, char_index)
        return self._encodings()[row].char_to_token(index, sequence_index)

    def token_to_chars(self, batch_or_token_index: int, token_index: int | None = None) -> tuple[int, int] | None:
        """First and end of a token's characters, or None of a special token."""
        row, index = _row(batch_or_token_index, token_index)
        span: tuple[int, int] | None = self._encodings()[row].token_to_chars(index)
        return span

    def token_to_word(self, batch_or_token_index: int, token_index: int | None = None) -> int | None:
        """The word that a token is of, or None."""
        row, index = _row(batch_or_token_index, token_index)
        word: int | None = self._encodings()[row].token_to_word(index)
        return word

    def word_to_tokens(
        self, batch_or_word_index: int, word_index: int | None = None, sequence_index: int = 0
    ) -> tuple[int, int] | None:
        """First and end of a word's tokens, or None."""
        row, index = _row(batch_or_word_index, word_index)
        span: tuple[int, int] | None = self._encodings()[row].word_to_tokens(index, sequence_index)
        return span


def _row(first: int, second: int | None) -> tuple[int, int]:
    return (0, first) if second is None else (first, second)


def rows_of(values: Mapping[str, Any] | Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Examples, each a mapping, as one mapping of lists; a mapping as it is."""
    if isinstance(values, Mapping):
        return dict(values)
    examples = list(values)
    return {name: [each[name] for each in examples] for name in examples[0]}
