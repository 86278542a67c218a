"""The special tokens of a tokenizer by their roles: `tokenizer.pad_token`, `tokenizer.eos_token_id` and the rest."""

from __future__ import annotations

from typing import Any

ROLES = ("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token")


class SpecialTokens:
    """Roles, each a property for the token and one for its id. None where a tokenizer has no such token."""

    bos_token: str | None
    eos_token: str | None
    unk_token: str | None
    sep_token: str | None
    pad_token: str | None
    cls_token: str | None
    mask_token: str | None
    bos_token_id: int | None
    eos_token_id: int | None
    unk_token_id: int | None
    sep_token_id: int | None
    pad_token_id: int | None
    cls_token_id: int | None
    mask_token_id: int | None

    _tokens: dict[str, str]
    additional_special_tokens: list[str]

    def _id(self, token: str | None) -> int | None:
        raise NotImplementedError

    def _token(self, index: int) -> str | None:
        raise NotImplementedError

    def _mark_special(self, tokens: list[str]) -> int:
        raise NotImplementedError

    def __getattr__(self, name: str) -> Any:
        role = name.removesuffix("_id")
        if role not in ROLES:
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
        token = self._tokens.get(role)
        return token if role == name else self._id(token)

    def __setattr__(self, name: str, value: Any) -> None:
        role = name.removesuffix("_id")
        if role not in ROLES:
            super().__setattr__(name, value)
            return
        token = self._token(value) if role != name and value is not None else value
        if token is None:
            self._tokens.pop(role, None)
        else:
            self._tokens[role] = str(token)
            self._mark_special([str(token)])

    @property
    def special_tokens_map(self) -> dict[str, Any]:
        """Token by role, and `additional_special_tokens` where there are some."""
        further = (
            {"additional_special_tokens": self.additional_special_tokens} if self.additional_special_tokens else {}
        )
        return {role: self._tokens[role] for role in ROLES if role in self._tokens} | further

    @property
    def all_special_tokens(self) -> list[str]:
        """Every special token, once."""
        return list(dict.fromkeys([*self._tokens.values(), *self.additional_special_tokens]))

    @property
    def all_special_ids(self) -> list[int]:
        """Their ids."""
        ids = (self._id(token) for token in self.all_special_tokens)
        return [index for index in ids if index is not None]

    @property
    def additional_special_tokens_ids(self) -> list[int]:
        """Ids of those without a role."""
        ids = (self._id(token) for token in self.additional_special_tokens)
        return [index for index in ids if index is not None]
