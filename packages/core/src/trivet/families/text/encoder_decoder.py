"""Any encoder of texts with any decoder that attends to one."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.pairs import PairConfig, PairFamily


class EncoderDecoderConfig(PairConfig):
    """Configuration of an encoder and a decoder of any families (Rothe et al., 2019, arXiv 1907.12461)."""

    model_type = "encoder-decoder"


class EncoderDecoderPair(PairFamily):
    """Any encoder with any decoder."""

    config_class: ClassVar[type[EncoderDecoderConfig]] = EncoderDecoderConfig
    title = "An encoder-decoder"
