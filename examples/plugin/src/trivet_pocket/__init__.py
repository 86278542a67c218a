"""A family from outside: a small encoder without positions, whose norms come first. Knows no framework."""

from __future__ import annotations

from trivet.plugin import HEADS, LAYERS, VOCABULARY, WIDTH, Family, PretrainedConfig, blocks, field, heads
from trivet.plugin import inputs as sets

EPS = 1e-5


class PocketConfig(PretrainedConfig):
    """Sizes of the vocabulary, of the states, and of the layers."""

    model_type = "pocket"
    vocab_size: int = field(VOCABULARY, default=1000)
    hidden_size: int = field(WIDTH, default=64)
    num_hidden_layers: int = field(LAYERS, default=2)
    num_attention_heads: int = field(HEADS, default=4)
    initializer_range: float = field(default=0.02)

    def validate(self) -> None:
        """Refuse heads that do not share the states."""
        self.validate_sizes()
        self.require_multiple("hidden_size", "num_attention_heads")


class Pocket(Family):
    """An encoder, and a projection for classes."""

    config_class, base_prefix = PocketConfig, "pocket"
    inputs = tuple(name for name in sets.TEXT if name not in ("token_type_ids", "position_ids"))
    kinds = (heads.SEQUENCE_CLASSIFICATION, heads.TOKEN_CLASSIFICATION)

    def base(self, config: PocketConfig) -> blocks.Transformer:
        """Words, layers, the last norm."""
        words = blocks.Embedding("word_embeddings", config.vocab_size, config.hidden_size, role=blocks.Role.VOCAB)
        layers = tuple(self._layer(config, index) for index in range(config.num_hidden_layers))
        stack = blocks.Stack(layers, norm=blocks.Norm("norm", config.hidden_size, EPS))
        return blocks.Transformer(blocks.TextEmbeddings(words=words), stack, std=config.initializer_range)

    def _layer(self, config: PocketConfig, index: int) -> blocks.Layer:
        size, head = config.hidden_size, config.hidden_size // config.num_attention_heads
        attention = blocks.Attention(
            at="attention",
            names=("query", "key", "value", "out"),
            size=size,
            heads=config.num_attention_heads,
            head_size=head,
            scale=head**-0.5,
        )
        forward = blocks.FeedForward("mlp", ("up", "down"), size, 4 * size, "gelu")
        attend = blocks.Residual(attention, before=blocks.Norm("first_norm", size, EPS))
        feed = blocks.Residual(forward, before=blocks.Norm("second_norm", size, EPS))
        return blocks.Layer(f"layers.{index}", (attend, feed))

    def sequence_classification(self, config: PocketConfig) -> blocks.Branch:
        """From the first token."""
        return self._classes(config, blocks.Reads.FIRST)

    def token_classification(self, config: PocketConfig) -> blocks.Branch:
        """From each token."""
        return self._classes(config, blocks.Reads.EACH)

    def _classes(self, config: PocketConfig, reads: blocks.Reads) -> blocks.Branch:
        return blocks.Branch(reads, (blocks.Linear("classifier", config.hidden_size, config.num_labels),))
