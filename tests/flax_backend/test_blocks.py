"""Blocks that no shipped family combines so: each computes what the plain numpy interpretation of it does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from block_cases import CASES, HEAD, LENGTH, PLACES, SIZE, WITHIN, attention, biased, decoder, norm, transformer
from flax import nnx
from numpy_backend.blocks import Call, Params, transform

from trivet.errors import InputRangeError
from trivet.families import derive
from trivet.families.blocks import Embedding, Learned, Residual, Transformer
from trivet.layout import FLAX, IDENTITY
from trivet.layout.ops import between
from trivet.testing import tiny_config
from trivet_flax.cache import DynamicCache, EncoderDecoderCache
from trivet_flax.layers.setup import PretrainedModule, Setup
from trivet_flax.layers.transformer import TransformerParts
from trivet_flax.load.skeleton import skeleton_of, slots

CLOSE: dict[str, Any] = {"rtol": 1e-5, "atol": 2e-5}
MASK = np.array([[1] * LENGTH, [1, 1, 1, 0, 0]])


class Model(PretrainedModule, TransformerParts):
    """The modules of a blueprint, every parameter random."""

    def __init__(self, block: Transformer) -> None:
        self.rotary_config = (tiny_config("llama", head_dim=4),)
        self.add_transformer(block, self.rotary_config[0], Setup(nnx.Rngs(0)))
        draw = np.random.default_rng(0).normal
        for slot in slots(self):
            slot.variable.set_value(jnp.asarray(draw(0.1, 0.3, slot.value.shape), jnp.float32))

    def arrays(self) -> dict[str, np.ndarray[Any, Any]]:
        """The parameters by canonical names, in PyTorch's layout."""
        values = {slot.name: np.asarray(slot.value) for slot in slots(self)}
        targets = skeleton_of(self).targets
        return {each.param.name: between(FLAX.layout(each.param), IDENTITY).view(values[each.name]) for each in targets}


def ids(batch: int = 2) -> np.ndarray[Any, Any]:
    return np.random.default_rng(1).integers(0, 23, (batch, LENGTH))


def expected(block: Transformer, model: Model, **inputs: Any) -> tuple[np.ndarray[Any, Any], Call]:
    positions = np.arange(LENGTH)
    source = inputs.get("source"), inputs.get("source_mask")
    call = Call(positions, positions[None], inputs.get("attention_mask"), {}, model.rotary_config[0], *source)
    states, _ = transform(block, Params(model.arrays()), {"input_ids": ids()}, call)
    return states, call


def states(model: Model, tokens: Any, **inputs: Any) -> Any:
    return model.transformed(jnp.asarray(tokens), **inputs)


@pytest.mark.parametrize("name", CASES)
def test_has_the_parameters_that_follow_from_the_blueprint(name: str) -> None:
    listed = {param.name: param.shape for param in derive.base_parameters(CASES[name]) if not param.buffer}
    assert {each: array.shape for each, array in Model(CASES[name]).arrays().items()} == listed


@pytest.mark.parametrize("mask", [None, MASK], ids=["all", "masked"])
@pytest.mark.parametrize("need_weights", [False, True])
@pytest.mark.parametrize("name", CASES)
def test_computes_what_the_blueprint_says(name: str, need_weights: bool, mask: Any) -> None:
    model = Model(CASES[name])
    wanted, call = expected(CASES[name], model, attention_mask=mask)
    given = None if mask is None else jnp.asarray(mask)
    outputs = states(model, ids(), attention_mask=given, output_attentions=need_weights)
    np.testing.assert_allclose(outputs.last_hidden_state, wanted, **CLOSE)
    if need_weights:
        for weights, each in zip(outputs.attentions, call.weights[0], strict=True):
            np.testing.assert_allclose(weights, each, **CLOSE)


@pytest.mark.parametrize("dynamic", [False, True])
@pytest.mark.parametrize("name", [name for name, block in CASES.items() if block.causal])
def test_cached_steps_give_what_one_pass_gives(name: str, dynamic: bool) -> None:
    model, tokens = Model(CASES[name]), ids()
    whole = states(model, tokens).last_hidden_state
    past: Any = model.empty_cache(2, 9)
    past = DynamicCache.empty(len(past)) if dynamic else past
    parts = []
    for part in np.split(tokens, [2, 3], 1):
        outputs = states(model, part, past=past)
        past = outputs.past_key_values
        parts.append(outputs.last_hidden_state)
    np.testing.assert_allclose(jnp.concatenate(parts, 1), whole, **CLOSE)


def test_attends_to_an_encoder_where_there_is_one() -> None:
    model, draw = Model(decoder()), np.random.default_rng(2).normal
    source = draw(size=(2, 7, 9)).astype(np.float32)
    mask = np.array([[1] * 7, [1, 1, 0, 0, 0, 0, 0]])
    wanted, call = expected(decoder(), model, source=source, source_mask=mask)
    crossed = {"source": jnp.asarray(source), "source_mask": jnp.asarray(mask)}
    found = states(model, ids(), output_attentions=True, **crossed)
    np.testing.assert_allclose(found.last_hidden_state, wanted, **CLOSE)
    for weights, each in zip(found.cross_attentions, call.weights[1], strict=True):
        np.testing.assert_allclose(weights, each, **CLOSE)
    first, last = np.split(ids(), [3], 1)
    past: Any = EncoderDecoderCache(model.empty_cache(2, 9))
    past = states(model, first, past=past, **crossed).past_key_values
    rest = states(model, last, past=past, **crossed).last_hidden_state
    np.testing.assert_allclose(rest, found.last_hidden_state[:, 3:], **CLOSE)
    alone = states(model, ids(), output_attentions=True)
    assert alone.cross_attentions is None
    assert not np.allclose(alone.last_hidden_state, found.last_hidden_state)


def test_a_bias_by_distance_is_the_first_layers_and_serves_all() -> None:
    model = Model(biased())
    wanted, _ = expected(biased(), model)
    np.testing.assert_allclose(states(model, ids()).last_hidden_state, wanted, **CLOSE)


def test_distances_beyond_the_table_are_refused() -> None:
    model, long = Model(CASES["keys by distance"]), np.zeros((1, PLACES + 1), np.int32)
    with pytest.raises(InputRangeError, match=f"table of {2 * PLACES - 1} rows"):
        states(model, long)
    assert np.isnan(jax.jit(lambda tokens: states(model, tokens).last_hidden_state)(long)).any()


def test_a_norm_before_a_residual_that_another_module_adds_is_refused() -> None:
    with pytest.raises(NotImplementedError, match="'output' adds the residual"):
        Model(transformer(replace(WITHIN, after=norm("late"))))


def test_positions_that_attention_has_instead_are_held_and_not_read() -> None:
    block = transformer(Residual(inner=attention()))
    learned = Learned(Embedding("places", PLACES, SIZE), added=False)
    model: Any = Model(replace(block, embeddings=replace(block.embeddings, positions=learned)))
    before = states(model, ids()).last_hidden_state
    model.places.embedding.set_value(jnp.zeros((PLACES, SIZE)))
    np.testing.assert_array_equal(states(model, ids()).last_hidden_state, before)


def test_a_module_that_takes_anothers_place_is_the_one_that_is_used() -> None:
    model: Any = Model(CASES["a norm within attention, and within the network"])
    before = states(model, ids()).last_hidden_state
    layer = model.stack.deep["in"][1] if isinstance(model.stack.deep, dict) else getattr(model.stack.deep, "in")[1]
    layer.attention.self.q = nnx.Linear(SIZE, 4 * HEAD, rngs=nnx.Rngs(5))
    assert not np.allclose(states(model, ids()).last_hidden_state, before)
