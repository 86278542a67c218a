"""A checkpoint's tokenizer, with the calls that `transformers` has."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from trivet.errors import InvalidInputError
from trivet.text.tokenizer.batches import BatchEncoding, rows_of
from trivet.text.tokenizer.calls import TokenizerCalls
from trivet.text.tokenizer.chat import chosen, rendered
from trivet.text.tokenizer.limits import NO_LIMIT, Limits
from trivet.text.tokenizer.padding import padded, plain
from trivet.text.tokenizer.special import ROLES

_KEPT = ("model_max_length", "padding_side", "truncation_side", "clean_up_tokenization_spaces")
# English as word pieces leave it, and as it is written.
_SPACED = ((" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"))
_SHORTENED = ((" 's", "'s"), (" 've", "'ve"), (" 're", "'re"))


class Tokenizer(TokenizerCalls):
    """Splits texts into tokens and makes the inputs of a model of them. `AutoTokenizer.from_pretrained` reads one.

    Args:
        backend_tokenizer: the `tokenizers.Tokenizer`. It is used by one call at a time.
        fields: of tokenizer_config.json.
        special: special tokens by their roles.
        model_input_names: what a call returns, where the fields do not say it.
        name_or_path: where it was read from.

    Attributes:
        padding_side, truncation_side: `right` or `left`.
        model_max_length: tokens that the model takes at most.
        chat_template: a Jinja template, or several by name; None where there is none.
    """

    def __init__(
        self,
        backend_tokenizer: Any,
        *,
        fields: Mapping[str, Any],
        special: Mapping[str, str],
        model_input_names: Sequence[str],
        name_or_path: str = "",
    ) -> None:
        self._lock = Lock()
        self._tokens: dict[str, str] = {}
        self.backend_tokenizer = backend_tokenizer
        self.init_kwargs = dict(fields)
        self.name_or_path = name_or_path
        self.model_max_length = int(fields.get("model_max_length") or NO_LIMIT)
        stated = backend_tokenizer.padding or {}
        self.padding_side = fields.get("padding_side") or stated.get("direction", "right")
        self.truncation_side = fields.get("truncation_side", "right")
        self.pad_token_type_id = int(fields.get("pad_token_type_id", 0))
        self.clean_up_tokenization_spaces = bool(fields.get("clean_up_tokenization_spaces", True))
        self.model_input_names = list(fields.get("model_input_names") or model_input_names)
        self.chat_template: Any = fields.get("chat_template")
        self.additional_special_tokens = [_text(each) for each in fields.get("additional_special_tokens") or ()]
        backend_tokenizer.no_padding()
        backend_tokenizer.no_truncation()
        for role, token in special.items():
            setattr(self, role, token)
        self._mark_special(self.additional_special_tokens)

    is_fast = True

    def __repr__(self) -> str:
        return (
            f"Tokenizer(name_or_path={self.name_or_path!r}, vocab_size={self.vocab_size}, "
            f"padding_side={self.padding_side!r}, special_tokens={self.special_tokens_map!r})"
        )

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_lock"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state, _lock=Lock())

    def pad(
        self,
        encoded_inputs: Any,
        padding: Any = True,
        max_length: int | None = None,
        pad_to_multiple_of: int | None = None,
        return_attention_mask: bool | None = None,
        return_tensors: str | None = None,
        verbose: bool = True,
    ) -> BatchEncoding:
        """Fill rows of ids, and the masks beside them, up to one length.

        Args:
            encoded_inputs: lists or tensors by name, or a list of examples, each a mapping.
            return_attention_mask: whether there is a mask; None follows `model_input_names`.
            verbose: has no effect.

        The rest is as of a call.

        Raises:
            InvalidInputError: there are no `input_ids`, or there is no padding token.
        """
        rows = {name: plain(value) for name, value in rows_of(encoded_inputs).items()}
        name = self.model_input_names[0]
        if name not in rows:
            raise InvalidInputError(f"there are no {name} to fill; there are {', '.join(rows)}")
        is_batch = bool(rows[name]) and isinstance(rows[name][0], list)
        rows = rows if is_batch else {each: [value] for each, value in rows.items()}
        has_mask = (
            "attention_mask" in self.model_input_names if return_attention_mask is None else return_attention_mask
        )
        if has_mask and "attention_mask" not in rows:
            rows["attention_mask"] = [[1] * len(row) for row in rows[name]]
        limits = Limits.of(padding, False, max_length, self.model_max_length)
        fill = {"attention_mask": 0, "token_type_ids": self.pad_token_type_id, "special_tokens_mask": 1}
        if limits.padding is not None:
            fill[name] = self._padding_id()
        ordered = {name: rows.pop(name), **rows}
        filled = padded(ordered, limits, fill, side=self.padding_side, multiple=pad_to_multiple_of)
        data = filled if is_batch else {each: value[0] for each, value in filled.items()}
        return BatchEncoding(data, tensor_type=return_tensors)

    def decode(
        self,
        token_ids: Any,
        skip_special_tokens: bool = False,
        clean_up_tokenization_spaces: bool | None = None,
        **options: Any,
    ) -> str:
        """The text of ids.

        Args:
            token_ids: an id, or a list or tensor of them.
            skip_special_tokens: whether special tokens are left out.
            clean_up_tokenization_spaces: whether spaces before English punctuation and short forms go; None is the
                tokenizer's own choice.
            options: have no effect.
        """
        ids = plain(token_ids)
        text = str(self.backend_tokenizer.decode([ids] if isinstance(ids, int) else ids, skip_special_tokens))
        own = self.clean_up_tokenization_spaces
        return (
            self.clean_up_tokenization(text)
            if clean_up_tokenization_spaces or (clean_up_tokenization_spaces is None and own)
            else text
        )

    def batch_decode(self, sequences: Any, skip_special_tokens: bool = False, **options: Any) -> list[str]:
        """The text of each row of ids. Options are those of `decode`."""
        return [self.decode(each, skip_special_tokens, **options) for each in sequences]

    @staticmethod
    def clean_up_tokenization(out_string: str) -> str:
        """A text without the spaces that tokens leave before English punctuation and short forms."""
        for spaced, written in (*_SPACED, *_SHORTENED):
            out_string = out_string.replace(spaced, written)
        return out_string

    def apply_chat_template(
        self,
        conversation: Sequence[Any],
        chat_template: str | None = None,
        add_generation_prompt: bool = False,
        tokenize: bool = True,
        padding: Any = False,
        truncation: Any = False,
        max_length: int | None = None,
        return_tensors: str | None = None,
        return_dict: bool = False,
        **variables: Any,
    ) -> Any:
        """The text that a conversation is to a chat model, or its ids.

        Args:
            conversation: messages, each `{"role": "user", "content": "…"}`; or a list of conversations.
            chat_template: instead of the tokenizer's own: a template, or the name of one.
            add_generation_prompt: whether the text ends where the answer begins.
            tokenize: whether ids are returned, rather than the text.
            return_dict: whether all inputs of a model are returned, rather than ids alone.
            variables: further values that the template reads, such as `tools`.

        Raises:
            InvalidInputError: there is no template, or it refuses the conversation.
            PackageNotInstalledError: Jinja is not installed.
        """
        template = chosen(self.chat_template, chat_template)
        is_batch = bool(conversation) and isinstance(conversation[0], list | tuple)
        values = {"tools": None, "documents": None, **self.special_tokens_map, **variables}
        values["add_generation_prompt"] = add_generation_prompt
        texts = [
            rendered(template, {"messages": each, **values}) for each in (conversation if is_batch else [conversation])
        ]
        if not tokenize:
            return texts if is_batch else texts[0]
        how = {"padding": padding, "truncation": truncation, "max_length": max_length, "return_tensors": return_tensors}
        result = self(texts if is_batch else texts[0], add_special_tokens=False, **how)
        return result if return_dict else result["input_ids"]

    def save_pretrained(self, save_directory: str | os.PathLike[str], **options: Any) -> tuple[str, ...]:
        """Write tokenizer.json, tokenizer_config.json and special_tokens_map.json into a folder.

        Args:
            options: have no effect.

        Returns:
            The paths of the files.
        """
        folder = Path(save_directory)
        folder.mkdir(parents=True, exist_ok=True)
        fields = {**self.init_kwargs, **{name: getattr(self, name) for name in _KEPT}, **self.special_tokens_map}
        fields |= {"model_input_names": self.model_input_names, "chat_template": self.chat_template}
        fields = {name: value for name, value in fields.items() if value is not None}
        for role in set(ROLES) - self._tokens.keys():
            fields.pop(role, None)
        paths = [folder / name for name in ("tokenizer_config.json", "special_tokens_map.json", "tokenizer.json")]
        for path, value in zip(paths, (fields, self.special_tokens_map), strict=False):
            path.write_text(json.dumps(value, indent=2, ensure_ascii=False, default=_text) + "\n", encoding="utf-8")
        self.backend_tokenizer.save(str(paths[-1]))
        return tuple(map(str, paths))


def _text(token: Any) -> str:
    """A token's text: it may be stored with its options."""
    return str(token["content"] if isinstance(token, Mapping) else getattr(token, "content", token))
