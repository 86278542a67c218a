"""PretrainedConfig: what config.json says of a model. Knows no framework and no weights."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from trivet.errors import InvalidConfigError, SourceNotFoundError
from trivet.hub.mixin import Publishable, refuse_stray_options
from trivet.requirements import Requirements, is_integer

if TYPE_CHECKING:
    from trivet.hub.options import SourceOptions

CONFIG_NAME = "config.json"
RELEASED_CONFIGS: Mapping[str, str] = {"bert_config.json": "bert"}  # which name no family; the file's own name does

_MOST_LABELS = 1_000_000  # a number from a config.json fills memory before anything else is looked at


class PretrainedConfig(Publishable, Requirements):
    """Base class of model configurations.

    Every field of a config.json is an attribute, known to the class or not, and is written back by `save_pretrained`;
    only names with a leading underscore are private notes of whoever wrote it, and are not.

    Attributes:
        model_type: the family, as in config.json.
        attribute_map: other names of fields: `{"n_embd": "hidden_size"}` makes both read and write one field.

    A subclass sets its own fields first and calls `super().__init__(**kwargs)` last, so that a field given by its other
    name is not overwritten by a default.
    """

    model_type: ClassVar[str] = ""
    attribute_map: ClassVar[Mapping[str, str]] = {}

    def __init__(
        self,
        *,
        return_dict: bool = True,
        output_hidden_states: bool = False,
        output_attentions: bool = False,
        torch_dtype: Any = None,
        tie_word_embeddings: bool = True,
        architectures: list[str] | None = None,
        id2label: Mapping[Any, str] | None = None,
        label2id: Mapping[str, int] | None = None,
        num_labels: int | None = None,
        problem_type: str | None = None,
        bos_token_id: int | None = None,
        pad_token_id: int | None = None,
        eos_token_id: int | list[int] | None = None,
        sep_token_id: int | None = None,
        **kwargs: Any,
    ) -> None:
        self.return_dict = return_dict
        self.output_hidden_states = output_hidden_states
        self.output_attentions = output_attentions
        self.torch_dtype = _dtype_label(kwargs.pop("dtype", None) if torch_dtype is None else torch_dtype)
        self.tie_word_embeddings = tie_word_embeddings
        self.architectures = architectures
        self.problem_type = problem_type
        self.bos_token_id, self.pad_token_id = bos_token_id, pad_token_id
        self.eos_token_id, self.sep_token_id = eos_token_id, sep_token_id
        self._set_labels(id2label, label2id, num_labels)
        model_type = kwargs.pop("model_type", None)
        if model_type is not None and not type(self).model_type:
            vars(self)["model_type"] = model_type  # of a family that has no class here
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        mapped = type(self).attribute_map.get(name, name)
        if mapped.startswith("__") or _is_behaviour(getattr(type(self), mapped, None)):
            raise InvalidConfigError(f"{name!r} cannot be a field of a {type(self).__name__}", field=name)
        super().__setattr__(mapped, value)

    def __getattr__(self, name: str) -> Any:
        mapped = type(self).attribute_map.get(name)
        if mapped is None:
            raise AttributeError(f"{type(self).__name__} has no field {name!r}")
        return getattr(self, mapped)

    @property
    def name_or_path(self) -> str:
        """Where a model with this config was loaded from; empty where it was not. A private note, not stored."""
        return str(vars(self).get("_name_or_path") or "")

    @name_or_path.setter
    def name_or_path(self, value: str | None) -> None:
        self._name_or_path = value or ""

    @property
    def num_labels(self) -> int:
        """Number of classes, derived from `id2label`."""
        return len(self.id2label)

    @num_labels.setter
    def num_labels(self, count: int) -> None:
        if len(self.id2label) != count:
            self._set_labels(None, None, count)

    @property
    def use_return_dict(self) -> bool:
        """Whether models return an output object (True) or a plain tuple."""
        return self.return_dict

    def validate(self) -> None:
        """Refuse combinations that the family's models cannot honour. Called when a model is built and on load.

        Raises:
            InvalidConfigError: naming the field and why.
        """

    def validate_sizes(self) -> None:
        """Refuse fields from which no list of parameters can be made. Called before one is.

        Raises:
            InvalidConfigError: naming the field and why.
        """

    def to_dict(self) -> dict[str, Any]:
        """All fields, as config.json holds them."""
        fields = copy.deepcopy({name: value for name, value in vars(self).items() if not name.startswith("_")})
        fields["id2label"] = {str(key): label for key, label in self.id2label.items()}
        if self.model_type:
            fields["model_type"] = self.model_type
        return fields

    def to_diff_dict(self) -> dict[str, Any]:
        """What `from_dict` makes this config of again: the fields that differ from the defaults, with `model_type`."""
        fields = self.to_dict()
        defaults = type(self)().to_dict()
        short = {
            name: value
            for name, value in fields.items()
            if name == "model_type" or name not in defaults or defaults[name] != value
        }
        # A default may depend on other fields, so one that has its default value here may get another when it is read.
        try:
            again = type(self).from_dict(short).to_dict()
        except InvalidConfigError:
            return fields
        return short | {name: value for name, value in fields.items() if name in again and again[name] != value}

    def to_json_string(self, use_diff: bool = True) -> str:
        """JSON text, keys sorted; with `use_diff` only what differs from the defaults."""
        fields = self.to_diff_dict() if use_diff else self.to_dict()
        return json.dumps(fields, indent=2, sort_keys=True, ensure_ascii=False) + "\n"

    def save_pretrained(
        self, save_directory: str | os.PathLike[str], push_to_hub: bool = False, **publishing: Any
    ) -> None:
        """Write `config.json` into a folder, made if need be. The file appears whole or not at all.

        With it goes the file of a class that `register_for_auto_class` was called on.

        Args:
            push_to_hub, publishing: as for a model's.

        Raises:
            DestinationError: it cannot be written.
            PublishError: the repository cannot be written; the folder is.
        """
        from trivet.custom_code import registered, saved_code
        from trivet.staging import write_atomically

        refuse_stray_options(publishing, push_to_hub)
        auto_map, code = saved_code(registered(type(self)))
        stored = copy.deepcopy(self)
        if auto_map:
            stored.auto_map = {**getattr(self, "auto_map", {}), **auto_map}
        files = {**code, CONFIG_NAME: stored.to_json_string().encode()}
        for name, data in files.items():
            write_atomically(Path(save_directory) / name, data)
        if push_to_hub:
            self._publish(save_directory, only=files, **publishing)

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any], **overrides: Any) -> Self:
        """A config of this class from config.json's fields; keywords win over fields.

        Raises:
            InvalidConfigError: a field is not what it must be.
        """
        merged = {**_renamed(fields, cls.attribute_map), **_renamed(overrides, cls.attribute_map)}
        try:
            if "num_labels" in overrides and "id2label" not in overrides:
                labels = merged.get("id2label")
                if labels is not None and len(labels) != overrides["num_labels"]:
                    merged.pop("id2label"), merged.pop("label2id", None)
            return cls(**merged)
        except InvalidConfigError:
            raise
        except (TypeError, ValueError, AttributeError) as error:
            raise InvalidConfigError(f"cannot be read as a {cls.__name__}: {error}") from error

    @classmethod
    def from_pretrained(cls, source: str | os.PathLike[str], *, subfolder: str = "", **overrides: Any) -> Self:
        """Read a config.json, or the one of a folder, a repository or an address.

        Args:
            source: as for `open_checkpoint`.
            subfolder: folder within it that holds config.json.
            overrides: fields to replace; those that are fields of `SourceOptions` say how to reach the source.

        Raises:
            RemoteSourceError: the source cannot be reached.
            SourceNotFoundError: there is none.
            InvalidConfigError: it is not a JSON object, or is another family's, or a field is not what it must be.
        """
        from trivet.hub.forms import name_of
        from trivet.hub.options import take_options

        options, overrides = take_options(overrides)
        path = config_path(source, subfolder=subfolder, options=options)
        fields = read_config(path)
        stated = fields.get("model_type")
        if cls.model_type and stated is not None and stated != cls.model_type:
            reason = f"model_type is {stated!r}, but {cls.__name__} is for {cls.model_type!r}"
            raise InvalidConfigError(reason, path=path, field="model_type")
        try:
            found = cls.from_dict(fields, **overrides)
        except InvalidConfigError as error:
            raise error.of_file(path) from error.__cause__
        found.name_or_path = name_of(source)
        return found

    def update(self, fields: Mapping[str, Any]) -> None:
        """Set several fields."""
        for name, value in fields.items():
            setattr(self, name, value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PretrainedConfig) and type(other) is type(self) and other.to_dict() == self.to_dict()

    __hash__ = None  # type: ignore[assignment]  # mutable, compared by value

    def __repr__(self) -> str:
        return f"{type(self).__name__} {self.to_json_string().rstrip()}"

    def _set_labels(
        self, id2label: Mapping[Any, str] | None, label2id: Mapping[str, int] | None, num_labels: int | None
    ) -> None:
        if num_labels is not None and not (is_integer(num_labels) and 0 <= num_labels <= _MOST_LABELS):
            reason = f"num_labels must be an integer from 0 to {_MOST_LABELS}, not {num_labels!r}"
            raise InvalidConfigError(reason, field="num_labels")
        if id2label is None:
            self.id2label = {index: f"LABEL_{index}" for index in range(2 if num_labels is None else num_labels)}
        else:
            self.id2label = {int(key): label for key, label in id2label.items()}
            if num_labels is not None and num_labels != len(self.id2label):
                raise InvalidConfigError(
                    f"num_labels is {num_labels}, but id2label names {len(self.id2label)}", field="num_labels"
                )
        self.label2id = dict(label2id) if label2id else {label: index for index, label in self.id2label.items()}


def config_path(source: str | os.PathLike[str], *, subfolder: str = "", options: SourceOptions | None = None) -> Path:
    """The config.json that belongs to a folder, a weights file, a repository or an address, or is itself given.

    Args:
        subfolder: folder within the source.
        options: how to reach a source that is not on this machine.

    Raises:
        SourceNotFoundError: there is none.
        RemoteSourceError: the source cannot be reached.
    """
    from trivet.hub.folder import config_file

    path = config_file(source, subfolder, options) or Path(source) / subfolder
    if not path.exists():
        raise SourceNotFoundError(path, "there is no such file or folder.")
    if path.suffix == ".json" and path.is_file():
        return path
    folder = path if path.is_dir() else path.parent
    found = config_in(folder)
    if found is None:
        raise SourceNotFoundError(folder, f"the folder has no {CONFIG_NAME}.")
    return found


def config_in(folder: Path) -> Path | None:
    """The folder's config.json, or what the first releases of a family had in its place."""
    names = (CONFIG_NAME, *RELEASED_CONFIGS)
    return next((folder / name for name in names if (folder / name).is_file()), None)


def read_config(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The fields of a config.json.

    Raises:
        InvalidConfigError: it is not UTF-8 JSON, or no JSON object.
    """
    path = Path(path)
    try:
        fields = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise InvalidConfigError(f"is not valid JSON ({error})", path=path) from None
    if not isinstance(fields, dict):
        raise InvalidConfigError(f"holds a JSON {type(fields).__name__}, not an object", path=path)
    if path.name in RELEASED_CONFIGS:
        fields.setdefault("model_type", RELEASED_CONFIGS[path.name])
    return fields


def _is_behaviour(attribute: object) -> bool:
    """Whether a class's attribute is a method or a read-only property, which a config.json must not replace."""
    return callable(attribute) or (isinstance(attribute, property) and attribute.fset is None)


def _renamed(fields: Mapping[str, Any], attribute_map: Mapping[str, str]) -> dict[str, Any]:
    """The fields by their own names; one that is given by both of its names has the value of its own."""
    own = {name: value for name, value in fields.items() if name not in attribute_map}
    return {**{attribute_map[name]: value for name, value in fields.items() if name in attribute_map}, **own}


def _dtype_label(value: Any) -> str | None:
    """`torch.float16` and `"float16"` → `"float16"`, as config.json holds it."""
    if value is None or value == "auto":
        return None if value is None else "auto"
    from trivet.dtypes import parse_dtype

    return parse_dtype(value).numpy_name
