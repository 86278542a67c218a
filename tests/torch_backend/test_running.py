"""Models as functions of numpy arrays: faster products on the CPU that change no result, and no state of the model."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.nn import functional

from trivet_torch.extras.running import FastProducts, Runner


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16])
@pytest.mark.parametrize("shape", [(5, 8), (2, 3, 8), (0, 8), (8,)])
@pytest.mark.parametrize("bias", [True, False])
def test_products_are_those_of_pytorch(shape: tuple[int, ...], bias: bool, dtype: torch.dtype) -> None:
    layer, inputs = nn.Linear(8, 6, bias=bias, dtype=dtype), torch.randn(shape, dtype=dtype)
    with torch.inference_mode():
        wanted = layer(inputs)
        with FastProducts():
            torch.testing.assert_close(layer(inputs), wanted)
            if inputs.dim() == 2:
                turned = inputs.T.contiguous().T
                torch.testing.assert_close(layer(turned), wanted)
                torch.testing.assert_close(
                    functional.linear(input=inputs, weight=layer.weight, bias=layer.bias), wanted
                )


def test_runs_without_dropout_and_gradients() -> None:
    class Model(nn.Module):
        device = torch.device("cpu")

        def __init__(self) -> None:
            super().__init__()
            self.layer, self.dropout = nn.Linear(4, 4), nn.Dropout(0.9)

        def forward(self, values: torch.Tensor) -> object:
            self.logits = self.dropout(self.layer(values))
            return self

    model = Model().train()
    values = torch.randn(2, 4)
    wanted = model.layer(values).detach().numpy()
    run = Runner(model, "logits")
    assert (abs(run({"values": values.numpy()}) - wanted) < 1e-6).all()
    assert not model.logits.requires_grad
