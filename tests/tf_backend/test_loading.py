"""`from_pretrained`: what is loaded, kept, cast, tied, initialised, and refused."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import keras
import ml_dtypes
import numpy as np
import pytest
import tensorflow as tf
import tiny_bert

from trivet import (
    BertConfig,
    TFBertForMaskedLM,
    TFBertForPreTraining,
    TFBertForSequenceClassification,
    TFBertModel,
)
from trivet.errors import (
    CheckpointMismatchError,
    DialectMismatchError,
    InvalidConfigError,
    MissingShardError,
    SourceNotFoundError,
    TrivetError,
    UnknownDTypeError,
    UnsupportedDTypeError,
)

Arrays = dict[str, np.ndarray[Any, Any]]
Write = Callable[..., Path]
Values = Callable[[Any], Arrays]
DIALECTS = ["torch", "tensorflow", "flax"]
QUERY = "encoder/layer_._1/attention/self/query"


def dtypes(model: Any) -> set[str]:
    return {variable.dtype for variable in model.weights}


def test_kernels_are_transposed_and_everything_else_is_as_stored(checkpoint: Write, values: Values) -> None:
    stored, found = tiny_bert.weights(), values(TFBertModel.from_pretrained(checkpoint()))
    query = "bert.encoder.layer.1.attention.self.query"
    np.testing.assert_array_equal(found[f"bert/{QUERY}/kernel"], stored[f"{query}.weight"].T)
    np.testing.assert_array_equal(found[f"bert/{QUERY}/bias"], stored[f"{query}.bias"])
    np.testing.assert_array_equal(found["bert/embeddings/word_embeddings/weight"], stored[tiny_bert.WORDS])
    np.testing.assert_array_equal(found["bert/embeddings/LayerNorm/gamma"], stored["bert.embeddings.LayerNorm.weight"])
    assert len(found) == len(stored)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_base_loads_from_a_head_and_says_what_was_left_over(checkpoint: Write, dialect: str) -> None:
    folder = checkpoint("BertForSequenceClassification", dialect)
    _, report = TFBertModel.from_pretrained(folder, output_loading_info=True)
    assert report.missing == ()
    assert len(report.unexpected) == 2
    assert all(name.startswith("classifier") for name in report["unexpected_keys"])


@pytest.mark.parametrize("dialect", DIALECTS)
def test_head_loads_from_a_base_and_initialises_the_rest(
    checkpoint: Write, values: Values, dialect: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "trivet"):
        model, report = TFBertForSequenceClassification.from_pretrained(
            checkpoint("BertModel", dialect), num_labels=3, initializer_range=0.5, output_loading_info=True
        )
    assert set(report["missing_keys"]) == {"classifier/kernel", "classifier/bias"}
    assert "newly initialised" in caplog.text
    found = values(model)
    assert found["classifier/kernel"].shape == (8, 3)
    assert 0.1 < found["classifier/kernel"].std() < 1.0
    assert not found["classifier/bias"].any()
    np.testing.assert_array_equal(found["bert/embeddings/word_embeddings/weight"], tiny_bert.weights()[tiny_bert.WORDS])


def test_prefix_may_be_missing_from_a_base_checkpoint(checkpoint: Write, values: Values) -> None:
    with_prefix = values(TFBertModel.from_pretrained(checkpoint()))
    bare = checkpoint(tensors=tiny_bert.without_prefix(tiny_bert.weights()))
    for name, array in values(TFBertModel.from_pretrained(bare)).items():
        np.testing.assert_array_equal(array, with_prefix[name], err_msg=name)


def test_decoder_is_the_word_embeddings(checkpoint: Write) -> None:
    stored = tiny_bert.weights("BertForMaskedLM")
    copies = {**stored, tiny_bert.DECODER: stored[tiny_bert.WORDS]}
    model, report = TFBertForMaskedLM.from_pretrained(
        checkpoint("BertForMaskedLM", tensors=copies), output_loading_info=True
    )
    assert (report.missing, report.unexpected, report.skipped) == ((), (), (tiny_bert.DECODER,))
    before = model(np.array([[1]])).logits
    words = model.bert.embeddings.word_embeddings.weight
    words.assign(words[::-1])
    after = model(np.array([[1]])).logits
    assert np.abs(after - before).max() > 0.1


def test_untied_decoder_is_a_variable_of_its_own(checkpoint: Write, values: Values) -> None:
    decoder = np.full((11, 8), 0.5, np.float32)
    tensors = {**tiny_bert.weights("BertForMaskedLM"), tiny_bert.DECODER: decoder}
    folder = checkpoint("BertForMaskedLM", tensors=tensors, tie_word_embeddings=False)
    model = TFBertForMaskedLM.from_pretrained(folder, strict=True)
    np.testing.assert_array_equal(values(model)["mlm___cls/predictions/decoder/kernel"], decoder.T)
    logits = np.asarray(model(np.array([[1, 2]])).logits - model.mlm.predictions.bias)
    assert np.ptp(logits, axis=-1).max() < 1e-5  # every word has the same row in the decoder


@pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
def test_auto_keeps_half_precision_to_the_bit(checkpoint: Write, values: Values, dtype: str) -> None:
    numpy_dtype = np.dtype(getattr(ml_dtypes, dtype, dtype))
    stored = tiny_bert.weights(dtype=numpy_dtype)
    model = TFBertModel.from_pretrained(checkpoint(tensors=stored), dtype="auto")
    assert (dtypes(model), model.dtype_policy.name) == ({dtype}, dtype)
    kernel = values(model)["bert/pooler/dense/kernel"]
    assert kernel.dtype == numpy_dtype
    assert kernel.T.tobytes() == stored["bert.pooler.dense.weight"].tobytes()
    assert model(np.array([[1, 2]])).last_hidden_state.dtype.name == dtype


def test_the_configs_dtype_decides_auto(checkpoint: Write) -> None:
    assert dtypes(TFBertModel.from_pretrained(checkpoint(torch_dtype="float16"), dtype="auto")) == {"float16"}


def test_default_is_float32_and_the_report_counts_casts(checkpoint: Write) -> None:
    folder = checkpoint(tensors=tiny_bert.weights(dtype=np.float16))
    model, report = TFBertModel.from_pretrained(folder, output_loading_info=True)
    assert dtypes(model) == {"float32"}
    assert len(report.cast) == len(report.loaded)


@pytest.mark.parametrize("dtype", ["bfloat16", tf.bfloat16, np.dtype(ml_dtypes.bfloat16), "torch.bfloat16"])
def test_a_dtype_goes_by_any_of_its_names(checkpoint: Write, dtype: Any) -> None:
    folder = checkpoint()
    assert dtypes(TFBertModel.from_pretrained(folder, dtype=dtype)) == {"bfloat16"}
    assert dtypes(TFBertModel.from_pretrained(folder, torch_dtype=dtype)) == {"bfloat16"}
    assert dtypes(TFBertModel.from_pretrained(folder, dtype=dtype, torch_dtype="bf16")) == {"bfloat16"}
    assert keras.config.dtype_policy().name == "float32"


def test_global_dtype_policy_counts_where_no_dtype_is_given(checkpoint: Write) -> None:
    keras.config.set_dtype_policy("mixed_bfloat16")
    try:
        model = TFBertModel.from_pretrained(checkpoint())
    finally:
        keras.config.set_dtype_policy("float32")
    assert dtypes(model) == {"float32"}
    assert model(np.array([[1, 2]])).last_hidden_state.dtype == tf.bfloat16


def test_refuses_dtypes_that_disagree(checkpoint: Write) -> None:
    folder = checkpoint()
    with pytest.raises(ValueError, match="disagree"):
        TFBertModel.from_pretrained(folder, dtype="float16", torch_dtype="bfloat16")
    with pytest.raises(ValueError, match="disagree"):
        TFBertModel.from_pretrained(folder, dtype="float16", torch_dtype="auto")


def test_refuses_dtypes_that_no_model_has(checkpoint: Write) -> None:
    with pytest.raises(UnknownDTypeError, match="float17"):
        TFBertModel.from_pretrained(checkpoint(), dtype="float17")
    with pytest.raises(UnsupportedDTypeError, match="float16, bfloat16, float32, float64"):
        TFBertModel.from_pretrained(checkpoint(), dtype="float8_e4m3fn")


def test_config_may_be_given_as_object_as_path_and_by_field(checkpoint: Write, tmp_path: Path) -> None:
    folder = checkpoint()
    assert TFBertModel.from_pretrained(folder, output_attentions=True).config.output_attentions
    config = BertConfig.from_pretrained(folder, output_hidden_states=True)
    assert TFBertModel.from_pretrained(folder, config=config).config is config
    config.save_pretrained(tmp_path / "other")
    assert TFBertModel.from_pretrained(folder, config=tmp_path / "other").config.output_hidden_states


def test_class_arguments_reach_the_class_and_unknown_ones_are_named(checkpoint: Write) -> None:
    folder = checkpoint()
    by_name = TFBertModel.from_pretrained(folder, add_pooling_layer=False)
    by_place = TFBertModel.from_pretrained(folder, False)
    assert by_name.bert.pooler is by_place.bert.pooler is None
    assert TFBertModel.from_pretrained(folder, name="mine").name == "mine"
    with pytest.raises(TypeError, match="'add_poolling_layer'"):
        TFBertModel.from_pretrained(folder, add_poolling_layer=False)


def test_the_claimed_dialect_is_checked(checkpoint: Write) -> None:
    TFBertModel.from_pretrained(checkpoint(), from_pt=True)
    TFBertModel.from_pretrained(checkpoint(dialect="tensorflow"), from_tf=True)
    TFBertModel.from_pretrained(checkpoint(dialect="flax"), from_flax=True)
    with pytest.raises(DialectMismatchError, match="holds torch weights"):
        TFBertModel.from_pretrained(checkpoint(), from_tf=True)


def test_shards_subfolders_and_variants_are_found(checkpoint: Write, tmp_path: Path, values: Values) -> None:
    whole = values(TFBertModel.from_pretrained(checkpoint()))
    shards = tiny_bert.write_checkpoint(tmp_path / "deep" / "shards", shards=3)
    (shards / "model.safetensors.index.json").rename(shards / "model.safetensors.index.fp32.json")
    found = values(TFBertModel.from_pretrained(tmp_path / "deep", subfolder="shards", variant="fp32"))
    for name, array in whole.items():
        np.testing.assert_array_equal(array, found[name], err_msg=name)


def test_strict_refuses_what_it_says(checkpoint: Write) -> None:
    head = checkpoint("BertForSequenceClassification")
    with pytest.raises(CheckpointMismatchError, match="in the checkpoint, but not in the model"):
        TFBertModel.from_pretrained(head, strict=True)
    TFBertForSequenceClassification.from_pretrained(head, strict=True)
    tensors = tiny_bert.weights()
    del tensors["bert.encoder.layer.1.output.dense.bias"]
    broken = checkpoint(tensors=tensors)
    with pytest.raises(CheckpointMismatchError, match="encoder/layer_._1/output/dense/bias: missing"):
        TFBertModel.from_pretrained(broken)
    _, report = TFBertModel.from_pretrained(broken, strict=False, output_loading_info=True)
    assert report.missing == ("bert/encoder/layer_._1/output/dense/bias",)


def test_other_sizes_are_refused_unless_the_caller_allows_them(checkpoint: Write, values: Values) -> None:
    folder = checkpoint("BertForSequenceClassification")
    with pytest.raises(
        CheckpointMismatchError, match=r"classifier/kernel: stored shape \[2, 8\], the model has \[5, 8\]"
    ):
        TFBertForSequenceClassification.from_pretrained(folder, num_labels=5)
    model, report = TFBertForSequenceClassification.from_pretrained(
        folder, num_labels=5, ignore_mismatched_sizes=True, output_loading_info=True
    )
    assert [name for name, *_ in report.mismatched] == ["classifier/kernel", "classifier/bias"]
    assert values(model)["classifier/kernel"].shape == (8, 5)
    assert values(model)["classifier/kernel"].any()


def test_what_is_wrong_with_a_checkpoint_is_said(checkpoint: Write, tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match=r"model\.safetensors"):
        TFBertModel.from_pretrained(tmp_path)
    with pytest.raises(InvalidConfigError, match="gpt2"):
        TFBertModel.from_pretrained(checkpoint(model_type="gpt2"))
    with pytest.raises(InvalidConfigError, match="position_embedding_type"):
        TFBertModel.from_pretrained(checkpoint(position_embedding_type="rotary"))
    with pytest.raises(CheckpointMismatchError, match=r"distance_embedding/embeddings: missing from the checkpoint"):
        TFBertModel.from_pretrained(checkpoint(position_embedding_type="relative_key"))
    shards = tiny_bert.write_checkpoint(tmp_path / "shards", shards=2)
    (shards / "model-00002-of-00002.safetensors").unlink()
    with pytest.raises(MissingShardError, match="model-00002-of-00002"):
        TFBertModel.from_pretrained(shards)


def test_a_failed_load_leaves_nothing_behind(checkpoint: Write, values: Values) -> None:
    folder = checkpoint("BertForSequenceClassification")
    for _ in range(2):
        with pytest.raises(TrivetError):
            TFBertForSequenceClassification.from_pretrained(folder, num_labels=5, dtype="bfloat16")
        # Neither Keras's scope nor its policy is left changed: the next model is built as ever.
        model = TFBertForSequenceClassification(BertConfig.from_pretrained(folder))
        assert dtypes(model) == {"float32"}
        assert values(model)["classifier/kernel"].any()
    assert keras.config.dtype_policy().name == "float32"


def test_the_report_reads_like_the_dict_of_other_loaders(checkpoint: Write) -> None:
    _, report = TFBertForPreTraining.from_pretrained(
        checkpoint("BertForMaskedLM"), output_loading_info=True, strict=False
    )
    assert {**report}.keys() == {"missing_keys", "unexpected_keys", "mismatched_keys", "error_msgs"}
    assert "nsp___cls/seq_relationship/kernel" in report["missing_keys"]
    assert json.dumps(report.to_json())


def test_models_load_at_once_in_several_threads(checkpoint: Write, values: Values) -> None:
    folder = checkpoint()
    with ThreadPoolExecutor(4) as pool:
        models = list(pool.map(lambda dtype: TFBertModel.from_pretrained(folder, dtype=dtype), ["bf16", "fp32"] * 4))
    assert [dtypes(model) for model in models] == [{"bfloat16"}, {"float32"}] * 4
    expected = values(TFBertModel.from_pretrained(folder))
    for name, array in values(models[-1]).items():
        np.testing.assert_array_equal(array, expected[name], err_msg=name)


def test_real_weights_load(minilm: Path) -> None:
    model, report = TFBertModel.from_pretrained(minilm, output_loading_info=True)
    assert (report.missing, report.unexpected) == ((), ())
    assert report.skipped == ("embeddings.position_ids",)
    states = np.asarray(model(np.array([[101, 7592, 102]])).last_hidden_state)
    assert states.shape == (1, 3, 384)
    assert np.isfinite(states).all()
