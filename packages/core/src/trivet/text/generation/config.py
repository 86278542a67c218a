"""GenerationConfig: how a model writes text, from generation_config.json. Knows no framework and no model."""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from trivet.checkpoint.side_files import GENERATION_CONFIG_NAME, read_config
from trivet.errors import InvalidConfigError, SourceNotFoundError
from trivet.families.config import PretrainedConfig
from trivet.families.config_fields import json_text, name_dtypes
from trivet.families.publishable import Publishable, refuse_stray_options
from trivet.families.stored_config import reach_options
from trivet.text.generation.fields import DEFAULTS, NULL_IS_DEFAULT, check_fields, settled
from trivet.text.generation.idle import idle_fields, warn_of_idle_fields

METADATA_FIELDS = ("_from_model_config", "transformers_version")
"""Fields that do not say how to write text."""
WRITERS = ("decoder", "generator", "text_config")  # fields that hold the config of the part that writes text


class GenerationConfig(Publishable):
    """How a model writes text. Each field is an attribute with the same meaning as in `transformers` 4.37.

    An unknown field is kept and written back. Besides that version's fields, these are known:

    * `min_p`: keep tokens that are at least this fraction as probable as the most probable one;
    * `stop_strings`: a string, or several, any of which ends a text (`generate` then needs the `tokenizer`);
    * `cache_implementation`: "dynamic", "static" or "sliding_window"; in PyTorch the latter two compile each step,
      unless `disable_compile` is set.
    """

    def __init__(self, /, **fields: Any) -> None:
        """
        Raises:
            InvalidConfigError: a field has an invalid value, or two contradict each other.
        """
        self._fill(fields)
        self.validate(is_init=True)

    @classmethod
    def of(cls, config: Any) -> GenerationConfig:
        """The config itself, or one with the same fields as another library's.

        A field with its default there has its default here: in newer versions of `transformers` many defaults are null.

        Raises:
            TypeError: it is not a config of generation.
        """
        if isinstance(config, GenerationConfig):
            return config
        if not (hasattr(config, "to_dict") and hasattr(config, "num_beams")):
            raise TypeError(f"generation_config must be a GenerationConfig, not {type(config).__name__}")
        usual = type(config)().to_dict()
        fields = {name: value for name, value in config.to_dict().items() if value != usual.get(name, cls)}
        return cls.unchecked(fields)

    @classmethod
    def unchecked(cls, fields: Mapping[str, Any]) -> Self:
        """A config of a file's fields, not checked yet: `generate` checks it, so that loading a model does not fail.

        Raises:
            InvalidConfigError: a name cannot be a field.
        """
        config = cls.__new__(cls)
        config._fill(fields)
        return config

    def _fill(self, fields: Mapping[str, Any]) -> None:
        for name, default in DEFAULTS.items():
            setattr(self, name, dict(default) if isinstance(default, Mapping) else default)
        rest = dict(fields)
        self._from_model_config = bool(rest.pop("_from_model_config", False))
        self.transformers_version = rest.pop("transformers_version", None)
        for name, value in rest.items():
            self._set(name, value)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"GenerationConfig has no field {name!r}")

    def _set(self, name: str, value: Any) -> None:
        if not name.isidentifier() or name.startswith("_") or callable(getattr(type(self), name, None)):
            raise InvalidConfigError(f"{name!r} cannot be a field of a GenerationConfig", field=name)
        setattr(self, name, settled(name, value))

    def validate(self, is_init: bool = False) -> None:
        """Refuse values that no generation can honour, and warn of fields that have no effect as the others are.

        Args:
            is_init: has no effect.

        Raises:
            InvalidConfigError: a value is invalid; names the field, the value and what it must be.
        """
        check_fields(self)
        warn_of_idle_fields(self)

    @property
    def eos_token_ids(self) -> tuple[int, ...]:
        """The tokens that end a text: none, one or several."""
        return tokens(self.eos_token_id)

    def update(self, /, **fields: Any) -> dict[str, Any]:
        """Set the known fields among these; return the others.

        Raises:
            InvalidConfigError: a field has an invalid value; then none is set.
        """
        known = {name: value for name, value in fields.items() if name in vars(self) and not name.startswith("_")}
        check_fields(type(self).unchecked({**self.to_dict(), **known}))
        vars(self).update({name: settled(name, value) for name, value in known.items()})
        for name in NULL_IS_DEFAULT:
            setattr(self, name, settled(name, getattr(self, name)))
        return {name: value for name, value in fields.items() if name not in known}

    @staticmethod
    def _get_default_generation_params() -> dict[str, Any]:
        """What `Seq2SeqTrainer` of `transformers` sets where a field is None: nothing, as there are defaults."""
        return {}

    def updated(self, /, **fields: Any) -> tuple[Self, dict[str, Any]]:
        """A copy with the known fields among these, and the others.

        Raises:
            InvalidConfigError: a field has an invalid value.
        """
        config = copy.deepcopy(self)
        return config, config.update(**fields)

    def to_dict(self) -> dict[str, Any]:
        """All fields, in the form of generation_config.json."""
        fields = {name: value for name, value in vars(self).items() if not name.startswith("_")}
        return copy.deepcopy(fields | {"_from_model_config": self._from_model_config})

    def to_diff_dict(self) -> dict[str, Any]:
        """The fields that differ from the defaults."""
        defaults = type(self)().to_dict()
        return {
            name: value for name, value in self.to_dict().items() if name not in defaults or value != defaults[name]
        }

    def to_json_string(self, use_diff: bool = True, ignore_metadata: bool = False) -> str:
        """JSON text, keys sorted; with `use_diff`, only fields that differ from the defaults.

        Tuples of tokens as keys (`sequence_bias`) become JSON text.

        Args:
            ignore_metadata: whether to leave out the origin of the config and the version that wrote it.
        """
        fields = self.to_diff_dict() if use_diff else self.to_dict()
        if ignore_metadata:
            fields = {name: value for name, value in fields.items() if name not in METADATA_FIELDS}
        if isinstance(fields.get("sequence_bias"), Mapping):
            fields["sequence_bias"] = [[list(key), value] for key, value in fields["sequence_bias"].items()]
        return json_text(fields)

    def dict_torch_dtype_to_str(self, d: dict[str, Any]) -> None:
        """Put the name of a dtype in place of each that is a framework's object, in `d` and in the dicts within."""
        name_dtypes(d)

    def to_json_file(self, json_file_path: str | os.PathLike[str], use_diff: bool = True) -> None:
        """Write the fields as a JSON file. It appears complete or not at all.

        Raises:
            DestinationError: it cannot be written.
        """
        from trivet.checkpoint.staging import write_atomically

        write_atomically(Path(json_file_path), self.to_json_string(use_diff).encode())

    def save_pretrained(
        self,
        save_directory: str | os.PathLike[str],
        config_file_name: str | os.PathLike[str] | None = None,
        push_to_hub: bool = False,
        **publishing: Any,
    ) -> None:
        """Write `generation_config.json` into a folder, created if necessary. The file appears complete or not at all.

        Args:
            config_file_name: another name for the file.
            push_to_hub, publishing: as in `save_pretrained` of a model.

        Raises:
            InvalidConfigError: a value is invalid, or a field is set that has no effect as the others are.
            DestinationError: it cannot be written.
            PublishError: the repository cannot be written; the file in the folder is.
        """
        from trivet.checkpoint.staging import write_atomically

        refuse_stray_options(publishing, push_to_hub)
        check_fields(self)
        problems = "; ".join(idle_fields(self).values())
        if problems:
            raise InvalidConfigError(f"{problems}. Set the fields so that they agree, and save again")
        name = os.fspath(config_file_name or GENERATION_CONFIG_NAME)
        write_atomically(Path(save_directory) / name, self.to_json_string().encode())
        if push_to_hub:
            self._publish(save_directory, only=[name], **publishing)

    @classmethod
    def from_dict(cls, config_dict: Mapping[str, Any], *, return_unused_kwargs: bool = False, **kwargs: Any) -> Any:
        """A config from the fields of generation_config.json; keywords override fields.

        Args:
            return_unused_kwargs: whether to return the config with a dict of the keywords that are not fields. It is
                empty: an unknown field is kept.

        Raises:
            InvalidConfigError: a field has an invalid value.
        """
        config = cls(**{**config_dict, **kwargs})
        return (config, {}) if return_unused_kwargs else config

    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name: str | os.PathLike[str],
        config_file_name: str | os.PathLike[str] | None = None,
        cache_dir: str | os.PathLike[str] | None = None,
        force_download: bool = False,
        local_files_only: bool = False,
        token: str | bool | None = None,
        revision: str | None = "main",
        *,
        subfolder: str = "",
        **kwargs: Any,
    ) -> Any:
        """Read a generation_config.json, or the one of a folder, a repository or an address.

        Args:
            pretrained_model_name: as for `open_checkpoint`.
            config_file_name: another name of the file.
            cache_dir, force_download, local_files_only, token, revision: as of `SourceOptions`.
            subfolder: folder within the source that holds it.
            kwargs: fields to replace; fields of `SourceOptions` control how the source is reached.
                `return_unused_kwargs=True` as for `from_dict`.

        Raises:
            RemoteSourceError: the source cannot be reached.
            SourceNotFoundError: there is none.
            InvalidConfigError: it is not a JSON object, or a field has an invalid value.
        """
        from trivet.sources.options import take_options
        from trivet.sources.source import Source

        reach = reach_options(cache_dir, force_download, local_files_only, token, revision)
        options, overrides = take_options({**kwargs, **reach})
        name = os.fspath(config_file_name or GENERATION_CONFIG_NAME)
        source = Source.of(pretrained_model_name, subfolder=subfolder, options=options)
        is_file = source.is_local and Path(source.location).is_file()
        path = Path(source.location) if is_file else source.side_file([name])
        if path is None:
            raise SourceNotFoundError(str(source.location), f"there is no {name}.")
        try:
            return cls.from_dict(read_config(path), **overrides)
        except InvalidConfigError as error:
            raise error.of_file(path) from error.__cause__

    @classmethod
    def from_model_config(cls, model_config: PretrainedConfig) -> Self:
        """The generation fields of a model's config.json, where they were before there was generation_config.json.

        What a config with others within it leaves as usual is as the part that writes says.

        The values are checked when `generate` uses them.
        """
        fields = model_config.to_dict()
        writers = (fields[name] for name in WRITERS if isinstance(fields.get(name), Mapping))
        writer: Mapping[str, Any] = next(writers, {})
        usual = {name: writer.get(name) for name, default in DEFAULTS.items() if fields.get(name) in (None, default)}
        fields |= {name: value for name, value in usual.items() if value is not None}
        known = {name: fields[name] for name in DEFAULTS if fields.get(name) is not None}
        return cls.unchecked({**known, "_from_model_config": True})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GenerationConfig) and other.to_dict() == self.to_dict()

    __hash__ = None  # type: ignore[assignment]  # mutable, compared by value

    def __repr__(self) -> str:
        return f"GenerationConfig {self.to_json_string().rstrip()}"


def tokens(value: int | list[int] | tuple[int, ...] | None) -> tuple[int, ...]:
    """One token or several, as a tuple; empty for None."""
    if value is None:
        return ()
    return (value,) if isinstance(value, int) else tuple(value)
