"""Processors of scores give the same on PyTorch's tensors as on numpy's arrays."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from processor_cases import OPTIONS, assert_as_numpy

from trivet_torch.generation.arrays import TorchArrays


@pytest.mark.parametrize("fields", OPTIONS, ids=lambda fields: next(iter(fields)))
@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10**6), length=st.integers(2, 7))
def test_every_processor_gives_what_numpy_gives(fields: dict[str, Any], seed: int, length: int) -> None:
    assert_as_numpy(fields, TorchArrays(), torch.from_numpy, seed, length)
