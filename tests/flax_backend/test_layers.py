"""Layers by themselves: attention and its masks, norms, embeddings, activations, losses."""

from __future__ import annotations

import math
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from flax import nnx

from trivet.errors import InputRangeError, InvalidConfigError
from trivet.families.activation_names import ACTIVATIONS
from trivet_flax.heads.losses import binary_cross_entropy, cross_entropy, sequence_classification_loss, span_loss
from trivet_flax.layers.activations import ACTIVATIONS as FUNCTIONS
from trivet_flax.layers.activations import activation
from trivet_flax.layers.embeddings import Embedding
from trivet_flax.layers.masks import expand_mask, layer_head_masks
from trivet_flax.layers.norms import LayerNorm, RMSNorm
from trivet_flax.layers.products import attend
from trivet_flax.layers.setup import Setup

Array = np.ndarray[Any, Any]


@pytest.fixture
def setup() -> Setup:
    return Setup(nnx.Rngs(0))


def heads(seed: int, dtype: Any = np.float32) -> list[jax.Array]:
    """Query, key and value [2, 5, 3, 4]."""
    rng = np.random.default_rng(seed)
    return [jnp.asarray(rng.normal(size=(2, 5, 3, 4)), dtype) for _ in range(3)]


MASKS = {
    "rows": np.array([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]]),
    "nothing to attend to": np.array([[0, 0, 0, 0, 0], [1, 1, 1, 1, 1]]),
    "queries": np.tril(np.ones((2, 5, 5), np.int64)),
    "heads": np.random.default_rng(0).integers(0, 2, (2, 3, 5, 5)),
}


@pytest.mark.parametrize("mask", [None, *MASKS.values()], ids=["none", *MASKS])
def test_the_fused_kernel_equals_the_written_out_attention(mask: Array | None) -> None:
    expanded = expand_mask(None if mask is None else jnp.asarray(mask))
    fused, none = attend(*heads(1), expanded)
    written, weights = attend(*heads(1), expanded, need_weights=True)
    assert none is None
    assert weights is not None
    np.testing.assert_allclose(fused, written, rtol=0, atol=1e-6)
    np.testing.assert_allclose(weights.sum(-1), 1, atol=1e-6)
    assert np.isfinite(written).all()


def test_attention_is_the_formula() -> None:
    query, key, value = heads(2)
    scores = np.einsum("bqhd,bkhd->bhqk", query, key) / 2
    expected = np.exp(scores) / np.exp(scores).sum(-1, keepdims=True)
    context, weights = attend(query, key, value, need_weights=True)
    np.testing.assert_allclose(weights, expected, atol=1e-6)
    np.testing.assert_allclose(context, np.einsum("bhqk,bkhd->bqhd", expected, value), atol=1e-6)


def test_what_is_masked_has_no_weight_and_gets_no_gradient() -> None:
    query, key, value = heads(3)
    mask = expand_mask(jnp.asarray(MASKS["rows"]))
    _, weights = attend(query, key, value, mask, need_weights=True)
    assert weights is not None
    assert not weights[0, :, :, 3:].any()
    for need_weights in (True, False):

        def total(value: jax.Array, need_weights: bool = need_weights) -> jax.Array:
            return attend(query, key, value, mask, need_weights=need_weights)[0].sum()

        slope = jax.jit(jax.grad(total))(value)
        assert not slope[0, 3:].any()
        assert slope[1].all()


def test_a_row_that_attends_to_nothing_has_finite_gradients() -> None:
    query, key, value = heads(4)
    mask = expand_mask(jnp.asarray(MASKS["nothing to attend to"]))
    for need_weights in (True, False):

        def total(query: jax.Array, need_weights: bool = need_weights) -> jax.Array:
            return jnp.square(attend(query, key, value, mask, need_weights=need_weights)[0]).sum()

        assert np.isfinite(jax.jit(jax.grad(total))(query)).all()


def test_half_precision_attention_stays_half_precision_and_close() -> None:
    exact, _ = attend(*heads(5))
    for need_weights in (True, False):
        context, weights = attend(*heads(5, jnp.bfloat16), need_weights=need_weights)
        assert context.dtype == jnp.bfloat16
        assert weights is None or weights.dtype == jnp.bfloat16
        np.testing.assert_allclose(context.astype(jnp.float32), exact, atol=0.03)


def test_refuses_a_mask_of_another_rank() -> None:
    with pytest.raises(ValueError, match="attention_mask must have 2, 3 or 4 axes, not 1"):
        expand_mask(jnp.ones(5))


@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 1, 3, 1, 1)])
def test_head_masks_switch_heads_off(shape: tuple[int, ...]) -> None:
    mask = np.ones((2, 3), np.float32)
    mask[:, 1] = 0
    given = jnp.asarray(mask[0] if len(shape) == 1 else mask.reshape(shape))
    for layer in layer_head_masks(given, 2):
        assert layer is not None
        context, weights = attend(*heads(6), head_mask=layer, need_weights=True)
        assert weights is not None
        assert not context[:, :, 1].any()
        assert not weights[:, 1].any()
        np.testing.assert_allclose(context[:, :, ::2], attend(*heads(6))[0][:, :, ::2], atol=1e-6)


def test_refuses_a_head_mask_of_another_shape() -> None:
    assert layer_head_masks(None, 2) == [None, None]
    with pytest.raises(ValueError, match=r"head_mask must be \[heads\] or \[2 layers, heads\], not \[3, 3\]"):
        layer_head_masks(jnp.ones((3, 3)), 2)


def test_layer_norm_is_exact_where_the_mean_is_large(setup: Setup) -> None:
    values = np.float32(10_000) + np.array([[0, 1, 2, 3]], np.float32)
    expected = (values - values.mean()) / values.std()
    np.testing.assert_allclose(LayerNorm(4, 1e-12, setup)(jnp.asarray(values)), expected, atol=1e-3)


def test_rms_norm_is_the_formula_and_its_parameter_is_called_weight(setup: Setup) -> None:
    norm = RMSNorm(4, 1e-6, setup)
    norm.weight.set_value(jnp.asarray([1.0, 2.0, 3.0, 4.0]))
    values = np.random.default_rng(0).normal(size=(2, 4)).astype(np.float32)
    expected = values / np.sqrt((values**2).mean(-1, keepdims=True) + 1e-6) * [1, 2, 3, 4]
    np.testing.assert_allclose(norm(jnp.asarray(values)), expected, rtol=1e-5)


def test_the_padding_row_is_looked_up_but_not_trained(setup: Setup) -> None:
    layer = Embedding(4, 3, setup, padding_index=1)
    indices = jnp.array([[0, 1, 1]])
    np.testing.assert_array_equal(layer(indices), layer.embedding[...][indices])
    slope = jax.grad(lambda layer: layer(indices).sum())(layer).embedding[...]
    np.testing.assert_array_equal(slope[:, 0], [1, 0, 0, 0])


@pytest.mark.parametrize("index", [4, -1])
def test_an_index_outside_of_the_table_is_refused_and_traced_gives_nan(index: int, setup: Setup) -> None:
    layer = Embedding(4, 3, setup)
    with pytest.raises(InputRangeError, match=f"indices from {index} to {index} .* table of 4 rows"):
        layer(jnp.array([index]))
    assert np.isnan(nnx.jit(layer)(jnp.array([index]))).all()
    assert not np.isnan(nnx.jit(layer)(jnp.array([3]))).any()


def test_activations_are_their_formulas() -> None:
    x = np.linspace(-4, 4, 41)
    sigmoid, tanh_inner = 1 / (1 + np.exp(-x)), np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)
    erf = np.array([float(jax.scipy.special.erf(each / np.sqrt(2))) for each in x])
    expected = {
        "gelu": x * (1 + erf) / 2,
        "gelu_10": np.clip(x * (1 + erf) / 2, -10, 10),
        "gelu_new": x * (1 + np.tanh(tanh_inner)) / 2,
        "quick_gelu": x / (1 + np.exp(-1.702 * x)),
        "relu": np.maximum(x, 0),
        "relu2": np.maximum(x, 0) ** 2,
        "relu6": np.clip(x, 0, 6),
        "laplace": 0.5 * (1 + np.array([math.erf((each - 0.707107) / (0.282095 * math.sqrt(2))) for each in x])),
        "leaky_relu": np.where(x > 0, x, 0.01 * x),
        "silu": x * sigmoid,
        "sigmoid": sigmoid,
        "mish": x * np.tanh(np.log1p(np.exp(x))),
        "tanh": np.tanh(x),
        "linear": x,
    }
    same = {"swish": "silu", "gelu_python": "gelu"} | dict.fromkeys(
        ("gelu_fast", "gelu_pytorch_tanh", "gelu_accurate"), "gelu_new"
    )
    assert expected.keys() | same.keys() == FUNCTIONS.keys() == set(ACTIVATIONS)
    for name in ACTIVATIONS:
        found = activation(name)(jnp.asarray(x, jnp.float32))
        np.testing.assert_allclose(found, expected[same.get(name, name)], atol=2e-6, err_msg=name)


def test_refuses_an_unknown_activation_and_lists_those_it_knows() -> None:
    with pytest.raises(
        InvalidConfigError, match=r"unknown activation 'rely'.*did you mean 'relu'.*Known: gelu, .*tanh"
    ):
        activation("rely")


def test_cross_entropy_ignores_what_has_no_label() -> None:
    logits = jnp.asarray(np.random.default_rng(0).normal(size=(2, 3, 4)), jnp.float32)
    labels = jnp.array([[0, -100, 2], [-100, -100, 3]])
    chosen = np.array([logits[0, 0], logits[0, 2], logits[1, 2]])
    expected = -np.log(np.exp(chosen) / np.exp(chosen).sum(-1, keepdims=True))[[0, 1, 2], [0, 2, 3]].mean()
    np.testing.assert_allclose(cross_entropy(logits, labels), expected, rtol=1e-6)
    assert np.isnan(cross_entropy(logits, jnp.full((2, 3), -100)))


@pytest.mark.parametrize("label", [4, -1])
def test_a_label_that_is_no_class_is_refused_and_traced_gives_nan(label: int) -> None:
    logits, labels = jnp.zeros((2, 4)), jnp.array([0, label])
    with pytest.raises(InputRangeError, match="there are 4 classes: 0 to 3, or -100 for positions to ignore"):
        cross_entropy(logits, labels)
    assert np.isnan(jax.jit(cross_entropy)(logits, labels))


def test_refuses_labels_that_are_not_as_many_as_wanted() -> None:
    logits = jnp.zeros((2, 3))
    with pytest.raises(ValueError, match=r"labels have the shape \[1\], logits \[2, 3\]: 2 class indices are expected"):
        cross_entropy(logits, jnp.array([1]))
    with pytest.raises(ValueError, match=r"\[2, 1\], logits \[2, 3\]: one label is expected for each number"):
        binary_cross_entropy(logits, jnp.ones((2, 1)))
    for labels, classes in ((jnp.array([1]), 3), (jnp.array([1.0]), 3), (jnp.array([1.0]), 1)):
        with pytest.raises(ValueError, match=r"labels have the shape \[1\]"):
            sequence_classification_loss(logits[:, :classes], labels, num_labels=classes, problem_type=None)
    assert float(cross_entropy(logits, jnp.array([[1], [2]]))) == pytest.approx(np.log(3))
    assert float(binary_cross_entropy(logits, jnp.ones((2, 3)))) == pytest.approx(np.log(2))


def test_losses_of_half_precision_logits_are_in_float32() -> None:
    logits = jnp.asarray([[1.0, 2.0, 3.0]], jnp.bfloat16)
    assert cross_entropy(logits, jnp.array([0])).dtype == jnp.float32


def test_the_problem_type_is_told_by_labels_when_the_config_does_not() -> None:
    logits = jnp.asarray([[0.5, -1.0], [2.0, 0.0]])
    several = jnp.asarray([[1.0, 0.0], [1.0, 1.0]])

    def loss(logits: jax.Array, labels: jax.Array, problem_type: str | None = None) -> float:
        return float(
            sequence_classification_loss(logits, labels, num_labels=logits.shape[1], problem_type=problem_type)
        )

    assert loss(logits, jnp.array([0, 1])) == loss(logits, jnp.array([0, 1]), "single_label_classification")
    assert loss(logits, several) == loss(logits, several, "multi_label_classification")
    assert loss(logits[:, :1], jnp.array([1.0, 2.0])) == loss(logits[:, :1], jnp.array([[1.0], [2.0]]), "regression")
    assert loss(logits[:, :1], jnp.array([1.0, 2.0])) == pytest.approx(0.125)
    with pytest.raises(InvalidConfigError, match="unknown problem_type 'guess'"):
        loss(logits, several, "guess")


def test_positions_behind_the_end_are_ignored() -> None:
    logits = jnp.asarray(np.random.default_rng(0).normal(size=(2, 4)), jnp.float32)
    both = span_loss(logits, logits, jnp.array([1, 9]), jnp.array([[2], [4]]))
    np.testing.assert_allclose(both, span_loss(logits[:1], logits[:1], jnp.array([1]), jnp.array([2])), rtol=1e-6)
