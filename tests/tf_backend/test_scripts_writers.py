"""Training scripts as they are written for `transformers` 4.37: language models, and summaries or translations.

As `test_scripts_encoders`, each goes all the way.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from trivet import (
    AutoConfig,
    BertConfig,
    GPT2Config,
    KerasMetricCallback,
    T5Config,
    TFAutoModelForCausalLM,
    TFAutoModelForMaskedLM,
    TFAutoModelForSeq2SeqLM,
    create_optimizer,
    set_seed,
)

Dataset = pytest.importorskip("datasets").Dataset

# Of Keras, whose `fit` has this default of its own.
pytestmark = pytest.mark.filterwarnings("ignore:`shuffle=True` was passed:UserWarning")

BATCH, ROWS, LENGTH, VOCABULARY = 4, 8, 5, 30


@pytest.fixture(autouse=True)
def _seed() -> None:
    set_seed(42)


def ids() -> Any:
    return np.random.randint(2, VOCABULARY, (ROWS, LENGTH))


def optimizer_for(batches: Any) -> Any:
    optimizer, _ = create_optimizer(
        init_lr=1e-3, num_train_steps=len(batches), num_warmup_steps=1, weight_decay_rate=0.01
    )
    return optimizer


def trained(model: Any, batches: Any, **options: Any) -> dict[str, Any]:
    """The history of an epoch."""
    model.compile(optimizer=optimizer_for(batches), jit_compile=False)
    history: dict[str, Any] = model.fit(batches, validation_data=batches, epochs=1, verbose=0, **options).history
    assert math.exp(history["loss"][-1]) > 1 and math.exp(history["val_loss"][-1]) > 1
    return history


def test_run_mlm(tmp_path: Path) -> None:
    config = BertConfig(
        vocab_size=VOCABULARY, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8
    )
    model = TFAutoModelForMaskedLM.from_config(config)
    model(model.dummy_inputs)
    raw = Dataset.from_dict({"input_ids": ids(), "special_tokens_mask": np.zeros((ROWS, LENGTH), int)})

    def collate(rows: list[Any]) -> dict[str, Any]:
        inputs = np.array([row["input_ids"] for row in rows])
        masked = np.random.random(inputs.shape) < 0.5
        return {"input_ids": tf.constant(np.where(masked, 1, inputs)), "labels": np.where(masked, inputs, -100)}

    options = tf.data.Options()
    options.experimental_distribute.auto_shard_policy = tf.data.experimental.AutoShardPolicy.OFF
    batches = model.prepare_tf_dataset(raw, shuffle=True, batch_size=BATCH, collate_fn=collate).with_options(options)
    trained(model, batches)
    model.save_pretrained(tmp_path / "out")
    again = TFAutoModelForMaskedLM.from_pretrained(tmp_path / "out")
    np.testing.assert_allclose(again(ids()[:1] * 0 + 3).logits, model(ids()[:1] * 0 + 3).logits, rtol=0, atol=1e-5)


def test_run_clm(tmp_path: Path) -> None:
    config = GPT2Config(vocab_size=VOCABULARY, n_embd=8, n_layer=1, n_head=2, n_positions=16, eos_token_id=1)
    TFAutoModelForCausalLM.from_config(config).save_pretrained(tmp_path / "checkpoint")
    config = AutoConfig.from_pretrained(tmp_path / "checkpoint")
    model = TFAutoModelForCausalLM.from_pretrained(tmp_path / "checkpoint", config=config)
    rows = ids()
    raw = Dataset.from_dict({"input_ids": rows, "attention_mask": np.ones_like(rows), "labels": rows})
    trained(model, model.prepare_tf_dataset(raw, shuffle=True, batch_size=BATCH))
    model.save_pretrained(tmp_path / "out")
    again = TFAutoModelForCausalLM.from_pretrained(tmp_path / "out")
    np.testing.assert_allclose(again(rows).logits, model(rows).logits, rtol=0, atol=1e-5)


def test_run_summarization_and_translation(tmp_path: Path) -> None:
    config = T5Config(
        vocab_size=VOCABULARY, d_model=8, d_kv=4, d_ff=8, num_layers=1, num_heads=2, decoder_start_token_id=0
    )
    TFAutoModelForSeq2SeqLM.from_config(config).save_pretrained(tmp_path / "checkpoint")
    model = TFAutoModelForSeq2SeqLM.from_pretrained(tmp_path / "checkpoint")
    assert model.config.decoder_start_token_id is not None
    sources, targets = ids(), ids()
    raw = Dataset.from_dict({"input_ids": sources, "attention_mask": np.ones_like(sources), "labels": targets})

    def collate(rows: list[Any]) -> dict[str, Any]:
        batch = {name: tf.constant([row[name] for row in rows]) for name in rows[0]}
        batch["labels"] = tf.pad(batch["labels"], ((0, 0), (0, 1)), constant_values=-100)
        return {**batch, "decoder_input_ids": model.prepare_decoder_input_ids_from_labels(labels=batch["labels"])}

    train = model.prepare_tf_dataset(raw, collate_fn=collate, batch_size=BATCH, shuffle=True)
    evaluated = model.prepare_tf_dataset(raw, collate_fn=collate, batch_size=BATCH, shuffle=False)
    seen: list[Any] = []

    def compute_metrics(pair: tuple[Any, Any]) -> dict[str, float]:
        predictions, labels = pair
        labels = np.where(labels != -100, labels, config.pad_token_id)
        seen.append((predictions, labels))
        return {"gen_len": float((predictions != config.pad_token_id).sum(-1).mean())}

    metric = KerasMetricCallback(
        metric_fn=compute_metrics,
        eval_dataset=evaluated,
        predict_with_generate=True,
        generate_kwargs={"max_length": 4, "num_beams": 1, "jit_compile": False},
    )
    history = trained(model, train, callbacks=[metric])
    assert len(history["gen_len"]) == 1
    ((predictions, labels),) = seen
    assert len(predictions) == ROWS and labels.shape == (ROWS, LENGTH + 1)
    model.save_pretrained(tmp_path / "out")
    again = TFAutoModelForSeq2SeqLM.from_pretrained(tmp_path / "out")
    inputs = {"input_ids": sources, "decoder_input_ids": targets}
    np.testing.assert_allclose(again(inputs).logits, model(inputs).logits, rtol=0, atol=1e-5)
