"""The tables behind the Auto classes: config class → model class, and model type → config class. Knows no framework.

They are views: nothing is copied, and a class is made or imported when its entry is looked up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from trivet.backends.auto_config import AutoConfig, config_class_of, registered_model_types
from trivet.families.config import PretrainedConfig
from trivet.families.registry import architecture_points, families

__all__ = ["CONFIG_MAPPING", "ConfigTable", "ModelTable", "get_values", "model_names"]

ConfigClass = type[PretrainedConfig]


class AutoClass(Protocol):
    """What a table needs of the Auto class that it belongs to."""

    @classmethod
    def config_classes(cls) -> list[ConfigClass]:
        """The config classes that it has a model class for."""

    @classmethod
    def class_for(cls, config_class: ConfigClass) -> type[Any]:
        """The model class."""

    @classmethod
    def register(cls, config_class: ConfigClass, model_class: type[Any], exist_ok: bool = False) -> None:
        """Add one."""


class ModelTable(Mapping[ConfigClass, type[Any]]):
    """Config class → the model class of one framework that does one task, of every family that has one.

    `keys`, `values` and `items` return lists. Families are in the order of their model types, registered ones last.
    """

    def __init__(self, auto_class: type[AutoClass]) -> None:
        self._auto_class = auto_class

    def __getitem__(self, config_class: ConfigClass) -> type[Any]:
        if config_class not in self:
            raise KeyError(config_class)
        return self._auto_class.class_for(config_class)

    def __iter__(self) -> Iterator[ConfigClass]:
        return iter(self._auto_class.config_classes())

    def __len__(self) -> int:
        return len(self._auto_class.config_classes())

    def __contains__(self, config_class: object) -> bool:
        return config_class in self._auto_class.config_classes()

    def keys(self) -> list[ConfigClass]:  # type: ignore[override]  # as callers know it
        """The config classes."""
        return list(self)

    def values(self) -> list[type[Any]]:  # type: ignore[override]
        """The model classes."""
        return [self[each] for each in self]

    def items(self) -> list[tuple[ConfigClass, type[Any]]]:  # type: ignore[override]
        """Both."""
        return [(each, self[each]) for each in self]

    def register(self, key: ConfigClass, value: type[Any], exist_ok: bool = False) -> None:
        """As `register` of the Auto class.

        Raises:
            AlreadyRegisteredError: another class does the task; `exist_ok` replaces it.
        """
        self._auto_class.register(key, value, exist_ok=exist_ok)

    def __repr__(self) -> str:
        return f"<table of {self._auto_class.__name__}: {len(self)} families>"


class ConfigTable(Mapping[str, ConfigClass]):
    """Model type → config class, of every known family and of what `AutoConfig.register` was called with.

    `keys`, `values` and `items` return lists.
    """

    def __getitem__(self, model_type: str) -> ConfigClass:
        if not isinstance(model_type, str):
            raise KeyError(model_type)
        return config_class_of(model_type)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*architecture_points(), *registered_model_types())))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __contains__(self, model_type: object) -> bool:
        return any(each == model_type for each in self)

    def keys(self) -> list[str]:  # type: ignore[override]  # as callers know it
        """The model types."""
        return list(self)

    def values(self) -> list[ConfigClass]:  # type: ignore[override]
        """The config classes."""
        return [self[each] for each in self]

    def items(self) -> list[tuple[str, ConfigClass]]:  # type: ignore[override]
        """Both."""
        return [(each, self[each]) for each in self]

    def register(self, key: str, value: ConfigClass, exist_ok: bool = False) -> None:
        """As `AutoConfig.register`.

        Raises:
            AlreadyRegisteredError: another class has the model type; `exist_ok` replaces it.
        """
        AutoConfig.register(key, value, exist_ok=exist_ok)

    def __repr__(self) -> str:
        return f"<table of AutoConfig: {len(self)} families>"


CONFIG_MAPPING = ConfigTable()
"""Model type → config class."""


def model_names(auto_class: type[AutoClass]) -> dict[str, str]:
    """Model type → name of the model class, of an Auto class."""
    names = {each.model_type: auto_class.class_for(each).__name__ for each in auto_class.config_classes()}
    return {model_type: name for model_type, name in names.items() if model_type}


def get_values(model_mapping: Mapping[Any, Any]) -> list[Any]:
    """The model classes of a table, in one list."""
    return list(model_mapping.values())


def __getattr__(name: str) -> dict[str, str]:
    if name == "MODEL_NAMES_MAPPING":  # how each family is called in prose
        return {family.model_type: family.title for family in families()}
    if name == "CONFIG_MAPPING_NAMES":
        return {family.model_type: family.config_class.__name__ for family in families()}
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
