"""Gradient checkpointing: the same gradients from less memory."""

from __future__ import annotations

from typing import Any

import jax
import numpy as np
import pytest
from flax import nnx

import trivet
from trivet import FlaxBertModel
from trivet.families.config import PretrainedConfig
from trivet.testing import tiny_config
from trivet_flax.model.pretrained import FlaxPreTrainedModel

IDS = np.array([[3, 5, 6]])
QUICK = {"xla_backend_optimization_level": 0}  # each program runs once

# One for each loop over layers: encoders, ALBERT's turns, Llama's kind, GPT-2, encoder-decoders.
CLASSES = {
    "bert": "FlaxBertModel",
    "albert": "FlaxAlbertModel",
    "llama": "FlaxLlamaModel",
    "gpt2": "FlaxGPT2Model",
    "t5": "FlaxT5Model",
}


@pytest.mark.parametrize("model_type", CLASSES)
def test_gradients_are_the_same_with_dropout_too(model_type: str) -> None:
    model = getattr(trivet, CLASSES[model_type])(tiny_config(model_type))
    given = {"input_ids": IDS, **({"decoder_input_ids": IDS} if model_type == "t5" else {})}

    def loss(params: Any) -> Any:
        found = model(**given, params=params, train=True, dropout_rng=jax.random.key(0)).last_hidden_state
        return (found**2 * np.arange(found.size).reshape(found.shape)).sum()

    params = model.params
    kept = jax.jit(jax.grad(loss)).trace(params)
    assert "remat" not in str(kept.jaxpr)
    model.enable_gradient_checkpointing()
    again = jax.jit(lambda params: jax.grad(loss)(params)).trace(params)
    layers = model.config.num_hidden_layers + getattr(model.config, "num_decoder_layers", 0)
    assert str(again.jaxpr).count("remat2[") == layers
    if model_type in ("albert", "gpt2"):  # whose layers are run as bert's and llama's are; compiling takes long
        return
    found, wanted = (each.lower().compile(compiler_options=QUICK)(params) for each in (again, kept))
    for left, right in zip(jax.tree.leaves(found), jax.tree.leaves(wanted), strict=True):
        np.testing.assert_allclose(left, right, rtol=1e-3, atol=1e-3)


def test_it_can_be_turned_off_and_decoding_goes_on_with_it() -> None:
    model = trivet.FlaxGPT2LMHeadModel(tiny_config("gpt2"))
    before = model(IDS).logits
    model.enable_gradient_checkpointing()
    outputs = model(IDS, past_key_values=model.init_cache(1, 5), output_attentions=True, output_hidden_states=True)
    np.testing.assert_allclose(outputs.logits, before, atol=1e-5)
    assert int(outputs.past_key_values.index) == 3
    model.enable_gradient_checkpointing(False)
    assert "remat" not in str(jax.make_jaxpr(lambda params: model(IDS, params=params).logits)(model.params))


def test_refuses_a_module_without_such_layers() -> None:
    model = FlaxPreTrainedModel(PretrainedConfig(), module=nnx.Linear(2, 2, rngs=nnx.Rngs(0)))
    with pytest.raises(ValueError, match="no stack of layers"):
        model.enable_gradient_checkpointing()
    FlaxBertModel(tiny_config("bert"), _do_init=False).enable_gradient_checkpointing()  # needs no values


def test_a_model_is_created_with_gradient_checkpointing() -> None:
    model = FlaxBertModel(tiny_config("bert", num_hidden_layers=1), (1, 1), 0, np.float32, True, True)

    def gradients() -> str:
        return str(jax.make_jaxpr(jax.grad(lambda params: model(IDS, params=params)[0].sum()))(model.params))

    assert "remat" in gradients()
    model.enable_gradient_checkpointing(False)
    assert "remat" not in gradients()
