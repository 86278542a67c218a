"""StarCoder2: a plain feed-forward network, layer norms, and a window."""

from __future__ import annotations

from trivet.families.causal import GroupedConfig
from trivet.families.decoders import LAYER, DecoderFamily, Names
from trivet.families.fields import field
from trivet.families.requirements import FLAG, NOT_NEGATIVE, PROBABILITY
from trivet.families.rope import FULL, SLIDING


class Starcoder2Config(GroupedConfig):
    """Configuration of a StarCoder2 model (Lozhkov et al., 2024, https://arxiv.org/abs/2402.19173)."""

    model_type = "starcoder2"
    vocab_size: int = 49152
    hidden_size: int = 3072
    intermediate_size: int = 12288
    num_hidden_layers: int = 30
    num_attention_heads: int = 24
    num_key_value_heads: int = 2
    hidden_act: str = "gelu_pytorch_tanh"
    max_position_embeddings: int = 4096
    initializer_range: float = 0.018042
    norm_epsilon: float = field(NOT_NEGATIVE, default=1e-5)
    sliding_window: int | None = field(default=None, kw_only=True, small=5)
    residual_dropout: float = field(PROBABILITY, default=0.0, kw_only=True)
    embedding_dropout: float = field(PROBABILITY, default=0.0, kw_only=True)
    use_bias: bool = field(FLAG, default=True, kw_only=True)
    tie_word_embeddings: bool = field(default=True, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=50256, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=50256, kw_only=True)

    def _usual_kinds(self) -> tuple[str, ...]:
        return (FULL if self.sliding_window is None else SLIDING,) * self.num_hidden_layers


class Starcoder2(DecoderFamily):
    """StarCoder2 and its heads."""

    config_class, title, like, epsilon = Starcoder2Config, "StarCoder2", LAYER, "norm_epsilon"
    names, dropouts = Names(forwards=("c_fc", "c_proj")), ("embedding_dropout", "residual_dropout")
    biases = ("use_bias", "use_bias", "use_bias")
