"""Tensors on the host: descriptions of stored tensors, and how their bytes are moved and compared."""

from trivet.tensors.catalog import Catalog, Coded, Decoder, Extent, TensorSpec

__all__ = ["Catalog", "Coded", "Decoder", "Extent", "TensorSpec"]
