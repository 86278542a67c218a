"""Casts to a dtype of a smaller range: what became NaN or infinite is counted; what saturates elsewhere saturates here."""

from pathlib import Path

import numpy as np
import pytest
import tiny_bert
from catalogs import skeleton
from stub_backend import StubBackend, StubModel

from trivet.dtypes import DType
from trivet.operations.convert import convert
from trivet.planning.opening import open_checkpoint
from trivet.planning.plan import plan_load
from trivet.planning.policy import DTypePolicy
from trivet.tensors.overflow import can_overflow, count_overflow
from trivet.tensors.relayout import relayout
from trivet.transfer.load import execute

FLOATS = [each for each in DType if each.is_floating and not each.is_sub_byte and each is not DType.F8_E8M0]
PAIRS = [(source, target) for source in FLOATS for target in FLOATS]
WEIGHT = "bert.pooler.dense.weight"


def extremes(source: DType) -> np.ndarray:
    """Every number that a cast may treat in its own way, around the largest of each dtype."""
    largest = np.array([448.0, 464.0, 465.0, 57344.0, 61440.0, 65504.0, 65520.0, 3.39e38, 3.4e38, 1e300, np.inf])
    with np.errstate(over="ignore"):
        return np.concatenate([largest, -largest, [0.0, np.nan, 1.0]]).astype(source.numpy)


@pytest.mark.parametrize(("source", "target"), PAIRS, ids=lambda dtype: dtype.name)
def test_counts_what_the_cast_makes_infinite_or_nan(source: DType, target: DType) -> None:
    values = extremes(source)
    cast = relayout(values, target.numpy).astype(np.float64)
    expected = int((np.isfinite(values.astype(np.float64)) & ~np.isfinite(cast)).sum())
    assert count_overflow(values, source, target) == expected
    assert can_overflow(source, target) or not expected


@pytest.mark.parametrize("order", ["C", "F", "strided"])
def test_counts_in_any_order_and_over_block_borders(order: str) -> None:
    array = np.zeros((1100, 800), np.float32)
    array[::50, 3] = 1e6
    view = np.asarray(array, order=order) if order != "strided" else array[:, ::3]
    expected = int((np.abs(view) > 65504).sum())
    assert expected
    assert count_overflow(view, DType.F32, DType.F16) == expected


@pytest.mark.parametrize("shape", [(5,), (3, 5), (100, 90)])
def test_fp8_without_infinities_saturates(shape: tuple[int, ...]) -> None:
    values = np.full(shape, 1e5, np.float32)
    values.reshape(-1)[:4] = [-1e5, np.inf, -np.inf, np.nan]
    cast = relayout(values.T, DType.F8_E4M3.numpy).T.astype(np.float32).reshape(-1)
    np.testing.assert_array_equal(cast[:4], [-448, 448, -448, np.nan])
    assert (cast[4:] == 448).all()


def too_large(folder: Path) -> Path:
    weights = tiny_bert.weights()
    weights[WEIGHT][0, :3] = [1e6, -1e6, np.inf]
    return tiny_bert.write_checkpoint(folder, tensors=weights)


@pytest.mark.parametrize("target", ["torch", "flax"])
def test_conversion_reports_what_became_infinite(target: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    source = too_large(tmp_path / "from")
    assert convert(source, tmp_path / "to", to=target, dtype="fp16").overflowed == {WEIGHT: 2}
    assert "2 value(s) of 1 parameter(s) are too large for the dtype asked for" in caplog.text
    caplog.clear()
    assert convert(source, tmp_path / "wide", to=target, dtype="bf16").overflowed == {}
    assert caplog.text == ""


def test_loading_reports_what_became_infinite(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    checkpoint = open_checkpoint(too_large(tmp_path))
    plan = plan_load(
        checkpoint.catalog,
        skeleton("BertModel"),
        source="folder",
        dialect="torch",
        policy=DTypePolicy(DType.F16),
    )
    report = execute(plan, StubModel({}), StubBackend())
    assert report.overflowed == {"pooler.dense.weight": 2}
    assert report.to_json()["overflowed"] == {"pooler.dense.weight": 2}
    assert "pooler.dense.weight: 2 values" in report.table()
    assert "became NaN or infinite" in caplog.text
