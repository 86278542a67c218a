"""Layers that discard activations, and recompute them in the backward pass."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import torch
from torch import nn

from trivet.families.config import PretrainedConfig

logger = logging.getLogger(__name__)


class CheckpointedLayer(nn.Module):
    """One of many layers, each called once. With gradient checkpointing it stores only its inputs.

    Attributes:
        gradient_checkpointing: whether it does this in training; set by `gradient_checkpointing_enable`.
    """

    gradient_checkpointing: bool = False
    _gradient_checkpointing_func: Callable[..., Any]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the layer."""
        if self.gradient_checkpointing and self.training and torch.is_grad_enabled():
            return self._gradient_checkpointing_func(partial(super().__call__, **kwargs), *args)
        return super().__call__(*args, **kwargs)


def caching(layers: Iterable[nn.Module], config: PretrainedConfig, use_cache: bool | None, past: Any) -> bool:
    """Whether a decoder returns a cache: by the caller's choice, or else the config's.

    Layers that run twice would add their keys twice, so with gradient checkpointing there is no cache.

    Raises:
        ValueError: a cache is passed nevertheless.
    """
    is_caching = bool(config.use_cache if use_cache is None else use_cache)
    if not any(layer.training and getattr(layer, "gradient_checkpointing", False) for layer in layers):
        return is_caching
    if past is not None:
        raise ValueError("past_key_values cannot be passed in training with gradient checkpointing: call eval() first")
    if use_cache:
        logger.warning("use_cache=True has no effect in training with gradient checkpointing")
    return False
