"""Contrastive search: each step runs the likeliest tokens, and goes on with the one least like the text before it."""

from __future__ import annotations

import torch

from trivet.text.generation.contrastive import candidates, choose_candidate, normed
from trivet_torch.generation.search import ARRAYS, Search, Written
from trivet_torch.generation.trace import rows_of

Tensor = torch.Tensor


def contrastive(search: Search, ids: Tensor) -> Tensor:
    """One text of every row [rows, prompt], [rows, length]."""
    decoding, config = search.decoding, search.config
    decoding.asked["output_hidden_states"] = True
    written, batch = Written(ids, search), ids.shape[0]
    scores = decoding.scores(ids)
    seen = normed(decoding.states(), ARRAYS)
    # Of a text that comes after a source, all tokens count; else those that are not padding.
    mask = None if decoding.encoded is not None else decoding.mask
    sparing = bool(config.low_memory) or decoding.room is not None  # a fixed memory has no room for more rows
    while True:
        scores = search.processed(written.ids, scores)
        search.trace.add(scores, decoding.outputs)
        tokens, chances = candidates(ARRAYS, scores, config.top_k)
        states, candidate_scores = (_one_by_one if sparing else _at_once)(search, written.ids, tokens)
        valid = torch.ones(1, seen.shape[1], dtype=torch.bool, device=ids.device)
        if mask is not None:
            valid = valid.repeat(batch, 1)
            valid[:, : mask.shape[1]] = mask[:, : seen.shape[1]].bool()
        best = choose_candidate(ARRAYS, seen, valid, states, chances, config.penalty_alpha)
        rows = torch.arange(batch, device=ids.device)
        chosen = tokens[rows, best]
        if sparing:
            scores = decoding.scores(torch.cat((written.ids, chosen[:, None]), 1))
        else:
            decoding.select(rows * tokens.shape[1] + best)
            decoding.outputs = rows_of(decoding.outputs, rows * tokens.shape[1] + best)
            scores = candidate_scores[rows, best]
        seen = torch.cat((seen, normed(states[rows, best], ARRAYS)[:, None]), 1)
        if written.add(chosen):
            return written.ids


def _at_once(search: Search, ids: Tensor, tokens: Tensor) -> tuple[Tensor, Tensor]:
    """States [batch, k, hidden] and scores [batch, k, vocab] behind each candidate [batch, k]; the cache is of all."""
    batch, count = tokens.shape
    search.decoding.select(torch.arange(batch, device=ids.device).repeat_interleave(count))
    texts = torch.cat((ids.repeat_interleave(count, 0), tokens.reshape(-1, 1)), 1)
    scores = search.decoding.scores(texts)
    return search.decoding.states()[:, -1].view(batch, count, -1), scores.view(batch, count, -1)


def _one_by_one(search: Search, ids: Tensor, tokens: Tensor) -> tuple[Tensor, Tensor]:
    """The same with one candidate at a time in memory; the cache is of the text alone."""
    states, scores = [], []
    for index in range(tokens.shape[1]):
        scores.append(search.decoding.scores(torch.cat((ids, tokens[:, index : index + 1]), 1)))
        states.append(search.decoding.states()[:, -1])
        search.decoding.crop(-1)
    return torch.stack(states, 1), torch.stack(scores, 1)
