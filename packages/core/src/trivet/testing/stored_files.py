"""Files of checkpoints, as the contract of backends changes and compares them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any


def without_modules(modules: Sequence[str] | None, tensors: Mapping[str, Any]) -> dict[str, Any]:
    """The tensors outside these modules, which a class keeps in float32."""
    left_out = set(modules or ())
    return {name: each for name, each in tensors.items() if not left_out & set(re.split("[./]", name))}


def truncate(folder: Path) -> None:
    """Leave the last bytes out."""
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-4])


def reshape(folder: Path) -> None:
    """Let the config say another size."""
    config = folder / "config.json"
    config.write_text(config.read_text().replace('"vocab_size": 61', '"vocab_size": 62'))


def remove(folder: Path) -> None:
    """Leave no weights."""
    (folder / "model.safetensors").unlink()


HARMS: dict[str, Callable[[Path], None]] = {"truncated": truncate, "wrong shape": reshape, "missing": remove}
