"""Blocks: what the parts of a model compute, and under which names their parameters lie. Of no framework.

A block is a frozen value whose sizes and options are resolved: who builds modules from it never reads a config. Every
`at` is a dotted path from the block that holds it (empty: the holder itself has the parameters). Items of lists are
numbers in a path, as in `layer.0`. Paths, names and shapes are those of PyTorch checkpoints.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from trivet.layout import Kind
from trivet.layout.params import Role


@dataclass(frozen=True, slots=True)
class Linear:
    """`x · weightᵀ + bias`; weight [outputs, inputs], of kind `CONV1D_GPT2` [inputs, outputs].

    Attributes:
        std: standard deviation of initial weights; None is the model's.
    """

    at: str
    inputs: int
    outputs: int
    bias: bool = True
    kind: Kind = Kind.LINEAR
    std: float | None = None
    role: Role = Role.NONE


@dataclass(frozen=True, slots=True)
class Norm:
    """Normalisation over the last axis: layer norm (https://arxiv.org/abs/1607.06450), or where `rms` root mean square.

    Attributes:
        offset: what is added to the stored weight: 1 where files hold its difference from one.
        initial: value that the stored weight starts with.
        in_weight_dtype: whether the result has the dtype of the weight rather than of the input.
    """

    at: str
    size: int
    eps: float
    rms: bool = False
    offset: float = 0.0
    initial: float = 1.0
    in_weight_dtype: bool = False


@dataclass(frozen=True, slots=True)
class Embedding:
    """A table [rows, size] whose rows are looked up.

    Attributes:
        kind: `EMBEDDING` or `INDEX_EMBEDDING`, which differ in TensorFlow's names.
        padding: row that starts as zeros and is not trained.
        scale: what looked-up rows are multiplied with; None for nothing.
        role: `VOCAB` where rows are words.
    """

    at: str
    rows: int
    size: int
    kind: Kind = Kind.INDEX_EMBEDDING
    padding: int | None = None
    scale: float | None = None
    std: float | None = None
    role: Role = Role.NONE


@dataclass(frozen=True, slots=True)
class Leftover:
    """A tensor that some files have and no model reads.

    Attributes:
        at: its name, leaf included.
        kind: of a table of words that a model might read.
    """

    at: str
    shape: tuple[int, ...]
    kind: Kind = Kind.RAW


@dataclass(frozen=True, slots=True)
class Learned:
    """A learned table of positions.

    Attributes:
        skipped: rows at the start of the table that no position has; `table.rows` counts them.
        after_padding: the padding token, where positions count from the number after it and skip padding, which has the
            token's own number; else None. Positions that a caller gives are then rows of the table already.
        added: whether models add positions to words; else they hold the table and do not read it.
    """

    table: Embedding
    skipped: int = 0
    after_padding: int | None = None
    added: bool = True

    @property
    def places(self) -> int:
        """How many positions there are."""
        return self.table.rows - self.skipped


@dataclass(frozen=True, slots=True)
class Sines:
    """Positions as sines and cosines (https://arxiv.org/abs/1706.03762, section 3.5), in a table that is not trained.

    Attributes:
        interleaved: whether sines and cosines alternate; else the sines are the first half.
        stored: whether files hold the table as a parameter; else only some have it.
        written: whether the table is written all the same.
    """

    table: Embedding
    interleaved: bool = False
    stored: bool = False
    written: bool = True

    @property
    def places(self) -> int:
        """How many positions there are."""
        return self.table.rows


@dataclass(frozen=True, slots=True)
class Rotary:
    """Rotary positions (https://arxiv.org/abs/2104.09864), at frequencies that the config gives (`RotaryConfig`).

    Attributes:
        size: of each head that is turned: number i together with number i + size / 2.
        at: module of the base model that computes the angles.
    """

    size: int
    at: str = "rotary_emb"


@dataclass(frozen=True, slots=True)
class RelativeBias:
    """A learned bias of scores by distance, in buckets (https://arxiv.org/abs/1910.10683, section 2.1).

    The first layer of a stack holds the table [buckets, heads]; all its layers add what it gives.
    """

    table: Embedding
    max_distance: int
    bidirectional: bool


@dataclass(frozen=True, slots=True)
class RelativeKeys:
    """Learned keys by distance (https://arxiv.org/abs/1803.02155), table [2 · places - 1, head size].

    Attributes:
        with_queries: whether keys too are compared with the table (https://arxiv.org/abs/2009.13658, method 4).
    """

    table: Embedding
    with_queries: bool

    @property
    def places(self) -> int:
        """How many positions there are."""
        return (self.table.rows + 1) // 2


Positions: TypeAlias = Learned | Sines


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
        last = Linear(self.names[-1], queries, self.size, self.output_bias, self.kind, stds[-1], Role.ROW)
        return (*into, last)


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
        return (*into, Linear(self.names[-1], self.inner, self.size, self.bias, self.kind, stds[-1], Role.ROW))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEmbeddings:
    """`dropout(norm(words + positions + segments))`, each where there is one.

    Attributes:
        at: module that computes it; empty where the model itself does.
        words: the vocabulary's table.
        segments: table of segments; where `segments_are_words`, segments are looked up in the vocabulary.
    """

    words: Embedding
    at: str = ""
    positions: Positions | None = None
    segments: Embedding | None = None
    segments_are_words: bool = False
    norm: Norm | None = None
    dropout: float = 0.0
    leftovers: tuple[Leftover, ...] = ()


@dataclass(frozen=True, slots=True)
class Pooler:
    """`tanh(linear(first token's state))`; `at` is the module, empty where `linear` itself lies in the model."""

    at: str
    linear: Linear


@dataclass(frozen=True, slots=True)
class Transformer:
    """Embeddings, layers, and what is behind them: an encoder, a decoder, or one side of an `EncoderDecoder`.

    Attributes:
        at: of a side, its module; empty for a base model of its own.
        project: takes embeddings to the size of the layers.
        norm: behind the stack; hidden states do not show it.
        pooler: the pooled output, which only some heads read.
        std: standard deviation of initial weights.
    """

    embeddings: TextEmbeddings
    stack: Stack
    at: str = ""
    project: Linear | None = None
    norm: Norm | None = None
    pooler: Pooler | None = None
    std: float = 0.02

    @property
    def size(self) -> int:
        """Of the states."""
        return self.stack.layers[0].attention.size if self.stack.layers else self.embeddings.words.size

    @property
    def causal(self) -> bool:
        """Whether no token sees those after it."""
        return any(layer.attention.causal for layer in self.stack.layers)

    @property
    def crosses(self) -> bool:
        """Whether its layers attend to an encoder's states."""
        return any(each.crosses for layer in self.stack.layers for each in layer.sublayers)


class Shift(Enum):
    """What the decoder reads to predict labels: all but their last token, behind one that comes first."""

    START = "the config's decoder_start_token_id"
    LAST = "the last token that is not padding, which names a language"


@dataclass(frozen=True, slots=True)
class EncoderDecoder:
    """An encoder, and a decoder that attends to its states.

    Attributes:
        shared: the vocabulary's table that sides have as their own; None where each has its own.
        ties: sides whose tables are the shared one.
        beside: whether files hold those tables beside the shared one.
        prevails: sides whose own stored table is the one that counts.
        shift: what the decoder reads to predict labels.
        reads_source: whether a decoder that is given nothing reads the encoder's tokens, shifted in the same way.
        one_head_mask: whether the encoder's head mask serves the decoder, where both have as many layers.
    """

    encoder: Transformer
    decoder: Transformer
    shared: Embedding | None = None
    ties: tuple[str, ...] = ("encoder", "decoder")
    beside: bool = False
    prevails: tuple[str, ...] = ()
    shift: Shift = Shift.START
    reads_source: bool = False
    one_head_mask: bool = False
    std: float = 0.02
    leftovers: tuple[Leftover, ...] = ()

    @property
    def sides(self) -> tuple[Transformer, Transformer]:
        """The encoder and the decoder."""
        return self.encoder, self.decoder


Base: TypeAlias = Transformer | EncoderDecoder


# What heads are made of.


@dataclass(frozen=True, slots=True)
class Activation:
    """A function of the table of activations, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Dropout:
    """Numbers are dropped with this probability in training."""

    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Scores of words: `cap · tanh((scale · x · weightᵀ + bias) / cap)`.

    Attributes:
        table: name of the embeddings that the weight is tied to, from the top of the model; None where it is its own.
        bias: whether the projection has one.
        outer_bias: name, beside the projection, of a bias of the head that is the projection's own.
        added: name, from the top of the model, of a row [1, words] that is added to scores.
        std: as of `Linear`, where the weight is its own.
    """

    at: str
    inputs: int
    words: int
    table: str | None
    bias: bool = False
    outer_bias: str | None = None
    added: str | None = None
    scale: float | None = None
    cap: float | None = None
    std: float | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps one after the other, in a module of their own."""

    at: str
    steps: tuple[Step, ...]
    leftovers: tuple[Leftover, ...] = field(default=())


Step: TypeAlias = Linear | Norm | Activation | Dropout | Vocabulary | Steps


class Reads(Enum):
    """Which of the base model's states a head reads."""

    EACH = "each token"
    FIRST = "first token"
    LAST = "last token that is not padding"
    END = "last of the decoder's states whose place in the encoder's tokens has an end of sequence"
    CHOSEN = "the tokens that the caller names"
    POOLED = "pooled output"


@dataclass(frozen=True, slots=True)
class Branch:
    """From the base model's states to one output.

    Attributes:
        reads: which states.
        squeeze: whether the last axis, of one number, is left out.
    """

    reads: Reads
    steps: tuple[Step, ...]
    squeeze: bool = False
