"""Blocks of layers: attention, the feed-forward network, the residual around either, a layer, a stack of layers."""

from __future__ import annotations

from dataclasses import dataclass

from trivet.families.blocks.leaves import Leftover, Linear, Norm, RelativeBias, RelativeKeys, Rotary
from trivet.layout import Kind
from trivet.layout.params import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Multi-head attention (https://arxiv.org/abs/1706.03762), of states to themselves or to an encoder's.

    Attributes:
        at: module that computes it. Where the sublayer has an `output` module, that holds the last projection.
        names: of the projections: queries, keys, values, output; or with `fused`, all three in one, and output.
        size: of the states that come in and go out.
        source_size: of the states that keys and values are made of.
        heads, key_heads: how many heads queries have, and keys and values, each of which serves several queries.
        head_size: of each head.
        scale: what scores are multiplied with.
        softcap: bound of scores, approached smoothly; None for none.
        dropout: probability with which a weight is dropped.
        causal: whether no token sees those after it.
        crosses: whether it attends to an encoder's states.
        window: how many tokens each sees at most, itself included; None for all.
        head_norms: of queries and of keys, head by head.
        in_float32: whether scores are computed in float32.
        prunable: whether heads can be taken out.
        pruned: heads that are gone, by their first numbers; `heads` counts them.
        stds: standard deviations of the initial projections, in the order of `names`; None is the model's.
    """

    at: str
    names: tuple[str, ...]
    size: int
    heads: int
    head_size: int
    scale: float
    key_heads: int | None = None
    source_size: int | None = None
    fused: bool = False
    kind: Kind = Kind.LINEAR
    bias: bool = True
    output_bias: bool = True
    softcap: float | None = None
    dropout: float = 0.0
    causal: bool = False
    crosses: bool = False
    window: int | None = None
    rotary: Rotary | None = None
    head_norms: tuple[Norm, Norm] | None = None
    relative: RelativeBias | RelativeKeys | None = None
    in_float32: bool = False
    prunable: bool = False
    pruned: tuple[int, ...] = ()
    stds: tuple[float | None, ...] | None = None

    @property
    def kept(self) -> int:
        """How many of queries' heads there are."""
        return self.heads - len(self.pruned)

    def projections(self) -> tuple[Linear, ...]:
        """The projections in the order of `names`; paths are relative to where each lies."""
        queries, keys = self.kept * self.head_size, self.kept * self.head_size
        if self.key_heads is not None:
            keys = self.key_heads * self.head_size
        source = self.size if self.source_size is None else self.source_size
        widths = [(self.size, 3 * queries)] if self.fused else [(self.size, queries), (source, keys), (source, keys)]
        stds = self.stds or (None,) * len(self.names)
        into = [
            Linear(name, inputs, outputs, self.bias, self.kind, std, Role.COLUMN)
            for name, (inputs, outputs), std in zip(self.names, widths, stds, strict=False)
        ]
        return (*into, self.last_projection())

    def last_projection(self) -> Linear:
        """The last of them, which takes what heads give."""
        std = self.stds[-1] if self.stds else None
        heads = self.kept * self.head_size
        return Linear(self.names[-1], heads, self.size, self.output_bias, self.kind, std, Role.ROW)


@dataclass(frozen=True, slots=True)
class FeedForward:
    """`down(dropout(activation(up(x))))`; with a gate `down(activation(gate(x)) · up(x))` (arXiv 2002.05202).

    Attributes:
        at: module that computes it. Where the sublayer has an `output` module, that holds the last projection.
        names: of the projections: up, down; with a gate: gate, up, down.
        inner: size between the projections.
        dropout: after the activation.
        last_in_float32: whether models in half precision keep the last projection in float32.
        stds: as of `Attention`.
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
    stds: tuple[float | None, ...] | None = None

    @property
    def gated(self) -> bool:
        """Whether there is a gate."""
        return len(self.names) == 3

    def projections(self) -> tuple[Linear, ...]:
        """The projections in the order of `names`; paths are relative to where each lies."""
        stds = self.stds or (None,) * len(self.names)
        into = [
            Linear(name, self.size, self.inner, self.bias, self.kind, std, Role.COLUMN)
            for name, std in zip(self.names[:-1], stds, strict=False)
        ]
        return (*into, self.last_projection())

    def last_projection(self) -> Linear:
        """The last of them, which takes what is between."""
        std = self.stds[-1] if self.stds else None
        return Linear(self.names[-1], self.inner, self.size, self.bias, self.kind, std, Role.ROW)


@dataclass(frozen=True, slots=True)
class Residual:
    """A sublayer: `last(x + dropout(after(inner(before(x)))))`, each norm where there is one.

    Attributes:
        at: module that computes the whole sublayer; empty where the layer itself does.
        output: module that holds the last projection of `inner`, and `last` where there is one; empty: `inner` holds
            its projection, and the sublayer its norms. It is called with what is between, and the residual.
        before, after, last: norms; paths are relative to the sublayer, of `last` to `output` where that is named.
        bounded: whether the result is kept from overflowing in float16.
    """

    inner: Attention | FeedForward
    at: str = ""
    output: str = ""
    before: Norm | None = None
    after: Norm | None = None
    last: Norm | None = None
    dropout: float = 0.0
    bounded: bool = False

    @property
    def crosses(self) -> bool:
        """Whether it is attention to an encoder's states."""
        return isinstance(self.inner, Attention) and self.inner.crosses


@dataclass(frozen=True, slots=True)
class Layer:
    """Sublayers one after the other, at a path within their stack that ends with the layer's number."""

    at: str
    sublayers: tuple[Residual, ...]
    leftovers: tuple[Leftover, ...] = ()

    @property
    def attention(self) -> Attention:
        """Self-attention, the first sublayer of its kind."""
        return next(each.inner for each in self.sublayers if isinstance(each.inner, Attention))


@dataclass(frozen=True, slots=True)
class Stack:
    """Layers one after the other.

    Attributes:
        at: module that runs them; empty where the model itself does.
        passes: numbers of the layers of each pass, where layers are run several times or several count as one: states
            and head masks are those of passes. None: each layer is a pass.
        norm: after the last layer; the last of the hidden states is normed.
        dropout: after that.
        layerdrop: probability with which a layer is left out in training.
    """

    layers: tuple[Layer, ...]
    at: str = ""
    passes: tuple[tuple[int, ...], ...] | None = None
    norm: Norm | None = None
    dropout: float = 0.0
    layerdrop: float = 0.0
    leftovers: tuple[Leftover, ...] = ()
