"""Fields of a config that change how a model is made or run: each has its effect, or is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

import trivet
from trivet.errors import InvalidConfigError
from trivet.plugins import architecture, architecture_points
from trivet.testing.configs import tiny_config

ANSWERING = [
    (name, head)
    for name in sorted(architecture_points())
    for head in architecture(name).heads
    if head.endswith("QuestionAnswering")
]


@pytest.mark.parametrize(("model_type", "head"), ANSWERING)
def test_question_answering_has_two_outputs_whatever_the_labels(model_type: str, head: str) -> None:
    model = getattr(trivet, head)(tiny_config(model_type))
    assert (model.qa_outputs.out_features, model.config.num_labels) == (2, 2)
    assert tiny_config(model_type).num_labels == 3


def test_question_answering_starts_from_a_base_model_with_three_labels(tmp_path: Path) -> None:
    trivet.BartModel(tiny_config("bart")).save_pretrained(tmp_path)
    model = trivet.BartForQuestionAnswering.from_pretrained(tmp_path)
    ids = torch.tensor([[0, 5, 2]])
    assert model(ids).start_logits.shape == (1, 3)
