"""`tf.train.Checkpoint` stores every weight of a model, whatever holds it, and gives it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import keras
import numpy as np
import pytest
import tensorflow as tf
import tiny_bert

from trivet import PretrainedConfig, TFBertForSequenceClassification, TFBertMainLayer, TFPreTrainedModel
from trivet.errors import AmbiguousMatchError
from trivet_tf.layers.tracking import Tracked
from trivet_tf.model.tracked import TrackedModel


def classifier() -> Any:
    return TFBertForSequenceClassification(tiny_bert.config(num_hidden_layers=1))


class InKeras(keras.Model):
    """A user's own Keras model."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = TFBertMainLayer(tiny_bert.config())
        self.encoder.build()
        self.head = keras.layers.Dense(2)
        self.head.build((None, 8))

    def call(self, ids: Any) -> Any:
        return self.head(self.encoder(ids).pooler_output)


class InModule(tf.Module):
    """A user's own module of TensorFlow."""

    def __init__(self) -> None:
        super().__init__()
        self.models = [classifier()]

    @property
    def weights(self) -> Any:
        return self.models[0].weights


class ListsConfig(PretrainedConfig):
    model_type = "tf-test-lists"


class Pair(keras.layers.Layer):
    """A layer of Keras's own kind, which has its parts in a dict."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.parts = {"one": keras.layers.Dense(2), "two": [keras.layers.Dense(2)]}

    def build(self, input_shape: Any) -> None:
        for layer in (self.parts["one"], *self.parts["two"]):
            layer.build((None, 2))


class Lists(TFPreTrainedModel):
    """A user's own model, whose layers are in containers of several kinds."""

    config_class: ClassVar[type[PretrainedConfig]] = ListsConfig

    def __init__(self, config: ListsConfig) -> None:
        super().__init__(config)
        self.layers_of = []
        for _ in range(2):
            self.layers_of.append(Pair())
        self.grouped = {"first": [keras.layers.Dense(2)], 2: (keras.layers.Dense(2),)}
        self.pair = Pair(name="pair")

    def build(self, input_shape: Any = None) -> None:
        for layer in self._flatten_layers(include_self=False):
            if not layer.built:
                layer.build((None, 2))


@pytest.mark.parametrize("make", [classifier, InKeras, InModule, lambda: Lists(ListsConfig())])
def test_every_weight_is_stored_and_comes_back(make: Callable[[], Any], tmp_path: Path) -> None:
    model, other = make(), make()
    for index, variable in enumerate(model.weights):
        variable.assign(keras.ops.ones_like(variable) * index)
    path = tf.train.Checkpoint(model=model).save(str(tmp_path / "x"))
    assert len([name for name, _ in tf.train.list_variables(path) if name.startswith("model/")]) == len(model.weights)
    tf.train.Checkpoint(model=other).restore(path).assert_consumed()
    for found, expected in zip(other.weights, model.weights, strict=True):
        np.testing.assert_array_equal(found, expected)


def test_an_optimizers_state_comes_back_with_the_weights_and_weights_come_back_without_it(tmp_path: Path) -> None:
    ids = np.array([[5, 9, 2]])

    def trained(steps: int) -> Any:
        model = classifier()
        model.compile(keras.optimizers.Adam(1e-2), run_eagerly=True)
        for _ in range(steps):
            model.train_on_batch({"input_ids": ids, "labels": np.array([1])})
        return model

    model, other, bare = trained(2), trained(1), classifier()
    path = tf.train.Checkpoint(model=model, optimizer=model.optimizer).save(str(tmp_path / "x"))
    tf.train.Checkpoint(model=other, optimizer=other.optimizer).restore(path).assert_consumed()
    for found, expected in zip(
        (*other.weights, *other.optimizer.variables), (*model.weights, *model.optimizer.variables), strict=True
    ):
        np.testing.assert_array_equal(found, expected)
    tf.train.Checkpoint(model=bare).restore(path).expect_partial()
    for found, expected in zip(bare.weights, model.weights, strict=True):
        np.testing.assert_array_equal(found, expected)


def test_a_checkpoint_that_lacks_what_lists_hold_gives_back_what_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, other = classifier(), classifier()
    with monkeypatch.context() as patch:
        patch.setattr(Tracked, "_trackable_children", keras.layers.Layer._trackable_children)
        patch.setattr(TrackedModel, "_trackable_children", keras.layers.Layer._trackable_children)
        path = tf.train.Checkpoint(model=model).save(str(tmp_path / "x"))
    status = tf.train.Checkpoint(model=other).restore(path)
    np.testing.assert_array_equal(other.bert.pooler.dense.kernel, model.bert.pooler.dense.kernel)
    with pytest.raises(AssertionError, match="not bound to checkpointed values"):
        status.assert_consumed()


class Twice(keras.layers.Layer):
    """A layer with two weights of one name, in a list."""

    def build(self, input_shape: Any) -> None:
        self.scales = [self.add_weight(shape=(1,), name="scale") for _ in range(2)]


def test_refuses_two_weights_of_one_name_that_no_edge_tells_apart(tmp_path: Path) -> None:
    class Model(Lists):
        def __init__(self, config: ListsConfig) -> None:
            super().__init__(config)
            self.twice = Twice(name="twice")

    model = Model(ListsConfig())
    with pytest.raises(AmbiguousMatchError, match="twice/scale"):
        tf.train.Checkpoint(model=model).save(str(tmp_path / "x"))
