"""A tokenizer's vocabulary: tokens, their ids, and those that are added to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from trivet.errors import InvalidInputError
from trivet.text.tokenizer.special import ROLES, SpecialTokens


class Vocabulary(SpecialTokens):
    """The part of `Tokenizer` that knows tokens and ids."""

    backend_tokenizer: Any
    """The `tokenizers.Tokenizer`."""

    @property
    def vocab_size(self) -> int:
        """Tokens without those that were added."""
        return int(self.backend_tokenizer.get_vocab_size(with_added_tokens=False))

    def __len__(self) -> int:
        """Tokens, added ones included: as many rows as a model's embeddings need."""
        return int(self.backend_tokenizer.get_vocab_size(with_added_tokens=True))

    def get_vocab(self) -> dict[str, int]:
        """Id by token."""
        return dict(self.backend_tokenizer.get_vocab(with_added_tokens=True))

    @property
    def vocab(self) -> dict[str, int]:
        """Id by token."""
        return self.get_vocab()

    def get_added_vocab(self) -> dict[str, int]:
        """Id by token, of those that were added."""
        return {str(token.content): index for index, token in self.added_tokens_decoder.items()}

    @property
    def added_tokens_decoder(self) -> dict[int, Any]:
        """`tokenizers.AddedToken` by id."""
        return dict(sorted(self.backend_tokenizer.get_added_tokens_decoder().items()))

    def convert_tokens_to_ids(self, tokens: str | Sequence[str]) -> Any:
        """The id of a token, or ids of several; an unknown one has that of `unk_token`, or None."""
        if isinstance(tokens, str):
            index = self._id(tokens)
            return self.unk_token_id if index is None else index
        return [self.convert_tokens_to_ids(token) for token in tokens]

    def convert_ids_to_tokens(self, ids: int | Iterable[int], skip_special_tokens: bool = False) -> Any:
        """The token of an id, or tokens of several."""
        if isinstance(ids, int):
            return self._token(ids)
        hidden = set(self.all_special_ids) if skip_special_tokens else set()
        return [self._token(int(each)) for each in ids if int(each) not in hidden]

    def convert_tokens_to_string(self, tokens: list[str]) -> str:
        """The text of tokens."""
        decoder = self.backend_tokenizer.decoder
        return " ".join(tokens) if decoder is None else str(decoder.decode(tokens))

    def add_tokens(self, new_tokens: Any, special_tokens: bool = False) -> int:
        """Add tokens that the vocabulary lacks: text is never split within them.

        Args:
            new_tokens: a token or several, each text or a `tokenizers.AddedToken`.
            special_tokens: whether `skip_special_tokens` leaves them out.

        Returns:
            How many are new. A model then needs `resize_token_embeddings(len(tokenizer))`.
        """
        from tokenizers import AddedToken

        listed = new_tokens if isinstance(new_tokens, list | tuple) else [new_tokens]
        if special_tokens:
            plain = [
                AddedToken(each, special=True, normalized=False) if isinstance(each, str) else each for each in listed
            ]
            return int(self.backend_tokenizer.add_special_tokens(plain))
        return int(self.backend_tokenizer.add_tokens(list(listed)))

    def add_special_tokens(
        self, special_tokens_dict: Mapping[str, Any], replace_additional_special_tokens: bool = True
    ) -> int:
        """Give tokens to roles, and add those that the vocabulary lacks.

        Args:
            special_tokens_dict: token by role (`pad_token`, …); `additional_special_tokens` has several without one.
            replace_additional_special_tokens: whether those that there are lose the name.

        Returns:
            How many are new to the vocabulary.

        Raises:
            InvalidInputError: there is no such role.
        """
        before = len(self)
        for role, value in special_tokens_dict.items():
            if role == "additional_special_tokens":
                kept = [] if replace_additional_special_tokens else self.additional_special_tokens
                self.additional_special_tokens = list(dict.fromkeys([*kept, *(str(each) for each in value)]))
                self.add_tokens(list(value), special_tokens=True)
            elif role in ROLES:
                self.add_tokens([value], special_tokens=True)
                setattr(self, role, str(value))
            else:
                raise InvalidInputError(f"there is no role {role!r}; it may be {', '.join(ROLES)}")
        return len(self) - before

    def num_special_tokens_to_add(self, pair: bool = False) -> int:
        """How many tokens are put around a text, or around and between two."""
        return int(self.backend_tokenizer.num_special_tokens_to_add(pair))

    def get_special_tokens_mask(
        self,
        token_ids_0: Sequence[int],
        token_ids_1: Sequence[int] | None = None,
        already_has_special_tokens: bool = False,
    ) -> list[int]:
        """1 for each id of a special token, 0 for the others.

        Raises:
            InvalidInputError: `already_has_special_tokens` is False: `return_special_tokens_mask=True` of a call says
                where the tokens are that it puts around texts.
        """
        if not already_has_special_tokens or token_ids_1 is not None:
            raise InvalidInputError(
                "get_special_tokens_mask looks at ids that have their special tokens: pass "
                "already_has_special_tokens=True, or call the tokenizer with return_special_tokens_mask=True"
            )
        special = set(self.all_special_ids)
        return [int(int(each) in special) for each in token_ids_0]

    def _id(self, token: str | None) -> int | None:
        index: int | None = None if token is None else self.backend_tokenizer.token_to_id(token)
        return index

    def _token(self, index: int) -> str | None:
        token: str | None = self.backend_tokenizer.id_to_token(int(index))
        return token

    def _mark_special(self, tokens: list[str]) -> int:
        known = self.backend_tokenizer.get_added_tokens_decoder().values()
        marked = {token.content for token in known if token.special}
        return self.add_tokens([each for each in tokens if each not in marked], special_tokens=True)
