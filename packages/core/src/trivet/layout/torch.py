"""The PyTorch dialect, which is the canonical one: dotted state-dict names, canonical layouts."""

from __future__ import annotations

from trivet.layout.dialect import Dialect, dotted_path, split_dotted
from trivet.layout.ops import IDENTITY


def _module(path: str) -> tuple[str, str]:
    """Module and leaf of a path; the tensors behind a parametrization are leaves of the parametrized module."""
    module, parametrized, leaf = f".{path}".rpartition(".parametrizations.")
    return (module[1:], parametrized[1:] + leaf) if parametrized else split_dotted(path)


TORCH = Dialect(
    "torch",
    metadata_format="pt",
    file_suffix="",
    strips_base=True,
    path=dotted_path,
    module=_module,
    own=lambda kind, leaf: (leaf.torch_spelling or leaf.torch, IDENTITY),
)
