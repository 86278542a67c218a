"""The ring of buffers to an accelerator: nothing is overwritten before it was fetched, whatever the sizes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import trivet
from trivet.dtypes import DType
from trivet.layout import Layout
from trivet.layout.host import HostTensor
from trivet_torch.load.pinned import PinnedRing, Ways
from trivet_torch.load.tensors import place

CPU = torch.device("cpu")


class Marks:
    """Marks of a device that comes to them only when one waits; notes who waited for which."""

    def __init__(self) -> None:
        self.recorded = 0
        self.waited_for: list[int] = []

    def __call__(self) -> Any:
        marks = self

        class Mark:
            def record(self) -> None:
                self.number = marks.recorded
                marks.recorded += 1

            def synchronize(self) -> None:
                marks.waited_for.append(self.number)

        return Mark()


def ring(marks: Marks, buffers: int = 2, nbytes: int = 64) -> PinnedRing:
    return PinnedRing(CPU, [torch.empty(nbytes, dtype=torch.uint8) for _ in range(buffers)], mark=marks)


def test_a_buffer_is_filled_again_only_when_it_was_fetched() -> None:
    marks = Marks()
    made = ring(marks)
    whole = torch.arange(75, dtype=torch.float32)  # 300 bytes: five pieces in two buffers of 64
    assert torch.equal(made.send(whole), whole)
    assert (marks.recorded, marks.waited_for) == (5, [0, 1, 2])
    made.send(whole[:1])
    assert marks.waited_for == [0, 1, 2, 3], "the next tensor goes on where the last one ended"


@pytest.mark.parametrize("shape", [(), (0,), (3,), (16,), (17,), (5, 13)], ids=str)
@pytest.mark.parametrize(
    "dtype", [torch.bfloat16, torch.float32, torch.int64, torch.bool, torch.float8_e4m3fn], ids=str
)
def test_what_arrives_is_what_was_sent(shape: tuple[int, ...], dtype: torch.dtype) -> None:
    sent = torch.arange(65)[: max(1, int(np.prod(shape)))].to(dtype)[: int(np.prod(shape))].reshape(shape)
    found = ring(Marks()).send(sent)
    assert found.dtype is dtype and found.shape == sent.shape
    assert not sent.numel() or found.data_ptr() != sent.data_ptr()
    assert torch.equal(found.reshape(-1).view(torch.uint8), sent.reshape(-1).view(torch.uint8))


def test_layout_and_dtype_are_changed_on_arrival() -> None:
    array = np.arange(60, dtype=np.float32).reshape(5, 12)
    host = HostTensor("kernel", array, Layout(axes=(1, 0)), DType.BF16)
    assert torch.equal(place(host, ring(Marks())), place(host, "cpu"))
    strided = HostTensor("kernel", array[:, ::2], Layout(), DType.F32)
    assert torch.equal(place(strided, ring(Marks())), place(strided, None))


@pytest.mark.parametrize("device_map", [None, "cpu"])
def test_a_model_is_loaded_by_a_ring_of_its_own(
    small: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, device_map: str | None
) -> None:
    model, marks = small("bert", "BertForMaskedLM"), Marks()
    model.save_pretrained(tmp_path)
    monkeypatch.setattr(Ways, "__missing__", lambda self, device: self.setdefault(device, ring(marks)))
    loaded = trivet.BertForMaskedLM.from_pretrained(tmp_path, device_map=device_map)
    assert marks.recorded > len(marks.waited_for) > 0
    state = loaded.state_dict()
    assert all(torch.equal(each, state[name]) for name, each in model.state_dict().items())


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_what_is_offloaded_comes_by_the_same_ring_each_time_it_is_used(
    small: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dtype: torch.dtype
) -> None:
    ids, marks = torch.tensor([[5, 6, 7]]), Marks()
    small("bert", "BertForMaskedLM").save_pretrained(tmp_path)
    expected = trivet.BertForMaskedLM.from_pretrained(tmp_path, dtype=dtype)(ids).logits
    monkeypatch.setattr(Ways, "__missing__", lambda self, device: self.setdefault(device, ring(marks)))
    model = trivet.BertForMaskedLM.from_pretrained(tmp_path, device_map="disk", dtype=dtype)
    assert not marks.recorded, "nothing is read to load it"
    sent = []
    for _ in range(2):
        assert torch.equal(model(ids).logits, expected)
        sent.append(marks.recorded)
    assert sent[1] == 2 * sent[0] > 0
    assert len(marks.waited_for) == marks.recorded - 2, "every buffer but the first two was waited for"


def test_threads_that_come_first_share_one_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[torch.device] = []

    def on(device: torch.device) -> PinnedRing:
        made.append(device)
        return ring(Marks())

    monkeypatch.setattr(PinnedRing, "on", on)
    ways, cuda = Ways(), torch.device("cuda", 0)
    with ThreadPoolExecutor(8) as pool:
        found = set(map(id, pool.map(lambda _: ways[cuda], range(64))))
    assert made == [cuda] and found == {id(ways[cuda])}


def test_other_devices_need_no_ring() -> None:
    ways = Ways()
    assert ways[CPU] is CPU
    assert ways[torch.device("meta")] == torch.device("meta")


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_an_accelerator_gets_what_the_file_holds() -> None:
    made = PinnedRing.on(torch.device("cuda"))
    whole = torch.randn(40_000_000)
    assert torch.equal(made.send(whole).cpu(), whole)
