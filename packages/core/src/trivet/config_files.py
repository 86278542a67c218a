"""config.json as a file: which one is meant, what fields it holds, how configs are read from it and written to it."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from trivet.errors import InvalidConfigError, SourceNotFoundError
from trivet.file_access import readable
from trivet.foreign_files import not_json
from trivet.hub.mixin import Publishable, refuse_stray_options
from trivet.json_values import is_deeper

if TYPE_CHECKING:
    from trivet.hub.options import SourceOptions

CONFIG_NAME = "config.json"
RELEASED_CONFIGS: Mapping[str, str] = {"bert_config.json": "bert"}  # which name no family; the file's own name does
_MOST_LEVELS = 100


@readable()
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


@readable()
def read_config(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The fields of a config.json.

    Raises:
        SourceNotFoundError: there is no such file.
        InvalidConfigError: it is not UTF-8 JSON, or no JSON object, or nests deeper than any config does.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceNotFoundError(path, "there is no such file.") from None
    try:
        fields = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InvalidConfigError(not_json(data, error), path=path) from None
    if not isinstance(fields, dict):
        raise InvalidConfigError(f"holds a JSON {type(fields).__name__}, not an object", path=path)
    if is_deeper(fields, _MOST_LEVELS):
        raise InvalidConfigError(f"nests values more than {_MOST_LEVELS} levels deep", path=path)
    if path.name in RELEASED_CONFIGS:
        fields.setdefault("model_type", RELEASED_CONFIGS[path.name])
    return fields


class StoredConfig(Publishable):
    """The part of a config that is read from files and written to them."""

    model_type: ClassVar[str]
    name_or_path: Any
    from_dict: Any
    to_json_string: Any

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
        stored: Any = copy.deepcopy(self)
        if auto_map:
            stored.auto_map = {**getattr(self, "auto_map", {}), **auto_map}
        files = {**code, CONFIG_NAME: stored.to_json_string().encode()}
        for name, data in files.items():
            write_atomically(Path(save_directory) / name, data)
        if push_to_hub:
            self._publish(save_directory, only=files, **publishing)

    def to_json_file(self, json_file_path: str | os.PathLike[str], use_diff: bool = True) -> None:
        """Write the fields as a JSON file. It appears whole or not at all.

        Raises:
            DestinationError: it cannot be written.
        """
        from trivet.staging import write_atomically

        write_atomically(Path(json_file_path), self.to_json_string(use_diff).encode())

    @classmethod
    def from_json_file(cls, json_file: str | os.PathLike[str]) -> Self:
        """A config of this class from a JSON file.

        Raises:
            InvalidConfigError: it is not a JSON object, or a field is not what it must be.
        """
        config: Self = cls.from_dict(read_config(json_file))
        return config

    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *, subfolder: str = "", **overrides: Any
    ) -> Self:
        """Read a config.json, or the one of a folder, a repository or an address.

        Args:
            pretrained_model_name_or_path: as for `open_checkpoint`.
            subfolder: folder within it that holds config.json.
            overrides: fields to replace; those that are fields of `SourceOptions` say how to reach the source.
                `return_unused_kwargs=True` as for `from_dict`.

        Raises:
            RemoteSourceError: the source cannot be reached.
            SourceNotFoundError: there is none.
            InvalidConfigError: it is not a JSON object, or is another family's, or a field is not what it must be.
        """
        from trivet.hub.forms import name_of
        from trivet.hub.options import take_options

        options, overrides = take_options(overrides)
        path = config_path(pretrained_model_name_or_path, subfolder=subfolder, options=options)
        fields = read_config(path)
        stated = fields.get("model_type")
        if cls.model_type and stated is not None and stated != cls.model_type:
            reason = f"model_type is {stated!r}, but {cls.__name__} is for {cls.model_type!r}"
            raise InvalidConfigError(reason, path=path, field="model_type")
        try:
            result: Any = cls.from_dict(fields, **overrides)
        except InvalidConfigError as error:
            raise error.of_file(path) from error.__cause__
        config = result[0] if isinstance(result, tuple) else result
        config.name_or_path = name_of(pretrained_model_name_or_path)
        return result  # type: ignore[no-any-return]  # with the unused keywords, where those were asked for

    @classmethod
    def get_config_dict(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *, subfolder: str = "", **kwargs: Any
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The fields of a config.json, and the keywords that do not say how to reach it.

        Raises:
            as `from_pretrained`, but for what the fields mean.
        """
        from trivet.hub.options import take_options

        options, rest = take_options(kwargs)
        return read_config(config_path(pretrained_model_name_or_path, subfolder=subfolder, options=options)), rest
