"""Qwen2: config and parameter list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.families.decoders import FULL, SLIDING, DecoderConfig, DecoderFamily
from trivet.families.requirements import COUNT, FLAG, Requirement

_DEFAULTS = {
    "vocab_size": 151936,
    "intermediate_size": 22016,
    "num_key_value_heads": 32,
    "max_position_embeddings": 32768,
}


class Qwen2Config(DecoderConfig):
    """Configuration of a Qwen2 model (Yang et al., 2024, https://arxiv.org/abs/2407.10671).

    Attributes:
        use_sliding_window: whether `sliding_window` holds at all.
        sliding_window: how many tokens each token sees in the layers from `max_window_layers` on.
        layer_types: `sliding_attention` or `full_attention` for each layer; None derives them from the others.
    """

    model_type: ClassVar[str] = "qwen2"
    requirements: ClassVar[Mapping[str, Requirement]] = {"use_sliding_window": FLAG, "max_window_layers": COUNT}

    def __init__(
        self,
        *,
        use_sliding_window: bool = False,
        sliding_window: int | None = 4096,
        max_window_layers: int = 28,
        layer_types: list[str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.use_sliding_window = use_sliding_window
        self.sliding_window = sliding_window
        self.max_window_layers = max_window_layers
        self.layer_types = layer_types
        super().__init__(**{**_DEFAULTS, **kwargs})

    @property
    def has_qkv_bias(self) -> bool:
        """Always."""
        return True

    @property
    def has_output_bias(self) -> bool:
        """Never."""
        return False

    @property
    def layer_windows(self) -> tuple[int | None, ...]:
        """For each layer how many tokens each token sees; None where it sees all before it."""
        return super().layer_windows if self.use_sliding_window else (None,) * self.num_hidden_layers

    def _layer_kinds(self) -> tuple[str, ...]:
        if self.layer_types is not None:
            return super()._layer_kinds()
        windowed = self.use_sliding_window and self.sliding_window is not None
        first = self.max_window_layers if windowed else self.num_hidden_layers
        return tuple(SLIDING if index >= first else FULL for index in range(self.num_hidden_layers))


class Qwen2(DecoderFamily):
    """Qwen2 and its heads."""

    model_type, config_class = "qwen2", Qwen2Config
    name, title = "Qwen2", "Qwen2"
