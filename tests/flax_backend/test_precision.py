"""Params in another floating-point dtype."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from flax.core import freeze

from trivet import FlaxBertModel
from trivet.testing import tiny_config

PARAMS: dict[str, Any] = {
    "dense": {"kernel": jnp.full((2, 2), 1.0 + 2**-9), "bias": jnp.ones(2, jnp.bfloat16)},
    "steps": jnp.arange(3),
}


@pytest.fixture(scope="module")
def model() -> FlaxBertModel:
    return FlaxBertModel(tiny_config("bert"), _do_init=False)


@pytest.mark.parametrize(("method", "dtype"), [("to_bf16", "bfloat16"), ("to_fp16", "float16"), ("to_fp32", "float32")])
def test_floating_point_leaves_are_cast_and_others_stay(model: FlaxBertModel, method: str, dtype: str) -> None:
    found = getattr(model, method)(freeze(PARAMS))
    assert found["dense"]["kernel"].dtype == found["dense"]["bias"].dtype == dtype
    assert found["steps"] is PARAMS["steps"]
    np.testing.assert_array_equal(found["dense"]["kernel"], PARAMS["dense"]["kernel"].astype(dtype))
    assert PARAMS["dense"]["kernel"].dtype == jnp.float32


def test_a_mask_says_which_leaves_are_cast(model: FlaxBertModel) -> None:
    mask = {"dense": {"kernel": False, "bias": True}, "steps": True}
    found = model.to_fp16(PARAMS, mask)
    assert found["dense"]["kernel"] is PARAMS["dense"]["kernel"]
    assert found["dense"]["bias"].dtype == jnp.float16


def test_refuses_a_mask_of_other_leaves(model: FlaxBertModel) -> None:
    mask = {"dense": {"kernel": True, "scale": True}, "steps": True}
    with pytest.raises(ValueError, match=r"dense.bias: missing from the mask; dense.scale: in the mask, but not in"):
        model.to_bf16(PARAMS, mask)


def test_a_model_runs_with_params_of_half_the_size() -> None:
    model = FlaxBertModel(tiny_config("bert"))
    half = model.to_bf16(model.params)
    assert {leaf.dtype.name for leaf in jax.tree.leaves(half)} == {"bfloat16"}
    ids = np.array([[3, 5]])
    whole = model(ids).last_hidden_state
    np.testing.assert_allclose(model(ids, params=half).last_hidden_state, whole, atol=0.05)
