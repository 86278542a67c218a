"""Blocks of layers: attention, the residual around it or a feed-forward network, a layer, a stack of layers."""

from __future__ import annotations

from dataclasses import dataclass

from trivet.families.blocks.disentangled import ConvolvedInput, Disentangled
from trivet.families.blocks.experts import Experts
from trivet.families.blocks.forward import FeedForward
from trivet.families.blocks.leaves import (
    LayerScale,
    Leftover,
    Linear,
    Norm,
    PatchBias,
    RelativeBias,
    RelativeKeys,
    Rotary,
    Sines,
    Slopes,
)
from trivet.layout import Kind
from trivet.layout.params import Role


@dataclass(frozen=True, slots=True)
class Fused:
    """One projection to several of queries, keys and values.

    Attributes:
        parts: what it projects to, in the order of its outputs: `kv`, or the letters of `qkv` in any order.
        groups: how often the parts alternate along the outputs, as for `layout.recipes.fused`: 1 if they lie one after
            the other (GPT-2), the number of heads if they alternate head by head (GPT-NeoX, BLOOM), that of key-value
            heads if queries of each are followed by its key and its value (Falcon).

    Raises:
        ValueError: `parts` are others.
    """

    parts: str = "qkv"
    groups: int = 1

    def __post_init__(self) -> None:
        if self.parts != "kv" and sorted(self.parts) != ["k", "q", "v"]:
            raise ValueError(f"a projection cannot be fused of {self.parts!r}: 'kv', or the letters of 'qkv'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Multi-head self-attention or cross-attention (https://arxiv.org/abs/1706.03762).

    Attributes:
        at: module that computes it. If the sublayer has an `output` module, that holds the last projection.
        names: names of the projections: queries, keys, values, output. With `fused`: the fused one, output; before
            them queries, if they have a projection of their own.
        size: size of the input and output states.
        source_size: size of the states that keys and values are projected from.
        heads, key_heads: number of query heads, and of key-value heads, each of which may serve several query heads.
        head_size: size of each head.
        fused: the projection that queries, keys and values share; None if each has its own.
        key_bias: whether the projection of keys has a bias, if `bias` says that projections have.
        scale: factor of the scores.
        softcap: bound of the scores, approached smoothly by tanh; None for none.
        dropout: dropout probability of the attention weights.
        causal: whether tokens cannot see later ones.
        crosses: whether it is cross-attention to an encoder's states.
        window: how many tokens each token sees at most, including itself, and on the other side as many unless it is
            `causal`; None for all.
        head_norms: norms of queries and of keys, applied to each head, or to all heads as one vector if `norms_whole`.
        own_biases: names of biases of queries and of values that belong to the module itself, not to projections.
        key_bias: whether the projection of keys has a bias if the others have.
        clip: bound of queries, keys and values as they are projected; None for none.
        in_float32: whether scores are computed in float32.
        prunable: whether heads can be pruned.
        pruned: indices of pruned heads in the whole model; `heads` includes them.
        stds: standard deviations of the initial projections, in the order of `names`; None means the model's.

    Raises:
        ValueError: heads could be pruned, but parts of a fused projection alternate; or only some of a fused
            projection's parts would have a bias.
    """

    at: str
    names: tuple[str, ...]
    size: int
    heads: int
    head_size: int
    scale: float
    key_heads: int | None = None
    source_size: int | None = None
    fused: Fused | None = None
    kind: Kind = Kind.LINEAR
    bias: bool = True
    output_bias: bool = True
    key_bias: bool = True
    softcap: float | None = None
    dropout: float = 0.0
    causal: bool = False
    crosses: bool = False
    window: int | None = None
    rotary: Rotary | None = None
    head_norms: tuple[Norm, Norm] | None = None
    norms_whole: bool = False
    own_biases: tuple[str, str] | None = None
    clip: float | None = None
    relative: RelativeBias | PatchBias | RelativeKeys | Disentangled | None = None
    in_float32: bool = False
    prunable: bool = False
    pruned: tuple[int, ...] = ()
    stds: tuple[float | None, ...] | None = None

    def __post_init__(self) -> None:
        if self.prunable and self.fused is not None and self.fused.groups > 1:
            raise ValueError(f"{self.at or 'attention'}: heads of a projection whose parts alternate cannot be pruned")
        if self.bias and not self.key_bias and self.fused is not None:
            raise ValueError(f"{self.at or 'attention'}: a fused projection has a bias of all parts or of none")

    @property
    def kept(self) -> int:
        """Number of query heads that remain."""
        return self.heads - len(self.pruned)

    @property
    def parts(self) -> tuple[str, ...]:
        """What each projection but the last projects to, in the order of its outputs: letters of `qkv`."""
        if self.fused is None:
            return "q", "k", "v"
        return ("q", "kv") if self.fused.parts == "kv" else (self.fused.parts,)

    def projections(self) -> tuple[Linear, ...]:
        """The projections in the order of `names`; paths are relative to the module of each."""
        heads = {"q": self.kept, "k": self.key_heads or self.kept, "v": self.key_heads or self.kept}
        source = self.size if self.source_size is None else self.source_size
        stds = self.stds or (None,) * len(self.names)
        into = [
            Linear(
                name,
                self.size if "q" in parts else source,
                sum(heads[part] for part in parts) * self.head_size,
                self.bias and (self.key_bias or parts != "k"),
                self.kind,
                std,
                Role.COLUMN,
            )
            for name, parts, std in zip(self.names, self.parts, stds, strict=False)
        ]
        return (*into, self.last_projection())

    def last_projection(self) -> Linear:
        """The output projection, which reads the heads' outputs."""
        std = self.stds[-1] if self.stds else None
        heads = self.kept * self.head_size
        return Linear(self.names[-1], heads, self.size, self.output_bias, self.kind, std, Role.ROW)


@dataclass(frozen=True, slots=True)
class Residual:
    """A sublayer: `last(x + layer_scale · dropout(after(inner(before(x)))))`, where each norm is optional.

    Attributes:
        at: module that computes the whole sublayer; empty if the layer itself does.
        output: module that holds the last projection of `inner`, and `last` if there is one; empty: `inner` holds its
            projection, and the sublayer its norms. It is called with the intermediate states and the residual.
        before, after, last: norms; paths are relative to the sublayer; that of `last` to `output`, if there is one.
        bounded: whether the result is clamped to the range of float16.
        scale: factor of what is added to `x`; None for none.
        from_normed: whether the sum is with `before(x)` instead of `x`.
        layer_scale: learned factors of what is added; None for none.
        path_dropout: probability with which nothing is added in training, for each row of the batch
            (https://arxiv.org/abs/1603.09382). Like `layer_scale` it needs a sublayer without `output`.
    """

    inner: Attention | FeedForward | Experts
    at: str = ""
    output: str = ""
    before: Norm | None = None
    after: Norm | None = None
    last: Norm | None = None
    dropout: float = 0.0
    bounded: bool = False
    scale: float | None = None
    from_normed: bool = False
    layer_scale: LayerScale | None = None
    path_dropout: float = 0.0

    def __post_init__(self) -> None:
        if self.output and (self.layer_scale is not None or self.path_dropout):
            raise ValueError(f"{self.output!r} adds the residual: neither layer_scale nor path_dropout can precede it")

    @property
    def crosses(self) -> bool:
        """Whether it is cross-attention to an encoder's states."""
        return isinstance(self.inner, Attention) and self.inner.crosses


@dataclass(frozen=True, slots=True)
class Layer:
    """Sublayers one after the other, at a path within their stack that ends with the layer's number.

    Attributes:
        parallel: whether all sublayers read the layer's input, and the layer's output is its sum with their results
            (https://github.com/kingoflolz/mesh-transformer-jax); such sublayers have no `output`, `last` or `bounded`.
        before: with `parallel`, a norm of what all sublayers read.
    """

    at: str
    sublayers: tuple[Residual, ...]
    leftovers: tuple[Leftover, ...] = ()
    parallel: bool = False
    before: Norm | None = None

    @property
    def attention(self) -> Attention:
        """Self-attention, the first sublayer of its kind."""
        return next(each.inner for each in self.sublayers if isinstance(each.inner, Attention))


@dataclass(frozen=True, slots=True)
class Stack:
    """Layers one after the other.

    Attributes:
        at: module that runs them; empty if the model itself does.
        passes: indices of the layers of each pass, if layers run several times or several count as one: hidden states
            and head masks are per pass. None: each layer is a pass.
        relative: what all layers' scores take from distances, if the stack holds its table.
        convolved: a convolution of the stack's input, after the first layer.
        norm: norm after the last layer; the last hidden state is normed.
        project: projects what is normed to another size; the last hidden state is projected.
        dropout: dropout probability after that.
        slopes: a bias by position that all layers add, without parameters.
        layerdrop: probability with which a layer is skipped in training.
    """

    layers: tuple[Layer, ...]
    at: str = ""
    passes: tuple[tuple[int, ...], ...] | None = None
    relative: RelativeBias | PatchBias | Disentangled | None = None
    convolved: ConvolvedInput | None = None
    norm: Norm | None = None
    dropout: float = 0.0
    layerdrop: float = 0.0
    leftovers: tuple[Leftover, ...] = ()
    project: Linear | None = None
    slopes: Slopes | None = None

    @property
    def rotations(self) -> tuple[Sines, ...]:
        """The tables of rotary positions that files have."""
        rotary = (layer.attention.rotary for layer in self.layers)
        return tuple(dict.fromkeys(each.table for each in rotary if each is not None and each.table is not None))
