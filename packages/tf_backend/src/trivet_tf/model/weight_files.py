"""Weights in one file of the caller's name, as Keras 2 wrote them: `model.save_weights("tf_model.h5")`.

Keras 3 has files of its own, `.weights.h5`, and refuses to write any other.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from trivet.errors import DestinationError
from trivet.formats.protocols import WritableFormat
from trivet.formats.registry import format_named
from trivet.layout import TENSORFLOW
from trivet.progress import silent
from trivet.tensors.entry import Entry
from trivet.transfer.any_model import load_into
from trivet.transfer.saving import model_items, plan_entries
from trivet_tf.backend import BACKEND
from trivet_tf.build.without_values import ensure_built


class WeightFiles:
    """Mixin of Keras models with a config: `.h5` files that name layers and weights, beside those of Keras 3."""

    def save_weights(self, filepath: str | os.PathLike[str], overwrite: bool = True, **kwargs: Any) -> None:
        """As `keras.Model.save_weights`; `<name>.h5` is written in the way of `tf_model.h5`, which names the weights.

        Args:
            overwrite: whether a file that is there may be replaced.
            kwargs: as for Keras, for its own files.

        Raises:
            DestinationError: the file cannot be written, or is there already; what is there stays.
            ModelNotBuiltError: the model has no variables yet.
        """
        path = Path(filepath)
        if not _names_weights(path):
            super().save_weights(filepath, overwrite=overwrite, **kwargs)  # type: ignore[misc]
            return
        if path.exists() and not overwrite:
            raise DestinationError(path, "is there already; pass overwrite=True to replace it")
        ensure_built(self)
        skeleton = BACKEND.skeleton(self)
        entries = plan_entries(model_items(self, skeleton, BACKEND), skeleton, TENSORFLOW)
        temporary = path.with_name(f".{secrets.token_hex(8)}.{path.name}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(temporary, "h5", entries)
            os.replace(temporary, path)
        except OSError as error:
            raise DestinationError(path, f"cannot be written ({error.strerror or error})") from error
        finally:
            with suppress(OSError):  # it is not there any more, or never was
                temporary.unlink()

    def load_weights(self, filepath: str | os.PathLike[str], skip_mismatch: bool = False, **kwargs: Any) -> None:
        """As `keras.Model.load_weights`; the weights of `<name>.h5` are matched by their names.

        Args:
            skip_mismatch: whether parameters of another shape than stored keep their values.
            kwargs: as for Keras; with `by_name=True` the file need not have all weights of the model, nor only those.

        Raises:
            CheckpointMismatchError: the file's weights are not the model's; nothing was set.
            TrivetError: something else about the file is wrong; nothing was set.
        """
        if not _names_weights(Path(filepath)):
            super().load_weights(filepath, skip_mismatch=skip_mismatch, **kwargs)  # type: ignore[misc]
            return
        ensure_built(self)
        strict = not kwargs.pop("by_name", False)
        if kwargs:
            raise TypeError(f"load_weights() got {next(iter(kwargs))!r}, which is for other files than {filepath}")
        dtype = self.variable_dtype  # type: ignore[attr-defined]
        load_into(self, filepath, dtype=dtype, strict=strict, ignore_mismatched_sizes=skip_mismatch)


def write_file(path: Path, container: str, entries: Sequence[Entry]) -> None:
    """Write one file of weights.

    Args:
        container: that core can write.
    """
    writer = format_named(container)
    assert isinstance(writer, WritableFormat), f"core writes {container}"
    total = sum(entry.nbytes for entry in entries)
    writer.write(path, entries, metadata={"format": TENSORFLOW.metadata_format}, total=total, progress=silent)


def _names_weights(path: Path) -> bool:
    """Whether a file is one of those that have names for layers and weights, by its own name."""
    return path.suffix in (".h5", ".hdf5") and not path.name.endswith(".weights.h5")
