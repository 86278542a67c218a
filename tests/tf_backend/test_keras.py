"""The models are Keras models: every way of calling, tracing, compiling and training one that Keras has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
import tiny_bert

import golden_data
import trivet
from trivet import (
    BertConfig,
    TFBertForPreTraining,
    TFBertForQuestionAnswering,
    TFBertForSequenceClassification,
    TFBertModel,
)
from trivet.errors import InvalidConfigError
from trivet.families import outputs

Arrays = dict[str, np.ndarray[Any, Any]]
Values = Callable[[Any], Arrays]
CASE = golden_data.Case("BertModel")
TOLERANCE = 5e-6


@pytest.fixture(scope="module")
def model() -> Any:
    return TFBertModel.from_pretrained(CASE.checkpoint("tensorflow"))


@pytest.fixture(scope="module")
def inputs() -> Arrays:
    return {name: CASE.inputs()[name] for name in ("input_ids", "attention_mask", "token_type_ids")}


@pytest.fixture(scope="module")
def expected(model: Any, inputs: Arrays) -> Any:
    return model(**inputs)


def same(output: Any, expected: Any, atol: float = 0.0) -> None:
    assert output.keys() == expected.keys()
    for found, wanted in zip(output.to_tuple(), expected.to_tuple(), strict=True):
        np.testing.assert_allclose(np.asarray(found), np.asarray(wanted), rtol=0, atol=atol)


def test_inputs_may_come_by_keyword_by_place_as_a_dict_or_a_list(model: Any, inputs: Arrays, expected: Any) -> None:
    ids, mask, segments = inputs.values()
    same(model(ids, mask, segments), expected)
    same(model(dict(inputs)), expected)
    same(model([ids, mask, segments]), expected)
    same(model({"input_ids": ids, "token_type_ids": segments}, attention_mask=mask), expected)
    tensors = {name: tf.constant(array, tf.int32) for name, array in inputs.items()}
    same(model(**tensors), expected)
    with pytest.raises(TypeError, match="token_types"):
        model({"input_ids": ids, "token_types": segments})


def test_flags_may_be_among_the_inputs_of_a_dict(model: Any, inputs: Arrays, expected: Any) -> None:
    found = model({**inputs, "output_hidden_states": True, "output_attentions": np.bool_(False)})
    assert list(found) == [*expected, "hidden_states"]
    assert type(model({**inputs, "return_dict": False})) is tuple
    same(model({**inputs, "output_hidden_states": True}, output_hidden_states=False), expected)


def test_a_tuple_comes_back_when_it_is_asked_for(model: Any, inputs: Arrays, expected: Any) -> None:
    found = model(**inputs, return_dict=False)
    assert type(found) is tuple
    for each, wanted in zip(found, expected.to_tuple(), strict=True):
        np.testing.assert_array_equal(np.asarray(each), np.asarray(wanted))
    config = BertConfig.from_dict({**CASE.config, "return_dict": False, "output_hidden_states": True})
    states, pooled, hidden = TFBertModel(config)(**inputs)
    assert (len(states.shape), len(pooled.shape), len(hidden)) == (3, 2, config.num_hidden_layers + 1)


def test_outputs_are_mappings_and_index_and_are_trivets(expected: Any) -> None:
    assert isinstance(expected, outputs.BaseModelOutputWithPooling)
    assert list(expected) == ["last_hidden_state", "pooler_output"]
    states, pooled = expected.to_tuple()
    assert states is expected["last_hidden_state"] is expected[0]
    assert pooled is expected.pooler_output is expected[1]


def test_outputs_are_trees_for_keras_and_tensorflow(model: Any, inputs: Arrays) -> None:
    output = model(**inputs, output_hidden_states=True)
    for library in (keras.tree, tf.nest):
        leaves = library.flatten(output)
        assert len(leaves) == 5
        doubled = library.map_structure(lambda leaf: leaf * 2, output)
        assert type(doubled) is type(output)
        assert doubled.attentions is None
        np.testing.assert_array_equal(doubled.hidden_states[1], output.hidden_states[1] * 2)


def test_one_trace_serves_every_length(model: Any, inputs: Arrays, expected: Any) -> None:
    spec = tf.TensorSpec((None, None), tf.int32)
    traced = tf.function(lambda ids, mask: model(ids, mask), input_signature=[spec, spec])
    for length in (3, 7):
        ids, mask = (inputs[name][:, :length] for name in ("input_ids", "attention_mask"))
        same(traced(ids, mask), model(ids, mask), TOLERANCE)


def test_a_functional_model_may_hold_one(model: Any, inputs: Arrays) -> None:
    ids, mask = (keras.Input((None,), dtype="int32", name=name) for name in ("input_ids", "attention_mask"))
    output = model(ids, attention_mask=mask)
    assert isinstance(output, outputs.BaseModelOutputWithPooling)
    assert output.pooler_output.shape == (None, 16)
    classifier = keras.layers.Dense(3)
    functional = keras.Model([ids, mask], classifier(output.pooler_output))
    given = [inputs["input_ids"], inputs["attention_mask"]]
    np.testing.assert_allclose(functional(given), classifier(model(*given).pooler_output), rtol=0, atol=TOLERANCE)
    whole = keras.Model({"input_ids": ids, "attention_mask": mask}, model({"input_ids": ids, "attention_mask": mask}))
    same(whole({"input_ids": given[0], "attention_mask": given[1]}), model(*given), TOLERANCE)


def test_predict_joins_batches(model: Any, inputs: Arrays, expected: Any) -> None:
    same(model.predict(inputs, batch_size=2, verbose=0), expected, TOLERANCE)


def test_a_new_model_has_its_variables_at_once() -> None:
    lines: list[str] = []
    model = TFBertModel(BertConfig.from_dict(CASE.config))
    model.summary(print_fn=lines.append)
    assert "5,744" in "\n".join(lines)
    assert model.count_params() == 5744
    assert all(array.any() for array in model.get_weights()[:4])


def test_a_new_model_has_the_initial_values_of_bert(values: Values) -> None:
    found = values(TFBertForPreTraining(BertConfig(**{**tiny_bert.CONFIG, "hidden_size": 64}, initializer_range=0.3)))
    for name, array in found.items():
        match name.rpartition("/")[2]:
            case "bias" | "beta":
                assert not array.any(), name
            case "gamma":
                assert (array == 1).all(), name
            case _:
                assert abs(array.mean()) < 0.15, name
                assert 0.2 < array.std() < 0.4, name
    query, key = (found[f"bert/encoder/layer_._0/attention/self/{name}/kernel"] for name in ("query", "key"))
    assert not np.array_equal(query, key)


def test_refuses_what_is_no_config() -> None:
    with pytest.raises(TypeError, match="takes a PretrainedConfig, not dict"):
        TFBertModel({"hidden_size": 8})
    with pytest.raises(InvalidConfigError, match="num_attention_heads"):
        TFBertModel(BertConfig(hidden_size=10, num_attention_heads=3))


def test_dropout_acts_in_training_only(inputs: Arrays) -> None:
    model = TFBertModel(BertConfig.from_dict({**CASE.config, "hidden_dropout_prob": 0.0}))
    calm = model(**inputs)
    same(model(**inputs), calm)
    assert np.abs(model(**inputs, training=True)[0] - calm[0]).max() > 1e-4  # the attention weights' own dropout
    still = TFBertModel(
        BertConfig.from_dict({**CASE.config, "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0})
    )
    same(still(**inputs, training=True), still(**inputs))


def test_fit_lowers_a_keras_loss_of_the_logits(inputs: Arrays) -> None:
    model = TFBertForSequenceClassification.from_pretrained(
        golden_data.Case("BertForSequenceClassification").checkpoint("torch"),
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        num_hidden_layers=1,
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(1e-2), loss=loss, metrics=["accuracy"])
    labels = np.array([0, 1, 2])
    data = tf.data.Dataset.from_tensors((inputs, labels)).repeat(5)
    history = model.fit(data, epochs=4, shuffle=False, verbose=0).history
    assert history["loss"][-1] < 0.3 * history["loss"][0]
    assert history["accuracy"][-1] == 1.0
    assert model.evaluate(inputs, labels, verbose=0)[1] == 1.0


def test_fit_takes_the_models_own_loss_where_labels_are_inputs(inputs: Arrays) -> None:
    model = TFBertForSequenceClassification.from_pretrained(
        golden_data.Case("BertForSequenceClassification").checkpoint("torch")
    )
    labelled = {**inputs, "labels": np.array([0, 1, 2])}
    expected = float(np.mean(model(**labelled).loss))
    model.compile(keras.optimizers.SGD(0.0), run_eagerly=True)
    assert model.evaluate(labelled, verbose=0) == pytest.approx(expected, abs=1e-6)
    model.compile(keras.optimizers.SGD(0.01), loss="auto_with_warning", run_eagerly=True)
    model.fit(labelled, epochs=2, verbose=0)
    assert float(np.mean(model(**labelled).loss)) < expected


def test_several_logits_have_losses_by_name(inputs: Arrays) -> None:
    model = TFBertForQuestionAnswering.from_pretrained(golden_data.Case("BertForQuestionAnswering").checkpoint("torch"))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(loss={"start_logits": loss, "end_logits": loss}, run_eagerly=True)
    positions = {"start_logits": np.array([0, 1, 2]), "end_logits": np.array([2, 1, 2])}
    own = model(**inputs, start_positions=positions["start_logits"], end_positions=positions["end_logits"]).loss
    assert model.evaluate(inputs, positions, verbose=0)[0] == pytest.approx(2 * float(np.mean(own)), abs=1e-5)


@pytest.mark.parametrize("policy", ["mixed_bfloat16", "bfloat16", "float16", "float64"])
def test_layers_follow_the_models_dtype_policy(policy: str, inputs: Arrays, expected: Any) -> None:
    model = TFBertModel(BertConfig.from_dict(CASE.config), dtype=policy)
    wanted = keras.DTypePolicy(policy)
    assert {variable.dtype for variable in model.weights} == {wanted.variable_dtype}
    for variable, loaded in zip(
        model.weights, TFBertModel.from_pretrained(CASE.checkpoint("torch")).weights, strict=True
    ):
        variable.assign(keras.ops.cast(loaded, variable.dtype))
    for watched in (False, True):
        states = model(**inputs, output_attentions=watched).last_hidden_state
        assert states.dtype.name == wanted.compute_dtype
        np.testing.assert_allclose(
            np.asarray(states).astype(np.float32), expected[0], rtol=0, atol=1e-5 if policy == "float64" else 0.15
        )


@pytest.mark.parametrize("head", ["BertForPreTraining", "BertForMultipleChoice", "BertForQuestionAnswering"])
def test_heads_and_their_losses_compile(head: str) -> None:
    case = golden_data.Case(head)
    model = getattr(trivet, f"TF{head}").from_pretrained(case.checkpoint("tensorflow"))
    same(tf.function(model, jit_compile=True)(**case.inputs()), model(**case.inputs()), TOLERANCE)
