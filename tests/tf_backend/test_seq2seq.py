"""Encoder-decoders: caches, masks, shifting, compiled loops and training."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

import golden_data
import trivet
from trivet.errors import InvalidInputError
from trivet.testing.configs import tiny_config
from trivet_tf.cache import DynamicCache
from trivet_tf.cache.encoder_decoder import EncoderDecoderCache
from trivet_tf.cache.static import StaticCache
from trivet_tf.model.outputs import TFBaseModelOutput

Array = np.ndarray[Any, Any]
HEADS = {
    "t5": "T5ForConditionalGeneration",
    "bart": "BartForConditionalGeneration",
    "mbart": "MBartForConditionalGeneration",
    "marian": "MarianMTModel",
    "pegasus": "PegasusForConditionalGeneration",
}
TOLERANCE = 5e-6
SOURCE = np.array([[5, 9, 7, 3, 2, 0], [7, 8, 10, 4, 6, 2]])
SOURCE_MASK = np.array([[1, 1, 1, 1, 1, 0], [1, 1, 1, 1, 1, 1]])
TARGET = np.array([[4, 11, 12, 13, 14], [4, 3, 17, 18, 19]])
TARGET_MASK = np.array([[0, 1, 1, 1, 1], [1, 1, 1, 1, 1]])
REAL = TARGET_MASK.astype(bool)  # a padding position sees nothing, and means nothing
INPUTS = {"input_ids": SOURCE, "attention_mask": SOURCE_MASK}


@pytest.fixture(scope="module", params=["t5", "bart", "marian"])
def model(request: pytest.FixtureRequest) -> Any:
    """A head that writes, for each kind of positions, with random values as large as its states."""
    return fresh(request.param)


def fresh(family: str, **overrides: Any) -> Any:
    deviation = {"initializer_factor": 0.5} if family == "t5" else {"init_std": 0.3}
    still = {"dropout_rate": 0.0, "decoder_start_token_id": 0} if family == "t5" else {"dropout": 0.0}
    model = getattr(trivet, f"TF{HEADS[family]}")(tiny_config(family, **{**deviation, **still, **overrides}))
    if family != "t5":
        model.final_logits_bias.assign(np.random.default_rng(0).normal(size=model.final_logits_bias.shape))
    return model


def logits(model: Any, **inputs: Any) -> Array:
    return np.asarray(model(**{**INPUTS, "decoder_input_ids": TARGET, **inputs}).logits)


def steps(model: Any, past: Any, step: Any) -> tuple[Array, Any]:
    """Logits of the target, read first two tokens at a time and then one by one."""
    pieces = []
    for start, end in ((0, 2), (2, 3), (3, 4), (4, 5)):
        output = step(TARGET[:, start:end], TARGET_MASK[:, :end], past)
        past = output.past_key_values
        pieces.append(np.asarray(output.logits))
    return np.concatenate(pieces, axis=1), past


def test_cached_decoding_equals_uncached(model: Any) -> None:
    encoded = model.encode(**INPUTS)
    given = {"encoder_outputs": encoded, "attention_mask": SOURCE_MASK}
    whole = logits(model, decoder_attention_mask=TARGET_MASK, use_cache=False)

    def step(ids: Array, mask: Array, past: Any) -> Any:
        return model(**given, decoder_input_ids=ids, decoder_attention_mask=mask, past_key_values=past, use_cache=True)

    found, cache = steps(model, None, step)
    np.testing.assert_allclose(found[REAL], whole[REAL], rtol=0, atol=TOLERANCE)
    assert type(cache) is tuple
    assert [len(layer) for layer in cache] == [4] * len(cache)
    assert (cache[0][0].shape[2], cache[0][2].shape[2]) == (5, 6)
    legacy, _ = steps(model, None, lambda ids, mask, past: step(ids, mask, None if past is None else tuple(past)))
    np.testing.assert_allclose(legacy[REAL], whole[REAL], rtol=0, atol=TOLERANCE)
    for static in (model.init_cache(2, 7), model.init_cache(2, 7, encoded)):
        assert isinstance(static.self_attention, StaticCache)
        found, cache = steps(model, static, step)
        np.testing.assert_allclose(found[REAL], whole[REAL], rtol=0, atol=TOLERANCE)
        assert int(cache.length) == 5
        assert cache[0][0].shape[2] == 7


@pytest.mark.parametrize("family", ["t5", "mbart"])
def test_a_whole_decoding_loop_compiles(family: str) -> None:
    model = fresh(family)
    whole = logits(model, decoder_attention_mask=TARGET_MASK)
    encoded = model.encode(**INPUTS)

    @tf.function(jit_compile=True)
    def decode(cache: EncoderDecoderCache) -> tf.Tensor:
        """The whole target, one token at a time: a loop of fixed shapes."""
        found = tf.zeros((5, 2, whole.shape[-1]))
        for index in tf.range(5):
            step = model(
                encoder_outputs=encoded,
                attention_mask=SOURCE_MASK,
                decoder_input_ids=tf.gather(TARGET, [index], axis=1),
                decoder_attention_mask=tf.pad(TARGET_MASK, ((0, 0), (0, 3))),
                past_key_values=cache,
                use_cache=True,
            )
            cache = step.past_key_values
            found = tf.tensor_scatter_nd_update(found, [[index]], [step.logits[:, 0]])
        return tf.transpose(found, (1, 0, 2))

    found = np.asarray(decode(model.init_cache(2, 8, encoded)))
    np.testing.assert_allclose(found[REAL], whole[REAL], rtol=0, atol=TOLERANCE)


def test_encoder_outputs_stand_in_for_inputs(model: Any) -> None:
    expected = logits(model)
    encoded = model.encode(**INPUTS)
    for given in (encoded, encoded.to_tuple(), TFBaseModelOutput(encoded.last_hidden_state)):
        found = model(attention_mask=SOURCE_MASK, decoder_input_ids=TARGET, encoder_outputs=given)
        np.testing.assert_array_equal(found.logits, expected)


def test_masks_of_a_decoder(model: Any) -> None:
    expected = logits(model, decoder_attention_mask=TARGET_MASK)
    square = np.tril(np.ones((5, 5), int)) * TARGET_MASK[:, None, :]
    for mask in (square, square[:, None].astype(bool)):
        found = logits(model, decoder_attention_mask=mask)
        np.testing.assert_allclose(found[REAL], expected[REAL], rtol=0, atol=TOLERANCE)
    cross = np.repeat(SOURCE_MASK[:, None, :], 5, axis=1)
    encoded = model.encode(**INPUTS)
    given = {"input_ids": None, "encoder_outputs": encoded, "attention_mask": cross}
    np.testing.assert_allclose(logits(model, **given), logits(model), rtol=0, atol=TOLERANCE)
    later = TARGET.copy()
    later[:, 3:] = 20
    np.testing.assert_array_equal(logits(model, decoder_input_ids=later)[:, :3], logits(model)[:, :3])


def test_silenced_heads_contribute_nothing(model: Any) -> None:
    encoder, decoder = model.stacks
    near, far = encoder.blocks[0].own_attention.heads, decoder.blocks[0].own_attention.heads
    keep, keep_far = np.ones(near, np.float32), np.ones(far, np.float32)
    every = {"head_mask": keep, "decoder_head_mask": keep_far, "cross_attn_head_mask": keep_far}
    np.testing.assert_allclose(logits(model, **every), logits(model), rtol=0, atol=TOLERANCE)
    silent = {name: mask * (np.arange(len(mask)) != 1) for name, mask in every.items()}
    output = model(**INPUTS, decoder_input_ids=TARGET, **silent, output_attentions=True)
    for weights in (output.encoder_attentions, output.decoder_attentions, output.cross_attentions):
        assert not np.asarray(weights[0])[:, 1].any()
        assert np.asarray(weights[0])[:, 0].any()


def test_refuses_caches_of_other_models_and_decoders_without_an_encoder(model: Any) -> None:
    pair = (tf.zeros((2, 2, 1, 4)), tf.zeros((2, 2, 1, 4)))
    with pytest.raises(ValueError, match="past_key_values has 7 layers, but the decoder has"):
        logits(model, past_key_values=EncoderDecoderCache(DynamicCache((pair,) * 7)))
    with pytest.raises(ValueError, match="needs encoder_outputs"):
        model(decoder_input_ids=TARGET, encoder_outputs=TFBaseModelOutput())


def test_a_traced_functional_model_may_hold_one(model: Any) -> None:
    names = ("input_ids", "attention_mask", "decoder_input_ids")
    symbols = {name: keras.Input((None,), dtype="int32", name=name) for name in names}
    functional = keras.Model(symbols, keras.layers.Softmax()(model(symbols).logits))
    expected = tf.nn.softmax(logits(model))
    np.testing.assert_allclose(functional({**INPUTS, "decoder_input_ids": TARGET}), expected, rtol=0, atol=TOLERANCE)


def test_labels_are_read_one_place_later() -> None:
    labels = np.array([[8, 9, 3, -100], [6, 3, -100, -100]])
    bart, mbart = fresh("bart"), fresh("mbart")
    np.testing.assert_array_equal(bart.shifted(labels), [[2, 8, 9, 3], [2, 6, 3, 1]])
    np.testing.assert_array_equal(mbart.shifted(labels), [[3, 8, 9, 3], [3, 6, 3, 1]])
    given = {"input_ids": SOURCE, "attention_mask": SOURCE_MASK}
    np.testing.assert_array_equal(bart(**given).logits, bart(**given, decoder_input_ids=bart.shifted(SOURCE)).logits)
    assert bart(**given, labels=labels).past_key_values is None
    for family in ("marian", "pegasus", "t5"):
        with pytest.raises(ValueError, match="either decoder_input_ids or decoder_inputs_embeds"):
            fresh(family)(**given)


def test_classification_needs_ids_and_as_many_ends_in_each_row() -> None:
    model = trivet.TFBartForSequenceClassification(tiny_config("bart", init_std=0.3))
    ids = np.array([[5, 2, 7, 2, 9, 9], [2, 6, 7, 2, 9, 9]])
    with pytest.raises(ValueError, match="give input_ids: sequences are classified where"):
        model(inputs_embeds=np.zeros((2, 6, 16), np.float32), decoder_input_ids=ids)
    with pytest.raises(InvalidInputError, match=r"each row of input_ids must have an end-of-sequence token \(2\)"):
        model(input_ids=np.array([[5, 2, 7], [2, 6, 2]]))


def test_layers_are_dropped_in_training_only() -> None:
    model = fresh("bart", encoder_layerdrop=1.0)
    options = {"output_hidden_states": True}
    dropped = model.encode(**INPUTS, **options, training=True).hidden_states
    for states in dropped[1:]:
        np.testing.assert_array_equal(states, dropped[0])
    kept = model.encode(**INPUTS, **options).hidden_states
    assert np.abs(np.asarray(kept[1] - kept[0])).max() > 0.01


def test_sines_are_made_and_not_trained(tmp_path: Any) -> None:
    model = fresh("marian")
    table = model.model.encoder.embed_positions
    assert not table.trainable_variables
    rows = np.asarray(table.embeddings)
    angles = np.arange(32)[:, None] / 10000.0 ** (np.arange(0, 16, 2) / 16)
    np.testing.assert_allclose(rows, np.concatenate([np.sin(angles), np.cos(angles)], axis=1), rtol=0, atol=1e-6)
    model.save_pretrained(tmp_path, dialect="torch")
    again, report = type(model).from_pretrained(tmp_path, output_loading_info=True)
    assert report.missing == ()
    np.testing.assert_array_equal(again.model.encoder.embed_positions.embeddings, rows)


def test_fit_lowers_the_loss() -> None:
    model = fresh("t5")
    rng = np.random.default_rng(0)
    source = rng.integers(5, 15, (16, 4))
    given = {"input_ids": source, "labels": source[:, ::-1].copy()}  # write the input backwards
    model.compile(keras.optimizers.Adam(1e-2), jit_compile=True)
    data = tf.data.Dataset.from_tensors(given).repeat(15)
    losses = model.fit(data, epochs=3, shuffle=False, verbose=0).history["loss"]
    assert losses[-1] < 0.7 * losses[0]


@pytest.mark.parametrize(("family", "policy"), [("t5", "float16"), ("pegasus", "mixed_bfloat16")])
def test_half_precision_gives_numbers(family: str, policy: str) -> None:
    case = next(case for case in golden_data.cases(family) if case.head == HEADS[family])
    model = getattr(trivet, f"TF{case.head}").from_pretrained(case.checkpoint("torch"))
    half = type(model)(model.config, dtype=policy)
    for variable, loaded in zip(half.weights, model.weights, strict=True):
        variable.assign(keras.ops.cast(loaded, variable.dtype))
    inputs = case.inputs(labels=False)
    inputs.setdefault("decoder_input_ids", inputs["input_ids"])
    found = half(**inputs).logits
    assert found.dtype.name == keras.DTypePolicy(policy).compute_dtype
    expected = np.asarray(model(**inputs).logits)
    np.testing.assert_allclose(
        np.asarray(found).astype(np.float32), expected, rtol=0, atol=0.05 * np.abs(expected).max()
    )


@pytest.mark.parametrize("family", ["pegasus", "marian"])
def test_stored_positions_are_used_and_written_again(family: str, tmp_path: Path) -> None:
    model = fresh(family)
    before = logits(model)
    table = model.stacks[0].embed_positions.embeddings
    table.assign(table * 0.5)
    expected = logits(model)
    assert not np.array_equal(before, expected)
    for dialect in ("torch", "tensorflow"):
        model.save_pretrained(tmp_path / dialect, dialect=dialect)
        model = type(model).from_pretrained(tmp_path / dialect)
        np.testing.assert_allclose(logits(model), expected, rtol=0, atol=TOLERANCE)
