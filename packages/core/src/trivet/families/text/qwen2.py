"""Qwen2: biases of queries, keys and values, and a window in the upper layers."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.causal import DecoderConfig
from trivet.families.decoders import ANSWERS_APART, DecoderFamily
from trivet.families.fields import field
from trivet.families.requirements import COUNT, FLAG
from trivet.families.rope import FULL, SLIDING


class Qwen2Config(DecoderConfig):
    """Configuration of a Qwen2 model (Yang et al., 2024, https://arxiv.org/abs/2407.10671).

    Attributes:
        use_sliding_window: whether `sliding_window` has an effect.
        sliding_window: how many tokens each token sees in the layers from `max_window_layers` on.
        layer_types: `sliding_attention` or `full_attention` for each layer; None derives them from the others.
    """

    model_type = "qwen2"
    later_places: ClassVar = (
        "tie_word_embeddings",
        "rope_theta",
        "use_sliding_window",
        "sliding_window",
        "max_window_layers",
        "attention_dropout",
    )
    vocab_size: int = 151936
    intermediate_size: int = 22016
    num_key_value_heads: int = 32
    max_position_embeddings: int = 32768
    use_sliding_window: bool = field(FLAG, default=False, kw_only=True, small=True)
    sliding_window: int | None = field(default=4096, kw_only=True, small=5)
    max_window_layers: int = field(COUNT, default=28, kw_only=True, small=1)
    layer_types: list[str] | None = field(default=None, kw_only=True)

    @property
    def layer_windows(self) -> tuple[int | None, ...]:
        """For each layer how many tokens each token sees; None if it sees all earlier ones."""
        return super().layer_windows if self.use_sliding_window else (None,) * self.num_hidden_layers

    def _usual_kinds(self) -> tuple[str, ...]:
        windowed = self.use_sliding_window and self.sliding_window is not None
        first = self.max_window_layers if windowed else self.num_hidden_layers
        return tuple(SLIDING if index >= first else FULL for index in range(self.num_hidden_layers))


class Qwen2(DecoderFamily):
    """Qwen2 and its heads."""

    config_class = Qwen2Config
    biases = (True, False, False)
    kinds = (*DecoderFamily.kinds, ANSWERS_APART)
