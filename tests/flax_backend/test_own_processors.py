"""The processors of a search by themselves, against what the reference library's give for the same scores.

Its processors for TensorFlow and for Flax compute the same, so there is one file of its numbers. Only its least length
is one token more in Flax than in the other frameworks; here it is the same in all of them.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import jax
import make_tf_parts as parts
import numpy as np
import pytest

import trivet
from trivet.testing import tiny_config

WANTED: dict[str, Any] = json.loads((Path(__file__).parents[1] / "golden/data/tf_parts.json").read_text())["processors"]


def numbers(rows: list[list[float | None]]) -> np.ndarray[Any, Any]:
    return np.array([[-np.inf if each is None else each for each in row] for row in rows], np.float32)


@pytest.mark.parametrize("name", parts.PROCESSORS)
def test_computes_what_the_reference_does(name: str) -> None:
    cls, arguments = parts.PROCESSORS[name]
    processor = getattr(trivet, cls.replace("TF", "Flax", 1))(*arguments)
    ids, scores = parts.text()
    changed = processor(ids, scores, cur_len=parts.LENGTH)
    np.testing.assert_allclose(changed, numbers(WANTED[name]), rtol=1e-6)
    traced = jax.jit(processor)(ids, scores, parts.LENGTH)
    np.testing.assert_allclose(traced, changed, rtol=1e-6)


def test_warpers_need_no_text_and_take_integers() -> None:
    scores = np.array([[3, 1, 2]])
    changed = trivet.FlaxTopKLogitsWarper(2)(None, scores, cur_len=None)
    np.testing.assert_array_equal(changed, [[3, -np.inf, 2]])


def test_a_list_applies_them_in_order_and_generate_takes_them() -> None:
    ids, scores = parts.text()
    least, best = trivet.FlaxMinLengthLogitsProcessor(9, eos_token_id=4), trivet.FlaxTopKLogitsWarper(5)
    assert isinstance(best, trivet.FlaxLogitsWarper)
    chain = trivet.FlaxLogitsProcessorList([least, best])
    chained = jax.jit(partial(chain, cur_len=parts.LENGTH))(ids, scores)
    np.testing.assert_array_equal(chained, best(ids, least(ids, scores, parts.LENGTH), parts.LENGTH))
    model = trivet.FlaxGPT2LMHeadModel(tiny_config("gpt2", n_layer=1, eos_token_id=None))
    forced = trivet.FlaxLogitsProcessorList([trivet.FlaxForceTokensLogitsProcessor({3: 7, 4: 11})])
    written = model.generate(np.array([[1, 2, 3]]), logits_processor=forced, max_new_tokens=2)
    assert written.sequences.tolist() == [[1, 2, 3, 7, 11]]
