"""Tables of words that are set as a whole."""

from __future__ import annotations

from typing import Any

from trivet_tf.framework import keras

ops = keras.ops


def set_table(layer: keras.layers.Layer, value: Any, what: str) -> None:
    """Set the variable of a layer that has a vector for each token.

    Args:
        value: of its shape, or a layer that has such a variable.
        what: it is, for messages.

    Raises:
        ValueError: the shape is another.
    """
    set_variable(_table(layer), _table(value) if isinstance(value, keras.layers.Layer) else value, what)


def set_variable(variable: keras.Variable, value: Any, what: str) -> None:
    """Set a variable; arguments as of `set_table`.

    Raises:
        ValueError: the shape is another.
    """
    array = ops.convert_to_tensor(value)
    if tuple(array.shape) != tuple(variable.shape):
        raise ValueError(
            f"{what}: the shape is {tuple(array.shape)}, but the model's is {tuple(variable.shape)}. "
            "resize_token_embeddings changes the number of tokens."
        )
    variable.assign(ops.cast(array, variable.dtype))


def _table(layer: keras.layers.Layer) -> keras.Variable:
    table: keras.Variable = next(each for each in layer.weights if len(each.shape) == 2)
    return table
