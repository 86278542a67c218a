"""The steps of heads, run in order."""

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
from trivet_tf.layers.pictures import convolution_class, shuffled
from trivet_tf.layers.places import Place, follow

ops = keras.ops

Runner = Callable[[Any, tf.Tensor, tf.Tensor | None, bool], tf.Tensor]
"""(holder, states, word embeddings, training) → states."""


class StepParts(Holds):
    """Mixin of objects with the layers of steps."""

    def add_steps(self, steps: Sequence[blocks.Step]) -> tuple[Runner, ...]:
        """Create the layers; returns the functions for `run_steps`."""
        return tuple(self._step(step) for step in steps)

    def run_steps(
        self, runners: Sequence[Runner], states: tf.Tensor, table: tf.Tensor | None, training: bool
    ) -> tf.Tensor:
        """The states after all steps.

        Args:
            table: the word embedding, [vocab, size].
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
            case blocks.Shuffle():
                factor = step.factor
                return lambda holder, states, table, training: shuffled(states, factor)
            case blocks.Steps():
                self.put(step.at, Steps, step)
                inner = self.below(step.at)
                return lambda holder, states, table, training: follow(holder, inner)(
                    states, table=table, training=training
                )
        self.put_leaf(step.at, _leaf_class(step), step)
        address = self.below(step.at, leaf=True)
        return lambda holder, states, table, training: follow(holder, address)(states)

    def _dropout(self, step: blocks.Dropout) -> Runner:
        """A separate layer for each probability."""
        layer_names = self.__dict__.setdefault("dropout_of", {})
        name = layer_names.setdefault(step.probability, "dropout" if not layer_names else f"dropout_{len(layer_names)}")
        if not hasattr(self, name):
            self.put_dropout(name, step.probability)
        return lambda holder, states, table, training: holder.dropped(name, states, training)


def _leaf_class(step: blocks.Linear | blocks.Norm | blocks.Convolution2D) -> Any:
    if isinstance(step, blocks.Convolution2D):
        return convolution_class(step)
    return norm_class(step) if isinstance(step, blocks.Norm) else linear_class(step)


class Steps(StepParts, Composite):
    """Steps as a separate layer."""

    def __init__(self, block: blocks.Steps, *, place: Place, name: str) -> None:
        super().__init__(place=place, name=name)
        self.runners = self.add_steps(block.steps)

    def call(self, states: tf.Tensor, table: tf.Tensor | None = None, training: bool = False) -> tf.Tensor:
        """As `run_steps`."""
        return self.run_steps(self.runners, states, table, training)
