"""PretrainedConfig: what config.json says of a model. Knows no framework and no weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal, Self, TypeVar, overload

from trivet.errors import InvalidConfigError, UnknownDTypeError
from trivet.families.config_fields import (
    CommonFields,
    KeptFields,
    dtype_label,
    dtype_object,
    labels_of,
    parsed,
    refuse_contradiction,
    renamed,
    value_of,
)
from trivet.families.fields import Field
from trivet.families.requirements import FLAG, Requirement, Requirements
from trivet.families.stored_config import StoredConfig
from trivet.families.written_config import WrittenConfig
from trivet.ports import port

Config = TypeVar("Config", bound="PretrainedConfig")


class PretrainedConfig(CommonFields, WrittenConfig, StoredConfig, Requirements):
    """Base class of model configurations.

    Every field of a config.json is an attribute, known to the class or not, and is written back by `save_pretrained`;
    except names with a leading underscore, which are private to the library that wrote the file. `name in config` says
    whether it has a field; iterating over a config yields the names of its fields.

    Attributes:
        model_type: the family, as in config.json.
        attribute_map: other names of fields: `{"n_embd": "hidden_size"}` makes both read and write one field.
        requirements: field → what its value must be, as `Requirements` says. Fields that are not named are free.
        derived_fields: fields that follow from others if they are not set. If a file holds the derived value, they
            still follow a keyword.
        is_composition: whether the class contains other configs, without which it cannot be created.
        keys_to_ignore_at_inference: keys of outputs that evaluation does not collect.

    A subclass declares its fields as `trivet.families.fields` says. One with an `__init__` of its own sets its fields
    first and calls `super().__init__(**kwargs)` last, so that a default does not overwrite a field that is set by its
    other name.
    """

    model_type: ClassVar[str] = ""
    attribute_map: ClassVar[Mapping[str, str]] = {}
    requirements: ClassVar[Mapping[str, Requirement]] = {"gradient_checkpointing": FLAG}
    derived_fields: ClassVar[tuple[str, ...]] = ()
    is_composition: ClassVar[bool] = False
    keys_to_ignore_at_inference: ClassVar[list[str]] = []

    def _set_fields(self, fields: Mapping[str, Field], values: dict[str, Any]) -> None:
        """The family's own fields, what follows from them, the common ones, and what else there is.

        In this order, so that a default does not overwrite a field that is set by its other name.
        """
        names, rest = type(self).attribute_map, dict(values)
        for name, each in fields.items():
            if name in CommonFields.fields or (name in rest and not each.init):
                continue
            value = rest.pop(name) if name in rest else each.value()
            if name not in names:
                setattr(self, name, value)
            elif name in values and names[name] not in values:
                rest[name] = value
        self.derive()
        self._set_common(fields, rest)
        for name, value in rest.items():
            setattr(self, name, value)

    def _set_common(self, fields: Mapping[str, Field], values: dict[str, Any]) -> None:
        """Set the fields of every config, taken out of `values`, and what else this class reads there."""
        usual_count = None if values.get("id2label") is not None else fields["num_labels"].value()
        self.id2label, self.label2id = labels_of(
            values.pop("id2label", None), values.pop("label2id", None), values.pop("num_labels", usual_count)
        )
        newer_name = values.pop("dtype", None)
        if values.get("torch_dtype") is None:
            values["torch_dtype"] = newer_name
        for name in CommonFields.fields:
            if name in values:
                setattr(self, name, values.pop(name))
            elif name not in _LABELS and not (name in KeptFields.fields and name in vars(self)):
                setattr(self, name, fields[name].value())
        model_type = values.pop("model_type", None)
        if model_type is not None and not type(self).model_type:
            self.model_type = model_type  # type: ignore[misc]  # of a family that has no class here

    def derive(self) -> None:
        """Set the fields that follow from others. Called when the family's own are set, before all others."""

    def __setattr__(self, name: str, value: Any) -> None:
        mapped = type(self).attribute_map.get(name, name)
        if mapped.startswith("__") or _is_behaviour(getattr(type(self), mapped, None)):
            raise InvalidConfigError(f"{name!r} cannot be a field of a {type(self).__name__}", field=name)
        super().__setattr__(mapped, value_of(mapped, value))

    def __getattr__(self, name: str) -> Any:
        mapped = type(self).attribute_map.get(name)
        if mapped is None:
            raise AttributeError(f"{type(self).__name__} has no field {name!r}")
        return getattr(self, mapped)

    @property
    def name_or_path(self) -> str:
        """The source from which a model with this config was loaded, or empty. Not stored."""
        return str(vars(self).get("_name_or_path") or "")

    @name_or_path.setter
    def name_or_path(self, value: str | None) -> None:
        self._name_or_path = value or ""

    @property  # type: ignore[misc]  # a parameter of constructors that is stored as labels
    def num_labels(self) -> int:
        """Number of classes, derived from `id2label`."""
        return len(self.id2label)

    @num_labels.setter
    def num_labels(self, count: int) -> None:
        if len(self.id2label) != count:
            self.id2label, self.label2id = labels_of(None, None, count)

    @property  # type: ignore[misc]  # a field that is stored by name
    def torch_dtype(self) -> Any:
        """The dtype of the weights: PyTorch's own object if PyTorch is imported, else its name.

        Files and `to_dict` have the name. `dtype` is the same.
        """
        return dtype_object(vars(self).get("torch_dtype"))

    @torch_dtype.setter
    def torch_dtype(self, value: Any) -> None:
        vars(self)["torch_dtype"] = dtype_label(value)

    @property
    def dtype(self) -> Any:
        """Another name of `torch_dtype`."""
        return self.torch_dtype

    @dtype.setter
    def dtype(self, value: Any) -> None:
        self.torch_dtype = value

    @property
    def use_return_dict(self) -> bool:
        """Whether models return an output object; else a plain tuple, which PyTorch's tracer needs."""
        return bool(self.return_dict) and not self.torchscript

    def config_of(self, part: str) -> PretrainedConfig:
        """The config of a part of the model, such as `decoder`: this one, if the part has none of its own."""
        return self

    def validate(self) -> None:
        """Refuse combinations that the family's models cannot honour. Called when a model is built and on load.

        Raises:
            InvalidConfigError: a field is invalid; the error names it.
        """
        self.validate_sizes()

    def check(self, model_class: type[Any] | None = None) -> None:
        """Check everything that a model of the family needs before it is built: `validate`, and the size.

        Args:
            model_class: the class that is to be built; None checks what every head needs.

        Raises:
            InvalidConfigError: a field is invalid, or the model would have too many parameters.
        """
        self.validate()
        port("check_size")(self, model_class)

    def validate_sizes(self) -> None:
        """Refuse fields from which no list of parameters follows. Called before the list is built.

        Raises:
            InvalidConfigError: a field is invalid; the error names it.
        """
        self.check_fields()

    @overload
    @classmethod
    def from_dict(
        cls, config_dict: Mapping[str, Any], *, return_unused_kwargs: Literal[True], **kwargs: Any
    ) -> tuple[Self, dict[str, Any]]: ...

    @overload
    @classmethod
    def from_dict(
        cls, config_dict: Mapping[str, Any], *, return_unused_kwargs: Literal[False] = ..., **kwargs: Any
    ) -> Self: ...

    @classmethod
    def from_dict(
        cls, config_dict: Mapping[str, Any], *, return_unused_kwargs: bool = False, **kwargs: Any
    ) -> Self | tuple[Self, dict[str, Any]]:
        """A config of this class from config.json's fields; keywords win over fields.

        Args:
            return_unused_kwargs: whether to return keywords that are not fields beside the config. Otherwise they
                become fields.

        Raises:
            InvalidConfigError: a field is not what it must be.
        """
        unused: dict[str, Any] = {}
        if return_unused_kwargs:
            known = cls.known_fields() | set(config_dict)
            unused = {name: value for name, value in kwargs.items() if name not in known}
            kwargs = {name: value for name, value in kwargs.items() if name in known}
        try:
            config = cls(**cls._merged(config_dict, kwargs))
        except InvalidConfigError:
            raise
        except UnknownDTypeError as error:
            raise InvalidConfigError(f"torch_dtype: {error}", field="torch_dtype") from error
        except (TypeError, ValueError, AttributeError) as error:
            raise InvalidConfigError(f"cannot be read as a {cls.__name__}: {error}") from error
        return (config, unused) if return_unused_kwargs else config

    @classmethod
    def known_fields(cls) -> frozenset[str]:
        """The names that the class has for fields, other names of them included."""
        try:
            own = vars(cls())
        except (TypeError, InvalidConfigError):
            own = dict.fromkeys(cls.fields)
        return frozenset({*own, *vars(PretrainedConfig()), *cls.attribute_map, *cls.all_requirements(), *_SETTABLE})

    @classmethod
    def _merged(cls, fields: Mapping[str, Any], overrides: Mapping[str, Any]) -> dict[str, Any]:
        """A file's fields and the overrides that replace them, each under one name."""
        refuse_contradiction(overrides)
        stored, wanted = (renamed(each, cls.attribute_map) for each in (fields, overrides))
        gone = set()
        if "num_labels" in wanted and "id2label" not in wanted:
            labels = stored.get("id2label")
            if labels is not None and not (isinstance(labels, Mapping) and len(labels) == wanted["num_labels"]):
                gone |= {"id2label", "label2id"}
        if "id2label" in wanted:
            gone |= {"num_labels", "label2id"}
        if "dtype" in wanted:
            gone.add("torch_dtype")
        if wanted:
            gone |= {name for name in cls.derived_fields if name in stored and cls._follows(name, stored)}
        return {name: value for name, value in stored.items() if name not in gone} | wanted

    @classmethod
    def _follows(cls, name: str, fields: Mapping[str, Any]) -> bool:
        """Whether a field has the value that follows from the others."""
        config = cls(**{other: value for other, value in fields.items() if other != name})
        return bool(config._derived(name) == fields[name])

    def _derived(self, name: str) -> Any:
        """The value of one of `derived_fields` as models use it."""
        return getattr(self, name)

    def update(self, config_dict: Mapping[str, Any]) -> None:
        """Set several fields."""
        for name, value in config_dict.items():
            setattr(self, name, value)

    def update_from_string(self, update_str: str) -> None:
        """Set fields that the config has, from text such as `"n_embd=10,scale_attn_weights=false"`.

        Raises:
            InvalidConfigError: a name is not a field, or the text is not a value of its type; nothing is set.
        """
        self.update(parsed(update_str, self.to_dict()))

    def get_text_config(self, decoder: bool = False) -> PretrainedConfig:
        """The config of the part that reads and writes text: for a family that reads only text, the config itself.

        Args:
            decoder: whether to return the part that writes, if a config has both.
        """
        names = ("decoder", "generator", "text_config") if decoder else ("text_config", "text_encoder")
        parts = [vars(self)[name] for name in names if isinstance(vars(self).get(name), PretrainedConfig)]
        return parts[0] if parts else self

    def __contains__(self, name: object) -> bool:
        return type(self).attribute_map.get(str(name), name) in set(self)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys([*(name for name in vars(self) if not name.startswith("_")), "model_type"]))

    @classmethod
    def _common(cls) -> dict[str, Any]:
        return PretrainedConfig().to_dict()


_LABELS = ("id2label", "label2id", "num_labels")
_SETTABLE = ("num_labels", "name_or_path", "dtype")  # names that set other fields of a config


def _is_behaviour(attribute: object) -> bool:
    """Whether a class's attribute is a method or a read-only property, which a config.json must not replace."""
    return callable(attribute) or (isinstance(attribute, property) and attribute.fset is None)


def config_with(
    config_class: type[Config], fields: Mapping[str, Any], overrides: Mapping[str, Any]
) -> tuple[Config, dict[str, Any]]:
    """A config.json's fields as a config, with those of the overrides that are fields too; and the other overrides.

    Raises:
        InvalidConfigError: a field is not what it must be.
    """
    names = config_class.known_fields() | set(fields)
    chosen = {key: value for key, value in overrides.items() if key in names}
    rest = {key: value for key, value in overrides.items() if key not in names}
    return config_class.from_dict(fields, **chosen), rest
