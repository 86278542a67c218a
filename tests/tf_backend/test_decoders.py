"""Decoders: every kind of cache gives what no cache gives, also in compiled steps; masks, training."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from tiny_decoders import WINDOW, decoder_config, head_of

import trivet
from trivet_tf.cache import DynamicCache
from trivet_tf.cache.static import SlidingWindowCache, StaticCache

Array = np.ndarray[Any, Any]
TOLERANCE = 1e-5

IDS = np.random.default_rng(0).integers(3, 61, (2, 9)).astype(np.int32)
LEFT = np.array([[0, 0, 1, 1, 1, 1, 1, 1, 1], [1] * 9], np.int32)
POSITIONS = np.maximum(np.cumsum(LEFT, axis=1) - 1, 0).astype(np.int32)
REAL = LEFT.astype(bool)


def build(model_type: str, task: str = "ForCausalLM", **fields: Any) -> Any:
    config = decoder_config(model_type, **{"initializer_range": 0.3, **fields})
    return getattr(trivet, f"TF{head_of(model_type, task)}")(config)


@pytest.fixture(scope="module", params=["gemma2", "gpt2", "llama", "mistral"])
def model(request: pytest.FixtureRequest) -> Any:
    """A language model for each kind of positions and of windows, its weights the same in whatever order tests run."""
    keras.utils.set_random_seed(0)
    return build(request.param)


@pytest.fixture(scope="module")
def whole(model: Any) -> Array:
    """Logits of left-padded rows, read at once."""
    return np.asarray(model(IDS, attention_mask=LEFT, position_ids=POSITIONS, use_cache=False).logits)


def read_in_parts(model: Any, cache: Any, lengths: tuple[int, ...], *, whole_mask: bool) -> tuple[Array, Any]:
    """Logits of `IDS` read in parts of these lengths, and the cache after the last."""
    parts, start = [], 0
    for length in lengths:
        end = start + length
        output = model(
            IDS[:, start:end],
            attention_mask=LEFT if whole_mask else LEFT[:, :end],
            position_ids=POSITIONS[:, start:end],
            past_key_values=cache,
        )
        parts.append(np.asarray(output.logits))
        cache, start = output.past_key_values, end
    return np.concatenate(parts, axis=1), cache


def test_a_cache_that_grows_is_a_tuple_unless_the_caller_passes_one(model: Any, whole: Array) -> None:
    found, cache = read_in_parts(model, None, (4, 1, 1, 2, 1), whole_mask=False)
    np.testing.assert_allclose(found[REAL], whole[REAL], rtol=0, atol=TOLERANCE)
    assert type(cache) is tuple and len(cache) == 2
    found, kept = read_in_parts(model, DynamicCache(), (4,), whole_mask=False)
    assert type(kept) is DynamicCache and len(kept) == 2
    key, value = cache[0]
    assert key.shape == value.shape == (2, cache[1][0].shape[1], 9, key.shape[3])


@pytest.mark.parametrize("lengths", [(9,), (4, 1, 1, 2, 1), (1, 8)])
def test_a_cache_of_fixed_shape_changes_nothing(model: Any, whole: Array, lengths: tuple[int, ...]) -> None:
    found, cache = read_in_parts(model, model.init_cache(2, 11), lengths, whole_mask=True)
    np.testing.assert_allclose(found[REAL], whole[REAL], rtol=0, atol=TOLERANCE)
    windows = getattr(model.config, "layer_windows", (None, None))
    assert isinstance(cache, SlidingWindowCache) == any(windows)
    assert [key.shape[2] for key, _ in cache] == [11 if window is None else WINDOW - 1 for window in windows]
    assert int(cache.length) == 9


def test_tuples_of_keys_and_values_are_taken(model: Any, whole: Array) -> None:
    start = model(IDS[:, :5], attention_mask=LEFT[:, :5], position_ids=POSITIONS[:, :5]).past_key_values
    for past in (tuple(start), [tf.stack(pair) for pair in start], tuple([*pair] for pair in start)):
        output = model(IDS[:, 5:], attention_mask=LEFT, position_ids=POSITIONS[:, 5:], past_key_values=past)
        np.testing.assert_allclose(output.logits, whole[:, 5:], rtol=0, atol=TOLERANCE)
    assert model(IDS, use_cache=False).past_key_values is None


@pytest.mark.parametrize("model_type", ["gpt2", "mistral"])
def test_a_compiled_step_has_one_trace_for_every_position(model_type: str) -> None:
    model = build(model_type)
    expected = np.asarray(model(IDS, attention_mask=LEFT, position_ids=POSITIONS).logits)

    def step(ids: Any, cache: Any, positions: Any) -> Any:
        output = model(ids, attention_mask=LEFT, position_ids=positions, past_key_values=cache)
        return output.logits, output.past_key_values

    compiled = tf.function(step, jit_compile=True)
    _, cache = step(IDS[:, :5], model.init_cache(2, 9), POSITIONS[:, :5])
    for place in range(5, 9):
        one = slice(place, place + 1)
        logits, cache = compiled(tf.constant(IDS[:, one]), cache, tf.constant(POSITIONS[:, one]))
        np.testing.assert_allclose(logits, expected[:, one], rtol=0, atol=TOLERANCE)
    assert compiled.experimental_get_tracing_count() == 1


def test_a_whole_decoding_loop_compiles() -> None:
    model = build("gemma2")  # has both, layers with a window and without
    mask = np.ones((2, 13), np.int32)

    def decode(ids: Any, cache: Any) -> Any:
        def pick(output: Any) -> Any:
            return tf.argmax(output.logits[:, -1], -1, output_type=tf.int32)

        def body(count: Any, token: Any, cache: Any, found: Any) -> Any:
            found = tf.tensor_scatter_nd_update(found, [[count]], [token])
            output = model(token[:, None], attention_mask=mask, past_key_values=cache)
            return count + 1, pick(output), output.past_key_values, found

        output = model(ids, attention_mask=mask, past_key_values=cache)
        state = (0, pick(output), output.past_key_values, tf.zeros((4, 2), tf.int32))
        return tf.while_loop(lambda count, *_: count < 4, body, state)[-1]

    found = tf.function(decode, jit_compile=True)(tf.constant(IDS), model.init_cache(2, 13))
    ids, tokens = IDS, []
    for _ in range(4):
        tokens.append(np.argmax(model(ids, use_cache=False).logits[:, -1], -1))
        ids = np.concatenate([ids, tokens[-1][:, None].astype(np.int32)], axis=1)
    np.testing.assert_array_equal(found, tokens)


def test_refuses_a_mask_of_other_positions() -> None:
    model = build("llama")
    past = model(IDS[:, :5]).past_key_values
    assert model(IDS[:, 5:], attention_mask=LEFT, past_key_values=past).logits.shape == (2, 4, 61)
    for mask in (LEFT[:, :4], LEFT[:, :8], np.ones((2, 10))):
        with pytest.raises(ValueError, match=r"columns, but there are 9 tokens, including those in the cache"):
            model(IDS[:, 5:], attention_mask=mask, past_key_values=past)
    with pytest.raises(ValueError, match="attention_mask has 8 columns, but there are 9 tokens"):
        model(IDS, attention_mask=LEFT[:, :8], use_cache=False)


@pytest.mark.parametrize(
    ("model_type", "dtype"), [("gpt2", "float16"), ("gemma2", "bfloat16"), ("gpt2", "mixed_bfloat16")]
)
def test_rows_masked_throughout_give_numbers(model_type: str, dtype: str) -> None:
    config = decoder_config(model_type)
    model = getattr(trivet, f"TF{head_of(model_type, 'ForCausalLM')}")(config, dtype=dtype)
    for watched in (False, True):
        output = model(IDS, attention_mask=np.zeros_like(LEFT), labels=IDS, output_attentions=watched)
        assert np.isfinite(np.asarray(output.logits).astype(np.float32)).all()
        assert np.isfinite(float(np.mean(output.loss)))
    assert output.logits.dtype.name == keras.DTypePolicy(dtype).compute_dtype
    assert model.init_cache(2, 9)[0][0].dtype.name == keras.DTypePolicy(dtype).compute_dtype


@pytest.mark.parametrize("model_type", ["gpt2", "gemma2"])
def test_one_trace_serves_every_length(model_type: str) -> None:
    model = build(model_type)
    spec = tf.TensorSpec((None, None), tf.int32)
    traced = tf.function(lambda ids, mask: model(ids, attention_mask=mask).logits, input_signature=[spec, spec])
    for length in (3, 9):
        ids, mask = IDS[:, :length], LEFT[:, :length]
        np.testing.assert_allclose(traced(ids, mask), model(ids, attention_mask=mask).logits, rtol=0, atol=TOLERANCE)


def test_caches_are_trees_and_pick_rows(model: Any) -> None:
    for empty in (DynamicCache(), model.init_cache(2, 9)):
        cache = model(IDS, past_key_values=empty).past_key_values
        for library in (tf.nest, keras.tree):
            again = library.map_structure(lambda leaf: leaf, cache)
            assert type(again) is type(cache)
            assert len(library.flatten(again)) == 4 + isinstance(cache, StaticCache)
        swapped = cache.reordered(tf.constant([1, 0, 0]))
        np.testing.assert_array_equal(swapped[1][0], np.asarray(cache[1][0])[[1, 0, 0]])
        assert int(swapped.length) == int(cache.length) == 9


def test_refuses_what_is_no_cache_of_the_model(model: Any) -> None:
    past = model(IDS).past_key_values
    with pytest.raises(ValueError, match="has 1 layers, but the model has 2"):
        model(IDS, past_key_values=tuple(past)[:1])
    with pytest.raises(ValueError, match="hold for each layer a key and a value"):
        model(IDS, past_key_values=tuple(pair[0] for pair in past))
    if not all(getattr(model.config, "layer_windows", (None,))):
        with pytest.raises(ValueError, match="room for 8 positions; 0 are stored, and 9 more do not fit"):
            model(IDS, past_key_values=model.init_cache(2, 8))


@pytest.mark.parametrize("model_type", ["gpt2", "llama"])
def test_fit_lowers_the_models_own_loss(model_type: str) -> None:
    model = build(model_type, initializer_range=0.05)
    data = {"input_ids": IDS, "attention_mask": LEFT, "labels": np.where(REAL, IDS, -100)}
    model.compile(keras.optimizers.Adam(1e-2), jit_compile=False)
    history = model.fit(tf.data.Dataset.from_tensors(data).repeat(10), epochs=3, shuffle=False, verbose=0).history[
        "loss"
    ]
    assert history[-1] < 0.6 * history[0]


def test_a_keras_loss_is_of_the_logits_alone() -> None:
    model = build("llama", "ForSequenceClassification")
    labels = np.array([0, 2])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(loss=loss, run_eagerly=True)
    found = model.evaluate({"input_ids": IDS}, labels, verbose=0)
    assert found == pytest.approx(float(np.mean(model(IDS, labels=labels).loss)), abs=1e-5)


def test_a_functional_model_may_hold_one_and_predict_joins_batches() -> None:
    model = build("qwen3", "Model")
    ids, mask = (keras.Input((None,), dtype="int32", name=name) for name in ("input_ids", "attention_mask"))
    functional = keras.Model([ids, mask], model(ids, attention_mask=mask).last_hidden_state)
    expected = model(IDS, LEFT)
    np.testing.assert_allclose(functional([IDS, LEFT]), expected[0], rtol=0, atol=TOLERANCE)
    joined = model.predict({"input_ids": IDS, "attention_mask": LEFT}, batch_size=1, verbose=0)
    np.testing.assert_allclose(joined.last_hidden_state, expected[0], rtol=0, atol=TOLERANCE)
    np.testing.assert_allclose(joined.past_key_values[1][0], expected[1][1][0], rtol=0, atol=TOLERANCE)


def test_segments_of_gpt2_are_words_that_are_added() -> None:
    model = build("gpt2")
    table, places = np.asarray(model.table), np.full_like(IDS, 7)
    found = model(inputs_embeds=table[IDS] + table[places]).logits
    np.testing.assert_allclose(model(IDS, token_type_ids=places).logits, found, rtol=0, atol=TOLERANCE)


def test_new_weights_are_those_of_the_family(values: Any) -> None:
    found = values(build("gpt2", n_embd=64, n_inner=256, initializer_range=0.2))
    assert 0.15 < found["transformer/h_._0/attn/c_attn/weight"].std() < 0.25
    assert 0.07 < found["transformer/h_._1/mlp/c_proj/weight"].std() < 0.13
    assert found["transformer/h_._0/mlp/c_fc/bias"].shape == (1, 256)
    assert not found["transformer/h_._0/mlp/c_fc/bias"].any()
    assert not values(build("gemma2"))["model/norm/weight"].any()
    assert (values(build("llama"))["model/norm/weight"] == 1).all()
