"""Calls by place mean what they mean in `transformers` 4.37, in families whose orders are their own."""

from __future__ import annotations

import inspect

import pytest

import trivet

FLAGS = ["output_attentions", "output_hidden_states", "return_dict"]
ORDERS = {
    "FalconForQuestionAnswering": [
        *("input_ids", "attention_mask", "head_mask", "inputs_embeds", "start_positions", "end_positions"),
        *FLAGS,
    ],
    "FalconForTokenClassification": [
        *("input_ids", "past_key_values", "attention_mask", "head_mask", "inputs_embeds", "labels", "use_cache"),
        *FLAGS,
    ],
    "MixtralModel": [
        *("input_ids", "attention_mask", "position_ids", "past_key_values", "inputs_embeds", "use_cache"),
        *(*FLAGS[:2], "output_router_logits", FLAGS[2]),
    ],
    "TFDeiTForImageClassification": ["pixel_values", "head_mask", "labels", *FLAGS],
    "TFGPTJForQuestionAnswering": [
        *("input_ids", "past_key_values", "attention_mask", "token_type_ids", "position_ids", "head_mask"),
        *("inputs_embeds", "start_positions", "end_positions", *FLAGS),
    ],
    "TFOPTModel": [
        *("input_ids", "attention_mask", "head_mask", "past_key_values", "inputs_embeds", "use_cache"),
        *FLAGS,
    ],
    "TFOPTForCausalLM": [
        *("input_ids", "past_key_values", "attention_mask", "position_ids", "head_mask", "inputs_embeds", "labels"),
        *("use_cache", *FLAGS),
    ],
    "FlaxBloomForCausalLM": [
        *("input_ids", "attention_mask", "past_key_values", "params", "dropout_rng", "train"),
        *FLAGS,
    ],
    "FlaxOPTModel": [
        *("input_ids", "attention_mask", "position_ids", "params", "past_key_values", *FLAGS, "dropout_rng"),
    ],
    "FlaxXGLMForCausalLM": [
        *("input_ids", "attention_mask", "position_ids", "encoder_hidden_states", "encoder_attention_mask"),
        *(*FLAGS, "train", "params", "past_key_values", "dropout_rng"),
    ],
}


@pytest.mark.parametrize("name", ORDERS)
def test_arguments_have_the_places_that_they_have_there(name: str) -> None:
    cls = getattr(trivet, name)
    call = cls.__call__ if name.startswith("Flax") else cls.call if name.startswith("TF") else cls.forward
    assert list(inspect.signature(call).parameters)[1 : len(ORDERS[name]) + 1] == ORDERS[name]


def test_positions_behind_the_options_are_still_read() -> None:
    import torch

    from trivet.testing import tiny_config

    model = trivet.FalconForTokenClassification(tiny_config("falcon", alibi=False)).eval()
    ids = torch.tensor([[5, 6, 7]])
    usual, shifted = model(ids).logits, model(ids, position_ids=torch.tensor([[0, 4, 9]])).logits
    assert not torch.allclose(usual, shifted)
