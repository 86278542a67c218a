"""Models leave PyTorch as ONNX graphs, by both exporters, and as exported programs of any size of inputs."""

from __future__ import annotations

import io
import os
from typing import Any

import pytest
import torch
from make_torch_scripts import BERT, GPT2, T5
from torch.utils import _pytree as pytree

import trivet

LLAMA = {"vocab_size": 32, "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8}
MODELS: dict[str, Any] = {
    "bert": lambda: trivet.BertModel(trivet.BertConfig(**BERT)),
    "gpt2 without cache": lambda: trivet.GPT2LMHeadModel(trivet.GPT2Config(**GPT2, use_cache=False)),
    "gpt2 with cache": lambda: trivet.GPT2LMHeadModel(trivet.GPT2Config(**GPT2)),
    "llama": lambda: trivet.LlamaForCausalLM(trivet.LlamaConfig(**LLAMA)),
    "t5 encoder": lambda: trivet.T5EncoderModel(trivet.T5Config(**T5)),
}
IDS = torch.tensor([[5, 6, 7, 8], [9, 3, 4, 4]])
INPUTS = {"input_ids": IDS, "attention_mask": torch.ones_like(IDS)}
OTHERS = {"input_ids": IDS[:1].repeat(3, 2), "attention_mask": torch.tensor([[1] * 6 + [0] * 2] * 3)}
AXES: Any = {name: {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC} for name in INPUTS}


def made(name: str) -> Any:
    torch.manual_seed(0)
    return MODELS[name]().eval()


def assert_graph_answers(graph: bytes, model: Any) -> None:
    session = pytest.importorskip("onnxruntime").InferenceSession(graph)
    for inputs in (INPUTS, OTHERS):
        found = session.run(None, {name: each.numpy() for name, each in inputs.items()})
        wanted = [each for each in pytree.tree_leaves(model(**inputs)) if isinstance(each, torch.Tensor)]
        assert len(found) == len(wanted)
        for one, other in zip(found, wanted, strict=True):
            torch.testing.assert_close(torch.from_numpy(one), other, rtol=0, atol=1e-5)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::torch.jit.TracerWarning")  # the exporter's own
@pytest.mark.parametrize("name", MODELS)
def test_a_traced_onnx_graph_answers_as_the_model(name: str) -> None:
    pytest.importorskip("onnx")
    model, file = made(name), io.BytesIO()
    axes = {each: {0: "batch", 1: "length"} for each in INPUTS}
    torch.onnx.export(
        model, (), file, kwargs=INPUTS, dynamo=False, input_names=list(INPUTS), dynamic_axes=axes, verbose=False
    )
    assert_graph_answers(file.getvalue(), model)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")
@pytest.mark.parametrize("name", MODELS if os.environ.get("TRIVET_EVERY_HEAD") else ["t5 encoder"])
def test_an_exported_onnx_graph_answers_as_the_model(name: str) -> None:
    pytest.importorskip("onnxscript")
    model, file = made(name), io.BytesIO()
    torch.onnx.export(model, (), kwargs=INPUTS, dynamo=True, dynamic_shapes=AXES, verbose=False).save(file)
    assert_graph_answers(file.getvalue(), model)


@pytest.mark.parametrize("name", ["bert", "gpt2 with cache", "t5 encoder"])
def test_an_exported_program_takes_inputs_of_any_size(name: str) -> None:
    model = made(name)
    program = torch.export.export(model, (), kwargs=INPUTS, dynamic_shapes=AXES).module()
    for inputs in (INPUTS, OTHERS):
        found, wanted = program(**inputs), model(**inputs)
        assert (type(found), list(found)) == (type(wanted), list(wanted))
        torch.testing.assert_close(found[0], wanted[0])
