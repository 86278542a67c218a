"""The block of feed-forward networks."""

from __future__ import annotations

from dataclasses import dataclass

from trivet.families.blocks.leaves import Linear
from trivet.layout import Kind
from trivet.layout.params import Role


@dataclass(frozen=True, slots=True)
class FeedForward:
    """`down(dropout(activation(up(x))))`; with a gate `down(activation(gate(x)) · up(x))` (arXiv 2002.05202).

    Attributes:
        at: module that computes it. If the sublayer has an `output` module, that holds the last projection.
        names: of the projections: up, down; with a gate: gate, up, down.
        fused: whether gate and up are one projection: then `names` are that, and down.
        gate_last: whether the gate comes second in that, instead of first.
        output_bias: whether the last projection has a bias; None: if the others have.
        inner: intermediate size.
        dropout: dropout probability after the activation.
        last_in_float32: whether models in half precision keep the last projection in float32.
        stds: as for `Attention`.
    """

    at: str
    names: tuple[str, ...]
    size: int
    inner: int
    activation: str
    bias: bool = True
    kind: Kind = Kind.LINEAR
    dropout: float = 0.0
    last_in_float32: bool = False
    fused: bool = False
    gate_last: bool = False
    output_bias: bool | None = None
    stds: tuple[float | None, ...] | None = None

    @property
    def gated(self) -> bool:
        """Whether there is a gate."""
        return self.fused or len(self.names) == 3

    def projections(self) -> tuple[Linear, ...]:
        """The projections in the order of `names`; paths are relative to the module of each."""
        stds = self.stds or (None,) * len(self.names)
        width = 2 * self.inner if self.fused else self.inner
        into = [
            Linear(name, self.size, width, self.bias, self.kind, std, Role.COLUMN)
            for name, std in zip(self.names[:-1], stds, strict=False)
        ]
        return (*into, self.last_projection())

    def last_projection(self) -> Linear:
        """The projection back to the size of the states."""
        std = self.stds[-1] if self.stds else None
        bias = self.bias if self.output_bias is None else self.output_bias
        return Linear(self.names[-1], self.inner, self.size, bias, self.kind, std, Role.ROW)
