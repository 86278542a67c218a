"""Libraries that take models and their outputs apart: PEFT, accelerate, tracing and export."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from accelerate import Accelerator, dispatch_model
from accelerate.state import AcceleratorState
from accelerate.utils import convert_outputs_to_fp32, send_to_device
from make_torch_scripts import BART, BERT, GPT2, T5
from peft import LoraConfig, PrefixTuningConfig, PromptEncoderConfig, PromptTuningConfig, get_peft_model
from torch.utils import _pytree as pytree

import trivet

IDS, MASK = torch.tensor([[5, 6, 7, 8], [9, 3, 4, 4]]), torch.ones(2, 4, dtype=torch.long)
LLAMA = {"vocab_size": 32, "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8}
MODELS: dict[str, tuple[str, dict[str, Any]]] = {
    "BertForSequenceClassification": ("SEQ_CLS", BERT),
    "BertForTokenClassification": ("TOKEN_CLS", BERT),
    "BertForQuestionAnswering": ("QUESTION_ANS", BERT),
    "BertModel": ("FEATURE_EXTRACTION", BERT),
    "GPT2LMHeadModel": ("CAUSAL_LM", GPT2),
    "LlamaForCausalLM": ("CAUSAL_LM", LLAMA),
    "T5ForConditionalGeneration": ("SEQ_2_SEQ_LM", T5),
    "BartForConditionalGeneration": ("SEQ_2_SEQ_LM", BART),
}


def made(name: str) -> Any:
    torch.manual_seed(0)
    family = next(each for each in ("Bert", "GPT2", "Llama", "T5", "Bart") if name.startswith(each))
    return getattr(trivet, name)(getattr(trivet, f"{family}Config")(**MODELS[name][1])).eval()


def labels_of(name: str) -> dict[str, torch.Tensor]:
    task = MODELS[name][0]
    each = torch.tensor([0, 1])
    answers = {"start_positions": each, "end_positions": each + 1}
    words = {"labels": IDS % 2 if task == "TOKEN_CLS" else IDS}
    return {"SEQ_CLS": {"labels": each}, "QUESTION_ANS": answers, "FEATURE_EXTRACTION": {}}.get(task, words)


def loss_of(model: Any, name: str) -> torch.Tensor:
    output = model(input_ids=IDS, attention_mask=MASK, **labels_of(name))
    return output.loss if "loss" in output else output.last_hidden_state.square().mean()


@pytest.mark.parametrize("name", MODELS)
def test_lora_trains_what_it_adds_and_merges(name: str) -> None:
    options = {"fan_in_fan_out": True} if name.startswith("GPT2") else {}
    config = LoraConfig(task_type=MODELS[name][0], r=2, init_lora_weights=False, **options)
    model = get_peft_model(made(name), config).eval()
    loss = loss_of(model, name)
    loss.backward()
    trained = {each for each, value in model.named_parameters() if value.grad is not None}
    assert any("lora_" in each for each in trained)
    assert all("lora_" in each or "modules_to_save" in each for each in trained)
    merged = model.merge_and_unload()
    torch.testing.assert_close(loss_of(merged, name), loss, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(
    ("name", "tuning"),
    [
        (name, tuning)
        for name in ("GPT2LMHeadModel", "LlamaForCausalLM", "T5ForConditionalGeneration")
        for tuning in (PromptTuningConfig, PromptEncoderConfig, PrefixTuningConfig)
        if (name, tuning) != ("T5ForConditionalGeneration", PrefixTuningConfig)  # adds keys before an encoder's
    ],
)
def test_learned_prompts_train_and_generate(name: str, tuning: Callable[..., Any]) -> None:
    model = get_peft_model(made(name), tuning(task_type=MODELS[name][0], num_virtual_tokens=3))
    loss = loss_of(model, name)
    loss.backward()
    assert all("prompt" in each for each, value in model.named_parameters() if value.grad is not None)
    assert loss.isfinite()
    options = {"input_ids": IDS, "attention_mask": MASK, "max_new_tokens": 2, "pad_token_id": 0, "eos_token_id": None}
    assert model.eval().generate(**options).shape[0] == 2


def test_accelerate_sees_into_outputs() -> None:
    model = made("BertForSequenceClassification")
    output = convert_outputs_to_fp32(lambda: model.bfloat16()(IDS, output_hidden_states=True))()
    assert type(output) is type(model(IDS))
    assert {each.dtype for each in (output.logits, *output.hidden_states)} == {torch.float32}
    moved = send_to_device(model(IDS), "meta")
    assert (type(moved), moved.logits.device.type) == (type(output), "meta")


@pytest.fixture
def own_precision() -> Iterator[None]:
    """accelerate keeps the precision of the first `Accelerator` for the whole process."""
    AcceleratorState._reset_state()
    yield
    AcceleratorState._reset_state()


@pytest.mark.usefixtures("own_precision")
def test_accelerate_prepares_and_dispatches() -> None:
    model = made("BertForSequenceClassification")
    expected = model(IDS).logits
    prepared = Accelerator(mixed_precision="bf16", cpu=True).prepare(model)
    assert prepared(IDS, labels=torch.tensor([0, 1])).loss.dtype is torch.float32
    dispatched = dispatch_model(made("BertForSequenceClassification"), {"": "cpu"}, force_hooks=True)
    torch.testing.assert_close(dispatched(IDS).logits, expected)


def test_outputs_are_gathered_and_mapped() -> None:
    model = made("GPT2LMHeadModel")
    one, other = model(IDS), model(IDS + 1)
    doubled = pytree.tree_map(lambda value: value * 2, one)
    assert (type(doubled), list(doubled)) == (type(one), list(one))
    torch.testing.assert_close(doubled.past_key_values[0][1], one.past_key_values[0][1] * 2)
    assert (
        pytree.tree_structure(one) == pytree.tree_structure(other) != pytree.tree_structure(model(IDS, use_cache=False))
    )
    parts = {name: [each[name] for each in (one, other)] for name in one}
    joined = type(one)((name, each) for name, each in parts.items())  # as `gather` of torch.nn.parallel does
    assert list(joined) == list(one)
    assert [each is whole for each, whole in zip(joined.logits, (one.logits, other.logits), strict=True)] == [True] * 2


@pytest.mark.filterwarnings("ignore:`torch.jit.*` is deprecated:DeprecationWarning")
@pytest.mark.filterwarnings("ignore::torch.jit.TracerWarning")
@pytest.mark.parametrize("name", ["BertModel", "GPT2LMHeadModel", "T5ForConditionalGeneration"])
def test_models_are_traced(name: str) -> None:
    model = made(name)
    inputs = (IDS, MASK, IDS) if name.startswith("T5") else (IDS,)
    expected = model(*inputs)
    if name == "BertModel":  # all of whose outputs are tensors
        found = torch.jit.trace(model, inputs, strict=False)(*inputs)
        torch.testing.assert_close(found["last_hidden_state"], expected[0])
    config = type(model.config)(**MODELS[name][1], torchscript=True)
    scripted = type(model)(config).eval()
    scripted.load_state_dict(model.state_dict())
    found = torch.jit.trace(scripted, inputs)(*inputs)
    assert type(found) is tuple
    torch.testing.assert_close(found[0], expected[0])


@pytest.mark.parametrize("name", ["BertForSequenceClassification", "GPT2LMHeadModel"])
def test_models_are_exported(name: str) -> None:
    model = made(name)
    found = torch.export.export(model, (IDS,)).module()(IDS)
    expected = model(IDS)
    assert (type(found), list(found)) == (type(expected), list(expected))
    torch.testing.assert_close(found.logits, expected.logits)
