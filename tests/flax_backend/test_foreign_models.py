"""Models that trivet did not build: any nnx module, and params of a linen module."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import checkpoints
import flax.linen as nn
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from checkpoints import write_packed
from flax import nnx

import trivet
from trivet import FlaxBertModel
from trivet.backends.registry import backend
from trivet.errors import CheckpointMismatchError, ConversionError
from trivet.layout import Kind
from trivet.testing import tiny_config
from trivet_flax.layers.embeddings import IndexEmbedding
from trivet_flax.layers.norms import RMSNorm
from trivet_flax.layers.setup import Setup
from trivet_flax.model.params import flatten


class Mixed(nnx.Module):
    """A layer of every kind, in lists and dicts, with dropout, cache and a tie."""

    def __init__(self, rngs: nnx.Rngs) -> None:
        self.embed = nnx.Embed(7, 4, rngs=rngs)
        self.positions = IndexEmbedding(3, 4, Setup(rngs))
        self.blocks = nnx.List([nnx.Linear(4, 6, rngs=rngs), nnx.Linear(6, 4, use_bias=False, rngs=rngs)])
        self.norms = nnx.Dict(first=nnx.LayerNorm(4, rngs=rngs), second=nnx.RMSNorm(4, rngs=rngs))
        self.own_norm = RMSNorm(4, 1e-6, Setup(rngs))
        self.conv1 = nnx.Conv(4, 3, kernel_size=(2,), rngs=rngs)
        self.conv2 = nnx.Conv(4, 3, kernel_size=(2, 5), rngs=rngs)
        self.conv3 = nnx.Conv(4, 3, kernel_size=(2, 2, 2), rngs=rngs)
        self.batch_norm = nnx.BatchNorm(3, rngs=rngs)
        self.dropout = nnx.Dropout(0.5, rngs=rngs)
        self.gate = nnx.Param(jnp.arange(3.0))
        self.cache = nnx.Cache(jnp.zeros(3))
        self.head = self.blocks[1]


TORCH_SHAPES = {
    "embed.weight": (7, 4),
    "positions.weight": (3, 4),
    "blocks.0.weight": (6, 4),
    "blocks.0.bias": (6,),
    "blocks.1.weight": (4, 6),
    "norms.first.weight": (4,),
    "norms.first.bias": (4,),
    "norms.second.weight": (4,),
    "own_norm.weight": (4,),
    "conv1.weight": (3, 4, 2),
    "conv1.bias": (3,),
    "conv2.weight": (3, 4, 2, 5),
    "conv2.bias": (3,),
    "conv3.weight": (3, 4, 2, 2, 2),
    "conv3.bias": (3,),
    "batch_norm.weight": (3,),
    "batch_norm.bias": (3,),
    "batch_norm.running_mean": (3,),
    "batch_norm.running_var": (3,),
    "gate": (3,),
}


@pytest.fixture
def torch_file(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    tensors = {name: rng.normal(size=shape).astype(np.float32) for name, shape in TORCH_SHAPES.items()}
    return write_packed(tmp_path / "source" / "model.safetensors", tensors, {"format": "pt"})


def test_the_type_of_a_layer_says_what_its_parameters_are() -> None:
    targets = {target.name: target.param for target in backend("flax").skeleton(Mixed(nnx.Rngs(0))).targets}
    kinds = {name: param.kind for name, param in targets.items()}
    assert kinds["embed.embedding"] is Kind.EMBEDDING
    assert kinds["positions.embedding"] is Kind.INDEX_EMBEDDING
    assert kinds["blocks.0.kernel"] is kinds["blocks.0.bias"] is Kind.LINEAR
    assert kinds["norms.first.scale"] is Kind.LAYER_NORM
    assert kinds["gate"] is Kind.RAW
    assert kinds["norms.second.scale"] is Kind.RMS_SCALE
    assert kinds["own_norm.weight"] is Kind.RMS_NORM
    assert [kinds[f"conv{axes}.kernel"] for axes in (1, 2, 3)] == [Kind.CONV1D, Kind.CONV2D, Kind.CONV3D]
    assert kinds["batch_norm.mean"] is Kind.BATCH_NORM
    assert targets["head.kernel"].tied == targets["blocks.1.kernel"].name == "blocks.1.weight"
    assert not [name for name in targets if name.startswith(("dropout", "cache"))]


def test_a_foreign_module_loads_a_pytorch_file(torch_file: Path) -> None:
    module = Mixed(nnx.Rngs(0))
    report = trivet.load_into(module, torch_file)
    stored = {name: np.frombuffer(found.data, np.float32).reshape(found.shape) for name, found in read(torch_file)}
    np.testing.assert_array_equal(module.blocks[0].kernel[...], stored["blocks.0.weight"].T)
    np.testing.assert_array_equal(module.conv2.kernel[...], stored["conv2.weight"].transpose(2, 3, 1, 0))
    np.testing.assert_array_equal(module.batch_norm.mean[...], stored["batch_norm.running_mean"])
    np.testing.assert_array_equal(module.gate[...], stored["gate"])
    assert module.head is module.blocks[1]
    assert report.tied == {"head.kernel": "blocks.1.kernel"}
    assert len(report.loaded) == len(TORCH_SHAPES)


def read(path: Path) -> Any:
    return checkpoints.read_file(path).items()


@pytest.mark.parametrize("dialect", ["torch", "tensorflow", "flax"])
def test_a_foreign_module_is_saved_in_every_dialect_and_comes_back(
    torch_file: Path, dialect: str, tmp_path: Path
) -> None:
    module, again = Mixed(nnx.Rngs(0)), Mixed(nnx.Rngs(1))
    trivet.load_into(module, torch_file)
    files = trivet.save(module, tmp_path / dialect, dialect=dialect)
    if dialect == "torch":
        assert checkpoints.values(checkpoints.read_file(files[0])) == checkpoints.values(dict(read(torch_file)))
    trivet.load_into(again, tmp_path / dialect)
    for one, other in zip(
        jax.tree.leaves(nnx.state(module, nnx.Param, nnx.BatchStat)), _parameters(again), strict=True
    ):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(
    "make",
    [
        lambda rngs: nnx.MultiHeadAttention(2, 4, decode=False, rngs=rngs),
        lambda rngs: nnx.ConvTranspose(3, 4, kernel_size=(2, 2), rngs=rngs),
        lambda rngs: nnx.LinearGeneral(3, (2, 4), rngs=rngs),
    ],
    ids=["MultiHeadAttention", "ConvTranspose", "LinearGeneral"],
)
def test_layers_without_a_counterpart_stay_in_the_flax_dialect(make: Any, tmp_path: Path) -> None:
    module = nnx.List([make(nnx.Rngs(0))])
    with pytest.raises(ConversionError, match=r"of flax is laid out in the torch dialect is unknown"):
        trivet.save(module, tmp_path / "torch", dialect="torch")
    trivet.save(module, tmp_path / "flax")
    trivet.load_into(module, tmp_path / "flax")


def _parameters(module: nnx.Module) -> list[Any]:
    return jax.tree.leaves(nnx.state(module, nnx.Param, nnx.BatchStat))


def test_refuses_a_file_that_does_not_fit_and_leaves_the_module_alone(torch_file: Path) -> None:
    class Larger(nnx.Module):
        def __init__(self, rngs: nnx.Rngs) -> None:
            self.embed = nnx.Embed(7, 4, rngs=rngs)
            self.conv1 = nnx.Conv(4, 3, kernel_size=(3,), rngs=rngs)

    module = Larger(nnx.Rngs(0))
    before = [np.asarray(leaf) for leaf in _parameters(module)]
    with pytest.raises(
        CheckpointMismatchError, match=r"conv1.kernel: stored shape \[3, 4, 2\], the model has \[3, 4, 3\]"
    ):
        trivet.load_into(module, torch_file)
    for one, other in zip(before, _parameters(module), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_parameter_that_a_subclass_adds_to_a_layer_is_kept_as_it_is(tmp_path: Path) -> None:
    class Scaled(nnx.Linear):
        def __init__(self, rngs: nnx.Rngs) -> None:
            super().__init__(2, 3, rngs=rngs)
            self.temperature = nnx.Param(jnp.ones((2, 1)))

    class Model(nnx.Module):
        def __init__(self, rngs: nnx.Rngs) -> None:
            self.layer = Scaled(rngs)

    (file,) = trivet.save(Model(nnx.Rngs(0)), tmp_path, dialect="torch")
    shapes = {name: tensor.shape for name, tensor in checkpoints.read_file(file).items()}
    assert shapes == {"layer.weight": (3, 2), "layer.bias": (3,), "layer.temperature": (2, 1)}


def test_a_module_that_refers_back_to_its_parent_is_walked_once() -> None:
    class Child(nnx.Module):
        def __init__(self, parent: nnx.Module) -> None:
            self.weight, self.parent = nnx.Param(jnp.ones(2)), parent

    class Parent(nnx.Module):
        def __init__(self) -> None:
            self.child = Child(self)

    assert [target.name for target in backend("flax").skeleton(Parent()).targets] == ["child.weight"]


class LinenModel(nn.Module):
    """Two dense layers."""

    @nn.compact
    def __call__(self, inputs: jax.Array) -> jax.Array:
        found: jax.Array = nn.Dense(2, name="second")(nn.Dense(5, name="first")(inputs))
        return found


def test_params_of_a_linen_module_are_saved_and_loaded(tmp_path: Path) -> None:
    model, inputs = LinenModel(), jnp.ones((1, 3))
    params = model.init(jax.random.key(0), inputs)["params"]
    (file,) = trivet.save(params, tmp_path)
    assert checkpoints.read_header(file)["__metadata__"] == {"format": "flax"}
    other = model.init(jax.random.key(1), inputs)["params"]
    report = trivet.load_into(other, tmp_path)
    assert sorted(report.loaded) == ["first.bias", "first.kernel", "second.bias", "second.kernel"]
    np.testing.assert_array_equal(model.apply({"params": other}, inputs), model.apply({"params": params}, inputs))


def test_leaves_of_a_params_tree_that_stand_for_one_parameter_of_pytorch_are_read_from_its_files(
    tmp_path: Path,
) -> None:
    stored = {
        "words.weight": (4, 3),
        "norm.weight": (3,),
        "norm.bias": (3,),
        "scales.weight": (2,),
        "scales.scale": (2,),
    }
    arrays = {name: np.full(shape, index, np.float32) for index, (name, shape) in enumerate(stored.items(), 1)}
    path = write_packed(tmp_path / "model.safetensors", arrays, {"format": "pt"})
    zeros = jnp.zeros
    params = {"words": {"embedding": zeros((4, 3))}, "norm": {"scale": zeros(3), "bias": zeros(3)}}
    params["scales"] = {"weight": zeros(2), "scale": zeros(2)}  # which cannot both be called weight there
    trivet.load_into(params, path)
    expected = {"words.embedding": 1, "norm.scale": 2, "norm.bias": 3, "scales.weight": 4, "scales.scale": 5}
    assert {name: leaf.max() for name, leaf in flatten(params)} == expected


def test_refuses_leaves_of_a_params_tree_whose_layout_is_not_known(tmp_path: Path) -> None:
    arrays = {"first.weight": np.ones((5, 3), np.float32), "first.bias": np.ones(5, np.float32)}
    path = write_packed(tmp_path / "model.safetensors", arrays, {"format": "pt"})
    params = {"first": {"kernel": jnp.zeros((3, 5)), "bias": jnp.zeros(5)}}
    meant = (
        r"first.kernel: first.weight is probably its tensor, but its layout is unknown: it may be of linear, .*conv1d"
    )
    for strict in (True, None):
        with pytest.raises(CheckpointMismatchError, match=meant) as refused:
            trivet.load_into(params, path, strict=strict)
        assert "Load into the module itself" in str(refused.value)
        assert "trivet convert --to flax" in str(refused.value)
        assert "first.kernel: missing" not in str(refused.value)
    assert not params["first"]["bias"].any()
    with pytest.raises(ConversionError, match="first.kernel: how a kernel in a params tree of flax is laid out"):
        trivet.save(params, tmp_path / "torch", dialect="torch")
    report = trivet.load_into(params, path, strict=False)
    assert (report.missing, report.unexpected) == (("first.kernel",), ("first.weight",))


@pytest.mark.parametrize("head", ["FlaxBertModel", "FlaxBertForSequenceClassification", "FlaxGPT2LMHeadModel"])
def test_leaves_of_a_params_tree_are_what_the_family_of_the_checkpoint_says(head: str, tmp_path: Path) -> None:
    made = getattr(trivet, head)
    model = made(tiny_config(made.family.model_type))
    model.save_pretrained(tmp_path, dialect="torch")
    params = model.params_shape_tree
    params["own"] = {"scale": jnp.zeros(3)}  # a leaf that the family does not have
    report = trivet.load_into(params, tmp_path, strict=False)
    assert report.missing == ("own.scale",)
    assert not report.unexpected
    del params["own"]
    wanted = dict(flatten(model.params))
    for name, leaf in flatten(params):
        np.testing.assert_array_equal(leaf, wanted[name])


def test_shapes_alone_are_filled_too(tmp_path: Path) -> None:
    model = FlaxBertModel(tiny_config("bert"))
    model.save_pretrained(tmp_path)
    (tmp_path / "config.json").unlink()
    params = model.params_shape_tree
    trivet.load_into(params, tmp_path)
    for name, array in flatten(params):
        assert isinstance(array, jax.Array), name
    with pytest.raises(ValueError, match="has no value"):
        trivet.save(model.params_shape_tree, tmp_path / "other")


def test_refuses_to_fill_what_cannot_be_changed_or_is_no_model(tmp_path: Path) -> None:
    from types import MappingProxyType

    trivet.save({"weight": jnp.ones(2)}, tmp_path)
    with pytest.raises(TypeError, match="mappingproxy, which is immutable"):
        trivet.load_into(MappingProxyType({"weight": jnp.zeros(2)}), tmp_path)
    for value in ({}, {"weight": 3}, {"inner": {}}, [jnp.ones(2)], {"weight": np.ones(2)}):
        with pytest.raises(TypeError, match="is not a model of an installed backend"):
            trivet.load_into(value, tmp_path)
