"""Auto classes: the class for a checkpoint, found by what its config.json says. Knows no framework.

A backend declares its own in `trivet_<framework>.auto`, each a subclass of `AutoModelClass` that names framework and
task; which head of a family does a task is the business of its `Family`.
"""

from __future__ import annotations

import os
from threading import Lock
from typing import Any, ClassVar, Generic, Literal, TypeVar, overload

from trivet.backends.auto_config import AutoConfig, config_class_with, config_of
from trivet.backends.exports import exported
from trivet.checkpoint.side_files import read_config
from trivet.errors import AlreadyRegisteredError, UnknownModelTypeError, UnknownNameError, UnsupportedTaskError
from trivet.families.config import PretrainedConfig, config_with
from trivet.families.names import class_prefix
from trivet.families.registry import architecture, architecture_points
from trivet.families.tasks import TASKS
from trivet.planning.report import LoadReport
from trivet.sources.options import take_options
from trivet.sources.remote_code import OwnCode
from trivet.sources.source import Source

Model = TypeVar("Model")

_LOCK = Lock()


class AutoModelClass(Generic[Model]):
    """Finds the class of one framework that does one task for a checkpoint's family. Not constructed itself.

    Subclasses give `framework` (as in `trivet.backends.registry`) and `task` (as in `trivet.families.tasks`) as class
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
            config: a config, or where to read one; None reads the one beside the weights, or of an adapter's base.
            subfolder: folder within it that holds the weights.
            trust_remote_code, code_revision: as for `AutoConfig.from_pretrained`.

        Raises:
            UntrustedCodeError: the source's own code is needed, and not trusted.
            UnknownModelTypeError: the family is not known.
            UnsupportedTaskError: the family has no model for this task.
            and as the class's own `from_pretrained`.
        """
        options, kwargs = take_options(kwargs)
        source = Source.of(pretrained_model_name_or_path, subfolder=subfolder, options=options)
        code = OwnCode(source, trust_remote_code, code_revision)
        given = config
        if given is not None and not isinstance(given, PretrainedConfig):
            given = AutoConfig.from_pretrained(given, trust_remote_code=trust_remote_code, **options.as_keywords())
        if isinstance(given, PretrainedConfig):
            config_class, fields = type(given), given.to_dict()
        else:
            path, code = config_of(code)
            fields = read_config(path)
            config_class, is_own = config_class_with(fields, path, code)
            if is_own or "model_type" not in fields:
                given, kwargs = config_with(config_class, fields, kwargs)
        known = cls._is_known(config_class)
        model_class: Any = code.class_for(cls.__name__, fields, known=known) or cls.class_for(config_class)
        if subfolder:
            kwargs["subfolder"] = subfolder
        if trust_remote_code:  # of use to adapters, whose configs can make PEFT run code
            kwargs["trust_remote_code"] = True
        kwargs |= options.as_keywords()
        return model_class.from_pretrained(source.handle, *model_args, config=given, **kwargs)

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
            trust_remote_code, code_revision: as for `AutoConfig.from_pretrained`; code is that of the source that the
                config was read from.
            kwargs: further arguments of the class; of PyTorch's also `dtype` and `attn_implementation`.

        Raises:
            UntrustedCodeError: the config's own code is needed, and not trusted.
            UnknownModelTypeError: the family is not known.
            UnsupportedTaskError: the family has no model for this task.
        """
        options, kwargs = take_options(kwargs)
        model_class: Any = None
        if config.name_or_path:  # without a source there is no code that could go with the config
            code = OwnCode(Source(config.name_or_path, options=options), trust_remote_code, code_revision)
            model_class = code.class_for(cls.__name__, config.to_dict(), known=cls._is_known(type(config)))
        model_class = model_class or cls.class_for(type(config))
        made: Model = getattr(model_class, "_from_config", model_class)(config, **kwargs)
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
    def _is_known(cls, config_class: type[PretrainedConfig]) -> bool:
        """Whether there is a class for this task without code that a source brings along."""
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
