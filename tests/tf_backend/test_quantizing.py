"""Keras quantizes the linear layers of models, adapts them by low-rank matrices, and saves both in its own files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tiny_bert

import trivet
from trivet import PretrainedConfig, TFBertForSequenceClassification, TFPreTrainedModel
from trivet.testing.configs import tiny_config
from trivet_tf.errors import NotQuantizableError, QuantizedModelError
from trivet_tf.framework import keras

IDS = np.array([[5, 3, 7], [4, 6, 9]], np.int32)
EVERY = bool(os.environ.get("TRIVET_EVERY_HEAD"))
# Keras's own, of its conversion to numpy
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword")


def classifier() -> Any:
    return TFBertForSequenceClassification(tiny_bert.config(num_hidden_layers=1))


def writer() -> Any:
    return trivet.TFGPT2LMHeadModel(tiny_config("gpt2", "GPT2LMHeadModel", n_layer=1))


def integers(model: Any) -> set[str]:
    return {each.path.split("/", 1)[1] for each in model.weights if each.dtype == "int8"}


# Keras compiles a product of integers for each shape
@pytest.mark.parametrize(("create", "layers"), [(writer, 4), *([(classifier, 8)] if EVERY else [])])
def test_linear_layers_are_quantized_and_saved_by_keras(create: Any, layers: int, tmp_path: Path) -> None:
    model = create()
    expected = np.asarray(model(IDS).logits)
    model.quantize("int8")
    found = np.asarray(model(IDS).logits)
    assert len(integers(model)) == layers
    assert not any("embeddings" in each or "wte" in each for each in integers(model))
    assert 0 < np.abs(found - expected).max() < 0.05 * np.abs(expected).max()
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    assert integers(again) == integers(model)
    np.testing.assert_array_equal(np.asarray(again(IDS).logits), found)
    with pytest.raises(QuantizedModelError, match="only Keras can read. Save the model with model.save"):
        model.save_pretrained(tmp_path / "checkpoint")
    assert not (tmp_path / "checkpoint").exists()


@pytest.mark.skipif(not EVERY, reason="takes long: compiles two programs of integers")
def test_a_quantized_model_writes_texts() -> None:
    model = writer()
    options = {"max_new_tokens": 3, "pad_token_id": 0, "eos_token_id": None}
    expected = model.generate(IDS, **options)
    model.quantize("int8")
    assert model.generate(IDS, **options).shape == expected.shape


def test_filters_choose_layers_and_what_cannot_be_quantized_is_refused() -> None:
    model = classifier()
    gptq = {"mode": "gptq", "config": keras.quantizers.GPTQConfig(dataset=["a"], tokenizer=str.split)}
    unknown = {"mode": "int8", "filters": "nothing"}
    for options, reason in ((gptq, "'gptq' is supported for models of Keras's own"), (unknown, "none of its layers")):
        with pytest.raises(NotQuantizableError, match=f"{reason}.*nothing was changed.*Optimize.DEFAULT"):
            model.quantize(**options)
    assert not integers(model)
    model.quantize("int8", filters=["query", "key"])
    assert {each.split("/")[-2] for each in integers(model)} == {"query", "key"}


def test_a_models_own_layers_of_keras_are_quantized() -> None:
    class Plain(TFPreTrainedModel):
        """A user's own model, of Keras's layers."""

        def __init__(self, config: PretrainedConfig) -> None:
            super().__init__(config)
            self.dense = keras.layers.Dense(2)

        def build(self, input_shape: Any = None) -> None:
            self.dense.build((None, 3))

    plain = Plain(PretrainedConfig())
    plain.quantize("int8")
    assert plain.dense.kernel.dtype == "int8"


@pytest.mark.parametrize(("create", "layers"), [(classifier, 8), (writer, 4)])
def test_low_rank_adapters_train_alone_and_are_merged_in_a_file(create: Any, layers: int, tmp_path: Path) -> None:
    model = create()
    expected = np.asarray(model(IDS).logits)
    leaves = [each for each in model._flatten_layers() if not list(each._flatten_layers(include_self=False))]
    adapted = [each for each in leaves if isinstance(each, keras.layers.Dense)]
    for each in leaves:
        if each in adapted:
            each.enable_lora(2)
            each.bias.trainable = False
        else:
            each.trainable = False
    np.testing.assert_allclose(np.asarray(model(IDS).logits), expected, rtol=0, atol=1e-6)
    assert (len(adapted), len(model.trainable_weights)) == (layers, 2 * layers)
    model.compile(keras.optimizers.SGD(0.5), run_eagerly=True)
    model.fit(IDS, IDS[:, 0] % 2 if create is classifier else IDS, verbose=0)
    found = np.asarray(model(IDS).logits)
    assert np.abs(found - expected).max() > 1e-6
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras", compile=False)
    np.testing.assert_allclose(np.asarray(again(IDS).logits), found, rtol=0, atol=1e-5)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the tuner's own, of threads
def test_a_tuner_searches_hyperparameters(tmp_path: Path) -> None:
    tuners = pytest.importorskip("keras_tuner")
    pytest.importorskip("tensorboard")  # which it records trials for

    def build(choices: Any) -> Any:
        config = tiny_bert.config(num_hidden_layers=1, hidden_size=choices.Choice("size", [4, 8]))
        model = TFBertForSequenceClassification(config)
        model.compile(keras.optimizers.SGD(choices.Float("rate", 1e-3, 1e-1)), run_eagerly=True)
        return model

    tuner = tuners.GridSearch(build, "loss", max_trials=2, directory=str(tmp_path), overwrite=True)
    tuner.search(IDS, IDS[:, 0] % 2, epochs=1, verbose=0)
    best = tuner.get_best_models(1)[0]
    assert best.config.hidden_size == tuner.get_best_hyperparameters(1)[0].get("size")
    assert best(IDS).logits.shape == (2, 2)
