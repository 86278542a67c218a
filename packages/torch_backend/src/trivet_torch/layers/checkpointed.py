"""Layers that forget what they computed, and compute it again on the way back."""

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
    """A layer of which there are many, each called once. With gradient checkpointing it keeps only its inputs.

    Attributes:
        gradient_checkpointing: whether it does so in training; set by `gradient_checkpointing_enable`.
    """

    gradient_checkpointing: bool = False
    _gradient_checkpointing_func: Callable[..., Any]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the layer."""
        if self.gradient_checkpointing and self.training and torch.is_grad_enabled():
            return self._gradient_checkpointing_func(partial(super().__call__, **kwargs), *args)
        return super().__call__(*args, **kwargs)


def caching(layers: Iterable[nn.Module], config: PretrainedConfig, use_cache: bool | None, past: Any) -> bool:
    """Whether a decoder is to return a cache: as the caller, or else the config, says.

    Layers that are run twice would put their keys into it twice, so with gradient checkpointing there is none.

    Raises:
        ValueError: a cache is given all the same.
    """
    wanted = bool(config.use_cache if use_cache is None else use_cache)
    if not any(layer.training and getattr(layer, "gradient_checkpointing", False) for layer in layers):
        return wanted
    if past is not None:
        raise ValueError("past_key_values cannot be given in training with gradient checkpointing: call eval() first")
    if use_cache:
        logger.warning("use_cache=True has no effect in training with gradient checkpointing")
    return False
