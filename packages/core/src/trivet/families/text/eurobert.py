"""EuroBERT: Llama's layers, in which tokens see later ones as well."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from trivet.families import encoders, heads
from trivet.families import requirements as must
from trivet.families.blocks import Activation, Attention, Branch, Linear, Reads
from trivet.families.causal import DecoderConfig
from trivet.families.decoders import DecoderFamily
from trivet.families.fields import field
from trivet.families.inputs import TURNED_TEXT


class EuroBertConfig(DecoderConfig):
    """Configuration of a EuroBERT model (Boizard et al., 2025, https://arxiv.org/abs/2503.05500).

    Attributes:
        classifier_pooling: what classifiers of whole inputs read: `bos`, the first token, `mean`, that of all tokens,
            or `late`, the mean of the scores of all tokens.
    """

    model_type = "eurobert"
    vocab_size: int = 128256
    hidden_size: int = 768
    intermediate_size: int = 3072
    num_hidden_layers: int = 12
    num_attention_heads: int = 12
    max_position_embeddings: int = 8192
    rms_norm_eps: float = 1e-5
    bos_token_id: int | list[int] | None = field(default=128000, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=128001, kw_only=True)
    pad_token_id: int | None = field(default=128001, kw_only=True)
    mask_token_id: int | None = field(must.TOKEN, default=128002, kw_only=True)
    attention_bias: bool = field(must.FLAG, default=False, kw_only=True)
    mlp_bias: bool = field(must.FLAG, default=False, kw_only=True)
    classifier_pooling: str = field(must.one_of("bos", "mean", "late"), default="late", kw_only=True)


class EuroBert(DecoderFamily):
    """EuroBERT and its heads."""

    config_class, title = EuroBertConfig, "EuroBERT"
    inputs, tensorflow_order = TURNED_TEXT, ()
    kinds: ClassVar = (encoders.HEADS[0], heads.SEQUENCE_CLASSIFICATION, heads.TOKEN_CLASSIFICATION)

    def attention(self, config: Any, index: int) -> Attention:
        """On both sides."""
        return replace(super().attention(config, index), causal=False)

    def masked_lm(self, config: Any) -> Branch:
        """Scores of words, with a bias if feed-forward networks have some."""
        return Branch(Reads.EACH, (replace(self.scores(config), bias=bool(config.mlp_bias)),))

    def sequence_classification(self, config: Any) -> Branch:
        """From the first token, the mean of all, or each, whose scores are averaged."""
        size, reads = config.hidden_size, {"bos": Reads.FIRST, "mean": Reads.MEAN, "late": Reads.EACH}
        steps = Linear("dense", size, size), Activation("gelu"), Linear("classifier", size, config.num_labels)
        pooling = config.classifier_pooling
        return Branch(reads[pooling], steps, averages=pooling == "late")

    def token_classification(self, config: Any) -> Branch:
        """From each token."""
        return Branch(Reads.EACH, (Linear("classifier", config.hidden_size, config.num_labels),))
