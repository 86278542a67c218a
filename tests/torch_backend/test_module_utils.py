"""What a model says of itself, masks, and the choice of attention: as in the reference library."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import trivet
from golden_data import Case
from trivet.testing import tiny_config

DATA = Path(__file__).parents[1] / "golden/data"
COUNTED: dict[str, Any] = json.loads((DATA / "surface.json").read_text())["counted"]
Small = Callable[..., Any]


@pytest.mark.parametrize("name", COUNTED)
def test_counts_what_the_reference_library_counts(name: str) -> None:
    family, _, case_name = name.partition("/")
    case = Case(case_name, family)
    model = getattr(trivet, case.head).from_pretrained(case.checkpoint("torch"))
    model.get_input_embeddings().weight.requires_grad_(False)
    inputs = {key: torch.from_numpy(each) for key, each in case.inputs(labels=False).items()}
    # The reference library also says so of heads of encoders that are not built as decoders, which cannot.
    able = COUNTED[name]["can_generate"] and not case.head.endswith("MaskedLM")
    assert {**COUNTED[name], "can_generate": able} == {
        "num_parameters": model.num_parameters(),
        "trainable": model.num_parameters(only_trainable=True),
        "without_embeddings": model.num_parameters(exclude_embeddings=True),
        "footprint": model.get_memory_footprint(return_buffers=False),
        "tokens": model.estimate_tokens(inputs),
        "operations": model.floating_point_ops(inputs),
        "can_generate": model.can_generate(),
        "main_input_name": model.main_input_name,
    }
    buffers = sum(each.nbytes for each in model.buffers())
    assert model.get_memory_footprint() == COUNTED[name]["footprint"] + buffers


def test_inputs_without_the_main_one_are_counted_as_none(small: Small, caplog: pytest.LogCaptureFixture) -> None:
    assert small("bert", "BertModel").estimate_tokens({"inputs_embeds": torch.ones(2, 3, 4)}) == 0
    assert "input_ids is not among the inputs" in caplog.text


def test_masks_are_those_of_the_reference_library(small: Small) -> None:
    model, arrays = small("bert", "BertModel"), np.load(DATA / "surface.npz")
    flat, full = torch.tensor([[1, 1, 0], [1, 1, 1]]), torch.tril(torch.ones(2, 3, 3))
    found = {
        "flat": model.get_extended_attention_mask(flat, (2, 3)),
        "full": model.get_extended_attention_mask(full, (2, 3), dtype=torch.float32),
        "inverted": model.invert_attention_mask(flat),
        "heads": model.get_head_mask(torch.tensor([1.0, 0, 1, 1]), 2),
        "layers": model.get_head_mask(torch.eye(2, 4), 2, is_attention_chunked=True),
    }
    model.config.is_decoder = True
    found["causal"] = model.get_extended_attention_mask(flat, (2, 3))
    found["cached"] = model.get_extended_attention_mask(flat, (2, 1))
    for name, mask in found.items():
        np.testing.assert_array_equal(mask.numpy(), np.broadcast_to(arrays[f"mask.{name}"], mask.shape), name)
    assert model.get_head_mask(None, 3) == [None] * 3


def test_refuses_masks_of_another_shape(small: Small) -> None:
    model = small("bert", "BertModel")
    with pytest.raises(ValueError, match="attention_mask must have 2 or 3 axes"):
        model.get_extended_attention_mask(torch.ones(3), (1, 3))
    with pytest.raises(ValueError, match="encoder_attention_mask must have 2 or 3 axes"):
        model.invert_attention_mask(torch.ones(1, 1, 1, 3))
    with pytest.raises(ValueError, match="head_mask must be"):
        model.get_head_mask(torch.ones(5, 4), 2)


def test_warns_once_of_padding_that_would_be_read(small: Small, caplog: pytest.LogCaptureFixture) -> None:
    model = small("bert", "BertModel")
    padded, plain = torch.tensor([[5, 6, 0]]), torch.tensor([[5, 0, 6]])
    model.warn_if_padding_and_no_attention_mask(plain, None)
    model.warn_if_padding_and_no_attention_mask(padded, torch.tensor([[1, 1, 0]]))
    assert not caplog.messages
    for _ in range(2):
        model.warn_if_padding_and_no_attention_mask(padded, None)
    assert len(caplog.messages) == 1 and "no attention_mask" in caplog.text


def test_memory_hooks_note_what_each_module_took(small: Small) -> None:
    model = small("bert", "BertModel")
    model.add_memory_hooks()
    model(torch.tensor([[5, 6]]))
    noted = [each for each in model.modules() if each.mem_rss_pre_forward]
    assert len(noted) > 10 and all(each.mem_rss_post_forward > 1_000_000 for each in noted)
    assert all(each.mem_rss_diff == each.mem_rss_post_forward - each.mem_rss_pre_forward for each in noted)
    model.reset_memory_hooks_state()
    assert not any(each.mem_rss_diff or each.mem_rss_pre_forward for each in model.modules())


def test_memory_hooks_say_what_they_need(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psutil", None)
    with pytest.raises(ImportError, match="pip install psutil"):
        small("bert", "BertModel").add_memory_hooks()


@pytest.mark.parametrize(
    "call",
    [
        lambda m: m.to("cpu"),
        lambda m: m.to(torch.float16),
        lambda m: m.half(),
        lambda m: m.float(),
        lambda m: m.bfloat16(),
        lambda m: m.double(),
        lambda m: m.cpu(),
    ],
)
def test_refuses_to_move_what_lies_on_several_devices(small: Small, call: Callable[[Any], Any]) -> None:
    model = small("bert", "BertModel")
    assert call(model) is model
    model.hf_device_map = {"": "cpu"}
    call(model)
    model.hf_device_map = {"embeddings": "cpu", "encoder": "disk"}
    with pytest.raises(RuntimeError, match=r"several devices \(cpu, disk\)"):
        call(model)


ATTENDING = (
    ("bert", "BertModel"),
    ("gpt2", "GPT2LMHeadModel"),
    ("llama", "LlamaForCausalLM"),
    ("t5", "T5EncoderModel"),
    ("albert", "AlbertModel"),
    ("distilbert", "DistilBertModel"),
)


@pytest.mark.parametrize(("model_type", "head"), ATTENDING)
def test_eager_and_fused_attention_agree(
    small: Small, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, model_type: str, head: str
) -> None:
    small(model_type, head).save_pretrained(tmp_path)
    cls, fused_calls = getattr(trivet, head), []
    kernel = torch.nn.functional.scaled_dot_product_attention

    def watched(*args: Any, **kwargs: Any) -> Any:
        fused_calls.append(None)
        return kernel(*args, **kwargs)

    monkeypatch.setattr(torch.nn.functional, "scaled_dot_product_attention", watched)
    ids = torch.tensor([[5, 6, 7]])
    eager = cls.from_pretrained(tmp_path, attn_implementation="eager")
    assert eager.attn_implementation == "eager"
    expected = eager(ids)[0]
    assert not fused_calls
    fused = cls.from_pretrained(tmp_path)
    assert fused.attn_implementation == "sdpa"
    torch.testing.assert_close(fused(ids)[0], expected)
    assert fused_calls

    assert eager.to_bettertransformer() is eager and eager.attn_implementation == "sdpa"
    torch.testing.assert_close(eager(ids)[0], expected)
    eager.save_pretrained(tmp_path / "switched")
    assert (tmp_path / "switched/model.safetensors").read_bytes() == (tmp_path / "model.safetensors").read_bytes()
    with pytest.raises(RuntimeError, match="was switched already"):
        eager.to_bettertransformer()
    assert eager.reverse_bettertransformer().attn_implementation == "eager"
    with pytest.raises(RuntimeError, match="was not switched"):
        eager.reverse_bettertransformer()


def test_refuses_attention_that_is_not_here(small: Small, tmp_path: Path) -> None:
    model = small("bert", "BertModel")
    model.save_pretrained(tmp_path)
    for call in (
        lambda: model.set_attn_implementation("flash_attention_2"),
        lambda: trivet.BertModel.from_pretrained(tmp_path, attn_implementation="flash_attention_2"),
        lambda: trivet.BertModel._from_config(model.config, attn_implementation="flash_attention_2"),
    ):
        with pytest.raises(ValueError, match="must be one of sdpa, eager, not 'flash_attention_2'"):
            call()


@pytest.mark.parametrize(
    ("model_type", "head"), [("bert", "BertForMaskedLM"), ("llama", "LlamaForCausalLM"), ("marian", "MarianMTModel")]
)
def test_made_from_a_config_in_a_dtype(model_type: str, head: str) -> None:
    cls, config = getattr(trivet, head), tiny_config(model_type, head)
    plain, model = cls(config), cls._from_config(config, torch_dtype=torch.bfloat16, attn_implementation="eager")
    assert torch.get_default_dtype() is torch.float32
    assert model.training and model.attn_implementation == "eager"
    state, wanted = model.state_dict(), plain.state_dict()
    assert state.keys() == wanted.keys()
    for name, tensor in state.items():
        assert tensor.dtype is torch.bfloat16 and tensor.shape == wanted[name].shape
        if wanted[name].numel() > 200:
            torch.testing.assert_close(tensor.float().std(), wanted[name].std(), rtol=0.3, atol=1e-4)
    floats = {name: each.dtype for name, each in plain.named_buffers() if name not in wanted}
    assert {name: each.dtype for name, each in model.named_buffers() if name not in wanted} == floats
    assert cls._from_config(config).dtype is torch.float32
    with pytest.raises(ValueError, match="disagree"):
        cls._from_config(config, dtype="float16", torch_dtype="bfloat16")


@pytest.mark.parametrize("tied", [True, False], ids=["tied", "untied"])
def test_a_t5_head_of_its_own_begins_as_wide_as_embeddings(tied: bool, tmp_path: Path) -> None:
    torch.manual_seed(0)
    config = tiny_config("t5", "T5ForConditionalGeneration")
    config.tie_word_embeddings, config.initializer_factor = tied, 2.0
    model = trivet.T5ForConditionalGeneration(config)
    assert (model.lm_head.weight is model.shared.weight) is tied
    torch.testing.assert_close(model.lm_head.weight.std(), torch.tensor(2.0), rtol=0.3, atol=0.0)
    trivet.T5Model(config).save_pretrained(tmp_path)
    loaded = trivet.T5ForConditionalGeneration.from_pretrained(tmp_path)
    torch.testing.assert_close(loaded.lm_head.weight.std(), torch.tensor(2.0), rtol=0.3, atol=0.0)


@pytest.mark.parametrize(
    ("model_type", "head"),
    [("bert", "BertForMaskedLM"), ("gpt2", "GPT2LMHeadModel"), ("bart", "BartForConditionalGeneration")],
)
def test_runs_on_its_own_sample_inputs(model_type: str, head: str) -> None:
    model = getattr(trivet, head)(tiny_config(model_type, head)).eval()
    assert model.framework == "pt"
    assert model(**model.dummy_inputs).logits.shape[:2] == (3, 5)


def test_finds_the_modules_of_parameters(small: Small) -> None:
    model = small("bert", "BertForMaskedLM")
    names = ["bert.encoder.layer.0.output.dense.weight", "bert.encoder.layer.0.output.dense.bias", "bert.pooler.x"]
    wanted = model.bert.encoder.layer[0].output.dense
    assert model.retrieve_modules_from_names(names) == [wanted]
    bare = [name.removeprefix("bert.") for name in names]
    assert model.retrieve_modules_from_names(bare, add_prefix=True) == [wanted]
    assert model.bert.retrieve_modules_from_names(names, remove_prefix=True) == [wanted]


def test_a_decoders_mask_has_causality(small: Small) -> None:
    mask = torch.tensor([[1, 1, 1, 0], [0, 1, 1, 1]])
    made = small("bert", "BertModel").create_extended_attention_mask_for_decoder((2, 3), mask)
    assert made.shape == (2, 1, 3, 4) and made.dtype == mask.dtype
    assert made[:, 0].tolist() == [
        [[1, 1, 0, 0], [1, 1, 1, 0], [1, 1, 1, 0]],
        [[0, 1, 0, 0], [0, 1, 1, 0], [0, 1, 1, 1]],
    ]
