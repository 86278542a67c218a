"""AutoConfig: the config class for a config.json, by its `model_type`, or the source's own class."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any

from trivet.checkpoint.side_files import read_config
from trivet.errors import AlreadyRegisteredError, InvalidConfigError, SourceNotFoundError, UnknownModelTypeError
from trivet.families.config import PretrainedConfig
from trivet.families.names import bare_head
from trivet.families.registry import architecture, architecture_points, family_with
from trivet.sources.adapters import find_adapter
from trivet.sources.options import take_options
from trivet.sources.remote_code import OwnCode
from trivet.sources.single_file import file_within
from trivet.sources.source import Source

_LOCK = Lock()
_CONFIGS: dict[str, type[PretrainedConfig]] = {}


class AutoConfig:
    """Chooses the config class of a model type. Not constructed itself.

    Raises:
        TypeError: on construction.
    """

    def __init__(self) -> None:
        raise TypeError(
            "AutoConfig is not constructed: AutoConfig.from_pretrained(source) reads a config.json, and "
            "AutoConfig.for_model(model_type) creates a config with default values"
        )

    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: str | os.PathLike[str],
        *,
        subfolder: str = "",
        trust_remote_code: bool | None = None,
        code_revision: str | None = None,
        **overrides: Any,
    ) -> Any:
        """The config of a source, as an instance of its model type's class.

        Args:
            pretrained_model_name_or_path: as for `open_checkpoint`, or a config.json.
            subfolder: folder within the source that holds config.json.
            trust_remote_code: whether the source's own class may be run; None or False refuses it if it is needed, and
                uses the known class of the model type if there is one.
            code_revision: the revision of that code.
            overrides: fields to replace; fields of `SourceOptions` among them configure access to the source.
                `return_unused_kwargs=True` as for `PretrainedConfig.from_dict`.

        Raises:
            UntrustedCodeError: the source's own code is needed, and the caller does not trust it.
            SourceNotFoundError: there is no config.json.
            RemoteSourceError: the source cannot be reached.
            InvalidConfigError: config.json is malformed, or names neither a `model_type` nor a known class.
            UnknownModelTypeError: its `model_type` is unknown.
        """
        options, overrides = take_options(overrides)
        if gguf_file := overrides.pop("gguf_file", None):
            pretrained_model_name_or_path = file_within(
                pretrained_model_name_or_path, gguf_file, subfolder=subfolder, options=options
            )
            subfolder = ""
        source = Source.of(pretrained_model_name_or_path, subfolder=subfolder, options=options)
        path = source.config_path()
        fields = read_config(path)
        code = OwnCode(source, trust_remote_code, code_revision)
        try:
            result: Any = config_class_with(fields, path, code)[0].from_dict(fields, **overrides)
        except InvalidConfigError as error:
            raise error.of_file(path) from error.__cause__
        config = result[0] if isinstance(result, tuple) else result
        config.name_or_path = source.name
        return result

    @classmethod
    def for_model(cls, model_type: str, *args: Any, **kwargs: Any) -> Any:
        """A config of a family with default values; further arguments are those of its class.

        Raises:
            UnknownModelTypeError: the model type is unknown.
        """
        return config_class_of(model_type)(*args, **kwargs)

    @classmethod
    def register(cls, model_type: str, config: type[PretrainedConfig], exist_ok: bool = False) -> None:
        """Register the class `config` for config.json files with this `model_type`, in this process.

        Raises:
            ValueError: the class declares another model type.
            AlreadyRegisteredError: another class is registered; `exist_ok` replaces it.
        """
        if config.model_type != model_type:
            raise ValueError(f"{config.__name__}.model_type is {config.model_type!r}, not {model_type!r}")
        with _LOCK:
            taken = _CONFIGS.get(model_type)
            if taken is None and model_type in architecture_points():
                taken = architecture(model_type).config_class
            if taken not in (None, config) and not exist_ok:
                raise AlreadyRegisteredError("AutoConfig", model_type, str(taken and taken.__name__))
            _CONFIGS[model_type] = config


def config_of(code: OwnCode) -> tuple[Path, OwnCode]:
    """The config.json and the own code of a model; for an adapter, of its base model.

    Raises:
        SourceNotFoundError: there is no config.json.
        RemoteSourceError: the source cannot be reached.
    """
    try:
        return code.source.config_path(), code
    except SourceNotFoundError:
        adapter = find_adapter(code.source)
        if adapter is None or adapter.base is None:
            raise
        return adapter.base.config_path(), replace(code, source=adapter.base)


def config_class_with(fields: Mapping[str, Any], path: Path, code: OwnCode) -> tuple[type[PretrainedConfig], bool]:
    """The class of a config.json, and whether it is the source's own."""
    stated = fields.get("model_type")
    known = isinstance(stated, str) and (stated in _CONFIGS or stated in architecture_points())
    own = code.class_for("AutoConfig", fields, known=known)
    return (config_class_of(model_type_of(fields, path, code.source.location)), False) if own is None else (own, True)


def config_class_of(model_type: str) -> type[PretrainedConfig]:
    """The config class that is registered for a model type, or else its architecture's.

    Raises:
        UnknownModelTypeError: the model type is unknown.
    """
    registered = _CONFIGS.get(model_type)
    if registered is not None:
        return registered
    if model_type not in architecture_points():
        raise UnknownModelTypeError(model_type, [*architecture_points(), *_CONFIGS])
    return architecture(model_type).config_class


def registered_model_types() -> tuple[str, ...]:
    """The model types that `AutoConfig.register` was called with."""
    return tuple(_CONFIGS)


def model_type_of(fields: Mapping[str, Any], path: Path, source: str | os.PathLike[str] = "") -> str:
    """The `model_type` of a config.json; if it has none, as in 2019, that of the class under `architectures`.

    Args:
        source: the source of the config.json; its name indicates the family if the file does not (`bert-base-german`).

    Raises:
        InvalidConfigError: neither the file nor the name indicates the family.
    """
    stated = fields.get("model_type")
    if isinstance(stated, str):
        return stated
    named = fields.get("architectures")
    written_by = named[0] if isinstance(named, list) and named else None
    family = family_with(bare_head(written_by)) if isinstance(written_by, str) else None
    if family is not None:
        return family.model_type
    place = Path(source or path)
    name = (place.parent if place.suffix == ".json" else place).name.lower()
    for model_type in sorted((*_CONFIGS, *architecture_points()), key=len, reverse=True):  # roberta before bert
        if stated is None and model_type in name:
            return model_type
    reason = "has no 'model_type', and no known class under 'architectures'; add the family's name"
    raise InvalidConfigError(reason, path=path, field="model_type")
