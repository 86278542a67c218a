"""Pairs of an encoder and a decoder of any families: made of two checkpoints, saved, and read in every framework."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import trivet
from trivet.errors import CheckpointMismatchError, InvalidConfigError
from trivet.families.registry import architecture
from trivet.testing import samples, tiny_config

PREFIXES = {"torch": "", "tensorflow": "TF", "flax": "Flax"}
DECODES = {"is_decoder": True, "add_cross_attention": True}
SOURCE, TARGET = np.array([[5, 6, 7, 8], [9, 5, 4, 0]]), np.array([[2, 5, 6], [2, 7, 0]])
CALL = {
    "input_ids": SOURCE,
    "attention_mask": (SOURCE != 0).astype(np.int64),
    "decoder_input_ids": TARGET,
    "decoder_attention_mask": (TARGET != 0).astype(np.int64),
}
FIELDS = {"decoder_start_token_id": 2, "pad_token_id": 0, "eos_token_id": 3}

# Encoder and decoder by family and head; the decoder's size where that is not the encoder's.
PAIRS: dict[str, tuple[str, str, str, str, dict[str, Any]]] = {
    "roberta-electra": ("roberta", "RobertaModel", "electra", "ElectraForCausalLM", {"hidden_size": 12}),
    "distilbert-bert": ("distilbert", "DistilBertModel", "bert", "BertLMHeadModel", {}),
    "bert-bart": ("bert", "BertModel", "bart", "BartForCausalLM", {}),
    "bert-gpt2": ("bert", "BertModel", "gpt2", "GPT2LMHeadModel", {"n_embd": 12}),
}


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Path, Path]]:
    """`parts("roberta-electra")`: the folders of an encoder, and of a decoder that does not know of encoders."""
    folder = tmp_path_factory.mktemp("parts")

    def parts(name: str) -> tuple[Path, Path]:
        encoder, first, decoder, second, sizes = PAIRS[name]
        places = folder / name / "encoder", folder / name / "decoder"
        configs = tiny_config(encoder, first), tiny_config(decoder, second, **sizes)
        for place, model_type, head, config in zip(places, (encoder, decoder), (first, second), configs, strict=True):
            if not place.exists():
                samples.write_model(architecture(model_type), head, config, place)
        return places

    return parts


def pair_class(framework: str) -> Any:
    return getattr(trivet, f"{PREFIXES[framework]}EncoderDecoderModel")


def logits(framework: str, model: Any, call: dict[str, Any] = CALL) -> np.ndarray[Any, Any]:
    if framework == "torch":
        import torch

        with torch.no_grad():
            return np.asarray(model(**{name: torch.from_numpy(each) for name, each in call.items()}).logits)
    return np.asarray(model(**call).logits)


@pytest.mark.parametrize("name", PAIRS)
def test_a_pair_of_two_checkpoints_is_the_same_in_every_framework(
    name: str, parts: Callable[[str], tuple[Path, Path]], tmp_path: Path
) -> None:
    model = trivet.EncoderDecoderModel.from_encoder_decoder_pretrained(*map(str, parts(name)), **FIELDS)
    assert not model.training
    assert model.config.decoder is model.decoder.config and model.config.decoder.is_decoder
    assert model.config.decoder_start_token_id == 2
    expected = logits("torch", model)
    for dialect in PREFIXES:
        model.save_pretrained(tmp_path / dialect, dialect=dialect)
        for framework in PREFIXES:
            again = pair_class(framework).from_pretrained(tmp_path / dialect, strict=True)
            np.testing.assert_allclose(logits(framework, again), expected, atol=2e-5, rtol=0)
    trivet.convert(tmp_path / "torch", tmp_path / "flax-again", to="flax")
    np.testing.assert_allclose(
        logits("flax", trivet.FlaxAutoModelForSeq2SeqLM.from_pretrained(tmp_path / "flax-again")),
        expected,
        atol=2e-5,
        rtol=0,
    )


@pytest.mark.parametrize("framework", PREFIXES)
def test_heads_of_gpt2_can_be_pruned_beside_cross_attention(framework: str, tmp_path: Path) -> None:
    config = tiny_config("gpt2", n_layer=2, n_head=4, add_cross_attention=True)
    samples.write_model(architecture("gpt2"), "GPT2LMHeadModel", config, tmp_path / "whole")
    head = getattr(trivet, f"{PREFIXES[framework]}GPT2LMHeadModel")
    model = head.from_pretrained(tmp_path / "whole")
    states = np.random.default_rng(0).normal(size=(2, 3, config.n_embd)).astype(np.float32)
    call = {"input_ids": SOURCE, "encoder_hidden_states": states}
    whole = logits(framework, model, call)
    model.prune_heads({1: [0, 2]})
    pruned = logits(framework, model, call)
    assert not np.allclose(pruned, whole, atol=1e-4)
    model.save_pretrained(tmp_path / "pruned", dialect="torch")
    catalog = trivet.open_checkpoint(tmp_path / "pruned").catalog
    attention = {name: catalog[f"transformer.h.1.{name}.c_attn.weight"].shape for name in ("attn", "crossattention")}
    assert attention == {
        "attn": (config.n_embd, 3 * config.n_embd // 2),
        "crossattention": (config.n_embd, 2 * config.n_embd),
    }
    again = head.from_pretrained(tmp_path / "pruned", strict=True)
    np.testing.assert_allclose(logits(framework, again, call), pruned, atol=1e-6, rtol=0)


@pytest.mark.parametrize("framework", PREFIXES)
def test_models_that_are_there_become_a_pair(
    framework: str, parts: Callable[[str], tuple[Path, Path]], tmp_path: Path
) -> None:
    mark = PREFIXES[framework]
    source, target = parts("distilbert-bert")
    encoder = getattr(trivet, f"{mark}DistilBertModel").from_pretrained(source)
    head = "FlaxBertForCausalLM" if mark == "Flax" else f"{mark}BertLMHeadModel"
    decoder = getattr(trivet, head).from_pretrained(target, **DECODES)
    options = {"encoder_model": encoder, "decoder_model": decoder, **FIELDS}
    model = pair_class(framework).from_encoder_decoder_pretrained(**options)
    expected = logits(framework, model)
    model.save_pretrained(tmp_path)
    again = getattr(trivet, f"{mark}AutoModelForSeq2SeqLM").from_pretrained(tmp_path)
    assert type(again) is pair_class(framework)
    np.testing.assert_allclose(logits(framework, again), expected, atol=1e-6, rtol=0)
    with pytest.raises(NotImplementedError, match="vocabularies of their own"):
        model.resize_token_embeddings(70)


@pytest.mark.parametrize("framework", PREFIXES)
def test_wrong_parts_are_refused(framework: str, parts: Callable[[str], tuple[Path, Path]]) -> None:
    mark = PREFIXES[framework]
    source, target = parts("distilbert-bert")
    make = pair_class(framework).from_encoder_decoder_pretrained
    with pytest.raises(ValueError, match="decoder_pretrained_model_name_or_path"):
        make(source)
    head = "FlaxBertForCausalLM" if mark == "Flax" else f"{mark}BertLMHeadModel"
    alone = getattr(trivet, head).from_pretrained(target, is_decoder=True)
    with pytest.raises(ValueError, match=r"decoder lacks what its config says.*crossattention"):
        make(source, decoder_model=alone)
    with pytest.raises(TypeError, match="encoder must be a BertModel, as the config says"):
        make(encoder_model=alone, decoder_pretrained_model_name_or_path=target)


@pytest.mark.parametrize("framework", PREFIXES)
def test_one_set_of_weights_serves_both_sides(framework: str, tmp_path: Path) -> None:
    bert = {"encoder": tiny_config("bert"), "decoder": tiny_config("bert", **DECODES), **FIELDS}
    config = trivet.EncoderDecoderConfig(**bert, tie_encoder_decoder=True)
    family = architecture("encoder-decoder")
    stored = samples.write_model(family, "EncoderDecoderModel", config, tmp_path / "stored")
    model, report = pair_class(framework).from_pretrained(stored, strict=True, output_loading_info=True)
    assert (report.missing, report.unexpected) == ((), ())
    model.save_pretrained(tmp_path / "again", dialect="torch")
    one, other = (trivet.open_checkpoint(tmp_path / each).catalog for each in ("stored", "again"))
    assert {*one} == {*other} and not any(".layer.0.attention" in name and "decoder" in name for name in one)


def test_configs_that_no_pair_can_have_are_refused() -> None:
    bert, gpt2 = tiny_config("bert"), tiny_config("gpt2")
    make = trivet.EncoderDecoderConfig
    with pytest.raises(InvalidConfigError, match="decoder.add_cross_attention is off"):
        make(encoder=bert, decoder=tiny_config("bert", is_decoder=True)).check()
    with pytest.raises(InvalidConfigError, match="decoder: DistilBERT has no model for causal-lm"):
        make(encoder=bert, decoder=tiny_config("distilbert")).check()
    with pytest.raises(InvalidConfigError, match="BartModel reads and writes"):
        make(encoder=tiny_config("bart"), decoder=tiny_config("bert", **DECODES)).check()
    with pytest.raises(InvalidConfigError, match="no parameter of the encoder's names"):
        make(encoder=gpt2, decoder=tiny_config("bert", **DECODES), tie_encoder_decoder=True).check()
    wrong = make(encoder=bert, decoder=tiny_config("bert", **DECODES))
    wrong.encoder.hidden_size = -1
    with pytest.raises(InvalidConfigError, match="encoder: hidden_size") as refused:
        wrong.check()
    assert refused.value.field == "encoder.hidden_size"


def test_what_a_pair_lacks_is_refused(tmp_path: Path) -> None:
    config = architecture("encoder-decoder").config_class(
        encoder=tiny_config("bert"), decoder=tiny_config("bert", **DECODES)
    )
    family = architecture("encoder-decoder")
    arrays = samples.weights(family, "EncoderDecoderModel", config)
    samples.write_model(family, "EncoderDecoderModel", config, tmp_path)
    from safetensors.numpy import save_file

    kept = {name: array for name, array in arrays.items() if "crossattention" not in name}
    save_file(kept, tmp_path / "model.safetensors")
    with pytest.raises(CheckpointMismatchError, match="crossattention"):
        trivet.EncoderDecoderModel.from_pretrained(tmp_path)
