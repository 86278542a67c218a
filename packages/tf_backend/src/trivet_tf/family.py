"""What the models of every family share: they build themselves, and hold the family's base layer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from trivet.families.config import PretrainedConfig
from trivet_tf.framework import keras, tf
from trivet_tf.layers.building import BuildsItself
from trivet_tf.modeling import TFPreTrainedModel


class FamilyModel(BuildsItself, TFPreTrainedModel):
    """Base of a family's models, each of which holds the base layer under the family's prefix.

    Attributes:
        base_class: of the base layer; takes the config.
        may_pool: whether it takes `add_pooling_layer`.
        reads_pooled: whether this model needs the pooling layer.
    """

    base_class: ClassVar[Callable[..., keras.layers.Layer]]
    may_pool: ClassVar[bool] = False
    reads_pooled: ClassVar[bool] = False

    def __init__(self, config: PretrainedConfig, add_pooling_layer: bool | None = None, **kwargs: Any) -> None:
        super().__init__(config, **kwargs)
        pools = self.reads_pooled if add_pooling_layer is None else add_pooling_layer
        self.pools = pools
        options = {"add_pooling_layer": pools} if self.may_pool else {}
        prefix = self.base_model_prefix
        setattr(self, prefix, type(self).base_class(config, dtype=self.dtype_policy, name=prefix, **options))
        self.add_layers(config, self.dtype_policy)

    def add_layers(self, config: Any, policy: keras.DTypePolicy) -> None:
        """Make the layers on top of the base layer."""

    def get_config(self) -> dict[str, Any]:
        """What Keras stores to make the model again."""
        found = super().get_config()
        return {**found, "add_pooling_layer": self.pools} if self.may_pool else found

    @property
    def base(self) -> Any:
        """The base layer."""
        return getattr(self, self.base_model_prefix)

    @property
    def table(self) -> tf.Tensor:
        """The embeddings of the vocabulary, [vocab, size]."""
        return self.base.embeddings.word_embeddings.weight

    def encode(self, **inputs: Any) -> Any:
        """The base layer's output, of inputs as `call` has them."""
        return self.base(**inputs)

    @staticmethod
    def classifier_dropout(config: Any) -> float:
        """How much the family drops before a classifier."""
        stated = config.classifier_dropout
        return float(config.hidden_dropout_prob if stated is None else stated)
