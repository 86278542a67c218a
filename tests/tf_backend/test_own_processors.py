"""The processors of a search by themselves, against what the reference library's give for the same scores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import make_tf_parts as parts
import numpy as np
import pytest
import tensorflow as tf

import trivet
from trivet import (
    TFForceTokensLogitsProcessor,
    TFLogitsProcessorList,
    TFLogitsWarper,
    TFMinLengthLogitsProcessor,
    TFNoBadWordsLogitsProcessor,
    TFNoRepeatNGramLogitsProcessor,
    TFRepetitionPenaltyLogitsProcessor,
    TFTemperatureLogitsWarper,
    TFTopKLogitsWarper,
    TFTopPLogitsWarper,
    tf_top_k_top_p_filtering,
)

WANTED: dict[str, Any] = json.loads((Path(__file__).parents[1] / "golden/data/tf_parts.json").read_text())["processors"]


def numbers(rows: list[list[float | None]]) -> np.ndarray[Any, Any]:
    return np.array([[-np.inf if each is None else each for each in row] for row in rows], np.float32)


@pytest.mark.parametrize("name", parts.PROCESSORS)
def test_computes_what_the_reference_does(name: str) -> None:
    cls, arguments = parts.PROCESSORS[name]
    processor = getattr(trivet, cls)(*arguments)
    ids, scores = map(tf.constant, parts.text())
    changed = processor(ids, scores, parts.LENGTH)
    np.testing.assert_allclose(changed, numbers(WANTED[name]), rtol=1e-6)
    traced = tf.function(processor)(ids, scores, tf.constant(parts.LENGTH))
    np.testing.assert_allclose(traced, changed, rtol=1e-6)


@pytest.mark.parametrize("name", parts.FILTERS)
def test_filters_as_the_reference_does(name: str) -> None:
    with pytest.warns(DeprecationWarning, match="use TFTopKLogitsWarper and TFTopPLogitsWarper"):
        kept = tf_top_k_top_p_filtering(parts.text()[1], *parts.FILTERS[name])
    np.testing.assert_array_equal(kept, numbers(WANTED[name]))


def test_a_list_applies_them_in_order_and_generate_takes_them() -> None:
    ids, scores = map(tf.constant, parts.text())
    penalty, best = TFRepetitionPenaltyLogitsProcessor(1.3), TFTopKLogitsWarper(5)
    assert isinstance(best, TFLogitsWarper)
    chained = TFLogitsProcessorList([penalty, best])(ids, scores, parts.LENGTH)
    np.testing.assert_array_equal(chained, best(ids, penalty(ids, scores, parts.LENGTH), parts.LENGTH))
    model = trivet.TFGPT2LMHeadModel(trivet.GPT2Config(n_layer=1, n_embd=8, n_head=2, vocab_size=20, eos_token_id=None))
    forced = TFLogitsProcessorList([TFForceTokensLogitsProcessor({3: 7, 4: 11})])
    written = model.generate(tf.constant([[1, 2, 3]]), logits_processor=forced, max_new_tokens=2)
    assert written.numpy().tolist() == [[1, 2, 3, 7, 11]]


@pytest.mark.parametrize("warper", [TFTemperatureLogitsWarper(0.5), TFTopKLogitsWarper(2), TFTopPLogitsWarper(0.6)])
def test_warpers_need_no_text(warper: Any) -> None:
    ids, scores = map(tf.constant, parts.text())
    wanted = warper(ids, scores, parts.LENGTH)
    np.testing.assert_array_equal(warper(None, scores, None), wanted)
    np.testing.assert_array_equal(tf.function(warper)(None, scores, None), wanted)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: TFTemperatureLogitsWarper(0), "temperature must be a positive float, not 0"),
        (lambda: TFTopKLogitsWarper(0), "top_k must be a positive integer"),
        (lambda: TFTopPLogitsWarper(1.5), "top_p must be a float between 0 and 1"),
        (lambda: TFTopPLogitsWarper(0.5, min_tokens_to_keep=0), "min_tokens_to_keep must be a positive integer"),
        (lambda: TFMinLengthLogitsProcessor(3, -1), "eos_token_id must be an integer of at least 0"),
        (lambda: TFRepetitionPenaltyLogitsProcessor(2), "penalty must be a positive float"),
        (lambda: TFNoBadWordsLogitsProcessor([[]], 1), "bad_words_ids must be a list of lists"),
        (lambda: TFNoRepeatNGramLogitsProcessor(0), "ngram_size must be a positive integer"),
        (lambda: trivet.TFForcedBOSTokenLogitsProcessor(-1), "bos_token_id must be at least 0"),
        (lambda: trivet.TFForcedEOSTokenLogitsProcessor(5, -1), "eos_token_id must be at least 0"),
    ],
)
def test_refuses_what_it_cannot_apply(make: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()
