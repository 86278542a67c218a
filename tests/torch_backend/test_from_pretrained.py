"""What `from_pretrained` promises beyond equal numbers: prefixes, ties, reports, strictness, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

import trivet
from golden_data import FRAMEWORKS, Case, Framework
from trivet import BertForMaskedLM, BertForSequenceClassification, BertModel
from trivet.errors import (
    CheckpointMismatchError,
    CorruptFileError,
    DialectMismatchError,
    InvalidConfigError,
    SourceNotFoundError,
)

Build = Callable[..., Any]
Stored = Callable[..., Path]


def values(model: torch.nn.Module) -> dict[str, torch.Tensor]:
    return {name: tensor.clone() for name, tensor in model.state_dict().items()}


@pytest.mark.parametrize("dialect", FRAMEWORKS)
def test_base_model_takes_its_part_of_a_head_checkpoint(stored: Stored, dialect: Framework) -> None:
    folder = stored("BertForSequenceClassification", dialect=dialect)
    whole = BertForSequenceClassification.from_pretrained(folder)
    base, report = BertModel.from_pretrained(folder, output_loading_info=True)
    assert values(base).keys() == values(whole.bert).keys()
    assert all(torch.equal(tensor, whole.bert.state_dict()[name]) for name, tensor in base.state_dict().items())
    assert report["missing_keys"] == []
    assert len(report["unexpected_keys"]) == 2
    assert all("classifier" in name for name in report["unexpected_keys"])


@pytest.mark.parametrize("dialect", FRAMEWORKS)
def test_head_takes_its_base_from_a_base_checkpoint(stored: Stored, dialect: Framework) -> None:
    folder = stored("BertModel", dialect=dialect)
    base = BertModel.from_pretrained(folder)
    model, report = BertForSequenceClassification.from_pretrained(folder, output_loading_info=True)
    assert all(torch.equal(tensor, model.bert.state_dict()[name]) for name, tensor in base.state_dict().items())
    assert sorted(report["missing_keys"]) == ["classifier.bias", "classifier.weight"]
    assert (model.classifier.bias == 0).all()
    assert 0.01 < model.classifier.weight.std() < 0.04  # initializer_range is 0.02


def test_missing_parameters_are_announced(stored: Stored, caplog: pytest.LogCaptureFixture) -> None:
    folder = stored("BertModel")
    BertModel.from_pretrained(folder)
    assert not caplog.records
    BertForSequenceClassification.from_pretrained(folder)
    assert "classifier.bias" in caplog.text
    assert "newly initialised" in caplog.text


def test_tied_parameters_are_one_after_loading(stored: Stored) -> None:
    model, report = BertForMaskedLM.from_pretrained(stored("BertForMaskedLM"), output_loading_info=True)
    predictions = model.cls["predictions"]
    assert predictions.decoder.weight is model.bert.embeddings.word_embeddings.weight
    assert predictions.decoder.bias is predictions.bias
    assert model.get_output_embeddings().weight is model.get_input_embeddings().weight
    assert set(report.tied) == set(BertForMaskedLM._tied_weights_keys)


def test_an_untied_projection_is_its_own(stored: Stored) -> None:
    folder = stored("BertForMaskedLM", tie_word_embeddings=False)
    model, report = BertForMaskedLM.from_pretrained(folder, output_loading_info=True)
    weight = model.cls["predictions"].decoder.weight
    assert not torch.equal(weight, model.get_input_embeddings().weight)
    assert "cls.predictions.decoder.weight" in report.loaded
    assert model.cls["predictions"].decoder.bias is model.cls["predictions"].bias


def test_a_projection_that_the_checkpoint_ties_and_the_model_does_not_is_initialised(stored: Stored) -> None:
    folder = stored("BertForMaskedLM")
    model, report = BertForMaskedLM.from_pretrained(folder, tie_word_embeddings=False, output_loading_info=True)
    assert report["missing_keys"] == ["cls.predictions.decoder.weight"]
    assert 0.01 < model.cls["predictions"].decoder.weight.std() < 0.04


def test_the_model_is_in_evaluation_mode_and_needs_gradients(stored: Stored) -> None:
    model = BertForMaskedLM.from_pretrained(stored("BertForMaskedLM"))
    assert not any(module.training for module in model.modules())
    assert all(parameter.requires_grad and not parameter.is_meta for parameter in model.parameters())
    assert not any(buffer.is_meta for buffer in model.buffers())


def test_config_fields_and_model_arguments_pass_by_keyword(stored: Stored) -> None:
    folder = stored("BertModel")
    model = BertModel.from_pretrained(folder, add_pooling_layer=False, hidden_dropout_prob=0.3)
    assert model.pooler is None
    assert model.embeddings.dropout.p == 0.3
    assert BertModel.from_pretrained(folder, False).pooler is None


def test_refuses_an_argument_that_nothing_knows(stored: Stored) -> None:
    folder = stored("BertModel")
    with pytest.raises(
        TypeError, match=r"'add_pooling_layers' is neither a field of BertConfig nor .*add_pooling_layer'"
    ):
        BertModel.from_pretrained(folder, add_pooling_layers=False)


def test_a_given_config_is_used_as_it_is(stored: Stored, tmp_path: Path) -> None:
    folder = stored("BertModel")
    config = BertModel.from_pretrained(folder).config
    (folder / "config.json").rename(tmp_path / "elsewhere.json")
    assert BertModel.from_pretrained(folder, config=config).config is config
    assert BertModel.from_pretrained(folder, config=tmp_path / "elsewhere.json").config == config
    with pytest.raises(SourceNotFoundError, match=r"config\.json"):
        BertModel.from_pretrained(folder)


@pytest.mark.parametrize(("claim", "dialect"), [("from_pt", "torch"), ("from_tf", "tensorflow"), ("from_flax", "flax")])
def test_a_claim_about_the_dialect_is_checked(claim: str, dialect: Framework) -> None:
    case = Case("BertModel")
    for other in FRAMEWORKS:
        if other == dialect:
            assert BertModel.from_pretrained(case.checkpoint(other), **{claim: True}) is not None
        else:
            with pytest.raises(DialectMismatchError, match=claim):
                BertModel.from_pretrained(case.checkpoint(other), **{claim: True})


def test_strict_refuses_missing_and_unexpected_tensors(stored: Stored) -> None:
    folder = stored("BertModel")
    assert BertModel.from_pretrained(folder, strict=True) is not None
    with pytest.raises(CheckpointMismatchError, match=r"classifier\.weight: missing"):
        BertForSequenceClassification.from_pretrained(folder, strict=True)
    with pytest.raises(
        CheckpointMismatchError, match=r"pooler\.dense\.weight: in the checkpoint, but not in the model"
    ):
        BertModel.from_pretrained(folder, add_pooling_layer=False, strict=True)


def test_refuses_a_broken_checkpoint_unless_told_not_to(build: Build, stored: Stored) -> None:
    folder = stored("BertModel", num_hidden_layers=1)
    with pytest.raises(CheckpointMismatchError, match=r"encoder\.layer\.1\.attention\.self\.query\.weight: missing"):
        BertModel.from_pretrained(folder, num_hidden_layers=2)
    model, report = BertModel.from_pretrained(folder, num_hidden_layers=2, strict=False, output_loading_info=True)
    assert len(report.missing) == 16
    assert (model.encoder.layer[1].output.LayerNorm.weight == 1).all()
    assert (model.encoder.layer[1].output.dense.bias == 0).all()


def test_refuses_other_shapes_unless_told_to_ignore_them(stored: Stored) -> None:
    folder = stored("BertForSequenceClassification", num_labels=3)
    with pytest.raises(
        CheckpointMismatchError, match=r"classifier\.weight: stored shape \[3, 16\], the model has \[5, 16\]"
    ):
        BertForSequenceClassification.from_pretrained(folder, num_labels=5)
    model, report = BertForSequenceClassification.from_pretrained(
        folder, num_labels=5, ignore_mismatched_sizes=True, output_loading_info=True
    )
    assert model.classifier.weight.shape == (5, 16)
    assert 0 < model.classifier.weight.std() < 0.05
    assert {name for name, *_ in report["mismatched_keys"]} == {"classifier.weight", "classifier.bias"}


def test_subfolder_and_variant(stored: Stored, tmp_path: Path) -> None:
    folder = stored("BertModel")
    (folder / "model.safetensors").rename(folder / "model.fp16.safetensors")
    model = BertModel.from_pretrained(tmp_path, subfolder=folder.name, variant="fp16")
    assert values(model).keys() == values(BertModel.from_pretrained(folder / "model.fp16.safetensors")).keys()
    with pytest.raises(SourceNotFoundError, match=r"model\.safetensors"):
        BertModel.from_pretrained(folder)


def test_refuses_another_familys_config(stored: Stored) -> None:
    folder = stored("BertModel")
    text = (folder / "config.json").read_text()
    (folder / "config.json").write_text(text.replace('"bert"', '"roberta"'))
    with pytest.raises(InvalidConfigError, match="'roberta'"):
        BertModel.from_pretrained(folder)


def test_refuses_a_constructor_argument_that_is_no_config() -> None:
    with pytest.raises(TypeError, match="BertModel takes a PretrainedConfig, not dict"):
        BertModel({})
    with pytest.raises(InvalidConfigError, match="hidden_size"):
        BertModel(trivet.BertConfig(hidden_size=10, num_attention_heads=3))


def test_a_model_that_could_not_be_filled_is_as_it_was(build: Build, stored: Stored) -> None:
    """Also where the fault shows only while bytes are read: after the header, the file gets shorter."""
    from trivet.planning.opening import open_checkpoint
    from trivet.transfer.pretrained import fill
    from trivet_torch.backend import BACKEND

    model, folder = build("BertModel"), stored("BertModel")
    before, checkpoint = values(model), open_checkpoint(folder)
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-64])
    with pytest.raises(CorruptFileError, match="written to since its header was read"):
        fill(model, BACKEND.skeleton(model), checkpoint, BACKEND)
    after = values(model)
    assert all(torch.equal(after[name], tensor) for name, tensor in before.items())


def test_a_plain_constructor_initialises_as_bert_does(build: Build) -> None:
    model = BertForMaskedLM(build("BertModel", hidden_size=64, vocab_size=500, num_attention_heads=4).config)
    words = model.bert.embeddings.word_embeddings.weight
    assert 0.015 < words.std() < 0.025
    assert (words[0] == 0).all()  # the padding row
    assert model.training
    for name, parameter in model.named_parameters():
        if "LayerNorm.weight" in name:
            assert (parameter == 1).all(), name
        elif name.endswith("bias"):
            assert (parameter == 0).all(), name
