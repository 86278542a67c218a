"""Tensors on the host: what is known of stored ones before a byte is read, how bytes are moved and compared."""

from trivet.tensors.catalog import Catalog, Extent, TensorSpec

__all__ = ["Catalog", "Extent", "TensorSpec"]
