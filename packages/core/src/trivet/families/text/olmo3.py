"""OLMo 3: OLMo 2 with windows in three of four layers, whose rotary positions are not scaled."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.fields import field
from trivet.families.text.olmo2 import Olmo2, Olmo2Config


class Olmo3Config(Olmo2Config):
    """Configuration of an OLMo 3 model (Team Olmo, 2025, https://arxiv.org/abs/2512.13961).

    Attributes:
        rope_local_base_freq: `rope_theta` of layers with a window; None: the same.
        layer_types: `sliding_attention` or `full_attention` for each layer; None: every fourth layer sees all tokens.
    """

    model_type = "olmo3"
    local_theta: ClassVar = "rope_local_base_freq"
    derived_fields: ClassVar = (*Olmo2Config.derived_fields, "rope_local_base_freq")
    rope_theta: float = field(default=500000.0, kw_only=True)
    rope_local_base_freq: float | None = field(default=None, kw_only=True)
    sliding_window: int | None = field(default=4096, kw_only=True, small=5)
    layer_types: list[str] | None = field(default=None, kw_only=True)

    def derive(self) -> None:
        """By default all layers have the same `rope_theta`."""
        super().derive()
        if self.rope_local_base_freq is None:
            self.rope_local_base_freq = self.rope_theta

    def _full_every(self) -> int:
        return 4


class Olmo3(Olmo2):
    """OLMo 3 and its heads."""

    config_class, title = Olmo3Config, "OLMo 3"
