"""What a format may be beyond `trivet.plugins.Format`: files with several sets of tensors, filled folders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from trivet.plugins import Format

if TYPE_CHECKING:
    from pathlib import Path

    from trivet.tensors import Catalog


@runtime_checkable
class KeyedFormat(Format, Protocol):
    """A format whose files may hold several sets of tensors, each under a key."""

    def open_within(self, path: Path, key: str) -> Catalog:
        """As `open`, of what lies under a key; dots lead further down (`trainer.ema`).

        Raises:
            UnsupportedFileError: nothing of that name holds tensors; names those that do.
            and as `open`.
        """
        ...


@runtime_checkable
class FolderFormat(Format, Protocol):
    """A format that fills a folder: its `weights_name` is one file of several."""

    parts_of_folder: Sequence[str]
    """Patterns (as of `fnmatch`) of the other files and folders that belong to a checkpoint."""


@runtime_checkable
class NestedFormat(Format, Protocol):
    """A format whose writers put each checkpoint into a folder of the one that users name, such as one per step."""

    def find(self, folder: Path) -> Path | None:
        """The weights file of the checkpoint that is meant by a folder without weights; None where there is none.

        Raises:
            SourceNotFoundError: it cannot be told which one is meant.
        """
        ...
