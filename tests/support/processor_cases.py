"""Each processor and warper of scores on its own, and whether some framework's arrays give what numpy's do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from trivet import GenerationConfig
from trivet.text.generation.arrays import Arrays, NumpyArrays
from trivet.text.generation.choose import processors, sampling_warpers
from trivet.text.generation.text import Text, apply

OPTIONS: list[dict[str, Any]] = [
    {"repetition_penalty": 1.7},
    {"encoder_repetition_penalty": 1.7},
    {"no_repeat_ngram_size": 2},
    {"encoder_no_repeat_ngram_size": 2},
    {"bad_words_ids": [[3], [1, 2], [4, 1, 2]]},
    {"sequence_bias": {(3,): 1.5, (1, 2): -0.5}},
    {"min_length": 6, "eos_token_id": [1, 2]},
    {"suppress_tokens": [0, 5]},
    {"begin_suppress_tokens": [1]},
    {"forced_eos_token_id": 3},
    {"exponential_decay_length_penalty": (1, 1.3), "eos_token_id": 2},
    {"remove_invalid_values": True},
    {"renormalize_logits": True},
    {"top_k": 3},
    {"top_p": 0.6},
    {"min_p": 0.2},
    {"typical_p": 0.6},
    {"epsilon_cutoff": 0.1},
    {"eta_cutoff": 0.2},
    {"temperature": 0.7},
]

VOCAB = 9


def drawn(seed: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Ids [3, 7] and scores [3, 9]."""
    rng = np.random.default_rng(seed)
    return rng.integers(0, VOCAB, (3, 7)), rng.normal(size=(3, VOCAB)).astype(np.float32)


def processed(fields: dict[str, Any], arrays: Arrays, ids: Any, scores: Any, length: Any) -> Any:
    """What the fields of a config make of scores behind the first `length` ids, two of which are the prompt."""
    config = GenerationConfig(**{"max_length": 8, "do_sample": True, "top_k": 0, **fields})
    made = [*processors(config, 2, ids[:, :2]), *sampling_warpers(config)]
    return apply(made, Text(arrays, ids, length), scores)


def assert_as_numpy(
    fields: dict[str, Any], arrays: Arrays, convert: Callable[[np.ndarray[Any, Any]], Any], seed: int, length: int
) -> None:
    """The arrays give what numpy's do; `convert` makes the framework's of numpy's."""
    ids, scores = drawn(seed)
    expected = processed(fields, NumpyArrays(), ids, scores, length)
    found = processed(fields, arrays, convert(ids), convert(scores), length)
    np.testing.assert_allclose(np.asarray(found), expected, rtol=1e-4, atol=1e-5)
