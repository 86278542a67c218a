"""Steps of a head, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from trivet.families import blocks
from trivet_tf.framework import keras, tf
from trivet_tf.heads.vocabulary import Scores
from trivet_tf.layers.activations import activation
from trivet_tf.layers.building import Composite, Holds
from trivet_tf.layers.linear import linear_class
from trivet_tf.layers.norms import norm_class
from trivet_tf.layers.places import Place, follow

ops = keras.ops

Runner = Callable[[Any, tf.Tensor, tf.Tensor | None, bool], tf.Tensor]
"""Takes the holder, states, the embeddings of words, and whether to train; gives states."""


class StepParts(Holds):
    """Mixin of what has the layers of steps."""

    def add_steps(self, steps: Sequence[blocks.Step]) -> tuple[Runner, ...]:
        """Make the layers; what to run."""
        return tuple(self._step(step) for step in steps)

    def run_steps(
        self, runners: Sequence[Runner], states: tf.Tensor, table: tf.Tensor | None, training: bool
    ) -> tf.Tensor:
        """The states behind all steps.

        Args:
            table: the embeddings of words, [vocab, size].
        """
        for run in runners:
            states = run(self, states, table, training)
        return states

    def _step(self, step: blocks.Step) -> Runner:
        match step:
            case blocks.Activation():
                function = activation(step.name)
                return lambda holder, states, table, training: function(states)
            case blocks.Dropout():
                return self._dropout(step)
            case blocks.Vocabulary():
                scores = Scores(self, step)
                return lambda holder, states, table, training: scores(holder, states, table)
            case blocks.Steps():
                self.put(step.at, Steps, step)
                inner = self.below(step.at)
                return lambda holder, states, table, training: follow(holder, inner)(
                    states, table=table, training=training
                )
        self.put_leaf(step.at, norm_class(step) if isinstance(step, blocks.Norm) else linear_class(step), step)
        address = self.below(step.at, leaf=True)
        return lambda holder, states, table, training: follow(holder, address)(states)

    def _dropout(self, step: blocks.Dropout) -> Runner:
        """A layer of its own for each probability."""
        made = self.__dict__.setdefault("dropout_of", {})
        name = made.setdefault(step.probability, "dropout" if not made else f"dropout_{len(made)}")
        if not hasattr(self, name):
            self.put_dropout(name, step.probability)
        return lambda holder, states, table, training: holder.dropped(name, states, training)


class Steps(StepParts, Composite):
    """Steps in a layer of their own."""

    def __init__(self, block: blocks.Steps, *, place: Place, name: str) -> None:
        super().__init__(place=place, name=name)
        self.runners = self.add_steps(block.steps)

    def call(self, states: tf.Tensor, table: tf.Tensor | None = None, training: bool = False) -> tf.Tensor:
        """As `run_steps`."""
        return self.run_steps(self.runners, states, table, training)
