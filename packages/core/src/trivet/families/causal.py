"""Configs of decoders: what blueprints read in any of them, and the fields of Llama and related families."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.errors import InvalidConfigError
from trivet.families import requirements as must
from trivet.families.config import PretrainedConfig
from trivet.families.fields import field
from trivet.families.requirements import Requirement, is_integer
from trivet.families.rope import FULL, SLIDING, RotaryConfig


class CausalConfig(PretrainedConfig):
    """What the blueprints of decoders read in any config.

    Raises:
        InvalidConfigError: (by `validate`) sizes do not fit together, or kinds of layers are unknown.
    """

    keys_to_ignore_at_inference: ClassVar = ["past_key_values"]

    @property
    def head_size(self) -> int:
        """Size of each head: the field `head_dim` if the class has it, else the heads share the hidden size."""
        stated = declared(self, "head_dim")
        return int(self.hidden_size // self.num_attention_heads if stated is None else stated)

    @property
    def key_heads(self) -> int:
        """Number of key-value heads."""
        stated = declared(self, "num_key_value_heads")
        return int(self.num_attention_heads if stated is None else stated)

    @property
    def inner_size(self) -> int:
        """Intermediate size of the feed-forward network; by default four times that of the states."""
        stated = declared(self, "intermediate_size")
        return int(4 * self.hidden_size if stated is None else stated)

    @property
    def output_size(self) -> int:
        """Size of the last states, which heads read."""
        return int(self.hidden_size)

    @property
    def attention_scale(self) -> float:
        """Factor of the scores before the softmax."""
        return float(self.head_size**-0.5)

    @property
    def layer_kinds(self) -> tuple[str, ...]:
        """`sliding_attention` or `full_attention` for each layer."""
        stated = getattr(self, "layer_types", None)
        return self._usual_kinds() if stated is None else tuple(stated)

    @property
    def layer_windows(self) -> tuple[int | None, ...]:
        """For each layer how many tokens each token sees, including itself; None if it sees all earlier ones."""
        window = getattr(self, "sliding_window", None)
        return tuple(window if kind == SLIDING else None for kind in self.layer_kinds)

    @property
    def layer_rotates(self) -> tuple[bool, ...]:
        """For each layer whether it rotates queries and keys by their positions."""
        count: int = self.num_hidden_layers
        return (isinstance(self, RotaryConfig),) * count

    def _usual_kinds(self) -> tuple[str, ...]:
        """The default kind of attention of each layer."""
        every = self._full_every()
        return tuple(SLIDING if every and (index + 1) % every else FULL for index in range(self.num_hidden_layers))

    def _full_every(self) -> int | None:
        """Every so many layers tokens see all earlier ones, in the others a window; None: in all layers."""
        stated = declared(self, "sliding_window_pattern", 1)
        return stated if is_integer(stated) and stated > 0 else None

    def _derived(self, name: str) -> Any:
        return list(self.layer_kinds) if name == "layer_types" else super()._derived(name)

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        self.validate_sizes()
        if declared(self, "head_dim") is None:
            self.require_multiple(*(type(self).attribute_map.get(n, n) for n in ("hidden_size", "num_attention_heads")))
        if declared(self, "num_key_value_heads") is not None:
            self.require_multiple("num_attention_heads", "num_key_value_heads")
        stated = getattr(self, "layer_types", None)
        kinds = self.layer_kinds if stated is None or isinstance(stated, list | tuple) else ()
        if len(kinds) != self.num_hidden_layers or not all(kind in (SLIDING, FULL) for kind in kinds):
            reason = f"layer_types must name {SLIDING!r} or {FULL!r} for each of {self.num_hidden_layers} layers"
            raise InvalidConfigError(reason, field="layer_types")


class RotaryDecoderConfig(CausalConfig, RotaryConfig):
    """The same of decoders that rotate queries and keys by their positions."""

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        if "partial_rotary_factor" not in self._apart() and self.rotary_size == self.head_size and self.head_size % 2:
            raise InvalidConfigError(
                f"head_dim ({self.head_size}) is not even, but is rotated in pairs", field="head_dim"
            )
        self.validate_rope()


class GroupedConfig(RotaryDecoderConfig):
    """Fields of the config.json of decoders with grouped heads.

    Raises:
        InvalidConfigError: (by `validate`) sizes do not fit together, or a feature is not implemented.
    """

    requirements: ClassVar[Mapping[str, Requirement]] = {
        "attention_bias": must.FLAG,
        "mlp_bias": must.FLAG,
        "sliding_window": must.SIZE.or_null(),
        "sliding_window_pattern": must.COUNT.or_null(),
        "partial_rotary_factor": must.POSITIVE,
    }
    derived_fields: ClassVar[tuple[str, ...]] = ("layer_types",)

    vocab_size: int = field(must.VOCABULARY, default=32000)
    hidden_size: int = field(must.WIDTH, default=4096, small=32)
    intermediate_size: int = field(must.WIDTH, default=11008, small=28)
    num_hidden_layers: int = field(must.LAYERS, default=32)
    num_attention_heads: int = field(must.HEADS, default=32)
    num_key_value_heads: int = field(must.HEADS, default=None, small=2)
    hidden_act: str = field(must.ACTIVATION, default="silu")
    max_position_embeddings: int = field(must.SIZE, default=2048, small=32)
    initializer_range: float = field(must.NOT_NEGATIVE, default=0.02)
    use_cache: bool = field(must.FLAG, default=True)
    attention_dropout: float = field(must.PROBABILITY, default=0.0, kw_only=True)
    tie_word_embeddings: bool = field(default=False, kw_only=True)

    def derive(self) -> None:
        """By default there are as many key-value heads as query heads."""
        if vars(self)["num_key_value_heads"] is None:
            self.num_key_value_heads = self.num_attention_heads


class DecoderConfig(GroupedConfig):
    """Fields of the config.json of Llama and related families, whose heads may have a size of their own."""

    derived_fields: ClassVar[tuple[str, ...]] = ("head_dim", "layer_types")

    hidden_size: int = field(default=4096, small=20)
    head_dim: int = field(must.WIDTH, default=None, kw_only=True, small=6)
    rms_norm_eps: float = field(must.NOT_NEGATIVE, default=1e-6, after="initializer_range")

    def derive(self) -> None:
        """By default heads share the hidden size."""
        super().derive()
        hidden, heads = self.hidden_size, self.num_attention_heads
        if vars(self)["head_dim"] is None and is_integer(hidden) and is_integer(heads) and heads > 0:
            self.head_dim = hidden // heads


def declared(config: Any, name: str, default: Any = None) -> Any:
    """The value of a field if the config's class has it, whatever else a file says; or else the default."""
    own = type(config).attribute_map.get(name, name)
    return getattr(config, own) if own in type(config).fields else default
