"""`load_sharded_checkpoint`: fills any `nn.Module` from a folder of shards."""

from __future__ import annotations

import os
from pathlib import Path

from torch import nn

from trivet.errors import SourceNotFoundError
from trivet.planning.report import LoadReport
from trivet.transfer.any_model import load_into

_INDICES = ("model.safetensors.index.json", "pytorch_model.bin.index.json")


def load_sharded_checkpoint(
    model: nn.Module, folder: str | os.PathLike[str], strict: bool = True, prefer_safe: bool = True
) -> LoadReport:
    """Fill a module from the shards of a folder, in the module's dtype.

    All shards are checked before the first tensor is set; a refusal leaves the module unchanged.

    Args:
        folder: the folder of `model.safetensors.index.json` or `pytorch_model.bin.index.json`, and of the shards.
        strict: whether every tensor must have a parameter, and every parameter a tensor.
        prefer_safe: whether to prefer safetensors if both exist.

    Returns:
        The report; `report["missing_keys"]` and `report["unexpected_keys"]` are the names that `strict=False` allowed.

    Raises:
        SourceNotFoundError: the folder has no index.
        CheckpointMismatchError: names or shapes do not fit.
    """
    names = _INDICES if prefer_safe else _INDICES[::-1]
    index = next((path for name in names if (path := Path(folder) / name).is_file()), None)
    if index is None:
        raise SourceNotFoundError(Path(folder), "the folder has no index of shards.", _INDICES)
    floating = (each.dtype for each in (*model.parameters(), *model.buffers()) if each.is_floating_point())
    return load_into(model, index, dtype=next(floating, None), strict=strict)
