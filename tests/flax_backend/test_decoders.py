"""Decoder-only families: decoding step by step, masks, training, what is returned, what is refused."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from flax import nnx

import trivet
from trivet.families.registry import architecture
from trivet.testing.configs import tiny_config
from trivet_flax.build.without_values import owned_slots
from trivet_flax.cache import DynamicCache, SlidingWindowCache
from trivet_flax.gaps import GAPS

FAMILIES = ("gemma2", "gpt2", "llama", "mistral", "qwen2", "qwen3")
WINDOWED = ("gemma2", "mistral", "qwen2")
LENGTH, PROMPT, ROOM = 11, 7, 13

IDS = np.random.default_rng(0).integers(1, 61, (2, LENGTH))
MASK = np.ones_like(IDS)
MASK[0, :2] = 0  # the first row is padded on the left
POSITIONS = np.maximum(MASK.cumsum(-1) - 1, 0)


def made(model_type: str, index: int, *, dtype: Any = jnp.float32, **overrides: Any) -> Any:
    """A model with the family's head of that index, all its parameters away from their initial values."""
    config = tiny_config(model_type, **overrides)
    model = getattr(trivet, f"Flax{architecture(model_type).heads[index]}")(config, dtype=dtype, _do_init=False)
    rng = np.random.default_rng(1)
    model.params = jax.tree.map(
        lambda leaf: jnp.asarray(rng.normal(0.5 if leaf.ndim == 1 else 0.0, 0.3, leaf.shape), leaf.dtype),
        model.params_shape_tree,
    )
    return model


@cache
def causal(model_type: str) -> Any:
    """A model with a head for next tokens."""
    return made(model_type, 1)


def compiled(model: Any, *args: Any, **inputs: Any) -> Any:
    """What a model gives, compiled: one program takes much less time than each operation by itself."""
    return jax.jit(lambda params, args, inputs: model(*args, **inputs, params=params))(model.params, args, inputs)


@cache
def whole(model_type: str) -> Any:
    """What it gives for all tokens at once."""
    return compiled(causal(model_type), IDS, MASK, POSITIONS)


def assert_same(found: Any, expected: Any, tolerance: float = 1e-5) -> None:
    """Of all tokens that are no padding."""
    wanted = np.where(MASK[..., None] == 1, expected, 0)
    np.testing.assert_allclose(np.where(MASK[..., None] == 1, found, 0), wanted, rtol=0, atol=tolerance)


@pytest.mark.parametrize("model_type", FAMILIES)
def test_compiled_gives_the_eager_outputs(model_type: str) -> None:
    eager = causal(model_type)(IDS, MASK, POSITIONS)
    assert_same(whole(model_type).logits, eager.logits)
    assert list(eager) == list(whole(model_type)) == ["logits"]


@pytest.mark.parametrize("model_type", FAMILIES)
def test_decoding_step_by_step_gives_the_outputs_of_the_whole(model_type: str) -> None:
    model = causal(model_type)
    mask = np.ones((2, ROOM), np.int64)
    mask[:, :LENGTH] = MASK
    past = model.init_cache(2, ROOM)
    assert isinstance(past, SlidingWindowCache) is (model_type in WINDOWED)

    @jax.jit
    def step(params: Any, ids: Any, positions: Any, past: Any) -> Any:
        return model(ids, mask, positions, params=params, past_key_values=past)

    logits = []
    for start, end in [(0, PROMPT), *((at, at + 1) for at in range(PROMPT, LENGTH))]:
        outputs = step(model.params, IDS[:, start:end], POSITIONS[:, start:end], past)
        past = outputs.past_key_values
        assert int(past.index) == end
        logits.append(outputs.logits)
    assert_same(np.concatenate(logits, axis=1), whole(model_type).logits)


@pytest.mark.parametrize("model_type", ["gemma2", "gpt2"])
def test_a_growing_cache_takes_any_number_of_tokens_at_a_time(model_type: str) -> None:
    model, past, logits = causal(model_type), DynamicCache.empty(2), []
    for start, end in ((0, 4), (4, 5), (5, LENGTH)):
        outputs = compiled(model, IDS[:, start:end], MASK[:, :end], POSITIONS[:, start:end], past_key_values=past)
        past = outputs.past_key_values
        logits.append(outputs.logits)
    assert_same(np.concatenate(logits, axis=1), whole(model_type).logits)


def test_a_whole_loop_of_decoding_compiles() -> None:
    model, steps = causal("gemma2"), 5

    @jax.jit
    def decode(params: Any, ids: Any) -> Any:
        first = model(ids, params=params, past_key_values=model.init_cache(2, PROMPT + steps))

        def step(carried: tuple[Any, Any], _: None) -> tuple[tuple[Any, Any], Any]:
            token, past = carried
            outputs = model(token[:, None], params=params, past_key_values=past)
            return (outputs.logits[:, -1].argmax(-1), outputs.past_key_values), token

        return jax.lax.scan(step, (first.logits[:, -1].argmax(-1), first.past_key_values), None, steps)[1].T

    tokens = decode(model.params, IDS[:, :PROMPT])
    sequence = np.concatenate([IDS[:, :PROMPT], tokens], axis=1)
    expected = compiled(model, sequence).logits.argmax(-1)[:, PROMPT - 1 : -1]
    np.testing.assert_array_equal(tokens, expected)


@pytest.mark.parametrize("model_type", FAMILIES)
def test_a_model_is_made_without_a_single_value(model_type: str) -> None:
    names = {f"Flax{head}": head for head in architecture(model_type).heads}
    for name in names.keys() - GAPS.keys():
        model = getattr(trivet, name)(tiny_config(model_type, names[name]), _do_init=False)
        assert all(slot.is_abstract for slot in owned_slots(model.module).values())


@pytest.mark.parametrize("model_type", ["gpt2", "llama"])
def test_a_training_step_lowers_the_loss(model_type: str) -> None:
    model = made(model_type, 1, num_hidden_layers=1)

    @jax.jit
    def step(params: Any) -> tuple[Any, jax.Array]:
        def loss(params: Any) -> jax.Array:
            found: jax.Array = model(IDS, MASK, labels=IDS, params=params).loss
            return found

        value, slope = jax.value_and_grad(loss)(params)
        return jax.tree.map(lambda leaf, grad: leaf - 0.5 * grad, params, slope), value

    params, losses = model.params, []
    for _ in range(8):
        params, loss = step(params)
        losses.append(float(loss))
    assert losses[-1] < 0.9 * losses[0]


@pytest.mark.parametrize("rate", ["attn_pdrop", "embd_pdrop", "resid_pdrop", "attention_dropout"])
def test_every_dropout_acts_in_training_only(rate: str) -> None:
    none = {"attn_pdrop": 0.0, "embd_pdrop": 0.0, "resid_pdrop": 0.0} if rate.endswith("pdrop") else {}
    model_type = "gpt2" if none else "llama"
    model = made(model_type, 0, num_hidden_layers=1, **{**none, rate: 0.5})

    @jax.jit
    def state(key: jax.Array) -> Any:
        return model(IDS, dropout_rng=key, train=True).last_hidden_state

    one, other = jax.random.split(jax.random.key(0))
    assert (state(one) != state(other)).any()
    assert "random_bits" not in str(jax.make_jaxpr(lambda key: model(IDS, dropout_rng=key).last_hidden_state)(one))


def test_the_module_alone_decodes_and_follows_its_own_mode() -> None:
    module = made("gpt2", 0, num_hidden_layers=1).module
    ids = jnp.asarray(IDS)

    def state(**inputs: Any) -> Any:
        return jax.jit(lambda: module(ids, **inputs, rngs=nnx.Rngs(dropout=0)).last_hidden_state)()

    still = state(past_key_values=module.init_cache(2, LENGTH))
    module.train()
    assert not np.allclose(state(), still, atol=1e-3)
    module.eval()
    np.testing.assert_allclose(state(), still, atol=1e-5)


def test_what_is_masked_changes_what_the_others_see() -> None:
    for row, same in ((0, False), (1, True)):  # only the first row is padded
        found = compiled(causal("qwen2"), IDS, None, POSITIONS).logits[row]
        assert np.allclose(found[2:], whole("qwen2").logits[row, 2:], atol=1e-3) is same


@pytest.mark.parametrize("axes", [2, 3, 4])
def test_masks_of_every_rank_say_the_same(axes: int) -> None:
    """One of three or four axes is taken as it is: it says itself that nothing later may be seen."""
    before = np.tril(np.ones((LENGTH, LENGTH), np.int32))
    wider = {
        2: MASK,
        3: MASK[:, None] * before,
        4: np.broadcast_to(MASK[:, None, None] * before, (2, 4, LENGTH, LENGTH)),
    }[axes]
    model = causal("llama")
    assert_same(compiled(model, IDS, wider, POSITIONS).logits, whole("llama").logits)
    room = np.pad(wider, [(0, 0)] * (axes - 1) + [(0, ROOM - LENGTH)], constant_values=1 if axes == 2 else 0)
    past = model.init_cache(2, ROOM)
    assert_same(compiled(model, IDS, room, POSITIONS, past_key_values=past).logits, whole("llama").logits)


@pytest.mark.parametrize("model_type", ["gemma2", "mistral"])
def test_a_row_that_is_wholly_masked_is_finite_and_so_are_its_gradients(model_type: str) -> None:
    model, mask = causal(model_type), MASK * np.array([[0], [1]])

    @jax.jit
    @partial(jax.grad, has_aux=True)
    def slope(params: Any) -> Any:
        outputs = model(IDS, mask, POSITIONS, labels=IDS, params=params)
        return outputs.loss, outputs.logits

    slopes, logits = slope(model.params)
    assert all(np.isfinite(leaf).all() for leaf in jax.tree.leaves(slopes))
    assert np.isfinite(logits).all()
    np.testing.assert_allclose(logits[1], whole(model_type).logits[1], atol=1e-5)


@pytest.mark.parametrize("model_type", ["gemma2", "gpt2"])
def test_a_head_mask_acts_the_same_with_and_without_weights(model_type: str) -> None:
    model, mask = causal(model_type), np.array([1.0, 0.0, 1.0, 1.0])
    masked = compiled(model, IDS, MASK, POSITIONS, head_mask=mask).logits
    written = jax.jit(lambda: model(IDS, MASK, POSITIONS, head_mask=mask, output_attentions=True))()
    assert_same(masked, written.logits)
    assert not written.attentions[1][:, 1].any()
    assert not np.allclose(masked, whole(model_type).logits, atol=1e-3)


def test_half_precision_computation_is_close_and_its_cache_is_half_precision() -> None:
    model = made("gemma2", 1, dtype=jnp.bfloat16)
    past = model.init_cache(2, LENGTH)
    outputs = compiled(model, IDS, MASK, POSITIONS, past_key_values=past)
    assert outputs.logits.dtype == jnp.bfloat16
    dtypes = [[leaf.dtype for leaf in jax.tree.leaves(each)] for each in (outputs.past_key_values, past)]
    assert dtypes[0] == dtypes[1]
    assert jnp.dtype(jnp.float32) not in dtypes[0]
    exact = whole("gemma2").logits
    assert_same(outputs.logits.astype(jnp.float32), exact, 0.05 * float(jnp.abs(exact).max()))


@pytest.mark.parametrize("model_type", ["gpt2", "llama"])
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_sequence_is_classified_by_its_last_token(model_type: str, side: str) -> None:
    model = made(model_type, 2, pad_token_id=0)
    short = IDS[:1, 3:]
    padding = [(0, 0), (3, 0) if side == "left" else (0, 3)]
    ids = np.concatenate([np.pad(short, padding), IDS[1:]])
    mask, alone = (ids != 0).astype(np.int64), compiled(model, short).logits
    positions = np.maximum(mask.cumsum(-1) - 1, 0)
    found = compiled(model, ids, mask, positions, labels=np.array([2, 0]))
    np.testing.assert_allclose(found.logits[:1], alone, atol=1e-5)
    assert (found.logits.shape, found.loss.shape) == ((2, 3), ())


def test_refuses_to_classify_rows_whose_ends_it_cannot_tell() -> None:
    model = made("llama", 2, pad_token_id=None)
    assert compiled(model, IDS[:1]).logits.shape == (1, 3)
    with pytest.raises(ValueError, match="the last token of 2 rows cannot be distinguished from padding"):
        compiled(model, IDS)


@pytest.mark.parametrize("model_type", ["gemma2", "gpt2"])
def test_embeddings_may_stand_in_place_of_ids(model_type: str) -> None:
    model = causal(model_type)
    scale = model.config.hidden_size**0.5 if model_type == "gemma2" else 1.0
    embeds = model.module.base.words_table(jnp.asarray(IDS)) * scale
    found = compiled(model, attention_mask=MASK, position_ids=POSITIONS, inputs_embeds=embeds)
    assert_same(found.logits, whole(model_type).logits)
    with pytest.raises(ValueError, match="either input_ids or inputs_embeds"):
        model(IDS, inputs_embeds=embeds)


def test_token_types_are_tokens_whose_embeddings_are_added() -> None:
    model = causal("gpt2")
    words = model.module.base.words_table
    embeds = words(jnp.asarray(IDS)) + words(jnp.asarray(IDS[:, ::-1]))
    found = compiled(model, IDS, token_type_ids=IDS[:, ::-1].copy()).logits
    np.testing.assert_allclose(found, compiled(model, inputs_embeds=embeds).logits, atol=1e-5)


def test_a_tuple_has_the_cache_behind_the_logits() -> None:
    model = causal("llama")
    given = model.init_cache(2, ROOM)
    logits, past = jax.jit(lambda past: model(IDS, past_key_values=past, return_dict=False))(given)
    assert (logits.shape, int(past.index)) == ((2, LENGTH, 61), LENGTH)


def test_refuses_masks_and_caches_that_do_not_fit() -> None:
    model = causal("gpt2")
    past = compiled(model, IDS, past_key_values=model.init_cache(2, ROOM)).past_key_values

    def call(*args: Any, past: Any = past, **inputs: Any) -> Any:
        """Trace a call only; the cache's position is known."""
        return jax.eval_shape(lambda: model(*args, past_key_values=past, **inputs))

    assert call(IDS[:, :1], np.ones((2, LENGTH + 1))).logits.shape == (2, 1, 61)
    with pytest.raises(ValueError, match="attention_mask has 1 columns, but there are 12 tokens"):
        call(IDS[:, :1], np.ones((2, 1)))
    with pytest.raises(ValueError, match="attention_mask has 12 columns, but there are 13 tokens"):
        jax.eval_shape(lambda past: model(IDS[:, :1], np.ones((2, 12)), past_key_values=past), past)
    with pytest.raises(ValueError, match="attention_mask has 13 columns, but there are 11 tokens"):
        call(IDS, np.ones((2, ROOM)), past=None)
    with pytest.raises(ValueError, match=r"a cache of 3 layer\(s\), the model has 2"):
        call(IDS, past=DynamicCache.empty(3))
    with pytest.raises(ValueError, match="do not fit a cache of 13"):
        call(IDS[:, :3])
    with pytest.raises(ValueError, match=r"1 row\(s\), but the cache is for 2"):
        call(IDS[:1, :1])
    for beyond in (lambda: call(np.ones((1, 33), np.int64), past=None), lambda: model.init_cache(1, 33)):
        with pytest.raises(ValueError, match="33 tokens, but the model has 32 positions"):
            beyond()
