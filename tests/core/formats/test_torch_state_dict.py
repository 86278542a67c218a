"""Finding the state dict in what `torch.save` was given: wrappers, what lies beside the tensors, old ways of pickling."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch_files as made
from torch_refusals import FORMAT

from trivet.dtypes import DType
from trivet.tensors import Catalog

SAMPLES = Path(__file__).parents[2] / "golden" / "data" / "formats" / "torch"
EXPECTED: dict[str, Any] = json.loads((SAMPLES / "expected.json").read_text())


def open_made(path: Path, value: object) -> Catalog:
    return FORMAT.open(made.zip_file(path, value, {"0": bytes(16)}))


def skipped(catalog: Catalog) -> dict[str, str]:
    values: dict[str, str] = json.loads(catalog.metadata["skipped"])
    return values


@pytest.mark.parametrize("file", ["training.bin", "training_legacy.bin", "nested.bin"])
def test_finds_the_state_dict_in_its_wrapper(file: str) -> None:
    assert FORMAT.open(SAMPLES / file).metadata["wrapper"] == EXPECTED[file]["wrapper"]


def test_lists_what_was_saved_beside_the_tensors() -> None:
    assert skipped(FORMAT.open(SAMPLES / "training.bin")) == {
        "epoch": "int 3",
        "best_accuracy": "float32 []",
        "optimizer": "dict of 2",
        "args": "argparse.Namespace",
        "loss": "numpy.core.multiarray.scalar",
        "history": "numpy.core.multiarray._reconstruct",
        "tags": "set",
        "blob": "bytes",
        "shape": "tuple of 2",
        "device": "torch.device",
        "dtype": "torch.float16",
        "state_dict._metadata": "OrderedDict of 1",
    }


def test_lists_values_of_a_state_dict_that_are_not_tensors(tmp_path: Path) -> None:
    counted = made.call("collections.Counter", {"a": 1})
    made_new = made.Raw(made.named("collections.OrderedDict") + b")\x81")  # NEWOBJ
    made_with_keywords = made.Raw(made.named("argparse.Namespace") + b")}\x92")  # NEWOBJ_EX
    state: dict[object, object] = {
        "counted": counted,
        "new": made_new,
        "keywords": made_with_keywords,
        "storage": made.storage(),
        "frozen": made.Raw(b"(K\x01\x91"),
        "bytes": made.Raw(b"U\x01\xff"),
        "large": 2**70,
        "w": made.tensor(),
        "version": 3,
        "name": "x" * 200,
        "extra": {"a": 1},
        "none": None,
        (1, 2): 0.5,
    }
    assert skipped(open_made(tmp_path / "x.bin", state)) == {
        "counted": "Counter of 1",
        "new": "OrderedDict of 0",
        "keywords": "argparse.Namespace",
        "storage": "storage of 4",
        "frozen": "frozenset",
        "bytes": "bytes of 1",
        "large": "int of 71 bits",
        "version": "int 3",
        "name": f"str {'x' * 80!r}…",
        "extra": "dict of 1",
        "none": "None",
        "key": "float 0.5",
    }


def test_leaves_prefixes_of_names_alone() -> None:
    assert set(FORMAT.open(SAMPLES / "training.bin")) == {"module.weight", "module.bias"}


def test_a_state_dict_whose_parameter_is_called_model_is_not_a_wrapper(tmp_path: Path) -> None:
    assert list(open_made(tmp_path / "x.bin", {"model": made.tensor()})) == ["model"]


def test_reads_tensors_as_torch_0_3_built_them(tmp_path: Path) -> None:
    size = made.call("torch.Size", (2, 2))
    state = {"w": made.call("torch._utils._rebuild_tensor", made.storage(), 0, size, (2, 1))}
    assert open_made(tmp_path / "x.bin", state)["w"].shape == (2, 2)


def test_reads_dicts_as_python_2_pickled_them(tmp_path: Path) -> None:
    key = made.Raw(b"U\x03a.b")  # SHORT_BINSTRING
    state = made.call("collections.OrderedDict", [[key, made.tensor()]])
    assert list(open_made(tmp_path / "x.bin", state)) == ["a.b"]


def test_reads_text_protocols(tmp_path: Path) -> None:
    value = made.encode(made.tensor())
    pickle = b"(dp0\nS'a\\x2eb'\np1\n" + value + b"sVc\\u00e9\nI01\nsS'n'\nI5\nsS'l'\nL7L\nsS'f'\nF0.5\ns."
    catalog = FORMAT.open(made.zip_file(tmp_path / "x.bin", pickle, {"0": bytes(16)}))
    assert list(catalog) == ["a.b"]
    assert skipped(catalog) == {"cé": "bool True", "n": "int 5", "l": "int 7", "f": "float 0.5"}


def test_reads_a_tensor_with_attributes(tmp_path: Path) -> None:
    inner = (made.storage(), 0, (4,), (1,), False, made.call("collections.OrderedDict"))
    build = made.named("torch._utils._rebuild_tensor_v2")
    args = (build, made.named("torch.Tensor"), inner, {"x": 1})
    for function in ("torch._tensor._rebuild_from_type_v2", "torch.tensor._rebuild_from_type"):
        assert open_made(tmp_path / "x.bin", {"w": made.call(function, *args)})["w"].shape == (4,)


def test_reads_a_tensor_that_was_saved_from_xla(tmp_path: Path) -> None:
    function = "torch._utils._rebuild_device_tensor_from_cpu_tensor"
    state = {"w": made.call(function, made.tensor(), made.named("torch.float32"), "xla:0", False)}
    assert open_made(tmp_path / "x.bin", state)["w"].dtype is DType.F32
