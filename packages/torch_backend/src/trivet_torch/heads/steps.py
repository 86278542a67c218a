"""The steps of heads, run in order, on modules at the paths of their blueprint."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple, cast

import torch
from torch import nn
from torch.nn import functional as F

from trivet.families import blocks
from trivet.layout.params import join
from trivet_torch.layers.activations import Activation, activation
from trivet_torch.layers.linear import linear
from trivet_torch.layers.norms import norm
from trivet_torch.layers.pictures import convolution
from trivet_torch.layers.places import Path, put, reach

Tensor = torch.Tensor


class Scores(NamedTuple):
    """The step to scores of words: `cap · tanh((projection(scale · x) + added) / cap)`."""

    projection: Path
    added: str | None
    scale: float | None
    cap: float | None


Step = Path | Activation | Scores
"""A module, a function, or scores of words."""


class StepParts(nn.Module):
    """A module that contains the modules of steps."""

    _outer_biases: tuple[tuple[Path, str], ...] = ()

    def add_steps(self, steps: Iterable[blocks.Step]) -> tuple[Step, ...]:
        """Create the modules of steps; returns the steps for `run_steps`."""
        return tuple(self._add_step(each) for each in steps)

    def _add_step(self, block: blocks.Step) -> Step:
        match block:
            case blocks.Activation():
                return activation(block.name)
            case blocks.Dropout():
                return self._add_dropout(block.probability)
            case blocks.Vocabulary():
                return self._add_vocabulary(block)
            case blocks.Shuffle():
                return partial(F.pixel_shuffle, upscale_factor=block.factor)
            case _:
                return put(self, block.at, _module(block))

    def _add_dropout(self, probability: float) -> Path:
        name, number = "dropout", 0
        while name in self._modules and cast(nn.Dropout, getattr(self, name)).p != probability:
            number += 1
            name = f"dropout_{number}"
        setattr(self, name, nn.Dropout(probability))
        return (name,)

    def _add_vocabulary(self, block: blocks.Vocabulary) -> Scores:
        has_bias = block.bias or block.outer_bias is not None
        described = blocks.Linear(block.at, block.inputs, block.words, has_bias, std=block.std)
        path = put(self, block.at, linear(described))
        if block.outer_bias is not None:
            self.register_parameter(block.outer_bias, nn.Parameter(torch.zeros(block.words)))
            self._outer_biases = (*self._outer_biases, (path, block.outer_bias))
            self._tie_weights()
        if block.added is not None:
            self.register_buffer(block.added, torch.zeros(1, block.words))
        return Scores(path, block.added, block.scale, block.cap)

    def _tie_weights(self) -> None:
        """Share a projection's bias with this module, under the two names of checkpoints."""
        for path, name in self._outer_biases:
            reach(self, path).bias = getattr(self, name)

    def run_steps(self, steps: Iterable[Step], states: Tensor) -> Tensor:
        """[..., size] → [..., outputs]."""
        for step in steps:
            if isinstance(step, Scores):
                states = states if step.scale is None else states * step.scale
                states = reach(self, step.projection)(states)
                states = states if step.added is None else states + getattr(self, step.added)
                states = states if step.cap is None else torch.tanh(states / step.cap) * step.cap
            else:
                states = (step if callable(step) else reach(self, step))(states)
        return states


class Steps(StepParts):
    """Steps as a separate module."""

    def __init__(self, block: blocks.Steps) -> None:
        super().__init__()
        self._steps = self.add_steps(block.steps)

    def forward(self, states: Tensor) -> Tensor:
        """[..., size] → [..., outputs]."""
        return self.run_steps(self._steps, states)


def _module(block: blocks.Linear | blocks.Norm | blocks.Convolution2D | blocks.Steps) -> nn.Module:
    """The module of a step that is one."""
    match block:
        case blocks.Linear():
            return linear(block)
        case blocks.Norm():
            return norm(block)
        case blocks.Convolution2D():
            return convolution(block)
        case blocks.Steps():
            return Steps(block)


def vocabularies(steps: Iterable[blocks.Step], path: str = "") -> list[tuple[str, blocks.Vocabulary]]:
    """The steps to scores of words, each with its projection's path."""
    steps_at: list[tuple[str, blocks.Vocabulary]] = []
    for step in steps:
        if isinstance(step, blocks.Vocabulary):
            steps_at.append((join(path, step.at), step))
        elif isinstance(step, blocks.Steps):
            steps_at += vocabularies(step.steps, join(path, step.at))
    return steps_at
