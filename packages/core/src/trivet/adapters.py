"""PEFT adapters as sources: `adapter_config.json` names the model that an adapter was made for. Loads nothing itself.

A source that has this file stands for that model with the adapter attached, which the PyTorch backend makes of it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from trivet.config import read_config
from trivet.errors import InvalidConfigError
from trivet.hub.folder import side_file
from trivet.hub.options import SourceOptions

ADAPTER_CONFIG_NAME = "adapter_config.json"
ADAPTER_WEIGHTS_NAMES = ("adapter_model.safetensors", "adapter_model.bin")


@dataclass(frozen=True, slots=True)
class AdapterSource:
    """An adapter, of which nothing but its config was read.

    Attributes:
        config: the file, on this machine.
        base: the model that it was made for, as a source; None where the config does not say.
        revision: of that model, if it is a repository.
    """

    config: Path
    base: str | None
    revision: str | None

    def base_options(self, options: SourceOptions) -> SourceOptions:
        """How to reach the base, by how the adapter is reached: the revision was the adapter's own."""
        return replace(options, revision=self.revision)


def find_adapter(
    source: str | os.PathLike[str], *, subfolder: str = "", options: SourceOptions | None = None
) -> AdapterSource | None:
    """The adapter that a source is; None where it is none.

    Raises:
        RemoteSourceError: the source cannot be reached.
        InvalidConfigError: its `adapter_config.json` is not what it must be.
    """
    path = side_file(source, [ADAPTER_CONFIG_NAME], subfolder=subfolder, options=options)
    if path is None:
        return None
    fields = read_config(path)

    def stated(field: str) -> str | None:
        found: Any = fields.get(field)
        if found is not None and not isinstance(found, str):
            raise InvalidConfigError(f"{field} must be text, not {found!r}", path=path, field=field)
        return found or None

    return AdapterSource(path, stated("base_model_name_or_path"), stated("revision"))
