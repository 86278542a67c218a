"""Users' own models: subclasses of TFPreTrainedModel and of trivet's models, which nobody has registered anywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import checkpoints
import keras
import numpy as np
import pytest
import tensorflow as tf
import tiny_bert

from trivet import BertConfig, PretrainedConfig, TFBertModel, TFPreTrainedModel
from trivet.errors import CheckpointMismatchError
from trivet_tf.errors import ModelNotBuiltError
from trivet_tf.model.calling import unpack_inputs

Values = Callable[[Any], dict[str, np.ndarray[Any, Any]]]
DIALECTS = ["torch", "tensorflow", "flax"]


def dtypes(model: Any) -> set[str]:
    return {variable.dtype for variable in model.weights}


class MlpConfig(PretrainedConfig):
    model_type = "tf-test-mlp"

    def __init__(self, width: int = 4, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.width = width


class Mlp(TFPreTrainedModel):
    """A user's own model: no family, no `build`, layers that Keras names."""

    config_class: ClassVar[type[PretrainedConfig]] = MlpConfig

    def __init__(self, config: MlpConfig, **kwargs: Any) -> None:
        super().__init__(config, **kwargs)
        self.hidden = keras.layers.Dense(config.width, activation="relu")
        self.norm = keras.layers.BatchNormalization()
        self.outputs_of = [keras.layers.Dense(2), keras.layers.Dense(3)]
        self.dropout = keras.layers.Dropout(0.5)

    def call(self, inputs: Any, training: bool = False) -> Any:
        states = self.dropout(self.norm(self.hidden(inputs), training=training), training=training)
        return [layer(states) for layer in self.outputs_of]

    @property
    def dummy_inputs(self) -> dict[str, np.ndarray[Any, Any]]:
        return {"inputs": np.zeros((1, 5), np.float32)}


def test_a_users_own_model_saves_and_loads_without_being_registered(tmp_path: Path, values: Values) -> None:
    model = Mlp(MlpConfig(width=6))
    data = np.random.default_rng(0).normal(size=(3, 5)).astype(np.float32)
    expected = [np.asarray(each) for each in model(data)]
    assert sorted(values(model))[:2] == ["hidden/bias", "hidden/kernel"]
    for dialect in DIALECTS:
        model.save_pretrained(tmp_path / dialect, dialect=dialect)
        again, report = Mlp.from_pretrained(tmp_path / dialect, output_loading_info=True, strict=True)
        assert (again.config.width, report.missing, report.unexpected) == (6, (), ())
        for found, wanted in zip(again(data), expected, strict=True):
            np.testing.assert_array_equal(np.asarray(found), wanted)
    half = Mlp.from_pretrained(tmp_path / "torch", dtype="bfloat16")
    assert dtypes(half) == {"bfloat16"}
    assert {"outputs_of.0.weight", "norm.running_mean"} <= checkpoints.read_folder(tmp_path / "torch").keys()


class Counted(TFPreTrainedModel):
    """Two dense layers that say when their initial values are made."""

    config_class: ClassVar[type[PretrainedConfig]] = MlpConfig
    made: ClassVar[list[tuple[int, ...]]] = []

    def __init__(self, config: MlpConfig) -> None:
        super().__init__(config)
        self.first, self.second = (keras.layers.Dense(3, use_bias=False, name=name) for name in ("first", "second"))
        self.first.kernel_initializer = self.second.kernel_initializer = self.initial

    def initial(self, shape: tuple[int, ...], dtype: str) -> Any:
        self.made.append(tuple(shape))
        return keras.ops.ones(shape, dtype)

    def build(self, input_shape: Any = None) -> None:
        self.first.build((None, self.config.width))
        self.second.build((None, self.config.width + 1))


def test_initial_values_are_made_for_what_is_missing_only(tmp_path: Path, values: Values) -> None:
    made = Counted.made
    Counted(MlpConfig()).save_pretrained(tmp_path)
    assert made == [(4, 3), (5, 3)]
    made.clear()
    Counted.from_pretrained(tmp_path)
    assert made == []
    with pytest.raises(CheckpointMismatchError):
        Counted.from_pretrained(tmp_path, width=7)
    assert made == []
    stored = {"first/kernel:0": np.full((4, 3), 2.0, np.float32)}
    checkpoints.write_packed(tmp_path / "model.safetensors", stored, {"format": "tf"})
    found = values(Counted.from_pretrained(tmp_path, strict=False))
    assert made == [(5, 3)]
    assert (found["first/kernel"] == 2).all()
    assert (found["second/kernel"] == 1).all()


def test_layers_that_a_subclass_adds_are_loaded_too(tmp_path: Path, values: Values) -> None:
    class Rated(TFBertModel):
        def __init__(self, config: BertConfig, **kwargs: Any) -> None:
            super().__init__(config, **kwargs)
            self.rating = keras.layers.Dense(1, name="rating")

        def call(self, input_ids: Any = None, training: bool = False) -> Any:
            return self.rating(self.bert(input_ids, training=training).pooler_output)

    model = Rated(BertConfig.from_dict(tiny_bert.CONFIG))
    expected = np.asarray(model(np.array([[1, 2]])))
    model.save_pretrained(tmp_path)
    again, report = Rated.from_pretrained(tmp_path, output_loading_info=True, strict=True)
    assert "rating/kernel" in report.loaded
    np.testing.assert_allclose(np.asarray(again(np.array([[1, 2]]))), expected, rtol=0, atol=1e-6)


def test_says_how_a_model_that_cannot_be_built_could_be(tmp_path: Path) -> None:
    class Unbuildable(Mlp):
        dummy_inputs = {"inputs": np.zeros((1, 2, 3, 4, 5), np.float32)}  # noqa: RUF012

        def call(self, inputs: Any, training: bool = False) -> Any:
            return super().call(keras.ops.reshape(inputs, (7, 7)), training)

    Mlp(MlpConfig()).save_pretrained(tmp_path)
    with pytest.raises(ModelNotBuiltError, match="dummy_inputs"):
        Unbuildable.from_pretrained(tmp_path)
    Mlp.from_pretrained(tmp_path)


class Elsewhere(TFPreTrainedModel):
    """A model whose author says what PyTorch's files call its weights."""

    config_class: ClassVar[type[PretrainedConfig]] = MlpConfig

    def __init__(self, config: MlpConfig, **kwargs: Any) -> None:
        super().__init__(config, **kwargs)
        self.up = keras.layers.Dense(3, name="up")
        self.norm = keras.layers.LayerNormalization(name="norm")

    def build(self, input_shape: Any = None) -> None:
        self.up.build((None, self.config.width))
        self.norm.build((None, 3))

    def tf_to_pt_weight_rename(self, tf_weight: str) -> tuple[str, ...]:
        if not tf_weight.startswith("up."):
            return (tf_weight,)
        return tf_weight.replace("up.", "lin1.deep."), tf_weight.replace("up.", "older.")


@pytest.mark.parametrize("stored", ["lin1.deep.", "older."])
def test_a_class_says_what_pytorch_calls_its_weights(stored: str, tmp_path: Path, values: Values) -> None:
    weight, bias = np.arange(12, dtype=np.float32).reshape(3, 4), np.ones(3, np.float32)
    tensors = {f"{stored}weight": weight, f"{stored}bias": bias, "norm.gamma": bias * 2, "norm.beta": bias}
    checkpoints.write_packed(tmp_path / "model.safetensors", tensors, {"format": "pt"})
    MlpConfig().save_pretrained(tmp_path)
    model, report = Elsewhere.from_pretrained(tmp_path, strict=True, output_loading_info=True)
    assert (report.missing, report.unexpected) == ((), ())
    found = values(model)
    np.testing.assert_array_equal(found["up/kernel"], weight.T)
    np.testing.assert_array_equal(found["norm/gamma"], bias * 2)
    written = {}
    for dialect in DIALECTS:
        model.save_pretrained(tmp_path / dialect, dialect=dialect)
        written[dialect] = checkpoints.read_folder(tmp_path / dialect).keys()
        again = Elsewhere.from_pretrained(tmp_path / dialect, strict=True)
        np.testing.assert_array_equal(values(again)["up/kernel"], weight.T)
    assert written["torch"] == {"lin1.deep.weight", "lin1.deep.bias", "norm.weight", "norm.bias"}
    assert written["tensorflow"] == {"up/kernel:0", "up/bias:0", "norm/gamma:0", "norm/beta:0"}


def test_a_load_may_say_so_in_the_place_of_the_class(tmp_path: Path, values: Values) -> None:
    model = Elsewhere(MlpConfig())
    model.save_pretrained(tmp_path, dialect="torch")
    with pytest.raises(CheckpointMismatchError, match="up/kernel: missing"):
        Elsewhere.from_pretrained(tmp_path, strict=True, tf_to_pt_weight_rename=lambda name: name)
    again = Elsewhere.from_pretrained(
        tmp_path, strict=True, tf_to_pt_weight_rename=lambda name: name.replace("up.", "lin1.deep.")
    )
    np.testing.assert_array_equal(values(again)["up/kernel"], values(model)["up/kernel"])


def test_the_main_argument_may_hold_all_inputs_whatever_it_is_called() -> None:
    class Viewer:
        main_input_name = "pixel_values"

        @unpack_inputs
        def call(self, labels: Any = None, pixel_values: Any = None) -> Any:
            return pixel_values, labels

    model, one, two = Viewer(), tf.constant(1), tf.constant(2)
    inputs = {"pixel_values": one, "labels": two}
    assert model.call(inputs) == model.call(pixel_values=inputs) == (one, two)
    assert model.call(pixel_values=one) == (one, None)
    assert model.call([two, one]) == model.call(two, one) == (one, two)
    assert model.call(labels=two) == (None, two)
