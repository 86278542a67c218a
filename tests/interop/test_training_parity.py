"""The same weights, data and optimizer in Keras's `fit` and in a plain PyTorch loop: the same losses, step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import trivet
from trivet.testing import tiny_config

STEPS, RATE = 20, 0.1


def torch_losses(folder: Path, batch: dict[str, np.ndarray[Any, Any]]) -> list[float]:
    import torch

    model = trivet.BertForSequenceClassification.from_pretrained(folder, num_labels=3).train()
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = model(**{name: torch.from_numpy(array) for name, array in batch.items()}).loss
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    return losses


def keras_losses(folder: Path, batch: dict[str, np.ndarray[Any, Any]]) -> list[float]:
    import keras
    import tensorflow as tf

    model = trivet.TFBertForSequenceClassification.from_pretrained(folder, num_labels=3)
    model.compile(keras.optimizers.SGD(RATE), jit_compile=False)
    data = tf.data.Dataset.from_tensors(batch)
    found: list[float] = model.fit(data, epochs=STEPS, shuffle=False, verbose=0).history["loss"]
    return found


@pytest.mark.parametrize("padded", [False, True])
def test_fit_and_a_pytorch_loop_reach_the_same_losses(padded: bool, tmp_path: Path) -> None:
    config = tiny_config("bert", hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, num_labels=3)
    trivet.BertForSequenceClassification(config).save_pretrained(tmp_path)
    generator = np.random.default_rng(0)
    ids = generator.integers(1, config.vocab_size, (4, 6))
    mask = np.ones_like(ids)
    if padded:  # PyTorch gives padding's embedding no gradient, and behind a mask there is none elsewhere either
        ids[:2, 4:], mask[:2, 4:] = 0, 0
    batch = {"input_ids": ids, "attention_mask": mask, "labels": np.array([0, 1, 2, 1])}
    found, expected = keras_losses(tmp_path, batch), torch_losses(tmp_path, batch)
    assert expected[-1] < 0.9 * expected[0]
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-4)
