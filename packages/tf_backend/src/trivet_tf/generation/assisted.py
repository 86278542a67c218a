"""Assisted decoding: several tokens are drafted, by a smaller model or from the text, and checked in one step.

Draft and check choose a token of one place by the same chance, so what is sampled is what would be without drafts.
"""

from __future__ import annotations

from trivet.text.generation.speculation import Drafts, agreed, looked_up
from trivet.text.generation.text import Text
from trivet_tf.framework import tf
from trivet_tf.generation.loops import Loop
from trivet_tf.generation.search import ARRAYS, Search


def assisted(loop: Loop, ids: tf.Tensor, drafts: Drafts) -> tf.Tensor:
    """One text of every row [rows, prompt], [rows, length]: what the search would write without drafts.

    Rows go on together, as far as the drafts of all of them hold.
    """
    search, decoding = loop.search, loop.decoding
    length, state, done = ids.shape[1], loop.start(ids), False
    while not done:
        start = length
        drafted = _drafted(drafts, search, state.ids[:, :start], search.config.max_length - start - 1)
        count = drafted.shape[1]
        texts = tf.concat((state.ids[:, :start], drafted), 1)
        logits = decoding.logits(texts, count + 1)
        scores = [search.processed(texts[:, : start + at], logits[:, at], start + at) for at in range(count + 1)]
        chosen = tf.stack([search.choice(each, start + at) for at, each in enumerate(scores)], 1)
        # A row that has ended holds back none of the others.
        kept = int(tf.reduce_min(tf.where(state.open, agreed(ARRAYS, drafted, chosen), count)))
        for place in range(kept + 1):
            loop.trace.add(scores[place], None)
            state, done = loop.add(state, chosen[:, place], length, quietly=True)
            length += 1
            if done:
                break
        if loop.streamer is not None:
            loop.streamer.put(state.ids[:, start:length].numpy())
        decoding.crop(length - 1)
        drafts.learn(length - 1 - start, count, length)
    return state.ids[:, :length]


def _drafted(drafts: Drafts, search: Search, ids: tf.Tensor, room: int) -> tf.Tensor:
    """Ids [rows, n] to go on with, at most `room`."""
    count, prompt = min(drafts.count, room), ids.shape[1]
    if count < 1:
        return ids[:, :0]
    if drafts.model is None:
        tokens, kept = looked_up(Text(ARRAYS, ids, prompt), count)
        return tokens[:, : int(tf.reduce_max(kept))]
    text = ids
    for length in range(prompt, prompt + count):
        scores = search.processed(text, drafts.model.scores(text), length)
        text = tf.concat((text, search.choice(scores, length)[:, None]), 1)
    return text[:, prompt:]
