"""Processors, criteria and searches by their names in `transformers`: they give what those give."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import make_torch_parts as parts
import numpy as np
import pytest
import torch

import trivet
from trivet.text.generation.hooks import LogitsProcessor, LogitsWarper

GOLDEN = json.loads((Path(parts.__file__).parent / "data/torch_parts.json").read_text())
CLOSE = {"rtol": 1e-5, "atol": 1e-5}
pytestmark = pytest.mark.filterwarnings("ignore:top_k_top_p_filtering is deprecated:DeprecationWarning")


@pytest.fixture(scope="module")
def processed() -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return parts.processed(trivet)


@pytest.mark.parametrize("name", GOLDEN["processors"])
def test_a_processor_gives_what_the_references_does(processed: dict[str, Any], name: str) -> None:
    found, expected = (np.array(each[name], float) for each in (processed, GOLDEN["processors"]))
    np.testing.assert_allclose(found, expected, **CLOSE)


@pytest.fixture(scope="module")
def searched() -> dict[str, Any]:
    return parts.searched(trivet)


@pytest.mark.parametrize("name", GOLDEN["searches"])
def test_a_search_writes_what_the_references_does(searched: dict[str, Any], name: str) -> None:
    assert searched[name] == GOLDEN["searches"][name]


def test_warpers_and_processors_are_those_of_lists() -> None:
    assert issubclass(trivet.TopKLogitsWarper, LogitsWarper)
    assert issubclass(trivet.MinLengthLogitsProcessor, LogitsProcessor)
    scores = parts.text()[1]
    assert torch.equal(trivet.TopKLogitsWarper(3)(None, scores), trivet.TopKLogitsWarper(3)(*parts.text()))
    chain = trivet.LogitsProcessorList([trivet.TemperatureLogitsWarper(0.5), trivet.TopKLogitsWarper(2)])
    assert (chain(None, scores) > -torch.inf).sum(1).tolist() == [2, 2, 2]


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("TemperatureLogitsWarper", [0], "temperature must be a positive float"),
        ("TopKLogitsWarper", [0], "top_k must be a positive integer"),
        ("TopKLogitsWarper", [3, 0.0, 0], "min_tokens_to_keep must be a positive integer"),
        ("TopPLogitsWarper", [1.5], "top_p must be a number from 0 to 1"),
        ("TypicalLogitsWarper", [1.0], "typical_p must be a number between 0 and 1"),
        ("EpsilonLogitsWarper", [0.0], "epsilon_cutoff must be a number between 0 and 1"),
        ("EtaLogitsWarper", [1.0], "eta_cutoff must be a number between 0 and 1"),
        ("MinLengthLogitsProcessor", [-1, 3], "min_length must be an integer of at least 0"),
        ("MinNewTokensLengthLogitsProcessor", [1, 1.5, 3], "min_new_tokens must be an integer"),
        ("RepetitionPenaltyLogitsProcessor", [0.0], "penalty must be a positive float"),
        ("NoRepeatNGramLogitsProcessor", [0], "ngram_size must be a positive integer"),
        ("SequenceBiasLogitsProcessor", [{}], "sequence_bias must be a non-empty dictionary"),
        ("SequenceBiasLogitsProcessor", [{(1,): 2}], "sequence_bias must be a non-empty dictionary"),
        ("NoBadWordsLogitsProcessor", [[[-1]], 3], "bad_words_ids must be a non-empty list"),
        ("HammingDiversityLogitsProcessor", [1.0, 1, 1], "num_beams must be an integer above 1"),
        ("HammingDiversityLogitsProcessor", [1.0, 4, 5], "num_beam_groups must be an integer from 2 to 4"),
        ("ClassifierFreeGuidanceLogitsProcessor", [1], "guidance_scale must be above 1"),
        ("BeamSearchScorer", [1, 1], "num_beams must be an integer above 1"),
        ("BeamSearchScorer", [1, 4, "cpu", 1.0, False, 1, 3], "num_beam_groups must divide num_beams"),
    ],
)
def test_refuses_what_the_references_refuse(name: str, arguments: list[Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        getattr(trivet, name)(*arguments)


def test_guidance_asks_the_model_for_the_text_without_its_prompt() -> None:
    model, ids = parts.model(trivet), torch.tensor(parts.PROMPT)
    guide = trivet.UnbatchedClassifierFreeGuidanceLogitsProcessor(1.5, model)
    found = model.generate(ids, logits_processor=[guide], max_length=9)
    assert found.tolist() == model.generate(ids, guidance_scale=1.5, max_length=9).tolist()
    assert found.tolist() != model.generate(ids, max_length=9).tolist()


def test_a_smaller_model_drafts_by_name() -> None:
    model, ids = parts.model(trivet), torch.tensor(parts.PROMPT[:1])
    limit = trivet.StoppingCriteriaList([trivet.MaxLengthCriteria(9)])
    found = model.assisted_decoding(ids, assistant_model=model, stopping_criteria=limit)
    assert found.tolist() == model.greedy_search(ids, stopping_criteria=limit).tolist()


def test_criteria_know_lengths_and_times() -> None:
    criteria = trivet.StoppingCriteriaList([trivet.MaxTimeCriteria(100.0), trivet.MaxLengthCriteria(5)])
    ids = torch.zeros(1, 5, dtype=torch.int64)
    assert (criteria.max_length, criteria(ids, None), criteria(ids[:, :4], None)) == (5, True, False)
    assert trivet.MaxTimeCriteria(0.1, initial_timestamp=0.0)(ids, None)
    with pytest.warns(FutureWarning, match=r"use MaxLengthCriteria\(max_length=5\)"):
        assert trivet.MaxNewTokensCriteria(2, 3)(ids, None)
    assert trivet.validate_stopping_criteria(criteria, 5).max_length == 5
    assert trivet.validate_stopping_criteria(trivet.StoppingCriteriaList(), 7).max_length == 7
    with pytest.warns(UserWarning, match="stop at 5 tokens, but max_length is 6"):
        trivet.validate_stopping_criteria(criteria, 6)


def test_a_text_beyond_the_models_positions_is_warned_of_once(caplog: pytest.LogCaptureFixture) -> None:
    criterion = trivet.MaxLengthCriteria(9, max_position_embeddings=4)
    for length in (3, 4, 5):
        assert not criterion(torch.zeros(1, length), None)
    assert [each.getMessage()[:20] for each in caplog.records] == ["the text has 4 token"]
