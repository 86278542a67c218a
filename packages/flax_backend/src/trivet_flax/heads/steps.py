"""The steps of heads, run in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any

import jax
from flax import nnx

from trivet.families import blocks
from trivet_flax.heads.vocabulary import Scores
from trivet_flax.layers.activations import activation
from trivet_flax.layers.embeddings import Embedding
from trivet_flax.layers.linear import linear
from trivet_flax.layers.norms import norm
from trivet_flax.layers.pictures import Convolution, shuffled
from trivet_flax.layers.places import at, put
from trivet_flax.layers.setup import Setup

Array = jax.Array


class _Way(Enum):
    """How a step is run."""

    LAYER = "with states only"
    FUNCTION = "a function"
    DROPOUT = "with dropout's random state"
    SCORES = "with the word embedding"
    STEPS = "with both"


@dataclass(frozen=True, slots=True)
class Run:
    """One step: the path of its module, or its function."""

    way: _Way
    path: str = ""
    what: Any = None


class StepParts(nnx.Module):
    """A module that contains and runs the modules of steps."""

    def add_steps(self, steps: Iterable[blocks.Step], setup: Setup) -> tuple[Run, ...]:
        """Create the modules of steps; returns the steps for `run_steps`."""
        return tuple(self._added(step, setup) for step in steps)

    def _added(self, step: blocks.Step, setup: Setup) -> Run:
        match step:
            case blocks.Activation():
                return Run(_Way.FUNCTION, what=activation(step.name))
            case blocks.Shuffle():
                return Run(_Way.FUNCTION, what=partial(shuffled, factor=step.factor))
            case blocks.Dropout():
                return Run(_Way.DROPOUT, self._dropout(step.probability))
            case blocks.Vocabulary():
                return Run(_Way.SCORES, what=Scores.make(self, step, setup))
            case _:
                put(self, step.at, _module(step, setup))
                return Run(_Way.STEPS if isinstance(step, blocks.Steps) else _Way.LAYER, step.at)

    def _dropout(self, rate: float) -> str:
        """The name of the dropout layer of that rate, which all steps share."""
        name, count = "dropout", 1
        while getattr(self, name, None) is not None:
            if getattr(self, name).rate == rate:
                return name
            name, count = f"dropout_{count}", count + 1
        setattr(self, name, nnx.Dropout(rate, deterministic=True))
        return name

    def run_steps(self, runs: Iterable[Run], hidden: Array, table: Embedding | None, **drop: Any) -> Array:
        """
        Args:
            table: the word embedding to which scores are tied.
            drop: `deterministic` and `rngs`, as for dropout.
        """
        for run in runs:
            match run.way:
                case _Way.LAYER:
                    hidden = at(self, run.path)(hidden)
                case _Way.FUNCTION:
                    hidden = run.what(hidden)
                case _Way.DROPOUT:
                    hidden = at(self, run.path)(hidden, **drop)
                case _Way.SCORES:
                    hidden = run.what.of(self, hidden, table)
                case _Way.STEPS:
                    hidden = at(self, run.path)(hidden, table, **drop)
        return hidden


class Steps(StepParts):
    """Steps as a separate module."""

    def __init__(self, block: blocks.Steps, setup: Setup) -> None:
        self.steps = self.add_steps(block.steps, setup)

    def __call__(self, hidden: Array, table: Embedding | None = None, **drop: Any) -> Array:
        """As `run_steps`."""
        return self.run_steps(self.steps, hidden, table, **drop)


def _module(step: blocks.Linear | blocks.Norm | blocks.Convolution2D | blocks.Steps, setup: Setup) -> nnx.Module:
    """The module of a step that is one."""
    match step:
        case blocks.Linear():
            return linear(step, setup)
        case blocks.Norm():
            return norm(step, setup)
        case blocks.Convolution2D():
            return Convolution(step, setup)
        case blocks.Steps():
            return Steps(step, setup)


def table_of(steps: Iterable[blocks.Step]) -> str:
    """Full path of the embeddings to which scores are tied; empty if they are not tied."""
    for step in steps:
        if isinstance(step, blocks.Vocabulary) and step.table is not None:
            return step.table.removesuffix(".weight")
        if isinstance(step, blocks.Steps) and (path := table_of(step.steps)):
            return path
    return ""
