"""A layer: a sequence of sublayers."""

from __future__ import annotations

from typing import Any

import torch

from trivet.families import blocks
from trivet_torch.layers.alone import shown, step_alone
from trivet_torch.layers.attention import Weights
from trivet_torch.layers.checkpointed import CheckpointedLayer
from trivet_torch.layers.norms import norm
from trivet_torch.layers.places import Path, put, reach, state
from trivet_torch.layers.residual import Residual, Sublayer, SublayerParts
from trivet_torch.layers.step import Step

Tensor = torch.Tensor


class Layer(CheckpointedLayer, SublayerParts):
    """The layer of a block, with the block's parameter names."""

    _sublayers: tuple[tuple[bool, Residual | Path], ...]
    _is_parallel: bool
    _before: Path | None

    def __init__(self, block: blocks.Layer) -> None:
        super().__init__()
        before = None if block.before is None else put(self, block.before.at, norm(block.before))
        sublayers = tuple((each.crosses, self._add_sublayer(each)) for each in block.sublayers)
        state(self, _sublayers=sublayers, _is_parallel=block.parallel, _before=before)

    def _add_sublayer(self, block: blocks.Residual) -> Residual | Path:
        return put(self, block.at, Sublayer(block)) if block.at else self.add_residual(block)

    def forward(self, hidden_states: Tensor, *args: Any, **kwargs: Any) -> Any:
        """As `run_sublayers`. Called by itself, it takes the arguments of `step_alone` and returns a tuple.

        Raises:
            TypeError: as `step_alone`.
        """
        if args and isinstance(args[0], Step):
            return self.run_sublayers(hidden_states, *args)
        return shown(*self.run_sublayers(hidden_states, step_alone(self, hidden_states, *args, **kwargs), 0))

    def run_sublayers(self, states: Tensor, step: Step, number: int) -> tuple[Tensor, Weights, Weights, Weights]:
        """
        Args:
            states: [batch, length, size].
            step: the data of the call for all layers.
            number: index of the pass.

        Returns:
            [batch, length, size]; the weights [batch, heads, length, keys] of self-attention and of cross-attention,
            and the outputs [batch · length, experts] of the router, if asked for. Without an encoder's output there is
            no cross-attention.
        """
        own: Weights = None
        cross: Weights = None
        routed: Weights = None
        if self._is_parallel:
            return *self._run_parallel(states, step, number), cross, routed
        for crosses, sublayer in self._sublayers:
            if crosses and step.source is None:
                continue
            if isinstance(sublayer, Residual):
                states, weights = sublayer.run(self, states, step, number)
            else:
                states, weights = reach(self, sublayer)(states, step, number)
            if isinstance(sublayer, Residual) and sublayer.routes:
                routed = weights
            elif crosses:
                cross = weights
            elif weights is not None:
                own = weights
        return states, own, cross, routed

    def _run_parallel(self, states: Tensor, step: Step, number: int) -> tuple[Tensor, Weights]:
        """All sublayers read the same states; see `blocks.Layer`."""
        own: Weights = None
        seen = states if self._before is None else reach(self, self._before)(states)
        for _, sublayer in self._sublayers:
            assert isinstance(sublayer, Residual)
            change, weights = sublayer.change(self, seen, step, number)
            states = states + change
            own = weights if weights is not None else own
        return states, own
