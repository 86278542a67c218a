"""The Flax dialect: the canonical module path, `kernel`, `scale` and `embedding` for leaves, kernels transposed.

Paths are dotted, as in safetensors files of Flax models; in a params tree each component is one level of dicts.
Files of a family with batch statistics have two such trees, `params` and `batch_stats`.
"""

from __future__ import annotations

from trivet.layout.dialect import Dialect, dotted_path, split_dotted

FLAX = Dialect(
    "flax",
    metadata_format="flax",
    file_suffix="",
    strips_base=True,
    path=dotted_path,
    module=split_dotted,
    own=lambda kind, leaf: (leaf.flax, leaf.flax_layout),
    class_prefix="Flax",
    collections=("params.", "batch_stats."),
)
