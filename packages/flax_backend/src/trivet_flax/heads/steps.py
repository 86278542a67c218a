"""The steps of heads, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import jax
from flax import nnx

from trivet.families import blocks
from trivet_flax.heads.vocabulary import Scores
from trivet_flax.layers.activations import activation
from trivet_flax.layers.embeddings import Embedding
from trivet_flax.layers.linear import linear
from trivet_flax.layers.norms import norm
from trivet_flax.layers.places import at, put
from trivet_flax.layers.setup import Setup

Array = jax.Array


class _Way(Enum):
    """How a step is run."""

    LAYER = "of states alone"
    FUNCTION = "a function"
    DROPOUT = "with what dropout draws from"
    SCORES = "with the table of words"
    STEPS = "with both"


@dataclass(frozen=True, slots=True)
class Run:
    """One step: where its module is, or what it computes."""

    way: _Way
    path: str = ""
    what: Any = None


class StepParts(nnx.Module):
    """What runs steps whose modules lie in it."""

    def add_steps(self, steps: Iterable[blocks.Step], setup: Setup) -> tuple[Run, ...]:
        """Make their modules; gives how they are run."""
        return tuple(self._added(step, setup) for step in steps)

    def _added(self, step: blocks.Step, setup: Setup) -> Run:
        match step:
            case blocks.Linear():
                put(self, step.at, linear(step, setup))
                return Run(_Way.LAYER, step.at)
            case blocks.Norm():
                put(self, step.at, norm(step, setup))
                return Run(_Way.LAYER, step.at)
            case blocks.Activation():
                return Run(_Way.FUNCTION, what=activation(step.name))
            case blocks.Dropout():
                return Run(_Way.DROPOUT, self._dropout(step.probability))
            case blocks.Vocabulary():
                return Run(_Way.SCORES, what=Scores.make(self, step, setup))
            case blocks.Steps():
                put(self, step.at, Steps(step, setup))
                return Run(_Way.STEPS, step.at)

    def _dropout(self, rate: float) -> str:
        """The name of a dropout layer of that rate; one serves all."""
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
            table: the words that scores are tied to.
            drop: `deterministic` and `rngs`, as dropout takes them.
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


def table_of(steps: Iterable[blocks.Step]) -> str:
    """Path, from the top of the model, of the embeddings that scores are tied to; empty where they are to none."""
    for step in steps:
        if isinstance(step, blocks.Vocabulary) and step.table is not None:
            return step.table.removesuffix(".weight")
        if isinstance(step, blocks.Steps) and (path := table_of(step.steps)):
            return path
    return ""
