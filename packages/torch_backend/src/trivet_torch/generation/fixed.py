"""Caches of a caller's choice, and the compiled step that a cache of a fixed size is for. Knows no search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from trivet.errors import InvalidConfigError
from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.fields import cache_of
from trivet_torch.cache import Cache, SlidingWindowCache, StaticCache

BUCKET = 128
"""Room of a fixed cache is a multiple of so many tokens: what was compiled for it serves texts of many lengths."""


def fixed_cache(config: GenerationConfig, model: Any, prompt: int) -> Cache | None:
    """The cache of a fixed size that a config asks for, or None.

    Args:
        prompt: tokens of the prompt that `max_length` does not count.

    Raises:
        InvalidConfigError: there is no such cache for the model.
    """
    room = -(-(config.max_length + prompt) // BUCKET) * BUCKET
    match cache_of(config):
        case None | "dynamic":
            return None
        case "static":
            return StaticCache(room)
        case "sliding_window":
            windows = getattr(model.config, "layer_windows", None)
            if windows is None or all(each is None for each in windows):
                raise InvalidConfigError(
                    f"{type(model).__name__} has no layers with a sliding window: "
                    "set cache_implementation to 'static' or 'dynamic'",
                    field="cache_implementation",
                )
            return SlidingWindowCache(room, windows)
    return None


class CompiledStep:
    """A model's compiled step, made at its first use. Copies and pickles as one that has not been used."""

    def __init__(self) -> None:
        self._step: Callable[..., Any] | None = None

    def of(self, model: Any) -> Callable[..., Any]:
        """What is called in place of the model."""
        if self._step is None:
            self._step = torch.compile(model.forward, dynamic=False)
        return self._step

    def __reduce__(self) -> tuple[Any, ...]:
        return CompiledStep, ()
