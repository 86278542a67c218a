"""An encoder or a decoder by itself, by the name that `transformers` has for it: made, called, saved, loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

import trivet
from trivet.families.registry import architecture, families
from trivet.models.bart.modeling_bart import BartDecoder, BartEncoder
from trivet.models.t5.modeling_t5 import T5Stack
from trivet.testing import tiny_config
from trivet.testing.subjects import Subject
from trivet_torch.build import sides

IDS = torch.tensor([[5, 6, 7], [8, 9, 4]])
NAMES = sorted(name for name in dir(sides) if name.endswith(("Encoder", "Decoder", "Stack")) and hasattr(sides, name))


def family_of(name: str) -> Any:
    return next(each for each in families() if name in {f"{each.name}{side}" for side in each.side_names})


def test_every_encoder_decoder_has_both_sides() -> None:
    names = {f"{family.name}{side}" for family in families() for side in family.side_names}
    assert names == set(NAMES)
    assert {"BartEncoder", "BartDecoder", "MarianDecoder", "T5Stack", "MT5Stack"} <= names


@pytest.mark.parametrize("name", NAMES)
def test_a_side_computes_what_it_computes_within_a_model(name: str) -> None:
    family = family_of(name)
    config = tiny_config(family.model_type, is_decoder=name.endswith("Decoder"))
    model = getattr(trivet, f"{family.name}Model")(config).eval()
    within = model.get_decoder() if name.endswith("Decoder") else model.get_encoder()
    alone = getattr(sides, name)(config).eval()
    alone.load_state_dict(within.state_dict())
    inputs = IDS
    if alone.main_input_name != "input_ids":
        inputs = torch.tensor(Subject(family, f"{family.name}Model").inputs()[alone.main_input_name])
    with torch.no_grad():
        assert torch.equal(alone(inputs)[0], within(inputs)[0])


def test_the_stack_of_a_decoder_is_told_by_its_config() -> None:
    words = T5Stack(tiny_config("t5")).get_input_embeddings()
    decoder = T5Stack(tiny_config("t5", is_decoder=True, use_cache=True), words).eval()
    assert decoder.embed_tokens is words
    states, mask = torch.randn(2, 4, decoder.config.d_model), torch.ones(2, 4, dtype=torch.int64)
    output = decoder(IDS, None, states, mask)
    assert output.past_key_values is not None
    torch.testing.assert_close(decoder(None, None, states, mask, words(IDS))[0], output[0])


@pytest.mark.parametrize("side", [BartEncoder, BartDecoder])
def test_a_side_is_saved_and_loaded(side: Any, tmp_path: Path) -> None:
    model = side(tiny_config("bart")).eval()
    model.save_pretrained(tmp_path)
    loaded, report = side.from_pretrained(tmp_path, output_loading_info=True)
    assert not report.missing
    assert not report.unexpected
    with torch.no_grad():
        assert torch.equal(loaded(IDS)[0], model(IDS)[0])
    assert loaded.num_parameters() == model.num_parameters()


def test_sides_use_given_words(build: Callable[..., Any]) -> None:
    shared = trivet.BartModel(tiny_config("bart")).shared
    before = shared.weight.clone()
    encoder = BartEncoder(tiny_config("bart"), shared)
    assert encoder.embed_tokens is shared
    assert torch.equal(shared.weight, before)


def test_words_of_a_decoder_are_its_own_where_each_side_has_its_own() -> None:
    apart = tiny_config("marian", share_encoder_decoder_embeddings=False, decoder_vocab_size=70)
    model = trivet.MarianModel(apart)
    assert model.get_decoder_input_embeddings().num_embeddings == 70
    words = torch.nn.Embedding(70, apart.d_model)
    model.set_decoder_input_embeddings(words)
    assert model.decoder.embed_tokens is words
    with pytest.raises(ValueError, match="share their vocabulary: call get_input_embeddings"):
        trivet.MarianModel(tiny_config("marian")).get_decoder_input_embeddings()


@pytest.mark.parametrize("name", ["bart", "t5", "marian"])
@pytest.mark.parametrize("side", ["encoder", "decoder"])
def test_a_side_of_a_model_is_saved_as_a_model_of_its_own(name: str, side: str, tmp_path: Path) -> None:
    config = tiny_config(name)
    family = architecture(name)
    whole = getattr(trivet, family.heads[0])(config).eval()
    part = getattr(whole, f"get_{side}")()
    part.save_pretrained(tmp_path)
    suffix = family.side_names[side == "decoder"] if len(family.side_names) > 1 else family.side_names[0]
    loaded = getattr(sides, f"{family.name}{suffix}").from_pretrained(tmp_path).eval()
    ids = torch.tensor([[5, 6, 7]])
    torch.testing.assert_close(loaded(ids)[0], part(ids)[0])
