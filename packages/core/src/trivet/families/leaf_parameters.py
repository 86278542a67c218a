"""The parameters of the smallest blocks, and of mixtures of experts, for `trivet.families.derive`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trivet.families.blocks import Convolution, Convolution2D, Embedding, Experts, Leftover, Linear, Norm
from trivet.layout import Kind, ParamSpec
from trivet.layout.params import Role, join

Specs = Iterator[ParamSpec]


def linear(block: Linear | None) -> Specs:
    """Weight and bias of a projection."""
    if block is None:
        return
    shape = (block.inputs, block.outputs) if block.kind is Kind.CONV1D_GPT2 else (block.outputs, block.inputs)
    yield ParamSpec(join(block.at, "weight"), shape, block.kind, role=block.role)
    if block.bias:
        yield ParamSpec(join(block.at, "bias"), (block.outputs,), block.kind, role=block.role)


def leftovers(blocks: Iterable[Leftover]) -> Specs:
    """Tensors that no model reads."""
    for block in blocks:
        yield ParamSpec(block.at, block.shape, block.kind, buffer=True)


def under(path: str, *groups: Iterable[ParamSpec]) -> Specs:
    """Parameters as those of a module at a path."""
    for group in groups:
        for param in group:
            yield param.moved(path) if path else param


def norm(block: Norm | None) -> Specs:
    """Weight and bias of a norm."""
    if block is not None:
        for leaf in block.leaves:
            yield ParamSpec(join(block.at, leaf), block.shape, Kind.RMS_NORM if block.rms else Kind.LAYER_NORM)


def convolution(block: Convolution | Convolution2D) -> Specs:
    """Weight and bias of a convolution."""
    yield ParamSpec(join(block.at, "weight"), block.shape, block.kind)
    if block.bias:
        yield ParamSpec(join(block.at, "bias"), (block.outputs,), block.kind)


def embedding(block: Embedding | None) -> Specs:
    """The weight of a table."""
    if block is not None:
        yield ParamSpec(join(block.at, "weight"), (block.rows, block.size), block.kind, role=block.role)


def experts(block: Experts) -> Specs:
    """Those of a mixture of experts: its router, the stacked tables, what all tokens share."""
    router = block.router
    yield from linear(router.linear)
    if router.correction:
        yield ParamSpec(router.correction, (block.count,))
    for table in block.tables:
        yield ParamSpec(table.at, table.shape, role=Role.EXPERT)
    if block.shared is not None:
        for each in block.shared.projections():
            yield from under(block.shared.at, linear(each))
    yield from linear(block.shared_gate)
