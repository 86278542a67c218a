"""A sequence of layers, and what follows the last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

import torch
from torch import nn

from trivet.families import blocks
from trivet.families.outputs import BaseModelOutputWithPastAndCrossAttentions
from trivet.layout.params import join
from trivet_torch.layers.alone import step_alone
from trivet_torch.layers.disentangled import ConvolvedInput, Distances, distance_rows
from trivet_torch.layers.layer import Layer
from trivet_torch.layers.linear import linear
from trivet_torch.layers.masks import bounded, causal_bias
from trivet_torch.layers.norms import norm
from trivet_torch.layers.places import Path, child, put, put_dropout, reach
from trivet_torch.layers.positions import embedding
from trivet_torch.layers.products import require_fits
from trivet_torch.layers.relative import PatchPositionBias, RelativePositionBias, bias_module
from trivet_torch.layers.step import Mask, Step

Tensor = torch.Tensor


class Ran(NamedTuple):
    """The outputs of layers.

    Attributes:
        states: [batch, length, size], the last states.
        hidden_states: the input of each pass, then the last states; None unless requested.
        attentions, cross_attentions: each layer's weights, in running order; None unless requested.
        router_logits: the routers' outputs of each layer with experts; None unless requested.
    """

    states: Tensor
    hidden_states: tuple[Tensor, ...] | None
    attentions: tuple[Tensor, ...] | None
    cross_attentions: tuple[Tensor, ...] | None
    router_logits: tuple[Tensor, ...] | None


class StackParts(nn.Module):
    """A module with layers: see `blocks.Stack`.

    Attributes:
        layerdrop: probability with which a pass is skipped in training.
    """

    layerdrop: float

    def add_stack(self, block: blocks.Stack) -> None:
        """Create the layers."""
        self.layerdrop = block.layerdrop
        places = [put(self, layer.at, Layer(layer)) for layer in block.layers]
        lists = {place[:-1] for place in places}
        passes = block.passes or tuple((index,) for index in range(len(places)))
        self._passes = tuple(tuple(places[index] for index in each) for each in passes)
        # If a user shortens a plain list of layers or replaces some, its current items run.
        self._list = lists.pop() if block.passes is None and len(lists) == 1 else None
        self._windows = tuple(block.layers[each[0]].attention.window for each in passes)
        own = [_bias(each) for each in block.layers]
        first = next((each for each in own if each is not None), None)
        self._shared: Path | None = None
        if isinstance(block.relative, blocks.RelativeBias | blocks.PatchBias):
            self._shared = put(self, *bias_module(block.relative))
            first = self._shared
        self._biases = () if first is None else tuple(own[each[0]] or first for each in passes)
        self._disentangled = block.relative if isinstance(block.relative, blocks.Disentangled) else None
        if self._disentangled is not None:
            self._add_distances(self._disentangled)
        convolved = block.convolved
        self._convolved = None if convolved is None else put(self, convolved.at, ConvolvedInput(convolved))
        self._final = None if block.norm is None else put(self, block.norm.at, norm(block.norm))
        self._last_project = None if block.project is None else put(self, block.project.at, linear(block.project))
        self._final_dropout = put_dropout(self, block.dropout)

    def _add_distances(self, block: blocks.Disentangled) -> None:
        """Create the vectors of distances, and their norm."""
        put(self, block.table.at, embedding(block.table))
        if block.norm is not None:
            put(self, block.norm.at, norm(block.norm))

    def passes(self) -> Sequence[Sequence[nn.Module]]:
        """The layers of each pass."""
        if self._list is not None:
            return [(layer,) for layer in cast(nn.ModuleList, reach(self, self._list))]
        return [[reach(self, place) for place in each] for each in self._passes]

    def windows(self) -> tuple[int | None, ...]:
        """For each pass how many tokens a token sees at most; None for all."""
        count, known = len(self.passes()), self._windows
        return known[:count] if count <= len(known) else (*known, *known[-1:] * (count - len(known)))

    def run_layers(self, states: Tensor, step: Step, need_states: bool) -> Ran:
        """Run the layers on [batch, length, size].

        Args:
            need_states: whether to return the input of each pass.
        """
        step, inputs = self._with_distances(self._biased(states, step)), states
        seen, own, cross, routed = [], [], [], []
        for number, layers in enumerate(self.passes()):
            if need_states:
                seen.append(states)
            if self.layerdrop and self.training and torch.rand(()) < self.layerdrop:
                continue
            for layer in layers:
                states, weights, cross_weights, logits = layer(states, step, number)
                own.append(weights)
                cross.append(cross_weights)
                routed.append(logits)
            if number == 0 and self._convolved is not None:
                states = reach(self, self._convolved)(inputs, states, step.tokens)
        if self._final is not None:
            states = reach(self, self._final)(states)
        if self._last_project is not None:
            states = reach(self, self._last_project)(states)
        if self._final_dropout is not None:
            states = child(self, self._final_dropout)(states)
        return Ran(
            states,
            (*seen, states) if need_states else None,
            tuple(own) if step.need_weights else None,
            tuple(cross) if step.need_weights and step.source is not None else None,
            tuple(each for each in routed if each is not None) if step.need_routing else None,
        )

    def _with_distances(self, step: Step) -> Step:
        """The step with the vectors of distances, if the layers' attention is disentangled."""
        block = self._disentangled
        if block is None:
            return step
        vectors = cast(nn.Embedding, reach(self, tuple(block.table.at.split(".")))).weight
        if block.norm is not None:
            vectors = child(self, block.norm.at)(vectors)
        rows = distance_rows(block, step.positions, step.key_positions(0))
        return step._replace(distances=Distances(vectors, rows))

    def _biased(self, states: Tensor, step: Step) -> Step:
        """The step with the bias by distance in every pass's mask, if there is one."""
        if not self._biases:
            return step
        masks = {path: self._with_bias(path, states, step) for path in dict.fromkeys(self._biases)}
        count, known = len(step.masks), tuple(masks[path] for path in self._biases)
        return step._replace(masks=(*known, *known[-1:] * (count - len(known)))[:count])

    def _with_bias(self, path: Path, states: Tensor, step: Step) -> Mask:
        """The mask with the bias of a table."""
        table = cast("RelativePositionBias | PatchPositionBias", reach(self, path))
        places = step.key_positions(0)
        total = table.between(step.positions, places)
        if self._shared not in (None, path):
            total = total + reach(self, self._shared).between(step.positions, places)
        mask = step.masks[0]
        bias = causal_bias(None, states.dtype, step.positions, places) if mask.causal else mask.bias
        if bias is not None:
            require_fits(bias, None, (states.shape[0], *total.shape[1:]))
            total = bounded(total + bias)
        return Mask(total, False)


class Stack(StackParts):
    """The layers as a separate module."""

    def __init__(self, block: blocks.Stack) -> None:
        super().__init__()
        self.add_stack(block)

    def forward(self, hidden_states: Tensor, *args: Any, **kwargs: Any) -> Any:
        """As `run_layers`. Called by itself, it takes the arguments of `run_alone`."""
        if args and isinstance(args[0], Step):
            return self.run_layers(hidden_states, *args)
        return self.run_alone(hidden_states, *args, **kwargs)

    def run_alone(
        self,
        hidden_states: Tensor,
        attention_mask: Tensor | None = None,
        head_mask: Any = None,
        encoder_hidden_states: Tensor | None = None,
        encoder_attention_mask: Tensor | None = None,
        past_key_values: Any = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = False,
        output_hidden_states: bool | None = False,
        return_dict: bool | None = True,
    ) -> BaseModelOutputWithPastAndCrossAttentions[Tensor] | tuple[Any, ...]:
        """Run the layers on [batch, length, size] without the model around them.

        Args:
            use_cache: without effect.
            output_hidden_states: whether to return the input of each pass.
            return_dict: whether to return an output object rather than a tuple.

        Raises:
            TypeError: as `step_alone`, which describes the other arguments.
        """
        step = step_alone(
            self,
            hidden_states,
            attention_mask,
            head_mask,
            encoder_hidden_states,
            encoder_attention_mask,
            past_key_values,
            output_attentions,
            passes=len(self.passes()),
        )
        ran = self.run_layers(hidden_states, step, bool(output_hidden_states))
        output = BaseModelOutputWithPastAndCrossAttentions(
            ran.states, None, ran.hidden_states, ran.attentions, ran.cross_attentions
        )
        return output if return_dict else output.to_tuple()


def _bias(layer: blocks.Layer) -> Path | None:
    """Path of a layer's table of biases by distance, from the stack."""
    for each in layer.sublayers:
        if isinstance(each.inner, blocks.Attention) and isinstance(
            each.inner.relative, blocks.RelativeBias | blocks.PatchBias
        ):
            own = each.inner.relative
            table = own.at if isinstance(own, blocks.PatchBias) else own.table.at
            return tuple(join(layer.at, each.at, each.inner.at, table).split("."))
    return None
