"""What decoders take, refuse and begin with, beyond the numbers that the golden data hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from tiny_decoders import DECODERS, WINDOW, decoder_config, head_of

import trivet
from trivet.errors import InvalidConfigError
from trivet.families.registry import architecture
from trivet_torch.heads.reads import last_tokens
from trivet_torch.layers.conv1d import Conv1D
from trivet_torch.layers.norms import RMSNorm

LENGTH = 7
CLOSE = {"rtol": 0, "atol": 1e-5}

every_family = pytest.mark.parametrize("model_type", DECODERS)


@pytest.fixture
def ids() -> torch.Tensor:
    return torch.randint(3, 61, (2, LENGTH))


@every_family
@pytest.mark.parametrize("fused", [True, False])
def test_rows_of_padding_give_numbers_and_change_nothing(
    decoder: Callable[..., Any], ids: torch.Tensor, model_type: str, fused: bool
) -> None:
    model = decoder(model_type)
    padded = torch.cat((torch.zeros(2, 3, dtype=torch.int64), ids), 1)
    mask = (padded != 0).long()
    positions = (mask.cumsum(1) - 1).clamp(min=0)
    stated = {"position_ids": positions} if "position_ids" in architecture(model_type).inputs else {}
    found = model(padded, attention_mask=mask, output_attentions=not fused, **stated).logits
    assert found.isfinite().all()
    torch.testing.assert_close(found[:, 3:], model(ids).logits, **CLOSE)
    found.sum().backward()
    assert all(each.grad.isfinite().all() for each in model.parameters() if each.requires_grad)  # sines are constants


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
@pytest.mark.parametrize("model_type", ["gpt2", "gemma2"])
@pytest.mark.parametrize("fused", [True, False])
def test_rows_of_padding_give_numbers_in_half_precision(
    decoder: Callable[..., Any], ids: torch.Tensor, model_type: str, dtype: torch.dtype, fused: bool
) -> None:
    mask = torch.ones_like(ids)
    mask[0, :3] = 0
    output = decoder(model_type).to(dtype)(ids, attention_mask=mask, output_attentions=not fused)
    assert output.logits.dtype == dtype
    assert output.logits.isfinite().all()


def test_scores_in_float32_obey_a_mask_in_half_precision(decoder: Callable[..., Any], ids: torch.Tensor) -> None:
    model = decoder("gpt2", reorder_and_upcast_attn=True)
    mask = torch.ones_like(ids)
    mask[0, :3] = 0
    expected = model(ids, attention_mask=mask).logits
    found = model.to(torch.bfloat16)(ids, attention_mask=mask).logits
    assert found.dtype == torch.bfloat16
    torch.testing.assert_close(found.float(), expected, rtol=0.1, atol=0.2)


@every_family
def test_a_mask_covers_the_cached_tokens_too(decoder: Callable[..., Any], ids: torch.Tensor, model_type: str) -> None:
    model = decoder(model_type)
    mask = torch.ones_like(ids)
    past = model(ids[:, :4], use_cache=True).past_key_values
    with pytest.raises(ValueError, match="attention_mask has 3 columns, but there are 7 tokens"):
        model(ids[:, 4:], attention_mask=mask[:, 4:], past_key_values=past)
    found = model(ids[:, 4:], attention_mask=mask, past_key_values=past).logits
    torch.testing.assert_close(found, model(ids).logits[:, 4:], **CLOSE)


@pytest.mark.parametrize("model_type", ["mistral", "gemma2"])
def test_a_window_hides_what_is_before_it(decoder: Callable[..., Any], ids: torch.Tensor, model_type: str) -> None:
    model = decoder(model_type, num_hidden_layers=1)
    changed = ids.clone()
    changed[:, 0] = 3
    one, other = model(ids).logits, model(changed).logits
    assert not torch.allclose(one[:, : WINDOW - 1], other[:, : WINDOW - 1])
    torch.testing.assert_close(one[:, WINDOW:], other[:, WINDOW:], **CLOSE)


def test_only_distances_between_positions_count(decoder: Callable[..., Any], ids: torch.Tensor) -> None:
    model = decoder("llama")
    positions = torch.arange(LENGTH)[None]
    expected = model(ids).logits
    torch.testing.assert_close(model(ids, position_ids=positions + 9).logits, expected, **CLOSE)
    assert not torch.allclose(model(ids, position_ids=positions * 2).logits, expected)


def test_dynamic_scaling_begins_beyond_the_trained_length(decoder: Callable[..., Any], ids: torch.Tensor) -> None:
    plain = decoder("llama", max_position_embeddings=5)
    scaled = decoder("llama", max_position_embeddings=5, rope_scaling={"type": "dynamic", "factor": 4.0})
    scaled.load_state_dict(plain.state_dict())
    torch.testing.assert_close(scaled(ids[:, :5]).logits, plain(ids[:, :5]).logits, rtol=0, atol=0)
    assert not torch.allclose(scaled(ids).logits, plain(ids).logits, atol=1e-4)


def test_frequencies_stay_float32_in_any_model(decoder: Callable[..., Any], ids: torch.Tensor) -> None:
    model = decoder("llama")
    expected = model.model.rotary_emb.frequencies.clone()
    model.to(torch.bfloat16)
    torch.testing.assert_close(model.model.rotary_emb.frequencies, expected, rtol=0, atol=0)
    assert model(ids).logits.dtype == torch.bfloat16
    assert not any("rotary" in name for name in model.state_dict())


def test_bounded_logits(decoder: Callable[..., Any], ids: torch.Tensor) -> None:
    model = decoder("gemma2")
    with torch.no_grad():
        model.lm_head.weight.mul_(100)
    assert model(ids).logits.abs().max() <= 3.0
    unbounded = decoder("gemma2", final_logit_softcapping=None)
    unbounded.load_state_dict(model.state_dict())
    assert unbounded(ids).logits.abs().max() > 3.0


def test_gpt2_refuses_an_encoder(decoder: Callable[..., Any], ids: torch.Tensor) -> None:
    for task in ("Model", "ForCausalLM"):
        model = decoder("gpt2", task)
        model(ids, encoder_hidden_states=None)
        with pytest.raises(ValueError, match="no cross-attention"):
            model(ids, encoder_hidden_states=torch.zeros(2, 3, 16))


@every_family
def test_a_tied_head_is_the_embeddings(decoder: Callable[..., Any], ids: torch.Tensor, model_type: str) -> None:
    tied, untied = (decoder(model_type, tie_word_embeddings=each) for each in (True, False))
    assert tied.get_output_embeddings().weight is tied.get_input_embeddings().weight
    assert untied.get_output_embeddings().weight is not untied.get_input_embeddings().weight


def test_the_last_token_of_each_kind_of_padding() -> None:
    rows = torch.tensor([[5, 6, 0, 0], [0, 0, 5, 6], [5, 0, 6, 0], [5, 6, 7, 8]])
    assert torch.as_tensor(last_tokens(rows, 4, 0)).tolist() == [1, 3, 2, 3]
    assert last_tokens(None, 4, 0) == -1


@every_family
def test_a_new_model_has_the_familys_initial_values(model_type: str) -> None:
    config = decoder_config(model_type, initializer_range=0.5)
    model = getattr(trivet, head_of(model_type, "ForCausalLM"))(config)
    for module in model.modules():
        if isinstance(module, RMSNorm):
            assert (module.weight + module.offset == 1).all()
        if isinstance(module, torch.nn.Linear | Conv1D):
            assert module.bias is None or (module.bias == 0).all()
    if model_type == "gpt2":
        block = model.transformer.h[0]
        assert 0.4 < block.mlp.c_fc.weight.std() < 0.6
        assert 0.2 < block.mlp.c_proj.weight.std() < 0.3
        return
    words = model.get_input_embeddings()
    assert words.padding_idx is None or (words.weight[words.padding_idx] == 0).all()
    assert all(0.4 < each.weight.std() < 0.6 for each in model.modules() if isinstance(each, torch.nn.Linear))


@pytest.mark.parametrize("fields", [{"num_key_value_heads": 3}, {"head_dim": 5}, {"hidden_act": "gelo"}])
def test_a_config_that_cannot_be_honoured_is_refused(fields: dict[str, Any]) -> None:
    trivet.LlamaModel(decoder_config("llama"))
    with pytest.raises(InvalidConfigError):
        trivet.LlamaModel(decoder_config("llama", **fields))


@pytest.mark.parametrize("model_type", ["gpt2", "llama"])
def test_training_lowers_the_loss(model_type: str) -> None:
    model = getattr(trivet, head_of(model_type, "ForCausalLM"))(decoder_config(model_type))
    ids = torch.arange(3, 19).repeat(4, 1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    losses = []
    for _ in range(25):
        loss = model(ids, labels=ids).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] / 2
