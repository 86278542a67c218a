"""Layers called by themselves, as research code that walks through a model by hand calls them."""

from __future__ import annotations

from typing import Any

import pytest
import torch

import trivet

CLOSE = {"rtol": 0, "atol": 1e-6}
IDS, MASK = torch.tensor([[5, 6, 7, 8], [9, 3, 1, 1]]), torch.tensor([[1, 1, 1, 1], [1, 1, 0, 0]])


def bert(**fields: Any) -> Any:
    sizes = {"vocab_size": 30, "hidden_size": 12, "num_attention_heads": 3, "intermediate_size": 8}
    return trivet.BertModel(trivet.BertConfig(**sizes, num_hidden_layers=2, **fields)).eval()


@pytest.mark.parametrize("form", ["added", "integers"])
def test_layers_in_turn_are_the_model(form: str) -> None:
    model = bert()
    mask = model.get_extended_attention_mask(MASK, MASK.shape) if form == "added" else MASK
    expected = model(IDS, MASK, output_hidden_states=True, output_attentions=True)
    states = model.embeddings(IDS)
    for number, layer in enumerate(model.encoder.layer):
        torch.testing.assert_close(states, expected.hidden_states[number], **CLOSE)
        (alone,) = layer(states, mask)
        states, weights = layer(states, attention_mask=mask, output_attentions=True)
        torch.testing.assert_close(alone, states, **CLOSE)
        torch.testing.assert_close(weights, expected.attentions[number], **CLOSE)
    torch.testing.assert_close(states, expected.last_hidden_state, **CLOSE)
    torch.testing.assert_close(model.pooler(states), expected.pooler_output, **CLOSE)


def test_an_encoder_by_itself_is_the_models() -> None:
    model, heads = bert(), torch.tensor([[1.0, 0, 1], [0, 1, 1]])
    how = {"output_hidden_states": True, "output_attentions": True}
    expected = model(IDS, MASK, head_mask=heads, **how)
    mask = model.get_extended_attention_mask(MASK, MASK.shape)
    output = model.encoder(model.embeddings(IDS), attention_mask=mask, head_mask=model.get_head_mask(heads, 2), **how)
    assert list(output) == ["last_hidden_state", "hidden_states", "attentions"]
    torch.testing.assert_close(output.last_hidden_state, expected.last_hidden_state, **CLOSE)
    torch.testing.assert_close(output.hidden_states, expected.hidden_states, **CLOSE)
    torch.testing.assert_close(output.attentions, expected.attentions, **CLOSE)
    (plain,) = model.encoder(model.embeddings(IDS), mask, return_dict=False)
    torch.testing.assert_close(plain, model(IDS, MASK).last_hidden_state, **CLOSE)
    none = model.encoder(model.embeddings(IDS), mask, model.get_head_mask(None, 2))[0]
    torch.testing.assert_close(none, plain, **CLOSE)


def test_attention_by_itself_is_the_layers() -> None:
    model = bert()
    mask, states = model.get_extended_attention_mask(MASK, MASK.shape), model.embeddings(IDS)
    layer, first = model.encoder.layer[0], torch.tensor([1.0, 0, 1])
    inner = layer.attention.self
    assert (inner.num_attention_heads, inner.attention_head_size, inner.all_head_size) == (3, 4, 12)
    context, weights = inner(states, mask, first[None, :, None, None], output_attentions=True)
    torch.testing.assert_close(context, inner(states, mask, first)[0], **CLOSE)
    assert not weights[:, 1].any()
    found, _ = layer.attention(states, mask, first, output_attentions=True)
    torch.testing.assert_close(found, layer.attention.output(context, states), **CLOSE)
    torch.testing.assert_close(layer.output(layer.intermediate(found), found), layer(states, mask, first)[0], **CLOSE)


def test_a_layer_attends_to_an_encoders_states() -> None:
    model = bert(is_decoder=True, add_cross_attention=True)
    source, states = torch.rand(2, 5, 12), model.embeddings(IDS)
    kept = torch.tensor([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]])
    causal = model.get_extended_attention_mask(MASK, MASK.shape)
    expected = model(
        IDS, MASK, encoder_hidden_states=source, encoder_attention_mask=kept, output_hidden_states=True, use_cache=False
    ).hidden_states
    found = model.encoder.layer[0](states, causal, None, source, model.invert_attention_mask(kept))
    torch.testing.assert_close(found[0], expected[1], **CLOSE)


def test_distances_are_counted_by_a_layer_by_itself() -> None:
    sizes = {"vocab_size": 30, "d_model": 8, "d_kv": 4, "d_ff": 8, "num_heads": 2}
    model = trivet.T5EncoderModel(trivet.T5Config(**sizes, num_layers=1)).eval()
    states = model.shared(IDS)
    (found,) = model.encoder.block[0](states, MASK)
    expected = model(IDS, MASK, output_hidden_states=True).last_hidden_state
    torch.testing.assert_close(model.encoder.final_layer_norm(found), expected, **CLOSE)


def test_refuses_what_only_the_model_knows() -> None:
    model = bert()
    with pytest.raises(TypeError, match="call the model with past_key_values"):
        model.encoder(model.embeddings(IDS), past_key_values=((IDS, IDS),))
    sizes = {"vocab_size": 30, "hidden_size": 8, "num_attention_heads": 2, "intermediate_size": 8}
    llama = trivet.LlamaModel(trivet.LlamaConfig(**sizes, num_hidden_layers=1))
    with pytest.raises(TypeError, match="turns queries and keys by positions that its model computes"):
        llama.layers[0](llama.embed_tokens(IDS))


def test_heads_that_are_gone_do_not_count() -> None:
    gpt2 = trivet.GPT2Model(trivet.GPT2Config(vocab_size=30, n_embd=12, n_head=3, n_layer=1))
    gpt2.prune_heads({0: [1]})
    inner = gpt2.h[0].attn
    assert (inner.num_heads, inner.head_dim, inner.all_head_size) == (2, 4, 8)
