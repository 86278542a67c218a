"""What scripts for `transformers` call on models besides `forward`, and what they rely on."""

from __future__ import annotations

import copy
import logging
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

import trivet
from trivet_torch.heads.targets import shift_tokens_right
from trivet_torch.layers.conv1d import Conv1D

BERT = {"vocab_size": 99, "hidden_size": 8, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 8}
GPT2 = {"vocab_size": 30, "n_embd": 8, "n_layer": 1, "n_head": 2}
LLAMA = {"vocab_size": 30, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8}
T5 = {"vocab_size": 30, "d_model": 8, "d_kv": 4, "d_ff": 8, "num_layers": 1, "num_heads": 2}
BART = {"vocab_size": 30, "d_model": 8} | {
    f"{side}_{name}": value
    for side in ("encoder", "decoder")
    for name, value in (("layers", 1), ("attention_heads", 2), ("ffn_dim", 4))
}


def bert(name: str = "BertModel", **fields: Any) -> Any:
    return getattr(trivet, name)(trivet.BertConfig(**{**BERT, **fields})).eval()


@pytest.fixture
def warned(caplog: pytest.LogCaptureFixture) -> Callable[[], int]:
    caplog.set_level(logging.WARNING, "trivet_torch")
    return lambda: sum("padding" in each.getMessage() for each in caplog.records)


def test_padding_without_a_mask_is_warned_of_once(warned: Callable[[], int]) -> None:
    model, padded = bert(), torch.tensor([[5, 6, 0, 0]])
    model(padded, attention_mask=(padded != 0).long())
    model(torch.tensor([[5, 6, 7, 8]]))
    assert warned() == 0
    model(padded)
    model(padded)
    assert warned() == 1


@pytest.mark.filterwarnings("ignore:`torch.jit.*` is deprecated:DeprecationWarning")
@pytest.mark.filterwarnings("ignore::torch.jit.TracerWarning")
def test_what_is_traced_or_behind_a_prompt_is_not_looked_at(warned: Callable[[], int]) -> None:
    padded = torch.tensor([[5, 6, 0]])
    torch.jit.trace(bert(torchscript=True), (padded,), check_trace=False)
    torch.export.export(bert(), (padded,))
    model = bert()
    model.set_attn_implementation("eager")
    torch.func.vmap(lambda ids: model(ids)[0])(padded[None])
    writer = bert("BertLMHeadModel", is_decoder=True)
    past = writer(padded[:, :2], use_cache=True).past_key_values
    writer(padded[:, 2:], past_key_values=past)
    assert warned() == 0


def test_a_checkpoint_of_another_shape_is_also_a_runtime_error(tmp_path: Path) -> None:
    bert("BertForSequenceClassification").save_pretrained(tmp_path)
    with pytest.raises(RuntimeError, match=r"classifier.weight: stored shape \[2, 8\], the model has \[42, 8\]"):
        trivet.BertForSequenceClassification.from_pretrained(tmp_path, num_labels=42)


def test_sentence_labels_have_an_older_name() -> None:
    model, ids, labels = bert("BertForNextSentencePrediction"), torch.ones(2, 4, dtype=torch.long), torch.tensor([0, 1])
    with pytest.warns(FutureWarning, match="`next_sentence_label` is deprecated: give `labels`"):
        loss = model(ids, next_sentence_label=labels).loss
    assert torch.equal(loss, model(ids, labels=labels).loss)


def test_an_encoder_needs_no_layers_of_the_decoder() -> None:
    model = trivet.T5EncoderModel(trivet.T5Config(**T5, num_decoder_layers=0))
    assert model(torch.ones(1, 3, dtype=torch.long)).last_hidden_state.shape == (1, 3, 8)


def test_models_know_their_sizes_and_parts() -> None:
    llama, bart = trivet.LlamaForCausalLM(trivet.LlamaConfig(**LLAMA)), trivet.BartForConditionalGeneration
    assert llama.vocab_size == 30
    llama.resize_token_embeddings(32)
    assert llama.vocab_size == llama.config.vocab_size == 32
    assert llama.get_decoder() is llama.model
    other = trivet.LlamaModel(llama.config)
    llama.set_decoder(other)
    assert llama.model is llama.get_decoder() is other
    seq2seq = bart(trivet.BartConfig(**BART))
    assert (seq2seq.get_encoder(), seq2seq.get_decoder()) == (seq2seq.model.encoder, seq2seq.model.decoder)
    assert seq2seq.warnings_issued == {}
    seq2seq.warnings_issued["estimate_tokens"] = True
    assert seq2seq.warnings_issued == {"estimate_tokens": True}


def test_labels_are_shifted_as_scripts_shift_them() -> None:
    labels = torch.tensor([[5, 6, -100]])
    model = trivet.T5ForConditionalGeneration(trivet.T5Config(**T5, decoder_start_token_id=0))
    for shifted in (model._shift_right(labels), model.prepare_decoder_input_ids_from_labels(labels=labels)):
        assert shifted.tolist() == [[0, 5, 6]]
    assert shift_tokens_right(labels, 1, 2).tolist() == [[2, 5, 6]]
    assert shift_tokens_right(torch.tensor([[5, -100, 6]]), 1, 2).tolist() == [[2, 5, 1]]
    assert shift_tokens_right(torch.tensor([[5, 6, 1]]), 1).tolist() == [[6, 5, 6]]
    with pytest.raises(ValueError, match="pad_token_id must be a token"):
        shift_tokens_right(labels, None, 2)  # type: ignore[arg-type]


def test_conv1d_counts_as_that_of_transformers_too() -> None:
    reference = pytest.importorskip("transformers.pytorch_utils").Conv1D
    layer = Conv1D(6, 4)
    assert isinstance(layer, reference)
    assert isinstance(layer, Conv1D)
    assert type(layer) is Conv1D
    assert (layer.nf, tuple(layer.weight.shape)) == (6, (4, 6))
    states = torch.rand(2, 3, 4)
    for again in (copy.deepcopy(layer), pickle.loads(pickle.dumps(layer))):
        assert type(again) is Conv1D
        assert torch.equal(again(states), layer(states))
    torch.nn.utils.parametrize.register_parametrization(layer, "weight", torch.nn.Identity())
    torch.nn.utils.parametrize.remove_parametrizations(layer, "weight")
    assert isinstance(layer, reference)


def test_two_heads_read_one_text_without_choices() -> None:
    model = trivet.GPT2DoubleHeadsModel(trivet.GPT2Config(**GPT2)).eval()
    ids, last = torch.randint(0, 30, (3, 5)), torch.tensor([4, 2, 4])
    choices = model(ids[:, None], mc_token_ids=last[:, None], labels=ids[:, None], output_hidden_states=True)
    text = model(ids, mc_token_ids=last, labels=ids, output_hidden_states=True)
    torch.testing.assert_close(text.logits, choices.logits[:, 0])
    torch.testing.assert_close(text.mc_logits, choices.mc_logits[:, 0])
    torch.testing.assert_close(text.loss, choices.loss)
    assert all(each.shape == (3, 5, 8) for each in text.hidden_states)
    vectors = model(inputs_embeds=model.get_input_embeddings()(ids), mc_token_ids=last)
    torch.testing.assert_close(vectors.logits, text.logits)


def test_the_names_that_are_not_stored_are_those_of_parameters() -> None:
    config = trivet.MarianConfig(**BART, decoder_start_token_id=3, max_position_embeddings=20)
    model = trivet.MarianMTModel(config)
    assert model._keys_to_ignore_on_save is not None
    assert {*model._keys_to_ignore_on_save} <= model.state_dict().keys()


def test_whether_a_device_computes_in_half_precision() -> None:
    from trivet.utils import is_torch_bf16_available_on_device, is_torch_bf16_gpu_available
    from trivet.utils.import_utils import is_torch_bf16_cpu_available, is_torch_fp16_available_on_device

    assert is_torch_bf16_available_on_device("cpu") and is_torch_fp16_available_on_device(torch.device("cpu"))
    assert is_torch_bf16_cpu_available()
    assert is_torch_bf16_gpu_available() is torch.cuda.is_available()
    assert not is_torch_fp16_available_on_device("xpu:7")
