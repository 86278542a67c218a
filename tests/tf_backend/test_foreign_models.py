"""Keras models that trivet has not written, through `trivet.load_into` and `trivet.save`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import checkpoints
import keras
import ml_dtypes
import numpy as np
import pytest
import tensorflow as tf

import trivet
from trivet import BertConfig, TFBertModel
from trivet.errors import AmbiguousMatchError, CheckpointMismatchError, ConversionError, UnsupportedDTypeError
from trivet.layout import Kind
from trivet_tf.backend import BACKEND
from trivet_tf.errors import ModelNotBuiltError

layers = keras.layers
DIALECTS = ["torch", "tensorflow", "flax"]


class Block(layers.Layer):
    """Holds a variable of its own beside layers that Keras names."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fc = layers.Dense(4)
        self.norm = layers.LayerNormalization(name="LayerNorm")

    def build(self, input_shape: Any) -> None:
        self.scale = self.add_weight(shape=(4,), initializer="random_normal")
        self.fc.build(input_shape)
        self.norm.build(input_shape)

    def call(self, inputs: Any) -> Any:
        return self.norm(self.fc(inputs) * self.scale)


class Foreign(keras.Model):
    """Lists, dicts, private attributes, a named layer and a shared one."""

    def __init__(self) -> None:
        super().__init__()
        self.words = layers.Embedding(7, 4)
        self.blocks = [Block(), Block()]
        self.heads = {"a": layers.Dense(2), "b": layers.Dense(3, name="bee")}
        self.shared = self.blocks[0].fc
        self._hidden = layers.Dense(1)

    def call(self, ids: Any) -> Any:
        states = self.words(ids)
        for block in self.blocks:
            states = block(states)
        states = self.shared(states)
        return self.heads["a"](states) + keras.ops.sum(self.heads["b"](states)) + self._hidden(states)


def functional() -> keras.Model:
    images = keras.Input((9, 9, 3))
    states = layers.BatchNormalization()(layers.Conv2D(4, 3)(images))
    states = layers.Conv2D(5, 3, name="named")(states)
    rows = layers.Reshape((25, 5))(states)
    rows = layers.Conv1D(6, 5)(rows)
    inner = keras.Sequential([layers.Dense(3, activation="relu"), layers.Dropout(0.1), layers.Dense(2)])
    return keras.Model(images, inner(layers.Flatten()(rows)))


def kinds(model: Any) -> dict[str, Kind]:
    return {target.param.name: target.param.kind for target in BACKEND.skeleton(model).targets}


def test_what_a_variable_is_follows_from_its_layer() -> None:
    found = kinds(functional())
    assert found["conv2d.weight"] is found["named.weight"] is Kind.CONV2D
    assert found["conv1d.weight"] is Kind.CONV1D
    assert found["batch_normalization.running_var"] is Kind.BATCH_NORM
    assert found["sequential.dense_1.weight"] is Kind.LINEAR
    shapes = {target.param.name: target.param.shape for target in BACKEND.skeleton(functional()).targets}
    assert shapes["conv2d.weight"] == (4, 3, 3, 3)
    assert shapes["conv1d.weight"] == (6, 5, 5)
    attention = layers.MultiHeadAttention(2, 3)
    attention.build((None, 5, 4), (None, 5, 4))
    assert kinds(attention)["query.kernel"] is Kind.RAW


@pytest.mark.parametrize(
    "layer",
    [layers.LSTM(3), layers.EinsumDense("abc,cd->abd", (None, 3)), layers.PReLU()],
    ids=lambda layer: type(layer).__name__,
)
def test_layers_without_a_counterpart_stay_in_the_tensorflow_dialect(layer: Any, tmp_path: Path) -> None:
    model = keras.Sequential([keras.Input((5, 4)), layer])
    with pytest.raises(ConversionError, match=r"of tensorflow is laid out in the torch dialect is unknown"):
        trivet.save(model, tmp_path / "torch", dialect="torch")
    trivet.save(model, tmp_path / "tensorflow")
    trivet.load_into(model, tmp_path / "tensorflow")


def test_names_do_not_depend_on_what_else_the_process_built() -> None:
    assert list(BACKEND.tensors(functional())) == list(BACKEND.tensors(functional()))
    models = Foreign(), Foreign()
    for model in models:
        model(np.zeros((1, 2), np.int32))
    names = list(BACKEND.tensors(models[0]))
    assert names == list(BACKEND.tensors(models[1]))
    assert {
        "words/embeddings",
        "blocks_._1/fc/kernel",
        "blocks_._1/LayerNorm/gamma",
        "blocks_._0/scale",
        "heads/a/bias",
        "bee/kernel",
        "_hidden/kernel",
    } <= set(names)
    assert kinds(models[0])["blocks.1.LayerNorm.weight"] is Kind.LAYER_NORM


def test_a_shared_layer_is_stored_once_and_loaded_once(tmp_path: Path) -> None:
    model, again = Foreign(), Foreign()
    expected = model(np.array([[1, 2]]))
    again(np.array([[1, 2]]))
    tied = {target.param.name: target.param.tied for target in BACKEND.skeleton(model).targets}
    assert tied["shared.weight"] == "blocks.0.fc.weight"
    trivet.save(model, tmp_path)
    assert "shared/kernel:0" not in checkpoints.read_folder(tmp_path)
    report = trivet.load_into(again, tmp_path)
    assert report.tied == {"shared/kernel": "blocks_._0/fc/kernel", "shared/bias": "blocks_._0/fc/bias"}
    np.testing.assert_array_equal(again(np.array([[1, 2]])), expected)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_any_dialect_goes_there_and_back(dialect: str, tmp_path: Path) -> None:
    model, again = functional(), functional()
    trivet.save(model, tmp_path, dialect=dialect)
    report = trivet.load_into(again, tmp_path)
    assert (report.dialect, report.missing, report.unexpected) == (dialect, (), ())
    images = np.random.default_rng(0).normal(size=(2, 9, 9, 3)).astype(np.float32)
    np.testing.assert_array_equal(again(images), model(images))


def test_a_torch_checkpoint_of_the_same_structure_loads(tmp_path: Path) -> None:
    """Names and layouts as `torch.nn` would write them for attributes `fc1` and `convs.0`."""

    class Twin(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.convs = [layers.Conv2D(2, (3, 1))]
            self.fc1 = layers.Dense(4)

        def call(self, inputs: Any) -> Any:
            return self.fc1(self.convs[0](inputs))

    random = np.random.default_rng(0)
    tensors = {
        "convs.0.weight": random.normal(size=(2, 3, 3, 1)).astype(np.float32),
        "convs.0.bias": random.normal(size=2).astype(np.float32),
        "fc1.weight": random.normal(size=(4, 2)).astype(np.float32),
        "fc1.bias": random.normal(size=4).astype(np.float32),
    }
    checkpoints.write_packed(tmp_path / "model.safetensors", tensors, {"format": "pt"})
    model = Twin()
    model(np.zeros((1, 4, 4, 3), np.float32))
    trivet.load_into(model, tmp_path)
    np.testing.assert_array_equal(model.convs[0].kernel, tensors["convs.0.weight"].transpose(2, 3, 1, 0))
    np.testing.assert_array_equal(model.fc1.kernel, tensors["fc1.weight"].T)


def test_a_bert_loads_into_a_live_one(tmp_path: Path) -> None:
    config = BertConfig(vocab_size=9, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8)
    model, again = TFBertModel(config), TFBertModel(config)
    model.save_pretrained(tmp_path, dialect="flax")
    trivet.load_into(again, tmp_path)
    ids = np.array([[1, 2]])
    np.testing.assert_array_equal(again(ids)[0], model(ids)[0])


def test_a_layer_counts_as_a_model(tmp_path: Path) -> None:
    dense, again = layers.Dense(3), layers.Dense(3)
    for layer in (dense, again):
        layer.build((None, 2))
    trivet.save(dense, tmp_path)
    assert checkpoints.read_folder(tmp_path).keys() == {"kernel:0", "bias:0"}
    trivet.load_into(again, tmp_path)
    np.testing.assert_array_equal(again.kernel, dense.kernel)


def test_a_failed_load_leaves_a_live_model_as_it_was(tmp_path: Path) -> None:
    model, other = functional(), functional()
    trivet.save(other, tmp_path)
    stored = {
        name: np.frombuffer(each.data, np.float32).reshape(each.shape)
        for name, each in checkpoints.read_folder(tmp_path).items()
    }
    del stored["named/bias:0"]
    checkpoints.write_packed(tmp_path / "model.safetensors", stored, {"format": "tf"})
    before = model.get_weights()
    with pytest.raises(CheckpointMismatchError, match="named/bias: missing"):
        trivet.load_into(model, tmp_path)
    for found, wanted in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(found, wanted)
    assert trivet.load_into(model, tmp_path, strict=False).missing == ("named/bias",)


def test_refuses_a_cast_that_nobody_asked_for(tmp_path: Path) -> None:
    dense = layers.Dense(3)
    dense.build((None, 2))
    before = dense.get_weights()
    half = {"weight": np.ones((3, 2), ml_dtypes.bfloat16), "bias": np.ones(3, ml_dtypes.bfloat16)}
    checkpoints.write_packed(tmp_path / "model.safetensors", half, {"format": "pt"})
    with pytest.raises(UnsupportedDTypeError, match=r"kernel.*float32|dtype='float32'"):
        trivet.load_into(dense, tmp_path)
    np.testing.assert_array_equal(dense.kernel, before[0])
    report = trivet.load_into(dense, tmp_path, dtype="float32")
    assert set(report.cast) == {"kernel", "bias"}
    np.testing.assert_array_equal(dense.kernel, np.ones((2, 3)))


def test_refuses_a_model_without_variables(tmp_path: Path) -> None:
    with pytest.raises(ModelNotBuiltError, match="not built"):
        trivet.save(keras.Sequential([layers.Dense(2)]), tmp_path)
    trivet.save(keras.Sequential([keras.Input((3,)), layers.Dense(2)]), tmp_path)


def test_refuses_two_variables_of_one_name(tmp_path: Path) -> None:
    class Twice(layers.Layer):
        def __init__(self, names: tuple[str, str]) -> None:
            super().__init__()
            self.names = names

        def build(self, input_shape: Any) -> None:
            self.both = [self.add_weight(shape=(2,), name=name) for name in self.names]

    twice, fine = Twice(("w", "w")), Twice(("w", "v"))
    for layer in (twice, fine):
        layer.build((None, 2))
    with pytest.raises(AmbiguousMatchError, match="'w'"):
        trivet.save(twice, tmp_path)
    trivet.save(fine, tmp_path)


def test_a_live_model_takes_the_files_memory_over(tmp_path: Path) -> None:
    dense = layers.Dense(64)
    dense.build((None, 64))
    trivet.save(dense, tmp_path)
    before = (tmp_path / "model.safetensors").read_bytes()
    trivet.load_into(dense, tmp_path)
    address = BACKEND.fetch(dense.kernel).ctypes.data
    spans = [
        line.split()[0].split("-") for line in Path("/proc/self/maps").read_text().splitlines() if str(tmp_path) in line
    ]
    assert any(int(start, 16) <= address < int(end, 16) for start, end in spans)
    dense.kernel.assign_add(tf.ones((64, 64)))
    assert (tmp_path / "model.safetensors").read_bytes() == before
