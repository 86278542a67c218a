"""Input and output embeddings, and models that know another number of words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from flax import nnx

import trivet
from trivet import (
    FlaxBertForMaskedLM,
    FlaxBertModel,
    FlaxGPT2LMHeadModel,
    FlaxLlamaForSequenceClassification,
    FlaxMarianMTModel,
)
from trivet.errors import CheckpointMismatchError
from trivet.testing import tiny_config
from trivet_flax.model.params import flatten
from trivet_flax.models import FlaxBertModule

IDS = np.array([[3, 5, 6]])


def made(class_name: str, model_type: str, **fields: Any) -> Any:
    config = tiny_config(model_type)
    config.update(fields)
    return getattr(trivet, class_name)(config)


def logits(model: Any, **given: Any) -> Any:
    decoder = {"decoder_input_ids": IDS} if "decoder_input_ids" in model.call_order else {}
    return model(input_ids=IDS, **decoder, **given).logits


@pytest.mark.parametrize("tied", [True, False], ids=["tied", "untied"])
@pytest.mark.parametrize(
    ("class_name", "model_type"),
    [
        ("FlaxBertForMaskedLM", "bert"),  # a bias over the vocabulary
        ("FlaxDistilBertForMaskedLM", "distilbert"),
        ("FlaxMarianMTModel", "marian"),  # a bias [1, words], and two fields of the config
        ("FlaxT5ForConditionalGeneration", "t5"),
    ],
)
def test_words_are_added_and_taken_away(class_name: str, model_type: str, tied: bool) -> None:
    model = made(class_name, model_type, tie_word_embeddings=tied)
    count, module = model.config.vocab_size, model.nnx_module
    before, scores = dict(flatten(model.params)), logits(model)
    returned = model.resize_token_embeddings(count + 1, 16)
    rows = -(-(count + 1) // 16) * 16
    assert model.config.vocab_size == rows
    assert getattr(model.config, "decoder_vocab_size", rows) == rows
    assert model.nnx_module is module
    more = logits(model)
    assert more.shape[-1] == rows
    np.testing.assert_allclose(more[..., :count], scores, atol=1e-5)
    for name, value in flatten(model.params):
        np.testing.assert_array_equal(dict(flatten(returned))[name], value)
    assert model.get_input_embeddings()[count:].any()  # drawn as the model draws
    output = model.get_output_embeddings()
    assert output is not None
    assert output.shape == model.get_input_embeddings().shape
    model.resize_token_embeddings(count)
    for name, value in flatten(model.params):
        np.testing.assert_array_equal(value, before[name], err_msg=name)
    assert logits(model).shape[-1] == count


def test_a_resized_model_is_saved_and_loaded(tmp_path: Path) -> None:
    model = made("FlaxGPT2LMHeadModel", "gpt2")
    model.resize_token_embeddings(70)
    model.save_pretrained(tmp_path)
    again = FlaxGPT2LMHeadModel.from_pretrained(tmp_path, strict=True)
    assert again.config.vocab_size == 70
    np.testing.assert_array_equal(logits(again), logits(model))
    assert logits(model, params=model.init_weights(0)).shape[-1] == 70


def test_params_apart_from_their_model_are_resized() -> None:
    whole = made("FlaxGPT2LMHeadModel", "gpt2")
    count = whole.config.vocab_size
    bare = FlaxGPT2LMHeadModel(tiny_config("gpt2"), _do_init=False)
    half = whole.to_bf16(whole.params)
    resized = bare.resize_token_embeddings(count + 3, params=half)
    assert {leaf.dtype.name for _, leaf in flatten(resized)} == {"bfloat16"}
    assert logits(bare, params=resized).shape[-1] == count + 3
    assert logits(whole).shape[-1] == count
    with pytest.raises(ValueError, match=r"_do_init=False"):
        bare.resize_token_embeddings(count)
    with pytest.raises(CheckpointMismatchError, match=r"wte.embedding: shape"):
        bare.resize_token_embeddings(count, params=half)


def test_a_models_own_values_follow_params_that_are_given() -> None:
    model = made("FlaxGPT2LMHeadModel", "gpt2")
    own, other = model.params, model.init_weights(1)
    resized = model.resize_token_embeddings(70, params=other)
    count = tiny_config("gpt2").vocab_size
    for tree, source in ((resized, other), (model.params, own)):
        found = tree["transformer"]["wte"]["embedding"]
        assert found.shape[0] == 70
        np.testing.assert_array_equal(found[:count], source["transformer"]["wte"]["embedding"])


@pytest.mark.parametrize(("count", "multiple"), [(0, None), (-3, None), (True, None), (2.5, None), (None, 0)])
def test_refuses_numbers_that_count_no_words(count: Any, multiple: Any) -> None:
    with pytest.raises(ValueError, match=r"(new_num_tokens|pad_to_multiple_of) must be a positive integer"):
        FlaxBertModel(tiny_config("bert")).resize_token_embeddings(count, multiple)


def test_refuses_a_module_that_came_from_outside() -> None:
    config = tiny_config("bert")
    model = FlaxBertModel(config, module=FlaxBertModule(config, rngs=nnx.Rngs(0)))
    with pytest.raises(ValueError, match="handed in"):
        model.resize_token_embeddings(70)


def test_embeddings_are_read_and_replaced() -> None:
    model = FlaxBertForMaskedLM(tiny_config("bert"))
    table = model.get_input_embeddings()
    other = table + 1
    changed = model.set_input_embeddings(other, params=model.params)
    np.testing.assert_array_equal(model.get_input_embeddings(), table)
    np.testing.assert_array_equal(model.get_input_embeddings(changed), other)
    model.set_input_embeddings(other)
    np.testing.assert_array_equal(model.get_output_embeddings(), other)  # tied
    with pytest.raises(CheckpointMismatchError, match=r"word_embeddings.embedding: shape"):
        model.set_input_embeddings(jnp.ones((3, 4)))


@pytest.mark.parametrize("tied", [True, False], ids=["tied", "untied"])
def test_output_embeddings_are_replaced(tied: bool) -> None:
    model = made("FlaxLlamaForCausalLM", "llama", tie_word_embeddings=tied)
    before = model.get_output_embeddings()
    changed = model.set_output_embeddings(before + 1, params=model.params)
    np.testing.assert_array_equal(model.get_output_embeddings(), before)
    np.testing.assert_array_equal(model.get_output_embeddings(changed), before + 1)
    model.set_output_embeddings(before + 1)
    np.testing.assert_array_equal(model.get_output_embeddings(), before + 1)
    assert np.array_equal(model.get_input_embeddings(), before + 1) == tied
    with pytest.raises(CheckpointMismatchError, match="shape"):
        model.set_output_embeddings(jnp.ones((3, 4)))
    with pytest.raises(ValueError, match="FlaxBertModel predicts no words"):
        FlaxBertModel(tiny_config("bert")).set_output_embeddings(before)


def test_new_rows_are_drawn_around_the_mean_if_asked_for() -> None:
    model = made("FlaxMarianMTModel", "marian", tie_word_embeddings=False)
    count = model.config.vocab_size
    model.params = jax.tree.map(lambda leaf: leaf + 0.5 if leaf.ndim == 2 else leaf, model.params)
    before = model.params
    after = model.resize_token_embeddings(count + 2, mean_resizing=True)
    assert after["final_logits_bias"][:, count:].tolist() == [[0, 0]]  # offsets of scores, not learned
    for old, new in (
        (before["model"]["shared"]["embedding"], after["model"]["shared"]["embedding"]),
        (before["lm_head"]["kernel"].T, after["lm_head"]["kernel"].T),
    ):
        np.testing.assert_array_equal(new[:count], old)
        np.testing.assert_allclose(new[count:], np.broadcast_to(old.mean(0), (2, old.shape[1])), atol=1e-3)
        assert not np.array_equal(new[count], new[count + 1])


def test_output_embeddings_are_the_decoders_and_none_without_predictions() -> None:
    assert made("FlaxLlamaForSequenceClassification", "llama").get_output_embeddings() is None
    assert not FlaxLlamaForSequenceClassification.can_generate()
    sides = made("FlaxMarianMTModel", "marian", share_encoder_decoder_embeddings=False, decoder_vocab_size=70)
    assert sides.get_output_embeddings().shape[0] == 70
    sides.resize_token_embeddings(80)
    assert (sides.config.vocab_size, sides.config.decoder_vocab_size) == (80, 70)
    assert logits(sides).shape[-1] == 70
    assert FlaxMarianMTModel.can_generate()


def test_refuses_a_model_without_words() -> None:
    class Bare(FlaxBertModel):
        def vocabulary_fields(self) -> tuple[str, ...]:
            return ("absent",)

    with pytest.raises(ValueError, match="no embedding layer with a row for each word"):
        Bare(tiny_config("bert")).get_input_embeddings()
