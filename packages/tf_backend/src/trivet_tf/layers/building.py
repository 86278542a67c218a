"""Layers that know their sizes, so that a model has its variables as soon as it is constructed.

Keras creates a layer's variables when it sees the first input. Here a config has said all sizes already: `build` needs
no shape, and what consists of such layers builds itself by building them.
"""

from __future__ import annotations

from typing import Any

from trivet.families.call_checks import index_error
from trivet_tf.deferred import builds_itself
from trivet_tf.framework import keras, tf
from trivet_tf.layers.norms import normal
from trivet_tf.tracking import Tracked


class BuildsItself:
    """Mixin of layers and models that create their variables by building the layers they hold."""

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the config says all that is needed."""
        for layer in self._flatten_layers(include_self=False, recursive=False):  # type: ignore[attr-defined]
            if not layer.built and builds_itself(layer):
                layer.build()


class Composite(BuildsItself, Tracked, keras.layers.Layer):
    """A layer that consists of layers which build themselves."""


class Linear(keras.layers.Dense):
    """A dense layer that knows how many inputs it has."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        initializer_range: float,
        bias: bool = True,
        activation: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            outputs, activation=activation, use_bias=bias, kernel_initializer=normal(initializer_range), **kwargs
        )
        self.input_size = inputs

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the sizes are known without a shape."""
        super().build((None, None, self.input_size))


class IndexEmbedding(keras.layers.Embedding):
    """Embeddings of positions, segments or buckets; their variable is called `embeddings`."""

    def __init__(self, rows: int, size: int, *, initializer_range: float, **kwargs: Any) -> None:
        super().__init__(rows, size, normal(initializer_range), **kwargs)

    def build(self, input_shape: Any = None) -> None:
        """Create the variable; the sizes are known without a shape."""
        super().build((None, None))

    def call(self, inputs: Any) -> Any:
        """[...] indices → [..., size].

        Raises:
            InputRangeError: as `look_up`.
        """
        if self.quantization_mode is not None:
            return super().call(inputs)
        return keras.ops.cast(look_up(self.embeddings, inputs), self.compute_dtype)


def look_up(table: Any, indices: tf.Tensor) -> tf.Tensor:
    """Rows of an embedding table [rows, size].

    TensorFlow's own op looks whether there are such rows; that of Keras counts negative indices from the end. Within
    `tf.function` it is TensorFlow that raises, as the program runs, and accelerators give rows of zeros.

    Raises:
        InputRangeError: there are no such rows, outside of `tf.function`.
    """
    table, indices = keras.ops.convert_to_tensor(table), keras.ops.convert_to_tensor(indices)
    if not indices.dtype.is_integer:
        indices = tf.cast(indices, tf.int32)
    try:
        return tf.gather(table, indices)
    except tf.errors.InvalidArgumentError as error:
        raise index_error(int(tf.reduce_min(indices)), int(tf.reduce_max(indices)), table.shape[0]) from error
