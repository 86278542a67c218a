"""`from_pretrained` and `save_pretrained`: what is loaded, kept, cast, tied, initialised, and refused."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import checkpoints
import jax
import numpy as np
import pytest
import tiny_bert

from trivet import (
    FlaxBertForMaskedLM,
    FlaxBertForPreTraining,
    FlaxBertForSequenceClassification,
    FlaxBertModel,
)
from trivet.errors import (
    CheckpointMismatchError,
    DialectMismatchError,
    InvalidConfigError,
    MissingShardError,
    SourceNotFoundError,
)
from trivet_flax.model.params import flatten

Write = Callable[..., Path]


DIALECTS = ["torch", "tensorflow", "flax"]


def leaves(model: Any) -> dict[str, np.ndarray[Any, Any]]:
    """Every parameter by dotted name."""
    return {name: np.asarray(array) for name, array in flatten(model.params)}


def test_kernels_are_transposed_and_everything_else_is_as_stored(checkpoint: Write) -> None:
    stored, found = tiny_bert.weights(), leaves(FlaxBertModel.from_pretrained(checkpoint()))
    query = "encoder.layer.1.attention.self.query"
    np.testing.assert_array_equal(found[f"{query}.kernel"], stored[f"bert.{query}.weight"].T)
    np.testing.assert_array_equal(found[f"{query}.bias"], stored[f"bert.{query}.bias"])
    np.testing.assert_array_equal(found["embeddings.word_embeddings.embedding"], stored[tiny_bert.WORDS])
    np.testing.assert_array_equal(found["embeddings.LayerNorm.scale"], stored["bert.embeddings.LayerNorm.weight"])
    assert len(found) == len(stored)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_base_loads_from_a_head_and_says_what_was_left_over(checkpoint: Write, dialect: str) -> None:
    model, report = FlaxBertModel.from_pretrained(
        checkpoint("BertForSequenceClassification", dialect), output_loading_info=True
    )
    assert report.missing == ()
    assert sorted(name.split(":")[0].rpartition("classifier")[2][1:] for name in report.unexpected) in (
        ["bias", "weight"],
        ["bias", "kernel"],
    )
    np.testing.assert_array_equal(
        leaves(model)["pooler.dense.kernel"],
        tiny_bert.weights("BertForSequenceClassification")["bert.pooler.dense.weight"].T,
    )


@pytest.mark.parametrize("dialect", DIALECTS)
def test_head_loads_from_a_base_and_initialises_the_rest(
    checkpoint: Write, dialect: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "trivet"):
        model, report = FlaxBertForSequenceClassification.from_pretrained(
            checkpoint("BertModel", dialect), num_labels=3, initializer_range=0.5, output_loading_info=True
        )
    assert set(report["missing_keys"]) == {"classifier.kernel", "classifier.bias"}
    assert "newly initialised" in caplog.text
    found = leaves(model)
    assert found["classifier.kernel"].shape == (8, 3)
    assert 0.2 < found["classifier.kernel"].std() < 0.8
    assert not found["classifier.bias"].any()
    np.testing.assert_array_equal(
        found["bert.embeddings.word_embeddings.embedding"], tiny_bert.weights()[tiny_bert.WORDS]
    )


def test_initial_values_follow_the_seed(checkpoint: Write) -> None:
    source = checkpoint()
    kernels = [
        leaves(FlaxBertForSequenceClassification.from_pretrained(source, seed=seed))["classifier.kernel"]
        for seed in (1, 1, 2)
    ]
    np.testing.assert_array_equal(kernels[0], kernels[1])
    assert (kernels[0] != kernels[2]).any()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_tied_decoder_is_the_word_embedding(checkpoint: Write, dialect: str, inputs: dict[str, Any]) -> None:
    model, report = FlaxBertForMaskedLM.from_pretrained(
        checkpoint("BertForMaskedLM", dialect), output_loading_info=True
    )
    assert (report.missing, report.unexpected) == ((), ())
    assert "cls.predictions.decoder.kernel" not in leaves(model)
    before = model(**inputs).logits
    params = model.params
    params["bert"]["embeddings"]["word_embeddings"]["embedding"] *= 2.0
    assert not np.allclose(model(**inputs, params=params).logits, before)


def test_stored_copy_of_a_tied_weight_is_skipped_not_unexpected(checkpoint: Write) -> None:
    tensors = tiny_bert.weights("BertForMaskedLM")
    tensors[tiny_bert.DECODER] = tensors[tiny_bert.WORDS]
    source = checkpoint("BertForMaskedLM", tensors=tensors)
    _, report = FlaxBertForMaskedLM.from_pretrained(source, output_loading_info=True)
    assert report.unexpected == ()
    assert report.skipped == (tiny_bert.DECODER,)


def test_untied_decoder_is_a_parameter_of_its_own(checkpoint: Write, inputs: dict[str, Any]) -> None:
    tensors = tiny_bert.weights("BertForMaskedLM")
    tensors[tiny_bert.DECODER] = tensors[tiny_bert.WORDS] * 2
    source = checkpoint("BertForMaskedLM", tensors=tensors, tie_word_embeddings=False)
    model, report = FlaxBertForMaskedLM.from_pretrained(source, output_loading_info=True)
    assert (report.missing, report.unexpected) == ((), ())
    np.testing.assert_array_equal(leaves(model)["cls.predictions.decoder.kernel"], tensors[tiny_bert.DECODER].T)
    tied = FlaxBertForMaskedLM.from_pretrained(checkpoint("BertForMaskedLM"))
    bias = leaves(model)["cls.predictions.bias"]
    np.testing.assert_allclose(model(**inputs).logits - bias, 2 * (tied(**inputs).logits - bias), rtol=1e-4, atol=1e-4)


def test_strict_refuses_what_is_missing_and_what_is_left_over(checkpoint: Write) -> None:
    base, head = checkpoint(), checkpoint("BertForSequenceClassification")
    with pytest.raises(CheckpointMismatchError, match=r"classifier.kernel: missing"):
        FlaxBertForSequenceClassification.from_pretrained(base, strict=True)
    with pytest.raises(CheckpointMismatchError, match=r"classifier.weight: in the checkpoint, but not in the model"):
        FlaxBertModel.from_pretrained(head, strict=True)
    assert FlaxBertForSequenceClassification.from_pretrained(head, strict=True) is not None


def test_refuses_a_broken_base_model_unless_told_otherwise(checkpoint: Write) -> None:
    tensors = tiny_bert.weights()
    del tensors["bert.encoder.layer.1.output.dense.weight"]
    source = checkpoint(tensors=tensors)
    with pytest.raises(CheckpointMismatchError, match=r"encoder.layer.1.output.dense.kernel: missing"):
        FlaxBertModel.from_pretrained(source)
    model, report = FlaxBertModel.from_pretrained(source, strict=False, output_loading_info=True)
    assert report.missing == ("encoder.layer.1.output.dense.kernel",)
    assert leaves(model)["encoder.layer.1.output.dense.kernel"].any()


def test_mismatched_sizes_are_refused_or_initialised(checkpoint: Write) -> None:
    source = checkpoint("BertForSequenceClassification")
    with pytest.raises(
        CheckpointMismatchError, match=r"classifier.kernel: stored shape \[2, 8\], the model has \[5, 8\]"
    ):
        FlaxBertForSequenceClassification.from_pretrained(source, num_labels=5)
    model, report = FlaxBertForSequenceClassification.from_pretrained(
        source, num_labels=5, ignore_mismatched_sizes=True, output_loading_info=True
    )
    assert sorted(name for name, *_ in report["mismatched_keys"]) == ["classifier.bias", "classifier.kernel"]
    assert leaves(model)["classifier.kernel"].shape == (8, 5)
    assert leaves(model)["classifier.kernel"].any()


def test_sharded_loads_as_whole(checkpoint: Write) -> None:
    whole = leaves(FlaxBertModel.from_pretrained(checkpoint()))
    sharded = leaves(FlaxBertModel.from_pretrained(checkpoint(shards=3)))
    assert whole.keys() == sharded.keys()
    for name, array in whole.items():
        np.testing.assert_array_equal(sharded[name], array)


def test_refuses_a_missing_shard(checkpoint: Write) -> None:
    source = checkpoint(shards=3)
    (source / "model.safetensors").unlink(missing_ok=True)
    FlaxBertModel.from_pretrained(source)
    (source / "model-00002-of-00003.safetensors").unlink()
    with pytest.raises(MissingShardError, match="model-00002-of-00003"):
        FlaxBertModel.from_pretrained(source)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("head", ["BertModel", "BertForPreTraining"])
def test_save_after_load_gives_the_same_keys_and_bytes(
    checkpoint: Write, head: str, dialect: str, tmp_path: Path
) -> None:
    source = checkpoint(head, dialect)
    model = {"BertModel": FlaxBertModel, "BertForPreTraining": FlaxBertForPreTraining}[head].from_pretrained(source)
    model.save_pretrained(tmp_path / "saved", dialect=dialect)
    saved, original = (checkpoints.values(checkpoints.read_folder(each)) for each in (tmp_path / "saved", source))
    if head == "BertModel" and dialect != "tensorflow":  # its own files leave the prefix out, the test's keep it
        original = {name.removeprefix("bert."): value for name, value in original.items()}
    assert saved == original


def test_saves_its_own_dialect_config_and_class(checkpoint: Write, tmp_path: Path) -> None:
    model = FlaxBertForSequenceClassification.from_pretrained(checkpoint("BertForSequenceClassification"))
    files = model.save_pretrained(tmp_path / "saved")
    assert files == [tmp_path / "saved" / "model.safetensors"]
    assert checkpoints.read_header(files[0])["__metadata__"] == {"format": "flax"}
    config = json.loads((tmp_path / "saved" / "config.json").read_text())
    assert (config["architectures"], config["torch_dtype"]) == (["BertForSequenceClassification"], "float32")


def test_saves_params_that_are_given_instead_of_its_own(checkpoint: Write, tmp_path: Path) -> None:
    model = FlaxBertModel.from_pretrained(checkpoint())
    doubled = jax.tree.map(lambda array: array * 2, model.params)
    before = leaves(model)
    model.save_pretrained(tmp_path / "saved", doubled)
    again = leaves(FlaxBertModel.from_pretrained(tmp_path / "saved"))
    for name, array in leaves(model).items():
        np.testing.assert_array_equal(array, before[name])
        np.testing.assert_array_equal(again[name], array * 2)


def test_config_fields_are_overridden_by_keyword_and_arguments_go_to_the_module(checkpoint: Write) -> None:
    source = checkpoint()
    model = FlaxBertModel.from_pretrained(source, hidden_dropout_prob=0.7, add_pooling_layer=False)
    assert model.config.hidden_dropout_prob == 0.7
    assert not [name for name in leaves(model) if name.startswith("pooler")]
    with pytest.raises(TypeError, match="no_such_argument"):
        FlaxBertModel.from_pretrained(source, no_such_argument=1)


def test_a_config_that_is_given_is_used(checkpoint: Write) -> None:
    config = tiny_bert.config(output_hidden_states=True)
    model = FlaxBertModel.from_pretrained(checkpoint(), config=config)
    assert model.config is config


def test_one_may_say_whose_checkpoint_it_is_but_not_wrongly(checkpoint: Write) -> None:
    source = checkpoint(dialect="tensorflow")
    assert FlaxBertModel.from_pretrained(source, from_tf=True) is not None
    with pytest.raises(DialectMismatchError):
        FlaxBertModel.from_pretrained(source, from_pt=True)


def test_refuses_a_folder_without_weights_and_a_config_of_another_family(checkpoint: Write, tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match=r"model.safetensors"):
        FlaxBertModel.from_pretrained(tmp_path)
    source = checkpoint()
    config = json.loads((source / "config.json").read_text())
    (source / "config.json").write_text(json.dumps({**config, "model_type": "gpt2"}))
    with pytest.raises(InvalidConfigError, match=r"gpt2.*bert"):
        FlaxBertModel.from_pretrained(source)


def test_a_file_with_its_config_beside_it_is_a_checkpoint_too(checkpoint: Write) -> None:
    source = checkpoint()
    assert (
        leaves(FlaxBertModel.from_pretrained(source / "model.safetensors")).keys()
        == leaves(FlaxBertModel.from_pretrained(source)).keys()
    )


def test_real_weights_load_completely(minilm: Path) -> None:
    model, report = FlaxBertModel.from_pretrained(minilm, output_loading_info=True)
    assert (report.missing, report.unexpected, report.mismatched) == ((), (), ())
    assert report.skipped == ("embeddings.position_ids",)
    hidden = model(input_ids=np.array([[101, 7592, 2088, 102]])).last_hidden_state
    assert hidden.shape == (1, 4, 384)
    assert np.isfinite(hidden).all()
