"""The base of processors: fields with defaults, which preprocessor_config.json holds beside the weights."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from inspect import Parameter, Signature
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np

from trivet.checkpoint.staging import write_atomically
from trivet.errors import InvalidConfigError, SourceNotFoundError
from trivet.families.publishable import Publishable, refuse_stray_options
from trivet.sources.options import SourceOptions, take_options
from trivet.sources.side_files import SideFiles

PROCESSOR_NAME = "preprocessor_config.json"
COMBINED_NAME = "processor_config.json"
"""Where newer versions of `transformers` write the fields of all parts of a processor."""


class Preprocessor(Publishable):
    """What prepares the inputs of a model of pictures or sounds. Fields are attributes.

    Subclasses state their fields with defaults, in the order of their arguments.

    Args:
        fields: instead of the defaults; further ones are kept, as preprocessor_config.json may have them.
    """

    defaults: ClassVar[Mapping[str, Any]] = {}
    part: ClassVar[str]
    """What the fields are called where one file holds those of several parts: `image_processor`, …"""
    model_input_names: list[str]

    def __init_subclass__(cls, **options: Any) -> None:
        """Give the class a signature of its fields."""
        super().__init_subclass__(**options)
        fields = [
            Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=value) for name, value in cls.defaults.items()
        ]
        cls.__signature__ = Signature([*fields, Parameter("fields", Parameter.VAR_KEYWORD)])  # type: ignore[attr-defined]

    def __init__(self, /, *values: Any, **fields: Any) -> None:
        if len(values) > len(self.defaults):
            raise TypeError(f"{type(self).__name__} takes {len(self.defaults)} positional arguments, not {len(values)}")
        for name, value in zip(self.defaults, values, strict=False):
            if name in fields:
                raise TypeError(f"{type(self).__name__} got two values of {name!r}")
            fields[name] = value
        known = {name: value if fields.get(name) is None else fields[name] for name, value in self.defaults.items()}
        for name, value in {**fields, **known}.items():
            setattr(self, name, copy.deepcopy(value))

    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: str | os.PathLike[str],
        *,
        subfolder: str = "",
        return_unused_kwargs: bool = False,
        **kwargs: Any,
    ) -> Any:
        """The processor beside a checkpoint.

        Args:
            pretrained_model_name_or_path: as for `open_checkpoint`: a folder, a file in one, a repository, an address.
            subfolder: folder within it.
            return_unused_kwargs: whether keywords that are not fields are returned, too.
            kwargs: fields to replace; those of `SourceOptions` say how to reach the source.

        Raises:
            SourceNotFoundError: there is no preprocessor_config.json.
            CorruptFileError: it is not a JSON object.
            InvalidConfigError: a field of it is malformed.
            RemoteSourceError: the source cannot be reached.
        """
        options, overrides = take_options(kwargs)
        stored, files = stored_fields(pretrained_model_name_or_path, subfolder, options, cls.part)
        with naming(files):
            return cls.from_dict(stored, return_unused_kwargs=return_unused_kwargs, **overrides)

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any], /, return_unused_kwargs: bool = False, **overrides: Any) -> Any:
        """A processor of stored fields.

        Args:
            overrides: fields to replace; keywords that are not fields have no effect.
            return_unused_kwargs: whether those are returned, too: (processor, keywords).

        Raises:
            InvalidConfigError: a field is malformed.
        """
        known = {name: value for name, value in overrides.items() if name in cls.defaults or name in fields}
        unused = {name: value for name, value in overrides.items() if name not in known}
        processor = cls(**{**fields, **known})
        return (processor, unused) if return_unused_kwargs else processor

    @classmethod
    def from_json_file(cls, json_file: str | os.PathLike[str]) -> Self:
        """A processor of a file's fields.

        Raises:
            SourceNotFoundError, CorruptFileError, InvalidConfigError: as `from_pretrained`.
        """
        path = Path(json_file)
        fields: Self = cls.from_dict(SideFiles(path, "", SourceOptions(), (path.name,)).json(path.name))
        return fields

    def to_dict(self) -> dict[str, Any]:
        """All fields, and the class's name."""
        return {**copy.deepcopy(vars(self)), f"{self.part}_type": type(self).__name__}

    def to_json_string(self) -> str:
        """The fields as preprocessor_config.json has them."""
        return json.dumps(self.to_dict(), indent=2, sort_keys=True, default=_plain) + "\n"

    def to_json_file(self, json_file_path: str | os.PathLike[str]) -> None:
        """Write the fields as a JSON file, atomically.

        Raises:
            DestinationError: the file cannot be written; what was there before is untouched.
        """
        write_atomically(Path(json_file_path), self.to_json_string().encode())

    def save_pretrained(
        self, save_directory: str | os.PathLike[str], push_to_hub: bool = False, **publishing: Any
    ) -> list[str]:
        """Write preprocessor_config.json into a folder, which is created if necessary.

        Args:
            push_to_hub, publishing: as in `save_pretrained` of a model.

        Returns:
            The file's path.

        Raises:
            DestinationError: as `to_json_file`.
            PublishError: the repository cannot be written; the folder was.
        """
        refuse_stray_options(publishing, push_to_hub)
        folder = Path(save_directory)
        self.to_json_file(folder / PROCESSOR_NAME)
        if push_to_hub:
            self._publish(folder, only=(PROCESSOR_NAME,), **publishing)
        return [str(folder / PROCESSOR_NAME)]

    def __repr__(self) -> str:
        return f"{type(self).__name__} {self.to_json_string()}"


def stored_fields(
    source: str | os.PathLike[str], subfolder: str, options: SourceOptions, part: str
) -> tuple[dict[str, Any], SideFiles]:
    """The fields of a part of a processor beside a checkpoint, and the files they are of.

    Raises:
        SourceNotFoundError, CorruptFileError, RemoteSourceError: as `Preprocessor.from_pretrained`.
        InvalidConfigError: the part is not an object.
    """
    files = SideFiles(source, subfolder, options, (PROCESSOR_NAME, COMBINED_NAME, "config.json"))
    fields = files.json(COMBINED_NAME).get(part)
    if fields is None:
        if PROCESSOR_NAME not in files.names:
            reason = f"there is no {PROCESSOR_NAME}, which says how pictures or sounds are prepared for the model."
            raise SourceNotFoundError(files.label, reason, (PROCESSOR_NAME, COMBINED_NAME))
        return files.json(PROCESSOR_NAME), files
    if not isinstance(fields, dict):
        raise InvalidConfigError(f"{files.path(COMBINED_NAME)}: {part} is a {type(fields).__name__}, not an object")
    return fields, files


@contextmanager
def naming(files: SideFiles) -> Iterator[None]:
    """Adds to errors of fields the file that they are of."""
    try:
        yield
    except InvalidConfigError as error:
        name = PROCESSOR_NAME if PROCESSOR_NAME in files.names else COMBINED_NAME
        raise error.of_file(f"{files.label}/{name}") from error.__cause__


def _plain(value: Any) -> Any:
    """A value that JSON does not know, as one that it knows."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    return str(value)
