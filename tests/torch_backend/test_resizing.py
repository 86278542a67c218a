"""Changing how many words or positions a model knows: everything that has a row for each follows, ties stay."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

import trivet
from golden_data import Case
from trivet import BertConfig, BertForMaskedLM
from trivet.families.vocabulary import wanted_rows
from trivet.testing import tiny_config
from trivet_torch.model.pretrained import PreTrainedModel

SURFACE: dict[str, Any] = json.loads((Path(__file__).parents[1] / "golden/data/surface.json").read_text())
Small = Callable[..., Any]


def golden(name: str) -> tuple[Case, Any]:
    family, _, case_name = name.partition("/")
    case = Case(case_name, family)
    return case, getattr(trivet, case.head).from_pretrained(case.checkpoint("torch"))


@pytest.mark.parametrize("name", SURFACE["resized"])
def test_every_shape_and_the_config_follow_as_in_the_reference_library(name: str, tmp_path: Path) -> None:
    for wanted in SURFACE["resized"][name]:
        case, model = golden(name)
        before = {key: tensor.clone() for key, tensor in model.state_dict().items()}
        ties = {key: tensor.data_ptr() for key, tensor in model.state_dict().items()}
        embeddings = model.resize_token_embeddings(**wanted["arguments"])
        assert embeddings is model.get_input_embeddings()
        assert [*embeddings.weight.shape] == wanted["embeddings"]
        assert embeddings.num_embeddings == model.config.vocab_size == wanted["vocab_size"]
        after = model.state_dict()
        shapes = {key: list(tensor.shape) for key, tensor in after.items()}
        # The reference library leaves the old bias of an untied BERT-like head beside the new one.
        assert all(shapes[key] == wanted["shapes"].get(key, shapes[key]) for key in shapes)
        for key, old in before.items():
            rows = [slice(0, min(pair)) for pair in zip(old.shape, after[key].shape, strict=True)]
            assert torch.equal(after[key][tuple(rows)], old[tuple(rows)]), key
        tied = {frozenset(each for each in ties if ties[each] == ties[key]) for key in ties}
        now = {key: tensor.data_ptr() for key, tensor in after.items()}
        assert {frozenset(each for each in now if now[each] == now[key]) for key in now} == tied
    if (model.config.pad_token_id or 0) >= model.config.vocab_size:
        return
    folder = tmp_path / "resized"
    model.save_pretrained(folder)
    again = getattr(trivet, case.head).from_pretrained(folder, strict=True).state_dict()
    assert all(torch.equal(tensor, again[key]) for key, tensor in after.items())


def test_an_untied_head_with_a_bias_grows_as_a_whole(small: Small) -> None:
    model = small("bert", "BertForMaskedLM", tie_word_embeddings=False)
    head = model.cls.predictions
    model.resize_token_embeddings(60)
    assert head.decoder.weight.shape[0] == head.decoder.out_features == 60
    assert head.decoder.bias is head.bias and head.bias.shape == (60,)
    assert head.decoder.weight is not model.get_input_embeddings().weight
    labels = torch.tensor([[59, 58]])
    model(input_ids=labels, labels=labels).loss.backward()
    assert head.bias.grad is not None


def test_new_rows_begin_as_the_model_begins(small: Small) -> None:
    model = small("bert", "BertForMaskedLM", initializer_range=0.001, tie_word_embeddings=False)
    old = model.config.vocab_size
    model.resize_token_embeddings(old + 200)
    for weight in (model.get_input_embeddings().weight, model.get_output_embeddings().weight):
        assert 0.0005 < weight[old:].std() < 0.0015
    assert not model.get_output_embeddings().bias[old:].any()


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_new_rows_lie_around_the_mean_with_the_covariance_of_the_old(small: Small, dtype: torch.dtype) -> None:
    model = small("gpt2", "GPT2LMHeadModel", tie_word_embeddings=False).to(dtype)
    for layer in (model.get_input_embeddings(), model.get_output_embeddings()):
        layer.weight.data[:, 0] *= 1000
    old = model.config.vocab_size
    means = [each.weight.float().mean(0) for each in (model.get_input_embeddings(), model.get_output_embeddings())]
    stds = model.get_input_embeddings().weight.float().std(0)
    model.resize_token_embeddings(old + 3000, mean_resizing=True)
    for layer, mean in zip((model.get_input_embeddings(), model.get_output_embeddings()), means, strict=True):
        assert layer.weight.dtype is dtype
        torch.testing.assert_close(layer.weight[old:].float().mean(0), mean, rtol=0.01, atol=0.01)
    if dtype is torch.float32:
        added = model.get_input_embeddings().weight[old:]
        # Each column varies as much as its own values did, scaled by the root of 1e-9.
        torch.testing.assert_close(
            (added.double() - added.double().mean(0)).std(0)[0], stds[0].double() * 1e-9**0.5, rtol=0.2, atol=0
        )


def test_refuses_sizes_that_are_none(small: Small) -> None:
    model = small("bert", "BertModel")
    for arguments in ({"new_num_tokens": 0}, {"new_num_tokens": 4.0}, {"pad_to_multiple_of": True}):
        with pytest.raises(ValueError, match="must be a positive integer"):
            model.resize_token_embeddings(**arguments)
    assert wanted_rows(5, None, 4) == 8
    weight = model.get_input_embeddings().weight
    assert model.resize_token_embeddings() is model.get_input_embeddings()
    assert model.get_input_embeddings().weight is weight


def test_refuses_weights_that_have_no_memory() -> None:
    with torch.device("meta"):
        model = BertForMaskedLM(tiny_config("bert"))
    with pytest.raises(RuntimeError, match="Embedding.weight cannot be resized"):
        model.resize_token_embeddings(99)
    assert model.config.vocab_size != 99


def test_a_padding_row_that_is_cut_off_is_none_any_more(small: Small) -> None:
    model = small("bert", "BertModel", pad_token_id=30)
    assert model.resize_token_embeddings(31).padding_idx == 30
    assert model.resize_token_embeddings(20).padding_idx is None


def test_frozen_embeddings_stay_frozen(small: Small) -> None:
    model = small("llama", "LlamaForCausalLM")
    model.get_input_embeddings().requires_grad_(False)
    assert not model.resize_token_embeddings(70).weight.requires_grad


def test_each_side_of_marian_has_its_own_vocabulary(small: Small, tmp_path: Path) -> None:
    model = small("marian", "MarianMTModel", share_encoder_decoder_embeddings=False, tie_word_embeddings=False)
    decoder_words = model.config.decoder_vocab_size
    model.resize_token_embeddings(80)
    assert (model.config.vocab_size, model.config.decoder_vocab_size) == (80, decoder_words)
    assert model.lm_head.weight.shape[0] == model.final_logits_bias.shape[1] == decoder_words
    model.resize_decoder_token_embeddings(70)
    assert (model.config.vocab_size, model.config.decoder_vocab_size) == (80, 70)
    assert model.lm_head.weight.shape[0] == model.final_logits_bias.shape[1] == 70
    model.save_pretrained(tmp_path)
    type(model).from_pretrained(tmp_path, strict=True)
    with pytest.raises(ValueError, match="share their vocabulary"):
        small("marian", "MarianMTModel").resize_decoder_token_embeddings(70)


class Own(PreTrainedModel):
    """A class of one's own, whose embeddings nothing names."""

    config_class = BertConfig

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        self.words = nn.Embedding(config.vocab_size, 4)
        self.post_init()


def test_a_class_that_names_no_embeddings_cannot_be_resized() -> None:
    model = Own(BertConfig(vocab_size=9))
    for call in (model.resize_token_embeddings, model.get_input_embeddings, model.enable_input_require_grads):
        with pytest.raises(NotImplementedError, match="Own does not say"):
            call()
    with pytest.raises(NotImplementedError, match="does not say which its output"):
        model.set_output_embeddings(nn.Linear(2, 2))
    with pytest.raises(NotImplementedError, match="does not say which its input"):
        model.set_input_embeddings(nn.Embedding(2, 2))


FAMILIES = (
    ("bert", "BertModel"),
    ("roberta", "RobertaModel"),
    ("electra", "ElectraModel"),
    ("albert", "AlbertModel"),
    ("distilbert", "DistilBertForMaskedLM"),
    ("gpt2", "GPT2LMHeadModel"),
    ("bart", "BartModel"),
    ("pegasus", "PegasusForConditionalGeneration"),
)


@pytest.mark.parametrize(("model_type", "head"), FAMILIES)
def test_positions_grow_and_shrink_and_are_saved(tmp_path: Path, model_type: str, head: str) -> None:
    model = getattr(trivet, head)(tiny_config(model_type, head)).eval()
    inputs = {"input_ids": torch.tensor([[5, 6, 7, 8]])}
    if model.config.model_type in ("bart", "pegasus"):
        inputs["decoder_input_ids"] = inputs["input_ids"]
    before = model(**inputs)[0]
    known = model.config.max_position_embeddings
    for count in (known + 9, known - 2):
        model.resize_position_embeddings(count)
        assert model.config.max_position_embeddings == count
        torch.testing.assert_close(model(**inputs)[0], before)
    tables = model.get_position_embeddings()
    assert len(tables if isinstance(tables, tuple) else (tables,)) == (2 if "decoder_input_ids" in inputs else 1)
    model.save_pretrained(tmp_path)
    torch.testing.assert_close(type(model).from_pretrained(tmp_path, strict=True)(**inputs)[0], before)


@pytest.mark.parametrize(("model_type", "head"), [("t5", "T5Model"), ("llama", "LlamaModel")])
def test_refuses_positions_that_are_no_table(small: Small, model_type: str, head: str) -> None:
    with pytest.raises(NotImplementedError, match="has no table of positions"):
        small(model_type, head).resize_position_embeddings(9)
    with pytest.raises(NotImplementedError, match="has no table of positions"):
        small(model_type, head).get_position_embeddings()


def test_tables_of_encoder_and_decoder_are_resized_together() -> None:
    config = tiny_config("bart", tie_word_embeddings=False, share_encoder_decoder_embeddings=False)
    model = trivet.BartForConditionalGeneration(config)
    model.resize_token_embeddings(70)
    stacks = (model.get_encoder(), model.get_decoder())
    assert [stack.embed_tokens.weight.shape[0] for stack in stacks] == [70, 70]
    assert stacks[0].embed_tokens.weight is not stacks[1].embed_tokens.weight
    assert (model.lm_head.weight.shape[0], model.config.vocab_size) == (70, 70)
