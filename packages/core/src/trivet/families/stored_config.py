"""Reading and writing configs as files. Sources are resolved by `trivet.sources`."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Self

from trivet.checkpoint.side_files import CONFIG_NAME, read_config
from trivet.errors import InvalidConfigError
from trivet.families.publishable import Publishable, refuse_stray_options
from trivet.ports import port


class StoredFields(NamedTuple):
    """A config.json that was read from a source.

    Attributes:
        path: the file.
        fields: its fields.
        keywords: the caller's keywords that do not configure access to the source.
        name: a name of the source for later use.
    """

    path: Path
    fields: dict[str, Any]
    keywords: dict[str, Any]
    name: str


class StoredConfig(Publishable):
    """The part of a config that is read from files and written to them."""

    model_type: ClassVar[str]
    name_or_path: Any
    from_dict: Any
    to_json_string: Any

    def save_pretrained(
        self, save_directory: str | os.PathLike[str], push_to_hub: bool = False, **publishing: Any
    ) -> None:
        """Write `config.json` into a folder, which is created if necessary. The file is written atomically.

        Also writes the file of a class on which `register_for_auto_class` was called.

        Args:
            push_to_hub, publishing: as for a model's.

        Raises:
            DestinationError: the file cannot be written.
            PublishError: the repository cannot be written; the folder was.
        """
        from trivet.checkpoint.staging import write_atomically
        from trivet.families.own_code import registered, saved_code

        refuse_stray_options(publishing, push_to_hub)
        auto_map, code = saved_code(registered(type(self)))
        stored: Any = copy.deepcopy(self)
        if auto_map:
            stored.auto_map = {**getattr(self, "auto_map", {}), **auto_map}
        files = {**code, CONFIG_NAME: stored.to_json_string().encode()}
        for name, data in files.items():
            write_atomically(Path(save_directory) / name, data)
        if push_to_hub:
            self._publish(save_directory, only=files, **publishing)

    def to_json_file(self, json_file_path: str | os.PathLike[str], use_diff: bool = True) -> None:
        """Write the fields as a JSON file, atomically.

        Raises:
            DestinationError: the file cannot be written.
        """
        from trivet.checkpoint.staging import write_atomically

        write_atomically(Path(json_file_path), self.to_json_string(use_diff).encode())

    @classmethod
    def from_json_file(cls, json_file: str | os.PathLike[str]) -> Self:
        """A config of this class from a JSON file.

        Raises:
            InvalidConfigError: the file is not a JSON object, or a field is invalid.
        """
        config: Self = cls.from_dict(read_config(json_file))
        return config

    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: str | os.PathLike[str],
        cache_dir: str | os.PathLike[str] | None = None,
        force_download: bool = False,
        local_files_only: bool = False,
        token: str | bool | None = None,
        revision: str | None = "main",
        *,
        subfolder: str = "",
        **kwargs: Any,
    ) -> Self:
        """Read a config.json, or the one of a folder, a repository or an address.

        Args:
            pretrained_model_name_or_path: as for `open_checkpoint`.
            cache_dir, force_download, local_files_only, token, revision: as of `SourceOptions`.
            subfolder: folder within the source that holds config.json.
            kwargs: fields to replace; fields of `SourceOptions` among them configure access to the source.
                `return_unused_kwargs=True` as for `from_dict`.

        Raises:
            RemoteSourceError: the source cannot be reached.
            SourceNotFoundError: there is no config.json.
            InvalidConfigError: the file is not a JSON object, or is another family's, or a field is invalid.
        """
        reach = reach_options(cache_dir, force_download, local_files_only, token, revision)
        path, fields, overrides, name = _stored_fields(pretrained_model_name_or_path, subfolder, {**kwargs, **reach})
        model_type = fields.get("model_type")
        if cls.model_type and model_type is not None and model_type != cls.model_type:
            reason = f"model_type is {model_type!r}, but {cls.__name__} is for {cls.model_type!r}"
            raise InvalidConfigError(reason, path=path, field="model_type")
        try:
            result: Any = cls.from_dict(fields, **overrides)
        except InvalidConfigError as error:
            raise error.of_file(path) from error.__cause__
        config = result[0] if isinstance(result, tuple) else result
        config.name_or_path = name
        return result  # type: ignore[no-any-return]  # with the unused keywords, where those were asked for

    @classmethod
    def get_config_dict(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *, subfolder: str = "", **kwargs: Any
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The fields of a config.json, and the keywords that do not configure access to its source.

        Raises:
            As for `from_pretrained`, except errors of fields.
        """
        stored = _stored_fields(pretrained_model_name_or_path, subfolder, kwargs)
        return stored.fields, stored.keywords


def reach_options(
    cache_dir: str | os.PathLike[str] | None,
    force_download: bool,
    local_files_only: bool,
    token: str | bool | None,
    revision: str | None,
) -> dict[str, Any]:
    """Parameters of `from_pretrained` that say how to reach a source, as keywords: those that are not as usual."""
    options: dict[str, Any] = {"cache_dir": cache_dir, "token": token}
    options["revision"] = None if revision == "main" else revision
    flags = {"force_download": force_download, "local_files_only": local_files_only}
    return {name: value for name, value in options.items() if value is not None} | {
        name: True for name, value in flags.items() if value
    }


def _stored_fields(source: str | os.PathLike[str], subfolder: str, keywords: Mapping[str, Any]) -> StoredFields:
    read: Callable[..., StoredFields] = port("config_source")
    return read(source, subfolder, keywords)
