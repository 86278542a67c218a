"""generate() in JAX step by step: what is kept of the steps, streamers, criteria, and inputs of every kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import trivet
from trivet.errors import InvalidConfigError
from trivet.testing import tiny_config

GOLDEN = Path(__file__).parents[1] / "golden"
PROMPT = [[5, 9, 11]]
OPTIONS: dict[str, Any] = {
    "max_new_tokens": 4,
    "eos_token_id": None,
    "pad_token_id": None,
    "return_dict_in_generate": True,
}


@pytest.fixture(scope="module")
def llama() -> Any:
    """A decoder."""
    return trivet.FlaxLlamaForCausalLM.from_pretrained(GOLDEN / "data/llama/LlamaForCausalLM/pt")


@pytest.fixture(scope="module")
def t5() -> Any:
    """An encoder and a decoder."""
    return trivet.FlaxT5ForConditionalGeneration.from_pretrained(GOLDEN / "data/t5/T5ForConditionalGeneration/pt")


class Streamer:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.given: list[Any] = []

    def put(self, ids: Any) -> None:
        self.given.append(np.asarray(ids).tolist())

    def end(self) -> None:
        self.given.append("end")


def test_steps_give_what_the_whole_gives_and_all_that_was_asked_for(llama: Any) -> None:
    asked = {"output_scores": True, "output_attentions": True, "output_hidden_states": True}
    found, streamer = llama.generate(PROMPT, **asked, **OPTIONS), Streamer()
    texts = found.sequences
    assert texts.tolist() == llama.generate(PROMPT, **OPTIONS).sequences.tolist()
    # A single call on the whole text gives the same as all the steps.
    whole = llama(np.asarray(texts), output_attentions=True, output_hidden_states=True)
    np.testing.assert_allclose(np.stack(found.scores, 1), whole.logits[:, 2:-1], rtol=0, atol=1e-4)
    shapes = [[layer.shape[2:] for layer in step] for step in found.attentions]
    layers = llama.config.num_hidden_layers
    assert shapes == [[(3, 3)] * layers, *([[(1, keys)] * layers for keys in (4, 5, 6)])]
    for step, rows in enumerate((slice(0, 3), slice(3, 4), slice(4, 5), slice(5, 6))):
        expected = whole.attentions[0][:, :, rows, : rows.stop]
        np.testing.assert_allclose(found.attentions[step][0], expected, rtol=0, atol=1e-5)
        np.testing.assert_allclose(found.hidden_states[step][1], whole.hidden_states[1][:, rows], rtol=0, atol=1e-4)
    scored = llama.compute_transition_scores(texts, found.scores, normalize_logits=True)
    logs = jax.nn.log_softmax(whole.logits[:, 2:-1], -1)
    expected = jnp.take_along_axis(logs, texts[:, 3:, None], 2)[..., 0]
    np.testing.assert_allclose(scored, expected, rtol=0, atol=1e-4)
    llama.generate(PROMPT, streamer=streamer, **asked, **OPTIONS)
    assert streamer.given == [PROMPT, *([token] for token in texts[0, 3:].tolist()), "end"]


def test_scores_of_beams_add_up_to_those_of_their_texts(llama: Any) -> None:
    options = {**OPTIONS, "num_beams": 3, "num_return_sequences": 2, "length_penalty": 0.0}
    found = llama.generate(
        [[5, 9, 11], [0, 4, 7]], output_scores=True, attention_mask=[[1, 1, 1], [0, 1, 1]], **options
    )
    assert (len(found.scores), found.scores[0].shape[0], found.beam_indices.shape) == (4, 6, (4, 4))
    scored = llama.compute_transition_scores(found.sequences, found.scores, found.beam_indices)
    # A step's scores are of its token alone.
    np.testing.assert_allclose(scored.sum(1), found.sequences_scores, rtol=0, atol=1e-4)


def test_a_caller_can_stop_a_search_and_change_scores(llama: Any) -> None:
    seen = []

    def at_five(ids: Any, scores: Any) -> bool:
        seen.append(ids.shape)
        return ids.shape[1] >= 5

    stopped = llama.generate(PROMPT, stopping_criteria=[at_five], **OPTIONS).sequences
    assert (stopped.shape, seen) == ((1, 5), [(1, 4), (1, 5)])
    assert llama.generate(PROMPT, max_time=1e-9, **OPTIONS).sequences.shape == (1, 4)
    assert llama.generate(PROMPT, max_time=600, **OPTIONS).sequences.shape == (1, 7)

    def only_seven(ids: jax.Array, scores: jax.Array, length: jax.Array) -> jax.Array:
        return jnp.where(jnp.arange(scores.shape[-1]) == 7 + (length == 4), scores, -jnp.inf)

    changed = llama.generate(PROMPT, logits_processor=trivet.FlaxLogitsProcessorList([only_seven]), **OPTIONS).sequences
    assert changed[0, 3:].tolist() == [7, 8, 7, 7]


class Tokenizer:
    """Reads an id as its number in brackets."""

    def decode(self, ids: list[int]) -> str:
        return "".join(f"<{each}>" for each in ids)


def test_a_text_ends_behind_a_stop_string_and_others_go_on(llama: Any) -> None:
    prompts = [[5, 9, 11], [6, 3, 21]]
    options = {**OPTIONS, "max_new_tokens": 5, "pad_token_id": 0}
    free = np.asarray(llama.generate(prompts, **options).sequences)
    told = {"stop_strings": f"<{free[0, 3]}><{free[0, 4]}>", "tokenizer": Tokenizer()}
    found = np.asarray(llama.generate(prompts, **told, **options).sequences)
    assert found.tolist() == [[*free[0, :5].tolist(), 0, 0, 0], free[1].tolist()]
    with pytest.raises(InvalidConfigError, match="give generate the tokenizer"):
        llama.generate(prompts, stop_strings="x", **options)


def test_drafts_behind_a_stop_string_are_dropped(llama: Any) -> None:
    free = llama.generate(PROMPT, **OPTIONS).sequences[0].tolist()
    streamer = Streamer()
    told = {"stop_strings": [f"<{free[4]}>"], "tokenizer": Tokenizer(), "streamer": streamer, "output_scores": True}
    expected = free[: free.index(free[4], 3) + 1]
    # Drafts of the model itself are all kept.
    found = llama.generate(PROMPT, assistant_model=llama, **told, **OPTIONS)
    assert found.sequences.tolist() == [expected]
    assert len(found.scores) == len(expected) - 3
    assert np.concatenate([np.ravel(each) for each in streamer.given[:-1]]).tolist() == expected


def test_a_caller_may_say_which_tokens_follow(llama: Any) -> None:
    prompts, seen = [[5, 9, 11], [6, 3, 21]], list[tuple[int, int]]()

    def only_even(row: int, ids: Any) -> list[int]:
        seen.append((row, len(ids)))
        return [10, 12] if row == 0 else [14, 16]

    options = {**OPTIONS, "max_new_tokens": 3}
    found = llama.generate(prompts, prefix_allowed_tokens_fn=only_even, num_beams=2, **options)
    first, second = np.asarray(found.sequences)[:, 3:].tolist()
    assert set(first) <= {10, 12}
    assert set(second) <= {14, 16}
    assert seen == [(row, length) for length in (3, 4, 5) for row in (0, 0, 1, 1)]
    with pytest.raises(ValueError, match=r"allows no token after \[5, 9, 11\]"):
        llama.generate(prompts, prefix_allowed_tokens_fn=lambda row, ids: [], **options)
    with pytest.raises(ValueError, match="prefix_allowed_tokens_fn cannot follow drafts"):
        llama.generate(PROMPT, prefix_allowed_tokens_fn=only_even, prompt_lookup_num_tokens=2, **options)


def test_a_prompt_may_be_vectors(llama: Any) -> None:
    words = np.asarray(jax.tree.leaves(llama.params["model"]["embed_tokens"])[0])[np.asarray(PROMPT)]
    padded, mask = np.pad(words, ((0, 0), (2, 0), (0, 0)), constant_values=9.0), [[0, 0, 1, 1, 1]]
    asked = {"output_attentions": True, "output_hidden_states": True}
    for search in ({}, {"penalty_alpha": 0.6, "top_k": 3}):
        expected = llama.generate(PROMPT, **search, **OPTIONS).sequences[:, 3:].tolist()
        found = llama.generate(inputs_embeds=padded, attention_mask=mask, **search, **OPTIONS)
        assert found.sequences.tolist() == expected
    found = llama.generate(inputs_embeds=words, **asked, **OPTIONS)
    assert found.sequences.tolist() == llama.generate(PROMPT, **OPTIONS).sequences[:, 3:].tolist()
    assert [each[0].shape[2:] for each in found.attentions] == [(3, 3), (1, 4), (1, 5), (1, 6)]
    with pytest.raises(ValueError, match="the prompt is given twice"):
        llama.generate(PROMPT, inputs_embeds=words)
    with pytest.raises(ValueError, match=r"inputs_embeds has shape \[3, \d+\]; it must be \[batch, length, hidden\]"):
        llama.generate(inputs_embeds=words[0])
    with pytest.raises(ValueError, match="an assistant_model needs the prompt as input_ids"):
        llama.generate(inputs_embeds=words, assistant_model=llama)
    with pytest.raises(InvalidConfigError, match="it needs a decoder-only model, and input_ids"):
        llama.generate(inputs_embeds=words, guidance_scale=2.0)


def test_an_encoder_may_have_run_before_and_a_decoder_begin_otherwise(t5: Any) -> None:
    options = {**OPTIONS, "decoder_start_token_id": 1}
    source, mask = np.asarray([[5, 9, 11, 7, 0]]), np.asarray([[1, 1, 1, 1, 0]])
    asked = {"output_attentions": True, "output_hidden_states": True}
    expected = t5.generate(source, attention_mask=mask, **asked, **options)
    states = t5.encode(source, mask)
    found = t5.generate(encoder_outputs=states, attention_mask=mask, **options)
    assert found.sequences.tolist() == expected.sequences.tolist()
    start = expected.sequences[:, 1:3]  # what every decoder starts with comes before it
    longer = t5.generate(source, attention_mask=mask, decoder_input_ids=start, **{**options, "max_new_tokens": 2})
    assert longer.sequences.tolist() == expected.sequences.tolist()
    whole = t5(source, mask, expected.sequences, **asked)
    assert [each.shape[1] for each in expected.encoder_hidden_states] == [5] * len(whole.encoder_hidden_states)
    np.testing.assert_allclose(expected.encoder_attentions[0], whole.encoder_attentions[0], rtol=0, atol=1e-5)
    for step in range(4):
        weights = whole.cross_attentions[0][:, :, step : step + 1]
        np.testing.assert_allclose(expected.cross_attentions[step][0], weights, rtol=0, atol=1e-5)


def test_beams_are_not_streamed(llama: Any) -> None:
    with pytest.raises(ValueError, match="a streamer cannot follow beams"):
        llama.generate(PROMPT, num_beams=2, streamer=Streamer(), **OPTIONS)


def test_what_may_follow_is_of_the_decoders_own_vocabulary() -> None:
    sizes = {"vocab_size": 20, "decoder_vocab_size": 30, "share_encoder_decoder_embeddings": False}
    options = {"pad_token_id": 29, "decoder_start_token_id": 29, "forced_eos_token_id": None, "eos_token_id": None}
    marian = trivet.FlaxMarianMTModel(tiny_config("marian", "MarianMTModel", **sizes, **options), seed=0)
    written = marian.generate(np.array([[5, 6, 7]]), max_new_tokens=2, prefix_allowed_tokens_fn=lambda text, ids: [25])
    assert written.sequences.tolist() == [[29, 25, 25]]
