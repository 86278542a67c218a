"""Mixtures of experts: a router, and the networks among which it chooses for each token."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from trivet.families import blocks
from trivet.families.blocks import Scoring
from trivet_torch.layers.activations import Activation, activation
from trivet_torch.layers.feed_forward import FeedForward
from trivet_torch.layers.grouped import grouped_product
from trivet_torch.layers.linear import linear
from trivet_torch.layers.places import Path, put, reach, state

Tensor = torch.Tensor


class Stacked(nn.Module):
    """Holds the parameters of all experts, stacked."""


class Experts(nn.Module):
    """Each token's weighted sum of its experts' outputs: see `blocks.Experts`."""

    block: blocks.Experts
    activation: Activation
    _router: Path
    _tables: dict[str, tuple[Path, str]]
    _correction: tuple[Path, str] | None
    _shared: Path | None
    _gate: Path | None

    def __init__(self, block: blocks.Experts) -> None:
        super().__init__()
        router, shared = block.router, block.shared
        state(
            self,
            block=block,
            activation=activation(block.activation),
            _router=put(self, router.linear.at, linear(router.linear)),
            _tables={table.at: self._put_table(table.at, table.shape) for table in block.tables},
            _correction=self._put_table(router.correction, (block.count,)) if router.correction else None,
            _shared=None if shared is None else put(self, shared.at, FeedForward(shared)),
            _gate=None if block.shared_gate is None else put(self, block.shared_gate.at, linear(block.shared_gate)),
        )
        if self._correction is not None:  # training adjusts it by counts of choices, not by gradients
            self._table(self._correction).requires_grad_(False)

    def _put_table(self, at: str, shape: tuple[int, ...]) -> tuple[Path, str]:
        """Create a parameter at a path; returns the path of the module that has it, and its name there."""
        way, _, leaf = at.rpartition(".")
        path = tuple(filter(None, way.split(".")))
        try:
            holder = reach(self, path)
        except KeyError:
            put(self, way, holder := Stacked())
        holder.register_parameter(leaf, nn.Parameter(torch.empty(shape)))
        return path, leaf

    def _table(self, place: tuple[Path, str]) -> Tensor:
        path, leaf = place
        table: Tensor = getattr(reach(self, path), leaf)
        return table

    def init_values(self, std: float) -> None:
        """Normal weights, zero biases and corrections."""
        for table in self.block.tables:
            values = self._table(self._tables[table.at])
            nn.init.normal_(values, 0.0, std) if len(table.shape) == 3 else nn.init.zeros_(values)
        if self._correction is not None:
            nn.init.zeros_(self._table(self._correction))

    def forward(self, hidden_states: Tensor) -> tuple[Tensor, Tensor]:
        """[batch, length, size] → the same, and the router's outputs [batch · length, experts]."""
        block = self.block
        states = hidden_states.reshape(-1, block.size)
        if self.training and block.router.jitter:
            jitter = block.router.jitter
            states = states * torch.empty_like(states).uniform_(1 - jitter, 1 + jitter)
        logits = self._routed(states)
        weights, chosen = choose(logits, block.router, self._correction_of())
        mixed = self._mixed(states, weights.to(states.dtype), chosen)
        if self._shared is not None:
            shared = reach(self, self._shared)(states)
            mixed = mixed + (shared if self._gate is None else reach(self, self._gate)(states).sigmoid() * shared)
        return mixed.view(hidden_states.shape), logits

    def _routed(self, states: Tensor) -> Tensor:
        layer = reach(self, self._router)
        if not self.block.router.in_float32:
            logits: Tensor = layer(states)
            return logits
        bias = None if layer.bias is None else layer.bias.float()
        return F.linear(states.float(), layer.weight.float(), bias)

    def _correction_of(self) -> Tensor | None:
        return None if self._correction is None else self._table(self._correction)

    def _mixed(self, states: Tensor, weights: Tensor, chosen: Tensor) -> Tensor:
        """Each token's sum over its experts.

        Args:
            states: [tokens, size].
            weights, chosen: [tokens, chosen].
        """
        count, (tokens, each) = self.block.count, chosen.shape
        experts = chosen.flatten()
        order = experts.argsort(stable=True)
        numbers = torch.zeros(count, dtype=torch.long, device=experts.device)
        counts = numbers.scatter_add(0, experts, torch.ones_like(experts))
        rows, factors = states[order // each], weights.flatten()[order, None]
        if self.block.weighs_inputs:
            rows = rows * factors
        outputs = self._computed(rows, counts, experts[order])
        if not self.block.weighs_inputs:
            outputs = outputs * factors
        # back in the order of tokens, so that sums do not depend on the order in which a device adds
        places = torch.empty_like(order).scatter(0, order, torch.arange(len(order), device=order.device))
        return outputs[places].view(tokens, each, -1).sum(1)

    def _computed(self, rows: Tensor, counts: Tensor, experts: Tensor) -> Tensor:
        """The outputs of experts for rows [rows, size], those of the first expert first."""
        block = self.block
        into, back = block.names
        both = self._product(into, rows, counts, experts)
        gate, up = (both[..., ::2], both[..., 1::2]) if block.interleaved else both.chunk(2, -1)
        if block.limit is None:
            inner = self.activation(gate) * up
        else:
            gate, up = gate.clamp(max=block.limit), up.clamp(-block.limit, block.limit)
            inner = (up + 1) * (gate * torch.sigmoid(block.slope * gate))
        return self._product(back, inner, counts, experts)

    def _product(self, name: str, rows: Tensor, counts: Tensor, experts: Tensor) -> Tensor:
        weights = self._table(self._tables[name])
        product = grouped_product(rows, weights, counts, transposed=self.block.transposed)
        return product + self._table(self._tables[f"{name}_bias"])[experts] if self.block.bias else product


def choose(logits: Tensor, router: blocks.Router, correction: Tensor | None = None) -> tuple[Tensor, Tensor]:
    """The weights [tokens, chosen] and indices [tokens, chosen] of each token's experts.

    Args:
        logits: the router's outputs, [tokens, experts].
        correction: added to scores for the choice, [experts].
    """
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    if router.scoring is Scoring.SPARSE_MIXER:
        return _sparse_mixer(wide, router)
    if router.scoring is Scoring.SOFTMAX_OF_CHOSEN:
        best, chosen = wide.topk(router.chosen, -1)
        return best.softmax(-1), chosen
    scores = wide.softmax(-1) if router.scoring is Scoring.SOFTMAX else wide.sigmoid()
    ranked = scores.detach() if correction is None else scores.detach() + correction
    if router.groups > 1:
        grouped = ranked.view(len(ranked), router.groups, -1)
        best = grouped.topk(router.compared, -1).values.sum(-1)
        kept = torch.zeros_like(best).scatter(-1, best.topk(router.kept_groups, -1).indices, 1)
        ranked = grouped.masked_fill(kept[..., None] == 0, -torch.inf).flatten(-2)
    chosen = ranked.topk(router.chosen, -1).indices
    weights = scores.gather(-1, chosen)
    if router.normed:
        weights = weights / weights.sum(-1, keepdim=True).clamp(min=torch.finfo(weights.dtype).tiny)
    return weights * router.scale, chosen


def _sparse_mixer(logits: Tensor, router: blocks.Router) -> tuple[Tensor, Tensor]:
    """One expert after the other, the best of those left (https://arxiv.org/abs/2409.12136)."""
    weights, chosen, left = [], [], logits
    for _ in range(router.chosen):
        best, index = left.max(-1, keepdim=True)
        behind = (best - logits) / logits.abs().clamp(min=best) > router.tolerance
        weights.append(left.masked_fill(behind, -torch.inf).softmax(-1).gather(-1, index))
        chosen.append(index)
        left = left.scatter(-1, index, -torch.inf)
    return torch.cat(weights, -1), torch.cat(chosen, -1)
