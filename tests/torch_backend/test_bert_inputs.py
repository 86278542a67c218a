"""What a BERT model does with its arguments: defaults, masks, heads that are silenced, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch

Inputs = dict[str, torch.Tensor]


def close(one: torch.Tensor, other: torch.Tensor) -> None:
    torch.testing.assert_close(one, other, rtol=0, atol=1e-5)


def test_leaving_arguments_out_means_their_defaults(build: Callable[..., Any], inputs: Inputs) -> None:
    model, ids = build("BertModel"), inputs["input_ids"]
    batch, length = ids.shape
    spelled_out = model(
        ids,
        torch.ones(batch, length),
        torch.zeros(batch, length, dtype=torch.int64),
        torch.arange(length).expand(batch, length),
    )
    close(model(ids).last_hidden_state, spelled_out.last_hidden_state)
    close(model(ids).pooler_output, spelled_out.pooler_output)


@pytest.mark.parametrize("dtype", [torch.int64, torch.float32, torch.bool])
@pytest.mark.parametrize("need_weights", [True, False])
def test_masks_of_two_three_and_four_axes_mean_the_same(
    build: Callable[..., Any], inputs: Inputs, dtype: torch.dtype, need_weights: bool
) -> None:
    model = build("BertModel")
    mask = inputs["attention_mask"].to(dtype)
    batch, length = mask.shape
    forms = (mask, mask[:, None].expand(batch, length, length), mask[:, None, None].expand(batch, 4, length, length))
    states = [
        model(**{**inputs, "attention_mask": form}, output_attentions=need_weights).last_hidden_state for form in forms
    ]
    close(states[1], states[0])
    close(states[2], states[0])


def test_a_mask_may_differ_between_queries(build: Callable[..., Any], inputs: Inputs) -> None:
    model, length = build("BertModel"), inputs["input_ids"].shape[1]
    causal = torch.ones(3, length, length).tril()
    states = model(inputs["input_ids"], causal).last_hidden_state
    close(states[:, :3], model(inputs["input_ids"][:, :3], causal[:, :3, :3]).last_hidden_state)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float16])
@pytest.mark.parametrize("need_weights", [True, False])
def test_a_row_that_is_masked_throughout_gives_numbers(
    build: Callable[..., Any], inputs: Inputs, dtype: torch.dtype, need_weights: bool
) -> None:
    model = build("BertModel").to(dtype)
    mask = inputs["attention_mask"].clone()
    mask[1] = 0
    output = model(**{**inputs, "attention_mask": mask}, output_attentions=need_weights)
    assert output.last_hidden_state.isfinite().all()
    output.last_hidden_state.sum().backward()
    assert all(p.grad.isfinite().all() for p in model.parameters() if p.grad is not None)
    if need_weights:
        sums = output.attentions[0].float().sum(-1)
        torch.testing.assert_close(sums, torch.ones_like(sums), rtol=0, atol=1e-2)


def test_the_config_decides_where_the_caller_does_not(build: Callable[..., Any], inputs: Inputs) -> None:
    model = build("BertModel", output_hidden_states=True, output_attentions=True)
    output = model(**inputs)
    assert (len(output.hidden_states), len(output.attentions)) == (3, 2)
    smaller = model(**inputs, output_hidden_states=False, output_attentions=False)
    assert list(smaller) == ["last_hidden_state", "pooler_output"]
    model.config.return_dict = False
    assert isinstance(model(**inputs), tuple)
    assert not isinstance(model(**inputs, return_dict=True), tuple)


def test_dropout_is_active_in_training_only(build: Callable[..., Any], inputs: Inputs) -> None:
    model = build("BertModel", hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.5)
    for need_weights in (True, False):
        model.eval()
        assert torch.equal(*(model(**inputs, output_attentions=need_weights).last_hidden_state for _ in range(2)))
        model.train()
        assert not torch.equal(*(model(**inputs, output_attentions=need_weights).last_hidden_state for _ in range(2)))


def test_the_pooling_layer_can_be_left_out(build: Callable[..., Any], inputs: Inputs) -> None:
    from trivet import BertModel

    model = BertModel(build("BertModel").config, add_pooling_layer=False)
    assert list(model(**inputs)) == ["last_hidden_state"]
    assert not any(name.startswith("pooler") for name, _ in model.named_parameters())


@pytest.mark.parametrize(("stated", "expected"), [(None, 0.1), (0.0, 0.0), (0.4, 0.4)])
@pytest.mark.parametrize("head", ["SequenceClassification", "TokenClassification", "MultipleChoice"])
def test_a_classifier_has_its_own_dropout_or_the_hidden_one(
    build: Callable[..., Any], head: str, stated: float | None, expected: float
) -> None:
    assert build(f"BertFor{head}", classifier_dropout=stated).dropout.p == expected
