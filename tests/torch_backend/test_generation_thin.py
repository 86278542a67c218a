"""Products of few rows: the same numbers as a linear layer's, only where they are meant, and gone when a step ends."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import trivet
from trivet.testing import tiny_config
from trivet_torch.generation import thin
from trivet_torch.generation.thin import MOST, thin_linear, thin_products

needs_mkl = pytest.mark.skipif(not torch.backends.mkl.is_available(), reason="products are MKL's where they matter")


@settings(deadline=None)
@given(
    st.lists(st.integers(1, 3), min_size=0, max_size=3),
    st.integers(1, 20),
    st.integers(1, 20),
    st.booleans(),
    st.data(),
)
def test_equals_a_linear_layer(lead: list[int], inputs: int, outputs: int, bias: bool, data: st.DataObject) -> None:
    draw = torch.Generator().manual_seed(data.draw(st.integers(0, 99)))
    layer = torch.nn.Linear(inputs, outputs, bias=bias)
    x = torch.randn(*lead, inputs, generator=draw)
    with torch.no_grad():
        found, wanted = thin_linear(x, layer.weight, layer.bias), layer(x)
    assert found.shape == wanted.shape
    torch.testing.assert_close(found, wanted, rtol=1e-5, atol=1e-5)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Rows of each product that was computed so."""
    rows: list[int] = []

    def count(x: torch.Tensor, *rest: Any) -> torch.Tensor:
        rows.append(x.numel() // x.shape[-1])
        return thin_linear(x, *rest)

    monkeypatch.setattr(thin, "thin_linear", count)
    return rows


@needs_mkl
def test_steps_of_decoding_are_computed_so_and_a_long_prompt_is_not(counted: list[int]) -> None:
    model = trivet.LlamaForCausalLM(tiny_config("llama")).eval()
    layers = sum(isinstance(each, torch.nn.Linear) for each in model.modules())
    calls = []
    model.lm_head.register_forward_hook(lambda *_: calls.append(1))
    model.generate(torch.full((2, MOST), 5), max_new_tokens=3, eos_token_id=None, pad_token_id=0)
    assert counted == [2] * layers * 2
    assert len(calls) == 3


@needs_mkl
def test_layers_of_other_kinds_are_left_alone(counted: list[int]) -> None:
    class Marked(torch.Tensor):
        """Weights of a library's own kind."""

    layer = torch.nn.Linear(3, 3)
    own = torch.nn.Linear(3, 3)
    own.weight = torch.nn.Parameter(own.weight.detach().as_subclass(Marked))
    with thin_products(layer, 1), torch.no_grad():
        layer(torch.ones(MOST + 1, 3))
        layer.double()(torch.ones(1, 3, dtype=torch.float64))
        own(torch.ones(1, 3))
        assert counted == []
        layer.float()(torch.ones(MOST, 3))
    layer(torch.ones(1, 3))
    assert counted == [MOST]


@needs_mkl
def test_an_error_within_leaves_nothing_behind(counted: list[int]) -> None:
    layer = torch.nn.Linear(3, 3)
    with pytest.raises(RuntimeError, match="shape|size"), thin_products(layer, 1):
        layer(torch.ones(1, 2))
    counted.clear()
    layer(torch.ones(1, 3))
    assert counted == []
