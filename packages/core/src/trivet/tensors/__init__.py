"""Tensors on the host: descriptions of stored tensors, and how their bytes are moved and compared."""

from trivet.tensors.catalog import Catalog, Extent, TensorSpec

__all__ = ["Catalog", "Extent", "TensorSpec"]
