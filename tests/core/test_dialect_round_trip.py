"""Canonical → dialect → canonical: identical bytes for every kind, shape and dtype, through the save and load plans."""

from pathlib import Path

import numpy as np
import pytest
from checkpoints import SAFETENSORS_NAMES, read_file
from hypothesis import given
from hypothesis import strategies as st
from stub_backend import StubBackend

from trivet.codecs.quantized import is_integer
from trivet.dtypes import parse_dtype
from trivet.errors import TrivetError, UnknownDialectError
from trivet.families.text.bert import Bert
from trivet.layout import DIALECTS, PLAIN_NAMING, Kind, ParamSpec, dialect_named
from trivet.layout.dialect import number_lists
from trivet.layout.kinds import LEAVES
from trivet.planning.opening import open_checkpoint
from trivet.planning.plan import plan_load
from trivet.planning.skeleton import Skeleton, Target
from trivet.transfer.items import Item
from trivet.transfer.load import place_all
from trivet.transfer.saving import plan_entries, write_checkpoint

AXES = {
    (Kind.LINEAR, "weight"): 2,
    (Kind.LINEAR_ROWS, "weight"): 2,
    (Kind.HELD_EMBEDDING, "weight"): 2,
    (Kind.EMBEDDING, "weight"): 2,
    (Kind.INDEX_EMBEDDING, "weight"): 2,
    (Kind.CONV1D, "weight"): 3,
    (Kind.CONV2D, "weight"): 4,
    (Kind.CONV3D, "weight"): 5,
    (Kind.CONV1D_GPT2, "weight"): 2,
    (Kind.CONV1D_TRANSPOSE, "weight"): 3,
    (Kind.CONV2D_TRANSPOSE, "weight"): 4,
    (Kind.CONV3D_TRANSPOSE, "weight"): 5,
    (Kind.DEPTHWISE_CONV1D, "weight"): 3,
    (Kind.DEPTHWISE_CONV2D, "weight"): 4,
    (Kind.SEPARABLE_CONV1D, "depthwise_weight"): 3,
    (Kind.SEPARABLE_CONV1D, "pointwise_weight"): 3,
    (Kind.SEPARABLE_CONV2D, "depthwise_weight"): 4,
    (Kind.SEPARABLE_CONV2D, "pointwise_weight"): 4,
    (Kind.CONV1D_WEIGHT_NORM, "weight_g"): 3,
    (Kind.CONV1D_WEIGHT_NORM, "weight_v"): 3,
}
DTYPES = sorted(SAFETENSORS_NAMES, key=str)
WEIGHTS = [dtype for dtype in DTYPES if not is_integer(parse_dtype(dtype))]  # integers for weights are quantized ones


@st.composite
def parameters(draw: st.DrawFn) -> list[tuple[ParamSpec, np.ndarray]]:
    """A few modules of any kinds, each with all its parameters (or a raw one of any shape), filled with random bits."""
    made = []
    for number, kind in enumerate(draw(st.lists(st.sampled_from(Kind), min_size=1, max_size=4))):
        module = draw(st.sampled_from(["", "encoder.", "encoder.layer.3.", "a.0.1."])) + f"m{number}"
        for leaf in LEAVES[kind] or {"whatever": None}:
            axes = draw(st.integers(0, 4)) if kind is Kind.RAW else AXES.get((kind, leaf), 1)
            shape = tuple(draw(st.lists(st.integers(0, 5), min_size=axes, max_size=axes)))
            dtype = draw(st.sampled_from(DTYPES if kind is Kind.RAW else WEIGHTS))
            raw = draw(st.randoms(use_true_random=False)).randbytes(int(np.prod(shape)) * dtype.itemsize)
            if dtype == np.dtype(bool):
                raw = bytes(byte & 1 for byte in raw)
            made.append((ParamSpec(f"{module}.{leaf}", shape, kind), np.frombuffer(raw, dtype).reshape(shape)))
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("round-trip")


def save(path: Path, params: list[tuple[ParamSpec, np.ndarray]], source: str, target: str) -> None:
    """Write arrays that lie in the source's layouts in the target's dialect."""
    skeleton = Skeleton(DIALECTS[source], ())
    items = [Item(param, parse_dtype(array.dtype), lambda array=array: array) for param, array in params]
    entries = plan_entries(items, skeleton, DIALECTS[target])
    write_checkpoint(entries, path, dialect=DIALECTS[target])


def load(path: Path, params: list[ParamSpec], source: str, target: str) -> dict[str, np.ndarray]:
    """Canonical name → array in the target's layout."""
    skeleton = Skeleton(DIALECTS[target], tuple(Target(param.name, param) for param in params))
    catalog = open_checkpoint(path).catalog
    plan = plan_load(catalog, skeleton, source=str(path), dialect=source, strict=True)
    return place_all(plan, StubBackend(target))


@pytest.mark.parametrize("dialect", DIALECTS)
@given(made=parameters())
def test_canonical_to_dialect_and_back_is_identical(
    folder: Path, dialect: str, made: list[tuple[ParamSpec, np.ndarray]]
) -> None:
    save(folder, made, "torch", dialect)
    back = load(folder, [param for param, _ in made], dialect, "torch")
    for param, array in made:
        assert back[param.name].dtype == array.dtype
        assert back[param.name].shape == array.shape
        assert back[param.name].tobytes() == array.tobytes()


@given(made=parameters(), route=st.permutations(["torch", "tensorflow", "flax"]))
def test_any_round_of_the_three_dialects_is_identical(
    folder: Path, made: list[tuple[ParamSpec, np.ndarray]], route: list[str]
) -> None:
    params = [param for param, _ in made]
    save(folder, made, "torch", route[0])
    first = read_file(folder / "model.safetensors")
    for source, target in zip(route, [*route[1:], route[0]], strict=True):
        found = load(folder, params, source, source)
        save(folder, [(param, found[param.name]) for param in params], source, target)
    last = read_file(folder / "model.safetensors")
    assert {name: tensor.value for name, tensor in last.items()} == {
        name: tensor.value for name, tensor in first.items()
    }


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda dialect: dialect.name)
@pytest.mark.parametrize("kind", Kind, ids=str)
@pytest.mark.parametrize("module", ["", "m", "encoder.layer.11.attention", "a.0.1"])
def test_decode_is_the_inverse_of_encode(dialect: object, kind: Kind, module: str) -> None:
    for leaf in LEAVES[kind] or {"whatever": None}:
        shape = tuple(range(2, 2 + AXES.get((kind, leaf), 1)))
        param = ParamSpec(f"{module}.{leaf}".lstrip("."), shape, kind)
        own_shape = dialect.layout(param).shape(shape)
        assert dialect.decode(dialect.encode(param, PLAIN_NAMING), own_shape, kind) == param


def test_decode_refuses_leaf_that_the_kind_has_not() -> None:
    with pytest.raises(KeyError, match="linear has no parameter 'gamma' in the tensorflow dialect"):
        DIALECTS["tensorflow"].decode("dense/gamma", (3,), Kind.LINEAR)


def test_paths_of_the_three_dialects() -> None:
    param = ParamSpec("bert.encoder.layer.0.attention.output.LayerNorm.weight", (4,), Kind.LAYER_NORM)
    naming = Bert()
    assert [dialect.encode(param, naming) for dialect in DIALECTS.values()] == [
        "bert.encoder.layer.0.attention.output.LayerNorm.weight",
        "bert/encoder/layer_._0/attention/output/LayerNorm/gamma",
        "bert.encoder.layer.0.attention.output.LayerNorm.scale",
    ]
    head = ParamSpec("cls.predictions.transform.dense.weight", (4, 4), Kind.LINEAR)
    assert DIALECTS["tensorflow"].encode(head, naming) == "mlm___cls/predictions/transform/dense/kernel"


@pytest.mark.parametrize(
    ("module", "path"),
    [
        ("encoder.layer.0.output", "encoder/layer_._0/output"),
        ("layer.0", "layer_._0"),
        ("layer.10.1.x", "layer_._10_._1/x"),
        ("0.weight", "0/weight"),
        ("plain", "plain"),
    ],
)
def test_items_of_lists_are_numbered_as_keras_models_do(module: str, path: str) -> None:
    assert number_lists(module) == path


@pytest.mark.parametrize(
    ("name", "dialect"),
    [("torch", "torch"), ("pt", "torch"), ("PyTorch", "torch"), ("tf", "tensorflow"), ("keras", "tensorflow")]
    + [("TensorFlow", "tensorflow"), ("jax", "flax"), ("flax", "flax")],
)
def test_dialects_are_found_by_their_usual_names(name: str, dialect: str) -> None:
    assert dialect_named(name).name == dialect


def test_refuses_unknown_framework() -> None:
    with pytest.raises(UnknownDialectError) as caught:
        dialect_named("tensorfow")
    assert isinstance(caught.value, TrivetError)
    assert str(caught.value) == (
        "unknown framework 'tensorfow' (did you mean 'tensorflow'?). Known: torch, tensorflow, flax."
    )
