"""The PyTorch dialect, which is the canonical one: dotted state-dict names, layouts as they are."""

from __future__ import annotations

from trivet.layout.dialect import Dialect, dotted_path, split_dotted

TORCH = Dialect("torch", metadata_format="pt", file_suffix="", strips_base=True, path=dotted_path, module=split_dotted)
