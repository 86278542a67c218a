"""DistilBERT: no segments, no pooling layer, and positions are always 0, 1, 2, …"""

from __future__ import annotations

from typing import ClassVar

from trivet.families import blocks, encoders
from trivet.families import requirements as must
from trivet.families.blocks import Activation, Branch, Dropout, Linear, Norm, Reads, Residual
from trivet.families.fields import field
from trivet.families.inputs import PLAIN_TEXT
from trivet.layout import Kind

EPS = 1e-12
"""Epsilon of all norms."""


class DistilBertConfig(encoders.PrunableConfig):
    """Configuration of a DistilBERT model (Sanh et al., 2019, https://arxiv.org/abs/1910.01108).

    `sinusoidal_pos_embds` sets whether the table of positions is initialised as sines; it is stored either way.
    """

    model_type = "distilbert"
    vocab_size: int = field(must.VOCABULARY, default=30522)
    max_position_embeddings: int = field(must.POSITIONS, default=512)
    sinusoidal_pos_embds: bool = field(must.FLAG, default=False)
    n_layers: int = field(must.LAYERS, default=6, also="num_hidden_layers")
    n_heads: int = field(must.HEADS, default=12, also="num_attention_heads")
    dim: int = field(must.WIDTH, default=768, also="hidden_size")
    hidden_dim: int = field(must.WIDTH, default=3072)
    dropout: float = field(must.PROBABILITY, default=0.1)
    attention_dropout: float = field(must.PROBABILITY, default=0.1)
    activation: str = field(must.ACTIVATION, default="gelu")
    initializer_range: float = field(must.NOT_NEGATIVE, default=0.02)
    qa_dropout: float = field(must.PROBABILITY, default=0.1)
    seq_classif_dropout: float = field(must.PROBABILITY, default=0.2)
    pad_token_id: int | None = field(default=0, kw_only=True, after="seq_classif_dropout")


class DistilBert(encoders.EncoderFamily):
    """DistilBERT and its heads."""

    config_class, base_prefix, title = DistilBertConfig, "distilbert", "DistilBERT"
    inputs, linen_inputs = PLAIN_TEXT, ("input_ids", "attention_mask")
    stack, tokenizer, kinds = "transformer", "word_pieces", encoders.HEADS
    tasks: ClassVar = {"pretraining": "ForMaskedLM"}

    def embeddings(self, config: DistilBertConfig) -> blocks.TextEmbeddings:
        """Words and positions."""
        table = blocks.Embedding("position_embeddings", config.max_position_embeddings, config.dim)
        sines = blocks.Sines(table, interleaved=True, stored=True)
        return blocks.TextEmbeddings(
            at="embeddings",
            words=encoders.words(config, "word_embeddings", config.dim, Kind.EMBEDDING),
            positions=sines if config.sinusoidal_pos_embds else blocks.Learned(table),
            norm=Norm("LayerNorm", config.dim, EPS),
            dropout=config.dropout,
            leftovers=(blocks.Leftover("position_ids", (1, config.max_position_embeddings)),),
        )

    def layer(self, config: DistilBertConfig, index: int) -> blocks.Layer:
        """Norms after the sublayers, named as parts of the layer."""
        size, names, drop = config.dim, ("q_lin", "k_lin", "v_lin", "out_lin"), config.attention_dropout
        attention = encoders.self_attention(config, index, at="attention", names=names, dropout=drop)
        forward = blocks.FeedForward("ffn", ("lin1", "lin2"), size, config.hidden_dim, config.activation)
        attend = Residual(attention, last=Norm("sa_layer_norm", size, EPS))
        feed = Residual(forward, last=Norm("output_layer_norm", size, EPS), dropout=config.dropout)
        return blocks.Layer(f"layer.{index}", (attend, feed))

    def pooler(self, config: DistilBertConfig) -> None:
        """None: sentence tasks read the first token through a layer of the head."""

    def masked_lm(self, config: DistilBertConfig) -> Branch:
        """Scores of words."""
        dense, norm = Linear("vocab_transform", config.dim, config.dim), Norm("vocab_layer_norm", config.dim, EPS)
        scores = self.scores(config, "vocab_projector", config.dim, bias=True)
        return Branch(Reads.EACH, (dense, Activation(config.activation), norm, scores))

    def classifier(self, config: DistilBertConfig, reads: Reads, outputs: int, at: str = "classifier") -> Branch:
        """Dropout and one projection; for sentence tasks after `pre_classifier`."""
        last = Linear(at, config.dim, outputs)
        if reads is Reads.EACH:
            return Branch(reads, (Dropout(config.qa_dropout if at == "qa_outputs" else config.dropout), last))
        own = Linear("pre_classifier", config.dim, config.dim), Activation("relu")
        return Branch(Reads.FIRST, (*own, Dropout(config.seq_classif_dropout), last))

    def question_answering(self, config: DistilBertConfig) -> Branch:
        """Scores of starts and of ends."""
        return self.classifier(config, Reads.EACH, 2, "qa_outputs")
