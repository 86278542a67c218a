"""KerasMetricCallback: what its function is called with, and where the numbers go."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
import tiny_bert

import trivet
from trivet import KerasMetricCallback, TFBertForQuestionAnswering, TFBertForSequenceClassification

IDS = np.array([[5, 9, 2, 3], [7, 1, 10, 4], [1, 2, 3, 4]])
LABELS = np.array([1, 0, 1])


def ended(callback: KerasMetricCallback, model: Any) -> dict[str, Any]:
    """The logs after an epoch."""
    callback.set_model(model)
    logs: dict[str, Any] = {"loss": 1.0}
    callback.on_epoch_end(0, logs)
    return logs


def test_the_whole_data_set_is_predicted_and_stands_in_the_history() -> None:
    model = TFBertForSequenceClassification(tiny_bert.config(num_hidden_layers=1))

    def accuracy(pair: tuple[Any, Any]) -> dict[str, Any]:
        logits, labels = pair
        assert isinstance(logits, np.ndarray) and logits.shape == (3, 2)
        np.testing.assert_allclose(logits, model(IDS).logits, atol=1e-5)
        np.testing.assert_array_equal(labels, LABELS)
        return {"right": 0.25}

    batches = tf.data.Dataset.from_tensor_slices(({"input_ids": IDS}, LABELS)).batch(2)
    model.compile("sgd", run_eagerly=True)
    history = model.fit(IDS, LABELS, callbacks=[KerasMetricCallback(accuracy, batches)], verbose=0)
    assert history.history["right"] == [0.25]


def test_labels_among_the_inputs_are_found(caplog: pytest.LogCaptureFixture) -> None:
    model = TFBertForQuestionAnswering(tiny_bert.config(num_hidden_layers=1))
    model.compile("sgd", run_eagerly=True)
    rows = {"input_ids": IDS, "start_positions": LABELS, "end_positions": LABELS + 1}
    seen: list[Any] = []
    callback = KerasMetricCallback(lambda pair: seen.append(pair) or {"n": 1}, rows, batch_size=2)
    assert "start_positions and end_positions are taken as the labels" in caplog.text
    assert ended(callback, model) == {"loss": 1.0, "n": 1}
    ((predictions, labels),) = seen
    assert {name: each.shape for name, each in predictions.items()} == {"start_logits": (3, 4), "end_logits": (3, 4)}
    np.testing.assert_array_equal(labels["end_positions"], LABELS + 1)
    one = KerasMetricCallback(
        lambda pair: {"ends": pair[0].shape, "label": pair[1].sum()},
        rows,
        output_cols=["end_logits"],
        label_cols=["start_positions"],
        batch_size=3,
    )
    assert ended(one, model) == {"loss": 1.0, "ends": (3, 4), "label": 2}


def test_texts_are_written_and_brought_to_one_length() -> None:
    model = trivet.TFGPT2LMHeadModel(trivet.GPT2Config(n_layer=1, n_embd=8, n_head=2, vocab_size=20, eos_token_id=None))
    short = tf.data.Dataset.from_tensors({"input_ids": IDS[:2, :2], "labels": IDS[:2]})
    batches = short.concatenate(tf.data.Dataset.from_tensors({"input_ids": IDS[2:], "labels": IDS[2:]}))
    seen: list[Any] = []
    callback = KerasMetricCallback(
        lambda pair: seen.append(pair) or {},
        batches,
        predict_with_generate=True,
        generate_kwargs={"max_new_tokens": 1, "jit_compile": False},
    )
    ended(callback, model)
    ((written, labels),) = seen
    assert written.shape == (3, 5) and (written[:2, 3:] == -100).all()
    np.testing.assert_array_equal(written[2, :4], IDS[2])
    np.testing.assert_array_equal(labels, IDS)


def test_texts_are_written_by_one_program_if_that_is_asked_for() -> None:
    asked: list[Any] = []
    model = SimpleNamespace(generate=lambda ids, **options: asked.append(options) or ids)
    written = KerasMetricCallback(
        lambda pair: {"same": bool((pair[0] == pair[1]).all())},
        (IDS, IDS),
        batch_size=3,
        predict_with_generate=True,
        use_xla_generation=True,
    )
    assert ended(written, model) == {"loss": 1.0, "same": True}
    assert asked == [{"jit_compile": True}]


def test_refuses_what_it_cannot_read() -> None:
    with pytest.raises(ValueError, match="batch_size must be set"):
        KerasMetricCallback(lambda pair: {}, IDS)
    with pytest.raises(ValueError, match="no labels among input_ids: set label_cols"):
        KerasMetricCallback(lambda pair: {}, {"input_ids": IDS}, batch_size=1)
    with pytest.raises(ValueError, match="label_cols has 'kind', but the data set has: input_ids"):
        KerasMetricCallback(lambda pair: {}, {"input_ids": IDS}, label_cols=["kind"], batch_size=1)
    model = TFBertForSequenceClassification(tiny_bert.config(num_hidden_layers=1))
    model.compile("sgd", run_eagerly=True)
    rows = {"input_ids": IDS, "labels": LABELS}
    with pytest.raises(TypeError, match="must return a dict of metrics by name, not float"):
        ended(KerasMetricCallback(lambda pair: 1.0, rows, batch_size=3), model)  # type: ignore[arg-type, return-value]
