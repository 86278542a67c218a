"""Processors of scores give the same on JAX's arrays as on numpy's arrays."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from processor_cases import OPTIONS, assert_as_numpy

from trivet_flax.generation.arrays import JaxArrays


@pytest.mark.parametrize("fields", OPTIONS, ids=lambda fields: next(iter(fields)))
@settings(max_examples=2, deadline=None)
@given(seed=st.integers(0, 10**6), length=st.integers(2, 7))
def test_every_processor_gives_what_numpy_gives(fields: dict[str, Any], seed: int, length: int) -> None:
    assert_as_numpy(fields, JaxArrays(), jnp.asarray, seed, length)
