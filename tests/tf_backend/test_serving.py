"""SavedModels: what they are given and answer, and that they are loaded and called without trivet or Keras."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
import tiny_bert

from trivet import (
    AutoConfig,
    TFBertForMultipleChoice,
    TFBertForSequenceClassification,
    TFBertModel,
    TFGPT2LMHeadModel,
    TFT5ForConditionalGeneration,
)
from trivet.errors import DestinationError

Arrays = dict[str, np.ndarray[Any, Any]]
SIZES = {"vocab_size": 11, "n_embd": 8, "n_layer": 2, "n_head": 2, "n_positions": 8}

_CALLED = """
import sys
import numpy as np
import tensorflow as tf
loaded = tf.saved_model.load(sys.argv[1] + "/saved_model/7")
given = dict(np.load(sys.argv[1] + "/given.npz"))
logits = given.pop("logits")
for name, dtype in (("serving_default", tf.int32), ("int64_serving", tf.int64)):
    function = loaded.signatures[name]
    found = function(**{key: tf.constant(value, dtype) for key, value in given.items()})
    assert list(found) == ["logits"], list(found)
    np.testing.assert_allclose(found["logits"], logits, rtol=0, atol=1e-5)
one = {key: tf.constant(value[:1, :3], tf.int32) for key, value in given.items()}
assert loaded.signatures["serving_default"](**one)["logits"].shape == (1, 2)
assert not {"trivet", "trivet_tf"} & set(sys.modules)
"""


def test_a_saved_model_runs_without_trivet(inputs: Arrays, tmp_path: Path) -> None:
    model = TFBertForSequenceClassification(tiny_bert.config(num_hidden_layers=1))
    given = {**inputs, "token_type_ids": np.zeros_like(inputs["input_ids"])}
    older = tmp_path / "saved_model" / "7" / "variables"
    older.mkdir(parents=True)
    (older / "of-an-older-model").touch()
    model.save_pretrained(tmp_path, saved_model=True, version=7)
    assert not (older / "of-an-older-model").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.json", "model.safetensors", "saved_model"]
    assert [path.name for path in (tmp_path / "saved_model").iterdir()] == ["7"]
    np.savez(tmp_path / "given.npz", **given, logits=model(**given).logits)
    command = [sys.executable, "-c", _CALLED, str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]


def test_signatures_of_ones_own_are_served(inputs: Arrays, tmp_path: Path) -> None:
    model = TFBertForSequenceClassification(tiny_bert.config(num_hidden_layers=1))

    @tf.function(input_signature=[tf.TensorSpec((None, None), tf.int32, "ids")])
    def probabilities(ids: Any) -> dict[str, Any]:
        return {"probabilities": tf.nn.softmax(model(ids).logits)}

    model.save_pretrained(tmp_path, saved_model=True, signatures={"odds": probabilities})
    loaded = tf.saved_model.load(str(tmp_path / "saved_model" / "1"))
    assert list(loaded.signatures) == ["odds"]
    found = loaded.signatures["odds"](ids=tf.constant(inputs["input_ids"], tf.int32))["probabilities"]
    expected = tf.nn.softmax(model(inputs["input_ids"]).logits)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-6)


def test_inputs_are_served_as_calls_take_them() -> None:
    choice = TFBertForMultipleChoice(tiny_bert.config()).input_signature
    assert list(choice) == ["input_ids", "attention_mask", "token_type_ids"]
    assert {spec.shape.rank for spec in choice.values()} == {3}
    config = AutoConfig.for_model("t5", vocab_size=11, d_model=8, d_kv=4, d_ff=12, num_layers=1, num_heads=2)
    seq2seq = TFT5ForConditionalGeneration(config)
    names = ["input_ids", "attention_mask", "decoder_input_ids", "decoder_attention_mask"]
    assert list(seq2seq.input_signature) == names
    ids = np.array([[1, 2, 3]])
    answer = seq2seq.eager_serving({"input_ids": ids, "decoder_input_ids": ids})
    assert list(answer) == ["logits", "encoder_last_hidden_state"]


def test_states_and_caches_are_served_as_one_tensor_if_the_config_asks() -> None:
    config = AutoConfig.for_model("gpt2", **SIZES, output_hidden_states=True)
    model, ids = TFGPT2LMHeadModel(config), np.array([[1, 2, 3]])
    for served in (model.eager_serving, model.serving):
        answer = served({"input_ids": tf.constant(ids, tf.int32)})
        shapes = {name: tuple(value.shape) for name, value in answer.items()}
        assert shapes == {"logits": (1, 3, 11), "past_key_values": (2, 2, 1, 2, 3, 4), "hidden_states": (3, 1, 3, 8)}
    model.config.output_hidden_states = model.config.use_cache = False
    assert list(model.eager_serving({"input_ids": ids})) == ["logits"]
    assert model.serving_output(3) == 3


def test_a_resized_model_is_served_with_its_new_vocabulary() -> None:
    model, ids = TFBertModel(tiny_bert.config()), tf.constant([[1, 2]])
    model.serving({"input_ids": ids})
    model.resize_token_embeddings(20)
    found = model.serving({"input_ids": tf.constant([[1, 19]])})["last_hidden_state"]
    np.testing.assert_allclose(found, model(tf.constant([[1, 19]]))[0], rtol=0, atol=1e-6)


def test_refuses_a_saved_model_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "saved_model").write_text("in the way")
    with pytest.raises(DestinationError, match="cannot write there"):
        TFBertModel(tiny_bert.config()).save_pretrained(tmp_path, saved_model=True)
    assert [path.name for path in tmp_path.iterdir()] == ["saved_model"]
