"""Beam searches of one's own with the scorers: the same texts as those of `generate`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch

import trivet
from trivet.generation import BeamScorer, BeamSearchScorer, ConstrainedBeamSearchScorer, ConstraintListState
from trivet.generation.beam_constraints import PhrasalConstraint

BEAMS, LONGEST, PAD, END = 3, 9, 0, 2
Search = Callable[..., Any]


@pytest.fixture
def model() -> Any:
    torch.manual_seed(0)
    config = trivet.GPT2Config(vocab_size=12, n_embd=8, n_layer=1, n_head=2, n_positions=16, eos_token_id=END)
    model = trivet.GPT2LMHeadModel(config).eval()
    torch.nn.init.normal_(model.transformer.wte.weight, std=1.0)  # so that texts end at different lengths
    return model


@pytest.fixture
def ids() -> torch.Tensor:
    return torch.tensor([[5, 6, 7], [8, 9, 4]])


@torch.no_grad()
def searched(model: Any, ids: torch.Tensor, scorer: Any) -> Any:
    """A beam search as scripts write it."""
    rows, groups = ids.repeat_interleave(BEAMS, 0), scorer.num_beam_groups
    size, constrained = BEAMS // groups, isinstance(scorer, ConstrainedBeamSearchScorer)
    totals = torch.full((len(ids), BEAMS), -1e9)
    totals[:, ::size] = 0
    totals, trails = totals.flatten(), [()] * len(rows)
    ends = {"pad_token_id": PAD, "eos_token_id": END, "decoder_prompt_len": ids.shape[1]}
    while rows.shape[1] < LONGEST and not scorer.is_done:
        every = model(rows).logits[:, -1].log_softmax(-1) + totals[:, None]
        by_text = every.view(len(ids), groups, size, -1)
        new_rows, new_totals, tokens = torch.empty_like(rows), totals.clone(), torch.empty(len(rows), dtype=torch.int64)
        new_trails = [*trails]
        for group in range(groups):
            own = torch.arange(len(rows)).view(len(ids), groups, size)[:, group].flatten()
            best = by_text[:, group].flatten(1).topk(2 * size)
            candidates = best.values, best.indices % 12, best.indices // 12
            options = {"beam_indices": [trails[row] for row in own], **ends}
            if constrained:
                chosen = scorer.process(rows[own], *candidates, every[own], **options)
            else:
                chosen = scorer.process(rows[own], *candidates, group_index=group, **options)
            source = own[chosen["next_beam_indices"]]
            new_rows[own], new_totals[own] = rows[source], chosen["next_beam_scores"]
            tokens[own] = chosen["next_beam_tokens"]
            for place, row in zip(own.tolist(), source.tolist(), strict=True):
                new_trails[place] = (*trails[row], row)
        rows, totals, trails = torch.cat((new_rows, tokens[:, None]), 1), new_totals, new_trails
    return scorer.finalize(rows, totals, None, None, max_length=LONGEST, beam_indices=trails, **ends)


def assert_as_generated(model: Any, ids: torch.Tensor, scorer: Any) -> None:
    own = searched(model, ids, scorer)
    wanted = model.generate(
        ids, max_length=LONGEST, pad_token_id=PAD, return_dict_in_generate=True, output_scores=True, **scorer.fields()
    )
    width = wanted.sequences.shape[1]
    assert own["sequences"].shape[1] >= width
    assert own["sequences"][:, :width].tolist() == wanted.sequences.tolist()
    assert (own["sequences"][:, width:] == PAD).all()
    torch.testing.assert_close(own["sequence_scores"], wanted.sequences_scores)
    assert own["beam_indices"].shape[0] == len(wanted.sequences)


@pytest.mark.parametrize("early_stopping", [False, True, "never"])
@pytest.mark.parametrize("length_penalty", [0.0, 1.0, 2.0])
def test_a_search_of_ones_own_finds_what_generate_finds(
    model: Any, ids: torch.Tensor, early_stopping: Any, length_penalty: float
) -> None:
    scorer = BeamSearchScorer(
        *(2, BEAMS, "cpu", length_penalty, early_stopping), num_beam_hyps_to_keep=2, max_length=LONGEST
    )
    assert_as_generated(model, ids, scorer)


def test_a_search_of_ones_own_meets_constraints(model: Any, ids: torch.Tensor) -> None:
    scorer = ConstrainedBeamSearchScorer(2, BEAMS, [PhrasalConstraint([3, 10])], "cpu", max_length=LONGEST)
    assert_as_generated(model, ids, scorer)
    assert scorer.check_completes_constraints([5, 3, 10, 4]) and not scorer.check_completes_constraints([3, 5, 10])


def test_groups_are_decided_apart(model: Any, ids: torch.Tensor) -> None:
    groups = BeamSearchScorer(2, BEAMS, num_beam_groups=BEAMS, max_length=LONGEST)
    alone = model.generate(ids, max_length=LONGEST, pad_token_id=PAD)
    texts = searched(model, ids, groups)["sequences"][:, : alone.shape[1]]
    assert texts.tolist() == alone.tolist(), "groups of one beam without a penalty are greedy"


def test_refuses_candidates_that_cannot_go_on(ids: torch.Tensor) -> None:
    scorer = BeamSearchScorer(1, 2, max_length=LONGEST)
    scores, ends = torch.tensor([[-1.0, -2.0]]), torch.tensor([[END, END]])
    with pytest.raises(ValueError, match="pass twice as many"):
        scorer.process(ids, scores, ends, torch.tensor([[0, 1]]), eos_token_id=END)
    with pytest.raises(ValueError, match="must have 2 rows, not 1"):
        scorer.process(ids[:1], scores, ends, torch.tensor([[0, 1]]), eos_token_id=END)
    with pytest.raises(ValueError, match='"never" needs max_length'):
        open_ended = BeamSearchScorer(1, 2, do_early_stopping="never")
        for _ in range(2):
            candidates = torch.tensor([[-1.0, -1.5, -2.0, -3.0]]), torch.tensor([[END, 4, 5, 6]])
            open_ended.process(ids, *candidates, torch.tensor([[0, 1, 0, 1]]), eos_token_id=END)


def test_refuses_to_pad_without_a_token(ids: torch.Tensor) -> None:
    scorer = BeamSearchScorer(1, 2, do_early_stopping=True)
    candidates = torch.tensor([[-1.0, -1.5, -2.0, -3.0]]), torch.tensor([[END, 4, 5, 6]])
    for _ in range(2):
        scorer.process(ids, *candidates, torch.tensor([[0, 1, 0, 1]]), eos_token_id=END)
    assert scorer.is_done
    with pytest.raises(ValueError, match="pad_token_id must be a token once a text of the batch has settled"):
        scorer.process(ids, *candidates, torch.tensor([[0, 1, 0, 1]]), eos_token_id=END)
    texts = scorer.finalize(ids, torch.zeros(2), None, None, 9, eos_token_id=END)
    assert texts["sequences"].tolist() == [[5, 6, 7, END]] and texts["beam_indices"] is None


def test_a_scorer_of_ones_own_says_what_it_lacks(ids: torch.Tensor) -> None:
    with pytest.raises(NotImplementedError, match="define process"):
        BeamScorer().process(ids, ids, ids, ids)
    with pytest.raises(NotImplementedError, match="define finalize"):
        BeamScorer().finalize(ids, ids, ids, ids, 9)


def test_progress_is_counted_in_the_constraints() -> None:
    state = ConstraintListState([PhrasalConstraint([3, 4, 5]), PhrasalConstraint([7])])
    assert state.advance() == [3, 7] and state.get_bank() == 0 and not state.completed
    assert state.add(3) == (False, True) and state.advance() == [4] and state.get_bank() == 1
    other = state.copy()
    assert state.add(9) == (False, False) and state.advance() == [7, 3] and state.get_bank() == 0
    assert other.advance() == [4] and state.copy(stateful=False).advance() == [3, 7]
    assert state.add(7) == (True, True) and state.get_bank() == 3
    state.reset([7, 3, 4, 5, 1])
    assert state.completed and state.advance() is None and state.add(3) == (True, False)
    assert len(ConstrainedBeamSearchScorer(1, 2, [PhrasalConstraint([7])]).make_constraint_states(3)) == 3


def test_a_named_search_returns_what_the_encoder_returned_and_obeys_use_cache() -> None:
    config = trivet.T5Config(
        vocab_size=12, d_model=8, d_kv=4, d_ff=8, num_layers=1, num_heads=2, decoder_start_token_id=0, use_cache=False
    )
    model = trivet.T5ForConditionalGeneration(config).eval()
    source = torch.tensor([[5, 6, 1], [7, 8, 1]])
    encoded = model.get_encoder()(source, output_attentions=True)
    encoded["last_hidden_state"] = encoded.last_hidden_state.repeat_interleave(2, dim=0)
    start, options = torch.zeros(4, 1, dtype=torch.int64), {"max_length": 3, "output_attentions": True}
    found = model.beam_search(
        start, BeamSearchScorer(2, 2), encoder_outputs=encoded, return_dict_in_generate=True, **options
    )
    assert found.encoder_attentions is encoded.attentions
    assert [each[0].shape[-2] for each in found.decoder_attentions] == [1, 2]
