"""Libraries that look for `nn.Linear` by name and put their own layer in its place: quantizers, above all."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import torch
from make_torch_scripts import BERT, GPT2, T5
from torch import nn

import trivet

IDS = torch.tensor([[5, 6, 7, 8], [9, 3, 4, 4]])
SIZES = {"vocab_size": 32, "hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
MODELS: dict[str, Any] = {
    "bert": lambda: trivet.BertForMaskedLM(trivet.BertConfig(**{**BERT, **SIZES})),
    "gpt2": lambda: trivet.GPT2LMHeadModel(trivet.GPT2Config(**GPT2)),
    "llama": lambda: trivet.LlamaForCausalLM(trivet.LlamaConfig(**SIZES)),
    "t5": lambda: trivet.T5ForConditionalGeneration(trivet.T5Config(**T5)),
}


def made(family: str) -> Any:
    torch.manual_seed(0)
    return MODELS[family]().eval()


def answer(model: Any) -> torch.Tensor:
    inputs = {"input_ids": IDS, "attention_mask": torch.ones_like(IDS)}
    inputs |= {"decoder_input_ids": IDS} if model.config.is_encoder_decoder else {}
    found: torch.Tensor = model(**inputs).logits
    return found


class Eights(nn.Module):
    """A layer of 8-bit weights with a scale for each output, as quantizers write them: its weight is not in floats."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        scale = layer.weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-12) / 127
        self.register_buffer("weight", (layer.weight.detach() / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)
        self.bias = layer.bias

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        return nn.functional.linear(states, self.weight * self.scale, self.bias)


def replaced(model: Any) -> Any:
    for path, layer in list(model.named_modules()):
        if isinstance(layer, nn.Linear):
            model.set_submodule(path, Eights(layer))
    return model


def dynamic(model: Any) -> Any:
    return torch.ao.quantization.quantize_dynamic(model, {nn.Linear}, dtype=torch.qint8)


def by_torchao(model: Any) -> Any:
    quantization = pytest.importorskip("torchao.quantization")
    quantization.quantize_(model, quantization.Int8WeightOnlyConfig(version=2))
    return model


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")  # PyTorch's own of its quantization
@pytest.mark.parametrize("quantize", [replaced, dynamic, by_torchao])
@pytest.mark.parametrize("family", MODELS)
def test_replaced_layers_answer_nearly_as_those_they_replace(family: str, quantize: Any) -> None:
    model = made(family)
    wanted = answer(model)
    quantized = quantize(copy.deepcopy(model))
    found = answer(quantized)
    assert not torch.equal(found, wanted)
    assert (found - wanted).abs().max() < 0.05 * wanted.abs().max()
    if family != "bert":
        assert quantized.generate(IDS, max_new_tokens=2, pad_token_id=0, eos_token_id=None).shape[0] == 2


# Of T5, one of whose modules has several names, PyTorch does not put the parameters back.
@pytest.mark.parametrize("family", ["bert", "gpt2", "llama"])
def test_parameters_are_passed_from_outside(family: str) -> None:
    model = made(family)
    wanted = answer(model)
    halves = {name: value.detach() / 2 for name, value in model.named_parameters()}
    found = torch.func.functional_call(model, halves, (IDS,)).logits
    model.load_state_dict(halves, strict=False)
    torch.testing.assert_close(found, answer(model))
    assert not torch.equal(found, wanted)
