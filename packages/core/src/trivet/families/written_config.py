"""Configs as JSON values: all fields, or those that a reader cannot know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from trivet.families.config_fields import json_text, name_dtypes, plain


class WrittenConfig:
    """The part of a config that describes it."""

    model_type: ClassVar[str]
    is_composition: ClassVar[bool]
    fields: ClassVar[Mapping[str, Any]]
    id2label: dict[int, str]

    def to_dict(self) -> dict[str, Any]:
        """All fields as JSON values. Configs within are objects."""
        return self._written(lambda inner: inner.to_dict())

    def to_diff_dict(self) -> dict[str, Any]:
        """The fields as config.json holds them: all of the class's own, and the common ones that are not as usual.

        Only what equals both the base class's default and the class's own is left out, so that a reader needs to know
        none but the common defaults.
        """
        common, own = self._common(), self._usual()
        fields = self.to_dict()
        kept = {name for name, value in fields.items() if not (_same(name, value, common) and _same(name, value, own))}
        return {
            name: value for name, value in self._written(lambda inner: inner.to_diff_dict()).items() if name in kept
        }

    def _written(self, inner: Callable[[Any], Any]) -> dict[str, Any]:
        own = {name: each for name, each in vars(self).items() if not name.startswith("_") or name in type(self).fields}
        fields = {name: plain(value, inner) for name, value in own.items()}
        fields["id2label"] = {str(key): label for key, label in self.id2label.items()}
        return {**fields, "model_type": self.model_type}

    def _usual(self) -> dict[str, Any]:
        """The fields with their default values; none of a class that cannot be created without arguments."""
        if self.is_composition:
            return {}
        try:
            return type(self)().to_dict()
        except TypeError:
            return {}

    @classmethod
    def _common(cls) -> dict[str, Any]:
        """The fields of a config of no family."""
        raise NotImplementedError

    def dict_torch_dtype_to_str(self, d: dict[str, Any]) -> None:
        """Put the name of a dtype in place of each that is a framework's object, in `d` and in the dicts within."""
        name_dtypes(d)

    def to_json_string(self, use_diff: bool = True) -> str:
        """JSON text, keys sorted; with `use_diff` as `to_diff_dict` says."""
        fields = self.to_diff_dict() if use_diff else self.to_dict()
        return json_text(fields)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WrittenConfig) and type(other) is type(self) and other.to_dict() == self.to_dict()

    __hash__ = None  # type: ignore[assignment]  # mutable, compared by value

    def __repr__(self) -> str:
        return f"{type(self).__name__} {self.to_json_string().rstrip()}"


def _same(name: str, value: Any, others: Mapping[str, Any]) -> bool:
    return name in others and bool(others[name] == value)
