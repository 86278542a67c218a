"""What `generate` asks of a class that overrides its steps or has further inputs, and the searches by their names."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import tensorflow as tf

import trivet
from trivet import (
    GPT2Config,
    T5Config,
    TFBeamSearchDecoderOnlyOutput,
    TFGPT2LMHeadModel,
    TFT5ForConditionalGeneration,
)
from trivet.errors import UnknownArgumentError
from trivet_tf.generation.steps import Seen, next_scores, target_scores

IDS = tf.constant([[1, 2, 3], [4, 5, 6]])
OPEN: dict[str, Any] = {"eos_token_id": None, "bos_token_id": None}
EAGER = {"jit_compile": False}
SHORT: dict[str, Any] = {"max_new_tokens": 3, **EAGER}
TEXT = GPT2Config(n_layer=1, n_embd=16, n_head=2, n_positions=16, vocab_size=30, initializer_range=1.0, **OPEN)
SOURCE = T5Config(
    vocab_size=30, d_model=16, d_kv=8, d_ff=16, num_layers=1, num_heads=2, decoder_start_token_id=0, eos_token_id=None
)


def rows(ids: Any) -> list[list[int]]:
    listed: list[list[int]] = np.asarray(ids).tolist()
    return listed


class Told(TFGPT2LMHeadModel):
    """Notes what its steps are called with."""

    def prepare_inputs_for_generation(self, inputs: Any, past_key_values: Any = None, **kwargs: Any) -> dict[str, Any]:
        self.told = [*getattr(self, "told", ()), (inputs.shape[1], {*kwargs})]
        return super().prepare_inputs_for_generation(inputs, past_key_values=past_key_values, **kwargs)


def test_a_class_says_what_each_step_is_called_with() -> None:
    plain, told = TFGPT2LMHeadModel(TEXT), Told(TEXT)
    told.set_weights(plain.get_weights())
    wanted = rows(plain.generate(IDS, **SHORT))
    assert rows(told.generate(IDS, max_new_tokens=3)) == wanted
    # As transformers calls it: all of the prompt, then each new token.
    assert told.told == [(length, {"attention_mask", "use_cache"}) for length in (3, 1, 1)]
    told.told = []
    assert rows(told.generate(IDS, max_new_tokens=3, use_cache=False)) == wanted
    assert [length for length, _ in told.told] == [3, 4, 5]
    beams = {"num_beams": 3, "num_return_sequences": 2}
    assert rows(told.generate(IDS, max_new_tokens=3, **beams)) == rows(plain.generate(IDS, **SHORT, **beams))
    left = {"attention_mask": tf.constant([[0, 1, 1], [1, 1, 1]])}
    assert rows(told.generate(IDS, max_new_tokens=3, **left)) == rows(plain.generate(IDS, **SHORT, **left))
    vectors = {"inputs_embeds": tf.gather(plain.transformer.wte.weights[0], IDS)}
    assert rows(told.generate(max_new_tokens=3, **vectors)) == [row[3:] for row in wanted]
    with pytest.raises(ValueError, match="prepare_inputs_for_generation needs a search that runs step by step"):
        told.generate(IDS, max_new_tokens=3, jit_compile=True)


class Requiring(TFT5ForConditionalGeneration):
    """Requires the main input, which no step but the encoder's has."""

    def call(self, input_ids: Any, own: Any = None, **kwargs: Any) -> Any:
        self.own = own
        return super().call(input_ids, **kwargs)


def test_a_call_may_require_the_main_input_of_an_encoder() -> None:
    plain, own = TFT5ForConditionalGeneration(SOURCE), Requiring(SOURCE)
    own.set_weights(plain.get_weights())
    assert rows(own.generate(IDS, max_new_tokens=3, own="mine")) == rows(plain.generate(IDS, **SHORT))
    assert own.own == "mine"


def test_what_a_step_is_called_with_has_the_keys_of_the_reference() -> None:
    model, mask = TFGPT2LMHeadModel(TEXT), tf.constant([[0, 1, 1], [1, 1, 1]])
    first = model.prepare_inputs_for_generation(IDS, attention_mask=mask, use_cache=True)
    assert rows(first["position_ids"]) == [[0, 0, 1], [0, 1, 2]] and first["past_key_values"] is None
    past = model(IDS).past_key_values
    later = model.prepare_inputs_for_generation(IDS, past, mask, token_type_ids=IDS)
    assert [rows(later[name]) for name in ("input_ids", "position_ids", "token_type_ids")] == [
        [[3], [6]],
        [[1], [2]],
        [[3], [6]],
    ]
    outputs = model(IDS)
    kwargs = model._update_model_kwargs_for_generation(outputs, {"attention_mask": mask})
    assert kwargs["past_key_values"] is outputs.past_key_values
    assert rows(kwargs["attention_mask"]) == [[0, 1, 1, 1], [1, 1, 1, 1]]
    written = TFT5ForConditionalGeneration(SOURCE).prepare_inputs_for_generation(
        IDS, attention_mask=mask, encoder_outputs=outputs, use_cache=True
    )
    assert written["input_ids"] is None and rows(written["decoder_input_ids"]) == rows(IDS)
    named = TFT5ForConditionalGeneration(SOURCE).prepare_inputs_for_generation(decoder_input_ids=IDS)
    assert rows(named["decoder_input_ids"]) == rows(IDS)


def test_steps_of_another_kind_of_cache_and_other_arguments() -> None:
    class Tuples(TFGPT2LMHeadModel):
        """Keeps the cache as a tuple, and says itself what its next step has."""

        def _update_model_kwargs_for_generation(self, outputs: Any, model_kwargs: Any, **options: Any) -> Any:
            kwargs = super()._update_model_kwargs_for_generation(outputs, model_kwargs, **options)
            return {**kwargs, "past_key_values": tuple(outputs.past_key_values)}

    class Reordered(Tuples):
        """Picks the rows of a cache itself."""

        def _reorder_cache(self, past: Any, beam_idx: Any) -> Any:
            self.picked = [*getattr(self, "picked", ()), rows(beam_idx)]
            return tuple(tuple(tf.gather(each, beam_idx) for each in layer) for layer in past)

    plain, tuples, reordered = (cls(TEXT) for cls in (TFGPT2LMHeadModel, Tuples, Reordered))
    wanted = rows(plain.generate(IDS, **SHORT, num_beams=2))
    for model in (tuples, reordered):
        model.set_weights(plain.get_weights())
        assert rows(model.generate(IDS, max_new_tokens=3, num_beams=2)) == wanted
    assert len(reordered.picked) == 3 and len(reordered.picked[0]) == 4


def test_a_call_of_ones_own_is_called_with_its_own_arguments() -> None:
    class Favouring(TFGPT2LMHeadModel):
        """Favours a token."""

        def call(self, input_ids: Any = None, favourite: Any = None, **kwargs: Any) -> Any:
            output = super().call(input_ids, **kwargs)
            output.logits = output.logits + 1e4 * tf.one_hot(7 if favourite is None else favourite, 30)
            return output

    model = Favouring(TEXT)
    assert rows(model.generate(IDS, max_new_tokens=2))[0][3:] == [7, 7]
    assert rows(model.generate(IDS, max_new_tokens=2, favourite=tf.constant(9)))[1][3:] == [9, 9]
    assert int(tf.argmax(next_scores(model, Seen.of_text(tf.ones((1, 1), tf.int32)), IDS[0, :1], 0, None)[0][0])) == 7

    class Other(TFT5ForConditionalGeneration):
        """Favours a token."""

        def call(self, *args: Any, **kwargs: Any) -> Any:
            output = super().call(*args, **kwargs)
            output.logits = output.logits + 1e4 * tf.one_hot(7, 30)
            return output

    writer = Other(SOURCE)
    assert rows(writer.generate(IDS, max_new_tokens=2))[0] == [0, 7, 7]
    mask, cache = tf.ones_like(IDS), writer.init_cache(2, 4)
    scores, _ = target_scores(writer, mask, writer.encode(IDS, mask), tf.zeros((2, 1), tf.int32), cache)
    assert rows(tf.argmax(scores, -1)) == [7, 7]


def test_further_inputs_have_their_effect_at_every_step() -> None:
    model = TFGPT2LMHeadModel(TEXT)
    kinds = tf.ones_like(IDS) * 5
    wanted = rows(IDS)
    for _ in range(3):  # each step by itself, without a cache
        ids = tf.constant(wanted)
        logits = model(ids, token_type_ids=tf.ones_like(ids) * 5).logits
        wanted = [[*row, each] for row, each in zip(wanted, rows(tf.argmax(logits[:, -1], -1)), strict=True)]
    found = rows(model.generate(IDS, token_type_ids=kinds, max_new_tokens=3))
    assert found == wanted != rows(model.generate(IDS, **SHORT))
    places = tf.constant([[0, 1, 2], [3, 4, 5]])
    moved = model(tf.constant(found)[1:, :3], position_ids=places[1:]).logits[:, -1]
    assert rows(model.generate(IDS, position_ids=places, max_new_tokens=2))[1][3] == rows(tf.argmax(moved, -1))[0]
    writer = TFT5ForConditionalGeneration(SOURCE)
    silent = tf.zeros((1, 2))
    for name in ("head_mask", "decoder_head_mask", "cross_attn_head_mask"):
        heads = {name: silent}
        first = writer(IDS, decoder_input_ids=tf.zeros((2, 1), tf.int32), **heads).logits[:, -1]
        scored = writer.generate(
            IDS, max_new_tokens=2, **heads, output_scores=True, return_dict_in_generate=True, eos_token_id=None
        )
        np.testing.assert_allclose(scored.scores[0], first, rtol=0, atol=1e-5)
    with pytest.raises(UnknownArgumentError, match="position_idz"):
        model.generate(IDS, position_idz=places)
    with pytest.raises(ValueError, match="contrastive search has no token_type_ids"):
        model.generate(IDS, token_type_ids=kinds, penalty_alpha=0.6, top_k=4, max_new_tokens=2)


def test_searches_by_their_names_are_those_of_generate() -> None:
    model = TFGPT2LMHeadModel(TEXT)
    processors = trivet.TFLogitsProcessorList([trivet.TFSuppressTokensLogitsProcessor([9])])
    greedy = model.greedy_search(IDS, max_length=6, logits_processor=processors, **EAGER)
    assert rows(greedy) == rows(model.generate(IDS, logits_processor=processors, **SHORT))
    contrastive = model.contrastive_search(IDS, top_k=4, penalty_alpha=0.6, max_length=6, **EAGER)
    assert rows(contrastive) == rows(model.generate(IDS, top_k=4, penalty_alpha=0.6, **SHORT))
    warper = trivet.TFLogitsProcessorList([trivet.TFTopKLogitsWarper(1)])
    sampled = model.sample(IDS, logits_warper=warper, max_length=6, seed=[1, 2], **EAGER)
    assert rows(sampled) == rows(model.generate(IDS, **SHORT))
    options = {"length_penalty": 0.5, "num_return_sequences": 2}
    found = model.beam_search(tf.stack([IDS] * 3, 1), max_length=6, return_dict_in_generate=True, **options, **EAGER)
    wanted = model.generate(IDS, num_beams=3, return_dict_in_generate=True, **SHORT, **options)
    assert type(found) is TFBeamSearchDecoderOnlyOutput is type(wanted)
    assert rows(found.sequences) == rows(wanted.sequences)
    np.testing.assert_allclose(found.sequences_scores, wanted.sequences_scores, rtol=1e-5)
    writer = TFT5ForConditionalGeneration(SOURCE)
    start = tf.zeros((2, 1), tf.int32)
    options = {"encoder_outputs": writer.get_encoder()(IDS), "return_dict_in_generate": True, **EAGER}
    found = writer.greedy_search(start, max_length=4, **options)
    assert type(found) is trivet.TFGreedySearchEncoderDecoderOutput
    assert rows(found.sequences) == rows(writer.generate(IDS, **SHORT))
