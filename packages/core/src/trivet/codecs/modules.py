"""Stored tensors by the module that they belong to, and checks of their dtypes and shapes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trivet.codecs.protocols import CodecError
from trivet.dtypes import DType
from trivet.tensors import Catalog, Coded, Decoder, TensorSpec

FLOATS = (DType.F32, DType.F16, DType.BF16)
"""Dtypes of plain scales."""


@dataclass(frozen=True, slots=True)
class Module:
    """The stored tensors of one module, by their leaves (`weight`, `weight_scale`)."""

    name: str
    tensors: Mapping[str, TensorSpec]

    def __contains__(self, leaf: str) -> bool:
        return leaf in self.tensors

    def get(self, leaf: str) -> TensorSpec | None:
        """The tensor of a leaf; None if there is none."""
        return self.tensors.get(leaf)

    def need(
        self, leaf: str, dtypes: Sequence[DType] = (), shapes: Iterable[tuple[int, ...]] | None = None
    ) -> TensorSpec:
        """The tensor of a leaf.

        Args:
            dtypes: those that it may have; empty for any.
            shapes: those that it may have; None for any.

        Raises:
            CodecError: there is none, or it has another dtype or shape.
        """
        spec = self.tensors.get(leaf)
        if spec is None:
            raise CodecError(f"{self.full(leaf)}: missing, and needed to decode the weight")
        if dtypes and spec.dtype not in dtypes:
            raise refusal(spec, f"is {spec.dtype.name}, not {' or '.join(each.name for each in dtypes)}")
        allowed = None if shapes is None else list(dict.fromkeys(shapes))
        if allowed is not None and spec.shape not in allowed:
            fitting = " or ".join(str(list(each)) for each in allowed)
            raise refusal(spec, f"has the shape {list(spec.shape)}, and {fitting} fits the codes")
        return spec

    def full(self, leaf: str) -> str:
        """The stored name of a leaf."""
        return f"{self.name}.{leaf}" if self.name else leaf


def refusal(spec: TensorSpec, reason: str) -> CodecError:
    """The error of one stored tensor."""
    return CodecError(f"{spec.name} (in {spec.file}): {reason}")


def modules(catalog: Catalog, leaves: Iterable[str]) -> dict[str, Module]:
    """The modules that have tensors of some leaves, in file order; a leaf may have several components."""
    known = tuple(sorted(leaves, key=len, reverse=True))
    grouped: dict[str, dict[str, TensorSpec]] = {}
    for name, spec in catalog.items():
        for leaf in known:
            if name == leaf or name.endswith(f".{leaf}"):
                grouped.setdefault(name[: -len(leaf)].rstrip("."), {})[leaf] = spec
                break
    return {name: Module(name, tensors) for name, tensors in grouped.items()}


def weight(
    name: str,
    scheme: str,
    parts: Sequence[TensorSpec],
    decoder: Decoder,
    dtype: DType,
    shape: tuple[int, ...],
    *,
    axes: tuple[int, ...] | None = None,
    unit: int = 1,
) -> TensorSpec:
    """The spec of a decoded weight.

    Args:
        shape: of the decoded values, before `axes` permutes them.
    """
    codes = parts[0]
    coded = Coded(scheme, tuple(parts), decoder, dtype, shape, axes, unit)
    seen = shape if axes is None else tuple(shape[axis] for axis in axes)
    extents, where = codes.extents, codes.is_located
    return TensorSpec(name, dtype, seen, codes.file, extents, is_located=where, source=codes.source, coded=coded)


def count(shape: Sequence[int]) -> int:
    """Number of elements."""
    return math.prod(shape)
