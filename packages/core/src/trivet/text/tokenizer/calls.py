"""From texts to rows of ids: the calls of a tokenizer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Any

from trivet.errors import InvalidInputError
from trivet.text.tokenizer.batches import BatchEncoding
from trivet.text.tokenizer.limits import Limits
from trivet.text.tokenizer.vocabulary import Vocabulary


class TokenizerCalls(Vocabulary):
    """The part of `Tokenizer` that encodes texts."""

    padding_side: str
    truncation_side: str
    model_max_length: int
    model_input_names: list[str]
    pad_token_type_id: int
    _lock: Lock

    def __call__(
        self,
        text: Any = None,
        text_pair: Any = None,
        text_target: Any = None,
        text_pair_target: Any = None,
        add_special_tokens: bool = True,
        padding: Any = False,
        truncation: Any = None,
        max_length: int | None = None,
        stride: int = 0,
        is_split_into_words: bool = False,
        pad_to_multiple_of: int | None = None,
        return_tensors: str | None = None,
        **options: Any,
    ) -> BatchEncoding:
        """Inputs of a model from a text or several.

        Args:
            text: a string, or a list of strings or of pairs of them; with `is_split_into_words`, lists of words.
            text_pair: what follows it, of the same form.
            text_target, text_pair_target: what becomes `labels`; alone, what becomes `input_ids`.
            add_special_tokens: whether the tokens that the model expects are put around texts.
            padding: True or `longest`, `max_length`, or False.
            truncation: True or `longest_first`, `only_first`, `only_second`, or False.
            max_length: tokens; None is `model_max_length`.
            stride: tokens that a row shares with the one before it, with `return_overflowing_tokens`.
            pad_to_multiple_of: of which padded lengths are multiples.
            return_tensors: `np`, `pt`, `tf` or `jax`; None returns lists.
            options: `return_token_type_ids`, `return_attention_mask`, `return_overflowing_tokens`,
                `return_special_tokens_mask`, `return_offsets_mapping`, `return_length`; `verbose` has no effect.

        Raises:
            InvalidInputError: texts are no strings; there is no padding token; or rows differ in length, and tensors
                are wanted.
            TypeError: there is no such option.
        """
        if text is None and text_target is None:
            raise InvalidInputError("a tokenizer needs text= or text_target=")
        how = {
            "add_special_tokens": add_special_tokens,
            "padding": padding,
            "truncation": truncation,
            "max_length": max_length,
            "stride": stride,
            "is_split_into_words": is_split_into_words,
            "pad_to_multiple_of": pad_to_multiple_of,
            "return_tensors": return_tensors,
            **options,
        }
        if text is None:
            return self._rows(text_target, text_pair_target, **how)
        result = self._rows(text, text_pair, **how)
        if text_target is not None:
            result["labels"] = self._rows(text_target, text_pair_target, **how)["input_ids"]
        return result

    encode_plus = __call__

    def batch_encode_plus(self, batch_text_or_text_pairs: Sequence[Any], **options: Any) -> BatchEncoding:
        """Inputs from texts, or from pairs of them. Options are those of a call."""
        if batch_text_or_text_pairs and isinstance(batch_text_or_text_pairs[0], tuple):
            first, second = zip(*batch_text_or_text_pairs, strict=True)
            return self(list(first), list(second), **options)
        return self(list(batch_text_or_text_pairs), **options)

    def encode(self, text: Any, text_pair: Any = None, add_special_tokens: bool = True, **options: Any) -> Any:
        """The ids of a text, or of a pair. Options are those of a call."""
        return self(text, text_pair, add_special_tokens=add_special_tokens, **options)["input_ids"]

    def tokenize(self, text: str, pair: str | None = None, add_special_tokens: bool = False) -> list[str]:
        """The tokens of a text."""
        return self(text, pair, add_special_tokens=add_special_tokens).tokens()

    def _rows(
        self, text: Any, pair: Any, *, is_split_into_words: bool, return_tensors: Any, **how: Any
    ) -> BatchEncoding:
        first = text[0] if isinstance(text, list | tuple) and text else text
        is_batch = isinstance(text, list | tuple) and (not is_split_into_words or isinstance(first, list | tuple))
        texts = list(text) if is_batch else [text]
        pairs = None if pair is None else list(pair) if is_batch else [pair]
        if is_batch and pairs is None and not is_split_into_words and all(map(_is_pair, texts)):
            texts, pairs = [first for first, _ in texts], [second for _, second in texts]
        _require_texts(texts, is_split_into_words)
        if is_split_into_words and getattr(self.backend_tokenizer.pre_tokenizer, "add_prefix_space", True) is False:
            raise InvalidInputError(
                "words are joined without a space by this tokenizer: read it with add_prefix_space=True, or pass texts"
            )
        if pairs is not None:
            _require_texts(pairs, is_split_into_words)
            if len(pairs) != len(texts):
                raise InvalidInputError(f"there are {len(texts)} texts and {len(pairs)} that follow them")
        encoded, options = self._encoded(texts, pairs, is_split_into_words, **how)
        overflowing = bool(options.pop("return_overflowing_tokens", False))
        data, rows = self._values(encoded, overflowing, options)
        if not is_batch and return_tensors is None and not overflowing:
            data = {name: value[0] for name, value in data.items()}
        return BatchEncoding(data, rows, tensor_type=return_tensors)

    def _encoded(
        self,
        texts: list[Any],
        pairs: list[Any] | None,
        words: bool,
        *,
        add_special_tokens: bool,
        padding: Any,
        truncation: Any,
        max_length: int | None,
        stride: int,
        pad_to_multiple_of: int | None,
        **options: Any,
    ) -> tuple[list[Any], dict[str, Any]]:
        """Encodings of the tokenizers library, and the options that are left."""
        limits = Limits.of(padding, truncation, max_length, self.model_max_length)
        both = texts if pairs is None else list(zip(texts, pairs, strict=True))
        library = self.backend_tokenizer
        with self._lock:
            if limits.truncation is not None:
                cut = {"strategy": limits.truncation, "direction": self.truncation_side, "stride": stride}
                library.enable_truncation(limits.max_length, **cut)
            if limits.padding is not None:
                length = limits.max_length if limits.padding == "max_length" else None
                fill = {
                    "pad_id": self._padding_id(),
                    "pad_token": self.pad_token,
                    "pad_type_id": self.pad_token_type_id,
                }
                side = {"direction": self.padding_side, "pad_to_multiple_of": pad_to_multiple_of}
                library.enable_padding(length=length, **fill, **side)
            try:
                encoded = library.encode_batch(both, is_pretokenized=words, add_special_tokens=add_special_tokens)
            except Exception as error:  # the library raises nothing more specific
                raise InvalidInputError(f"the tokenizers library refuses the texts: {error}") from error
            finally:
                library.no_truncation()
                library.no_padding()
        return encoded, options

    def _values(
        self, encoded: Iterable[Any], overflowing: bool, options: dict[str, Any]
    ) -> tuple[dict[str, list[Any]], list[Any]]:
        """Values by name and the rows that they are of; a text that is cut into several has a row for each."""
        wanted = {name: options.pop(f"return_{name}", None) for name in ("token_type_ids", "attention_mask")}
        further = {
            name: options.pop(f"return_{name}", False) for name in ("special_tokens_mask", "offsets_mapping", "length")
        }
        options.pop("verbose", None)
        if options:
            raise TypeError(f"a tokenizer's call has no argument {next(iter(options))!r}")
        is_wanted = {name: name in self.model_input_names if value is None else value for name, value in wanted.items()}
        numbered = [
            (number, row)
            for number, each in enumerate(encoded)
            for row in ([each, *each.overflowing] if overflowing else [each])
        ]
        rows = [row for _, row in numbered]
        data: dict[str, list[Any]] = {"input_ids": [row.ids for row in rows]}
        if is_wanted["token_type_ids"]:
            data["token_type_ids"] = [row.type_ids for row in rows]
        if is_wanted["attention_mask"]:
            data["attention_mask"] = [row.attention_mask for row in rows]
        if further["special_tokens_mask"]:
            data["special_tokens_mask"] = [row.special_tokens_mask for row in rows]
        if further["offsets_mapping"]:
            data["offset_mapping"] = [row.offsets for row in rows]
        if further["length"]:
            data["length"] = [len(row.ids) for row in rows]
        if overflowing:
            data["overflow_to_sample_mapping"] = [number for number, _ in numbered]
        return data, rows

    def _padding_id(self) -> int:
        if self.pad_token_id is None:
            raise InvalidInputError(
                "there is no padding token: set one, as in tokenizer.pad_token = tokenizer.eos_token, or add one by "
                "tokenizer.add_special_tokens({'pad_token': '[PAD]'})"
            )
        return self.pad_token_id


def _is_pair(text: Any) -> bool:
    return isinstance(text, list | tuple) and len(text) == 2


def _require_texts(texts: list[Any], words: bool) -> None:
    """
    Raises:
        InvalidInputError: one is no string, or no list of words.
    """
    for each in texts:
        is_text = isinstance(each, list | tuple) and all(isinstance(word, str) for word in each)
        if not (is_text if words else isinstance(each, str)):
            wanted = "a list of words" if words else "a string"
            raise InvalidInputError(f"a text must be {wanted}, and this is a {type(each).__name__}: {each!r:.80}")
