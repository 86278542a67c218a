"""EXAONE 4.0: norms after sublayers, normed heads, windows; layers without a window have no rotary positions."""

from __future__ import annotations

from trivet.errors import InvalidConfigError
from trivet.families.causal import GroupedConfig
from trivet.families.decoders import ANSWERS_APART, RMS, DecoderFamily, Names
from trivet.families.fields import field
from trivet.families.requirements import COUNT, NOT_NEGATIVE, TEXT, Requirement, shown
from trivet.families.rope import SLIDING

_NUMBER = COUNT.or_null()
_PATTERN = Requirement("a number of layers, a string or null", lambda value: TEXT.fits(value) or _NUMBER.fits(value))


class Exaone4Config(GroupedConfig):
    """Configuration of an EXAONE 4.0 model (LG AI Research, 2025, https://arxiv.org/abs/2507.11407).

    Attributes:
        sliding_window: how many tokens each token sees in most layers; None: all in all layers, which then all rotate.
        sliding_window_pattern: every so many layers tokens see all earlier ones, in the others a window.
        layer_types: `sliding_attention` or `full_attention` for each layer; None: as `sliding_window_pattern` says.
    """

    model_type = "exaone4"
    vocab_size: int = 102400
    intermediate_size: int = 16384
    num_key_value_heads: int = 32
    rms_norm_eps: float = field(NOT_NEGATIVE, default=1e-5, kw_only=True)
    sliding_window: int | None = field(default=4096, kw_only=True, small=5)
    sliding_window_pattern: int | str | None = field(_PATTERN, default=4, kw_only=True, small=2)
    layer_types: list[str] | None = field(default=None, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=0, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True)

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        if isinstance(self.sliding_window_pattern, str) and self.layer_types is None:
            reason = (
                f"sliding_window_pattern is {shown(self.sliding_window_pattern)}: state layer_types, which it implies"
            )
            raise InvalidConfigError(reason, field="sliding_window_pattern")

    def _full_every(self) -> int | None:
        return None if self.sliding_window is None else super()._full_every()

    @property
    def layer_rotates(self) -> tuple[bool, ...]:
        """For each layer whether it rotates queries and keys by their positions."""
        return tuple(self.sliding_window is None or kind == SLIDING for kind in self.layer_kinds)


class Exaone4(DecoderFamily):
    """EXAONE 4.0 and its heads."""

    config_class, title, head_norms = Exaone4Config, "EXAONE 4.0", RMS
    kinds = (*DecoderFamily.kinds, ANSWERS_APART)
    names = Names(
        attention_norms=("", "post_attention_layernorm"),
        forward_norms=("", "post_feedforward_layernorm"),
    )
