"""`compile`, `fit` and `evaluate`: the model's own loss, labels in the inputs or apart, and what Keras adds to both."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
import tiny_bert

from trivet import (
    TFBertForMaskedLM,
    TFBertForNextSentencePrediction,
    TFBertForPreTraining,
    TFBertForQuestionAnswering,
    TFBertForSequenceClassification,
    TFBertModel,
)

Arrays = dict[str, np.ndarray[Any, Any]]
STILL = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
LABELS = np.array([1, 0])
SPARSE = keras.losses.SparseCategoricalCrossentropy


def classifier(**changes: Any) -> Any:
    return TFBertForSequenceClassification(tiny_bert.config(**STILL, num_hidden_layers=1, **changes))


def test_without_a_loss_the_models_own_is_used_wherever_the_labels_are(inputs: Arrays) -> None:
    model = classifier()
    own = float(np.mean(model(**inputs, labels=LABELS).loss))
    model.compile("sgd", metrics=["accuracy"], run_eagerly=True)
    right = float(np.mean(np.argmax(model(**inputs).logits, -1) == LABELS))
    for given in ([{**inputs, "labels": LABELS}], [inputs, LABELS], [inputs, {"labels": LABELS}]):
        assert model.evaluate(*given, verbose=0) == pytest.approx([own, right], abs=1e-6)
    only = float(np.mean(model(inputs["input_ids"], labels=LABELS).loss))
    assert model.evaluate(inputs["input_ids"], LABELS, verbose=0)[0] == pytest.approx(only, abs=1e-6)


def test_a_compiled_loss_is_of_the_logits_even_if_the_labels_are_inputs(inputs: Arrays) -> None:
    model = classifier()
    model.compile("sgd", loss=lambda y, logits: 3 * SPARSE(from_logits=True)(y, logits), run_eagerly=True)
    own = float(np.mean(model(**inputs, labels=LABELS).loss))
    assert model.evaluate({**inputs, "labels": LABELS}, verbose=0) == pytest.approx(3 * own, abs=1e-5)
    assert model.evaluate(inputs, LABELS, verbose=0) == pytest.approx(3 * own, abs=1e-5)


def test_labels_are_matched_to_several_outputs_by_name(inputs: Arrays) -> None:
    model = TFBertForQuestionAnswering(tiny_bert.config(**STILL))
    ends = {"start_positions": np.array([0, 3]), "end_positions": np.array([2, 4])}
    own = float(np.mean(model(**inputs, **ends).loss))
    model.compile("sgd", metrics={"start_logits": "accuracy", "end_logits": "accuracy"}, run_eagerly=True)
    by_output = {"start_logits": ends["start_positions"], "end_logits": ends["end_positions"]}
    for given in ([{**inputs, **ends}], [inputs, ends], [inputs, by_output]):
        assert model.evaluate(*given, verbose=0)[0] == pytest.approx(own, abs=1e-6)
    model.compile("sgd", loss=dict.fromkeys(by_output, SPARSE(from_logits=True)), run_eagerly=True)
    assert model.evaluate(inputs, ends, verbose=0)[0] == pytest.approx(2 * own, abs=1e-5)


def test_metrics_are_of_every_output_with_labels_where_the_caller_names_none(inputs: Arrays) -> None:
    model = TFBertForQuestionAnswering(tiny_bert.config(**STILL))
    ends = {"start_positions": np.array([0, 3]), "end_positions": np.array([2, 4])}
    for metric in ("accuracy", keras.metrics.SparseCategoricalAccuracy("accuracy")):
        model.compile("sgd", metrics=[metric], run_eagerly=True)
        found = model.evaluate({**inputs, **ends}, verbose=0, return_dict=True)
        output = model(**inputs)
        for name, targets in zip(("start_logits", "end_logits"), ends.values(), strict=True):
            right = np.mean(np.argmax(output[name], -1) == targets)
            assert found[f"{name}_accuracy"] == pytest.approx(right, abs=1e-6)
    next_one = TFBertForNextSentencePrediction(tiny_bert.config(**STILL))
    next_one.compile("sgd", metrics=["accuracy"], run_eagerly=True)
    assert "accuracy" in next_one.evaluate({**inputs, "labels": LABELS}, verbose=0, return_dict=True)


def test_both_pretraining_tasks_are_learnt_at_once(inputs: Arrays) -> None:
    model = TFBertForPreTraining(tiny_bert.config(**STILL))
    labels = {"labels": inputs["input_ids"], "next_sentence_label": LABELS}
    own = float(np.mean(model(**inputs, **labels).loss))
    model.compile("sgd", run_eagerly=True)
    assert model.evaluate(inputs, labels, verbose=0) == pytest.approx(own, abs=1e-6)
    with pytest.raises(ValueError, match=r"labels, next_sentence_label: pass them as a dict"):
        model.evaluate(inputs, LABELS, verbose=0)
    with pytest.raises(ValueError, match=r"has no label 'start_positions'"):
        model.evaluate(inputs, {"start_positions": LABELS}, verbose=0)


def test_missing_labels_and_weights_that_nobody_heeds_are_refused(inputs: Arrays) -> None:
    model = TFBertForNextSentencePrediction(tiny_bert.config())
    model.compile("sgd", run_eagerly=True)
    with pytest.raises(ValueError, match=r"returned no loss: pass its labels \(next_sentence_label, labels\)"):
        model.evaluate(inputs, verbose=0)
    with pytest.raises(ValueError, match="takes no sample_weight"):
        model.evaluate(inputs, {"labels": LABELS}, sample_weight=np.ones(2), verbose=0)
    base = TFBertModel(tiny_bert.config())
    base.compile("sgd", loss="mse", run_eagerly=True)
    with pytest.raises(ValueError, match=r"does not belong to any of the model's outputs: last_hidden_state"):
        base.evaluate(inputs, {"labels": LABELS}, verbose=0)


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_callbacks_and_tf_data_work_as_for_any_model(inputs: Arrays, tmp_path: Path) -> None:
    model = classifier()
    model.bert.encoder.trainable = model.bert.embeddings.trainable = False
    model.compile(keras.optimizers.Adam(5e-2), jit_compile=False)
    data = tf.data.Dataset.from_tensors((inputs, LABELS)).repeat(3)
    path = tmp_path / "best.weights.h5"
    callbacks = [
        keras.callbacks.ModelCheckpoint(path, monitor="loss", save_best_only=True, save_weights_only=True),
        keras.callbacks.EarlyStopping("loss", min_delta=100.0, patience=1),
    ]
    losses = model.fit(data, epochs=5, callbacks=callbacks, shuffle=False, verbose=0).history["loss"]
    assert len(losses) == 2
    assert losses[1] < losses[0]
    assert path.stat().st_size > 0


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_a_keras_file_brings_back_model_optimizer_and_weights(inputs: Arrays, tmp_path: Path) -> None:
    model = classifier(num_labels=3)
    model.compile(keras.optimizers.Adam(1e-2), metrics=["accuracy"], run_eagerly=True)
    model.fit(inputs, LABELS, verbose=0)
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    assert type(again) is TFBertForSequenceClassification
    assert (again.config.num_labels, again.config.hidden_size) == (3, 8)
    np.testing.assert_allclose(again(**inputs).logits, model(**inputs).logits, rtol=0, atol=1e-6)
    for found, wanted in zip(again.optimizer.variables, model.optimizer.variables, strict=True):
        np.testing.assert_array_equal(found.numpy(), wanted.numpy())
    again.run_eagerly = True
    expected = model.evaluate(inputs, LABELS, verbose=0)
    assert again.evaluate(inputs, LABELS, verbose=0) == pytest.approx(expected, abs=1e-5)

    half = TFBertModel(tiny_bert.config(), add_pooling_layer=False, dtype="mixed_bfloat16")
    same = type(half).from_config(half.get_config())
    assert (same.dtype_policy.name, len(same.weights)) == ("mixed_bfloat16", len(half.weights))
    model.save_weights(tmp_path / "model.weights.h5")
    other = TFBertForSequenceClassification(model.config)
    other.load_weights(tmp_path / "model.weights.h5")
    np.testing.assert_array_equal(other.get_weights()[0], model.get_weights()[0])


@pytest.mark.parametrize("policy", ["mixed_bfloat16", "mixed_float16"])
def test_mixed_precision_trains_variables_in_float32(policy: str, inputs: Arrays) -> None:
    model = TFBertForSequenceClassification(tiny_bert.config(**STILL), dtype=policy)
    optimizer: Any = keras.optimizers.SGD(0.1)
    if policy == "mixed_float16":
        optimizer = keras.optimizers.LossScaleOptimizer(optimizer)
    model.compile(optimizer, run_eagerly=True)
    losses = model.fit(inputs, LABELS, epochs=6, verbose=0).history["loss"]
    assert losses[-1] < losses[0]
    assert {variable.dtype for variable in model.trainable_variables} == {"float32"}
    assert model(**inputs).logits.dtype == tf.as_dtype(policy.removeprefix("mixed_"))


def test_says_how_large_it_is_and_spreads_head_masks(inputs: Arrays) -> None:
    model = TFBertForMaskedLM(tiny_bert.config())
    everything = model.num_parameters()
    assert everything == sum(int(np.prod(variable.shape)) for variable in model.weights) > 0
    model.bert.embeddings.trainable = False
    assert model.num_parameters(only_trainable=True) == everything - sum(
        int(np.prod(variable.shape)) for variable in model.bert.embeddings.weights
    )
    assert model.get_head_mask(None, 2) == [None, None]
    assert model.get_head_mask([1, 0], 3).shape == (3, 1, 2, 1, 1)
    np.testing.assert_array_equal(model.get_head_mask([[1, 0], [0, 1]], 2)[1, 0, :, 0, 0], [0, 1])
    with pytest.raises(ValueError, match=r"head_mask has the shape \(3, 2\)"):
        model.get_head_mask(np.ones((3, 2)), 2)


@pytest.mark.parametrize("masked", [True, False])
def test_padding_learns_only_where_it_is_read(masked: bool) -> None:
    model = classifier()
    given = {"input_ids": np.array([[5, 9, 0, 0]]), "attention_mask": np.array([[1, 1, 0, 0] if masked else [1] * 4])}
    with tf.GradientTape() as tape:
        loss = model(**given, labels=LABELS[:1]).loss
    gradient = tf.convert_to_tensor(tape.gradient(loss, model.get_input_embeddings().weight.value)).numpy()
    assert (np.abs(gradient[[5, 9]]).max(axis=1) > 0).all()
    assert (np.abs(gradient[0]).max() == 0) == masked


_REPLICAS = """
import sys
import numpy as np
import tensorflow as tf
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
import keras
from trivet import TFBertForSequenceClassification
ids = np.random.default_rng(0).integers(1, 11, (4, 5))
data = tf.data.Dataset.from_tensor_slices((ids, np.array([0, 1, 1, 0]))).batch(4)
strategy = tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])
with strategy.scope():
    options = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    model = TFBertForSequenceClassification.from_pretrained(sys.argv[1], **options)
    model.bert.encoder.trainable = model.bert.embeddings.trainable = False
    model.compile(keras.optimizers.SGD(0.1), jit_compile=False)
assert strategy.num_replicas_in_sync == 2
assert len(strategy.experimental_local_results(model.weights[0].value)) == 2, model.weights[0].value
found = model.fit(data, epochs=3, shuffle=False, verbose=0).history["loss"]
np.testing.assert_allclose(found, [float(loss) for loss in sys.argv[2:]], rtol=0, atol=1e-5)
rows = np.concatenate([ids, ids[:1]])  # of the last batch one replica gets nothing
output = model.predict(rows, batch_size=4, verbose=0)
assert type(output).__name__ == "TFSequenceClassifierOutput", output
np.testing.assert_allclose(output.logits, model(rows).logits, rtol=0, atol=1e-6)
labels = np.array([0, 1, 1, 0, 1])
each = np.asarray(model(rows, labels=labels).loss)
np.testing.assert_allclose(model.evaluate(rows, labels, batch_size=4, verbose=0), each.mean(), rtol=0, atol=1e-5)
"""


def test_two_replicas_learn_what_one_device_does(tmp_path: Path) -> None:
    model = classifier()
    model.bert.encoder.trainable = model.bert.embeddings.trainable = False  # a short way back is quickly traced
    model.save_pretrained(tmp_path)
    model.compile(keras.optimizers.SGD(0.1), run_eagerly=True)
    ids = np.random.default_rng(0).integers(1, 11, (4, 5))
    losses = model.fit(ids, np.array([0, 1, 1, 0]), epochs=3, verbose=0).history["loss"]
    assert losses[2] < losses[0]
    command = [sys.executable, "-c", _REPLICAS, str(tmp_path), *map(str, losses)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
