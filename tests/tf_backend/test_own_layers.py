"""Functions and layers for models of one's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import keras
import make_tf_parts as parts
import numpy as np
import pytest
import tensorflow as tf

from trivet import PretrainedConfig, TFSequenceSummary, TFSharedEmbeddings, shape_list
from trivet.errors import InvalidConfigError
from trivet_tf.extras.helpers import (
    check_embeddings_within_bounds,
    dummy_loss,
    flatten,
    functional_layernorm,
    get_initializer,
    invert_attention_mask,
    keras_serializable,
    shift_tokens_right,
    stable_softmax,
)
from trivet_tf.extras.own_layers import TFConv1D
from trivet_tf.extras.shards import dtype_byte_size, tf_shard_checkpoint

WANTED: dict[str, Any] = json.loads((Path(__file__).parents[1] / "golden/data/tf_parts.json").read_text())["summaries"]


@pytest.mark.parametrize("name", parts.SUMMARIES)
def test_a_sequence_is_summed_up_as_in_the_reference(name: str) -> None:
    config = PretrainedConfig(hidden_size=4, num_labels=3, **parts.SUMMARIES[name])
    layer, states = TFSequenceSummary(config), tf.constant(parts.values((2, 3, 4)))
    places = np.array([0, 2])
    layer(states)
    for each in layer.weights:
        each.assign(parts.values(tuple(each.shape), 1))
    ways: list[Any] = [states]
    if name == "cls_index":
        ways = [[states, places], {"hidden_states": states, "cls_index": places}]
    for given in ways:
        np.testing.assert_allclose(layer(given), WANTED[name], rtol=1e-5)
    if name == "cls_index":
        np.testing.assert_allclose(layer(states), layer([states, np.array([2, 2])]))


def test_a_sequence_is_not_summed_up_in_unknown_ways() -> None:
    with pytest.raises(InvalidConfigError, match="summary_type is last, first, mean or cls_index, not 'attn'"):
        TFSequenceSummary(PretrainedConfig(hidden_size=4, summary_use_proj=True, summary_type="attn"))


def test_shared_embeddings_look_up_and_score() -> None:
    table = TFSharedEmbeddings(7, 4)
    vectors = table(np.array([[1, 6]]))
    np.testing.assert_array_equal(vectors[0, 1], table.weight[6])
    np.testing.assert_allclose(table(vectors, mode="linear"), vectors @ np.transpose(table.weight), rtol=1e-5)
    with pytest.raises(ValueError, match="mode is embedding or linear, not 'both'"):
        table(vectors, mode="both")
    assert TFSharedEmbeddings.from_config(table.get_config()).initializer_range == 0.5


def test_conv1d_projects() -> None:
    layer = TFConv1D(3, 2)
    states = tf.constant(parts.values((2, 4, 2)))
    assert layer(states).shape == (2, 4, 3) and tuple(layer.bias.shape) == (1, 3)
    np.testing.assert_allclose(layer(states), states @ layer.weight, rtol=1e-6)


def test_shapes_are_numbers_as_far_as_they_are_known() -> None:
    assert shape_list(np.zeros((2, 3))) == shape_list(tf.zeros((2, 3))) == [2, 3]

    @tf.function(input_signature=[tf.TensorSpec((None, 3))])
    def shapes(tensor: tf.Tensor) -> Any:
        first, second = shape_list(tensor)
        assert second == 3
        return first, shape_list(flatten(tensor))[0]

    assert [int(each) for each in shapes(tf.zeros((5, 3)))] == [5, 15]
    assert flatten(tf.zeros((2, 3, 4, 5)), 1, 2).shape == (2, 12, 5)
    assert flatten(tf.zeros((2, 3)), 1, 1).shape == (2, 3)


def test_small_functions() -> None:
    labels = np.array([[5, -100, 7], [8, 9, -100]])
    assert shift_tokens_right(labels, 1, 2).numpy().tolist() == [[2, 5, 1], [2, 8, 9]]
    assert shift_tokens_right(np.array([[5, 7, 1], [8, 9, 6]]), 1).numpy().tolist() == [[7, 5, 7], [6, 8, 9]]
    with pytest.raises(ValueError, match="pad_token_id is None"):
        shift_tokens_right(labels, None, 2)
    assert float(dummy_loss(None, tf.constant([1.0, 3.0]))) == 2.0
    drawn = get_initializer(0.5)((10_000,))
    assert 0.4 < float(tf.math.reduce_std(drawn)) < 0.5 and float(tf.reduce_max(tf.abs(drawn))) <= 1.2
    states = tf.constant(parts.values((2, 3, 4)))
    weight, bias = tf.range(3.0), tf.ones(3)
    normal = keras.layers.LayerNormalization(axis=1, epsilon=1e-5)
    normal.build((2, 3, 4))
    normal.set_weights([weight, bias])
    np.testing.assert_allclose(functional_layernorm(states, weight, bias, axis=1), normal(states), atol=1e-5)
    mask = invert_attention_mask(np.array([[1.0, 0.0]], np.float32))
    assert mask.shape == (1, 1, 1, 2) and mask.numpy().tolist() == [[[[0.0, np.finfo(np.float32).min]]]]
    assert invert_attention_mask(tf.ones((2, 3, 3))).shape == (2, 1, 3, 3)
    check_embeddings_within_bounds(tf.constant([4]), 5)
    with pytest.raises(tf.errors.InvalidArgumentError, match="ids has a number that is not below 5"):
        check_embeddings_within_bounds(tf.constant([5]), 5, "ids")
    np.testing.assert_allclose(stable_softmax(tf.constant([[0.0, np.log(3.0)]])), [[0.25, 0.75]], rtol=1e-6)


def test_a_layer_with_a_config_is_stored_and_made_again() -> None:
    with pytest.raises(AttributeError, match="Plain has no config_class"):

        @keras_serializable
        class Plain(keras.layers.Layer):
            """Says nothing of its config."""

    @keras_serializable
    class Own(keras.layers.Layer):
        """Holds a config."""

        config_class = PretrainedConfig

        def __init__(self, config: PretrainedConfig, more: int = 0, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.config, self.more = config, more

    stored = json.loads(json.dumps(keras.saving.serialize_keras_object(Own(PretrainedConfig(num_labels=5), more=3))))
    again = keras.saving.deserialize_keras_object(stored)
    assert (type(again), again.config.num_labels, again.more) == (Own, 5, 3)


def test_weights_are_divided_among_files_as_their_sizes_demand() -> None:
    model = keras.Sequential([keras.layers.Dense(size, use_bias=False) for size in (50, 50, 20)])
    model.build((None, 10))
    first, second, third = model.weights  # 2000, 10000 and 4000 bytes
    assert tf_shard_checkpoint(model.weights) == ({"tf_model.h5": [first, second, third]}, None)
    shards, index = tf_shard_checkpoint(model.weights, max_shard_size="9kB")
    files = [f"tf_model-0000{number}-of-00003.h5" for number in (1, 2, 3)]
    assert shards == {files[0]: [first], files[1]: [second], files[2]: [third]}
    assert index is not None and index["weight_map"] == {
        first.path: files[0],
        second.path: files[1],
        third.path: files[2],
    }
    assert index["metadata"]["total_size"] == 16_000


def test_says_how_large_an_element_is() -> None:
    assert [dtype_byte_size(each) for each in (tf.float32, "bfloat16", np.int8, tf.bool)] == [4, 2, 1, 1 / 8]
    with pytest.raises(ValueError, match="string is not a dtype of weights"):
        dtype_byte_size(tf.string)


def test_activations_are_functions_of_a_module() -> None:
    from trivet import activations_tf

    states = tf.constant(parts.values((2, 4)))
    for name in ("gelu", "gelu_10", "gelu_fast", "gelu_new", "mish", "quick_gelu"):
        np.testing.assert_array_equal(getattr(activations_tf, name)(states), activations_tf.ACT2FN[name](states))
    gated = states[:, :2] * tf.sigmoid(states[:, 2:])
    np.testing.assert_allclose(activations_tf.glu(states), gated, rtol=1e-5)
    np.testing.assert_allclose(activations_tf.glu(tf.transpose(states), axis=0), tf.transpose(gated), rtol=1e-5)
    assert activations_tf.get_tf_activation(activation_string="relu")(tf.constant(-1.0)) == 0.0
