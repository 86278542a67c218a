"""Which dtype parameters have after loading, and in which the computation is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import ml_dtypes
import numpy as np
import pytest
import tiny_bert

from trivet import (
    FlaxBertForSequenceClassification,
    FlaxBertModel,
)
from trivet.errors import (
    UnknownDTypeError,
    UnsupportedDTypeError,
)
from trivet_flax.model.params import flatten

Write = Callable[..., Path]


DIALECTS = ["torch", "tensorflow", "flax"]


def leaves(model: Any) -> dict[str, np.ndarray[Any, Any]]:
    """Every parameter by dotted name."""
    return {name: np.asarray(array) for name, array in flatten(model.params)}


def dtypes(model: Any) -> set[str]:
    return {array.dtype.name for array in leaves(model).values()}


@pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_auto_keeps_the_dtype_of_the_checkpoint(checkpoint: Write, dialect: str, dtype: str) -> None:
    source = checkpoint(dialect=dialect, tensors=tiny_bert.weights(dtype=jnp.dtype(dtype)))
    model = FlaxBertModel.from_pretrained(source, dtype="auto")
    assert dtypes(model) == {dtype}
    assert model.dtype == dtype
    kernel = leaves(model)["pooler.dense.kernel"]
    stored = tiny_bert.weights(dtype=jnp.dtype(dtype))["bert.pooler.dense.weight"].T
    assert kernel.tobytes() == stored.tobytes()


def test_auto_computes_in_the_dtype_of_the_checkpoint(checkpoint: Write, inputs: dict[str, Any]) -> None:
    source = checkpoint(tensors=tiny_bert.weights(dtype=ml_dtypes.bfloat16))
    full, half = FlaxBertModel.from_pretrained(source), FlaxBertModel.from_pretrained(source, dtype="auto")
    expected, found = (model(**inputs, output_attentions=True) for model in (full, half))
    assert found.last_hidden_state.dtype == found.attentions[0].dtype == jnp.bfloat16
    np.testing.assert_allclose(found.last_hidden_state.astype(jnp.float32), expected.last_hidden_state, atol=0.15)


def test_what_the_checkpoint_lacks_gets_its_dtype_with_auto_and_float32_without(checkpoint: Write) -> None:
    source = checkpoint(tensors=tiny_bert.weights(dtype=ml_dtypes.bfloat16))
    head = FlaxBertForSequenceClassification
    assert dtypes(head.from_pretrained(source, dtype="auto")) == {"bfloat16"}
    assert leaves(head.from_pretrained(source))["classifier.kernel"].dtype == np.float32


def test_parameters_keep_their_dtype_whatever_the_computation_has(checkpoint: Write, inputs: dict[str, Any]) -> None:
    source = checkpoint(tensors=tiny_bert.weights(dtype=ml_dtypes.bfloat16))
    model = FlaxBertModel.from_pretrained(source)
    assert (model.dtype, dtypes(model)) == (jnp.float32, {"bfloat16"})
    assert model(**inputs).last_hidden_state.dtype == jnp.float32
    half = FlaxBertModel.from_pretrained(checkpoint(), dtype=jnp.bfloat16)
    assert (half.dtype, dtypes(half)) == (jnp.bfloat16, {"float32"})
    assert half(**inputs).last_hidden_state.dtype == jnp.bfloat16


def test_param_dtype_casts_and_the_report_counts(checkpoint: Write) -> None:
    model, report = FlaxBertForSequenceClassification.from_pretrained(
        checkpoint(), param_dtype="bf16", output_loading_info=True
    )
    assert dtypes(model) == {"bfloat16"}  # also what was not in the checkpoint
    assert len(report.cast) == len(report.loaded) > 0
    expected = tiny_bert.weights()["bert.pooler.dense.weight"].T.astype(ml_dtypes.bfloat16)
    np.testing.assert_array_equal(leaves(model)["bert.pooler.dense.kernel"], expected)


@pytest.mark.parametrize("dtype", ["float16", jnp.float16, np.float16, np.dtype("float16"), "fp16", "torch.float16"])
def test_a_dtype_may_be_given_in_any_usual_way(checkpoint: Write, dtype: Any) -> None:
    assert FlaxBertModel.from_pretrained(checkpoint(), torch_dtype=dtype).dtype == jnp.float16


def test_refuses_two_names_of_the_dtype_that_disagree(checkpoint: Write) -> None:
    source = checkpoint()
    with pytest.raises(ValueError, match=r"dtype='float16' and torch_dtype='float32' differ"):
        FlaxBertModel.from_pretrained(source, dtype="float16", torch_dtype="float32")
    assert FlaxBertModel.from_pretrained(source, dtype="float16", torch_dtype=np.float16).dtype == jnp.float16


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"dtype": "float12"}, UnknownDTypeError),
        ({"dtype": "int32"}, UnsupportedDTypeError),
        ({"param_dtype": "float64"}, UnsupportedDTypeError),
    ],
)
def test_refuses_a_dtype_that_cannot_be_computed_in(checkpoint: Write, options: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        FlaxBertModel.from_pretrained(checkpoint(), **options)


def test_refuses_64_bit_weights_instead_of_narrowing_them(checkpoint: Write) -> None:
    source = checkpoint(tensors=tiny_bert.weights(dtype=np.float64))
    with pytest.raises(UnsupportedDTypeError, match="jax_enable_x64"):
        FlaxBertModel.from_pretrained(source)
    narrowed = FlaxBertModel.from_pretrained(source, param_dtype="float32")
    assert dtypes(narrowed) == {"float32"}
    with jax.enable_x64(True):
        assert dtypes(FlaxBertModel.from_pretrained(source)) == {"float64"}
