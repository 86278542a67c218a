"""GPT-Neo: scores without a scale, and a window in every second layer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from trivet.errors import InvalidConfigError
from trivet.families import requirements as must
from trivet.families.blocks import Attention
from trivet.families.causal import CausalConfig
from trivet.families.decoders import ANSWERS, DecoderFamily
from trivet.families.fields import field
from trivet.families.gpt import GPTFamily

_KINDS = ("global", "local")


def _is_types(value: Any) -> bool:
    return (isinstance(value, list | tuple) and len(value) <= must.MOST_LAYERS) and all(
        isinstance(each, list | tuple)
        and len(each) == 2
        and isinstance(each[0], list | tuple)
        and len(each[0]) < 100
        and must.LAYERS.fits(each[1])
        for each in value
    )


_TYPES = must.Requirement("a list of kinds of layers with their number", _is_types)
_LAYERS = must.Requirement("a list of kinds of layers", lambda value: isinstance(value, list | tuple))


class GPTNeoConfig(CausalConfig):
    """Configuration of a GPT-Neo model (Black et al., 2021, https://doi.org/10.5281/zenodo.5297715).

    Attributes:
        attention_types: kinds of layers, `global` or `local`, and how often they follow each other, several times.
        attention_layers: the kind of each layer, which follows.
        window_size: how many tokens each token sees in local layers.
    """

    model_type = "gpt_neo"
    derived_fields: ClassVar = ("attention_layers",)
    vocab_size: int = field(must.VOCABULARY, default=50257)
    max_position_embeddings: int = field(must.POSITIONS, default=2048)
    hidden_size: int = field(must.WIDTH, default=2048)
    num_layers: int = field(must.LAYERS, default=24, also="num_hidden_layers")
    attention_types: list[Any] = field(
        _TYPES,
        default=[[["global", "local"], 12]],
        small=[[["global", "local"], 1]],
    )
    num_heads: int = field(must.HEADS, default=16, also="num_attention_heads")
    intermediate_size: int | None = field(must.WIDTH.or_null(), default=None, small=24)
    window_size: int = field(must.SIZE, default=256, small=5)
    activation_function: str = field(must.ACTIVATION, default="gelu_new", also="hidden_act")
    resid_dropout: float = field(must.PROBABILITY, default=0.0)
    embed_dropout: float = field(must.PROBABILITY, default=0.0)
    attention_dropout: float = field(must.PROBABILITY, default=0.0)
    classifier_dropout: float = field(must.PROBABILITY, default=0.1)
    layer_norm_epsilon: float = field(must.NOT_NEGATIVE, default=1e-5)
    initializer_range: float = field(must.NOT_NEGATIVE, default=0.02)
    use_cache: bool = field(must.FLAG, default=True)
    bos_token_id: int | list[int] | None = field(default=50256, kw_only=True, after="use_cache")
    eos_token_id: int | list[int] | None = field(default=50256, kw_only=True, after="bos_token_id")
    attention_layers: list[str] = field(_LAYERS, init=False)

    def derive(self) -> None:
        """The kind of each layer."""
        types = self.attention_types if _is_types(self.attention_types) else ()
        self.attention_layers = self.expand_attention_types_params(types)

    @staticmethod
    def expand_attention_types_params(attention_types: Iterable[Any]) -> list[str]:
        """The kind of each layer."""
        return [kind for kinds, count in attention_types for _ in range(count) for kind in kinds]

    @property
    def attention_scale(self) -> float:
        """Scores have no factor."""
        return 1.0

    @property
    def layer_windows(self) -> tuple[int | None, ...]:
        """For each layer how many tokens each token sees, including itself; None if it sees all earlier ones."""
        return tuple(self.window_size if kind == "local" else None for kind in self.attention_layers)

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        kinds = self.attention_layers
        if len(kinds) != self.num_layers or not all(kind in _KINDS for kind in kinds):
            reason = f"attention_types must be of {self.num_layers} layers, each 'global' or 'local'"
            raise InvalidConfigError(reason, field="attention_types")


class GPTNeo(GPTFamily):
    """GPT-Neo and its heads."""

    config_class, title, kinds = GPTNeoConfig, "GPT-Neo", (*DecoderFamily.kinds, ANSWERS)
    dropouts, biases, old = ("embed_dropout", "resid_dropout"), (False, True, True), ("attn.attention.bias",)
    names = replace(
        GPTFamily.names,
        positions="wpe",
        attention="attn.attention",
        forwards=("c_fc", "c_proj"),
        token_classifier="classifier",
    )

    def attention(self, config: Any, index: int) -> Attention:
        """Scores are computed in float32."""
        return replace(super().attention(config, index), in_float32=True)
