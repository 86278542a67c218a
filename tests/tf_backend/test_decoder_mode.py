"""Decoders that encoders become, and decoders by themselves: in steps, with a cache, and as they write."""

from __future__ import annotations

from typing import Any

import golden_tiers
import numpy as np
import pytest
import steps
import tensorflow as tf

import trivet
from golden_data import Case
from trivet_tf.backend import BACKEND

OWN = {name.removeprefix("TF") for name in BACKEND.exports if name.startswith("TF")}
STEPPED, WRITTEN = (golden_tiers.default(cases(OWN)) for cases in (steps.stepped, steps.written))
SMALL = {
    "vocab_size": 61,
    "hidden_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 24,
    "max_position_embeddings": 32,
}


def load(case: Case) -> Any:
    return getattr(trivet, f"TF{case.head}").from_pretrained(case.checkpoint("torch"))


@pytest.mark.parametrize("case", STEPPED, ids=lambda case: f"{case.family}-{case}")
def test_steps_with_a_cache_are_the_reference_librarys(case: Case) -> None:
    model, expected = load(case), case.extra("steps")
    assert expected is not None
    logits, cache = [], None
    for inputs in steps.calls(case):
        output = model(**inputs, past_key_values=cache, use_cache=True)
        logits.append(output.logits.numpy())
        cache = output.past_key_values
    wanted = expected["logits"]
    np.testing.assert_allclose(np.where(np.isnan(wanted), wanted, np.concatenate(logits, 1)), wanted, atol=2e-5, rtol=0)
    for name in (name for name in expected if name.startswith("past_key_values.")):
        _, layer, number = name.split(".")
        found = cache[int(layer)][int(number)].numpy()
        found = np.where(np.isnan(expected[name]), expected[name], found)
        np.testing.assert_allclose(found, expected[name], atol=2e-5, rtol=0)


@pytest.mark.parametrize("jit_compile", [None, False], ids=["compiled", "eager"])
@pytest.mark.parametrize("search", steps.SEARCHES)
@pytest.mark.parametrize("case", WRITTEN, ids=lambda case: f"{case.family}-{case}")
def test_writes_the_reference_librarys_tokens(case: Case, search: str, jit_compile: bool | None) -> None:
    data = case.extra("generate")
    assert data is not None
    prompt = tf.constant(data["input_ids"]), tf.constant(data["attention_mask"])
    options = {**steps.GREEDY, **steps.SEARCHES[search], "jit_compile": jit_compile}
    sequences = load(case).generate(prompt[0], attention_mask=prompt[1], **options)
    assert sequences.numpy().tolist() == data[f"{search}.torch"].tolist()


def test_an_encoders_states_are_refused_without_attention_to_them() -> None:
    model = trivet.TFBertLMHeadModel(trivet.BertConfig.from_dict({**SMALL, "is_decoder": True}))
    with pytest.raises(ValueError, match="add_cross_attention"):
        model(tf.constant([[5, 6]]), encoder_hidden_states=tf.zeros((1, 3, 16)))


def test_a_decoder_is_read_from_the_files_of_both_sides(tmp_path: Any) -> None:
    config = trivet.BartConfig(
        vocab_size=61,
        d_model=16,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=24,
        decoder_ffn_dim=28,
        max_position_embeddings=32,
    )
    both = trivet.TFBartForConditionalGeneration(config)
    both.save_pretrained(tmp_path)
    alone, report = trivet.TFBartForCausalLM.from_pretrained(tmp_path, output_loading_info=True)
    assert not report.missing
    assert alone.config.is_decoder and not alone.config.is_encoder_decoder
    assert both.config.is_encoder_decoder
    words = both.get_input_embeddings().table
    np.testing.assert_array_equal(alone.get_input_embeddings().table, words)
    shared = BACKEND.tensors(both)
    for name, variable in BACKEND.tensors(alone).items():
        if name in shared:
            np.testing.assert_array_equal(variable, shared[name], err_msg=name)
    assert len(set(shared) & set(BACKEND.tensors(alone))) > 10
