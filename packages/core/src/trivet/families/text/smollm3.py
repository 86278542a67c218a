"""SmolLM3: Llama without rotary positions in every fourth layer."""

from __future__ import annotations

from trivet.errors import InvalidConfigError
from trivet.families.causal import DecoderConfig
from trivet.families.decoders import ANSWERS_APART, DecoderFamily
from trivet.families.fields import field
from trivet.families.requirements import FLAG, SIZE
from trivet.families.rope import FULL, SLIDING


class SmolLM3Config(DecoderConfig):
    """Configuration of a SmolLM3 model (Bakouch et al., 2025).

    Attributes:
        no_rope_layers: for each layer 1 if it has rotary positions, else 0; None follows `no_rope_layer_interval`.
        no_rope_layer_interval: every so many layers there is one without rotary positions.
        use_sliding_window: whether layers without rotary positions have the window.
    """

    model_type = "smollm3"
    vocab_size: int = 128256
    hidden_size: int = 2048
    num_hidden_layers: int = 36
    num_attention_heads: int = 16
    num_key_value_heads: int = 4
    max_position_embeddings: int = 32768
    use_sliding_window: bool = field(FLAG, default=False, kw_only=True, small=True)
    sliding_window: int | None = field(default=None, kw_only=True, small=5)
    no_rope_layers: list[int] | None = field(default=None, kw_only=True)
    no_rope_layer_interval: int = field(SIZE, default=4, kw_only=True, small=2)
    layer_types: list[str] | None = field(default=None, kw_only=True)
    attention_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    mlp_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    rope_theta: float = field(default=2000000.0, kw_only=True)
    tie_word_embeddings: bool = field(default=True, kw_only=True)
    pad_token_id: int | None = field(default=128004, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=128000, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=128001, kw_only=True)

    @property
    def layer_rotates(self) -> tuple[bool, ...]:
        """For each layer whether it rotates queries and keys by their positions."""
        if self.no_rope_layers is not None:
            return tuple(map(bool, self.no_rope_layers))
        return tuple(bool((index + 1) % self.no_rope_layer_interval) for index in range(self.num_hidden_layers))

    def _usual_kinds(self) -> tuple[str, ...]:
        windowed = self.use_sliding_window and self.sliding_window is not None
        return tuple(SLIDING if windowed and not rotates else FULL for rotates in self.layer_rotates)

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        stated: object = self.no_rope_layers
        if stated is not None and (not isinstance(stated, list | tuple) or len(stated) != self.num_hidden_layers):
            reason = f"no_rope_layers must name 0 or 1 for each of {self.num_hidden_layers} layers"
            raise InvalidConfigError(reason, field="no_rope_layers")
        super().validate()


class SmolLM3(DecoderFamily):
    """SmolLM3 and its heads."""

    config_class, kinds = SmolLM3Config, (*DecoderFamily.kinds, ANSWERS_APART)
