"""Decoders that encoders become, and decoders by themselves: in steps, with a cache, and as they write."""

from __future__ import annotations

from typing import Any

import golden_tiers
import numpy as np
import pytest
import steps

import trivet
from golden_data import Case
from trivet_flax.backend import BACKEND

HEADS = {name.removeprefix("Flax") for name in BACKEND.exports}
STEPPED, WRITTEN = (golden_tiers.default(cases(HEADS)) for cases in (steps.stepped, steps.written))
SMALL = {
    "vocab_size": 61,
    "hidden_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 24,
    "max_position_embeddings": 32,
}


def load(case: Case) -> Any:
    return getattr(trivet, f"Flax{case.head}").from_pretrained(case.checkpoint("torch"))


def name_of(case: Case) -> str:
    return f"{case.family}-{case}"


@pytest.mark.parametrize("case", STEPPED, ids=name_of)
def test_steps_with_a_cache_are_the_reference_librarys(case: Case) -> None:
    model, expected = load(case), case.extra("steps")
    assert expected is not None
    inputs = case.inputs()
    batch, length = inputs.get("decoder_input_ids", inputs["input_ids"]).shape
    logits, cache = [], model.init_cache(batch, length)
    for inputs in steps.calls(case):
        output = model(**inputs, past_key_values=cache)
        logits.append(np.asarray(output.logits))
        cache = output.past_key_values
    wanted = expected["logits"]
    np.testing.assert_allclose(np.where(np.isnan(wanted), wanted, np.concatenate(logits, 1)), wanted, atol=2e-5, rtol=0)
    cache = getattr(cache, "self_attention", cache)
    for layer in range(len(cache)):  # what is kept of an encoder's states is made anew in each call
        for number, found in enumerate((cache[layer].key, cache[layer].value)):
            kept = expected[f"past_key_values.{layer}.{number}"]
            found = np.where(np.isnan(kept), kept, np.asarray(found))
            np.testing.assert_allclose(found, kept, atol=2e-5, rtol=0)


@pytest.mark.parametrize("search", steps.SEARCHES)
@pytest.mark.parametrize("case", WRITTEN, ids=name_of)
def test_writes_the_reference_librarys_tokens(case: Case, search: str) -> None:
    data = case.extra("generate")
    assert data is not None
    options = {**steps.GREEDY, **steps.SEARCHES[search]}
    model, wanted = load(case), data[f"{search}.torch"]
    found = np.asarray(model.generate(data["input_ids"], attention_mask=data["attention_mask"], **options).sequences)
    assert found[:, : wanted.shape[1]].tolist() == wanted.tolist()
    assert (found[:, wanted.shape[1] :] == model.config.pad_token_id).all()


def test_an_encoders_states_are_refused_without_attention_to_them() -> None:
    model = trivet.FlaxBertForCausalLM(trivet.BertConfig.from_dict({**SMALL, "is_decoder": True}))
    with pytest.raises(ValueError, match="no cross-attention"):
        model(np.array([[5, 6]]), encoder_hidden_states=np.zeros((1, 3, 16)))


def test_an_encoder_has_no_cache_and_takes_none() -> None:
    config = trivet.BertConfig.from_dict(SMALL)
    encoder, decoder = (
        trivet.FlaxBertModel(config),
        trivet.FlaxBertModel(config.from_dict({**SMALL, "is_decoder": True})),
    )
    with pytest.raises(TypeError, match="has no cache"):
        encoder.init_cache(1, 4)
    with pytest.raises(ValueError, match="is_decoder"):
        encoder(np.array([[5, 6]]), past_key_values=decoder.init_cache(1, 4))
