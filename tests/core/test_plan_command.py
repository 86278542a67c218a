"""`trivet plan`: the load plan of a model that does not exist, printed with no framework."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import tiny_bert
from checkpoints import write_packed
from typer.testing import CliRunner

import trivet
from trivet.cli import app
from trivet.errors import CheckpointMismatchError, SourceNotFoundError, UnknownHeadError
from trivet.families.text.bert import Bert
from trivet.layout import DIALECTS, IDENTITY
from trivet.planning.abstract import abstract_skeleton

BERT = Bert()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_bert.write_checkpoint(tmp_path, "BertForPreTraining")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_plans_every_parameter_of_the_head_that_the_config_names(folder: Path, dialect: str) -> None:
    plan = trivet.plan(folder, to=dialect)
    owners = [p for p in BERT.parameters(tiny_bert.config(), "BertForPreTraining") if not p.buffer and p.tied is None]
    assert {step.param.name for step in plan.steps} == {param.name for param in owners}
    assert not plan.missing
    assert not plan.unexpected


def test_another_head_is_planned_when_asked_for(folder: Path) -> None:
    plan = trivet.plan(folder, to="tf", head="TFBertForTokenClassification")
    assert plan.missing == ("classifier/kernel", "classifier/bias")


def test_says_what_is_done_to_each(folder: Path) -> None:
    steps = {step.target: step for step in trivet.plan(folder, to="flax", dtype="bf16").steps}
    assert steps["bert.pooler.dense.kernel"].layout.axes == (1, 0)
    assert steps["bert.pooler.dense.bias"].layout == IDENTITY
    assert all(step.is_cast for step in steps.values())
    assert not any(step.is_cast for step in trivet.plan(folder, to="flax").steps)


def test_names_of_a_base_model_lack_the_prefix_where_the_dialect_strips_it() -> None:
    names = {
        dialect.name: abstract_skeleton(BERT, tiny_bert.config(), "BertModel", dialect).targets[-1].name
        for dialect in DIALECTS.values()
    }
    assert names == {"torch": "pooler.dense.bias", "tensorflow": "bert/pooler/dense/bias", "flax": "pooler.dense.bias"}


def test_refuses_what_loading_would_refuse(tmp_path: Path) -> None:
    tensors = tiny_bert.weights("BertModel")
    tensors[tiny_bert.WORDS] = np.zeros((12, 8), np.float32)
    folder = tiny_bert.write_checkpoint(tmp_path, "BertModel", tensors)
    with pytest.raises(CheckpointMismatchError, match=r"stored shape \[12, 8\], the model has \[11, 8\]"):
        trivet.plan(folder, to="flax")


def test_refuses_a_head_that_the_family_does_not_have(folder: Path) -> None:
    with pytest.raises(UnknownHeadError, match=r"'bert' has no head 'BertForVision'"):
        trivet.plan(folder, to="flax", head="BertForVision")


def test_refuses_weights_of_an_unknown_family(tmp_path: Path) -> None:
    write_packed(tmp_path / "model.safetensors", {"a": np.ones(2, np.float32)}, {"format": "pt"})
    with pytest.raises(SourceNotFoundError, match="so the model type is unknown"):
        trivet.plan(tmp_path, to="torch")


def test_command_prints_a_table_and_json(folder: Path) -> None:
    shown = CliRunner().invoke(app, ["plan", str(folder), "--to", "flax"])
    assert shown.exit_code == 0
    assert "bert.encoder.layer.{0-1}.output.dense.kernel" in shown.output
    assert "axes (1, 0)" in shown.output
    document = json.loads(CliRunner().invoke(app, ["plan", str(folder), "--to", "flax", "--json"]).output)
    assert {step["parameter"] for step in document["steps"]} == set(document["loaded"])
    flat = CliRunner().invoke(app, ["plan", str(folder), "--to", "flax", "--flat"]).output
    assert "bert.encoder.layer.1.output.dense.kernel" in flat
