"""The losses where the golden data does not reach: clamped positions, inferred problems."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch.nn import functional as F

from trivet.errors import InvalidConfigError

IDS = torch.tensor([[3, 4, 5], [6, 7, 8]])


def test_pretraining_has_a_loss_only_with_both_labels(build: Callable[..., Any]) -> None:
    model = build("BertForPreTraining")
    follows = torch.tensor([0, 1])
    assert model(IDS, labels=IDS).loss is None
    assert model(IDS, next_sentence_label=follows).loss is None
    output = model(IDS, labels=IDS, next_sentence_label=follows)
    words = F.cross_entropy(output.prediction_logits.flatten(0, 1), IDS.flatten())
    torch.testing.assert_close(output.loss, words + F.cross_entropy(output.seq_relationship_logits, follows))


def test_answers_outside_the_input_have_no_part(build: Callable[..., Any]) -> None:
    model = build("BertForQuestionAnswering", num_labels=2)
    inside = model(IDS, start_positions=torch.tensor([0, 1]), end_positions=torch.tensor([2, 2]))
    beyond = model(IDS, start_positions=torch.tensor([0, 99]), end_positions=torch.tensor([[2], [2]]))
    start = F.cross_entropy(beyond.start_logits[:1], torch.tensor([0]))
    torch.testing.assert_close(beyond.loss, (start + F.cross_entropy(beyond.end_logits, torch.tensor([2, 2]))) / 2)
    assert inside.loss.isfinite()
    below = model(IDS, start_positions=torch.tensor([0, -7]), end_positions=torch.tensor([2, 2]))
    assert torch.equal(
        below.loss, model(IDS, start_positions=torch.tensor([0, 0]), end_positions=torch.tensor([2, 2])).loss
    )


def test_one_label_is_a_regression(build: Callable[..., Any]) -> None:
    model = build("BertForSequenceClassification", num_labels=1)
    targets = torch.tensor([0.5, -1.0])
    output = model(IDS, labels=targets)
    torch.testing.assert_close(output.loss, ((output.logits[:, 0] - targets) ** 2).mean())


@pytest.mark.parametrize("dtype", [torch.int64, torch.int32])
def test_whole_numbers_are_classes(build: Callable[..., Any], dtype: torch.dtype) -> None:
    model = build("BertForSequenceClassification", num_labels=3)
    labels = torch.tensor([2, 0])
    output = model(IDS, labels=labels.to(dtype))
    torch.testing.assert_close(output.loss, F.cross_entropy(output.logits, labels))


def test_inferring_the_problem_leaves_the_config_alone(build: Callable[..., Any]) -> None:
    model = build("BertForSequenceClassification", num_labels=3)
    assert model(IDS, labels=torch.zeros(2, 3)).loss.isfinite()
    assert model.config.problem_type is None
    assert model(IDS, labels=torch.tensor([2, 0])).loss.isfinite()


def test_refuses_an_unknown_problem_type(build: Callable[..., Any]) -> None:
    model = build("BertForSequenceClassification")
    model.config.problem_type = "clustering"
    assert model(IDS).loss is None
    with pytest.raises(InvalidConfigError, match=r"unknown problem_type 'clustering'\. Known: regression") as caught:
        model(IDS, labels=torch.tensor([2, 0]))
    assert caught.value.field == "problem_type"
