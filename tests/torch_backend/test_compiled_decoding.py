"""Decoding steps with fixed memory compile as one graph, and only once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from tiny_decoders import WINDOW
from torch._dynamo.testing import CompileCounterWithBackend

from trivet_torch.cache import SlidingWindowCache, StaticCache

# PyTorch's own modules use what PyTorch deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:`torch.jit.*` is deprecated:DeprecationWarning")

ROOM = 12


@pytest.mark.parametrize(("model_type", "sliding"), [("llama", False), ("gpt2", False), ("gemma2", True)])
def test_a_step_is_compiled_once(decoder: Callable[..., Any], model_type: str, sliding: bool) -> None:
    model = decoder(model_type, num_hidden_layers=2 if sliding else 1)
    cache = SlidingWindowCache(ROOM, model.config.layer_windows) if sliding else StaticCache(ROOM)
    ids = torch.randint(3, 61, (2, 10))
    mask = torch.ones(2, ROOM, dtype=torch.int64)
    mask[0, :2] = 0
    counter = CompileCounterWithBackend("aot_eager")
    step = torch.compile(model, fullgraph=True, backend=counter)
    start = WINDOW + 1
    with torch.no_grad():
        expected = model(ids, attention_mask=mask[:, :10]).logits[:, start:]
        model(ids[:, :start], attention_mask=mask, past_key_values=cache)
        logits = []
        for place in range(start, 10):
            logits.append(step(ids[:, place : place + 1], attention_mask=mask, past_key_values=cache).logits)
    assert counter.frame_count == 1
    assert cache.get_seq_length() == 10
    torch.testing.assert_close(torch.cat(logits, 1), expected, rtol=0, atol=1e-5)


def test_a_compiled_prompt_fills_the_cache(decoder: Callable[..., Any]) -> None:
    model, ids = decoder("llama", num_hidden_layers=1), torch.randint(3, 61, (2, 5))
    found, expected = StaticCache(ROOM), StaticCache(ROOM)
    with torch.no_grad():
        torch.compile(model, fullgraph=True, backend="aot_eager")(ids, past_key_values=found)
        model(ids, past_key_values=expected)
    torch.testing.assert_close(found.to_legacy_cache(), expected.to_legacy_cache(), rtol=0, atol=1e-6)
    assert found.get_seq_length() == 5
