"""Functions on layers that research code imports: pruning, chunks, shifted labels, activations as modules."""

from __future__ import annotations

import pytest
import torch
from torch import nn

import trivet
from trivet.activations import ACT2FN, gelu_new, get_activation
from trivet.errors import InvalidConfigError
from trivet.models.bart.modeling_bart import shift_tokens_right
from trivet.pytorch_utils import (
    Conv1D,
    apply_chunking_to_forward,
    find_pruneable_heads_and_indices,
    prune_conv1d_layer,
    prune_layer,
    prune_linear_layer,
)

KEPT = torch.tensor([0, 2])


def test_conv1d_takes_outputs_first() -> None:
    layer = Conv1D(3, 2)
    assert layer.weight.shape == (2, 3)
    assert layer.nf == 3
    inputs = torch.randn(4, 5, 2)
    torch.testing.assert_close(layer(inputs), inputs @ layer.weight + layer.bias)
    model = trivet.GPT2Model(trivet.GPT2Config(vocab_size=9, n_embd=4, n_layer=1, n_head=2, n_positions=8))
    assert isinstance(model.h[0].attn.c_attn, trivet.Conv1D)


def test_a_pruned_linear_layer_keeps_outputs_or_inputs() -> None:
    layer = nn.Linear(3, 4)
    layer.weight.requires_grad = False
    outputs, inputs = prune_linear_layer(layer, KEPT), prune_layer(layer, KEPT, dim=1)
    assert torch.equal(outputs.weight, layer.weight[KEPT])
    assert torch.equal(outputs.bias, layer.bias[KEPT])
    assert torch.equal(inputs.weight, layer.weight[:, KEPT])
    assert torch.equal(inputs.bias, layer.bias)
    assert (outputs.out_features, inputs.in_features) == (2, 2)
    assert layer.weight.shape == (4, 3)
    outputs.weight.data.zero_()
    assert layer.weight.abs().sum() > 0, "the layer keeps its own weights"


def test_a_pruned_conv1d_keeps_outputs_or_inputs() -> None:
    layer = Conv1D(4, 3)
    outputs, inputs = prune_layer(layer, KEPT), prune_conv1d_layer(layer, KEPT, dim=0)
    assert torch.equal(outputs.weight, layer.weight[:, KEPT])
    assert torch.equal(outputs.bias, layer.bias[KEPT])
    assert torch.equal(inputs.weight, layer.weight[KEPT])
    assert torch.equal(inputs.bias, layer.bias)
    with pytest.raises(ValueError, match="a LayerNorm cannot be pruned"):
        prune_layer(nn.LayerNorm(3), KEPT)


def test_heads_are_known_by_the_numbers_that_they_had() -> None:
    heads, index = find_pruneable_heads_and_indices([1, 2], 3, 2, {1})
    assert heads == {2}
    assert index.tolist() == [0, 1, 4, 5]  # of heads 0, 2 and 3, which are left, the second goes


def test_pieces_give_what_the_whole_gives() -> None:
    layer, inputs = nn.Linear(3, 5), torch.randn(2, 6, 3)
    sizes = []

    def forward(states: torch.Tensor) -> torch.Tensor:
        sizes.append(states.shape[1])
        return layer(states)

    torch.testing.assert_close(apply_chunking_to_forward(forward, 2, 1, inputs), layer(inputs))
    assert sizes == [2, 2, 2]
    torch.testing.assert_close(apply_chunking_to_forward(forward, 0, 1, inputs), layer(inputs))
    with pytest.raises(ValueError, match=r"lengths \[6\] along axis 1 cannot be cut into pieces of 4"):
        apply_chunking_to_forward(forward, 4, 1, inputs)
    with pytest.raises(ValueError, match="takes 1 inputs, and 2 are passed"):
        apply_chunking_to_forward(forward, 2, 1, inputs, inputs)


def test_labels_are_shifted_behind_the_start() -> None:
    labels = torch.tensor([[5, 6, 2], [7, 2, -100]])
    assert shift_tokens_right(labels, 1, 2).tolist() == [[2, 5, 6], [2, 7, 2]]
    assert shift_tokens_right(labels, 1).tolist() == [[2, 5, 6], [2, 7, 2]]  # mBART's: the last token comes first
    with pytest.raises(ValueError, match="pad_token_id is None"):
        shift_tokens_right(labels, None, 2)


def test_activations_are_modules() -> None:
    inputs = torch.randn(3)
    network = nn.Sequential(ACT2FN["gelu"], get_activation("relu"))
    torch.testing.assert_close(network(inputs), nn.functional.relu(nn.functional.gelu(inputs)))
    torch.testing.assert_close(gelu_new(inputs), nn.functional.gelu(inputs, approximate="tanh"))
    assert ACT2FN["gelu"] is not ACT2FN["gelu"]
    assert "gelu" in str(network)
    with pytest.raises(KeyError, match="nonsense"):
        ACT2FN["nonsense"]
    with pytest.raises(InvalidConfigError):
        get_activation("nonsense")


def test_routers_that_spread_tokens_evenly_have_the_least_loss() -> None:
    from trivet.models.mixtral.modeling_mixtral import load_balancing_loss_func

    even, uneven = torch.eye(4) * 9, torch.eye(4)[[0, 0, 0, 0]] * 9
    losses = [load_balancing_loss_func((each, each), num_experts=4, top_k=1) for each in (even, uneven)]
    assert float(losses[0]) == pytest.approx(1.0, abs=1e-3) and float(losses[1]) > 3.9
    assert load_balancing_loss_func(None) == 0
    padded = load_balancing_loss_func((uneven,), 4, 1, torch.tensor([[1, 1, 1, 0]]))
    torch.testing.assert_close(padded, losses[1])
