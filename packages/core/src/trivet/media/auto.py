"""`AutoImageProcessor` and `AutoFeatureExtractor`: the processor beside a checkpoint, whichever it is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar

from trivet.backends.registry import is_installed
from trivet.errors import InvalidConfigError
from trivet.families.registry import architecture, architecture_points
from trivet.media.images.kinds import IMAGE_PROCESSORS
from trivet.media.processor import PROCESSOR_NAME, Preprocessor, naming, stored_fields
from trivet.media.sounds.kinds import FEATURE_EXTRACTORS
from trivet.sources.options import take_options

_ALL: Mapping[str, type[Preprocessor]] = {**IMAGE_PROCESSORS, **FEATURE_EXTRACTORS}


class _AutoProcessor:
    """Finds a processor. Not constructed itself.

    Raises:
        TypeError: on construction.
    """

    part: ClassVar[str]
    table: ClassVar[Mapping[str, type[Preprocessor]]]

    def __init__(self) -> None:
        name = type(self).__name__
        raise TypeError(f"{name} is not constructed: {name}.from_pretrained(source) reads a processor")

    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: str | os.PathLike[str],
        *,
        subfolder: str = "",
        trust_remote_code: bool | None = None,
        use_fast: bool | None = None,
        **kwargs: Any,
    ) -> Any:
        """The processor of a source.

        What trivet has no processor for is left to `transformers`, if that is installed.

        Args:
            pretrained_model_name_or_path: as for `open_checkpoint`: a folder, a file in one, a repository, an address.
            subfolder: folder within it.
            trust_remote_code, use_fast: passed on to `transformers`, where that is needed.
            kwargs: fields to replace; those of `SourceOptions` say how to reach the source.

        Raises:
            SourceNotFoundError: there is no preprocessor_config.json.
            CorruptFileError: it is not a JSON object.
            InvalidConfigError: a field of it is malformed, or trivet has no such processor.
            RemoteSourceError: the source cannot be reached.
        """
        options, overrides = take_options(kwargs)
        stored, files = stored_fields(pretrained_model_name_or_path, subfolder, options, cls.part)
        name = _class_named(stored) or _class_of_family(str(files.json("config.json").get("model_type", "")))
        if name is not None and name in cls.table:
            with naming(files):
                return cls.table[name].from_dict(stored, **overrides)
        if name is not None and name not in _ALL and is_installed("transformers"):
            theirs = {"subfolder": subfolder, "trust_remote_code": trust_remote_code, "use_fast": use_fast, **kwargs}
            chosen = {key: value for key, value in theirs.items() if value is not None}
            return getattr(import_module("transformers"), cls.__name__).from_pretrained(
                pretrained_model_name_or_path, **chosen
            )
        raise InvalidConfigError(_unknown(name, cls), path=f"{files.label}/{PROCESSOR_NAME}", field=f"{cls.part}_type")


class AutoImageProcessor(_AutoProcessor):
    """Finds the processor of pictures of a checkpoint. Not constructed itself.

    Raises:
        TypeError: on construction.
    """

    part = "image_processor"
    table = IMAGE_PROCESSORS


class AutoFeatureExtractor(_AutoProcessor):
    """Finds the feature extractor of a checkpoint; of models of pictures, their processor. Not constructed itself.

    Raises:
        TypeError: on construction.
    """

    part = "feature_extractor"
    table = _ALL


def _class_named(fields: Mapping[str, Any]) -> str | None:
    """The name of a processor's class as its fields say it, or said it in older versions; None if they do not."""
    for field in ("image_processor_type", "feature_extractor_type"):
        named = fields.get(field)
        if isinstance(named, str):
            name = named.removesuffix("Fast")
            older = f"{name.removesuffix('FeatureExtractor')}ImageProcessor"
            return older if older in IMAGE_PROCESSORS and name not in FEATURE_EXTRACTORS else name
    return None


def _class_of_family(model_type: str) -> str | None:
    """The name of the processor's class that a family of models has; None if it has none."""
    return architecture(model_type).processor if model_type in architecture_points() else None


def _unknown(name: str | None, auto: type[_AutoProcessor]) -> str:
    if name in _ALL:
        return f"holds a {name}, which AutoFeatureExtractor reads, not {auto.__name__}"
    named = f"names {name}, which trivet does not have" if name else f"does not say {auto.part}_type"
    known = ", ".join(auto.table)
    return f"{named}. It has {known}. Call from_pretrained of one of them, or install transformers, which has others."
