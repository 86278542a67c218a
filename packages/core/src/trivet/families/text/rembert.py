"""RemBERT: embeddings narrower than the layers, and scores of words from wider states, with a table of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trivet.families import encoders
from trivet.families import requirements as must
from trivet.families.bert_heads import BertHeads
from trivet.families.blocks import Branch, Linear, Reads, Steps, TextEmbeddings, Transformer, Vocabulary
from trivet.families.fields import field
from trivet.families.inputs import ENCODER_STATES, TEXT

_APART = (("tie_word_embeddings", False),)


class RemBertConfig(encoders.EncoderConfig):
    """Configuration of a RemBERT model (Chung et al., 2020, https://arxiv.org/abs/2010.12821).

    Attributes:
        input_embedding_size: size of the embeddings, which are projected to `hidden_size` before the first layer.
        output_embedding_size: size of the states from which words are scored.
    """

    model_type, can_decode = "rembert", True
    vocab_size: int = 250300
    hidden_size: int = 1152
    num_hidden_layers: int = 32
    num_attention_heads: int = 18
    input_embedding_size: int = field(must.WIDTH, default=256, after="num_attention_heads", small=12)
    output_embedding_size: int = field(must.WIDTH, default=1664, after="input_embedding_size", small=20)
    intermediate_size: int = 4608
    hidden_dropout_prob: float = 0.0
    attention_probs_dropout_prob: float = 0.0
    classifier_dropout_prob: float = field(must.PROBABILITY, default=0.1, after="attention_probs_dropout_prob")
    use_cache: bool = field(must.FLAG, default=True, after="layer_norm_eps")
    pad_token_id: int | None = field(default=0, kw_only=True, after="use_cache")
    bos_token_id: int | list[int] | None = field(default=312, kw_only=True, after="pad_token_id")
    eos_token_id: int | list[int] | None = field(default=313, kw_only=True, after="bos_token_id")
    tie_word_embeddings: bool = field(default=False, kw_only=True)


class RemBert(BertHeads):
    """RemBERT and its heads."""

    config_class, base_prefix, title = RemBertConfig, "rembert", "RemBERT"
    kinds = (
        encoders.DECODER_HEADS[0].variant(
            sets=_APART, order=(*TEXT, *ENCODER_STATES, "past_key_values", "labels", "use_cache")
        ),
        encoders.DECODER_HEADS[1].variant(sets=_APART),
        *encoders.DECODER_HEADS[2:],
    )

    def base(self, config: Any) -> Transformer:
        """The encoder holds the projection of the embeddings."""
        project = Linear("encoder.embedding_hidden_mapping_in", config.input_embedding_size, config.hidden_size)
        return replace(super().base(config), project=project)

    def embeddings(self, config: Any) -> TextEmbeddings:
        """Embeddings of their own size."""
        return encoders.text_embeddings(config, config.input_embedding_size)

    def classifier_dropout(self, config: Any) -> float:
        """The config's `classifier_dropout_prob`."""
        return float(config.classifier_dropout_prob)

    def masked_lm(self, config: Any) -> Branch:
        """Scores of words. Sizes differ, so that they are never tied to the embeddings."""
        size = config.output_embedding_size
        words = Vocabulary(at="decoder", inputs=size, words=config.vocab_size, table=None, bias=True, in_rows=True)
        return Branch(
            Reads.EACH, (Steps("cls.predictions", (*encoders.transform(config, size, config.hidden_act), words)),)
        )
