"""Finds the checkpoint in a folder of a training run with several: steps, and items in each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from trivet.errors import SourceNotFoundError

_STEP = re.compile(r"(?:.*_)?(\d+)")  # `12`, `000012`, `checkpoint_12`; unfinished ones have a suffix
_UNFINISHED = "orbax-checkpoint-tmp"
_USUAL = "default"  # Orbax's name of a single item


def checkpoint_within(folder: Path, metadata: str) -> Path | None:
    """The `_METADATA` of the latest step of a `CheckpointManager`'s folder, or of the one item of a step's folder.

    Args:
        metadata: name of the file that identifies a checkpoint.

    Raises:
        SourceNotFoundError: a step has several items without the usual name, or the latest step has none.
    """
    steps = {int(match[1]): each for each in _folders(folder) if (match := _STEP.fullmatch(each.name))}
    of_steps = {number: each for number, each in steps.items() if _items(each, metadata)}
    if not of_steps:
        return _item(folder, metadata)
    if max(steps) not in of_steps:
        problem = f"the latest step ({steps[max(steps)].name}) holds no weights: pass the folder of the step to load."
        raise SourceNotFoundError(folder, problem)
    return _item(steps[max(steps)], metadata)


def _item(step: Path, metadata: str) -> Path | None:
    items = _items(step, metadata)
    chosen = [each for each in items if each.name == _USUAL] or items
    if len(chosen) > 1:
        names = ", ".join(each.name for each in chosen)
        raise SourceNotFoundError(step, f"there are several items ({names}): pass the folder of the one to load.")
    return chosen[0] / metadata if chosen else None


def _items(step: Path, metadata: str) -> list[Path]:
    """The checkpoints in a step's folder: the folder itself, or finished folders in it."""
    if (step / metadata).is_file():
        return [step]
    return sorted(each for each in _folders(step) if (each / metadata).is_file() and _UNFINISHED not in each.name)


def _folders(folder: Path) -> Iterator[Path]:
    return (each for each in folder.iterdir() if each.is_dir())
