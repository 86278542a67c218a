"""`load_into` and `save` on modules that know nothing of trivet: kinds, ties, buffers, every dialect."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import nn

import trivet
from golden_data import FRAMEWORKS, Case, Framework
from trivet import load_into, save
from trivet.errors import CheckpointMismatchError, ConversionError
from trivet.layout import Kind
from trivet.planning.opening import open_checkpoint
from trivet_torch.backend import BACKEND


class Everything(nn.Module):
    """One of each kind of layer, a shared module, a parameter and buffers of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(11, 6)
        self.dense = nn.Linear(6, 4)
        self.norm = nn.LayerNorm(4)
        self.groups = nn.GroupNorm(2, 4)
        self.rms = nn.RMSNorm(4)
        self.waves = nn.Conv1d(4, 6, 3)
        self.images = nn.Conv2d(4, 6, (3, 2))
        self.batch = nn.BatchNorm2d(6)
        self.volumes = nn.Conv3d(4, 6, (3, 2, 1))
        self.scale = nn.Parameter(torch.ones(3))
        self.blocks = nn.ModuleList(nn.Linear(4, 4, bias=False) for _ in range(2))
        self.again = self.dense
        self.decoder = nn.Linear(6, 11, bias=False)
        self.decoder.weight = self.words.weight
        self.register_buffer("table", torch.arange(5.0))
        self.register_buffer("scratch", torch.zeros(2), persistent=False)


def random(seed: int) -> Everything:
    torch.manual_seed(seed)
    module = Everything()
    with torch.no_grad():
        for tensor in module.state_dict().values():
            if tensor.is_floating_point():
                tensor.normal_()
    return module


def equal(one: nn.Module, other: nn.Module) -> bool:
    first, second = one.state_dict(), other.state_dict()
    return first.keys() == second.keys() and all(torch.equal(first[name], second[name]) for name in first)


def test_what_a_parameter_is_follows_from_its_layer() -> None:
    kinds = {target.name: target.param.kind for target in BACKEND.skeleton(Everything()).targets}
    assert kinds.keys() == Everything().state_dict().keys()
    expected = {
        "words.weight": Kind.EMBEDDING,
        "dense.weight": Kind.LINEAR,
        "dense.bias": Kind.LINEAR,
        "norm.weight": Kind.LAYER_NORM,
        "groups.bias": Kind.GROUP_NORM,
        "rms.weight": Kind.RMS_NORM,
        "waves.weight": Kind.CONV1D,
        "images.weight": Kind.CONV2D,
        "batch.running_var": Kind.BATCH_NORM,
        "batch.num_batches_tracked": Kind.RAW,
        "volumes.weight": Kind.CONV3D,
        "scale": Kind.RAW,
        "table": Kind.RAW,
    }
    assert {name: kinds[name] for name in expected} == expected


def test_what_is_one_tensor_is_owned_by_its_first_name() -> None:
    ties = {target.name: target.param.tied for target in BACKEND.skeleton(Everything()).targets if target.param.tied}
    assert ties == {"decoder.weight": "words.weight", "again.weight": "dense.weight", "again.bias": "dense.bias"}


@pytest.mark.parametrize("dialect", FRAMEWORKS)
def test_saved_and_loaded_again_is_the_same_in_every_dialect(tmp_path: Path, dialect: Framework) -> None:
    model, other = random(1), random(2)
    assert not equal(model, other)
    save(model, tmp_path, dialect=dialect)
    assert open_checkpoint(tmp_path).dialect.name == dialect
    report = load_into(other, tmp_path)
    assert equal(model, other)
    assert other.decoder.weight is other.words.weight
    assert other.again is other.dense
    assert (report.missing, report.unexpected) == ((), ())


class OwnMemory(nn.LSTM):
    """A layer of PyTorch's with an author's name."""


@pytest.mark.parametrize(
    "layer",
    [
        nn.ConvTranspose2d(4, 6, 2, groups=2),
        nn.LSTM(4, 6),
        nn.GRUCell(4, 6),
        nn.MultiheadAttention(8, 2),
        nn.Bilinear(2, 3, 4),
        nn.PReLU(),
        OwnMemory(4, 6),
        nn.utils.parametrizations.weight_norm(nn.Linear(2, 3)),
    ],
    ids=lambda layer: type(layer).__name__,
)
def test_layers_without_a_counterpart_stay_in_pytorchs_dialect(layer: nn.Module, tmp_path: Path) -> None:
    module = nn.Sequential(layer)
    with pytest.raises(ConversionError, match=r"is laid out in the flax dialect is unknown"):
        save(module, tmp_path / "flax", dialect="flax")
    assert not (tmp_path / "flax").exists()
    save(module, tmp_path / "torch")
    load_into(module, tmp_path / "torch")


def test_a_weight_that_is_normed_along_its_kernel_is_written_as_each_dialect_has_it(tmp_path: Path) -> None:
    def module() -> nn.Module:
        return nn.Sequential(nn.utils.parametrizations.weight_norm(nn.Conv1d(4, 6, 3, groups=2), dim=2))

    model, inputs = module(), torch.randn(1, 4, 9)
    for dialect, names, shape in (
        ("torch", ("parametrizations.weight.original0", "parametrizations.weight.original1"), (1, 1, 3)),
        ("tensorflow", ("weight_g:0", "weight_v:0"), (3, 1, 1)),
        ("flax", ("weight_g", "weight_v"), (1, 1, 3)),
    ):
        save(model, tmp_path / dialect, dialect=dialect)
        catalog = open_checkpoint(tmp_path / dialect).catalog
        lengths, directions = (f"0{'/' if dialect == 'tensorflow' else '.'}{name}" for name in names)
        assert (catalog[lengths].shape, catalog[directions].shape) == (shape, (6, 2, 3))
        other = module()
        assert not torch.equal(other(inputs), model(inputs))
        load_into(other, tmp_path / dialect)
        assert torch.equal(other(inputs), model(inputs))


def test_weights_normed_by_hooks_of_old_are_read(tmp_path: Path) -> None:
    with pytest.warns(FutureWarning, match="deprecated in favor of"):
        old = nn.Sequential(nn.utils.weight_norm(nn.Conv1d(4, 6, 3), dim=2))
    save(old, tmp_path)
    assert "0.weight_g" in open_checkpoint(tmp_path).catalog
    new = nn.Sequential(nn.utils.parametrizations.weight_norm(nn.Conv1d(4, 6, 3), dim=2))
    load_into(new, tmp_path)
    inputs = torch.randn(1, 4, 9)
    torch.testing.assert_close(new(inputs), old(inputs))


def test_layers_without_a_counterpart_are_not_filled_from_another_dialect(tmp_path: Path) -> None:
    memory = nn.LSTM(4, 6)
    save(nn.ParameterDict(dict(memory.state_dict())), tmp_path, dialect="tensorflow")
    with pytest.raises(ConversionError, match="how a LSTM of torch is laid out in the tensorflow dialect is unknown"):
        load_into(memory, tmp_path)


def test_every_kind_is_written_in_the_layout_of_its_dialect(tmp_path: Path) -> None:
    save(random(1), tmp_path, dialect="tensorflow")
    shapes = {name: spec.shape for name, spec in open_checkpoint(tmp_path).catalog.items()}
    assert shapes["dense/kernel:0"] == (6, 4)
    assert shapes["waves/kernel:0"] == (3, 4, 6)
    assert shapes["images/kernel:0"] == (3, 2, 4, 6)
    assert shapes["volumes/kernel:0"] == (3, 2, 1, 4, 6)
    assert shapes["batch/moving_variance:0"] == (6,)
    assert shapes["blocks_._1/kernel:0"] == (4, 4)
    assert "decoder/kernel:0" not in shapes


def test_strict_by_default(tmp_path: Path) -> None:
    save(nn.Linear(3, 2), tmp_path)
    load_into(nn.Linear(3, 2), tmp_path)
    model = nn.Sequential(nn.Linear(3, 2))
    with pytest.raises(CheckpointMismatchError, match=r"0\.weight: missing"):
        load_into(model, tmp_path)
    bare = nn.Linear(3, 2, bias=False)
    with pytest.raises(CheckpointMismatchError, match="bias: in the checkpoint, but not in the model"):
        load_into(bare, tmp_path)
    assert load_into(bare, tmp_path, strict=False).unexpected == ("bias",)


def test_counters_of_batches_may_be_absent(tmp_path: Path) -> None:
    norm = nn.BatchNorm1d(3, momentum=None)
    save(nn.BatchNorm1d(3, track_running_stats=True), tmp_path)
    norm.num_batches_tracked += 7
    load_into(norm, tmp_path)
    assert norm.num_batches_tracked == 0
    without = nn.ParameterDict({"weight": torch.full((3,), 2.0), "bias": torch.zeros(3)})
    without["running_mean"], without["running_var"] = torch.zeros(3), torch.ones(3)
    save(without, tmp_path)
    norm.num_batches_tracked += 7
    load_into(norm, tmp_path)
    assert norm.num_batches_tracked == 7
    assert (norm.weight == 2).all()


def test_running_statistics_may_not_be_absent(tmp_path: Path) -> None:
    save(nn.BatchNorm1d(3, track_running_stats=False), tmp_path)
    with pytest.raises(CheckpointMismatchError, match="running_mean: missing"):
        load_into(nn.BatchNorm1d(3), tmp_path)


def test_a_meta_module_becomes_real(tmp_path: Path) -> None:
    model = random(1)
    save(model, tmp_path)
    with torch.device("meta"):
        other = Everything()
    other.dense.weight.requires_grad_(False)
    load_into(other, tmp_path)
    assert equal(model, other)
    assert not other.dense.weight.requires_grad
    assert other.dense.bias.requires_grad
    assert other.decoder.weight is other.words.weight
    assert isinstance(other.scale, nn.Parameter)


class TheirBert(nn.Module):
    """A BERT of another library: the same parameter names, a config of its own kind."""

    base_model_prefix = "bert"

    def __init__(self, model: nn.Module, fields: dict[str, Any]) -> None:
        super().__init__()
        for name, child in model.named_children():
            self.add_module(name, child)
        self.config = SimpleNamespace(model_type="bert", to_dict=lambda: fields)


@pytest.mark.parametrize("dialect", FRAMEWORKS)
def test_another_librarys_model_of_a_known_family_takes_every_dialect(dialect: Framework) -> None:
    case = Case("BertModel")
    ours = trivet.BertModel.from_pretrained(case.checkpoint("torch"))
    theirs = TheirBert(trivet.BertModel(ours.config), case.config)
    assert load_into(theirs, case.checkpoint(dialect)).dialect == dialect
    assert equal(ours, theirs)


def test_a_module_with_a_config_of_no_known_family_is_plain(tmp_path: Path) -> None:
    module = nn.Linear(2, 2)
    module.config = SimpleNamespace(model_type="nobody_knows", to_dict=dict)  # type: ignore[assignment]
    save(module, tmp_path)
    assert load_into(module, tmp_path).loaded == ("weight", "bias")


def test_knows_modules_only(build: Callable[..., Any]) -> None:
    assert BACKEND.is_native(nn.Linear(1, 1))
    assert BACKEND.is_native(build("BertModel"))
    assert not BACKEND.is_native(torch.zeros(1))
    assert not BACKEND.is_native({"weight": torch.zeros(1)})
