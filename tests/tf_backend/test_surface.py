"""What code written for the reference library calls on a model beside loading and training: the same answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import keras
import numpy as np
import pytest
import tiny_bert

import trivet
from golden_data import Case
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

Arrays = dict[str, np.ndarray[Any, Any]]
ANSWERS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "golden/data/tf_surface.json").read_text())


@pytest.mark.parametrize("name", ANSWERS)
def test_methods_answer_as_in_the_reference_library(name: str) -> None:
    family, _, case_name = name.partition("/")
    case, wanted = Case(case_name, family), ANSWERS[name]
    model = getattr(trivet, f"TF{case.head}").from_pretrained(case.checkpoint("torch"))
    # Of an encoder-decoder's cache the reference can serve only some; the rest does not depend on it.
    model.config.use_cache = getattr(model.config, "use_cache", False) and "decoder_input_ids" not in model.dummy_inputs
    layer = model.get_input_embeddings()
    found = {
        "framework": model.framework,
        "num_parameters": model.num_parameters(),
        "num_trainable": model.num_parameters(only_trainable=True),
        "main_input_name": model.main_input_name,
        "signature": sorted(model.input_signature),
        "int32": sorted(name for name, spec in model.input_signature.items() if spec.dtype == "int32"),
        "axes": {name: len(spec.shape) for name, spec in model.input_signature.items()},
        "labels": model.get_label_to_output_name_mapping(),
        "embeddings": list(layer.weights[0].shape),
        "head_mask": list(model.get_head_mask(np.ones(4, np.float32), 2).shape),
        "no_head_mask": model.get_head_mask(None, 2),
        "biases": {name: bias.shape[-1] for name, bias in (model.get_bias() or {}).items()},
        "served": sorted(model.eager_serving(case.inputs(labels=False))),
    }
    assert found == {key: value for key, value in wanted.items() if not key.startswith("resized")}
    if "resized_vocab" in wanted:
        model.resize_token_embeddings(wanted["resized_vocab"])
        assert model.num_parameters() == wanted["resized_parameters"]
        assert {name: bias.shape[-1] for name, bias in (model.get_bias() or {}).items()} == wanted["resized_biases"]


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
    assert float(model.hf_compute_loss(labels, output.logits)) == pytest.approx(float(output.loss), abs=1e-6)
    answers = TFBertForQuestionAnswering(tiny_bert.config())
    output = answers(**inputs, start_positions=labels, end_positions=labels + 2)
    ends = {"start_position": labels, "end_position": labels + 2}
    found = answers.hf_compute_loss(ends, (output.start_logits, output.end_logits))
    assert float(found) == pytest.approx(float(output.loss), abs=1e-6)
    logits = np.random.default_rng(0).normal(size=(2, 3, 4)).astype(np.float32)
    tokens = np.array([[1, -100, 2], [3, 0, -100]])
    assert not isinstance(model, TFQuestionAnsweringLoss) and isinstance(model, TFSequenceClassificationLoss)
    each = -np.log(np.exp(logits) / np.exp(logits).sum(-1, keepdims=True))
    wanted = np.mean([each[0, 0, 1], each[0, 2, 2], each[1, 0, 3], each[1, 1, 0]])
    assert float(TFCausalLanguageModelingLoss().hf_compute_loss(tokens, logits)) == pytest.approx(wanted, abs=1e-5)
    tokens[0, 1] = -1
    assert float(TFTokenClassificationLoss().hf_compute_loss(tokens, logits)) == pytest.approx(wanted, abs=1e-5)
    pair = TFNextSentencePredictionLoss().hf_compute_loss(labels, logits[:, 0, :2])
    assert float(pair) > 0


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
