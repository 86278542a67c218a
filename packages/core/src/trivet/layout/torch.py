"""The PyTorch dialect, which is the canonical one: dotted state-dict names, layouts as they are."""

from __future__ import annotations

from trivet.layout.dialect import Dialect, dotted_path, split_dotted
from trivet.layout.ops import IDENTITY

TORCH = Dialect(
    "torch",
    metadata_format="pt",
    file_suffix="",
    strips_base=True,
    path=dotted_path,
    module=split_dotted,
    own=lambda kind, leaf: (leaf.torch, IDENTITY),
    reads_aliases=True,
)
