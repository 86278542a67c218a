"""A sequence of layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from trivet.families import blocks
from trivet_tf.framework import keras, tf
from trivet_tf.layers.building import Composite, Holds
from trivet_tf.layers.disentangled import ConvolvedInput, Distances, distance_rows
from trivet_tf.layers.layer import Layer
from trivet_tf.layers.linear import linear_class, normal
from trivet_tf.layers.norms import norm_class
from trivet_tf.layers.places import Address, Place, follow
from trivet_tf.layers.relative import put_bias
from trivet_tf.layers.step import Layered, Step

ops = keras.ops


@dataclass
class Passed:
    """The outputs of a stack.

    Attributes:
        states: the last states.
        all_states: the input of each pass, then the last states.
        layered: the results of each layer of each pass.
    """

    states: tf.Tensor
    all_states: Sequence[tf.Tensor]
    layered: Sequence[Layered]


class StackParts(Holds):
    """Mixin of objects with the layers of a stack."""

    def add_layers(self, block: blocks.Stack) -> None:
        """Create the layers, and the norm after them."""
        for each in block.layers:
            self.put(each.at, Layer, each)
        self.layer_addresses = tuple(self.below(each.at) for each in block.layers)
        passes = block.passes or tuple((index,) for index in range(len(block.layers)))
        self.passes = tuple((layers, _mask_numbers(passes, layers)) for layers in passes)
        self.bias_at: Address = ()
        self.disentangled = block.relative if isinstance(block.relative, blocks.Disentangled) else None
        if isinstance(block.relative, blocks.Disentangled):
            self._add_distances(block.relative)
        elif block.relative is not None:
            self.bias_at = put_bias(self, block.relative)
        self.convolved_name = ""
        if block.convolved is not None:
            self.convolved_name = block.convolved.at
            self.put(block.convolved.at, ConvolvedInput, block.convolved)
        self.stack_norm: Address = ()
        self.last_project: Address = ()
        if block.norm is not None:
            self.stack_norm = self.put_at(block.norm.at, norm_class(block.norm), block.norm)
        if block.project is not None:
            self.last_project = self.put_at(block.project.at, linear_class(block.project), block.project)
        self.layerdrop = block.layerdrop
        self.put_dropout("skipping", block.layerdrop)
        biases = blocks.RelativeBias, blocks.PatchBias
        self.has_bias = tuple(isinstance(each.attention.relative, biases) for each in block.layers)
        self.put_dropout("stack_dropout", block.dropout)

    def _add_distances(self, block: blocks.Disentangled) -> None:
        """Create the vectors of distances, and their norm."""
        self.own(f"{block.table.at}.weight", block.table.rows, block.table.size, initial=normal(self.place.std))
        if block.norm is not None:
            self.put_leaf(block.norm.at, norm_class(block.norm), block.norm)

    @property
    def blocks(self) -> list[Any]:
        """The layers."""
        return [follow(self, address) for address in self.layer_addresses]

    def run_layers(self, states: tf.Tensor, step: Step) -> Passed:
        """Run states [batch, length, size] through the layers and what follows them."""
        layers = self.blocks
        if step.positions is not None and self.bias_at:
            step = replace(step, bias=follow(self, self.bias_at)(*step.positions))
        shared = step.bias if self.bias_at else None
        step, inputs = self._with_distances(step), states
        all_states, layered = [], []
        for indices, numbers in self.passes:
            all_states.append(states)
            for index, number in zip(indices, numbers, strict=True):
                if step.positions is not None and self.has_bias[index]:  # of later layers without one as well
                    bias = layers[index].own_attention.relative_bias(*step.positions)
                    step = replace(step, bias=bias if shared is None else bias + shared)
                result = Layered(*layers[index](states, step=step, number=number))
                states = self._kept(states, result.states, step.training)
                layered.append(result)
            if self.convolved_name and len(all_states) == 1:
                states = getattr(self, self.convolved_name)(inputs, states, tokens=step.tokens, training=step.training)
        for address in (self.stack_norm, self.last_project):
            states = follow(self, address)(states) if address else states
        states = self.dropped("stack_dropout", states, step.training)
        return Passed(states, [*all_states, states], layered)

    def _with_distances(self, step: Step) -> Step:
        """The step with the vectors of distances, if the layers' attention is disentangled."""
        block = self.disentangled
        if block is None or step.positions is None:
            return step
        vectors = ops.convert_to_tensor(getattr(self, f"{block.table.at}.weight"))
        vectors = vectors if block.norm is None else getattr(self, block.norm.at)(vectors)
        return replace(step, distances=Distances(vectors, distance_rows(block, *step.positions)))

    def _kept(self, before: tf.Tensor, after: tf.Tensor, training: bool) -> tf.Tensor:
        """The states after a pass, or at random those before it, in training (https://arxiv.org/abs/1909.11556)."""
        if not (training and self.layerdrop):
            return after
        seed = vars(self)["skipping"].seed_generator  # of a layer, which what resets random states finds
        return ops.where(keras.random.uniform((), seed=seed) < self.layerdrop, before, after)


def _mask_numbers(passes: Sequence[tuple[int, ...]], layers: tuple[int, ...]) -> tuple[int, ...]:
    """For each layer of a pass the index of the pass whose head mask applies to it.

    Layers that run again have one set of heads: the masks of their first passes always apply.
    """
    own = [number for number, other in enumerate(passes) if other == layers]
    return tuple(own[min(index, len(own) - 1)] for index in range(len(layers)))


class Stack(StackParts, Composite):
    """A stack as a separate layer."""

    def __init__(self, block: blocks.Stack, *, place: Place, name: str) -> None:
        super().__init__(place=place, name=name)
        self.add_layers(block)

    def call(self, states: tf.Tensor, step: Step) -> Passed:
        """As `run_layers`."""
        return self.run_layers(states, step)
