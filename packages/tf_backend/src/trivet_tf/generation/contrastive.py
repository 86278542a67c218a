"""Contrastive search: each step runs the likeliest tokens, and goes on with the one least like the text before it."""

from __future__ import annotations

from trivet.text.generation.contrastive import candidates, choose_candidate, normed
from trivet_tf.framework import tf
from trivet_tf.generation.loops import Loop
from trivet_tf.generation.search import ARRAYS


def contrastive(loop: Loop, ids: tf.Tensor) -> tf.Tensor:
    """One text of every row [rows, prompt], [rows, length]."""
    search, decoding, config = loop.search, loop.decoding, loop.search.config
    decoding.asked["output_hidden_states"] = True
    batch, length, state = ids.shape[0], ids.shape[1], loop.start(ids)
    scores = decoding.scores(ids)
    seen = normed(decoding.states(), ARRAYS)
    # Of a text that comes after a source, all tokens count; else those that are not padding.
    mask = None if decoding.encoded is not None else decoding.mask
    while True:
        scores = search.processed(state.ids, scores, length)
        loop.trace.add(scores, None)
        tokens, chances = candidates(ARRAYS, scores, config.top_k)
        count = tokens.shape[1]
        # All candidates at once, as so many rows.
        decoding.select(tf.repeat(tf.range(batch), count))
        texts = tf.concat((tf.repeat(state.ids[:, :length], count, 0), tf.reshape(tokens, (-1, 1))), 1)
        of_candidates, states = decoding.scores(texts), tf.reshape(decoding.states()[:, -1], (batch, count, -1))
        valid = tf.ones((batch, length), tf.bool)
        if mask is not None:
            valid = tf.cast(tf.pad(mask, ((0, 0), (0, length - mask.shape[1])), constant_values=1), tf.bool)
        best = choose_candidate(ARRAYS, seen, valid, states, chances, config.penalty_alpha)
        rows = tf.range(batch) * count + best
        decoding.select(rows)
        scores = tf.gather(of_candidates, rows)
        chosen = normed(tf.gather(states, best[:, None], batch_dims=1), ARRAYS)
        seen = tf.concat((seen, chosen), 1)
        state, done = loop.add(state, tf.gather(tokens, best, batch_dims=1), length)
        length += 1
        if done:
            return state.ids[:, :length]
