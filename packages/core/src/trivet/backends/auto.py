"""Auto classes: the class for a checkpoint, chosen by its config.json. Knows no framework.

A backend declares its own in `trivet_<framework>.auto`, each a subclass of `AutoModelClass` that names framework and
task; the `Family` determines which head does a task.
"""

from __future__ import annotations

import os
from threading import Lock
from typing import Any, ClassVar, Generic, Literal, TypeVar, overload

from trivet.backends.auto_config import AutoConfig, config_class_with, config_of
from trivet.backends.auto_tables import ModelTable
from trivet.backends.exports import exported, exported_names
from trivet.checkpoint.side_files import read_config
from trivet.deprecation import warn_caller
from trivet.errors import AlreadyRegisteredError, UnknownModelTypeError, UnknownNameError, UnsupportedTaskError
from trivet.families.config import PretrainedConfig, config_with
from trivet.families.names import class_prefix
from trivet.families.registry import architecture, architecture_points, families
from trivet.families.tasks import TASKS
from trivet.planning.report import LoadReport
from trivet.sources.options import take_options
from trivet.sources.remote_code import OwnCode
from trivet.sources.single_file import file_within
from trivet.sources.source import Source

Model = TypeVar("Model")

_LOCK = Lock()


class AutoModelClass(Generic[Model]):
    """Chooses the class of one framework that does one task for a checkpoint's family. Not constructed itself.

    Subclasses pass `framework` (as in `trivet.backends.registry`) and `task` (as in `trivet.families.tasks`) as class
    arguments. A registration holds for one task. `_model_mapping` is the table from config class to model class.

    Raises:
        TypeError: on construction.
    """

    framework: ClassVar[str]
    task: ClassVar[str]
    _registered: ClassVar[dict[type[PretrainedConfig], type[Any]]]
    _model_mapping: ClassVar[ModelTable]

    def __init_subclass__(cls, *, framework: str | None = None, task: str | None = None) -> None:
        super().__init_subclass__()
        if framework is not None:
            cls.framework = framework
        if task is not None:
            cls.task, cls._registered = TASKS[task].name, {}
            cls._model_mapping = ModelTable(cls)

    def __init__(self) -> None:
        name = type(self).__name__
        raise TypeError(
            f"{name} is not constructed: {name}.from_pretrained(source) loads a model, and {name}.from_config(config) "
            "creates one with initial values"
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
            pretrained_model_name_or_path: as for the class's own `from_pretrained`, which receives all arguments.
            config: a config, or where to read one; None reads the one beside the weights, or that of an adapter's base.
            subfolder: folder within the source that holds the weights.
            trust_remote_code, code_revision: as for `AutoConfig.from_pretrained`.

        Raises:
            UntrustedCodeError: the source's own code is needed, and the caller does not trust it.
            UnknownModelTypeError: the family is unknown.
            UnsupportedTaskError: the family has no model for this task.
            Also as for the class's own `from_pretrained`.
        """
        cls._warn_if_superseded()
        options, kwargs = take_options(kwargs)
        if gguf_file := kwargs.pop("gguf_file", None):
            pretrained_model_name_or_path = file_within(
                pretrained_model_name_or_path, gguf_file, subfolder=subfolder, options=options
            )
            subfolder = ""
        source = Source.of(pretrained_model_name_or_path, subfolder=subfolder, options=options)
        code = OwnCode(source, trust_remote_code, code_revision)
        resolved = config
        if resolved is not None and not isinstance(resolved, PretrainedConfig):
            access = options.as_keywords()
            resolved = AutoConfig.from_pretrained(resolved, trust_remote_code=trust_remote_code, **access)
        if isinstance(resolved, PretrainedConfig):
            config_class, fields = type(resolved), resolved.to_dict()
        else:
            path, code = config_of(code)
            fields = read_config(path)
            config_class, is_own = config_class_with(fields, path, code)
            if is_own or "model_type" not in fields:
                resolved, kwargs = config_with(config_class, fields, kwargs)
        known = cls._is_known(config_class)
        model_class: Any = code.class_for(cls.__name__, fields, known=known) or cls.class_for(config_class)
        if subfolder:
            kwargs["subfolder"] = subfolder
        if trust_remote_code:  # for adapters, whose configs can make PEFT run code
            kwargs["trust_remote_code"] = True
        kwargs |= options.as_keywords()
        return model_class.from_pretrained(source.handle, *model_args, config=resolved, **kwargs)

    @classmethod
    def from_config(
        cls,
        config: PretrainedConfig,
        *,
        trust_remote_code: bool | None = None,
        code_revision: str | None = None,
        **kwargs: Any,
    ) -> Model:
        """The class that does this task for the config's family, with initial values.

        Args:
            trust_remote_code, code_revision: as for `AutoConfig.from_pretrained`; the code is that of the config's
                source.
            kwargs: further arguments of the class; with PyTorch also `dtype` and `attn_implementation`.

        Raises:
            UntrustedCodeError: the config's own code is needed, and the caller does not trust it.
            UnknownModelTypeError: the family is unknown.
            UnsupportedTaskError: the family has no model for this task.
        """
        cls._warn_if_superseded()
        options, kwargs = take_options(kwargs)
        model_class: Any = None
        if config.name_or_path:  # without a source there is no code of the config's own
            code = OwnCode(Source(config.name_or_path, options=options), trust_remote_code, code_revision)
            model_class = code.class_for(cls.__name__, config.to_dict(), known=cls._is_known(type(config)))
        model_class = model_class or cls.class_for(type(config))
        model: Model = getattr(model_class, "_from_config", model_class)(config, **kwargs)
        return model

    @classmethod
    def register(cls, config_class: type[PretrainedConfig], model_class: type[Any], exist_ok: bool = False) -> None:
        """Let `model_class` do this task for configs of `config_class`, in this process.

        Raises:
            ValueError: the model class declares another config class.
            AlreadyRegisteredError: another class is registered; `exist_ok` replaces it.
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
            UnknownModelTypeError: the family is unknown.
            UnsupportedTaskError: the family has no model for this task, or the backend lacks it.
        """
        registered = cls._registered.get(config_class)
        if registered is not None:
            return registered
        name, model_type = cls._head(config_class), config_class.model_type
        if name is None:
            if model_type not in architecture_points():
                raise UnknownModelTypeError(model_type or config_class.__name__, list(architecture_points()))
            tasks = (TASKS[task] for task in architecture(model_type).task_heads())
            known = [task.auto_class for task in tasks if not task.superseded]
            raise UnsupportedTaskError(cls.__name__, model_type, f"has no model for {cls.task}", known)
        try:
            model_class: type[Any] = exported(name)
        except UnknownNameError as error:
            raise UnsupportedTaskError(
                cls.__name__, model_type, f"has no {name} in the {cls.framework} backend"
            ) from error
        return model_class

    @classmethod
    def config_classes(cls) -> list[type[PretrainedConfig]]:
        """The config classes that there is a model class for: of known families, and registered ones."""
        names = set(exported_names())
        known = {family.config_class: cls._head(family.config_class) for family in families()}
        return list(dict.fromkeys((*(each for each, name in known.items() if name in names), *cls._registered)))

    @classmethod
    def _warn_if_superseded(cls) -> None:
        if TASKS[cls.task].superseded:
            warn_caller(f"{cls.__name__} is kept for old code: use {TASKS[cls.task].superseded} instead.")

    @classmethod
    def _is_known(cls, config_class: type[PretrainedConfig]) -> bool:
        """Whether there is a class for this task without running code of a source."""
        return config_class in cls._registered or cls._head(config_class) is not None

    @classmethod
    def _head(cls, config_class: type[PretrainedConfig]) -> str | None:
        """Name of the class that a known family has for this task."""
        model_type = config_class.model_type
        if model_type not in architecture_points():
            return None
        family = architecture(model_type)
        head = family.task_heads().get(cls.task) if issubclass(config_class, family.config_class) else None
        return None if head is None else class_prefix(cls.framework) + head
