"""Models of each kind leave Keras as they are: `export`, SavedModels of one's own functions, and TensorFlow Lite."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
import tiny_bert

import trivet
from trivet import TFBertForSequenceClassification
from trivet.testing.configs import tiny_config

IDS = np.array([[5, 3, 7], [4, 6, 9]], np.int32)
KINDS = {
    "BertForQuestionAnswering": ("bert", {"num_hidden_layers": 1}),
    "GPT2LMHeadModel": ("gpt2", {"n_layer": 1}),  # answers with a cache
    "BartForConditionalGeneration": ("bart", {"encoder_layers": 1, "decoder_layers": 1}),
}


def lite(content: bytes, **inputs: Any) -> Any:
    """What TensorFlow Lite computes with its own operations alone."""
    interpreter = tf.lite.Interpreter(model_content=content)
    return interpreter.get_signature_runner()(**inputs)


# TensorFlow's own of its interpreter
@pytest.mark.filterwarnings("ignore:.*tf.lite.Interpreter is deprecated:UserWarning")
@pytest.mark.parametrize("head", KINDS)
def test_an_exported_model_and_its_conversion_answer_as_the_model_does(head: str, tmp_path: Path) -> None:
    family, sizes = KINDS[head]
    model = getattr(trivet, f"TF{head}")(tiny_config(family, head, **sizes))
    given = {name: tf.constant(IDS if name.endswith("input_ids") else IDS * 0 + 1) for name in model.input_signature}
    given |= {name: each * 0 for name, each in given.items() if name == "token_type_ids"}
    expected = model(given)
    model.export(str(tmp_path / "a"), verbose=False)
    loaded = tf.saved_model.load(str(tmp_path / "a"))
    found = loaded.serve(given)
    assert found.keys() == expected._asdict().keys()
    for name, wanted in expected._asdict().items():
        np.testing.assert_allclose(found[name], wanted, rtol=0, atol=1e-5, err_msg=name)
    answer = lite(tf.lite.TFLiteConverter.from_saved_model(str(tmp_path / "a")).convert(), **given)
    assert answer.keys() == expected._asdict().keys()
    for name, wanted in expected._asdict().items():
        np.testing.assert_allclose(answer[name], wanted, rtol=0, atol=1e-5, err_msg=name)


@pytest.mark.filterwarnings("ignore:.*tf.lite.Interpreter is deprecated:UserWarning")
def test_a_keras_model_is_converted_and_saved_without_being_asked_for_a_signature(tmp_path: Path) -> None:
    model = TFBertForSequenceClassification(tiny_bert.config(num_hidden_layers=1))
    given = {"input_ids": IDS, "attention_mask": IDS * 0 + 1, "token_type_ids": IDS * 0}
    expected = np.asarray(model(given).logits)
    content = tf.lite.TFLiteConverter.from_keras_model(model).convert()
    interpreter = tf.lite.Interpreter(model_content=content)
    for detail in interpreter.get_input_details():
        assert detail["dtype"] == np.int32
        interpreter.resize_tensor_input(detail["index"], [2, 3])
    interpreter.allocate_tensors()
    for detail in interpreter.get_input_details():
        name = next(name for name in given if name in detail["name"])
        interpreter.set_tensor(detail["index"], given[name])
    interpreter.invoke()
    found = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-5)
    tf.saved_model.save(model, str(tmp_path / "a"))
    answer = tf.saved_model.load(str(tmp_path / "a")).signatures["serving_default"](
        **{name: tf.constant(each) for name, each in given.items()}
    )
    np.testing.assert_allclose(answer["logits"], expected, rtol=0, atol=1e-6)


def test_a_function_that_returns_an_output_is_a_signature(tmp_path: Path) -> None:
    model = TFBertForSequenceClassification(tiny_bert.config(num_hidden_layers=1))
    spec = tf.TensorSpec((None, None), tf.int32, "ids")
    function = tf.function(lambda ids: model(ids, output_hidden_states=True), input_signature=[spec])
    model.save_pretrained(tmp_path, saved_model=True, signatures={"states": function})
    answer = tf.saved_model.load(str(tmp_path / "saved_model" / "1")).signatures["states"](ids=tf.constant(IDS))
    assert sorted(answer) == ["hidden_states_0", "hidden_states_1", "logits"]
    np.testing.assert_allclose(answer["logits"], model(IDS).logits, rtol=0, atol=1e-6)
