"""Carrying out a plan: right values in every dialect, the model touched once and last, one tensor in flight."""

import logging
import threading
import weakref
from pathlib import Path

import ml_dtypes
import numpy as np
import pytest
import tiny_bert
from catalogs import skeleton
from checkpoints import ALIGNMENT, write_packed
from stub_backend import StubBackend, StubModel

from trivet.dtypes import DType
from trivet.errors import CheckpointMismatchError, CorruptFileError
from trivet.layout import DIALECTS, IDENTITY, Layout
from trivet.layout.host import HostTensor
from trivet.operations.convert import convert
from trivet.planning.load_plan import LoadPlan
from trivet.planning.opening import open_checkpoint
from trivet.planning.plan import plan_load
from trivet.planning.policy import DTypePolicy
from trivet.transfer.load import execute, place_all
from trivet.transfer.pretrained import fill


def plan_of(folder: Path, head: str, target: str = "torch", **options: object) -> LoadPlan:
    checkpoint = open_checkpoint(folder)
    model = skeleton(head, target)
    return plan_load(checkpoint.catalog, model, source=str(folder), dialect=checkpoint.dialect, **options)


@pytest.mark.parametrize("target", DIALECTS)
@pytest.mark.parametrize("source", DIALECTS)
def test_values_arrive_in_the_models_layout(source: str, target: str, tmp_path: Path) -> None:
    weights = tiny_bert.weights("BertForMaskedLM")
    tiny_bert.write_checkpoint(tmp_path / "torch", "BertForMaskedLM", weights)
    convert(tmp_path / "torch", tmp_path / source, to=source, overwrite=True)
    plan = plan_of(tmp_path / source, "BertForMaskedLM", target)
    placed = place_all(plan, StubBackend())
    assert len(placed) == len(weights)
    for step in plan.steps:
        expected = DIALECTS[target].layout(step.param).view(weights[step.param.name])
        assert np.array_equal(placed[step.target], expected)
        assert placed[step.target].dtype == np.float32


def test_casts_as_the_plan_says(tmp_path: Path) -> None:
    weights = tiny_bert.weights()
    tiny_bert.write_checkpoint(tmp_path, tensors=weights)
    plan = plan_of(tmp_path, "BertModel", "flax", policy=DTypePolicy(DType.BF16, ("LayerNorm",)))
    for step, array in zip(plan.steps, place_all(plan, StubBackend()).values(), strict=True):
        kept = "LayerNorm" in step.target
        assert array.dtype == (np.float32 if kept else ml_dtypes.bfloat16)
        expected = DIALECTS["flax"].layout(step.param).view(weights[step.param.name])
        assert np.array_equal(array, expected.astype(array.dtype))


def test_tensors_that_need_nothing_are_views_and_the_others_aligned_copies(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    convert(tmp_path, tmp_path, to="flax", overwrite=True)
    backend = StubBackend()
    place_all(plan_of(tmp_path, "BertModel", "flax"), backend)
    assert all(tensor.is_ready for tensor in backend.placed)
    assert all(np.shares_memory(tensor.materialise(), tensor.array) for tensor in backend.placed)
    backend = StubBackend()
    place_all(plan_of(tmp_path, "BertModel", "torch"), backend)
    turned = [tensor for tensor in backend.placed if tensor.layout.moves_bytes]
    assert len(turned) == 13
    for tensor in turned:
        assert not tensor.is_ready
        made = tensor.materialise()
        assert made.ctypes.data % ALIGNMENT == 0
        assert not np.shares_memory(made, tensor.array)


def test_tensors_are_brought_into_their_layout_by_others_meanwhile_if_the_backend_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    plan = plan_of(tmp_path, "BertModel", "flax")
    moving = [step.target for step in plan.steps if step.layout.moves_bytes]
    makers: dict[str, str] = {}
    materialise = HostTensor.materialise

    def watched(tensor: HostTensor) -> np.ndarray:
        if tensor.ahead is None and not tensor.is_ready:
            makers[tensor.name] = threading.current_thread().name
        return materialise(tensor)

    monkeypatch.setattr(HostTensor, "materialise", watched)
    place_all(plan, StubBackend())
    assert sorted(makers) == sorted(moving)
    assert threading.current_thread().name not in makers.values()
    makers.clear()

    class Elsewhere(StubBackend):
        """Takes the stored bytes of all but the last tensor, as a device does that turns them itself."""

        def place(self, tensor: HostTensor, placement: object) -> np.ndarray:
            return tensor.materialise() if tensor.name == moving[-1] else tensor.array

    assert np.array_equal(place_all(plan, Elsewhere())[moving[-1]], place_all(plan, StubBackend())[moving[-1]])
    place_all(plan, Elsewhere())
    assert moving[-1] in makers


@pytest.mark.parametrize(
    ("array", "layout", "dtype", "ready"),
    [
        (np.zeros((2, 3), np.float32), IDENTITY, DType.F32, True),
        (np.zeros((), np.float32), IDENTITY, DType.F32, True),
        (np.zeros((2, 3), np.float32), Layout(None, 1), DType.F32, True),
        (np.zeros((2, 3), np.float32), Layout((1, 0)), DType.F32, False),
        (np.zeros((2, 3), np.float32), IDENTITY, DType.F16, False),
        (np.zeros((2, 3), np.float32).T, IDENTITY, DType.F32, False),
    ],
)
def test_knows_what_may_be_aliased(array: np.ndarray, layout: Layout, dtype: DType, ready: bool) -> None:
    tensor = HostTensor("a", array, layout, dtype)
    assert tensor.is_ready is ready
    made = tensor.materialise()
    assert isinstance(made, np.ndarray)
    assert made.flags.c_contiguous
    assert np.shares_memory(made, array) is ready
    assert (made.shape, made.dtype) == (layout.shape(array.shape), dtype.numpy)


def test_progress_adds_up_to_the_total(tmp_path: Path) -> None:
    plan = plan_of(tiny_bert.write_checkpoint(tmp_path), "BertModel")
    seen: list[tuple[int, int]] = []
    place_all(plan, StubBackend(), progress=lambda nbytes, total: seen.append((nbytes, total)))
    assert sum(nbytes for nbytes, _ in seen) == plan.nbytes
    assert {total for _, total in seen} == {plan.nbytes}


def model_of(head: str) -> StubModel:
    params = {target.name: target.param for target in skeleton(head).targets}
    tensors = {name: np.full(param.shape, -1, np.float32) for name, param in params.items()}
    return StubModel(params, tensors, config=tiny_bert.config(), class_name=head, is_base=head == "BertModel")


@pytest.mark.parametrize("fault", ["a tensor cannot be placed", "the file shrank"])
def test_failure_leaves_the_model_as_it_was(fault: str, tmp_path: Path) -> None:
    plan = plan_of(tiny_bert.write_checkpoint(tmp_path), "BertModel")
    backend = StubBackend(fail_at=plan.steps[-1].target if fault.startswith("a tensor") else None)
    if fault == "the file shrank":
        file = tmp_path / "model.safetensors"
        file.write_bytes(file.read_bytes()[:-1])
    model = model_of("BertModel")
    with pytest.raises(RuntimeError if fault.startswith("a tensor") else CorruptFileError):
        execute(plan, model, backend)
    assert all((array == -1).all() for array in model.tensors.values())


def test_fills_a_model_and_reports(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    write_packed(tmp_path / "model.safetensors.index.json", {})  # ignored: the single file is taken
    model, backend = model_of("BertModel"), StubBackend()
    report = fill(model, backend.skeleton(model), open_checkpoint(tmp_path), backend)
    assert not any((array == -1).any() for array in model.tensors.values())
    assert set(report.loaded) == set(model.tensors)
    assert report.ignored == ("model.safetensors.index.json",)
    assert not caplog.records


def test_warns_of_parameters_that_are_new(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    model, backend = model_of("BertForSequenceClassification"), StubBackend()
    with caplog.at_level(logging.WARNING, "trivet"):
        report = fill(model, backend.skeleton(model), open_checkpoint(tmp_path), backend)
    assert report.missing == ("classifier.weight", "classifier.bias")
    assert [record.getMessage() for record in caplog.records] == [
        f"{tmp_path}: 2 parameter(s) are not in the checkpoint and were newly initialised: classifier.weight, "
        "classifier.bias. Train the model before you use it."
    ]


def test_refuses_before_anything_is_placed(tmp_path: Path) -> None:
    weights = tiny_bert.weights()
    weights["bert.pooler.dense.bias"] = np.zeros(3, np.float32)
    model, backend = model_of("BertModel"), StubBackend()
    checkpoint = open_checkpoint(tiny_bert.write_checkpoint(tmp_path, tensors=weights))
    with pytest.raises(CheckpointMismatchError):
        fill(model, backend.skeleton(model), checkpoint, backend)
    assert backend.placed == []


def test_copies_are_let_go_of_one_by_one(tmp_path: Path) -> None:
    """A backend that moves tensors to a device must not find all host copies alive at the end."""
    alive: list[weakref.ref[np.ndarray]] = []
    most = 0

    class Device(StubBackend):
        def place(self, tensor: HostTensor, placement: object) -> str:
            nonlocal most
            alive.append(weakref.ref(tensor.materialise()))
            most = max(most, sum(ref() is not None for ref in alive))
            return "on the device"

    tiny_bert.write_checkpoint(tmp_path)
    place_all(plan_of(tmp_path, "BertModel", policy=DTypePolicy(DType.F16)), Device())
    assert len(alive) == 39
    assert most <= 1
