"""Base models as layers, and the sides of an encoder-decoder, used by themselves."""

from __future__ import annotations

import json
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
import tiny_bert

import trivet
from trivet import BartConfig, BertConfig, T5Config, TFBertForPreTraining, TFBertMainLayer
from trivet_tf.cache import DynamicCache

IDS = np.array([[5, 9, 2], [7, 1, 10]])
MASK = np.array([[1, 1, 0], [1, 1, 1]])


def test_a_main_layer_takes_inputs_and_options_as_a_model_does() -> None:
    layer = TFBertMainLayer(tiny_bert.config(num_hidden_layers=1), name="bert")
    wanted = layer(IDS, MASK)
    for given in ({"input_ids": IDS, "attention_mask": MASK}, [tf.constant(IDS), tf.constant(MASK)]):
        np.testing.assert_allclose(layer(given).last_hidden_state, wanted[0], rtol=0, atol=1e-6)
    assert list(layer({"input_ids": IDS, "output_hidden_states": True})) == [
        *("last_hidden_state", "pooler_output", "hidden_states")
    ]
    states, pooled = layer(IDS, return_dict=False)
    assert states.shape[:2] == (2, 3) and pooled.shape[0] == 2
    layer.config.return_dict = False
    assert isinstance(layer(IDS), tuple)


def test_a_main_layer_shows_its_words_and_is_made_again() -> None:
    layer = TFBertMainLayer(BertConfig(**{**tiny_bert.config().to_dict(), "num_hidden_layers": 1}), False, name="bert")
    layer(IDS)
    table = np.zeros(layer.get_input_embeddings().weights[0].shape)
    layer.set_input_embeddings(table)
    assert not np.any(layer.get_input_embeddings().weights[0]) and layer.config_class is BertConfig
    with pytest.raises(ValueError, match="input embeddings: the shape is"):
        layer.set_input_embeddings(table[:2])
    stored = json.loads(json.dumps(keras.saving.serialize_keras_object(layer)))
    again = keras.saving.deserialize_keras_object(stored)
    assert isinstance(again, TFBertMainLayer) and (again.name, again.pools) == ("bert", False)
    assert again.config.to_dict() == layer.config.to_dict()


def test_what_was_read_is_a_plain_tuple_unless_a_cache_was_given() -> None:
    config = trivet.GPT2Config(n_layer=2, n_embd=8, n_head=2, vocab_size=20)
    for model in (trivet.TFGPT2LMHeadModel(config), trivet.TFGPT2MainLayer(config)):
        past = model(IDS).past_key_values
        assert type(past) is tuple and [type(layer) for layer in past] == [tuple, tuple]
        assert model(IDS, use_cache=True, return_dict=False)[1][1][0].shape == past[1][0].shape
        whole, later = model(IDS)[0], model(IDS[:, 2:], past_key_values=model(IDS[:, :2]).past_key_values)
        np.testing.assert_allclose(later[0], whole[:, 2:], rtol=0, atol=1e-5)
        assert type(later.past_key_values) is tuple
        kept = model(IDS, past_key_values=DynamicCache()).past_key_values
        assert type(kept) is DynamicCache
    writer = trivet.TFT5Model(SIZES["t5"][1])
    ((own, _, _, far),) = writer(IDS, decoder_input_ids=IDS[:, :2]).past_key_values
    assert own.shape == (2, 2, 2, 4) and far.shape == (2, 2, 3, 4)


SIZES: dict[str, tuple[str, Any]] = {
    "t5": (
        "TFT5",
        T5Config(vocab_size=30, d_model=8, d_kv=4, d_ff=8, num_layers=1, num_heads=2, decoder_start_token_id=0),
    ),
    "bart": (
        "TFBart",
        BartConfig(
            **{"vocab_size": 30, "d_model": 8, "encoder_layers": 1, "decoder_layers": 1, "encoder_ffn_dim": 8},
            **{"decoder_ffn_dim": 8, "encoder_attention_heads": 2, "decoder_attention_heads": 2},
        ),
    ),
}


@pytest.mark.parametrize("family", SIZES)
def test_the_sides_of_a_model_read_ids_by_themselves(family: str) -> None:
    name, config = SIZES[family]
    model = getattr(trivet, f"{name}ForConditionalGeneration")(config)
    encoder, decoder = model.get_encoder(), model.get_decoder()
    whole = model(IDS, attention_mask=MASK, decoder_input_ids=IDS, output_hidden_states=True)
    count = len(model.weights)
    encoded = encoder({"input_ids": IDS, "attention_mask": MASK, "return_dict": True})
    np.testing.assert_allclose(encoded[0], whole.encoder_last_hidden_state, rtol=0, atol=1e-6)
    decoded = decoder(IDS, encoder_hidden_states=encoded[0], encoder_attention_mask=MASK, use_cache=False)
    np.testing.assert_allclose(decoded[0], whole.decoder_hidden_states[-1], rtol=0, atol=1e-6)
    assert isinstance(encoder(IDS, return_dict=False), tuple)
    assert encoder.get_input_embeddings() is model.get_input_embeddings() and len(model.weights) == count
    labels = np.array([[4, 5, -100]])
    start, padding = config.decoder_start_token_id, config.pad_token_id
    assert model.prepare_decoder_input_ids_from_labels(labels).numpy().tolist() == [[start, 4, 5]]
    assert model._shift_right(labels[:, 1:]).numpy().tolist() == [[start, 5]]
    assert model.prepare_decoder_input_ids_from_labels(labels[:, ::-1]).numpy().tolist() == [[start, padding, 5]]


def test_an_encoder_alone_has_no_decoder() -> None:
    model = trivet.TFT5EncoderModel(SIZES["t5"][1])
    np.testing.assert_allclose(model.get_encoder()(IDS)[0], model(IDS)[0], rtol=0, atol=1e-6)
    with pytest.raises(NotImplementedError, match="TFT5EncoderModel has no decoder"):
        model.get_decoder()


def test_both_losses_of_a_pretraining_can_be_computed_by_themselves() -> None:
    model, labels = TFBertForPreTraining(tiny_bert.config(num_hidden_layers=1)), np.array([[3, -100, 4], [1, 2, -100]])
    output = model(IDS, labels=labels, next_sentence_label=np.array([0, 1]))
    given = {"labels": labels, "next_sentence_label": np.array([0, 1])}
    found = model.hf_compute_loss(given, (output.prediction_logits, output.seq_relationship_logits))
    np.testing.assert_allclose(found, output.loss, rtol=1e-6)
