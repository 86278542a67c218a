"""What mixtures of experts return; part of `trivet.families.outputs`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trivet.families.model_output import Array, ModelOutput


@dataclass
class MoeModelOutputWithPast(ModelOutput[Array]):
    """Outputs of a decoder with experts.

    Attributes:
        last_hidden_state: [batch, length, hidden].
        past_key_values: the cache that continues from it.
        router_logits: the router's outputs in each layer with experts, [batch · length, experts] each, when asked for.
    """

    last_hidden_state: Array | None = None
    past_key_values: Any = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None
    router_logits: tuple[Array, ...] | None = None


@dataclass
class MoeCausalLMOutputWithPast(ModelOutput[Array]):
    """`loss` and `logits` [batch, length, vocab] of a decoder with experts.

    Attributes:
        loss: mean cross entropy of each next token; with routers' outputs, plus a share of `aux_loss`.
        aux_loss: see `trivet.families.routing.Balancing`.
        router_logits: the router's outputs in each layer with experts, [batch · length, experts] each, when asked for.
    """

    loss: Array | None = None
    aux_loss: Array | None = None
    logits: Array | None = None
    past_key_values: Any = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None
    router_logits: tuple[Array, ...] | None = None
