"""State of training for resuming: a model's weights, its optimizer's state and notes, in a folder `checkpoint`.

The state of the optimizer is a safetensors file, whose tensors are called by their places in `optimizer.variables`, and
the notes are JSON: reading them runs nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from trivet.checkpoint.staging import staged
from trivet.checkpoint.watched import Watch, settled
from trivet.dtypes import parse_dtype
from trivet.errors import CheckpointMismatchError, CorruptFileError, SourceNotFoundError
from trivet.formats.registry import open_file
from trivet.formats.storage import Storage
from trivet.layout import TENSORFLOW
from trivet.planning.opening import Checkpoint, open_checkpoint
from trivet.sources.options import SourceOptions
from trivet.sources.source import Source
from trivet.tensors import Catalog
from trivet.tensors.entry import Entry
from trivet.transfer.options import LoadOptions
from trivet.transfer.pretrained import fill
from trivet.transfer.saving import model_items, plan_entries
from trivet_tf.backend import BACKEND
from trivet_tf.framework import keras
from trivet_tf.load.tensors import as_tensor, fetch
from trivet_tf.model.weight_files import write_file

CHECKPOINT = "checkpoint"
_WEIGHTS, _OPTIMIZER, _NOTES = "model.safetensors", "optimizer.safetensors", "extra_data.json"
_PICKLED = ("extra_data.pickle", "weights.h5")


class Resumable:
    """Mixin of Keras models: saving the state of training, and resuming from it."""

    optimizer: keras.optimizers.Optimizer | None

    def save_repo_checkpoint(self, save_directory: str | os.PathLike[str], epoch: int, **extra_data: Any) -> Path:
        """Write the weights and the optimizer's state into `<save_directory>/checkpoint`, as one step.

        Args:
            epoch: number of finished epochs.
            extra_data: further values for `load_repo_checkpoint` to return: numbers, strings, lists and dicts.

        Returns:
            The folder.

        Raises:
            RuntimeError: the model has no optimizer.
            TypeError: JSON cannot represent a value.
            DestinationError: the folder cannot be written; it is unchanged.
        """
        optimizer, skeleton = self._built_optimizer(), BACKEND.skeleton(self)
        notes = {"optimizer": type(optimizer).__name__, "extra_data": {"epoch": epoch, **extra_data}}
        text = json.dumps(notes, indent=2, sort_keys=True) + "\n"
        folder = Path(save_directory) / CHECKPOINT
        with staged(folder) as fresh:
            weights = plan_entries(model_items(self, skeleton, BACKEND), skeleton, TENSORFLOW)
            write_file(fresh / _WEIGHTS, "safetensors", weights)
            write_file(fresh / _OPTIMIZER, "safetensors", [_entry(*each) for each in enumerate(optimizer.variables)])
            (fresh / _NOTES).write_text(text)
        return folder

    def load_repo_checkpoint(self, repo_path_or_name: str | os.PathLike[str], **options: Any) -> dict[str, Any]:
        """Take up weights and the optimizer's state, its learning rate among it, as `save_repo_checkpoint` left them.

        Args:
            repo_path_or_name: a folder or a repository with a folder `checkpoint`.
            options: how to reach a repository: the fields of `SourceOptions`.

        Returns:
            What was noted: `epoch`, for `fit(initial_epoch=…)`, and what else the caller had written.

        Raises:
            RuntimeError: the model has no optimizer.
            SourceNotFoundError: there is no such checkpoint, or its state is a pickle.
            CorruptFileError: a file of it is cut off or malformed; nothing was set.
            CheckpointChangedError: somebody is writing it; nothing was set.
            CheckpointMismatchError: it is of another model or optimizer; nothing was set.
        """
        optimizer = self._built_optimizer()
        opened = settled(partial(_opened, repo_path_or_name, SourceOptions(**options)))
        problems = _problems(optimizer, opened.state, opened.written_by)
        if problems:
            advice = "Compile the model with the optimizer that the checkpoint was written with."
            raise CheckpointMismatchError(opened.state.files[0], problems, advice)
        storage = Storage()
        values = [as_tensor(storage.array(opened.state[str(place)])) for place, _ in enumerate(optimizer.variables)]
        fill(self, BACKEND.skeleton(self), opened.weights, BACKEND, LoadOptions(strict=True))
        for variable, value in zip(optimizer.variables, values, strict=True):
            variable.assign(value)
        return opened.extra_data

    def _built_optimizer(self) -> keras.optimizers.Optimizer:
        """
        Raises:
            RuntimeError: the model has no optimizer.
        """
        optimizer = getattr(self, "optimizer", None)
        if optimizer is None:
            raise RuntimeError(
                f"{type(self).__name__} has no optimizer, whose state a checkpoint holds: compile() first"
            )
        if not optimizer.built:
            optimizer.build(self.trainable_variables)  # type: ignore[attr-defined]
        return optimizer


def _entry(place: int, variable: keras.Variable) -> Entry:
    dtype, shape = parse_dtype(variable.dtype), tuple(variable.shape)
    return Entry(str(place), dtype, shape, partial(_bytes_of, variable), partial(fetch, variable))


def _bytes_of(variable: keras.Variable) -> np.ndarray[Any, Any]:
    return np.asarray(fetch(variable), order="C").reshape(-1).view(np.uint8)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A training checkpoint whose headers and notes were read."""

    weights: Checkpoint
    state: Catalog
    written_by: str
    extra_data: dict[str, Any]


def _opened(source: str | os.PathLike[str], options: SourceOptions, watch: Watch) -> _Opened:
    reached = Source.of(source, subfolder=CHECKPOINT, options=options)
    weights, state, notes = (_found(reached, name) for name in (_WEIGHTS, _OPTIMIZER, _NOTES))
    watch.folder(state.parent)
    watch.file(notes)
    written_by, extra_data = _noted(notes)
    checkpoint, catalog = open_checkpoint(weights), open_file(state)
    watch.sources([*checkpoint.catalog.sources, *catalog.sources])
    return _Opened(checkpoint, catalog, written_by, extra_data)


def _found(source: Source, name: str) -> Path:
    """
    Raises:
        SourceNotFoundError: the source has no such file in its checkpoint.
    """
    path = source.side_file((name,))
    if path is None:
        pickled = source.side_file(_PICKLED)
        reason = "there is no training checkpoint."
        if pickled is not None:
            reason = (
                f"its checkpoint keeps the optimizer's state as a pickle (beside {pickled.name}), which could run "
                "anything, so it is not read. The weights alone load with from_pretrained."
            )
        raise SourceNotFoundError(Path(source.location) / CHECKPOINT, reason, (name,))
    return path


def _noted(path: Path) -> tuple[str, dict[str, Any]]:
    """The optimizer's class that a checkpoint was written with, and what else its writer noted.

    Raises:
        CorruptFileError: the file is not what `save_repo_checkpoint` writes.
    """
    try:
        noted = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise CorruptFileError(path, f"is not valid JSON ({error})") from error
    match noted:
        case {"optimizer": str(written_by), "extra_data": dict(found)}:
            return written_by, found
    raise CorruptFileError(path, 'must hold an object with "optimizer" (a text) and "extra_data" (an object)')


def _problems(optimizer: keras.optimizers.Optimizer, catalog: Catalog, written_by: str) -> list[str]:
    """What keeps an optimizer from taking up a state, one line for each."""
    own = type(optimizer).__name__
    if own != written_by:
        return [f"the state is of the optimizer {written_by}, the model has {own}"]
    wanted: Mapping[str, keras.Variable] = {str(place): each for place, each in enumerate(optimizer.variables)}
    if wanted.keys() != catalog.keys():
        return [f"the state has {len(catalog)} variables, the model's optimizer {len(wanted)}"]
    return [
        f"{variable.name}: {spec.dtype.name} {list(spec.shape)} is stored, the optimizer has {variable.dtype} "
        f"{list(variable.shape)}"
        for variable, spec in ((variable, catalog[place]) for place, variable in wanted.items())
        if tuple(spec.shape) != tuple(variable.shape) or spec.dtype is not parse_dtype(variable.dtype)
    ]
