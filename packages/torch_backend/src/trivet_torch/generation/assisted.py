"""Assisted decoding: several tokens are drafted, by a smaller model or from the text, and checked in one step."""

from __future__ import annotations

import torch

from trivet.text.generation.speculation import Drafts, accepted, agreed, looked_up
from trivet.text.generation.text import Text
from trivet_torch.generation.search import ARRAYS, Search, Written

Tensor = torch.Tensor


def assisted(search: Search, ids: Tensor, drafts: Drafts) -> Tensor:
    """One text of every row [rows, prompt], [rows, length]: what the search would write without drafts.

    Rows go on together, as far as the drafts of all of them hold.
    """
    decoding, written, streamer = search.decoding, Written(ids, search), search.streamer
    while True:
        length = written.ids.shape[1]
        drafted, chances = _drafted(drafts, search, written.ids, search.config.max_length - length - 1)
        count = drafted.shape[1]
        texts = torch.cat((written.ids, drafted), 1)
        logits = decoding.logits(texts, count + 1)
        scores = [search.processed(texts[:, : length + place], logits[:, place]) for place in range(count + 1)]
        chosen = _checked(search, torch.stack(scores, 1), drafted, chances, written.open)
        outputs, done, added = decoding.outputs, False, 0
        while added < chosen.shape[1] and not done:
            done = written.add(chosen[:, added], quietly=True)
            added += 1
        search.trace.add_several(scores[:added], outputs, length, count)
        if streamer is not None:
            streamer.put(written.ids[:, length:].cpu())
        if done:
            return written.ids
        decoding.crop(written.ids.shape[1] - 1)
        drafts.learn(added - 1, count, written.ids.shape[1])


def _drafted(drafts: Drafts, search: Search, ids: Tensor, room: int) -> tuple[Tensor, Tensor | None]:
    """Ids [rows, n] to go on with, at most `room`, and if they were sampled the probabilities [rows, n, vocab]."""
    count = min(drafts.count, room)
    if count < 1:
        return ids[:, :0], None
    if drafts.model is None:
        drafted, kept = looked_up(Text(ARRAYS, ids, ids.shape[1]), count)
        return drafted[:, : int(kept.max())], None
    text, chances, prompt = ids, [], ids.shape[1]
    while text.shape[1] < prompt + count:
        scores = search.processed(text, drafts.model.scores(text))
        if search.config.do_sample:
            chances.append(scores.softmax(-1))
            chosen = search.sampled(chances[-1])
        else:
            chosen = scores.argmax(-1)
        text = torch.cat((text, chosen[:, None]), 1)
    return text[:, prompt:], torch.stack(chances, 1) if chances else None


def _checked(search: Search, scores: Tensor, drafted: Tensor, chances: Tensor | None, open_: Tensor) -> Tensor:
    """The tokens [rows, kept + 1] to go on with: drafted ones as far as they hold, and one more."""
    count = drafted.shape[1]
    rows = torch.arange(drafted.shape[0], device=drafted.device)
    if search.config.do_sample and chances is not None:
        draws = torch.rand(drafted.shape, generator=search.generator, device=drafted.device)
        kept, left = accepted(ARRAYS, drafted, chances, scores.softmax(-1), draws)
        chosen = torch.cat((drafted, drafted[:, :1]), 1)
        chosen[rows, kept] = search.sampled(left)
    else:
        if search.config.do_sample:
            chosen = search.sampled(scores.softmax(-1).flatten(0, 1)).view(-1, count + 1)
        else:
            chosen = scores.argmax(-1)
        kept = agreed(ARRAYS, drafted, chosen)
    # A row that has ended holds back none of the others.
    least = int(torch.where(open_, kept, count).min()) if count else 0
    return chosen[:, : least + 1]
