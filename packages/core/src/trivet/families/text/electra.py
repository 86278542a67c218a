"""ELECTRA: embeddings of their own size, no pooling layer, and a head that detects replaced tokens."""

from __future__ import annotations

from dataclasses import replace

from trivet.families import encoders, heads
from trivet.families import requirements as must
from trivet.families.blocks import Activation, Branch, Dropout, Linear, Reads, Steps, TextEmbeddings, Transformer
from trivet.families.fields import field
from trivet.families.inputs import TEXT_DECODER


class ElectraConfig(encoders.EncoderConfig):
    """Configuration of an ELECTRA model (Clark et al., 2020, https://arxiv.org/abs/2003.10555).

    Attributes:
        embedding_size: size of the embeddings, which are projected to `hidden_size` if it differs.
        summary_use_proj, summary_activation, summary_last_dropout: how multiple choice reads the first token's state.
    """

    model_type, can_decode = "electra", True
    embedding_size: int = field(must.WIDTH, default=128, after="vocab_size", small=12)
    hidden_size: int = 256
    num_attention_heads: int = 4
    intermediate_size: int = 1024
    summary_type: str = field(default="first", after="layer_norm_eps")
    summary_use_proj: bool = field(must.FLAG, default=True, after="summary_type")
    summary_activation: str | None = field(must.ACTIVATION.or_null(), default="gelu", after="summary_use_proj")
    summary_last_dropout: float = field(must.PROBABILITY, default=0.1, after="summary_activation")

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        self.require_only("summary_type", "first")


class Electra(encoders.EncoderFamily):
    """ELECTRA and the heads of discriminator and generator."""

    config_class, base_prefix, title, tokenizer = ElectraConfig, "electra", "ELECTRA", "word_pieces"
    inputs = TEXT_DECODER
    kinds = (
        heads.REPLACED_TOKENS.variant(leaves_out=encoders.OF_DECODERS),
        encoders.DECODER_HEADS[0],
        *encoders.HEADS,
    )

    def base(self, config: ElectraConfig) -> Transformer:
        """Embeddings, their projection if sizes differ, encoder."""
        inner, outer = config.embedding_size, config.hidden_size
        project = None if inner == outer else Linear("embeddings_project", inner, outer)
        return replace(super().base(config), project=project)

    def embeddings(self, config: ElectraConfig) -> TextEmbeddings:
        """Embeddings of their own size."""
        return encoders.text_embeddings(config, config.embedding_size)

    def pooler(self, config: ElectraConfig) -> None:
        """None: heads read the first token."""

    def replaced_tokens(self, config: ElectraConfig) -> Branch:
        """A score for each token."""
        size = config.hidden_size
        steps = Linear("dense", size, size), Activation(config.hidden_act), Linear("dense_prediction", size, 1)
        return Branch(Reads.EACH, (Steps("discriminator_predictions", steps),), squeeze=True)

    def masked_lm(self, config: ElectraConfig) -> Branch:
        """Scores of words. The activation is GELU, independent of the layers'."""
        size = config.embedding_size
        words = self.scores(config, "generator_lm_head", size, bias=True)
        return Branch(Reads.EACH, (Steps("generator_predictions", encoders.transform(config, size, "gelu")), words))

    def sequence_classification(self, config: ElectraConfig) -> Branch:
        """From the first token."""
        dropout = self.classifier_dropout(config)
        return Branch(Reads.FIRST, (encoders.two_layers(config, "classifier", dropout, "gelu", config.num_labels),))

    def multiple_choice(self, config: ElectraConfig) -> Branch:
        """From a summary of the first token, if the config has one."""
        size = config.hidden_size
        linear = (Linear("summary", size, size),) if config.summary_use_proj else ()
        last = Activation(config.summary_activation or "linear"), Dropout(config.summary_last_dropout)
        return Branch(Reads.FIRST, (Steps("sequence_summary", (*linear, *last)), Linear("classifier", size, 1)))
