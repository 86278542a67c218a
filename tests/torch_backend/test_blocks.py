"""Blocks that no shipped family combines so: each computes what the plain numpy interpretation of it does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from block_cases import CASES, HEAD, LENGTH, PLACES, SIZE, WITHIN, attention, biased, decoder, norm, transformer
from numpy_backend.blocks import Call, Params, transform
from torch import nn

from trivet.families import derive
from trivet.families.blocks import (
    Embedding,
    Learned,
    Linear,
    Residual,
    Transformer,
)
from trivet.testing import tiny_config
from trivet_torch.cache import DynamicCache, EncoderDecoderCache, StaticCache
from trivet_torch.layers.transformer import TransformerParts

CLOSE = {"rtol": 1e-6, "atol": 1e-6}


class Model(TransformerParts):
    """The modules of a blueprint, every parameter random."""

    def __init__(self, block: Transformer) -> None:
        super().__init__()
        self.config = tiny_config("llama", head_dim=4, use_cache=False)
        self.add_transformer(block)
        for parameter in self.parameters():
            nn.init.normal_(parameter, 0.1, 0.3)
        self.double().eval()


def given(batch: int = 2) -> dict[str, torch.Tensor]:
    return {"input_ids": torch.randint(0, 23, (batch, LENGTH))}


def expected(block: Transformer, model: Model, inputs: dict[str, Any]) -> tuple[np.ndarray[Any, Any], Call]:
    arrays = {name: tensor.detach().numpy() for name, tensor in model.named_parameters()}
    positions, ids = np.arange(LENGTH), inputs["input_ids"].numpy()
    source, mask = (inputs.get(f"encoder_{each}") for each in ("hidden_states", "attention_mask"))
    call = Call(
        positions,
        positions[None],
        None if inputs.get("attention_mask") is None else inputs["attention_mask"].numpy(),
        {},
        model.config,
        None if source is None else source.numpy(),
        None if mask is None else mask.numpy(),
    )
    states, _ = transform(block, Params(arrays), {"input_ids": ids}, call)
    return states, call


@pytest.mark.parametrize("name", CASES)
def test_has_the_parameters_that_follow_from_the_blueprint(name: str) -> None:
    listed = {param.name: param.shape for param in derive.base_parameters(CASES[name]) if not param.buffer}
    assert {name: tuple(each.shape) for name, each in Model(CASES[name]).named_parameters()} == listed


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("need_weights", [False, True])
@pytest.mark.parametrize("name", CASES)
def test_computes_what_the_blueprint_says(name: str, need_weights: bool, masked: bool) -> None:
    model, inputs = Model(CASES[name]), given()
    if masked:
        inputs["attention_mask"] = torch.tensor([[1] * LENGTH, [1, 1, 1, 0, 0]])
    states, call = expected(CASES[name], model, inputs)
    with torch.no_grad():
        found = model.transformed({**inputs, "output_attentions": need_weights})
    np.testing.assert_allclose(found.states, states, **CLOSE)
    if need_weights:
        for weights, wanted in zip(found.attentions or (), call.weights[0], strict=True):
            np.testing.assert_allclose(weights, wanted, **CLOSE)


@pytest.mark.parametrize("cache", [DynamicCache, lambda: StaticCache(9)])
@pytest.mark.parametrize("name", [name for name, block in CASES.items() if block.causal])
def test_cached_steps_give_what_one_pass_gives(name: str, cache: Any) -> None:
    model, inputs, kept = Model(CASES[name]), given(), cache()
    with torch.no_grad():
        whole = model.transformed(inputs).states
        parts = [
            model.transformed({"input_ids": part, "past_key_values": kept}).states
            for part in inputs["input_ids"].split([2, 1, 2], 1)
        ]
    torch.testing.assert_close(torch.cat(parts, 1), whole, **CLOSE)


def test_attends_to_an_encoder_where_there_is_one() -> None:
    block = decoder()
    model, inputs = Model(block), given()
    source = {
        "encoder_hidden_states": torch.randn(2, 7, 9, dtype=torch.float64),
        "encoder_attention_mask": torch.tensor([[1] * 7, [1, 1, 0, 0, 0, 0, 0]]),
    }
    states, call = expected(block, model, {**inputs, **source})
    with torch.no_grad():
        found = model.transformed({**inputs, **source, "output_attentions": True})
        np.testing.assert_allclose(found.states, states, **CLOSE)
        for weights, wanted in zip(found.cross_attentions or (), call.weights[1], strict=True):
            np.testing.assert_allclose(weights, wanted, **CLOSE)
        kept = EncoderDecoderCache()
        first, last = inputs["input_ids"].split([3, 2], 1)
        model.transformed({"input_ids": first, "past_key_values": kept, **source})
        rest = {
            "encoder_attention_mask": source["encoder_attention_mask"]
        }  # what is made of its states is in the cache
        step = model.transformed({"input_ids": last, "past_key_values": kept, **rest})
        torch.testing.assert_close(step.states, found.states[:, 3:], **CLOSE)
        alone = model.transformed({**inputs, "output_attentions": True})
    assert alone.cross_attentions is None and not torch.allclose(alone.states, found.states)


def test_a_bias_by_distance_is_the_first_layers_and_serves_all() -> None:
    block = biased()
    model, inputs = Model(block), given()
    with torch.no_grad():
        np.testing.assert_allclose(model.transformed(inputs).states, expected(block, model, inputs)[0], **CLOSE)


def test_distances_beyond_the_table_are_refused() -> None:
    model = Model(CASES["keys by distance"])
    with pytest.raises(IndexError, match=r"\d+"):
        model.transformed({"input_ids": torch.zeros(1, PLACES + 1, dtype=torch.int64)})


def test_a_norm_before_a_residual_that_another_module_adds_is_refused() -> None:
    with pytest.raises(NotImplementedError, match="'output' adds the residual"):
        Model(transformer(replace(WITHIN, after=norm("late"))))


def test_positions_that_attention_has_instead_are_held_and_not_read() -> None:
    block = transformer(Residual(inner=attention()))
    learned = Learned(Embedding("places", PLACES, SIZE), added=False)
    block = replace(block, embeddings=replace(block.embeddings, positions=learned))
    model, inputs = Model(block), given()
    before = model.transformed(inputs).states
    nn.init.zeros_(model.places.weight)
    torch.testing.assert_close(model.transformed(inputs).states, before, rtol=0, atol=0)


def test_a_module_that_takes_anothers_place_is_the_one_that_is_used() -> None:
    model, inputs = Model(CASES["a norm within attention, and within the network"]), given()
    calls: list[str] = []
    for path in ("attention", "attention.self", "attention.output", "inter", "output"):
        layer = model.get_submodule(f"stack.deep.in.1.{path}")
        layer.register_forward_hook(lambda *_, path=path: calls.append(path))
    before = model.transformed(inputs).states
    assert calls == ["attention.self", "attention.output", "attention", "inter", "output"]
    model.stack.deep["in"][1].attention.self.q = nn.Linear(SIZE, 4 * HEAD).double()
    assert not torch.allclose(model.transformed(inputs).states, before)


def test_a_list_of_layers_that_was_shortened_is_run_as_it_is() -> None:
    block = CASES["keys by distance"]
    model, inputs = Model(block), given()
    model.stack.deep["in"] = model.stack.deep["in"][:1]
    shorter = replace(block, stack=replace(block.stack, layers=block.stack.layers[:1]))
    np.testing.assert_allclose(model.transformed(inputs).states.detach(), expected(shorter, model, inputs)[0], **CLOSE)


def test_a_projection_keeps_the_deviation_of_its_block() -> None:
    from trivet_torch.layers.initial import init_values
    from trivet_torch.layers.linear import linear

    layer = linear(Linear("x", 400, 300, std=0.5))
    init_values(layer, 0.02)
    assert layer.weight.std().item() == pytest.approx(0.5, rel=0.05)
