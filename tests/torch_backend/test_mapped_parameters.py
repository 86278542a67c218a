"""Parameters view the mapped file, the file never changes, and such a model is like any other `nn.Module`."""

from __future__ import annotations

import copy
import io
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

import trivet
from trivet import BertForMaskedLM, BertModel

Stored = Callable[..., Path]
Build = Callable[..., Any]
IDS = torch.tensor([[3, 4, 5], [6, 7, 8]])

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc/self/maps")


def mapped_ranges(path: Path) -> list[tuple[int, int]]:
    """Addresses at which this process has a file mapped."""
    lines = [line.split() for line in Path("/proc/self/maps").read_text().splitlines()]
    spans = [line[0].split("-") for line in lines if line[-1] == str(path)]
    return [(int(start, 16), int(end, 16)) for start, end in spans]


def lies_in(tensor: torch.Tensor, ranges: list[tuple[int, int]]) -> bool:
    first, last = tensor.data_ptr(), tensor.data_ptr() + tensor.nbytes
    return any(start <= first and last <= end for start, end in ranges)


@linux_only
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_parameters_view_the_file(stored: Stored, dtype: torch.dtype) -> None:
    folder = stored("BertForMaskedLM", dtype=dtype)
    model = BertForMaskedLM.from_pretrained(folder, dtype="auto")
    ranges = mapped_ranges(folder / "model.safetensors")
    assert all(lies_in(parameter, ranges) for parameter in model.parameters())
    cast = BertForMaskedLM.from_pretrained(folder, dtype=torch.float16)
    assert not any(lies_in(parameter, ranges) for parameter in cast.parameters())


@linux_only
def test_the_map_lives_as_long_as_a_parameter_and_no_longer(stored: Stored) -> None:
    folder = stored("BertModel")
    kept = BertModel.from_pretrained(folder).pooler.dense.weight
    assert lies_in(kept, mapped_ranges(folder / "model.safetensors"))
    copied = kept.detach().clone()
    (folder / "model.safetensors").unlink()
    assert torch.equal(kept, copied)
    del kept
    assert not mapped_ranges(folder / "model.safetensors")


def test_writing_to_parameters_leaves_the_file_and_other_models_alone(stored: Stored) -> None:
    folder = stored("BertModel")
    before = (folder / "model.safetensors").read_bytes()
    model, other = BertModel.from_pretrained(folder), BertModel.from_pretrained(folder)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
    assert (folder / "model.safetensors").read_bytes() == before
    assert all((parameter != 0).any() for parameter in other.parameters())
    assert all((parameter != 0).any() for parameter in BertModel.from_pretrained(folder).parameters())


@pytest.mark.parametrize(("optimizer", "rate"), [(torch.optim.SGD, 0.1), (torch.optim.AdamW, 0.02)])
def test_training_lowers_the_loss_and_leaves_the_file_alone(stored: Stored, optimizer: Any, rate: float) -> None:
    folder = stored("BertForMaskedLM", hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
    before = (folder / "model.safetensors").read_bytes()
    model = BertForMaskedLM.from_pretrained(folder).train()
    steps = optimizer(model.parameters(), lr=rate)
    losses = []
    for _ in range(8):
        steps.zero_grad()
        loss = model(IDS, labels=IDS).loss
        loss.backward()
        steps.step()
        losses.append(loss.item())
    assert losses[-1] < 0.9 * losses[0]
    assert (folder / "model.safetensors").read_bytes() == before


def test_saving_over_the_folder_that_is_mapped_is_safe(stored: Stored) -> None:
    folder = stored("BertModel")
    model, bystander = BertModel.from_pretrained(folder), BertModel.from_pretrained(folder)
    old = {name: tensor.clone() for name, tensor in bystander.state_dict().items()}
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(1)
    model.save_pretrained(folder)
    assert all(torch.equal(tensor, old[name]) for name, tensor in bystander.state_dict().items())
    again = BertModel.from_pretrained(folder).state_dict()
    assert all(torch.equal(tensor, again[name]) for name, tensor in model.state_dict().items())


@pytest.mark.parametrize(
    "duplicate", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))], ids=["deepcopy", "pickle"]
)
def test_a_copy_is_equal_separate_and_tied(stored: Stored, duplicate: Callable[[Any], Any]) -> None:
    model = BertForMaskedLM.from_pretrained(stored("BertForMaskedLM"))
    made = duplicate(model)
    assert torch.equal(made(IDS).logits, model(IDS).logits)
    assert made.config == model.config
    assert made.get_output_embeddings().weight is made.get_input_embeddings().weight
    with torch.no_grad():
        made.get_input_embeddings().weight.zero_()
    assert (model.get_input_embeddings().weight != 0).any()


def test_state_dict_and_torch_save_hold_the_parameters_and_no_more(stored: Stored) -> None:
    folder = stored("BertModel")
    model = BertModel.from_pretrained(folder)
    state = model.state_dict()
    file = io.BytesIO()
    torch.save({"pooler": state["pooler.dense.weight"]}, file)
    assert len(file.getvalue()) < 4000  # 1 KiB of weight and torch's own frame: not the whole map
    file = io.BytesIO()
    torch.save(state, file)
    file.seek(0)
    fresh = BertModel(model.config).eval()
    fresh.load_state_dict(torch.load(file))
    assert torch.equal(fresh(IDS).last_hidden_state, model(IDS).last_hidden_state)


def test_moving_a_model_to_another_dtype_works(stored: Stored) -> None:
    folder = stored("BertForMaskedLM")
    model = BertForMaskedLM.from_pretrained(folder).double()
    assert model.get_output_embeddings().weight is model.get_input_embeddings().weight
    torch.testing.assert_close(
        model(IDS).logits.float(), BertForMaskedLM.from_pretrained(folder)(IDS).logits, rtol=0, atol=1e-5
    )


def test_functional_transforms_see_into_outputs(build: Build) -> None:
    model = build("BertModel")
    output = model(IDS, output_hidden_states=True)
    leaves, structure = torch.utils._pytree.tree_flatten(output)
    assert len(leaves) == 5
    assert torch.equal(torch.utils._pytree.tree_unflatten(leaves, structure).pooler_output, output.pooler_output)
    doubled = torch.utils._pytree.tree_map_only(torch.Tensor, lambda tensor: tensor * 2, output)
    assert torch.equal(doubled.last_hidden_state, output.last_hidden_state * 2)
    assert type(doubled) is type(output)
    each = torch.func.vmap(lambda row: model(row[None], output_attentions=True))(IDS)
    assert type(each) is type(output)
    torch.testing.assert_close(each.pooler_output[:, 0], output.pooler_output, rtol=0, atol=1e-5)


def test_loading_into_a_live_model_keeps_parameters_known_to_an_optimizer(build: Build, stored: Stored) -> None:
    model, folder = build("BertForMaskedLM"), stored("BertForMaskedLM")
    known = dict(model.named_parameters(remove_duplicate=False))
    steps = torch.optim.SGD(model.parameters(), lr=0.1)
    trivet.load_into(model, folder)
    assert all(parameter is known[name] for name, parameter in model.named_parameters(remove_duplicate=False))
    expected = BertForMaskedLM.from_pretrained(folder)(IDS).logits
    assert torch.equal(model(IDS).logits, expected)
    model(IDS, labels=IDS).loss.backward()
    steps.step()
    assert not torch.equal(model(IDS).logits, expected)
