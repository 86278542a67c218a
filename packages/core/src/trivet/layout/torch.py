"""The PyTorch dialect, which is the canonical one: dotted state-dict names, layouts as they are."""

from __future__ import annotations

from trivet.layout.dialect import Dialect, dotted_path, split_dotted
from trivet.layout.ops import IDENTITY


def _module(path: str) -> tuple[str, str]:
    """What a parametrization makes a parameter of is a leaf of the module that has the parameter."""
    module, made_of, leaf = f".{path}".rpartition(".parametrizations.")
    return (module[1:], made_of[1:] + leaf) if made_of else split_dotted(path)


TORCH = Dialect(
    "torch",
    metadata_format="pt",
    file_suffix="",
    strips_base=True,
    path=dotted_path,
    module=_module,
    own=lambda kind, leaf: (leaf.torch_spelling or leaf.torch, IDENTITY),
)
