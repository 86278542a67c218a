"""Scripts for `transformers` 4.37 that train Flax encoders run with their imports changed: train, evaluate, save, load."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest
from flax import jax_utils
from flax.training.common_utils import get_metrics, onehot, shard
from flax_training import Batch, created_state, shuffled, trained

from trivet import (
    AutoConfig,
    FlaxAutoModelForMaskedLM,
    FlaxAutoModelForQuestionAnswering,
    FlaxAutoModelForSequenceClassification,
    FlaxAutoModelForTokenClassification,
)
from trivet.testing import tiny_config

ROWS, LENGTH, STEPS = 8, 6, 4


@pytest.fixture
def pretrained(tmp_path: Path) -> Path:
    """Folder of a tiny BERT for masked words."""
    config = tiny_config("bert", num_hidden_layers=1)
    FlaxAutoModelForMaskedLM.from_config(config, seed=1).save_pretrained(tmp_path / "pretrained")
    return tmp_path / "pretrained"


@pytest.fixture
def data() -> Batch:
    """Texts that begin with 5 or 6."""
    ids = np.random.default_rng(0).integers(7, 20, (ROWS, LENGTH))
    ids[:, 0] = 5 + np.arange(ROWS) % 2
    mask = np.ones((ROWS, LENGTH), "i4")
    mask[::3, -2:] = 0
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}


def test_classifies_texts(pretrained: Path, data: Batch, tmp_path: Path) -> None:
    config = AutoConfig.from_pretrained(pretrained, num_labels=2, finetuning_task="sst2")
    model = FlaxAutoModelForSequenceClassification.from_pretrained(pretrained, config=config)
    data["labels"] = data["input_ids"][:, 0] - 5

    def loss_fn(logits: Any, labels: Any) -> Any:
        return jnp.mean(optax.softmax_cross_entropy(logits, onehot(labels, num_classes=2)))

    state = created_state(model, loss_fn, STEPS)
    params, losses = trained(state, shuffled(jax.random.PRNGKey(3), data, 8, STEPS))
    assert losses[-1] < losses[0]

    def eval_step(params: Any, batch: Batch) -> Any:
        return model(**batch, params=params, train=False)[0].argmax(-1)

    p_eval_step = jax_utils.pad_shard_unpad(jax.pmap(eval_step, axis_name="batch"))
    del data["labels"]
    predictions = p_eval_step(jax_utils.replicate(params), data, min_device_batch=10)
    model.save_pretrained(tmp_path / "out", params=params)
    again = FlaxAutoModelForSequenceClassification.from_pretrained(tmp_path / "out")
    assert again.config.finetuning_task == "sst2"
    np.testing.assert_array_equal(again(**data).logits.argmax(-1), predictions)


def test_labels_tokens(pretrained: Path, data: Batch, tmp_path: Path) -> None:
    names = {0: "O", 1: "B", 2: "I"}
    label2id = {name: number for number, name in names.items()}
    config = AutoConfig.from_pretrained(pretrained, num_labels=3, label2id=label2id, id2label=names)
    model = FlaxAutoModelForTokenClassification.from_pretrained(pretrained, config=config, seed=2, dtype=jnp.float32)
    data["labels"] = np.where(data["attention_mask"] == 1, data["input_ids"] % 3, -100)

    def loss_fn(logits: Any, labels: Any) -> Any:
        label_mask = jnp.where(labels >= 0, 1.0, 0.0)
        loss = optax.softmax_cross_entropy(logits, onehot(labels, num_classes=3)) * label_mask
        return jnp.sum(loss) / jnp.sum(label_mask)

    state = created_state(model, loss_fn, STEPS)
    params, losses = trained(state, shuffled(jax.random.PRNGKey(3), data, 8, STEPS))
    assert losses[-1] < losses[0]
    model.save_pretrained(tmp_path / "out", params=params)
    again = FlaxAutoModelForTokenClassification.from_pretrained(tmp_path / "out")
    assert again.config.id2label == names
    del data["labels"]
    np.testing.assert_array_equal(again(**data).logits, model(**data, params=params).logits)


def test_answers_questions(pretrained: Path, data: Batch, tmp_path: Path) -> None:
    model = FlaxAutoModelForQuestionAnswering.from_pretrained(pretrained, config=AutoConfig.from_pretrained(pretrained))
    data["labels"] = np.stack([data["input_ids"][:, 0] - 4, data["input_ids"][:, 0] - 3], -1)

    def train_step(params: Any, batch: Batch, dropout_rng: Any) -> tuple[Any, Any]:
        inputs = {name: value for name, value in batch.items() if name != "labels"}

        def compute_loss(params: Any) -> Any:
            outputs = model(**inputs, params=params, dropout_rng=dropout_rng, train=True)
            start, end = outputs.start_logits, outputs.end_logits
            cross = optax.softmax_cross_entropy_with_integer_labels
            return (cross(start, batch["labels"][:, 0]).mean() + cross(end, batch["labels"][:, 1]).mean()) / 2

        loss, grad = jax.value_and_grad(compute_loss)(params)
        params = jax.tree_util.tree_map(lambda value, slope: value - 0.3 * slope, params, grad)
        return params, {"loss": jax.lax.pmean(loss, "batch")}

    params, metrics = jax_utils.replicate(model.params), []
    p_train_step = jax.pmap(train_step, "batch")
    for key in jax.random.split(jax.random.PRNGKey(0), STEPS):
        params, train_metric = p_train_step(params, shard(data), key[None])
        metrics.append(train_metric)
    losses = get_metrics(metrics)["loss"]
    assert losses[-1] < losses[0]
    params = jax.device_get(jax_utils.unreplicate(params))
    model.save_pretrained(tmp_path / "out", params=params)
    again = FlaxAutoModelForQuestionAnswering.from_pretrained(tmp_path / "out")
    del data["labels"]
    start, end = again(**data, return_dict=False)
    assert start.shape == end.shape == (ROWS, LENGTH)
    np.testing.assert_array_equal(start, model(**data, params=params).start_logits)


def test_learns_masked_words(data: Batch, tmp_path: Path) -> None:
    config = tiny_config("roberta", num_hidden_layers=1)
    model = FlaxAutoModelForMaskedLM.from_config(config, seed=3, dtype=jnp.dtype("float32"))
    model.enable_gradient_checkpointing()
    del data["token_type_ids"]
    masked = np.random.default_rng(1).random((ROWS, LENGTH)) < 0.3
    data["labels"] = np.where(masked, data["input_ids"], -100)
    data["input_ids"] = np.where(masked, 4, data["input_ids"])

    def loss_fn(logits: Any, labels: Any) -> Any:
        label_mask = jnp.where(labels > 0, 1.0, 0.0)
        loss = optax.softmax_cross_entropy(logits, onehot(labels, logits.shape[-1])) * label_mask
        return loss.sum() / label_mask.sum()

    state = created_state(model, loss_fn, STEPS)
    params, losses = trained(state, shuffled(jax.random.PRNGKey(3), data, 8, STEPS))
    assert losses[-1] < losses[0]
    model.save_pretrained(tmp_path / "out", params=params)
    again = FlaxAutoModelForMaskedLM.from_pretrained(tmp_path / "out")
    for one, other in zip(jax.tree.leaves(again.params), jax.tree.leaves(params), strict=True):
        np.testing.assert_array_equal(one, other)
