"""The heads of BERT's pretraining, which some related families have under the same names."""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.families import encoders, heads
from trivet.families.blocks import Branch, Linear, Reads, Steps
from trivet.families.inputs import TEXT_DECODER
from trivet.layout.dialect import number_lists


class BertHeads(encoders.EncoderFamily):
    """A family with BERT's heads."""

    inputs: ClassVar[tuple[str, ...]] = TEXT_DECODER
    kinds = (
        heads.PRETRAINING.variant(leaves_out=encoders.OF_DECODERS),
        *encoders.DECODER_HEADS,
        heads.NEXT_SENTENCE.variant(leaves_out=encoders.OF_DECODERS),
    )

    def masked_lm(self, config: Any) -> Branch:
        """Scores of words."""
        size = config.hidden_size
        transform = Steps("transform", encoders.transform(config, size, config.hidden_act))
        words = self.scores(config, "decoder", size, outer_bias="bias")
        return Branch(Reads.EACH, (Steps("cls.predictions", (transform, words)),))

    def next_sentence(self, config: Any) -> Branch:
        """Whether the second sentence follows the first."""
        return Branch(Reads.POOLED, (Linear("cls.seq_relationship", config.hidden_size, 2),))

    def pretraining(self, config: Any) -> tuple[Branch, ...]:
        """Both."""
        return self.masked_lm(config), self.next_sentence(config)

    def tensorflow_path(self, module: str) -> str:
        """The two halves of `cls` are separate layers in TF, with the half's name as a prefix."""
        path = number_lists(module)
        if path.startswith("cls/predictions"):
            return f"mlm___{path}"
        if path.startswith("cls/seq_relationship"):
            return f"nsp___{path}"
        return path
