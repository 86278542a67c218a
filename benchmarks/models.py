"""Forward and backward of a BERT-base-sized and a 100M Llama-sized model, batch 4 × 128, against each framework's peer.

PyTorch runs eagerly (the peer, `transformers` 5.23, with its fused attention); TensorFlow inside `tf.function`, JAX
under `jit`, as anyone would train there. The peers of the last two are the classes of `transformers` 4.37.2, in the
environment of the `peer` session, on the TensorFlow and JAX of their day; keras-hub's BERT joins where it is
installed. Weights are random, dropout is off.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from harness import Case, machine, measure, table

_PEER = Path(__file__).resolve().parent.parent / ".nox" / "env-peer" / "bin" / "python"
_STEPS = 3

BERT = "dict(hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)"
LLAMA = (
    "dict(vocab_size=32000, hidden_size=640, intermediate_size=1728, num_hidden_layers=12, num_attention_heads=10, "
    "num_key_value_heads={heads})"
)

_DATA = """
import numpy as np
rng = np.random.default_rng(0)
ids = rng.integers(5, 30000, (4, 128))
mask = np.ones((4, 128), np.int64)
mask[0, 100:] = 0
"""

_TORCH = """
import torch
from {library} import {config} as Config, {model} as Model
torch.manual_seed(0)
model = Model(Config(**{fields})).train()
inputs = {{"input_ids": torch.tensor(ids), "attention_mask": torch.tensor(mask), "labels": torch.tensor(ids)}}
def step():
    model(**inputs).loss.backward()
    model.zero_grad()
"""

_TENSORFLOW = """
import tensorflow as tf
from {library} import {config} as Config, TF{model} as Model
model = Model(Config(**{fields}))
inputs = {{"input_ids": tf.constant(ids, tf.int32), "attention_mask": tf.constant(mask, tf.int32)}}
labels = tf.constant(ids, tf.int32)
model(inputs)
weights = model.trainable_variables
weights = [getattr(weight, "value", weight) for weight in weights] if {ours} else weights
@tf.function(jit_compile={xla})
def gradients():
    with tf.GradientTape() as tape:
        logits = model({{**inputs}}, training=True).logits
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))
    return [tf.convert_to_tensor(each) for each in tape.gradient(loss, weights)]
def step():
    gradients()[0].numpy()
"""

_KERAS_HUB = """
import tensorflow as tf
import keras_hub
backbone = keras_hub.models.BertBackbone(30522, 12, 12, 768, 3072, dropout=0.0)
model = keras_hub.models.BertMaskedLM(backbone)
inputs = {{
    "token_ids": tf.constant(ids, tf.int32),
    "padding_mask": tf.constant(mask, tf.int32),
    "segment_ids": tf.zeros_like(tf.constant(ids, tf.int32)),
    "mask_positions": tf.tile(tf.range(128)[None], [4, 1]),
}}
labels = tf.constant(ids, tf.int32)
weights = [weight.value for weight in model.trainable_variables]
@tf.function
def gradients():
    with tf.GradientTape() as tape:
        scores = model(inputs, training=True)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, scores))
    found = tape.gradient(loss, weights)
    return [tf.convert_to_tensor(each) for each in found if each is not None]  # its pooler has none
def step():
    gradients()[0].numpy()
"""

_FLAX = """
import jax, jax.numpy as jnp
from {library} import {config} as Config, Flax{model} as Model
model = Model(Config(**{fields}), seed=0)
inputs = {{"input_ids": jnp.asarray(ids), "attention_mask": jnp.asarray(mask)}}
labels = jax.nn.one_hot(jnp.asarray(ids), model.config.vocab_size)
def loss(params):
    logits = model(**inputs, params=params, train=False).logits
    return -(labels * jax.nn.log_softmax(logits)).sum(-1).mean()
grad = jax.jit(jax.grad(loss))
def step():
    jax.block_until_ready(grad(model.params))
"""

_BODY = "step()\nstep()\n---\n" + "step()\n" * _STEPS


def _case(name: str, code: str, *, role: str = "ours", python: str = sys.executable, **words: object) -> Case:
    library = "trivet" if role == "ours" else "transformers"
    text = _DATA + code.format(library=library, ours=role == "ours", **words) + _BODY
    return Case(name, text, role=role, python=python, sample_every=0.2)


def main(*, repeats: int = 5) -> str:
    """The tables as Markdown."""
    bert = {"config": "BertConfig", "model": "BertForMaskedLM", "fields": BERT}
    llama = {"config": "LlamaConfig", "model": "LlamaForCausalLM", "fields": LLAMA.format(heads=10)}
    grouped = {**llama, "fields": LLAMA.format(heads=5)}
    peer = {"role": "peer", "python": str(_PEER)}
    suites = {
        "BERT-base, PyTorch": [
            _case("trivet", _TORCH, **bert),
            _case("transformers 5.23", _TORCH, role="peer", **bert),
        ],
        "BERT-base, TensorFlow": [
            _case("trivet", _TENSORFLOW, xla=False, **bert),
            _case("trivet, XLA", _TENSORFLOW, xla=True, **bert),
            _case("transformers 4.37.2", _TENSORFLOW, xla=False, **bert, **peer),
            *([_case("keras-hub", _KERAS_HUB, role="peer")] if find_spec("keras_hub") else []),
        ],
        "BERT-base, Flax": [_case("trivet", _FLAX, **bert), _case("transformers 4.37.2", _FLAX, **bert, **peer)],
        "Llama 100M, PyTorch": [
            _case("trivet", _TORCH, **grouped),
            _case("transformers 5.23", _TORCH, role="peer", **grouped),
        ],
        "Llama 100M, TensorFlow (no peer)": [_case("trivet", _TENSORFLOW, xla=False, **grouped)],
        "Llama 100M, Flax": [_case("trivet", _FLAX, **llama), _case("transformers 4.37.2", _FLAX, **llama, **peer)],
    }
    tables = []
    for title, cases in suites.items():
        runnable = [case for case in cases if Path(case.python).exists()]
        note = f"{_STEPS} steps of forward and backward, batch 4 × 128, fp32. On {machine()}."
        tables.append(table(title, measure(runnable, repeats=repeats), note=note))
    return "\n".join(tables)
