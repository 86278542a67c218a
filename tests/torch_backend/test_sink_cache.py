"""`SinkCache`: the first tokens and the last ones, each where it stands in the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
import torch

import trivet
from trivet.errors import InvalidInputError
from trivet_torch.cache import DynamicCache, SinkCache
from trivet_torch.layers.rotary import rotate

WINDOW, SINKS = 6, 2
IDS = torch.tensor([[5, 9, 12, 7, 3, 8, 11, 4, 6, 10]])
CLOSE = {"rtol": 0, "atol": 1e-5}


@pytest.fixture(autouse=True)
def _inference() -> Iterator[None]:
    with torch.no_grad():
        yield


@pytest.fixture(params=("llama", "phi", "glm"))  # whole heads are turned, a part of them, and neighbours together
def model(request: pytest.FixtureRequest, decoder: Callable[..., Any]) -> Any:
    return decoder(request.param, "ForCausalLM", num_hidden_layers=1)


def read(model: Any, cache: SinkCache, *steps: int) -> torch.Tensor:
    """The last scores after so many tokens at a time."""
    start = 0
    for length in steps:
        scores = model(IDS[:, start : start + length], past_key_values=cache).logits[:, -1]
        start += length
    return scores


def test_is_a_growing_cache_until_the_window_is_full(model: Any) -> None:
    cache = SinkCache(window_length=WINDOW, num_sink_tokens=SINKS)
    torch.testing.assert_close(read(model, cache, 3, 1, 1), read(model, DynamicCache(), 5), **CLOSE)
    assert (cache.seen_tokens, cache.get_seq_length(), cache.get_max_length()) == (5, 5, WINDOW)


@pytest.mark.parametrize("steps", [(5, 2, 1, 1), (5, 2, 2), (4, 3, 2)])
def test_sees_the_sinks_and_the_last_tokens_at_their_places_in_the_window(model: Any, steps: tuple[int, ...]) -> None:
    cache = SinkCache(WINDOW, SINKS)
    scores = read(model, cache, *steps)
    total = sum(steps)
    left = torch.cat((IDS[:, :SINKS], IDS[:, total - WINDOW + SINKS : total]), 1)
    torch.testing.assert_close(scores, model(left).logits[:, -1], **CLOSE)
    assert (cache.seen_tokens, cache.get_seq_length()) == (total, WINDOW)
    assert cache.get_usable_length(1) == WINDOW - 1


def test_tables_of_cosines_and_sines_serve_as_well(decoder: Callable[..., Any]) -> None:
    """As attention written for `transformers` hands them over."""
    rotary = decoder("llama", "ForCausalLM").model.rotary_emb
    positions = torch.arange(WINDOW)[None]
    cosine, sine = (each[0, 0].repeat(1, 2) for each in rotary(positions, torch.float32))
    turn = partial(rotate, rotation=rotary.back(2, positions, torch.float32))
    keys = torch.randn(1, 2, WINDOW + 2, cosine.shape[-1])
    caches = []
    for kwargs in ({"turned_back": turn}, {"cos": cosine, "sin": sine}):
        cache = SinkCache(WINDOW, SINKS)
        for part in keys.split((WINDOW, 2), 2):
            cache.update(part, part, 0, kwargs)
        caches.append(cache)
    torch.testing.assert_close(caches[0].key_cache[0], caches[1].key_cache[0], **CLOSE)
    assert not torch.equal(caches[0].key_cache[0], caches[0].value_cache[0])


@pytest.mark.parametrize("padded", [False, True])
def test_writes_texts_that_are_longer_than_the_window(model: Any, padded: bool) -> None:
    cache = SinkCache(WINDOW, SINKS)
    prompt = IDS[:, :4]
    mask = torch.tensor([[0, 1, 1, 1]]) if padded else torch.ones_like(prompt)
    written = model.generate(
        prompt, attention_mask=mask, past_key_values=cache, max_new_tokens=8, do_sample=False, eos_token_id=None
    )
    assert written.shape == (1, 12)
    assert cache.seen_tokens == 11
    follow_up = torch.cat((written, IDS[:, :2]), 1)
    longer = model.generate(follow_up, past_key_values=cache, max_new_tokens=2, do_sample=False, eos_token_id=None)
    assert longer.shape == (1, 16)
    assert cache.get_seq_length() == WINDOW


def test_beams_are_reordered(model: Any) -> None:
    cache = SinkCache(WINDOW, SINKS)
    written = model.generate(IDS[:, :4], past_key_values=cache, max_new_tokens=6, num_beams=2, eos_token_id=None)
    assert written.shape == (1, 10)


def test_too_many_tokens_at_once_are_refused(model: Any) -> None:
    with pytest.raises(InvalidInputError, match="7 new tokens do not fit into a window of 6"):
        model(IDS[:, :7], past_key_values=SinkCache(WINDOW, SINKS))
    cache = SinkCache(WINDOW, SINKS)
    model(IDS[:, :3], past_key_values=cache)
    with pytest.raises(InvalidInputError, match="only 4 do"):
        model(IDS[:, 3:8], past_key_values=cache)


def test_what_is_forgotten_does_not_come_back(model: Any) -> None:
    cache = SinkCache(WINDOW, SINKS)
    read(model, cache, 4)
    cache.crop(3)
    assert cache.get_seq_length() == cache.seen_tokens == 3
    cache = SinkCache(WINDOW, SINKS)
    read(model, cache, 4, 4)
    with pytest.raises(ValueError, match="cannot go back"):
        cache.crop(3)


def test_there_must_be_room_beside_the_sinks() -> None:
    with pytest.raises(ValueError, match="must be less than window_length"):
        trivet.SinkCache(window_length=4, num_sink_tokens=4)
