"""A family that averages word vectors: config and parameter list. Knows no framework."""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.plugin import Architecture, PretrainedConfig, Specs, embedding, layer_norm, linear, under


class WordAverageConfig(PretrainedConfig):
    """Sizes of the vocabulary and of its vectors."""

    model_type: ClassVar[str] = "word-average"

    def __init__(self, vocab_size: int = 1000, hidden_size: int = 64, **kwargs: Any) -> None:
        self.vocab_size = vocab_size
        self.hidden_size = hidden_size
        super().__init__(**kwargs)

    def validate_sizes(self) -> None:
        """Refuse what no shape can be made of."""
        self.require_positive("vocab_size", "hidden_size")


class WordAverageArchitecture(Architecture):
    """Vectors and their normalisation; a projection for classes."""

    model_type = "word-average"
    config_class = WordAverageConfig
    base_prefix = "average"
    heads = ("WordAverageModel", "WordAverageForSequenceClassification")

    def base_parameters(self, config: WordAverageConfig) -> Specs:
        """Embeddings and norm."""
        words = embedding("word_embeddings", config.vocab_size, config.hidden_size)
        return under("average", words, layer_norm("norm", config.hidden_size))

    def head_parameters(self, config: WordAverageConfig, head: str) -> Specs:
        """The projection."""
        return linear("classifier", config.hidden_size, config.num_labels)
