"""The reference library loads what trivet wrote: no key missing, none too many, and the golden outputs.

Runs in the reference environment, without trivet, on the folder that `write.py` filled and `TRIVET_PEER_FILES` names.
The reference library's own golden files go through the same checks, so that a failure is known to be trivet's.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from flax.serialization import msgpack_restore
from flax.traverse_util import flatten_dict
from safetensors import safe_open

from golden_data import Case, Framework, cases, compare
from golden_reference import RUNNERS, class_of

FILES = Path(os.environ["TRIVET_PEER_FILES"])
SAME_BYTES = "converted-from"
"""How the folders of what is converted begin (`write.py`)."""
OPTIONAL: Mapping[str, re.Pattern[str]] = {
    # Sinusoids: each framework stores them or not as it likes, and all compute them.
    "marian": re.compile(r"embed_positions"),
    "pegasus": re.compile(r"embed_positions"),
    # TensorFlow's head holds a bias that it never adds; the one it adds is `predictions/decoder/bias`. What is
    # converted from there keeps it, under a name of its own.
    "albert": re.compile(r"predictions/bias|predictions\.unused\.bias"),
}
"""Family → tensors that a file may have or leave out, outputs being the same."""


def checkpoints(*, of_safetensors: bool) -> Iterator[Any]:
    """Every folder to look at, as (folder, case, framework): those that hold safetensors, or those to load.

    What is converted has the bytes of the reference library's own files, and those are loaded.
    """
    for case in (case for case in cases() if case.older_containers):
        for framework in case.frameworks:
            name = f"reference-{framework}-{case.family}-{case}"
            yield pytest.param(case.checkpoint(framework), case, framework, id=name)
    for entry in json.loads((FILES / "written.json").read_text()):
        folder, framework = entry["folder"], entry["framework"]
        if list((FILES / folder).glob("*.safetensors")) if of_safetensors else not folder.startswith(SAME_BYTES):
            case = Case(entry["name"], entry["family"], entry["place"])
            yield pytest.param(FILES / folder, case, framework, id=folder.replace("/", "-"))


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


def required(names: Iterable[str], case: Case) -> list[str]:
    """The names, sorted, without those that a file of the family may leave out."""
    optional = OPTIONAL.get(case.family)
    return sorted(name for name in names if optional is None or not optional.search(str(name)))


def identical(array: np.ndarray, expected: np.ndarray) -> bool:
    """Whether dtype, shape and every byte are the same."""
    same_kind = (array.dtype, array.shape) == (expected.dtype, expected.shape)
    return same_kind and array.tobytes() == expected.tobytes()


@pytest.mark.parametrize(("folder", "case", "framework"), checkpoints(of_safetensors=True))
def test_names_and_bytes_are_those_the_reference_library_writes(folder: Path, case: Case, framework: Framework) -> None:
    tensors, formats = tensors_and_formats(folder)
    expected, expected_formats = tensors_and_formats(case.checkpoint(framework))
    assert formats == expected_formats
    assert required(tensors, case) == required(expected, case)
    shared = tensors.keys() & expected.keys()
    different = sorted(name for name in shared if not identical(tensors[name], expected[name]))
    assert different == []


@pytest.mark.parametrize(("folder", "case", "framework"), checkpoints(of_safetensors=False))
def test_reference_library_loads_and_answers_the_same(folder: Path, case: Case, framework: Framework) -> None:
    model, info = load(folder, case.head, framework)
    assert {kind: required(keys, case) for kind, keys in info.items() if required(keys, case)} == {}
    expected = case.outputs("torch")
    expected.pop("loss", None)
    compare(RUNNERS[framework](model, case.inputs(labels=False)), expected, case.tolerance)
