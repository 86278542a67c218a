"""Decoding with a cache, whatever its kind, gives what one pass over everything gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from tiny_decoders import DECODERS, WINDOW

from trivet_torch.cache import (
    Cache,
    DynamicCache,
    EncoderDecoderCache,
    SlidingWindowCache,
    StaticCache,
    decoder_cache,
    encoder_decoder_cache,
)

LENGTH, ROOM = 11, 16
PADDING = 3
CLOSE = {"rtol": 0, "atol": 1e-5}
# A prompt, single tokens, and several at once; the prompt is longer than the window.
STEPS = ((0, 6), (6, 7), (7, 8), (8, 11))


def made(kind: str, model: Any) -> Cache:
    """An empty cache for a model."""
    match kind:
        case "dynamic":
            return DynamicCache()
        case "static":
            return StaticCache(ROOM)
        case _:
            windows = getattr(model.config, "layer_windows", (None,) * model.config.num_hidden_layers)
            return SlidingWindowCache(ROOM, windows)


every_kind = pytest.mark.parametrize("kind", ["dynamic", "static", "sliding"])
every_family = pytest.mark.parametrize("model_type", DECODERS)


@pytest.fixture
def ids() -> torch.Tensor:
    return torch.randint(3, 61, (2, LENGTH))


@pytest.fixture(autouse=True)
def _inference() -> Iterator[None]:
    with torch.no_grad():
        yield


@every_family
@every_kind
def test_cached_decoding_gives_what_one_pass_gives(
    decoder: Callable[..., Any], ids: torch.Tensor, model_type: str, kind: str
) -> None:
    model = decoder(model_type)
    mask = torch.ones(2, ROOM, dtype=torch.int64)
    mask[0, :PADDING] = 0
    expected = model(ids, attention_mask=mask[:, :LENGTH], use_cache=False)
    assert expected.past_key_values is None
    cache = made(kind, model)
    logits = []
    for start, end in STEPS:
        seen = mask[:, :end] if kind == "dynamic" else mask
        output = model(ids[:, start:end], attention_mask=seen, past_key_values=cache)
        assert output.past_key_values is cache
        logits.append(output.logits)
    found = torch.cat(logits, 1)
    assert cache.get_seq_length() == LENGTH
    assert not found.isnan().any()
    torch.testing.assert_close(found[1], expected.logits[1], **CLOSE)
    torch.testing.assert_close(found[0, PADDING:], expected.logits[0, PADDING:], **CLOSE)


@every_kind
@pytest.mark.parametrize("model_type", ["gpt2", "gemma2"])
def test_no_mask_and_one_of_ones_are_the_same(
    decoder: Callable[..., Any], ids: torch.Tensor, model_type: str, kind: str
) -> None:
    model = decoder(model_type)
    expected = model(ids).logits
    cache = made(kind, model)
    found = torch.cat([model(ids[:, start:end], past_key_values=cache).logits for start, end in STEPS], 1)
    torch.testing.assert_close(found, expected, **CLOSE)
    torch.testing.assert_close(model(ids, attention_mask=torch.ones_like(ids)).logits, expected, **CLOSE)


def test_positions_may_be_given(decoder: Callable[..., Any], ids: torch.Tensor) -> None:
    model, cache = decoder("llama"), StaticCache(ROOM)
    expected = model(ids).logits
    model(ids[:, :6], past_key_values=cache, cache_position=torch.arange(6))
    wrong = model(ids[:, 5:6], past_key_values=cache, cache_position=torch.tensor([6])).logits
    found = model(ids[:, 6:7], past_key_values=cache, cache_position=torch.tensor([6])).logits
    torch.testing.assert_close(found[:, 0], expected[:, 6], **CLOSE)
    assert not torch.allclose(wrong, found)


@pytest.mark.parametrize("model_type", ["llama", "gpt2"])
def test_a_cache_reads_as_the_tuple_that_it_may_be_given_as(
    decoder: Callable[..., Any], ids: torch.Tensor, model_type: str
) -> None:
    model = decoder(model_type)
    past = DynamicCache()
    assert model(ids[:, :6], past_key_values=past).past_key_values is past
    assert len(past) == len(list(past)) == 2
    heads, size = (4, 4) if model_type == "gpt2" else (2, 6)
    for key, value in past:
        assert key.shape == value.shape == (2, heads, 6, size)
    assert past[1][0] is past.to_legacy_cache()[1][0]
    legacy = tuple((key.clone(), value.clone()) for key, value in past)
    found, expected = (model(ids[:, 6:], past_key_values=each).logits for each in (legacy, past))
    torch.testing.assert_close(found, expected, rtol=0, atol=0)
    assert legacy[0][0].shape[2] == 6


@pytest.mark.parametrize("model_type", ["llama", "gpt2"])
def test_a_model_that_is_given_no_cache_returns_a_tuple_that_stays_as_it_is(
    decoder: Callable[..., Any], ids: torch.Tensor, model_type: str
) -> None:
    model = decoder(model_type)
    past = model(ids[:, :6]).past_key_values
    assert type(past) is type(past[0]) is tuple
    assert type(model(ids[:, :6], return_dict=False)[1]) is tuple
    # A prefix may go on in several ways.
    firsts, seconds = (model(ids[:, 6:], past_key_values=past) for _ in range(2))
    torch.testing.assert_close(firsts.logits, seconds.logits, rtol=0, atol=0)
    assert type(firsts.past_key_values) is tuple
    assert (past[0][0].shape[2], firsts.past_key_values[0][0].shape[2]) == (6, ids.shape[1])
    torch.testing.assert_close(firsts.logits, model(ids).logits[:, 6:], **CLOSE)


def test_a_cache_has_the_methods_and_lists_of_transformers() -> None:
    cache, key, value = DynamicCache(), torch.rand(1, 2, 3, 4), torch.rand(1, 2, 3, 4)
    assert (list(cache.key_cache), cache.seen_tokens, cache.get_max_length()) == ([], 0, None)
    assert cache.update(key, value, 0) == (key, value)
    cache.update(key_states=key, value_states=value, layer_idx=1, cache_kwargs={})
    keys, _ = cache.update(key[:, :, :1], value[:, :, :1], 0)
    assert keys.shape[2] == cache.seen_tokens == cache.get_seq_length(0) == cache.get_usable_length(5) == 4
    assert [len(cache), cache.get_seq_length(1), len(cache.value_cache)] == [2, 3, 2]
    cache.key_cache[0], cache.value_cache[0] = cache.key_cache[0][:, :, :2], cache.value_cache[0][:, :, :2]
    assert torch.equal(cache.update(key, value, 0)[0], torch.cat((key[:, :, :2], key), 2))
    cache.reorder_cache(torch.tensor([0, 0]))
    assert [each.shape[0] for each in cache.key_cache] == [2, 2]
    again = DynamicCache.from_legacy_cache(cache.to_legacy_cache())
    torch.testing.assert_close(list(again.key_cache), list(cache.key_cache))
    assert len(DynamicCache.from_legacy_cache()) == len(EncoderDecoderCache.from_legacy_cache()) == 0
    static = StaticCache(8)
    static.update(key, value, 0)
    assert (static.get_max_length(), static.get_usable_length(4), static.get_usable_length(6)) == (8, 3, 2)
    with pytest.raises(TypeError, match="call update"):
        cache.key_cache.append(key)
    with pytest.raises(TypeError, match="keeps its layers"):
        del cache.key_cache[0]


def test_a_callers_own_cache_is_used(decoder: Callable[..., Any], ids: torch.Tensor) -> None:
    class Own(Cache):
        """Written for `transformers`: it has no method but those of its caches."""

        def __init__(self) -> None:
            self.pairs: dict[int, tuple[torch.Tensor, torch.Tensor]] = {}

        def update(self, key_states: Any, value_states: Any, layer_idx: int, cache_kwargs: Any = None) -> Any:
            old = self.pairs.get(layer_idx)
            new = (key_states, value_states)
            if old is not None:
                new = torch.cat((old[0], new[0]), 2), torch.cat((old[1], new[1]), 2)
            self.pairs[layer_idx] = new
            return new

        def get_seq_length(self, layer_idx: int | None = 0) -> int:
            return self.pairs[0][0].shape[2] if self.pairs else 0

        def get_max_length(self) -> int | None:
            return None

    model, cache = decoder("llama"), Own()
    found = torch.cat([model(ids[:, start:end], past_key_values=cache).logits for start, end in STEPS], 1)
    torch.testing.assert_close(found, model(ids).logits, **CLOSE)
    assert (
        model.generate(ids, past_key_values=Own(), max_new_tokens=4).tolist()
        == model.generate(ids, max_new_tokens=4).tolist()
    )


def test_legacy_layers_must_be_pairs() -> None:
    key = torch.zeros(1, 2, 3, 4)
    assert DynamicCache.from_legacy_cache([(key, key)]).get_seq_length() == 3
    with pytest.raises(ValueError, match=r"layer 0 of past_key_values must be \(key, value\), not 3 tensors"):
        DynamicCache.from_legacy_cache([(key, key, key)])  # type: ignore[list-item]


@every_kind
@pytest.mark.parametrize("model_type", ["mistral", "gpt2"])
def test_reordered_rows_go_on_as_the_rows_that_they_were(
    decoder: Callable[..., Any], ids: torch.Tensor, model_type: str, kind: str
) -> None:
    model, beams = decoder(model_type), torch.tensor([1, 1])
    expected = model(torch.cat((ids[beams, :6], ids[:, 6:]), 1)).logits[:, 6:]
    cache = made(kind, model)
    model(ids[:, :6], past_key_values=cache)
    cache.reorder(beams)
    torch.testing.assert_close(model(ids[:, 6:], past_key_values=cache).logits, expected, **CLOSE)


def test_a_growing_cache_may_get_more_rows(decoder: Callable[..., Any], ids: torch.Tensor) -> None:
    model, past = decoder("llama"), DynamicCache()
    model(ids[:, :6], past_key_values=past)
    past.reorder(torch.tensor([0, 0, 1]))
    expected = model(ids[[0, 0, 1]]).logits[:, 6:]
    torch.testing.assert_close(model(ids[[0, 0, 1], 6:], past_key_values=past).logits, expected, **CLOSE)


@every_kind
@pytest.mark.parametrize("length", [5, -3])
def test_a_cropped_cache_goes_on_from_there(
    decoder: Callable[..., Any], ids: torch.Tensor, kind: str, length: int
) -> None:
    model = decoder("llama")
    expected = model(ids).logits[:, 5:]
    cache = made(kind, model)
    model(torch.cat((ids[:, :5], ids[:, :3]), 1), past_key_values=cache)
    cache.crop(length)
    assert cache.get_seq_length() == 5
    torch.testing.assert_close(model(ids[:, 5:], past_key_values=cache).logits, expected, **CLOSE)
    cache.crop(LENGTH + 1)
    assert cache.get_seq_length() == LENGTH


def test_a_window_is_cropped_only_while_it_has_forgotten_nothing(
    decoder: Callable[..., Any], ids: torch.Tensor
) -> None:
    model = decoder("mistral")
    cache = SlidingWindowCache(ROOM, model.config.layer_windows)
    model(ids[:, : WINDOW - 1], past_key_values=cache)
    cache.crop(1)
    found = model(ids[:, 1:], past_key_values=cache).logits
    torch.testing.assert_close(found, model(ids).logits[:, 1:], **CLOSE)
    with pytest.raises(ValueError, match="a sliding window of 5 that has seen 11 tokens cannot be cropped to 9"):
        cache.crop(9)


def test_a_window_holds_no_more_than_it_needs(decoder: Callable[..., Any], ids: torch.Tensor) -> None:
    model = decoder("gemma2")
    cache = SlidingWindowCache(ROOM, model.config.layer_windows)
    model(ids, past_key_values=cache)
    assert [key.shape[2] for key, _ in cache] == [WINDOW - 1, ROOM]


def test_a_full_cache_is_refused_before_it_is_written(decoder: Callable[..., Any], ids: torch.Tensor) -> None:
    model, cache = decoder("llama"), StaticCache(LENGTH)
    model(ids[:, :6], past_key_values=cache)
    before = cache[0][0].clone()
    with pytest.raises(ValueError, match="room for 11 tokens and has seen 6: 6 more do not fit"):
        model(ids[:, :6], past_key_values=cache)
    torch.testing.assert_close(cache[0][0], before, rtol=0, atol=0)
    model(ids[:, 6:], past_key_values=cache)
    assert cache.get_seq_length() == LENGTH


def test_a_fixed_cache_stays_where_it_is(decoder: Callable[..., Any], ids: torch.Tensor) -> None:
    model = decoder("mistral")
    for cache in (StaticCache(ROOM), SlidingWindowCache(ROOM, model.config.layer_windows)):
        model(ids[:, :6], past_key_values=cache)
        places = [each.data_ptr() for pair in cache for each in pair]
        model(ids[:, 6:], past_key_values=cache)
        cache.reorder(torch.tensor([1, 0]))
        assert [each.data_ptr() for pair in cache for each in pair] == places


def test_an_empty_cache_is_a_cache() -> None:
    for cache in (DynamicCache(), StaticCache(4), EncoderDecoderCache()):
        assert cache
        assert len(cache) == 0
        assert cache.get_seq_length() == 0
        cache.crop(0)
    with pytest.raises(ValueError, match="still empty"):
        DynamicCache().layer(0).pair()
    with pytest.raises(ValueError, match="max_length must be positive, not 0"):
        StaticCache(0)


def test_gradients_flow_through_a_growing_cache(decoder: Callable[..., Any], ids: torch.Tensor) -> None:
    model = decoder("llama")
    gradients = []
    for cached in (False, True):
        model.zero_grad()
        with torch.enable_grad():
            past = model(ids[:, :6]).past_key_values if cached else None
            model(ids[:, 6:] if cached else ids, past_key_values=past).logits[:, -1].sum().backward()
        gradients.append(model.model.embed_tokens.weight.grad)
    torch.testing.assert_close(gradients[1], gradients[0], rtol=1e-4, atol=1e-4)


def pair(length: int, fill: float = 0.0) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.full((2, 2, length, 3), fill), torch.full((2, 2, length, 3), fill)


def test_the_encoders_keys_are_computed_once() -> None:
    cache = EncoderDecoderCache()
    first = cache.cross(0, lambda: pair(7))
    assert cache.cross(0, lambda: pair(9))[0] is first[0]
    assert cache.cross(1, lambda: pair(7))[0] is not first[0]
    cache.self_attention.update(*pair(1), 0, torch.arange(1))
    cache.self_attention.update(*pair(1), 1, torch.arange(1))
    assert [len(layer) for layer in cache] == [4, 4]
    assert cache[0][2] is first[0]
    assert cache.get_seq_length() == 1


def test_an_encoder_decoder_cache_is_reordered_and_cropped() -> None:
    cache = EncoderDecoderCache.from_legacy_cache(
        [(*pair(3), *(each + torch.arange(2.0)[:, None, None, None] for each in pair(5)))]
    )
    cache.reorder(torch.tensor([1, 1]))
    assert cache[0][2].unique().tolist() == [1.0]
    cache.crop(2)
    assert [each.shape[2] for each in cache[0]] == [2, 2, 5, 5]
    assert cache.to_legacy_cache()[0][3] is cache[0][3]


def test_what_a_decoder_accepts_as_a_cache() -> None:
    assert decoder_cache(None, use_cache=False) is None
    assert isinstance(decoder_cache(None, use_cache=True), DynamicCache)
    given = StaticCache(4)
    assert decoder_cache(given, use_cache=True) is given
    assert encoder_decoder_cache(None, use_cache=False) is None
    whole = encoder_decoder_cache(given, use_cache=True)
    assert whole is not None
    assert whole.self_attention is given
    assert encoder_decoder_cache(whole, use_cache=True) is whole
    legacy = encoder_decoder_cache([pair(3)], use_cache=True)
    assert legacy is not None
    assert (legacy.get_seq_length(), legacy.cross_attention) == (3, [])
    with pytest.raises(ValueError, match="layer 0 of past_key_values must have 2 or 4 tensors, not 3"):
        encoder_decoder_cache([(*pair(3), pair(3)[0])], use_cache=True)
