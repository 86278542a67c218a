"""`generate` takes inputs of the model besides the ids, and obeys what a class of a user's own overrides."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import make_torch_parts as parts
import pytest
import torch
from torch import distributed

import trivet
from trivet import GPT2LMHeadModel
from trivet_torch.generation import synced

GOLDEN = json.loads((Path(parts.__file__).parent / "data/torch_parts.json").read_text())["written"]
IDS = torch.tensor(parts.PROMPT)
HOW: dict[str, Any] = {"max_new_tokens": 6, "pad_token_id": 0}


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    return parts.written(trivet)


@pytest.mark.parametrize("name", GOLDEN)
def test_inputs_have_the_effect_that_they_have_in_the_reference(written: dict[str, Any], name: str) -> None:
    assert written[name] == GOLDEN[name]


def test_those_inputs_have_an_effect() -> None:
    assert GOLDEN["segments"] != GOLDEN["plain decoder"]
    assert len({str(GOLDEN[name]) for name in ("plain", "head_mask", "cross_attn_head_mask")}) == 3
    assert GOLDEN["decoder_head_mask"] != GOLDEN["plain"]
    model, seen = parts.seq2seq(trivet), list[Any]()
    model.register_forward_pre_hook(
        lambda module, args, kwargs: seen.append(kwargs["decoder_attention_mask"].tolist()), with_kwargs=True
    )
    mask = torch.tensor([[1, 0], [1, 1]])
    model.generate(IDS, decoder_input_ids=torch.tensor([[2, 5], [2, 7]]), decoder_attention_mask=mask, max_new_tokens=2)
    assert seen == [[[1, 0], [1, 1]], [[1, 0, 1], [1, 1, 1]]]


def test_positions_go_on_from_those_given() -> None:
    model, seen = parts.model(trivet), list[Any]()
    model.transformer.wpe.register_forward_hook(lambda module, inputs, output: seen.append(inputs[0].tolist()))
    model.generate(IDS[:1], position_ids=torch.tensor([[4, 5, 6]]), max_new_tokens=3, eos_token_id=None)
    assert seen == [[[4, 5, 6]], [[7]], [[8]]]


def test_head_masks_of_decoders_are_said_to_do_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "trivet_torch")
    model = parts.model(trivet)
    assert model.generate(IDS, head_mask=torch.zeros(4), **HOW).tolist() == GOLDEN["plain decoder"]
    assert "head_mask has no effect" in caplog.text


def test_refuses_what_the_model_does_not_take() -> None:
    with pytest.raises(ValueError, match="takes no argument 'encoder_ids'"):
        parts.model(trivet).generate(IDS, encoder_ids=IDS)


class Shifted(GPT2LMHeadModel):  # type: ignore[misc, valid-type]
    """A model whose call takes one thing more, which it adds to the scores."""

    def forward(self, input_ids: Any = None, bonus: Any = None, **kwargs: Any) -> Any:
        output = super().forward(input_ids, **kwargs)
        output.logits = output.logits + (0 if bonus is None else bonus[:, None])
        return output


class Prepared(Shifted):
    """One that says itself what its steps are called with, and how its cache is reordered."""

    steps: list[Any]

    def prepare_inputs_for_generation(self, input_ids: Any, past_key_values: Any = None, **kwargs: Any) -> Any:
        inputs = super().prepare_inputs_for_generation(input_ids, past_key_values=past_key_values, **kwargs)
        self.steps.append((past_key_values is not None, tuple(inputs["input_ids"].shape), sorted(kwargs)))
        return {**inputs, "bonus": self.favoured.expand(len(input_ids), -1)}

    def _reorder_cache(self, past_key_values: Any, beam_idx: Any) -> Any:
        self.steps.append("reordered")
        assert isinstance(past_key_values, tuple)
        return tuple(tuple(each.index_select(0, beam_idx) for each in layer) for layer in past_key_values)


def loaded(model_class: Any) -> Any:
    source = parts.model(trivet)
    model = model_class(source.config)
    model.load_state_dict(source.state_dict())
    model.steps, model.favoured = [], 100.0 * torch.nn.functional.one_hot(torch.tensor(17), 30).float()
    return model.eval()


def test_a_forward_that_takes_more_receives_it() -> None:
    model = loaded(Shifted)
    assert model.generate(IDS, **HOW).tolist() == GOLDEN["plain decoder"]
    for beams in (1, 2):
        found = model.generate(IDS, bonus=model.favoured.expand(2, -1), num_beams=beams, **HOW)
        assert found[:, 3:].unique().tolist() == [17]


def test_a_forward_that_takes_less_is_called_with_that() -> None:
    class Least(GPT2LMHeadModel):  # type: ignore[misc, valid-type]
        def forward(self, input_ids: Any, attention_mask: Any = None, return_dict: Any = None) -> Any:
            return super().forward(input_ids, attention_mask=attention_mask, use_cache=False, return_dict=True)

    assert loaded(Least).generate(IDS, **HOW).tolist() == GOLDEN["plain decoder"]


def test_steps_are_prepared_as_the_class_says() -> None:
    model = loaded(Prepared)
    found = model.generate(IDS, max_new_tokens=2, eos_token_id=None)
    assert found[:, 3:].unique().tolist() == [17]
    names = ["attention_mask", "use_cache"]
    assert model.steps == [(False, (2, 3), names), (True, (2, 1), names)]
    model.favoured = model.favoured * 0
    for options in ({}, {"num_beams": 3}, {"num_beams": 4, "num_beam_groups": 2, "diversity_penalty": 1.0}):
        model.steps = []
        found, expected = (each.generate(IDS, **options, **HOW).tolist() for each in (model, parts.model(trivet)))
        assert found == expected
        assert ("reordered" in model.steps) is bool(options)


def test_processes_call_the_model_equally_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes, of which the other makes five steps more."""
    model, calls, flags = parts.model(trivet), list[int](), list[float]()

    def all_reduce(flag: Any, operation: Any) -> None:
        flags.append(flag.item())
        flag += float(len(flags) <= 7)

    monkeypatch.setattr(synced.distributed, "is_initialized", lambda: True)
    monkeypatch.setattr(distributed, "all_reduce", all_reduce)
    model.register_forward_pre_hook(lambda *arguments: calls.append(1))
    found = model.generate(IDS, max_new_tokens=2, eos_token_id=None, synced_gpus=True)
    assert flags == [1.0, 1.0, *[0.0] * 6]
    assert len(calls) == 7
    monkeypatch.undo()
    assert found.tolist() == model.generate(IDS, max_new_tokens=2, eos_token_id=None, synced_gpus=True).tolist()


@pytest.mark.parametrize("search", [{}, {"num_beams": 2}, {"do_sample": True, "seed": 0}])
@pytest.mark.parametrize("model_type", ["gpt2", "t5"])
def test_without_a_cache_the_model_reads_the_whole_text_each_time(
    small: Callable[..., Any], model_type: str, search: dict[str, Any]
) -> None:
    name = {"gpt2": "GPT2LMHeadModel", "t5": "T5ForConditionalGeneration"}[model_type]
    model = small(model_type, name, decoder_start_token_id=4, pad_token_id=0, eos_token_id=None)
    ids = torch.randint(5, 40, (2, 3))
    options = {"max_new_tokens": 3, "return_dict_in_generate": True, "output_attentions": True, **search}
    cached, whole = (model.generate(ids, **options, use_cache=use_cache) for use_cache in (True, False))
    assert whole.sequences.tolist() == cached.sequences.tolist()
    assert whole.past_key_values is None and cached.past_key_values is not None
    prompt = 3 if model_type == "gpt2" else 1
    for number, (all_queries, last_query) in enumerate(zip(whole.attentions, cached.attentions, strict=True)):
        assert all_queries[0].shape[-2:] == (prompt + number, prompt + number)
        torch.testing.assert_close(all_queries[0][..., -1:, :], last_query[0][..., -1:, :])


def test_outputs_have_the_names_of_who_wrote_them(small: Callable[..., Any]) -> None:
    from trivet.generation import BeamSearchEncoderDecoderOutput, GreedySearchDecoderOnlyOutput
    from trivet.generation.utils import GenerateBeamEncoderDecoderOutput

    asked = {"return_dict_in_generate": True, "output_hidden_states": True, "max_new_tokens": 2}
    alone = small("gpt2", "GPT2LMHeadModel", eos_token_id=None).generate(torch.tensor([[5, 6]]), **asked)
    assert type(alone) is GreedySearchDecoderOnlyOutput
    assert [*alone] == ["sequences", "hidden_states", "past_key_values"]
    assert alone["hidden_states"] is alone.decoder_hidden_states
    both = small("t5", "T5ForConditionalGeneration", decoder_start_token_id=4).generate(
        torch.tensor([[5, 6]]), num_beams=2, **asked
    )
    assert type(both) is BeamSearchEncoderDecoderOutput is GenerateBeamEncoderDecoderOutput
    assert both.hidden_states is both["decoder_hidden_states"] and "encoder_hidden_states" in both


def test_two_heads_write_text_as_one_does() -> None:
    config = trivet.GPT2Config(vocab_size=30, n_embd=8, n_layer=1, n_head=2, eos_token_id=None, pad_token_id=0)
    two, one = trivet.GPT2DoubleHeadsModel(config).eval(), trivet.GPT2LMHeadModel(config).eval()
    one.load_state_dict(two.state_dict(), strict=False)
    ids = torch.tensor([[5, 6, 7], [8, 9, 10]])
    assert two.can_generate()
    assert two.generate(ids, max_new_tokens=4).tolist() == one.generate(ids, max_new_tokens=4).tolist()


def test_the_token_that_a_decoder_begins_with(small: Callable[..., Any]) -> None:
    model = small("t5", "T5ForConditionalGeneration", decoder_start_token_id=4)
    assert model._get_decoder_start_token_id() == 4
    assert model._get_decoder_start_token_id(bos_token_id=7) == 7
    assert model._get_decoder_start_token_id(5, bos_token_id=7) == 5
