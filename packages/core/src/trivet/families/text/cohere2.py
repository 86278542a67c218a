"""Cohere 2: Cohere with windows in three of four layers; the others have no rotary positions."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.fields import field
from trivet.families.rope import SLIDING
from trivet.families.text.cohere import Cohere, CommandConfig


class Cohere2Config(CommandConfig):
    """Configuration of a Command R7B or Command A model of Cohere (https://arxiv.org/abs/2504.00698).

    Attributes:
        sliding_window_pattern: every so many layers tokens see all earlier ones, in the others a window.
        layer_types: `sliding_attention` or `full_attention` for each layer; None: as `sliding_window_pattern` says.
    """

    model_type = "cohere2"
    sliding_window: int | None = field(default=4096, kw_only=True, small=5)
    sliding_window_pattern: int = field(default=4, kw_only=True, small=2)
    layer_types: list[str] | None = field(default=None, kw_only=True)

    @property
    def layer_rotates(self) -> tuple[bool, ...]:
        """For each layer whether it rotates queries and keys by their positions."""
        return tuple(kind == SLIDING for kind in self.layer_kinds)


class Cohere2(Cohere):
    """Command R7B, Command A and their heads."""

    config_class: ClassVar[type[CommandConfig]] = Cohere2Config
    title = "Cohere 2"
