"""Blocks of mixtures of experts: many feed-forward networks, of which a router chooses a few for each token."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from trivet.families.blocks.forward import FeedForward
from trivet.families.blocks.leaves import Linear


class Scoring(Enum):
    """How the weights of experts follow from the router's outputs."""

    SOFTMAX = "softmax over all experts"
    SOFTMAX_OF_CHOSEN = "softmax over the chosen experts"
    SIGMOID = "sigmoid of each expert"
    SPARSE_MIXER = "of each choice a softmax over the experts that come near the best, and are not chosen yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Router:
    """Chooses experts for each token: those with the highest scores.

    Attributes:
        linear: projects states to an output for each expert; its path is relative to the module of the experts.
        chosen: how many experts are chosen for a token.
        normed: whether the weights of the chosen experts are divided by their sum.
        scale: factor of the weights.
        correction: path of a table [experts] that is added to scores for the choice, but not to weights; or empty.
        groups: number of groups of experts. Experts of `kept_groups` of them can be chosen: of those groups in which
            the sum of the `compared` best scores is highest (https://arxiv.org/abs/2405.04434, section 2.1.3).
        in_float32: whether the projection is computed in float32.
        jitter: in training, states are multiplied with random numbers of `1 - jitter` to `1 + jitter`
            (https://arxiv.org/abs/2101.03961, section 2.2).
        tolerance: for `SPARSE_MIXER`, how far an expert may be behind the best, relative to the larger output
            (https://arxiv.org/abs/2409.12136).
    """

    linear: Linear
    chosen: int
    scoring: Scoring = Scoring.SOFTMAX
    normed: bool = False
    scale: float = 1.0
    correction: str = ""
    groups: int = 1
    kept_groups: int = 1
    compared: int = 1
    in_float32: bool = False
    jitter: float = 0.0
    tolerance: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """A parameter of a module itself, with its own name and layout in every dialect.

    Attributes:
        at: its path, including its name.
    """

    at: str
    shape: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Experts:
    """Each token's weighted sum of the outputs of its experts, `down(activation(gate(x)) · up(x))` each.

    The parameters of all experts are stacked: gate and up [experts, 2 · inner, size], down [experts, size, inner].

    Attributes:
        at: module that computes it.
        names: paths of the table of gates and of what they multiply, and of that of the projections back.
        count: number of experts.
        inner: intermediate size of each expert.
        bias: whether experts have biases, in tables whose names end with `_bias`.
        transposed: whether the last two axes of the tables are swapped: [experts, size, 2 · inner].
        interleaved: whether gate and up alternate along their axis; else all of the gate comes first.
        limit: bound of gates from above, and of what they multiply in both directions; then each expert is
            `down((up(x) + 1) · gate(x) · sigmoid(slope · gate(x)))`. None for the activation.
        weighs_inputs: whether the weights are factors of the experts' inputs instead of their outputs.
        shared: a network that all tokens read, whose output is added; its path is relative to `at`.
        shared_gate: a projection to one number, whose sigmoid is the factor of that output.
    """

    at: str
    size: int
    inner: int
    count: int
    activation: str
    router: Router
    names: tuple[str, ...] = ("experts.gate_up_proj", "experts.down_proj")
    bias: bool = False
    transposed: bool = False
    interleaved: bool = False
    limit: float | None = None
    slope: float = 1.0
    weighs_inputs: bool = False
    shared: FeedForward | None = None
    shared_gate: Linear | None = None

    @property
    def tables(self) -> tuple[Table, ...]:
        """The stacked parameters: weights of gate and up, their biases if there are any, the same of down."""
        tables = []
        for name, outputs, inputs in zip(self.names, (2 * self.inner, self.size), (self.size, self.inner), strict=True):
            axes = (inputs, outputs) if self.transposed else (outputs, inputs)
            tables.append(Table(name, (self.count, *axes)))
            if self.bias:
                tables.append(Table(f"{name}_bias", (self.count, outputs)))
        return tuple(tables)
