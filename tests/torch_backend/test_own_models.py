"""Models of one's own: no registration, any layers, any way of initialising, nothing built that is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import pytest
import torch
from torch import nn

from trivet import PretrainedConfig, PreTrainedModel
from trivet.errors import ConversionError
from trivet_torch.build.without_values import build_without_values


class OwnConfig(PretrainedConfig):
    model_type: ClassVar[str] = "own"

    def __init__(self, width: int = 6, labels: int = 2, recurrent: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.width, self.labels, self.recurrent = width, labels, recurrent


class OwnBase(PreTrainedModel):
    """Layers of several kinds, tables computed in the constructor, and a parameter that only the constructor sets."""

    config_class = OwnConfig
    base_model_prefix = "base"
    built = 0

    def __init__(self, config: OwnConfig, *inputs: Any, **kwargs: Any) -> None:
        super().__init__(config, *inputs, **kwargs)
        OwnBase.built += 1
        width = config.width
        self.convolution = nn.Conv1d(width, width, 3, padding=1)
        self.norm = nn.BatchNorm1d(width)
        self.memory = nn.LSTM(width, width, batch_first=True) if config.recurrent else None
        self.offset = nn.Parameter(torch.empty(width))
        nn.init.constant_(self.offset, 3.0)
        self.gain = nn.Parameter(torch.full((width,), 2.0))
        self.rates = torch.linspace(0, 0.5, 3).tolist()
        self.register_buffer("positions", torch.arange(width), persistent=False)
        triangle = torch.empty(width, width).fill_(1.0).tril()
        self.register_buffer("triangle", triangle, persistent=False)
        self.post_init()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """[batch, width, length] → the same."""
        states = self.norm(self.convolution(x)).transpose(1, 2)
        if self.memory is not None:
            states, _ = self.memory(states)
        return (states @ self.triangle * self.gain + self.offset + self.positions).transpose(1, 2)


class OwnHead(PreTrainedModel):
    config_class = OwnConfig
    base_model_prefix = "base"

    def __init__(self, config: OwnConfig, extra: bool = False) -> None:
        super().__init__(config)
        self.base = OwnBase(config)
        self.classifier = nn.Linear(config.width, config.labels)
        self.extra = nn.Linear(config.width, 1) if extra else None
        self.post_init()

    def _init_weights(self, module: nn.Module) -> None:
        if isinstance(module, nn.Linear):
            module.weight.data.fill_(0.25)


X = torch.linspace(-1, 1, 24).reshape(1, 6, 4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    model = OwnBase(OwnConfig())
    with torch.no_grad():
        for tensor in model.state_dict().values():
            if tensor.is_floating_point():
                tensor.uniform_(0.5, 1.5)
    model.save_pretrained(tmp_path / "own")
    return tmp_path / "own"


def without(folder: Path, *names: str) -> Path:
    """A copy of the checkpoint that lacks some tensors."""
    from safetensors.torch import load_file, save_file

    tensors = load_file(folder / "model.safetensors")
    for name in names:
        del tensors[name]
    other = folder.parent / "partial"
    other.mkdir()
    save_file(tensors, other / "model.safetensors")
    (other / "config.json").write_text((folder / "config.json").read_text())
    return other


def test_loads_and_saves_with_no_registration(folder: Path, tmp_path: Path) -> None:
    model, report = OwnBase.from_pretrained(folder, output_loading_info=True)
    assert (report.missing, report.unexpected) == ((), ())
    assert type(model.config) is OwnConfig
    assert not model.training
    model.save_pretrained(tmp_path / "again")
    assert (tmp_path / "again" / "model.safetensors").read_bytes() == (folder / "model.safetensors").read_bytes()


def test_tables_that_the_constructor_computes_are_right(folder: Path) -> None:
    plain, model = OwnBase(OwnConfig()).eval(), OwnBase.from_pretrained(folder)
    assert model.rates == plain.rates == [0.0, 0.25, 0.5]
    assert torch.equal(model.positions, torch.arange(6))
    assert torch.equal(model.triangle, torch.ones(6, 6).tril())
    plain.load_state_dict(model.state_dict())
    torch.testing.assert_close(model(X), plain(X))


def test_nothing_is_built_twice_that_need_not_be(folder: Path) -> None:
    class Simple(OwnBase):
        def __init__(self, config: OwnConfig) -> None:
            super().__init__(config)
            del self.triangle

    before = OwnBase.built
    Simple.from_pretrained(without(folder, "convolution.weight", "gain"))
    assert OwnBase.built == before + 1


@pytest.mark.parametrize(
    ("name", "value"), [("offset", 3.0), ("gain", 2.0), ("norm.running_mean", 0.0), ("norm.weight", 1.0)]
)
def test_what_is_missing_has_the_constructors_value(folder: Path, name: str, value: float) -> None:
    model, report = OwnBase.from_pretrained(without(folder, name), output_loading_info=True)
    assert report.missing == (name,)
    found = model.state_dict()[name]
    assert torch.equal(found, torch.full_like(found, value))


def test_initialising_one_tensor_of_a_layer_leaves_its_others_alone(folder: Path) -> None:
    whole = OwnBase.from_pretrained(folder).state_dict()
    missing = {"norm.weight", "convolution.bias", "memory.weight_hh_l0"}
    model = OwnBase.from_pretrained(without(folder, *missing))
    found = model.state_dict()
    assert all(torch.equal(found[name], whole[name]) for name in whole.keys() - missing)
    assert found["convolution.bias"].abs().max() <= 1 / (6 * 3) ** 0.5  # PyTorch's own way with convolutions
    assert found["memory.weight_hh_l0"].abs().max() <= 1 / 6**0.5
    assert all(parameter.isfinite().all() and not parameter.is_meta for parameter in model.parameters())
    assert model(X).isfinite().all()


def test_missing_parameters_get_the_dtype_and_the_familys_initial_values(folder: Path) -> None:
    model, report = OwnHead.from_pretrained(
        folder, extra=True, labels=3, dtype=torch.bfloat16, output_loading_info=True
    )
    assert set(report.missing) == {"classifier.weight", "classifier.bias", "extra.weight", "extra.bias"}
    assert (model.classifier.weight == 0.25).all()
    assert model.classifier.weight.shape == (3, 6)
    assert model.classifier.bias.abs().max() <= 1 / 6**0.5  # not set by the family: PyTorch's own stays
    assert {parameter.dtype for parameter in model.parameters()} == {torch.bfloat16}


def test_base_and_head_checkpoints_fit_each_other(folder: Path, tmp_path: Path) -> None:
    head = OwnHead.from_pretrained(folder)
    assert torch.equal(head.base(X), OwnBase.from_pretrained(folder)(X))
    head.save_pretrained(tmp_path / "head")
    base, report = OwnBase.from_pretrained(tmp_path / "head", output_loading_info=True)
    assert set(report.unexpected) == {"classifier.weight", "classifier.bias"}
    assert torch.equal(base(X), head.base(X))


@pytest.mark.parametrize("dialect", ["torch", "tensorflow", "flax"])
def test_every_dialect_holds_ones_own_model_too(tmp_path: Path, dialect: str) -> None:
    model = OwnHead(OwnConfig(recurrent=False)).eval()
    model.save_pretrained(tmp_path / dialect, dialect=dialect)
    again, report = OwnHead.from_pretrained(tmp_path / dialect, output_loading_info=True)
    assert report.dialect == dialect
    assert torch.equal(again.classifier(again.base(X).mT), model.classifier(model.base(X).mT))


@pytest.mark.parametrize("dialect", ["tensorflow", "flax"])
def test_a_layer_that_another_dialect_has_no_layout_for_is_refused(folder: Path, tmp_path: Path, dialect: str) -> None:
    with pytest.raises(ConversionError, match=r"base\.memory\.weight_ih_l0: how a LSTM of torch is laid out"):
        OwnHead.from_pretrained(folder).save_pretrained(tmp_path / dialect, dialect=dialect)
    assert not (tmp_path / dialect).exists()


def test_building_without_values_allocates_no_parameter() -> None:
    def build() -> nn.Module:
        layer = nn.TransformerEncoderLayer(1024, 8)
        return nn.Sequential(nn.Embedding(1_000_000_000, 1024), nn.TransformerEncoder(layer, 2))

    with pytest.warns(UserWarning, match="enable_nested_tensor"):
        model = build_without_values(build)
    assert all(parameter.is_meta for parameter in model.parameters())
    assert torch.empty(1).device.type == "cpu"
    assert not nn.Linear(1, 1).weight.is_meta


def test_a_model_that_does_not_name_its_embeddings_says_so() -> None:
    model = OwnHead(OwnConfig())
    assert model.get_output_embeddings() is None
    assert model.base_model is model.base
    with pytest.raises(NotImplementedError, match="OwnBase does not say which its input embeddings are"):
        model.get_input_embeddings()
    with pytest.raises(NotImplementedError, match="OwnBase does not say which its input embeddings are"):
        model.set_input_embeddings(nn.Embedding(1, 1))
