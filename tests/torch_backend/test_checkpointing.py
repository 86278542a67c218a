"""Gradient checkpointing: the same gradients in every family, and what cannot be done with it refused."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import nn

import trivet
from trivet import BertConfig
from trivet.testing import tiny_config
from trivet_torch.model.pretrained import PreTrainedModel

Small = Callable[..., Any]

FAMILIES = (
    ("albert", "AlbertModel"),
    ("bart", "BartForConditionalGeneration"),
    ("bert", "BertModel"),
    ("distilbert", "DistilBertModel"),
    ("electra", "ElectraModel"),
    ("gemma2", "Gemma2ForCausalLM"),
    ("gpt2", "GPT2LMHeadModel"),
    ("llama", "LlamaForCausalLM"),
    ("roberta", "RobertaModel"),
    ("t5", "T5ForConditionalGeneration"),
)


def inputs_of(model: Any) -> dict[str, torch.Tensor]:
    ids = torch.tensor([[5, 6, 7, 8], [9, 8, 7, 6]])
    return {"input_ids": ids} | ({"decoder_input_ids": ids} if hasattr(model, "get_encoder") else {})


def gradients(model: Any) -> dict[str, torch.Tensor]:
    model.zero_grad()
    torch.manual_seed(0)
    model(**inputs_of(model))[0].square().sum().backward()
    return {name: each.grad.clone() for name, each in model.named_parameters() if each.grad is not None}


@pytest.mark.parametrize(("model_type", "head"), FAMILIES)
def test_gives_the_same_gradients_with_dropout(small: Small, model_type: str, head: str) -> None:
    model = small(model_type, head).train()
    plain = gradients(model)
    calls = count_calls(model)
    gradients(model)
    once = len(calls)
    model.gradient_checkpointing_enable()
    assert model.is_gradient_checkpointing
    calls.clear()
    found = gradients(model)
    assert len(calls) > once, "nothing was computed again"
    assert found.keys() == plain.keys()
    for name, each in found.items():
        torch.testing.assert_close(each, plain[name], rtol=1e-4, atol=1e-5)
    model.gradient_checkpointing_disable()
    assert not model.is_gradient_checkpointing
    calls.clear()
    gradients(model)
    assert len(calls) == once


def count_calls(model: Any) -> list[None]:
    """A list that grows with every linear layer that is run."""
    calls: list[None] = []
    for module in model.modules():
        if isinstance(module, nn.Linear) or type(module).__name__ == "Conv1D":
            module.register_forward_pre_hook(lambda *_: calls.append(None))
    return calls


@pytest.mark.parametrize(("model_type", "head"), [("gpt2", "GPT2Model"), ("llama", "LlamaModel"), ("t5", "T5Model")])
def test_keeps_no_cache_in_training_and_refuses_one(
    small: Small, caplog: pytest.LogCaptureFixture, model_type: str, head: str
) -> None:
    model = small(model_type, head)
    model.gradient_checkpointing_enable()
    cache = model(**inputs_of(model)).past_key_values
    assert cache is not None, "evaluation is as ever"
    model.train()
    assert model(**inputs_of(model)).past_key_values is None
    assert not caplog.messages
    assert model(**inputs_of(model), use_cache=True).past_key_values is None
    assert "use_cache=True has no effect" in caplog.text
    with pytest.raises(ValueError, match="past_key_values cannot be passed in training with gradient checkpointing"):
        model(**inputs_of(model), past_key_values=cache)


def test_inputs_can_require_gradients_behind_frozen_embeddings(small: Small) -> None:
    model = small("llama", "LlamaModel").train()
    model.requires_grad_(False)
    last = [each for each in model.modules() if isinstance(each, nn.Linear)][-1]
    last.requires_grad_(True)
    words = model.get_input_embeddings()
    assert not words(torch.tensor([1])).requires_grad
    model.enable_input_require_grads()
    model.enable_input_require_grads()  # twice is once
    assert words(torch.tensor([1])).requires_grad
    model.gradient_checkpointing_enable({"preserve_rng_state": False})
    gradients(model)
    assert last.weight.grad is not None
    model.disable_input_require_grads()
    model.disable_input_require_grads()
    assert not words(torch.tensor([1])).requires_grad


def test_says_that_it_never_re_enters(small: Small, caplog: pytest.LogCaptureFixture) -> None:
    model = small("t5", "T5ForConditionalGeneration").train()
    model.gradient_checkpointing_enable({"use_reentrant": True})
    assert "use_reentrant=True has no effect" in caplog.text
    gradients(model)


def test_survives_copies_and_pickles(small: Small) -> None:
    model = small("bert", "BertModel").train()
    model.gradient_checkpointing_enable()
    for again in (copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        assert again.is_gradient_checkpointing
        gradients(again)


class Own(PreTrainedModel):
    """A class of one's own in the style of the reference library: the flag and the function are set on it."""

    config_class = BertConfig

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        self.inner = nn.Linear(3, 3)
        self.gradient_checkpointing = False
        self.post_init()

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        if self.gradient_checkpointing and self.training:
            return self._gradient_checkpointing_func(self.inner.__call__, states)
        return self.inner(states)


class OwnWith(Own):
    supports_gradient_checkpointing = True


def test_a_class_of_ones_own_says_whether_it_can() -> None:
    with pytest.raises(ValueError, match="Own does not support gradient checkpointing"):
        Own(BertConfig()).gradient_checkpointing_enable()
    model = OwnWith(BertConfig()).train()
    model.gradient_checkpointing_enable()
    calls = count_calls(model)
    model(torch.ones(2, 3)).sum().backward()
    assert len(calls) == 2


def test_every_family_supports_it() -> None:
    for model_type, head in FAMILIES:
        assert getattr(trivet, head)(tiny_config(model_type, head)).supports_gradient_checkpointing
