"""BERT's relatives: what sets each apart, and training."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

import trivet
from trivet.errors import InvalidConfigError
from trivet.testing.configs import tiny_config

IDS = np.array([[5, 9, 2, 3, 1, 1], [7, 8, 10, 4, 2, 6]])
MASK = np.array([[1, 1, 1, 1, 0, 0], [1, 1, 1, 1, 1, 1]])
TOLERANCE = 5e-6


def fresh(name: str, family: str, **overrides: Any) -> Any:
    return getattr(trivet, f"TF{name}")(tiny_config(family, name, **{"initializer_range": 0.3, **overrides}))


def test_roberta_counts_positions_from_its_padding() -> None:
    model = fresh("RobertaModel", "roberta")
    positions = np.array([[2, 3, 4, 5, 1, 1], [2, 3, 4, 5, 6, 7]])
    given = model(IDS, position_ids=positions).last_hidden_state
    np.testing.assert_array_equal(model(IDS).last_hidden_state, given)
    vectors = model.base.embeddings.word_embeddings(IDS)
    in_turn = model(IDS, position_ids=np.arange(2, 8)[None]).last_hidden_state
    np.testing.assert_array_equal(model(inputs_embeds=vectors).last_hidden_state, in_turn)


def test_distilbert_takes_neither_segments_nor_positions() -> None:
    model = fresh("DistilBertForSequenceClassification", "distilbert")
    keep = np.ones(4, np.float32)
    np.testing.assert_array_equal(
        model(IDS, MASK, keep, None, labels=np.array([0, 1])).logits,
        model(input_ids=IDS, attention_mask=MASK, head_mask=keep).logits,
    )
    for name in ("token_type_ids", "position_ids"):
        with pytest.raises(TypeError, match=name):
            model(IDS, **{name: IDS})


def test_distilberts_sines_take_turns_with_cosines_and_are_not_trained() -> None:
    positions = fresh("DistilBertModel", "distilbert", sinusoidal_pos_embds=True).base.embeddings.position_embeddings
    assert not positions.trainable_variables
    table = np.asarray(positions.embeddings)
    np.testing.assert_allclose(table[3, :4], [np.sin(3), np.cos(3), *angle(3 / 10000 ** (1 / 8))], rtol=0, atol=1e-6)


def angle(value: float) -> tuple[float, float]:
    return float(np.sin(value)), float(np.cos(value))


def test_electra_projects_embeddings_of_another_size_only() -> None:
    assert fresh("ElectraModel", "electra").base.embeddings_project is not None
    assert not hasattr(fresh("ElectraModel", "electra", embedding_size=16).base, "embeddings_project")
    assert fresh("ElectraForMultipleChoice", "electra", summary_use_proj=False).sequence_summary.weights == []


def test_how_many_choices_there_are_need_not_be_known() -> None:
    model = fresh("BertForMultipleChoice", "bert")
    specs = [tf.TensorSpec((None, None, None), tf.int64), tf.TensorSpec((None,), tf.int64)]
    traced = tf.function(lambda ids, labels: model({"input_ids": ids, "labels": labels}), input_signature=specs)
    for choices in (2, 3):
        ids, labels = np.stack([IDS] * choices, axis=1), np.array([1, 0])
        found, expected = traced(ids, labels), model(ids, labels=labels)
        assert found.logits.shape == (2, choices)
        np.testing.assert_allclose(found.loss, expected.loss, rtol=0, atol=TOLERANCE)


def test_electras_loss_leaves_padding_out() -> None:
    model = fresh("ElectraForPreTraining", "electra")
    labels = IDS % 2
    output = model(IDS, MASK, labels=labels)
    logits = np.asarray(output.logits, np.float64)
    each = np.log1p(np.exp(logits)) - logits * labels
    assert float(np.mean(output.loss)) == pytest.approx(each[MASK == 1].mean(), abs=1e-6)
    assert float(np.mean(model(IDS, labels=labels).loss)) != pytest.approx(float(np.mean(output.loss)), abs=1e-4)


def test_alberts_layers_are_passed_again_and_again() -> None:
    options = {"num_hidden_layers": 4, "num_hidden_groups": 2, "inner_group_num": 3}
    model = fresh("AlbertModel", "albert", **options)
    output = model(IDS, output_hidden_states=True, output_attentions=True)
    assert (len(output.hidden_states), len(output.attentions)) == (5, 12)
    layers = [name for name in (variable.path for variable in model.weights) if name.endswith("ffn/kernel")]
    assert len(layers) == 6
    silent = np.ones((4, 4), np.float32)
    silent[2] = 0.0  # the second group's first layer, in both of its passes
    weights = model(IDS, head_mask=silent, output_attentions=True).attentions
    assert [bool(np.asarray(each).any()) for each in weights] == [True] * 6 + [False, True, True] * 2


def test_albert_tells_two_orders_apart() -> None:
    with pytest.raises(InvalidConfigError, match="num_labels is 3"):
        trivet.TFAlbertForPreTraining(tiny_config("albert", num_labels=3))


def test_fit_takes_both_targets_of_pretraining() -> None:
    model = fresh("AlbertForPreTraining", "albert", hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
    given = {"input_ids": IDS, "labels": IDS % 3, "sentence_order_label": np.array([0, 1])}
    model.compile(keras.optimizers.Adam(3e-3), jit_compile=False)
    history = model.fit(tf.data.Dataset.from_tensors(given).repeat(10), epochs=5, shuffle=False, verbose=0).history
    assert history["loss"][-1] < 0.7 * history["loss"][0]
