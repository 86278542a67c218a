"""What a user writes with the Flax backend. Type checkers see the lines that are marked as mistakes, and no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp

import trivet
from trivet import FlaxGPT2LMHeadModel, GPT2Config


def settings() -> GPT2Config:
    config = GPT2Config(100, n_embd=32, n_layer=2, n_head=4, resid_pdrop=0.0)
    GPT2Config(n_embed=32)  # mistake
    return config


def loss_of(model: FlaxGPT2LMHeadModel, params: Any, ids: jax.Array) -> jax.Array:
    logits = model(ids, params=params, train=True).logits
    assert logits is not None
    return -jnp.mean(jax.nn.log_softmax(logits)[:, :-1])


def train(model: FlaxGPT2LMHeadModel, params: Any, batches: list[jax.Array]) -> Any:
    for ids in batches:
        gradients = jax.grad(lambda values, ids=ids: loss_of(model, values, ids))(params)
        params = jax.tree.map(lambda value, gradient: value - 1e-3 * gradient, params, gradients)
    model(batches[0], parms=params)  # mistake
    return params


def main(folder: Path) -> None:
    model = FlaxGPT2LMHeadModel.from_pretrained(folder, dtype=jnp.bfloat16, revision="main", attn_pdrop=0.0)
    layers: int = model.config.n_layer
    trivet.FlaxBertModel.from_pretrained(folder, dtpye=jnp.bfloat16)  # mistake
    empty, params = FlaxGPT2LMHeadModel.from_pretrained(folder, _do_init=False)
    print(layers, train(empty, params, []), settings().n_positions)
    states: tuple[object, ...] = model(jnp.ones((1, 4), "i4"), return_dict=False)
    tokens = model.generate(jnp.ones((1, 4), "i4"), max_new_tokens=3)
    print(len(states), tokens, trivet.FlaxBertModle)  # mistake
    roberta = trivet.FlaxRobertaForMaskedLM(trivet.RobertaConfig(hidden_size=16), seed=1)
    print(roberta(jnp.ones((1, 4), "i4")).logits)
    marian = trivet.FlaxMarianMTModel(trivet.MarianConfig(d_model=16, vocab_size=50, decoder_vocab_size=50))
    encoded = marian.encode(jnp.ones((1, 4), "i4"))
    print(marian.decode(jnp.ones((1, 1), "i4"), encoded))
    model.save_pretrained(folder / "saved", params=params)
