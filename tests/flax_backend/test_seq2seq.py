"""Encoder-decoders: the two halves, step-by-step decoding with a cache, compiled calls, labels, what is refused."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import ml_dtypes
import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

import trivet
from trivet.errors import CheckpointMismatchError
from trivet.families.sinusoids import sinusoids
from trivet.testing import tiny_config
from trivet_flax.cache import DynamicCache, EncoderDecoderCache
from trivet_flax.layers.relative import distance_buckets, relative_buckets

HEADS = {
    "t5": "T5ForConditionalGeneration",
    "bart": "BartForConditionalGeneration",
    "mbart": "MBartForConditionalGeneration",
    "marian": "MarianMTModel",
    "pegasus": "PegasusForConditionalGeneration",
}
POSITIONS = "model.encoder.embed_positions.weight"
IDS = np.array([[5, 9, 22, 3, 2], [7, 11, 10, 2, 1]])
MASK = np.array([[1, 1, 1, 1, 1], [1, 1, 1, 1, 0]])
TARGET = np.array([[4, 8, 15, 16, 23], [6, 5, 4, 3, 9]])


@cache
def model_of(model_type: str) -> Any:
    return getattr(trivet, f"Flax{HEADS[model_type]}")(config_of(model_type))


def config_of(model_type: str, **changes: Any) -> Any:
    layers = {"num_decoder_layers" if model_type == "t5" else "decoder_layers": 2}
    ids = {"decoder_start_token_id": 2, "eos_token_id": 2, "pad_token_id": 1}
    return tiny_config(model_type, **{**layers, **ids, **changes})


def encoded(model: Any) -> Any:
    return model.encode(IDS, MASK)


@pytest.mark.parametrize("model_type", HEADS)
def test_the_two_halves_give_what_the_whole_gives(model_type: str) -> None:
    model = model_of(model_type)
    whole = model(IDS, MASK, TARGET, output_hidden_states=True, output_attentions=True)
    halves = model.decode(TARGET, encoded(model), MASK, output_attentions=True)
    np.testing.assert_allclose(halves.logits, whole.logits, rtol=0, atol=1e-6)
    np.testing.assert_allclose(halves.cross_attentions[-1], whole.cross_attentions[-1], rtol=0, atol=1e-6)
    given = model(attention_mask=MASK, decoder_input_ids=TARGET, encoder_outputs=encoded(model))
    np.testing.assert_allclose(given.logits, whole.logits, rtol=0, atol=1e-6)
    assert len(whole.encoder_hidden_states) == len(whole.decoder_hidden_states) == 3


@pytest.mark.parametrize("model_type", HEADS)
def test_compiled_steps_with_a_cache_give_what_one_call_gives(model_type: str) -> None:
    model = model_of(model_type)
    whole = model(IDS, MASK, TARGET).logits
    outputs = encoded(model)

    @jax.jit
    def decode(params: Any, target: Any, outputs: Any, past: Any) -> Any:
        def step(past: Any, token: Any) -> Any:
            found = model.decode(token[:, None], outputs, MASK, past_key_values=past, params=params)
            return found.past_key_values, found.logits[:, 0]

        return jax.lax.scan(step, past, target.T)

    past, logits = decode(model.params, TARGET, outputs, model.init_cache(2, 7, outputs))
    np.testing.assert_allclose(logits.swapaxes(0, 1), whole, rtol=0, atol=2e-5)
    assert int(past.index) == TARGET.shape[1]


@pytest.mark.parametrize("model_type", ["t5", "bart"])
@pytest.mark.parametrize("dynamic", [True, False])
def test_a_cache_takes_several_tokens_and_their_mask(model_type: str, dynamic: bool) -> None:
    model, mask = model_of(model_type), np.array([[1, 1, 1, 1, 1], [0, 0, 1, 1, 1]])
    whole = model(IDS, MASK, TARGET, mask).logits
    past = model.init_cache(2, 5)
    if dynamic:
        past = EncoderDecoderCache(DynamicCache.empty(len(past.self_attention)))
    found = []
    for start, end in ((0, 3), (3, 4), (4, 5)):
        step = model.decode(TARGET[:, start:end], encoded(model), MASK, mask[:, :end], past_key_values=past)
        past = step.past_key_values
        found.append(step.logits)
    seen = np.concatenate(found, axis=1)
    np.testing.assert_allclose(np.where(mask[..., None], seen - whole, 0), 0, rtol=0, atol=2e-5)


def test_a_cache_without_the_encoders_outputs_gets_them_in_the_first_step() -> None:
    model = model_of("bart")
    past = model.init_cache(2, 5)
    assert past.cross_attention == ()
    after = model.decode(TARGET[:, :1], encoded(model), MASK, past_key_values=past).past_key_values
    full = model.init_cache(2, 5, encoded(model), params=model.params)
    assert jax.tree.structure(after) == jax.tree.structure(full)
    np.testing.assert_array_equal(after.cross_attention[1].key, full.cross_attention[1].key)


def test_labels_are_what_the_decoder_is_to_say() -> None:
    labels = np.where(TARGET == 3, -100, TARGET)
    for model_type in ("t5", "bart"):
        model = model_of(model_type)
        shifted = np.concatenate([[[2], [2]], np.where(labels == -100, 1, labels)[:, :-1]], axis=1)
        by_hand = model(IDS, MASK, shifted, labels=labels)
        np.testing.assert_allclose(model(IDS, MASK, labels=labels).loss, by_hand.loss, rtol=1e-6)
        log = np.asarray(jax.nn.log_softmax(by_hand.logits))
        picked = [log[i, j, labels[i, j]] for i in range(2) for j in range(5) if labels[i, j] != -100]
        np.testing.assert_allclose(by_hand.loss, -np.mean(picked), rtol=1e-5)
    wrapped = model_of("mbart").module.shift_right(jnp.array([[5, 6, 2], [7, 2, -100]]))
    np.testing.assert_array_equal(wrapped, [[2, 5, 6], [2, 7, 2]])


def test_training_steps_lower_the_loss() -> None:
    model = trivet.FlaxT5ForConditionalGeneration(config_of("t5", num_layers=1, dropout_rate=0.1), seed=1)

    @jax.jit
    def step(params: Any, key: Any) -> Any:
        def loss(params: Any) -> Any:
            return model(IDS, MASK, labels=TARGET, params=params, dropout_rng=key, train=True).loss

        value, slopes = jax.value_and_grad(loss)(params)
        return jax.tree.map(lambda array, slope: array - 0.1 * slope, params, slopes), value

    params, losses = model.params, []
    for seed in range(30):
        params, value = step(params, jax.random.key(seed))
        losses.append(float(value))
    assert losses[-1] < 0.7 * losses[0]


def test_blocks_are_dropped_in_training_only() -> None:
    rates = {"dropout": 0.0, "attention_dropout": 0.0, "activation_dropout": 0.0, "encoder_layerdrop": 0.9}
    model = trivet.FlaxBartModel(config_of("bart", **rates))
    still = model(IDS, decoder_input_ids=TARGET)
    dropped = model(IDS, decoder_input_ids=TARGET, train=True, dropout_rng=jax.random.key(0), output_hidden_states=True)
    assert (dropped.last_hidden_state != still.last_hidden_state).any()
    assert any(
        (one == other).all() for one, other in zip(*[dropped.encoder_hidden_states[i:] for i in (0, 1)], strict=False)
    )


def test_the_state_where_a_sequence_ends_is_classified() -> None:
    model = trivet.FlaxBartForSequenceClassification(config_of("bart"))
    logits = model(IDS, MASK).logits
    longer = np.concatenate([IDS, [[1], [1]]], axis=1)
    mask = np.concatenate([MASK, [[0], [0]]], axis=1)
    np.testing.assert_allclose(model(longer, mask).logits, logits, rtol=0, atol=1e-6)
    endless = np.where(IDS == 2, 3, IDS)
    with pytest.raises(ValueError, match=r"must have an end-of-sequence token \(2\)"):
        model(endless, MASK)
    assert np.isnan(jax.jit(lambda ids: model(ids, MASK).logits)(endless)).all()


def test_refuses_what_cannot_be_decoded() -> None:
    bart, t5 = model_of("bart"), model_of("t5")
    with pytest.raises(ValueError, match="either decoder_input_ids or decoder_inputs_embeds"):
        t5(IDS, MASK)
    with pytest.raises(ValueError, match="either input_ids or inputs_embeds"):
        bart.encode(attention_mask=MASK)
    with pytest.raises(ValueError, match="2 row"):
        bart.decode(TARGET, encoded(bart), past_key_values=bart.init_cache(1, 5))
    with pytest.raises(ValueError, match="decoder_start_token_id"):
        trivet.FlaxT5ForConditionalGeneration(config_of("t5", decoder_start_token_id=None))(IDS, labels=TARGET)
    with pytest.raises(TypeError, match="unexpected keyword argument 'decoder_position_ids'"):
        t5(IDS, decoder_input_ids=TARGET, decoder_position_ids=TARGET)
    with pytest.raises(ValueError, match="tokens, but the model has"):
        bart.encode(np.ones((1, 99), np.int32))
    with pytest.raises(ValueError, match=r"cross_attn_head_mask must be \[heads\] or"):
        bart(IDS, decoder_input_ids=TARGET, cross_attn_head_mask=np.ones((3, 4)))


def test_distances_fall_into_buckets_that_widen() -> None:
    table = distance_buckets(16, 64)
    np.testing.assert_array_equal(table[:9], range(9))
    assert (np.diff(table) >= 0).all()
    assert (table[-1], table.max(), len(table)) == (15, 15, 65)
    relative = jnp.array([-100, -3, 0, 3, 100])
    both = relative_buckets(relative, buckets=32, max_distance=64, bidirectional=True)
    np.testing.assert_array_equal(both, [15, 3, 0, 19, 31])
    behind = relative_buckets(relative, buckets=16, max_distance=64, bidirectional=False)
    np.testing.assert_array_equal(behind, [15, 3, 0, 0, 0])


def with_positions(folder: Path, family: str, change: Any) -> Path:
    """A checkpoint of PyTorch's names whose encoder stores `change(its sines)` as positions."""
    model_of(family).save_pretrained(folder, dialect="torch")
    config = model_of(family).config
    stored = {name: np.array(value) for name, value in load_file(folder / "model.safetensors").items()}
    sines = sinusoids(config.max_position_embeddings, config.d_model)
    save_file({**stored, POSITIONS: change(sines)}, folder / "model.safetensors")
    return folder


@pytest.mark.parametrize("family", ["pegasus", "marian"])
def test_stored_positions_that_are_the_sines_load(family: str, tmp_path: Path) -> None:
    for dtype in (np.float32, np.float16, ml_dtypes.bfloat16):
        folder = with_positions(tmp_path, family, lambda sines, dtype=dtype: sines.astype(dtype))
        model = type(model_of(family)).from_pretrained(folder)
        np.testing.assert_array_equal(model(IDS, MASK, TARGET).logits, model_of(family)(IDS, MASK, TARGET).logits)


@pytest.mark.parametrize("family", ["pegasus", "marian"])
@pytest.mark.parametrize("change", [lambda sines: sines + 0.01, lambda sines: sines[:-1], lambda sines: sines * np.nan])
def test_stored_positions_that_differ_from_the_sines_are_refused(family: str, change: Any, tmp_path: Path) -> None:
    folder = with_positions(tmp_path, family, change)
    for strict in (None, False):
        with pytest.raises(CheckpointMismatchError, match=rf"{POSITIONS}: differs from what flax models") as caught:
            type(model_of(family)).from_pretrained(folder, strict=strict)
        assert len(caught.value.problems) == 1
    with pytest.raises(CheckpointMismatchError, match="PyTorch, TensorFlow"):
        trivet.load_into(model_of(family), folder)
