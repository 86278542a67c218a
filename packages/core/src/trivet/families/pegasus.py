"""Pegasus: config and parameter list."""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.families.heads import CONDITIONAL_GENERATION
from trivet.families.seq2seq import Seq2SeqConfig, Seq2SeqFamily

_DEFAULTS = {"pad_token_id": 0, "eos_token_id": 1, "decoder_start_token_id": 0, "forced_eos_token_id": 1}


class PegasusConfig(Seq2SeqConfig):
    """Configuration of a Pegasus model (Zhang et al., 2019, https://arxiv.org/abs/1912.08777)."""

    model_type: ClassVar[str] = "pegasus"
    has_learned_positions: ClassVar[bool] = False
    has_embedding_norm: ClassVar[bool] = False
    has_final_norm: ClassVar[bool] = True
    norms_first: ClassVar[bool] = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**_DEFAULTS, **kwargs})


class Pegasus(Seq2SeqFamily):
    """Pegasus and its head."""

    model_type, config_class = "pegasus", PegasusConfig
    name, title = "Pegasus", "Pegasus"
    kinds = (CONDITIONAL_GENERATION,)
