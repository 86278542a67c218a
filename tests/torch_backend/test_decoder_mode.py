"""Decoders that encoders become, and decoders by themselves: in steps, with a cache, and as they write."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import steps
import torch

import trivet
from golden_data import Case
from trivet_torch.backend import BACKEND

STEPPED, WRITTEN = steps.stepped(BACKEND.exports), steps.written(BACKEND.exports)


def load(case: Case) -> Any:
    return getattr(trivet, case.head).from_pretrained(case.checkpoint("torch"))


@pytest.mark.parametrize("case", STEPPED, ids=lambda case: f"{case.family}-{case}")
def test_steps_with_a_cache_are_the_reference_librarys(case: Case) -> None:
    model, expected = load(case), case.extra("steps")
    assert expected is not None
    logits, cache = [], None
    for inputs in steps.calls(case):
        with torch.no_grad():
            output = model(
                **{name: torch.from_numpy(each) for name, each in inputs.items()}, past_key_values=cache, use_cache=True
            )
        logits.append(output.logits.numpy())
        cache = output.past_key_values
    wanted = expected["logits"]
    np.testing.assert_allclose(np.where(np.isnan(wanted), wanted, np.concatenate(logits, 1)), wanted, atol=2e-5, rtol=0)
    for name in (name for name in expected if name.startswith("past_key_values.")):
        _, layer, number = name.split(".")
        found = cache[int(layer)][int(number)].numpy()
        found = np.where(np.isnan(expected[name]), expected[name], found)
        np.testing.assert_allclose(found, expected[name], atol=2e-5, rtol=0)


@pytest.mark.parametrize("search", steps.SEARCHES)
@pytest.mark.parametrize("case", WRITTEN, ids=lambda case: f"{case.family}-{case}")
def test_writes_the_reference_librarys_tokens(case: Case, search: str) -> None:
    data = case.extra("generate")
    assert data is not None
    prompt = torch.from_numpy(data["input_ids"]), torch.from_numpy(data["attention_mask"])
    sequences = load(case).generate(prompt[0], attention_mask=prompt[1], **steps.GREEDY, **steps.SEARCHES[search])
    assert sequences.tolist() == data[f"{search}.torch"].tolist()


def test_an_encoders_states_are_refused_without_attention_to_them() -> None:
    model = trivet.BertLMHeadModel(trivet.BertConfig.from_dict({**SMALL, "is_decoder": True}))
    ids = torch.tensor([[5, 6]])
    with pytest.raises(ValueError, match="no cross-attention"):
        model(ids, encoder_hidden_states=torch.zeros(1, 3, 16))


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
    both = trivet.BartForConditionalGeneration(config)
    both.save_pretrained(tmp_path)
    alone, report = trivet.BartForCausalLM.from_pretrained(tmp_path, output_loading_info=True)
    assert not report.missing
    assert alone.config.is_decoder and not alone.config.is_encoder_decoder
    assert both.config.is_encoder_decoder
    for name, tensor in alone.state_dict().items():
        assert torch.equal(tensor, both.state_dict()[name]), name


SMALL = {
    "vocab_size": 61,
    "hidden_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 24,
    "max_position_embeddings": 32,
}
