"""generate() in TensorFlow, step by step: the tokens of the reference library, and what a call may ask for."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from generation_cases import TOLERANCE, cases, folder
from generation_models import HEADS

import trivet
from trivet import GenerationConfig
from trivet.errors import InvalidConfigError, UnknownArgumentError

IDS = np.array([[5, 9, 11, 7], [6, 3, 21, 30]])
OPEN = {"eos_token_id": None, "pad_token_id": 0}
EAGER = {"jit_compile": False}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Each golden model, loaded once."""
    root, loaded = tmp_path_factory.mktemp("models"), dict[tuple[str, int, bool], Any]()

    def model(family: str = "llama", number: int = 0, draft: bool = False) -> Any:
        key = family, number, draft
        if key not in loaded:
            head = getattr(trivet, "TF" + HEADS[family])
            loaded[key] = head.from_pretrained(folder(root, family, number, draft=draft))
        return loaded[key]

    return model


@pytest.mark.parametrize(
    ("family", "search"),
    [*product(("gpt2", "llama", "t5", "bart"), ("greedy", "beam")), ("llama", "group_beam"), ("t5", "group_beam")],
)
def test_writes_the_tokens_and_scores_of_the_reference(model: Any, family: str, search: str) -> None:
    for case in cases(family, search, 1):
        options = {**EAGER, **case["options"], "return_dict_in_generate": True}
        found = model(family, case["model"]).generate(case["ids"], attention_mask=case["mask"], **options)
        assert found.sequences.numpy().tolist() == case["tokens"], case
        if "scores" in case:
            np.testing.assert_allclose(found.sequences_scores, case["scores"], rtol=0, atol=TOLERANCE)


@pytest.mark.parametrize(
    ("family", "search"),
    [("llama", "contrastive"), ("bart", "contrastive"), ("gpt2", "assisted"), ("t5", "assisted"), ("gpt2", "guidance")],
)
def test_other_searches_write_the_tokens_of_the_reference(model: Any, family: str, search: str) -> None:
    # The reference takes no heed of a prompt's padding when it checks drafts.
    fit = [each for each in cases(family, search) if search != "assisted" or np.all(each["mask"])]
    case = next(each for each in fit if search != "guidance" or "negative" in each)
    options = dict(case["options"])
    if search == "assisted":
        options["assistant_model"] = model(family, case["model"], draft=True)
    if "negative" in case:
        options["negative_prompt_ids"] = case["negative"]
    found = model(family, case["model"]).generate(case["ids"], attention_mask=case["mask"], **options)
    assert found.numpy().tolist() == case["tokens"], case


@pytest.mark.parametrize("sampled", [False, True])
def test_drafts_change_nothing_not_even_what_is_sampled(model: Any, sampled: bool) -> None:
    options = {"max_new_tokens": 8, "do_sample": sampled, "seed": 5, **OPEN}
    alone = model().generate(IDS, **options, **EAGER).numpy().tolist()
    assert model().generate(IDS, assistant_model=model(draft=True), **options).numpy().tolist() == alone
    assert model().generate(IDS, prompt_lookup_num_tokens=3, **options).numpy().tolist() == alone


def test_drafts_are_streamed_and_their_scores_kept(model: Any) -> None:
    streamer = Streamer()
    options = {"max_new_tokens": 6, "output_scores": True, "return_dict_in_generate": True, **OPEN}
    found = model().generate(IDS[:1], prompt_lookup_num_tokens=3, streamer=streamer, **options)
    assert np.concatenate(streamer.seen[:-1], 1).tolist() == found.sequences.numpy().tolist()
    assert tf.argmax(tf.stack(found.scores), -1).numpy()[:, 0].tolist() == found.sequences[0, 4:].numpy().tolist()


def test_a_text_ends_behind_a_stop_string_and_others_go_on(model: Any) -> None:
    class Tokenizer:
        def decode(self, ids: list[int]) -> str:
            return "".join(f"<{each}>" for each in ids)

    free = model().generate(IDS, max_new_tokens=5, **OPEN, **EAGER).numpy()
    string = f"<{free[0, 4]}><{free[0, 5]}>"
    found = model().generate(IDS, max_new_tokens=5, stop_strings=string, tokenizer=Tokenizer(), **OPEN).numpy()
    assert found[0, :6].tolist() == free[0, :6].tolist()
    assert not found[0, 6:].any()


def test_padding_on_the_left_changes_nothing(model: Any) -> None:
    alone = model().generate([[5, 9, 11]], max_new_tokens=5, **OPEN, **EAGER)
    padded = np.array([[0, 0, 5, 9, 11], [4, 8, 15, 16, 23]])
    beside = model().generate(padded, attention_mask=padded > 0, max_new_tokens=5, **OPEN, **EAGER)
    guessed = model().generate(padded, max_new_tokens=5, **OPEN, **EAGER)
    assert beside[0, 5:].numpy().tolist() == guessed[0, 5:].numpy().tolist() == alone[0, 3:].numpy().tolist()


def test_transition_scores_of_beams_add_up_to_their_scores(model: Any) -> None:
    options = {"num_beams": 3, "max_new_tokens": 4, "num_return_sequences": 2, "output_scores": True, **OPEN}
    found = model().generate(IDS, return_dict_in_generate=True, **options)
    each = model().compute_transition_scores(found.sequences, found.scores, found.beam_indices)
    np.testing.assert_allclose(tf.reduce_sum(each, 1) / 4, found.sequences_scores, rtol=1e-4)


def test_transition_scores_of_greedy_search_are_the_largest(model: Any) -> None:
    found = model().generate(IDS, max_new_tokens=3, return_dict_in_generate=True, output_scores=True, **OPEN)
    each = model().compute_transition_scores(found.sequences, found.scores)
    np.testing.assert_allclose(each, tf.reduce_max(tf.stack(found.scores), -1).numpy().T)
    normal = model().compute_transition_scores(found.sequences, found.scores, normalize_logits=True)
    assert (normal.numpy() < 0).all()


def test_callers_processors_and_allowed_tokens_are_obeyed(model: Any) -> None:
    def only_even(row: int, text: tf.Tensor) -> list[int]:
        return [10, 12] if row == 0 else [14, 16]

    def favour(text: tf.Tensor, scores: tf.Tensor, length: int) -> tf.Tensor:
        return scores + 1000 * tf.one_hot([text.shape[1]], scores.shape[-1])

    found = model().generate(IDS, prefix_allowed_tokens_fn=only_even, num_beams=2, max_new_tokens=3, **OPEN).numpy()
    assert set(found[0, 4:].tolist()) <= {10, 12}
    assert set(found[1, 4:].tolist()) <= {14, 16}
    several = trivet.TFLogitsProcessorList([favour])
    own = model().generate(IDS, logits_processor=several, max_new_tokens=3, **OPEN)
    assert own[:, 4:].numpy().tolist() == [[4, 5, 6]] * 2
    with pytest.raises(ValueError, match="allows no token after"):
        model().generate(IDS, prefix_allowed_tokens_fn=lambda row, text: [], max_new_tokens=3)


def test_stops_as_callers_say_and_in_time(model: Any) -> None:
    def at_six(text: tf.Tensor, scores: Any) -> bool:
        return text.shape[1] == 6

    assert model().generate(IDS, stopping_criteria=[at_six], max_new_tokens=9, **OPEN).shape[1] == 6
    assert model().generate(IDS, max_time=1e-9, max_new_tokens=9, **OPEN).shape[1] == 5


def test_beams_that_sample_return_as_many_as_asked_and_repeat(model: Any) -> None:
    options = {"do_sample": True, "num_beams": 2, "num_return_sequences": 2, "max_new_tokens": 3, **EAGER}
    first, second = (model().generate(IDS, seed=(1, 2), **options).numpy() for _ in range(2))
    assert first.shape[0] == 4 and first.tolist() == second.tolist()
    assert first[:2, :4].tolist() == [IDS[0].tolist()] * 2


class Streamer:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.seen: list[Any] = []

    def put(self, tokens: Any) -> None:
        self.seen.append(tokens.tolist())

    def end(self) -> None:
        self.seen.append("end")


def test_streams_the_prompt_and_each_token(model: Any) -> None:
    streamer = Streamer()
    found = model().generate(IDS[:1], streamer=streamer, max_new_tokens=2, **OPEN).numpy()
    assert streamer.seen == [[IDS[0].tolist()], *([token] for token in found[0, 4:].tolist()), "end"]
    with pytest.raises(ValueError, match="cannot follow beams"):
        model().generate(IDS, streamer=Streamer(), num_beams=2)


def test_returns_what_is_asked_for(model: Any) -> None:
    asked = {"output_attentions": True, "output_hidden_states": True, "return_dict_in_generate": True}
    found = model("t5").generate([[5, 9]], max_new_tokens=2, **asked, **OPEN)
    assert len(found.decoder_hidden_states) == len(found.decoder_attentions) == len(found.cross_attentions) == 2
    assert found.attentions is found.decoder_attentions and found.hidden_states is found.decoder_hidden_states
    assert found.encoder_hidden_states and found.encoder_attentions


@pytest.mark.parametrize(("family", "beams"), [("llama", 1), ("llama", 2), ("bart", 1), ("bart", 2)])
def test_an_output_has_the_fields_of_the_reference_in_their_order(model: Any, family: str, beams: int) -> None:
    asked = {f"output_{each}": True for each in ("scores", "attentions", "hidden_states")}
    options = {**asked, "return_dict_in_generate": True, "num_beams": beams, "max_new_tokens": 2, **EAGER}
    found = model(family).generate([[5, 9]], **options, eos_token_id=None)
    ranked = ["sequences", "scores"] if beams == 1 else ["sequences", "sequences_scores", "scores", "beam_indices"]
    of_decoder = ["attentions", "hidden_states"]
    of_both = ["encoder_attentions", "encoder_hidden_states"]
    of_both += ["decoder_attentions", "cross_attentions", "decoder_hidden_states"]
    assert [*found] == [*ranked, *(of_decoder if family == "llama" else of_both), "past_key_values"]
    assert found.decoder_attentions is found.attentions and found.decoder_hidden_states is found.hidden_states
    again = type(found)(*found.to_tuple())
    assert again.hidden_states is found.hidden_states and again.scores is found.scores


def test_an_encoder_reads_the_first_token_where_there_is_no_source(model: Any) -> None:
    bart = model("bart")
    options = {"max_length": 6, "eos_token_id": None, "pad_token_id": 1, **EAGER}
    wanted = bart.generate([[bart.config.bos_token_id]], **options)
    assert bart.generate(**options).numpy().tolist() == wanted.numpy().tolist()


def test_vectors_in_place_of_ids_give_the_same_text(model: Any) -> None:
    words = model().base.embed_tokens(IDS)
    found = model().generate(inputs_embeds=words, max_new_tokens=4, **OPEN)
    whole = model().generate(IDS, max_new_tokens=4, **OPEN, **EAGER)
    assert found.numpy().tolist() == whole[:, 4:].numpy().tolist()


def test_encoder_outputs_and_a_started_target_are_continued(model: Any) -> None:
    bart = model("bart")
    options = {"decoder_start_token_id": 2, "max_length": 7, "forced_eos_token_id": None, **OPEN, **EAGER}
    whole = bart.generate(IDS, **options)
    again = bart.generate(encoder_outputs=bart.encode(IDS), decoder_input_ids=whole[:, :3], **options)
    assert again.numpy().tolist() == whole.numpy().tolist()


def test_generation_config_is_saved_and_read_with_the_weights(model: Any, tmp_path: Path) -> None:
    llama = trivet.TFLlamaForCausalLM(model().config)
    llama.generation_config = GenerationConfig(max_new_tokens=3, own_field=4)
    llama.save_pretrained(tmp_path)
    again = trivet.TFLlamaForCausalLM.from_pretrained(tmp_path)
    assert (again.generation_config.max_new_tokens, again.generation_config.own_field) == (3, 4)
    assert again.generate([[5, 6]], **OPEN, **EAGER).shape == (1, 5)


def test_refuses_what_cannot_be(model: Any) -> None:
    with pytest.raises(TypeError, match="TFLlamaModel cannot generate"):
        trivet.TFLlamaModel(model().config).generate(IDS)
    with pytest.raises(UnknownArgumentError, match="takes no argument 'do_samples' .did you mean 'do_sample'"):
        model().generate(IDS, do_samples=1, colour=None)
    with pytest.raises(ValueError, match="given twice"):
        model().generate(IDS, input_ids=IDS)
    with pytest.raises(ValueError, match="give input_ids"):
        model().generate(bos_token_id=None)
    with pytest.raises(ValueError, match="give input_ids"):
        model("t5").generate(bos_token_id=None)
    with pytest.raises(InvalidConfigError, match="set max_new_tokens"):
        model().generate(IDS, max_length=4)
    with pytest.raises(InvalidConfigError, match="needs a decoder-only model"):
        model("t5").generate(IDS, guidance_scale=2.0)
    with pytest.raises(InvalidConfigError, match="constrained beam search, which is not implemented here"):
        model().generate(IDS, force_words_ids=[[3]], num_beams=2)
    with pytest.raises(ValueError, match="assisted search has no output_attentions"):
        model().generate(IDS, prompt_lookup_num_tokens=2, output_attentions=True)
    with pytest.raises(ValueError, match="must share the vocabulary"):
        small = trivet.TFLlamaForCausalLM(trivet.LlamaConfig(**{**model().config.to_dict(), "vocab_size": 9}))
        model().generate(IDS, assistant_model=small)
    with pytest.raises(ValueError, match="needs the prompt as input_ids"):
        model().generate(inputs_embeds=model().base.embed_tokens(IDS), assistant_model=model(draft=True))
    with pytest.raises(ValueError, match="streamer needs a search that runs step by step"):
        model().generate(IDS, streamer=Streamer(), jit_compile=True)
