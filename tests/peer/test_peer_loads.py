"""The reference library loads what trivet wrote: no key missing, none too many, and the golden outputs.

Runs in the reference environment, without trivet, on the folder that `write.py` filled and `TRIVET_PEER_FILES` names.
The reference library's own golden files go through the same checks, so that a failure is known to be trivet's.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from flax.serialization import msgpack_restore
from flax.traverse_util import flatten_dict
from safetensors import safe_open

from golden_data import FRAMEWORKS, Case, Framework, cases
from golden_reference import RUNNERS, class_of, largest_difference

FILES = Path(os.environ["TRIVET_PEER_FILES"])


def checkpoints(*, safetensors_only: bool = False) -> Iterator[Any]:
    """Every folder to load, as (folder, head, framework)."""
    for case in cases():
        for framework in FRAMEWORKS:
            name = f"reference-{framework}-{case.head}"
            yield pytest.param(case.checkpoint(framework), case.head, framework, id=name)
    for entry in json.loads((FILES / "written.json").read_text()):
        folder, head, framework = entry["folder"], entry["head"], entry["framework"]
        if safetensors_only and not list((FILES / folder).glob("*.safetensors")):
            continue
        yield pytest.param(FILES / folder, head, framework, id=folder.replace("/", "-"))


def load(folder: Path, head: str, framework: Framework) -> tuple[Any, dict[str, list[Any]]]:
    """The model and the loading report of the reference library; every list in the report should be empty."""
    if framework == "flax":
        model = class_of("flax", head).from_pretrained(folder)
        return model, flax_loading_info(folder, model)
    tf.keras.backend.clear_session()
    return class_of(framework, head).from_pretrained(folder, output_loading_info=True)


def tensors_and_formats(folder: Path) -> tuple[dict[str, np.ndarray], set[str]]:
    """Every tensor in the folder's safetensors files, and the `format` that their metadata names."""
    tensors, formats = {}, set()
    for path in sorted(folder.glob("*.safetensors")):
        with safe_open(path, framework="numpy") as file:
            formats.add(file.metadata()["format"])
            tensors |= {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    return tensors, formats


def flax_loading_info(folder: Path, model: Any) -> dict[str, list[Any]]:
    """The report that the Flax class does not give: keys of the file against the model's own parameters."""
    found = set(tensors_and_formats(folder)[0])
    for path in folder.glob("*.msgpack"):
        found |= {".".join(keys) for keys in flatten_dict(msgpack_restore(path.read_bytes()))}
    wanted = {".".join(path) for path in flatten_dict(model.params_shape_tree)}
    return {"missing_keys": sorted(wanted - found), "unexpected_keys": sorted(found - wanted)}


def identical(array: np.ndarray, expected: np.ndarray) -> bool:
    """Whether dtype, shape and every byte are the same."""
    same_kind = (array.dtype, array.shape) == (expected.dtype, expected.shape)
    return same_kind and array.tobytes() == expected.tobytes()


@pytest.mark.parametrize(("folder", "head", "framework"), checkpoints(safetensors_only=True))
def test_names_and_bytes_are_those_the_reference_library_writes(folder: Path, head: str, framework: Framework) -> None:
    tensors, formats = tensors_and_formats(folder)
    expected, expected_formats = tensors_and_formats(Case(head).checkpoint(framework))
    assert formats == expected_formats
    assert sorted(tensors) == sorted(expected)
    different = [name for name, array in tensors.items() if not identical(array, expected[name])]
    assert different == []


@pytest.mark.parametrize(("folder", "head", "framework"), checkpoints())
def test_reference_library_loads_and_answers_the_same(folder: Path, head: str, framework: Framework) -> None:
    model, info = load(folder, head, framework)
    assert {name: keys for name, keys in info.items() if keys} == {}
    case = Case(head)
    expected = case.outputs("torch")
    expected.pop("loss", None)
    largest_difference(expected, RUNNERS[framework](model, case.inputs(labels=False)))
