"""The same weights, data and optimizer in Keras's `fit`, in JAX and in a plain PyTorch loop: the same losses, step by step."""

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


def flax_losses(folder: Path, batch: dict[str, np.ndarray[Any, Any]]) -> list[float]:
    """Those of the module alone, under Flax's own optimizer, which changes it in place."""
    import jax
    import jax.numpy as jnp
    import optax
    from flax import nnx

    module = trivet.FlaxBertForSequenceClassification.from_pretrained(folder, num_labels=3).module
    optimizer = nnx.Optimizer(module, optax.sgd(RATE), wrt=nnx.Param)
    arrays = jax.tree.map(jnp.asarray, batch)

    @nnx.jit
    def step(module: Any, optimizer: Any) -> jax.Array:
        loss, gradients = nnx.value_and_grad(lambda each: each(**arrays).loss)(module)
        optimizer.update(module, gradients)
        return jnp.asarray(loss)

    return [float(step(module, optimizer)) for _ in range(STEPS)]


@pytest.mark.parametrize("padded", [False, True])
def test_every_framework_reaches_the_same_losses(padded: bool, tmp_path: Path) -> None:
    config = tiny_config("bert", hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, num_labels=3)
    trivet.BertForSequenceClassification(config).save_pretrained(tmp_path)
    generator = np.random.default_rng(0)
    ids = generator.integers(1, config.vocab_size, (4, 6))
    mask = np.ones_like(ids)
    if padded:  # PyTorch gives padding's embedding no gradient, and behind a mask there is none elsewhere either
        ids[:2, 4:], mask[:2, 4:] = 0, 0
    batch = {"input_ids": ids, "attention_mask": mask, "labels": np.array([0, 1, 2, 1])}
    before = (tmp_path / "model.safetensors").read_bytes()
    expected = torch_losses(tmp_path, batch)
    assert expected[-1] < 0.9 * expected[0]
    for losses in (keras_losses, flax_losses)[: 1 + padded]:  # JAX's step takes long to compile: once will do
        np.testing.assert_allclose(losses(tmp_path, batch), expected, rtol=0, atol=1e-4, err_msg=losses.__name__)
    assert (tmp_path / "model.safetensors").read_bytes() == before
