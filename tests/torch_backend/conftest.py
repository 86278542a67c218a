"""What the tests of the PyTorch backend share: one thread, fixed seeds, and small checkpoints with random weights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from tiny_decoders import decoder_config, head_of

import trivet
from golden_data import Case
from trivet.testing import tiny_config


@pytest.fixture(autouse=True)
def _seeded() -> None:
    torch.set_num_threads(1)  # products this small take up to twenty times as long where threads wait for each other
    torch.manual_seed(0)


def perturb(module: torch.nn.Module, mean: float = 0.5) -> torch.nn.Module:
    """Make every floating parameter random: zero biases and unit norms would hide one that is dropped or swapped."""
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.normal_(mean, 0.3)
    return module


@pytest.fixture
def build() -> Callable[..., Any]:
    """`build("BertModel", hidden_size=8)`: a small model in evaluation mode, every parameter random."""

    def build(head: str, **fields: Any) -> Any:
        return perturb(getattr(trivet, head)(tiny_config("bert", **fields))).eval()

    return build


@pytest.fixture
def stored(build: Callable[..., Any], tmp_path: Path) -> Callable[..., Path]:
    """`stored("BertModel", dtype=torch.bfloat16)`: the folder of a small checkpoint with random weights."""

    def stored(head: str, *, dtype: torch.dtype = torch.float32, dialect: str | None = None, **fields: Any) -> Path:
        folder = tmp_path / f"{head}-{len(list(tmp_path.iterdir()))}"
        build(head, **fields).to(dtype).save_pretrained(folder, dialect=dialect)
        return folder

    return stored


@pytest.fixture
def inputs() -> dict[str, torch.Tensor]:
    """Inputs of the golden data without labels: three rows of seven tokens, some of them padding."""
    return {name: torch.from_numpy(array) for name, array in Case("BertModel").inputs().items()}


@pytest.fixture
def decoder() -> Callable[..., Any]:
    """`decoder("llama", "ForCausalLM", head_dim=8)`: a small decoder in evaluation mode, every parameter random."""

    def decoder(model_type: str, task: str = "ForCausalLM", **fields: Any) -> Any:
        return perturb(
            getattr(trivet, head_of(model_type, task))(decoder_config(model_type, **fields)), mean=0.1
        ).eval()

    return decoder


@pytest.fixture
def small() -> Callable[..., Any]:
    """`small("t5", "T5Model", d_model=8)`: a small model of any family in evaluation mode, every parameter random."""

    def small(model_type: str, head: str, **fields: Any) -> Any:
        return perturb(getattr(trivet, head)(tiny_config(model_type, head, **fields)), mean=0.1).eval()

    return small


@pytest.fixture(autouse=True)
def fresh_compiler(request: pytest.FixtureRequest) -> None:
    """What was compiled before must not decide what a test compiles: sizes that varied once are dynamic from then on."""
    if "compiled" in request.node.name or "compiled" in request.path.name:
        torch.compiler.reset()
