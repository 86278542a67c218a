"""What models can be asked for beside a call, and what a class may say of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import keras
import numpy as np
import pytest
import tiny_bert

from trivet import (
    TFBertForMaskedLM,
    TFBertForQuestionAnswering,
    TFBertForSequenceClassification,
    TFBertModel,
    TFCausalLanguageModelingLoss,
    TFNextSentencePredictionLoss,
    TFQuestionAnsweringLoss,
    TFSequenceClassificationLoss,
    TFTokenClassificationLoss,
)
from trivet.errors import CheckpointMismatchError

Arrays = dict[str, np.ndarray[Any, Any]]


def test_is_made_from_a_config_and_says_where_it_is_from(tmp_path: Path) -> None:
    config = tiny_bert.config()
    model = TFBertModel.from_config(config, add_pooling_layer=False)
    assert (model.pools, model.name_or_path) == (False, "")
    model.build_in_name_scope()
    model.save_pretrained(tmp_path)
    again = TFBertModel.from_pretrained(tmp_path)
    assert again.name_or_path == str(tmp_path)


class Quiet(TFBertForMaskedLM):
    """A class that does not speak of some keys."""

    _keys_to_ignore_on_load_missing = (r"transform/dense",)
    _keys_to_ignore_on_load_unexpected = (r"^bert/pooler",)


class Lenient(TFBertForMaskedLM):
    """A model that asks for nothing but the base, and lets the rest lie."""

    _keys_to_ignore_on_load_missing = (r"^mlm___cls/",)
    _keys_to_ignore_on_load_unexpected = (r"^bert/pooler",)


def test_a_strict_load_lets_the_keys_pass_that_a_class_ignores(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    TFBertModel(tiny_bert.config()).save_pretrained(tmp_path)
    _, report = Lenient.from_pretrained(tmp_path, strict=True, output_loading_info=True)
    assert not report["missing_keys"] and not report["unexpected_keys"]
    assert "mlm___cls" not in caplog.text
    with pytest.raises(CheckpointMismatchError, match="transform/dense"):
        TFBertForMaskedLM.from_pretrained(tmp_path, strict=True)


def test_keys_that_a_class_ignores_are_not_mentioned(tmp_path: Path) -> None:
    TFBertModel(tiny_bert.config()).save_pretrained(tmp_path)
    quiet, loud = (each.from_pretrained(tmp_path, output_loading_info=True)[1] for each in (Quiet, TFBertForMaskedLM))
    left_out = set(loud["missing_keys"]) - set(quiet["missing_keys"])
    assert len(left_out) == 2 and all("transform/dense" in each for each in left_out)
    assert loud["unexpected_keys"] and not quiet["unexpected_keys"]


def test_losses_as_mixins_are_those_of_the_models(inputs: Arrays) -> None:
    labels = np.array([1, 0])
    model = TFBertForSequenceClassification(tiny_bert.config())
    output = model(**inputs, labels=labels)
    assert np.asarray(model.hf_compute_loss(labels, output.logits)) == pytest.approx(np.asarray(output.loss), abs=1e-6)
    answers = TFBertForQuestionAnswering(tiny_bert.config())
    output = answers(**inputs, start_positions=labels, end_positions=labels + 2)
    ends = {"start_position": labels, "end_position": labels + 2}
    found = answers.hf_compute_loss(ends, (output.start_logits, output.end_logits))
    assert np.asarray(found) == pytest.approx(np.asarray(output.loss), abs=1e-6)
    logits = np.random.default_rng(0).normal(size=(2, 3, 4)).astype(np.float32)
    tokens = np.array([[1, -100, 2], [3, 0, -100]])
    assert not isinstance(model, TFQuestionAnsweringLoss) and isinstance(model, TFSequenceClassificationLoss)
    each = -np.log(np.exp(logits) / np.exp(logits).sum(-1, keepdims=True))
    wanted = np.mean([each[0, 0, 1], each[0, 2, 2], each[1, 0, 3], each[1, 1, 0]])
    found = TFCausalLanguageModelingLoss().hf_compute_loss(tokens, logits)
    assert np.asarray(found) == pytest.approx([wanted], abs=1e-5)
    tokens[0, 1] = -1
    with pytest.warns(FutureWarning, match="labels of -1 are ignored; this is deprecated, use -100"):
        found = TFTokenClassificationLoss().hf_compute_loss(tokens, logits)
    assert np.asarray(found) == pytest.approx([wanted], abs=1e-5)
    pair = TFNextSentencePredictionLoss().hf_compute_loss(labels, logits[:, 0, :2])
    assert pair.shape == (2,) and (np.asarray(pair) > 0).all()


def test_a_class_says_which_output_its_labels_are_about() -> None:
    class Pooled(TFBertModel):
        """Learns to put the kind of an input in its pooled state."""

        _label_to_output_map: ClassVar[dict[str, str]] = {"kind_labels": "pooler_output"}

    ids, labels = np.array([[5, 9, 2], [7, 1, 10]]), np.array([1, 0])
    model = Pooled(tiny_bert.config())
    assert model.get_label_to_output_name_mapping() == {"kind_labels": "pooler_output"}
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("sgd", loss=loss, run_eagerly=True)
    wanted = float(loss(labels, model(ids).pooler_output))
    assert model.evaluate(ids, {"kind_labels": labels}, verbose=0) == pytest.approx(wanted, abs=1e-5)
