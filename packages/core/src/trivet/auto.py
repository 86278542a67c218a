"""Auto classes: the class for a checkpoint, found by what its config.json says. Knows no framework.

A backend declares its own in `trivet_<framework>.auto`, each a subclass of `AutoModelClass` that names framework and
task; which head of a family does a task is the business of its `Architecture`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar, Generic, Literal, TypeVar, overload

from trivet.architectures.base import CLASS_PREFIXES, bare_head
from trivet.architectures.tasks import TASKS
from trivet.config import PretrainedConfig, config_path, read_config
from trivet.custom_code import OwnCode
from trivet.errors import (
    AlreadyRegisteredError,
    InvalidConfigError,
    UnknownModelTypeError,
    UnknownNameError,
    UnsupportedTaskError,
)
from trivet.exports import exported
from trivet.hub.options import take_options
from trivet.plugins import architecture, architecture_points
from trivet.pretrained import config_with
from trivet.report import LoadReport

Model = TypeVar("Model")

_LOCK = Lock()
_CONFIGS: dict[str, type[PretrainedConfig]] = {}


class AutoConfig:
    """Finds the config class of a model type. Not constructed itself.

    Raises:
        TypeError: on construction.
    """

    def __init__(self) -> None:
        raise TypeError(
            "AutoConfig is not constructed: AutoConfig.from_pretrained(source) reads a config.json, and "
            "AutoConfig.for_model(model_type) makes a config with default values"
        )

    @classmethod
    def from_pretrained(
        cls,
        source: str | os.PathLike[str],
        *,
        subfolder: str = "",
        trust_remote_code: bool | None = None,
        code_revision: str | None = None,
        **overrides: Any,
    ) -> Any:
        """The config of a source, of the class that its `model_type` has.

        Args:
            source: as for `open_checkpoint`, or a config.json.
            subfolder: folder within it that holds config.json.
            trust_remote_code: whether a class that the source brings along may be run; None or False refuses one that
                is needed, and takes the known class of the model type where there is one.
            code_revision: revision of that code.
            overrides: fields to replace; those that are fields of `SourceOptions` say how to reach the source.

        Raises:
            UntrustedCodeError: the source's own code is needed, and not trusted.
            SourceNotFoundError: there is no config.json.
            RemoteSourceError: the source cannot be reached.
            InvalidConfigError: it is malformed, or names neither a `model_type` nor a class that is known.
            UnknownModelTypeError: no family is known by its `model_type`.
        """
        options, overrides = take_options(overrides)
        path = config_path(source, subfolder=subfolder, options=options)
        fields = read_config(path)
        code = OwnCode(source, subfolder, options, trust_remote_code, code_revision)
        try:
            return _config_class(fields, path, code)[0].from_dict(fields, **overrides)
        except InvalidConfigError as error:
            raise error.of_file(path) from error.__cause__

    @classmethod
    def for_model(cls, model_type: str, **fields: Any) -> Any:
        """A config of a family with default values; keywords replace fields.

        Raises:
            UnknownModelTypeError: no family is known by the name.
        """
        return config_class_of(model_type)(**fields)

    @classmethod
    def register(cls, model_type: str, config_class: type[PretrainedConfig], *, exist_ok: bool = False) -> None:
        """Let config.json files with this `model_type` be read as `config_class`, in this process.

        Raises:
            ValueError: the class says that it is of another model type.
            AlreadyRegisteredError: another class has the name; `exist_ok` replaces it.
        """
        if config_class.model_type != model_type:
            raise ValueError(f"{config_class.__name__}.model_type is {config_class.model_type!r}, not {model_type!r}")
        with _LOCK:
            taken = _CONFIGS.get(model_type)
            if taken is None and model_type in architecture_points():
                taken = architecture(model_type).config_class
            if taken not in (None, config_class) and not exist_ok:
                raise AlreadyRegisteredError("AutoConfig", model_type, str(taken and taken.__name__))
            _CONFIGS[model_type] = config_class


def _config_class(fields: Mapping[str, Any], path: Path, code: OwnCode) -> tuple[type[PretrainedConfig], bool]:
    """The class of a config.json, and whether it is one that the source brings along."""
    stated = fields.get("model_type")
    own = code.class_for("AutoConfig", fields, known=stated in _CONFIGS or stated in architecture_points())
    return (config_class_of(model_type_of(fields, path)), False) if own is None else (own, True)


def config_class_of(model_type: str) -> type[PretrainedConfig]:
    """The config class that is registered for a model type, or else its architecture's.

    Raises:
        UnknownModelTypeError: there is neither.
    """
    found = _CONFIGS.get(model_type)
    if found is not None:
        return found
    if model_type not in architecture_points():
        raise UnknownModelTypeError(model_type, [*architecture_points(), *_CONFIGS])
    return architecture(model_type).config_class


def model_type_of(fields: Mapping[str, Any], path: Path) -> str:
    """The `model_type` of a config.json, or, where it has none, that of the class under `architectures`.

    Raises:
        InvalidConfigError: it has neither.
    """
    stated = fields.get("model_type")
    if isinstance(stated, str):
        return stated
    named = fields.get("architectures")
    written_by = named[0] if isinstance(named, list) and named else None
    for model_type in architecture_points():
        if isinstance(written_by, str) and bare_head(written_by) in architecture(model_type).heads:
            return model_type
    reason = "has no 'model_type', and no class that is known under 'architectures'; add the family's name"
    raise InvalidConfigError(reason, path=path, field="model_type")


class AutoModelClass(Generic[Model]):
    """Finds the class of one framework that does one task for a checkpoint's family. Not constructed itself.

    Subclasses give `framework` (as in `trivet.plugins`) and `task` (as in `trivet.architectures.tasks`) as class
    arguments. What is registered holds for one task.

    Raises:
        TypeError: on construction.
    """

    framework: ClassVar[str]
    task: ClassVar[str]
    _registered: ClassVar[dict[type[PretrainedConfig], type[Any]]]

    def __init_subclass__(cls, *, framework: str | None = None, task: str | None = None) -> None:
        super().__init_subclass__()
        if framework is not None:
            cls.framework = framework
        if task is not None:
            cls.task, cls._registered = TASKS[task].name, {}

    def __init__(self) -> None:
        name = type(self).__name__
        raise TypeError(
            f"{name} is not constructed: {name}.from_pretrained(source) loads a model, and {name}.from_config(config) "
            "makes one with initial values"
        )

    @overload
    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: str | os.PathLike[str],
        *model_args: Any,
        output_loading_info: Literal[True],
        **kwargs: Any,
    ) -> tuple[Model, LoadReport]: ...

    @overload
    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: str | os.PathLike[str],
        *model_args: Any,
        output_loading_info: Literal[False] = ...,
        **kwargs: Any,
    ) -> Model: ...

    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: str | os.PathLike[str],
        *model_args: Any,
        config: PretrainedConfig | str | os.PathLike[str] | None = None,
        subfolder: str = "",
        trust_remote_code: bool | None = None,
        code_revision: str | None = None,
        **kwargs: Any,
    ) -> Any:
        """Load a checkpoint as the class that does this task for its family.

        Args:
            pretrained_model_name_or_path: as for the class's own `from_pretrained`, which is handed all arguments.
            config: a config, or where to read one; None reads the one beside the weights.
            subfolder: folder within it that holds the weights.
            trust_remote_code, code_revision: as for `AutoConfig.from_pretrained`.

        Raises:
            UntrustedCodeError: the source's own code is needed, and not trusted.
            UnknownModelTypeError: the family is not known.
            UnsupportedTaskError: the family has no model for this task.
            and as the class's own `from_pretrained`.
        """
        options, kwargs = take_options(kwargs)
        source = pretrained_model_name_or_path
        code = OwnCode(source, subfolder, options, trust_remote_code, code_revision)
        given = config
        if given is not None and not isinstance(given, PretrainedConfig):
            given = AutoConfig.from_pretrained(given, trust_remote_code=trust_remote_code, **options.given())
        if isinstance(given, PretrainedConfig):
            config_class, fields = type(given), given.to_dict()
        else:
            path = config_path(source, subfolder=subfolder, options=options)
            fields = read_config(path)
            config_class, is_own = _config_class(fields, path, code)
            if is_own or "model_type" not in fields:
                given, kwargs = config_with(config_class, fields, kwargs)
        known = config_class in cls._registered or cls._head(config_class) is not None
        model_class: Any = code.class_for(cls.__name__, fields, known=known) or cls.class_for(config_class)
        if subfolder:
            kwargs["subfolder"] = subfolder
        kwargs |= options.given()
        return model_class.from_pretrained(source, *model_args, config=given, **kwargs)

    @classmethod
    def from_config(cls, config: PretrainedConfig, **kwargs: Any) -> Model:
        """The class that does this task for the config's family, with initial values.

        Args:
            kwargs: further arguments of the class.

        Raises:
            UnknownModelTypeError: the family is not known.
            UnsupportedTaskError: the family has no model for this task.
        """
        made: Model = cls.class_for(type(config))(config, **kwargs)
        return made

    @classmethod
    def register(cls, config_class: type[PretrainedConfig], model_class: type[Any], *, exist_ok: bool = False) -> None:
        """Let `model_class` do this task for configs of `config_class`, in this process.

        Raises:
            ValueError: the model class says that it has another config class.
            AlreadyRegisteredError: another class does it; `exist_ok` replaces it.
        """
        theirs = getattr(model_class, "config_class", config_class)
        if theirs is not config_class:
            raise ValueError(f"{model_class.__name__}.config_class is {theirs.__name__}, not {config_class.__name__}")
        with _LOCK:
            taken = cls._registered.get(config_class)
            name = taken.__name__ if taken is not None else cls._head(config_class)
            if name is not None and taken is not model_class and not exist_ok:
                raise AlreadyRegisteredError(cls.__name__, config_class.__name__, name)
            cls._registered[config_class] = model_class

    @classmethod
    def class_for(cls, config_class: type[PretrainedConfig]) -> type[Any]:
        """The class that does this task for a family. Imports the backend.

        Raises:
            UnknownModelTypeError: the family is not known.
            UnsupportedTaskError: the family has no model for this task, or the backend lacks it.
        """
        registered = cls._registered.get(config_class)
        if registered is not None:
            return registered
        name, model_type = cls._head(config_class), config_class.model_type
        if name is None:
            if model_type not in architecture_points():
                raise UnknownModelTypeError(model_type or config_class.__name__, list(architecture_points()))
            known = [TASKS[task].auto_class for task in architecture(model_type).task_heads()]
            raise UnsupportedTaskError(cls.__name__, model_type, f"has no model for {cls.task}", known)
        try:
            found: type[Any] = exported(name)
        except UnknownNameError as error:
            raise UnsupportedTaskError(
                cls.__name__, model_type, f"has no {name} in the {cls.framework} backend"
            ) from error
        return found

    @classmethod
    def _head(cls, config_class: type[PretrainedConfig]) -> str | None:
        """Name of the class that a known family has for this task."""
        model_type = config_class.model_type
        if model_type not in architecture_points():
            return None
        family = architecture(model_type)
        head = family.task_heads().get(cls.task) if issubclass(config_class, family.config_class) else None
        return None if head is None else CLASS_PREFIXES[cls.framework] + head
