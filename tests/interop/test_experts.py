"""Mixtures of experts in every framework: what is read, and which files hold them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

import trivet
from golden_data import Case

PREFIXES = ("", "TF", "Flax")
CASE = Case("MixtralForCausalLM-one", "mixtral")  # each token has one of four experts
STACKED = "model.layers.0.mlp.experts"


def logits(model: Any, ids: np.ndarray) -> np.ndarray:
    import torch

    with torch.no_grad():
        return np.asarray(model(torch.tensor(ids) if isinstance(model, torch.nn.Module) else ids).logits)


def load(prefix: str, folder: Path) -> Any:
    return getattr(trivet, f"{prefix}{CASE.head}").from_pretrained(folder)


def written(folder: Path, tensors: dict[str, np.ndarray]) -> Path:
    """A checkpoint of the case with other tensors."""
    folder.mkdir()
    (folder / "config.json").write_bytes((CASE.checkpoint("torch") / "config.json").read_bytes())
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})
    return folder


def stored() -> dict[str, np.ndarray]:
    return load_file(CASE.checkpoint("torch") / "model.safetensors")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_experts_that_no_token_has_are_not_read(prefix: str, tmp_path: Path) -> None:
    tensors, ids = stored(), CASE.inputs()["input_ids"][:1, :1]
    expected = logits(load(prefix, CASE.checkpoint("torch")), ids)
    finite = 0
    for number in range(4):  # as NaN, an expert that is read anywhere shows in the scores
        lost = {
            name: np.full_like(each, np.nan) if f".0.block_sparse_moe.experts.{number}." in name else each
            for name, each in tensors.items()
        }
        found = logits(load(prefix, written(tmp_path / str(number), lost)), ids)
        if np.isfinite(found).all():
            finite += 1
            np.testing.assert_array_equal(found, expected)
    assert finite == 3


@pytest.mark.parametrize("prefix", PREFIXES)
def test_files_that_stack_experts_hold_the_same_model(prefix: str, tmp_path: Path) -> None:
    tensors, layers = stored(), {}
    for layer in range(2):
        at = f"model.layers.{layer}.block_sparse_moe"
        gate, down, up = (
            np.stack([tensors.pop(f"{at}.experts.{number}.{part}.weight") for number in range(4)])
            for part in ("w1", "w2", "w3")
        )
        there = STACKED.replace("layers.0", f"layers.{layer}")
        layers[f"{there}.gate_up_proj"], layers[f"{there}.down_proj"] = np.concatenate([gate, up], 1), down
        layers[f"{there.removesuffix('.experts')}.gate.weight"] = tensors.pop(f"{at}.gate.weight")
    model = load(prefix, written(tmp_path / "stacked", {**tensors, **layers}))
    ids = CASE.inputs()["input_ids"]
    expected = logits(load(prefix, CASE.checkpoint("torch")), ids)
    np.testing.assert_allclose(logits(model, ids), expected, rtol=0, atol=2e-6)


def test_files_are_written_with_experts_apart_in_shards_too(tmp_path: Path) -> None:
    model = load("", CASE.checkpoint("torch"))
    model.save_pretrained(tmp_path, max_shard_size="8KB")
    shards = [load_file(path) for path in tmp_path.glob("*.safetensors")]
    assert len(shards) > 2
    found = {name: each for shard in shards for name, each in shard.items()}
    assert found.keys() == stored().keys()
    for name, each in stored().items():
        np.testing.assert_array_equal(found[name], each)


@pytest.mark.parametrize("compiled", [False, True])
def test_a_grouped_product_has_the_gradients_of_products_by_themselves(compiled: bool) -> None:
    import torch

    from trivet_torch.layers.grouped import grouped_product

    counts = torch.tensor([2, 0, 3])
    rows = torch.randn(5, 4, dtype=torch.float64, requires_grad=True)
    product = torch.compile(grouped_product, fullgraph=True, backend="aot_eager") if compiled else grouped_product
    for transposed in (False, True):
        table = torch.randn(3, *((4, 6) if transposed else (6, 4)), dtype=torch.float64, requires_grad=True)
        found = torch.autograd.grad(product(rows, table, counts, transposed=transposed).sin().sum(), (rows, table))
        into = table if transposed else table.mT
        apart = torch.cat([rows[:2] @ into[0], rows[2:] @ into[2]])
        for gradient, expected in zip(found, torch.autograd.grad(apart.sin().sum(), (rows, table)), strict=True):
            torch.testing.assert_close(gradient, expected)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_inputs_of_experts_are_jittered_in_training_alone(prefix: str) -> None:
    ids = CASE.inputs()["input_ids"]
    model = getattr(trivet, f"{prefix}{CASE.head}").from_pretrained(CASE.checkpoint("torch"), router_jitter_noise=0.5)
    plain = logits(load(prefix, CASE.checkpoint("torch")), ids)
    np.testing.assert_array_equal(logits(model, ids), plain)
    if prefix == "":
        found = logits(model.train(), ids)
    elif prefix == "TF":
        found = model(ids, training=True).logits
    else:
        import jax

        found = model(ids, train=True, dropout_rng=jax.random.key(0)).logits
    assert np.abs(np.asarray(found) - plain).max() > 1e-3
