"""What a base model or one of its sides has when it is used by itself: words to read and set, options in its inputs."""

from __future__ import annotations

from typing import Any

from trivet.families.config import PretrainedConfig
from trivet_tf.framework import keras
from trivet_tf.layers.tables import set_table
from trivet_tf.model.calling import TakesFlags


class UsedAlone(TakesFlags):
    """Mixin of a transformer. Its `call` takes a dict of inputs as models do."""

    main_input_name: str = "input_ids"

    config: PretrainedConfig
    word_table: keras.layers.Layer

    def get_input_embeddings(self) -> keras.layers.Layer:
        """The layer that looks words up."""
        return self.word_table

    def set_input_embeddings(self, value: Any) -> None:
        """Set the table of the layer that looks words up.

        Args:
            value: [vocab, size], or a layer whose first weight that is.

        Raises:
            ValueError: the shape is another.
        """
        set_table(self.word_table, value, "input embeddings")
