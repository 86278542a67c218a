"""`torch.compile(fullgraph=True)` gives the eager outputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch

from trivet import BertForMaskedLM

# PyTorch's own modules use what PyTorch deprecates.
pytestmark = [
    pytest.mark.filterwarnings("ignore:`torch.jit.*` is deprecated:DeprecationWarning"),
]

Inputs = dict[str, torch.Tensor]


def test_a_compiled_model_gives_the_eager_outputs(build: Callable[..., Any], inputs: Inputs) -> None:
    model = build("BertModel")
    compiled = torch.compile(model, fullgraph=True)
    with torch.no_grad():
        found, expected = (call(**inputs, output_hidden_states=True) for call in (compiled, model))
    assert type(found) is type(expected)
    assert found.keys() == expected.keys()
    torch.testing.assert_close(found.to_tuple(), expected.to_tuple(), rtol=0, atol=1e-5)


@pytest.mark.parametrize("options", [{"output_attentions": True}, {"return_dict": False}, {"head_mask": torch.ones(4)}])
def test_every_form_of_output_is_one_graph(build: Callable[..., Any], inputs: Inputs, options: dict[str, Any]) -> None:
    model = build("BertModel")
    found = torch.compile(model, fullgraph=True, backend="aot_eager")(**inputs, **options)
    torch.testing.assert_close(found[:], model(**inputs, **options)[:], rtol=0, atol=1e-5)


def test_gradients_through_a_compiled_model_are_the_eager_ones(stored: Callable[..., Any], inputs: Inputs) -> None:
    model = BertForMaskedLM.from_pretrained(stored("BertForMaskedLM"))
    labels = inputs["input_ids"]
    gradients = []
    for call in (model, torch.compile(model, fullgraph=True, backend="aot_eager")):
        model.zero_grad()
        call(**inputs, labels=labels).loss.backward()
        gradients.append({name: parameter.grad.clone() for name, parameter in model.named_parameters()})
    torch.testing.assert_close(gradients[1], gradients[0], rtol=1e-4, atol=1e-6)
