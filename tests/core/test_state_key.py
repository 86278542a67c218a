"""A state dict under a key that the caller names: found, or refused with the keys that could be meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tiny_bert
from torch_files import rebuilt, storage, zip_file
from typer.testing import CliRunner

import trivet
from trivet.cli import app
from trivet.errors import UnsupportedFileError
from trivet.formats.registry import open_file
from trivet.planning.opening import open_checkpoint
from trivet.sources.options import SourceOptions


def written(folder: Path, wrap: Any, *, deflated: bool = False) -> Path:
    """A `.bin` of a tiny BERT, its state dict wrapped."""
    tiny_bert.write_config(folder)
    state, data = {}, {}
    for number, (name, array) in enumerate(tiny_bert.weights().items()):
        strides = tuple(stride // 4 for stride in array.strides)
        state[name] = rebuilt(storage(str(number), array.size), array.shape, strides)
        data[str(number)] = array.astype("<f4").tobytes()
    zip_file(folder / "pytorch_model.bin", wrap(state), data, deflated=deflated)
    return folder


def one(value: float) -> dict[str, object]:
    return {"w": rebuilt(storage("0"), (4,), (1,))}


@pytest.mark.parametrize("deflated", [False, True])
@pytest.mark.parametrize(
    ("key", "wrap"),
    [
        ("model_state", lambda state: {"model_state": state, "epoch": 3}),
        ("trainer.ema", lambda state: {"trainer": {"ema": state, "step": 1}, "model": one(0)}),
        ("trainer.ema", lambda state: {"trainer.ema": state, "trainer": {"other": one(0)}}),
        ("run", lambda state: {"run": {"state_dict": state}}),
    ],
)
def test_every_operation_reads_what_lies_under_the_key(key: str, wrap: Any, deflated: bool, tmp_path: Path) -> None:
    folder = written(tmp_path / "from", wrap, deflated=deflated)
    plain = tiny_bert.write_checkpoint(tmp_path / "plain")
    assert trivet.diff(folder, plain, state_key=key).is_identical
    assert trivet.diff(plain, folder, second_state_key=key).is_identical
    assert trivet.verify(folder, values=True, state_key=key).is_sound
    assert len(trivet.inspect(folder, state_key=key).tensors) == len(tiny_bert.weights())
    report = trivet.convert(folder, tmp_path / "to", to="flax", state_key=key)
    assert trivet.diff(tmp_path / "to", plain).is_identical
    assert report.tensors == len(tiny_bert.weights())


def test_commands_take_the_key(tmp_path: Path) -> None:
    folder = str(written(tmp_path / "from", lambda state: {"model_state": state}))
    plain = str(tiny_bert.write_checkpoint(tmp_path / "plain"))
    for arguments in (
        ["inspect", folder],
        ["verify", folder, "--values"],
        ["diff", folder, plain],
        ["convert", folder, str(tmp_path / "to"), "--to", "torch"],
    ):
        refused = CliRunner().invoke(app, arguments)
        assert refused.exit_code == 2
        assert "--state-key model_state" in refused.output
        done = CliRunner().invoke(app, [*arguments, "--state-key", "model_state"])
        assert done.exit_code == 0, done.output


def test_refusal_names_the_keys_that_could_be_meant(tmp_path: Path) -> None:
    data = {"0": np.zeros(4, "<f4").tobytes()}
    path = zip_file(tmp_path / "x.bin", {"net": {"student": one(0)}, "ema": one(1), "args": {"lr": 1}}, data)
    with pytest.raises(UnsupportedFileError, match=r"only further down, under ema, net\.student; .*state_key='ema'"):
        open_file(path)
    with pytest.raises(UnsupportedFileError, match=r"no state dict under 'net\.teacher'; .*under ema, net\.student"):
        open_file(path, state_key="net.teacher")
    with pytest.raises(UnsupportedFileError, match="no state dict under 'args'"):
        open_file(path, state_key="args")
    assert list(open_file(path, state_key="net.student")) == ["w"]
    path = zip_file(tmp_path / "two.bin", {"model": one(0), "state_dict": one(1)}, data)
    with pytest.raises(UnsupportedFileError, match="several state dicts, under state_dict, model; say which"):
        open_file(path)
    assert open_file(path, state_key="model").metadata["wrapper"] == "model"


def test_dicts_that_hold_themselves_are_looked_through_once(tmp_path: Path) -> None:
    data = {"0": np.zeros(4, "<f4").tobytes()}
    path = zip_file(tmp_path / "x.bin", b"\x80\x02}q\x00(X\x01\x00\x00\x00ah\x00u.", data)
    with pytest.raises(UnsupportedFileError, match=r"no state dict under 'a\.a\.a'; no dict in it holds tensors"):
        open_file(path, state_key="a.a.a")


def test_containers_without_keys_refuse_one(tmp_path: Path) -> None:
    folder = tiny_bert.write_checkpoint(tmp_path)
    with pytest.raises(UnsupportedFileError, match="safetensors file, which has no keys above its tensors"):
        open_checkpoint(folder, options=SourceOptions(state_key="model"))
