"""Training scripts as they are written for `transformers` 4.37: classification of texts, words, answers and choices.

Each goes all the way: config and model from a folder, batches, an optimizer with a warmup, `fit`, `evaluate`, `predict`,
saving and loading.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from trivet import (
    AutoConfig,
    BertConfig,
    KerasMetricCallback,
    TFAutoModelForMultipleChoice,
    TFAutoModelForQuestionAnswering,
    TFAutoModelForSequenceClassification,
    TFAutoModelForTokenClassification,
    TFBertModel,
    create_optimizer,
    set_seed,
)

Dataset = pytest.importorskip("datasets").Dataset

# Of Keras, whose `fit` has this default of its own.
pytestmark = pytest.mark.filterwarnings("ignore:`shuffle=True` was passed:UserWarning")

SIZES = {"vocab_size": 30, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8}
BATCH, ROWS, LENGTH = 4, 8, 5


@pytest.fixture
def checkpoint(tmp_path: Path) -> str:
    """A folder with a base model."""
    TFBertModel(BertConfig(**SIZES)).save_pretrained(tmp_path / "checkpoint")
    return str(tmp_path / "checkpoint")


@pytest.fixture(autouse=True)
def _seed() -> None:
    set_seed(42)


def texts(**columns: Any) -> Any:
    """Rows of ids, and of what else there is."""
    ids = np.random.randint(1, 30, (ROWS, LENGTH))
    return Dataset.from_dict({"input_ids": ids, "attention_mask": np.ones_like(ids), **columns})


def optimizer_for(batches: Any, epochs: int) -> Any:
    optimizer, _ = create_optimizer(
        init_lr=1e-3,
        num_train_steps=len(batches) * epochs,
        num_warmup_steps=1,
        adam_beta1=0.9,
        adam_beta2=0.999,
        adam_epsilon=1e-8,
        weight_decay_rate=0.01,
        adam_global_clipnorm=1.0,
    )
    return optimizer


def test_run_glue(checkpoint: str, tmp_path: Path) -> None:
    raw = texts(label=np.arange(ROWS) % 3, idx=np.arange(ROWS))
    config = AutoConfig.from_pretrained(checkpoint, num_labels=3, finetuning_task="mnli")
    strategy = tf.distribute.get_strategy()
    with strategy.scope():
        model = TFAutoModelForSequenceClassification.from_pretrained(checkpoint, config=config, cache_dir=None)
        options = tf.data.Options()
        options.experimental_distribute.auto_shard_policy = tf.data.experimental.AutoShardPolicy.OFF
        train = model.prepare_tf_dataset(raw, shuffle=True, batch_size=BATCH).with_options(options)
        validation = model.prepare_tf_dataset(raw, shuffle=False, batch_size=BATCH).with_options(options)
        model.compile(optimizer=optimizer_for(train, 2), metrics=["accuracy"], jit_compile=False)
    model.config.label2id = {"a": 0, "b": 1, "c": 2}
    model.config.id2label = {number: label for label, number in model.config.label2id.items()}

    def compute_metrics(pair: tuple[Any, Any]) -> dict[str, float]:
        logits, labels = pair
        return {"right": float((np.argmax(logits, axis=1) == labels).mean())}

    callbacks = [KerasMetricCallback(metric_fn=compute_metrics, eval_dataset=validation)]
    history = model.fit(train, validation_data=validation, epochs=2, callbacks=callbacks, verbose=0).history
    assert {"loss", "accuracy", "val_loss", "val_accuracy", "right"} == {*history}
    assert history["right"][-1] == pytest.approx(history["val_accuracy"][-1])
    loss, accuracy = model.evaluate(validation, verbose=0)
    assert np.isfinite(loss) and 0 <= accuracy <= 1
    predictions = model.predict(validation, verbose=0)["logits"]
    model.save_pretrained(tmp_path / "out")
    again = TFAutoModelForSequenceClassification.from_pretrained(str(tmp_path / "out"))
    assert again.config.id2label == {0: "a", 1: "b", 2: "c"} and again.config.finetuning_task == "mnli"
    ids = np.array(raw["input_ids"])
    np.testing.assert_allclose(again(ids).logits, predictions, rtol=0, atol=1e-5)


def test_run_text_classification_of_numbers(checkpoint: str) -> None:
    raw = texts(label=np.linspace(0, 1, ROWS).astype(np.float32))
    model = TFAutoModelForSequenceClassification.from_pretrained(checkpoint, num_labels=1)
    train = model.prepare_tf_dataset(raw, shuffle=True, batch_size=BATCH)
    model.compile(optimizer=optimizer_for(train, 1), metrics=[], jit_compile=False)
    history = model.fit(train, epochs=1, verbose=0).history
    predictions = np.squeeze(model.predict(train, verbose=0).logits)
    assert np.isfinite(history["loss"]).all() and predictions.shape == (ROWS,)


def test_run_ner(checkpoint: str, tmp_path: Path) -> None:
    labels = np.where(np.arange(ROWS * LENGTH).reshape(ROWS, LENGTH) % LENGTH, 1, -100)
    raw = texts(labels=labels)
    config = AutoConfig.from_pretrained(checkpoint, num_labels=2)
    model = TFAutoModelForTokenClassification.from_pretrained(checkpoint, config=config)
    embeddings = model.get_input_embeddings()
    size = embeddings.embeddings.shape[0] if hasattr(embeddings, "embeddings") else embeddings.weight.shape[0]
    assert size == 30
    model.resize_token_embeddings(32)

    def collate(rows: list[Any]) -> dict[str, Any]:
        return {name: tf.constant([row[name] for row in rows]) for name in rows[0]}

    train = model.prepare_tf_dataset(raw, collate_fn=collate, batch_size=BATCH, shuffle=True)
    model.compile(optimizer=optimizer_for(train, 1), jit_compile=False)
    model.fit(train, validation_data=train, epochs=1, verbose=0)
    found = tf.math.argmax(model.predict(train, batch_size=BATCH, verbose=0)["logits"], axis=-1).numpy()
    assert found.shape == (ROWS, LENGTH)
    model.save_pretrained(tmp_path / "out")
    again = TFAutoModelForTokenClassification.from_pretrained(tmp_path / "out")
    assert again.get_input_embeddings().weights[0].shape[0] == again.config.vocab_size == 32


def test_run_qa(checkpoint: str) -> None:
    raw = texts(start_positions=np.arange(ROWS) % 3, end_positions=np.arange(ROWS) % 3 + 1, example_id=["x"] * ROWS)
    model = TFAutoModelForQuestionAnswering.from_pretrained(checkpoint)
    train = model.prepare_tf_dataset(raw, shuffle=True, batch_size=BATCH)
    model.compile(optimizer=optimizer_for(train, 1), jit_compile=False, metrics=["accuracy"])
    history = model.fit(train, validation_data=train, epochs=1, verbose=0).history
    assert {"loss", "val_loss"} < {*history} and any("accuracy" in name for name in history)
    inputs = {name: tf.constant(raw[name][:]) for name in ("input_ids", "attention_mask")}
    found = model.predict(inputs, verbose=0)
    assert found.start_logits.shape == found.end_logits.shape == (ROWS, LENGTH)


def test_run_swag(checkpoint: str) -> None:
    ids = np.random.randint(1, 30, (ROWS, 2, LENGTH))
    raw = Dataset.from_dict({"input_ids": ids, "attention_mask": np.ones_like(ids), "label": np.arange(ROWS) % 2})

    def collate(rows: list[Any]) -> dict[str, Any]:
        labels = [row.pop("label" if "label" in row else "labels") for row in rows]
        batch = {name: tf.constant([row[name] for row in rows]) for name in rows[0]}
        return {**batch, "labels": tf.constant(labels, dtype=tf.int64)}

    model = TFAutoModelForMultipleChoice.from_pretrained(checkpoint)
    train = model.prepare_tf_dataset(raw, shuffle=True, batch_size=BATCH, collate_fn=collate)
    model.compile(optimizer=optimizer_for(train, 1), metrics=["accuracy"], jit_compile=False)
    history = model.fit(train, validation_data=train, epochs=1, verbose=0).history
    assert {*history} == {"loss", "accuracy", "val_loss", "val_accuracy"}
    assert model.predict(train, verbose=0).logits.shape == (ROWS, 2)
