"""generate() in PyTorch: what a call may ask for. That it gives the reference's tokens is tested beside."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import torch
from tiny_decoders import decoder_config

import trivet
from trivet import GenerationConfig
from trivet.errors import InvalidConfigError, UnknownArgumentError
from trivet_torch.cache import StaticCache

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="module")
def model() -> Any:
    """Each golden model, loaded once."""
    loaded: dict[tuple[str, str], Any] = {}

    def model(family: str = "llama", case: str = "LlamaForCausalLM") -> Any:
        if (family, case) not in loaded:
            head = getattr(trivet, case.partition("-")[0])
            loaded[family, case] = head.from_pretrained(GOLDEN / "data" / family / case / "pt")
        return loaded[family, case]

    return model


@pytest.fixture
def ids() -> torch.Tensor:
    """Two prompts."""
    return torch.tensor([[5, 9, 11, 7], [6, 3, 21, 30]])


def test_padding_on_the_left_changes_nothing(model: Any) -> None:
    alone = model().generate(torch.tensor([[5, 9, 11]]), max_new_tokens=5, eos_token_id=None)
    padded = torch.tensor([[0, 0, 5, 9, 11], [4, 8, 15, 16, 23]])
    beside = model().generate(padded, attention_mask=(padded > 0).long(), max_new_tokens=5, eos_token_id=None)
    assert beside[0, 5:].tolist() == alone[0, 3:].tolist()


def test_a_static_cache_gives_the_same_tokens(model: Any, ids: torch.Tensor) -> None:
    cache = StaticCache(10)
    fixed = model().generate(ids, max_length=10, past_key_values=cache, eos_token_id=None)
    assert fixed.tolist() == model().generate(ids, max_length=10, eos_token_id=None).tolist()
    assert cache.get_seq_length() == 9


@pytest.mark.parametrize("case", [("llama", "LlamaForCausalLM"), ("t5", "T5ForConditionalGeneration")])
@pytest.mark.parametrize(
    "search", [{}, {"num_beams": 3}, {"penalty_alpha": 0.6, "top_k": 3}, {"prompt_lookup_num_tokens": 3}], ids=str
)
def test_every_search_runs_in_fixed_memory(
    model: Any, ids: torch.Tensor, case: tuple[str, str], search: dict[str, Any]
) -> None:
    options = {"max_new_tokens": 6, "eos_token_id": None, "decoder_start_token_id": 0, **search}
    fixed = model(*case).generate(ids, cache_implementation="static", disable_compile=True, **options)
    assert fixed.tolist() == model(*case).generate(ids, **options).tolist()


def test_a_window_of_fixed_memory_gives_the_same_tokens(ids: torch.Tensor) -> None:
    torch.manual_seed(0)
    gemma = trivet.Gemma2ForCausalLM(decoder_config("gemma2")).eval()
    options = {"max_new_tokens": 9, "eos_token_id": None}
    fixed = gemma.generate(ids, cache_implementation="sliding_window", disable_compile=True, **options)
    assert fixed.tolist() == gemma.generate(ids, **options).tolist()


def test_drafts_change_neither_the_tokens_nor_what_is_returned(model: Any, ids: torch.Tensor) -> None:
    wanted = {"output_scores": True, "output_hidden_states": True, "output_attentions": True}
    options = {"max_new_tokens": 6, "eos_token_id": None, "return_dict_in_generate": True, **wanted}
    llama = model()
    expected = llama.generate(ids, **options)
    for drafts in ({"assistant_model": llama}, {"prompt_lookup_num_tokens": 2}):
        found = llama.generate(ids, **drafts, **options)
        assert found.sequences.tolist() == expected.sequences.tolist()
        for name in ("scores", "hidden_states", "attentions"):
            torch.testing.assert_close(found[name], expected[name], rtol=1e-4, atol=1e-5)


def test_drafts_that_are_sampled_leave_the_models_distribution(model: Any) -> None:
    prompt, draws, llama = torch.tensor([[5, 9, 11, 7]]), 20_000, model()
    torch.manual_seed(0)
    draft = trivet.LlamaForCausalLM(llama.config).eval()
    options = {"do_sample": True, "top_k": 8, "max_new_tokens": 2, "num_return_sequences": draws, "seed": 3}
    found = llama.generate(prompt, assistant_model=draft, num_assistant_tokens=1, eos_token_id=None, **options)[:, 4]
    logits = llama(prompt).logits[0, -1].detach()
    expected = torch.where(logits < logits.topk(8).values[-1], -torch.inf, logits).softmax(-1) * draws
    counts, likely = torch.bincount(found, minlength=len(logits)), expected > 0
    assert not counts[~likely].any()
    squares = ((counts - expected)[likely] ** 2 / expected[likely]).sum()
    assert squares < 24.3  # chi-square with 7 degrees of freedom, 1 in 1000


def test_guidance_of_one_changes_nothing_and_beams_are_guided_too(model: Any, ids: torch.Tensor) -> None:
    options = {"max_new_tokens": 5, "eos_token_id": None}
    plain = model().generate(ids, **options)
    assert model().generate(ids, guidance_scale=1.0, **options).tolist() == plain.tolist()
    # The prompt itself as the one to move away from leaves the scores as they are.
    same = model().generate(ids, guidance_scale=3.0, negative_prompt_ids=ids, **options)
    assert same.tolist() == plain.tolist()
    beams = model().generate(ids, guidance_scale=3.0, negative_prompt_ids=ids, num_beams=3, **options)
    assert beams.tolist() == model().generate(ids, num_beams=3, **options).tolist()


def test_transition_scores_of_beams_add_up_to_their_scores(model: Any, ids: torch.Tensor) -> None:
    options = {"num_beams": 3, "max_new_tokens": 5, "num_return_sequences": 2, "eos_token_id": None}
    found = model().generate(ids, return_dict_in_generate=True, output_scores=True, **options)
    each = model().compute_transition_scores(found.sequences, found.scores, found.beam_indices)
    torch.testing.assert_close(each.sum(1) / 5, found.sequences_scores)


def test_transition_scores_of_greedy_search_are_the_largest(model: Any, ids: torch.Tensor) -> None:
    found = model().generate(ids, max_new_tokens=3, eos_token_id=None, return_dict_in_generate=True, output_scores=True)
    each = model().compute_transition_scores(found.sequences, found.scores)
    torch.testing.assert_close(each, torch.stack(found.scores).amax(-1).T)


def test_sampling_draws_from_the_model_and_repeats_with_its_seed(model: Any) -> None:
    prompt, draws = torch.tensor([[5, 9, 11, 7]]), 20_000
    logits = model()(prompt).logits[0, -1].detach()
    expected = torch.where(logits < logits.topk(8).values[-1], -torch.inf, logits).softmax(-1) * draws
    options = {"do_sample": True, "top_k": 8, "max_new_tokens": 1, "num_return_sequences": draws}
    first, second = (
        model().generate(prompt, generator=torch.Generator().manual_seed(3), **options)[:, -1] for _ in range(2)
    )
    assert torch.equal(first, second)
    counts = Counter(first.tolist())
    likely = [token for token in range(len(logits)) if expected[token] > 0]
    assert set(counts) <= set(likely)
    squares = sum((counts[token] - float(expected[token])) ** 2 / float(expected[token]) for token in likely)
    assert squares < 24.3  # chi-square with 7 degrees of freedom, 1 in 1000


def test_beams_that_sample_return_as_many_as_asked(model: Any, ids: torch.Tensor) -> None:
    found = model().generate(ids, do_sample=True, num_beams=3, num_return_sequences=3, max_new_tokens=4)
    assert found.shape[0] == 6
    assert found[:3, :4].tolist() == [ids[0].tolist()] * 3


def test_callers_processors_and_allowed_tokens_are_obeyed(model: Any, ids: torch.Tensor) -> None:
    def only_even(row: int, text: torch.Tensor) -> list[int]:
        return [10, 12] if row == 0 else [14, 16]

    def favour(text: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        scores = scores.clone()
        scores[:, text.shape[1]] += 1000
        return scores

    found = model().generate(ids, prefix_allowed_tokens_fn=only_even, num_beams=2, max_new_tokens=3)
    assert set(found[0, 4:].tolist()) <= {10, 12}
    assert set(found[1, 4:].tolist()) <= {14, 16}
    for own in ([favour], trivet.LogitsProcessorList([favour]), [trivet.LogitsProcessorList([favour])]):
        assert model().generate(ids, logits_processor=own, max_new_tokens=3)[:, 4:].tolist() == [[4, 5, 6]] * 2
    with pytest.raises(ValueError, match="allows no token after"):
        model().generate(ids, prefix_allowed_tokens_fn=lambda row, text: [], max_new_tokens=3)


def test_a_criterion_may_stop_some_of_the_texts(model: Any, ids: torch.Tensor) -> None:
    def first(text: torch.Tensor, scores: Any) -> torch.Tensor:
        return torch.tensor([text.shape[1] >= 6, False])

    free = model().generate(ids, max_new_tokens=5, eos_token_id=None)
    found = model().generate(ids, stopping_criteria=[first], max_new_tokens=5, eos_token_id=None, pad_token_id=0)
    assert found.tolist() == [[*free[0, :6].tolist(), 0, 0, 0], free[1].tolist()]
    several = trivet.StoppingCriteriaList([trivet.MaxLengthCriteria(6), first])
    assert model().generate(ids, stopping_criteria=several, max_new_tokens=5, eos_token_id=None).shape == (2, 6)


def test_stops_at_strings(model: Any, ids: torch.Tensor) -> None:
    class Tokenizer:
        def decode(self, tokens: list[int]) -> str:
            return "".join(f"<{token}>" for token in tokens)

    free = model().generate(ids[:1], max_new_tokens=5, eos_token_id=None)[0].tolist()
    wanted = f"{free[5]}><{free[6]}"
    options = {"max_new_tokens": 5, "eos_token_id": None, "tokenizer": Tokenizer()}
    assert model().generate(ids[:1], stop_strings=wanted, **options)[0].tolist() == free[:7]
    assert model().generate(ids[:1], stop_strings=["no such", "<9>"], **options)[0].tolist() == free
    with pytest.raises(InvalidConfigError, match="give generate the tokenizer"):
        model().generate(ids, stop_strings="x")


def test_stops_as_callers_say_and_in_time(model: Any, ids: torch.Tensor) -> None:
    found = model().generate(ids, stopping_criteria=[lambda text, scores: text.shape[1] == 6], max_new_tokens=9)
    assert found.shape[1] == 6
    assert model().generate(ids, max_time=1e-9, max_new_tokens=9).shape[1] == 5


def test_streams_the_prompt_and_each_token(model: Any, ids: torch.Tensor) -> None:
    class Streamer:
        def __init__(self) -> None:
            self.seen: list[Any] = []

        def put(self, tokens: torch.Tensor) -> None:
            self.seen.append(tokens.tolist())

        def end(self) -> None:
            self.seen.append("end")

    streamer = Streamer()
    found = model().generate(ids[:1], streamer=streamer, max_new_tokens=2, eos_token_id=None)
    assert streamer.seen == [[ids[0].tolist()], *([token] for token in found[0, 4:].tolist()), "end"]
    with pytest.raises(ValueError, match="cannot follow beams"):
        model().generate(ids, streamer=Streamer(), num_beams=2)


def test_returns_what_is_asked_for(model: Any) -> None:
    t5 = model("t5", "T5ForConditionalGeneration")
    found = t5.generate(
        torch.tensor([[5, 9]]),
        decoder_start_token_id=0,
        max_new_tokens=2,
        eos_token_id=None,
        output_attentions=True,
        output_hidden_states=True,
        return_dict_in_generate=True,
    )
    assert len(found.decoder_hidden_states) == len(found.decoder_attentions) == len(found.cross_attentions) == 2
    assert found.attentions is found.decoder_attentions and found.hidden_states is found.decoder_hidden_states
    assert found.encoder_hidden_states and found.encoder_attentions


def test_vectors_in_place_of_ids_give_the_same_text(model: Any, ids: torch.Tensor) -> None:
    words = model().get_input_embeddings()(ids)
    found = model().generate(inputs_embeds=words, max_new_tokens=4, eos_token_id=None)
    assert found.tolist() == model().generate(ids, max_new_tokens=4, eos_token_id=None)[:, 4:].tolist()


def test_encoder_outputs_and_a_started_target_are_continued(model: Any, ids: torch.Tensor) -> None:
    bart = model("bart", "BartForConditionalGeneration")
    options = {"decoder_start_token_id": 2, "max_length": 7, "eos_token_id": None, "forced_eos_token_id": None}
    whole = bart.generate(ids, **options)
    again = bart.generate(encoder_outputs=bart.get_encoder()(ids), decoder_input_ids=whole[:, :3], **options)
    assert again.tolist() == whole.tolist()


def test_generation_config_is_saved_and_read_with_the_weights(model: Any, tmp_path: Path) -> None:
    llama = trivet.LlamaForCausalLM.from_pretrained(GOLDEN / "data/llama/LlamaForCausalLM/pt")
    llama.generation_config = GenerationConfig(max_new_tokens=3, own_field=4)
    llama.save_pretrained(tmp_path)
    again = trivet.LlamaForCausalLM.from_pretrained(tmp_path)
    assert (again.generation_config.max_new_tokens, again.generation_config.own_field) == (3, 4)
    assert again.generate(torch.tensor([[5, 6]]), eos_token_id=None).shape == (1, 5)


def test_refuses_what_cannot_be(model: Any, ids: torch.Tensor) -> None:
    with pytest.raises(TypeError, match="LlamaModel cannot generate"):
        trivet.LlamaModel(model().config).generate(ids)
    with pytest.raises(UnknownArgumentError, match="takes no argument 'do_samples' .did you mean 'do_sample'"):
        model().generate(ids, do_samples=1, colour=None)
    with pytest.raises(ValueError, match="given twice"):
        model().generate(ids, input_ids=ids)
    with pytest.raises(ValueError, match="give input_ids"):
        model().generate(bos_token_id=None)
    with pytest.raises(ValueError, match="no bos_token_id to start a text with"):
        model("t5", "T5ForConditionalGeneration").generate()
    with pytest.raises(InvalidConfigError, match="set max_new_tokens"):
        model().generate(ids, max_length=4)
    with pytest.raises(ValueError, match="give one of generator and seed"):
        model().generate(ids, seed=1, generator=torch.Generator())
    with pytest.raises(InvalidConfigError, match="needs a decoder-only model"):
        model("t5", "T5ForConditionalGeneration").generate(ids, guidance_scale=2.0, decoder_start_token_id=0)


def test_refuses_drafts_and_caches_that_cannot_be(model: Any, ids: torch.Tensor) -> None:
    other = trivet.LlamaForCausalLM(decoder_config("llama", vocab_size=model().config.vocab_size + 1))
    with pytest.raises(ValueError, match="they must share the vocabulary"):
        model().generate(ids, assistant_model=other)
    with pytest.raises(ValueError, match="needs the prompt as input_ids"):
        model().generate(inputs_embeds=model().get_input_embeddings()(ids), assistant_model=model())
    with pytest.raises(InvalidConfigError, match="assistant_model drafts tokens for greedy search and sampling"):
        model().generate(ids, assistant_model=model(), num_beams=2)
    with pytest.raises(InvalidConfigError, match="has no layers with a sliding window"):
        model().generate(ids, cache_implementation="sliding_window")
    with pytest.raises(InvalidConfigError, match="cache_implementation must be 'dynamic'"):
        model().generate(ids, cache_implementation="quantum")
    with pytest.raises(ValueError, match="the cache is given twice"):
        model().generate(ids, cache_implementation="static", past_key_values=StaticCache(30))
