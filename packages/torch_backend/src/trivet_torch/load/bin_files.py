"""Writes PyTorch's own container, `pytorch_model.bin`, which core only reads."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from trivet.formats.torch import TorchFormat
from trivet_torch.load.tensors import torch_dtype

if TYPE_CHECKING:
    from trivet.progress import Progress
    from trivet.tensors.entry import Entry


class TorchBinFormat(TorchFormat):
    """Core's reader with a writer: `torch.save` of a plain state dict, which `torch.load` reads with weights only."""

    def __init__(self, save_function: Callable[..., Any] = torch.save) -> None:
        """
        Args:
            save_function: called with the state dict and an open file instead of `torch.save`.
        """
        super().__init__()
        self._save = save_function

    def write(
        self, path: Path, entries: Sequence[Entry], *, metadata: Mapping[str, str], total: int, progress: Progress
    ) -> None:
        """Write one file and fsync it. The container cannot hold metadata.

        `torch.save` needs all tensors of a file at once: those that need no change are views of the model's own.
        """
        state_dict = {}
        for entry in entries:
            data = torch.from_numpy(entry.fetch())
            state_dict[entry.name] = data.view(torch_dtype(entry.dtype)).reshape(entry.shape)
            progress(entry.nbytes, total)
        with path.open("xb") as file:
            self._save(state_dict, file)
            file.flush()
            os.fsync(file.fileno())
