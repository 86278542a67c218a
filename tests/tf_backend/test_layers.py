"""Attention masks, head masks, activations and losses: what the layers compute at their edges."""

from __future__ import annotations

import math
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
import tiny_bert

from trivet import TFBertForTokenClassification, TFBertModel
from trivet.errors import InvalidConfigError
from trivet.families.activation_names import ACTIVATIONS
from trivet_tf.heads.losses import (
    binary_cross_entropy,
    cross_entropy,
    question_answering_loss,
    sequence_classification_loss,
)
from trivet_tf.layers.activations import ACTIVATIONS as FUNCTIONS
from trivet_tf.layers.activations import activation
from trivet_tf.layers.products import attend

Array = np.ndarray[Any, Any]
IDS = np.array([[5, 9, 2, 3, 1], [7, 1, 10, 4, 2]])
MASK = np.array([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]])


@pytest.fixture(scope="module")
def model() -> Any:
    keras.utils.set_random_seed(0)
    return TFBertModel(tiny_bert.config(initializer_range=0.5))


def states(model: Any, **inputs: Any) -> Array:
    return np.asarray(model(IDS, **inputs).last_hidden_state)


def test_masks_of_two_three_and_four_axes_agree(model: Any) -> None:
    expected = states(model, attention_mask=MASK)
    square = np.repeat(MASK[:, None, :], 5, axis=1)
    np.testing.assert_array_equal(states(model, attention_mask=square), expected)
    np.testing.assert_array_equal(states(model, attention_mask=square[:, None]), expected)
    np.testing.assert_array_equal(states(model, attention_mask=MASK.astype(np.float32)), expected)
    np.testing.assert_array_equal(states(model, attention_mask=MASK.astype(bool)), expected)
    causal = np.tril(np.ones((2, 5, 5)))
    first = np.asarray(model(IDS[:, :1]).last_hidden_state)[:, 0]
    np.testing.assert_allclose(states(model, attention_mask=causal)[:, 0], first, rtol=0, atol=1e-5)
    with pytest.raises(ValueError, match="2, 3 or 4 axes, not 1"):
        states(model, attention_mask=MASK[0])


@pytest.mark.parametrize("dtype", ["float32", "float16", "bfloat16"])
@pytest.mark.parametrize("watched", [False, True])
def test_a_row_that_is_masked_throughout_gives_numbers(dtype: str, watched: bool) -> None:
    model = TFBertModel(tiny_bert.config(), dtype=dtype)
    output = model(IDS, attention_mask=MASK * np.array([[0], [1]]), output_attentions=watched)
    assert np.isfinite(np.asarray(output.last_hidden_state).astype(np.float32)).all()
    if watched:
        np.testing.assert_allclose(np.asarray(output.attentions[0]).astype(np.float32)[0], 0.2, atol=1e-3)


def test_positions_and_segments_default_to_the_usual_ones(model: Any) -> None:
    given = states(model, position_ids=np.tile(np.arange(5), (2, 1)), token_type_ids=np.zeros((2, 5), np.int32))
    np.testing.assert_array_equal(states(model), given)
    assert np.abs(states(model, token_type_ids=np.ones((2, 5), np.int32)) - given).max() > 0.01


def test_mixed_precision_casts_the_rows_that_are_looked_up_not_the_table() -> None:
    model = TFBertModel(tiny_bert.config(vocab_size=11, hidden_size=4), dtype="mixed_bfloat16")
    embedding = model.bert.embeddings.word_embeddings
    graph = tf.function(embedding).get_concrete_function(tf.constant(IDS)).graph
    casts = {tuple(each.outputs[0].shape) for each in graph.get_operations() if each.type == "Cast"}
    assert (2, 5, 4) in casts
    assert (11, 4) not in casts


@pytest.mark.parametrize("heads", [4, 2, 1])
def test_attention_is_what_its_formula_says(heads: int) -> None:
    random = np.random.default_rng(0)
    query, key, value = (random.normal(size=(2, count, 3, 6)).astype("float32") for count in (4, heads, heads))
    mask = np.array([[[[True, True, False]]]])
    of_all = [np.repeat(each, 4 // heads, axis=1) for each in (key, value)]
    scores = np.where(mask, query @ of_all[0].swapaxes(-1, -2) / np.sqrt(6.0), -np.inf)
    weights = np.exp(scores) / np.exp(scores).sum(-1, keepdims=True)
    context, found = attend(*map(tf.constant, (query, key, value, mask)), need_weights=True)
    np.testing.assert_allclose(context, weights @ of_all[1], rtol=0, atol=1e-6)
    np.testing.assert_allclose(found, weights, rtol=0, atol=1e-6)


def gelu(x: Array) -> Array:
    return x * 0.5 * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))


def tanh_gelu(x: Array) -> Array:
    return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


FORMULAS = {
    "gelu": gelu,
    "gelu_python": gelu,
    "gelu_10": lambda x: np.clip(gelu(x), -10, 10),
    "gelu_accurate": tanh_gelu,
    "gelu_fast": tanh_gelu,
    "gelu_new": tanh_gelu,
    "gelu_pytorch_tanh": tanh_gelu,
    "laplace": lambda x: 0.5 * (1 + np.vectorize(math.erf)((x - 0.707107) / (0.282095 * math.sqrt(2)))),
    "leaky_relu": lambda x: np.where(x > 0, x, 0.01 * x),
    "linear": lambda x: x,
    "mish": lambda x: x * np.tanh(np.log1p(np.exp(x))),
    "quick_gelu": lambda x: x / (1 + np.exp(-1.702 * x)),
    "relu": lambda x: np.maximum(x, 0),
    "relu2": lambda x: np.maximum(x, 0) ** 2,
    "relu6": lambda x: np.clip(x, 0, 6),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "silu": lambda x: x / (1 + np.exp(-x)),
    "swish": lambda x: x / (1 + np.exp(-x)),
    "tanh": np.tanh,
}


def test_every_activation_is_its_formula() -> None:
    assert FORMULAS.keys() == FUNCTIONS.keys() == set(ACTIVATIONS)
    x = np.linspace(-12, 12, 97)
    for name, formula in FORMULAS.items():
        np.testing.assert_allclose(activation(name)(x), formula(x), rtol=1e-5, atol=2e-6, err_msg=name)


def test_refuses_an_unknown_activation() -> None:
    with pytest.raises(InvalidConfigError, match=r"'gelo' \(did you mean 'gelu'\?\). Known: .*quick_gelu"):
        TFBertModel(tiny_bert.config(hidden_act="gelo"))


def test_ignored_labels_do_not_count() -> None:
    logits = np.random.default_rng(0).normal(size=(2, 3, 4)).astype(np.float32)
    labels = np.array([[1, -100, 3], [-100, -100, 0]])
    log_probs = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
    expected = -np.mean([log_probs[0, 0, 1], log_probs[0, 2, 3], log_probs[1, 2, 0]])
    assert np.asarray(cross_entropy(logits, labels)) == pytest.approx([expected], abs=1e-6)


def test_positions_outside_the_input_do_not_count() -> None:
    logits = np.random.default_rng(0).normal(size=(2, 5)).astype(np.float32)
    kept = question_answering_loss(logits[:1], logits[:1], np.array([2]), np.array([3]))
    found = question_answering_loss(logits, logits, np.array([[2], [9]]), np.array([[3], [5]]))
    assert np.asarray(found) == pytest.approx([2 * float(kept[0]), 0.0], abs=1e-6)  # whose mean is that of what counts
    negative = question_answering_loss(logits[:1], logits[:1], np.array([-4]), np.array([3]))
    first = question_answering_loss(logits[:1], logits[:1], np.array([0]), np.array([3]))
    np.testing.assert_array_equal(negative, first)


def test_the_problem_follows_from_labels_where_the_config_says_nothing() -> None:
    config = tiny_bert.config(num_labels=3)
    logits = np.array([[0.5, -1.0, 2.0]], np.float32)
    chosen = sequence_classification_loss(logits, np.array([2]), config)
    np.testing.assert_array_equal(chosen, cross_entropy(logits, np.array([2])))
    several = sequence_classification_loss(logits, np.array([[1.0, 0.0, 1.0]], np.float32), config)
    probabilities = 1 / (1 + np.exp(-logits[0]))
    expected = -np.mean(np.log([probabilities[0], 1 - probabilities[1], probabilities[2]]))
    assert np.asarray(several) == pytest.approx([expected], abs=1e-6)
    one = sequence_classification_loss(logits[:, :1], np.array([2.5], np.float32), tiny_bert.config(num_labels=1))
    assert np.asarray(one) == pytest.approx([4.0])
    with pytest.raises(InvalidConfigError, match="'ranking'"):
        sequence_classification_loss(logits, np.array([2]), tiny_bert.config(num_labels=3, problem_type="ranking"))


def test_refuses_labels_that_are_not_as_many_as_wanted() -> None:
    logits = np.zeros((2, 3), np.float32)
    with pytest.raises(ValueError, match=r"\[2, 1\], logits \[2, 3\]: one label is expected for each number"):
        binary_cross_entropy(logits, np.ones((2, 1)))
    assert np.asarray(binary_cross_entropy(logits, np.ones((2, 3)))) == pytest.approx([np.log(2)])
    for labels, classes in ((np.array([1]), 3), (np.array([[1.0]]), 3), (np.array([1.0]), 1)):
        with pytest.raises((ValueError, tf.errors.InvalidArgumentError), match="shape"):
            sequence_classification_loss(logits[:, :classes], labels, tiny_bert.config(num_labels=classes))


def test_the_loss_of_half_precision_logits_is_computed_in_full() -> None:
    model = TFBertForTokenClassification(tiny_bert.config(), dtype="float16")
    loss = model(IDS, labels=MASK).loss
    assert loss.dtype.name == "float32"
