"""BERT, and the names in its original TF checkpoints."""

from __future__ import annotations

import re
from collections.abc import Mapping

from trivet.families import encoders, heads
from trivet.families.blocks import Branch, Linear, Reads, Steps
from trivet.families.inputs import TEXT_DECODER
from trivet.layout.dialect import number_lists


class BertConfig(encoders.EncoderConfig):
    """Configuration of a BERT model (Devlin et al., 2018, https://arxiv.org/abs/1810.04805)."""

    model_type, can_decode = "bert", True


# The owners of `output_weights`, `output_bias` and the transform of the masked-LM head in the original release.
_RELEASED_HEADS: Mapping[str, str] = {
    "cls/predictions": "mlm___cls/predictions",
    "cls/predictions/transform/dense": "mlm___cls/predictions/transform/dense",
    "cls/predictions/transform/LayerNorm": "mlm___cls/predictions/transform/LayerNorm",
    "cls/seq_relationship": "nsp___cls/seq_relationship",
    "cls/squad": "qa_outputs",
    "": "classifier",
}


class Bert(encoders.EncoderFamily):
    """BERT and its heads."""

    config_class, base_prefix, title, tokenizer = BertConfig, "bert", "BERT", "word_pieces"
    inputs = TEXT_DECODER
    kinds = (
        heads.PRETRAINING.variant(leaves_out=encoders.OF_DECODERS),
        encoders.DECODER_HEADS[0].variant(suffix="LMHeadModel", also=("ForCausalLM",)),
        *encoders.DECODER_HEADS[1:],
        heads.NEXT_SENTENCE.variant(leaves_out=encoders.OF_DECODERS),
    )

    def masked_lm(self, config: BertConfig) -> Branch:
        """Scores of words."""
        size = config.hidden_size
        transform = Steps("transform", encoders.transform(config, size, config.hidden_act))
        words = self.scores(config, "decoder", size, outer_bias="bias")
        return Branch(Reads.EACH, (Steps("cls.predictions", (transform, words)),))

    def next_sentence(self, config: BertConfig) -> Branch:
        """Whether the second sentence follows the first."""
        return Branch(Reads.POOLED, (Linear("cls.seq_relationship", config.hidden_size, 2),))

    def pretraining(self, config: BertConfig) -> tuple[Branch, ...]:
        """Both."""
        return self.masked_lm(config), self.next_sentence(config)

    def released_name(self, name: str) -> str | None:
        """As in https://github.com/google-research/bert, tasks fine-tuned by its scripts included."""
        module, _, leaf = name.rpartition("/")
        path = _RELEASED_HEADS.get(module, re.sub(r"/layer_(\d+)", r"/layer_._\1", module))
        if module == "bert/embeddings" and leaf.endswith("_embeddings"):
            return f"{name}/{'weight' if leaf.startswith('word') else 'embeddings'}"
        if not module and not leaf.startswith("output_"):
            return None
        leaf = {"output_weights": "kernel", "output_bias": "bias"}.get(leaf, leaf)
        return f"{path}/{leaf}" if f"{path}/{leaf}" != name else None

    def tensorflow_path(self, module: str) -> str:
        """The two halves of `cls` are separate layers in TF, with the half's name as a prefix."""
        path = number_lists(module)
        if path.startswith("cls/predictions"):
            return f"mlm___{path}"
        if path.startswith("cls/seq_relationship"):
            return f"nsp___{path}"
        return path
