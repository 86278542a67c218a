"""Names and layouts of the numpy backend: PyTorch's, with slashes in place of dots."""

from __future__ import annotations

from trivet.plugin import TORCH, Dialect, Kind, Layout, Leaf, Naming


def _path(module: str, leaf: str, naming: Naming) -> str:
    return f"{module}.{leaf}".replace(".", "/").removeprefix("/")


def _module(path: str) -> tuple[str, str]:
    module, _, leaf = path.replace("/", ".").rpartition(".")
    return module, leaf


def _own(kind: Kind, leaf: Leaf) -> tuple[str, Layout]:
    return TORCH.own(kind, leaf)


NUMPY = Dialect(
    "numpy",
    metadata_format="np",
    file_suffix="",
    strips_base=False,
    path=_path,
    module=_module,
    own=_own,
    class_prefix="Numpy",
)
