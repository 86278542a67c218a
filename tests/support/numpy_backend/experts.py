"""Mixtures of experts, token by token, and the loss that balances them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from trivet.families.blocks import Experts, Router, Scoring

Array = np.ndarray[Any, Any]
Function = Callable[[Array], Array]


def softmax(x: Array) -> Array:
    powers = np.exp(x - x.max(-1, keepdims=True))
    whole: Array = powers / powers.sum(-1, keepdims=True)
    return whole


def sigmoid(x: Array) -> Array:
    whole: Array = 1 / (1 + np.exp(-x))
    return whole


def mixed(block: Experts, params: Any, x: Array, activate: Function, logits: Array) -> Array:
    """The weighted sums of the experts' outputs, [tokens, size], for states x [tokens, size]."""
    router, total = block.router, np.zeros_like(x)
    correction = tensor(params, router.correction) if router.correction else 0
    for token, scores in enumerate(logits):
        for weight, number in chosen_of(scores, router, correction):
            given = x[token] * weight if block.weighs_inputs else x[token]
            answer = expert(block, params, given, activate, number)
            total[token] += answer if block.weighs_inputs else answer * weight
    return total


def chosen_of(logits: Array, router: Router, correction: Any) -> list[tuple[float, int]]:
    """Weight and number of each expert of a token, whose router's outputs are [experts]."""
    if router.scoring is Scoring.SPARSE_MIXER:
        return _sparse_mixer(logits, router)
    if router.scoring is Scoring.SOFTMAX_OF_CHOSEN:
        best = np.argsort(-logits, kind="stable")[: router.chosen]
        return list(zip(softmax(logits[best]), best, strict=True))
    scores = softmax(logits) if router.scoring is Scoring.SOFTMAX else sigmoid(logits)
    ranked = scores + correction
    if router.groups > 1:
        groups = ranked.reshape(router.groups, -1)
        worth = np.sort(groups, -1)[:, -router.compared :].sum(-1)
        others = np.argsort(-worth, kind="stable")[router.kept_groups :]
        groups = groups.copy()
        groups[others] = -np.inf
        ranked = groups.reshape(-1)
    best = np.argsort(-ranked, kind="stable")[: router.chosen]
    weights = scores[best] / (scores[best].sum() if router.normed else 1) * router.scale
    return list(zip(weights, best, strict=True))


def _sparse_mixer(logits: Array, router: Router) -> list[tuple[float, int]]:
    found, left = [], logits.copy()
    for _ in range(router.chosen):
        number = int(left.argmax())
        behind = (left[number] - logits) / np.maximum(np.abs(logits), left[number]) > router.tolerance
        found.append((float(softmax(np.where(behind, -np.inf, left))[number]), number))
        left[number] = -np.inf
    return found


def expert(block: Experts, params: Any, x: Array, activate: Function, number: int) -> Array:
    """The output [size] of one expert for one token."""
    into, back = block.names
    both = _product(block, params, into, x, number)
    gate, up = (both[::2], both[1::2]) if block.interleaved else np.split(both, 2)
    if block.limit is not None:
        gate, up = np.minimum(gate, block.limit), np.clip(up, -block.limit, block.limit)
        return _product(block, params, back, (up + 1) * gate * sigmoid(block.slope * gate), number)
    return _product(block, params, back, activate(gate) * up, number)


def _product(block: Experts, params: Any, name: str, x: Array, number: int) -> Array:
    weight = tensor(params, name)[number]
    product: Array = x @ (weight if block.transposed else weight.T)
    return product + tensor(params, f"{name}_bias")[number] if block.bias else product


def tensor(params: Any, path: str) -> Array:
    way, _, leaf = path.rpartition(".")
    whole: Array = params.at(way)[leaf]
    return whole


def balancing_loss(router_logits: Sequence[Array], chosen: int, mask: Array | None) -> Array:
    """See `trivet.families.routing.Balancing`."""
    logits = np.concatenate(router_logits)
    probabilities, experts = softmax(logits), logits.shape[-1]
    choices = np.zeros_like(logits)
    np.put_along_axis(choices, np.argsort(-probabilities, -1, kind="stable")[:, :chosen], 1, -1)
    counted = np.ones(len(logits), bool) if mask is None else np.tile(mask.reshape(-1) != 0, len(router_logits))
    return np.asarray(experts * (choices[counted].mean(0) * probabilities[counted].mean(0)).sum())
