"""Keys and values that come before an encoder's own, as in prefix tuning: the same in PyTorch and TensorFlow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
import torch

import trivet
from trivet.testing import tiny_config
from trivet_tf.cache.static import StaticCache as TFStaticCache
from trivet_torch.cache import DynamicCache, StaticCache

IDS, PREFIX = np.array([[5, 6, 7, 8], [9, 5, 4, 3]]), 3
Pairs = list[tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]


def prefix_of(config: Any) -> Pairs:
    """Keys and values [batch, heads, prefix, head size] for each layer."""
    rng, size = np.random.default_rng(0), config.hidden_size // config.num_attention_heads
    shape = (2, 2, config.num_attention_heads, PREFIX, size)
    return [(pair[0], pair[1]) for pair in rng.normal(size=(config.num_hidden_layers, *shape)).astype(np.float32)]


def run(model: Any, **inputs: Any) -> np.ndarray[Any, Any]:
    with torch.no_grad():
        output = model(
            **{name: torch.from_numpy(each) if hasattr(each, "dtype") else each for name, each in inputs.items()}
        )
    assert "past_key_values" not in output
    return np.asarray(output.last_hidden_state)


@pytest.mark.parametrize("name", ["BertModel", "RobertaModel", "ElectraModel"])
def test_a_prefix_is_attended_to_and_shifts_positions(name: str, tmp_path: Path) -> None:
    config = tiny_config(name.removesuffix("Model").lower())
    model = getattr(trivet, name)(config).eval()
    prefix = prefix_of(config)
    past = [(torch.from_numpy(key), torch.from_numpy(value)) for key, value in prefix]
    mask = np.ones((2, PREFIX + IDS.shape[1]), np.int64)
    states = run(model, input_ids=IDS, attention_mask=mask, past_key_values=past)
    cache = DynamicCache.from_legacy_cache(past)
    np.testing.assert_array_equal(run(model, input_ids=IDS, past_key_values=cache), states)
    assert cache.get_seq_length() == PREFIX, "the caller's cache is not changed"

    alone = run(model, input_ids=IDS, position_ids=_positions(config) + PREFIX)
    assert not np.allclose(states, alone, atol=1e-3)
    mask[:, :PREFIX] = 0
    hidden = run(model, input_ids=IDS, attention_mask=mask, past_key_values=past)
    np.testing.assert_allclose(hidden, alone, atol=1e-5)

    model.save_pretrained(tmp_path)
    keras = getattr(trivet, f"TF{name}").from_pretrained(tmp_path)
    pairs = tuple((tf.constant(key), tf.constant(value)) for key, value in prefix)
    np.testing.assert_allclose(keras(IDS, past_key_values=pairs).last_hidden_state, states, atol=1e-5)


def _positions(config: Any) -> np.ndarray[Any, Any]:
    first = config.pad_token_id + 1 if config.model_type == "roberta" else 0
    return np.broadcast_to(np.arange(IDS.shape[1]) + first, IDS.shape).copy()


def test_a_prefix_of_another_form_is_refused() -> None:
    config = tiny_config("bert")
    with pytest.raises(ValueError, match="no past_key_values of fixed length"):
        trivet.BertModel(config)(torch.from_numpy(IDS), past_key_values=StaticCache(8))
    with pytest.raises(ValueError, match="no past_key_values of fixed length"):
        trivet.TFBertModel(config)(IDS, past_key_values=TFStaticCache.empty([4] * config.num_hidden_layers, 2, 8, 4))
    flax = trivet.FlaxBertModel(config)
    with pytest.raises(ValueError, match="past_key_values is for decoders"):
        flax(IDS, past_key_values=prefix_of(config))
