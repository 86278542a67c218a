"""Read the golden data: weights, inputs and outputs of the reference library, some `Case`s per head.

Used by the golden tests of all three backends and by the peer tests. Needs numpy only and must not import a framework
or trivet. Set `TRIVET_GOLDEN_DATA` to a folder made by `make.py` to test against other weights than the committed ones.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

Framework = Literal["torch", "tensorflow", "flax"]
Arrays = dict[str, NDArray[Any]]

DATA_VARIABLE: Final = "TRIVET_GOLDEN_DATA"
FRAMEWORKS: Final[tuple[Framework, ...]] = ("torch", "tensorflow", "flax")
SUBFOLDERS: Final[dict[Framework, str]] = {"torch": "pt", "tensorflow": "tf", "flax": "flax"}
LABELS: Final = frozenset(
    {"labels", "next_sentence_label", "sentence_order_label", "start_positions", "end_positions", "mc_labels"}
)
"""The arguments that are labels, by PyTorch's names; TensorFlow's next-sentence head says `next_sentence_label`."""

PREFIXES: Final[dict[Framework, str]] = {"torch": "", "tensorflow": "TF", "flax": "Flax"}

Description = dict[str, Any]


def class_name(framework: Framework, head: str) -> str:
    """What a head's class is called in a framework: a prefix before PyTorch's name, and one that goes by another."""
    return "FlaxBertForCausalLM" if (framework, head) == ("flax", "BertLMHeadModel") else PREFIXES[framework] + head


def data_folder(family: str = "bert") -> Path:
    """The folder of one model family, committed or named by `TRIVET_GOLDEN_DATA`."""
    return _root() / family


def _root() -> Path:
    root = os.environ.get(DATA_VARIABLE)
    return Path(root) if root else Path(__file__).parent / "data"


def families() -> tuple[str, ...]:
    """Every model type there is data for, sorted."""
    return tuple(sorted(path.parent.name for path in _root().glob("*/manifest.json")))


def descriptions(family: str) -> dict[str, Description]:
    """What the manifest says of each case, by the case's name and in its order; for the properties of `Case`."""
    described: dict[str, Description] = json.loads((data_folder(family) / "manifest.json").read_text())["cases"]
    return described


def heads(family: str = "bert") -> tuple[str, ...]:
    """Class names of the heads there is data for, each once, in the order of the manifest."""
    return tuple(dict.fromkeys(case.head for case in cases(family)))


def read_arrays(path: Path) -> Arrays:
    """All arrays of an `.npz` file by name."""
    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


@dataclass(frozen=True, slots=True)
class Case:
    """One set of weights, what it was fed, and what the reference library answered.

    `name` is the head's class name (`GPT2LMHeadModel`), with a word after a hyphen where a head has several cases:
    other options (`GPT2LMHeadModel-reordered`), or other inputs to the weights of another case
    (`GPT2LMHeadModel-left`).
    """

    name: str
    family: str = "bert"
    place: str = ""
    """Folder that the family's lies in, where it is not the data's own: `heads`."""

    def __str__(self) -> str:
        return self.name

    @property
    def head(self) -> str:
        """The class name in PyTorch."""
        return self.name.partition("-")[0]

    @property
    def _description(self) -> Description:
        return descriptions(self._place)[self.name]

    @property
    def _place(self) -> str:
        return f"{self.place}/{self.family}" if self.place else self.family

    @property
    def frameworks(self) -> tuple[Framework, ...]:
        """In whose dialects there is a checkpoint, PyTorch's always; others where the reference library has the class."""
        return tuple(name for name in FRAMEWORKS if name in self._description["frameworks"])

    @property
    def older_containers(self) -> bool:
        """Whether each checkpoint folder also has `pytorch_model.bin`, `tf_model.h5` or `flax_model.msgpack`."""
        return bool(self._description["older_containers"])

    @property
    def tolerance(self) -> float:
        """Largest absolute difference allowed in an output: 1e-5, or 2e-5 where the reference's frameworks differ more."""
        return float(self._description["tolerance"])

    @property
    def folder(self) -> Path:
        """Holds the `.npz` files, and unless another case has the weights, a checkpoint folder per framework."""
        return data_folder(self._place) / self.name

    @property
    def weights(self) -> Path:
        """The folder of the case whose weights these are: its own, or another's."""
        return data_folder(self._place) / self._description.get("weights", self.name)

    @property
    def config(self) -> dict[str, Any]:
        """The configuration file as a dictionary."""
        config: dict[str, Any] = json.loads((self.checkpoint("torch") / "config.json").read_text())
        return config

    def checkpoint(self, framework: Framework) -> Path:
        """The checkpoint folder in a framework's own dialect: safetensors, `config.json`, perhaps the older container."""
        return self.weights / SUBFOLDERS[framework]

    def inputs(self, *, labels: bool = True) -> Arrays:
        """The arguments of the PyTorch class by name, integers as int64; `labels=False` leaves out what gives the loss."""
        arrays = read_arrays(self.folder / "inputs.npz")
        return {name: array for name, array in arrays.items() if labels or name not in LABELS}

    def outputs(self, framework: Framework = "torch") -> Arrays:
        """Outputs in evaluation mode by flat name: `logits`, `hidden_states.0`, `attentions.1`, `loss`, ...

        All that are stored are to be compared; there may be others. Where a position has no output that means
        anything (padding that can attend to nothing), the value is NaN: `compare` passes over it. BERT's have a file of
        each framework, in which the loss is a scalar in PyTorch, unreduced in TensorFlow and absent in Flax. Of the
        other families, whose frameworks were held against each other when they were made, only PyTorch's are kept,
        and given for all three.
        """
        path = self.folder / ("tf.npz" if framework == "tensorflow" else f"{framework}.npz")
        arrays = read_arrays(path if path.exists() else self.folder / "torch.npz")
        return {name: array for name, array in arrays.items() if not name.startswith("grad.")}

    def gradients(self) -> Arrays:
        """Gradients of the PyTorch loss by `state_dict` name, a tied parameter once; empty for a head with no loss.

        Names are the reference library's, whose models may have apart what others have together.
        """
        arrays = read_arrays(self.folder / "torch.npz")
        return {name.removeprefix("grad."): array for name, array in arrays.items() if name.startswith("grad.")}

    @property
    def has_gradients(self) -> bool:
        """Whether there are gradients; reads no array."""
        with np.load(self.folder / "torch.npz", allow_pickle=False) as archive:
            return any(name.startswith("grad.") for name in archive.files)

    def extra(self, name: str) -> Arrays | None:
        """A further file that only some heads have (`inputs_embeds`, `problem_types`), or None."""
        path = self.folder / f"{name}.npz"
        return read_arrays(path) if path.exists() else None


def cases(family: str | None = None) -> tuple[Case, ...]:
    """Every case of a family, in the order of its manifest; of every family where none is named.

    Further heads, which lie in `heads/`, come where none is named, or where it is named so: `heads/bert`.
    """
    if family is None:
        further = sorted(path.parent.name for path in _root().glob("heads/*/manifest.json"))
        return tuple(case for each in (*families(), *(f"heads/{name}" for name in further)) for case in cases(each))
    place, _, model_type = family.rpartition("/")
    return tuple(Case(name, model_type, place) for name in descriptions(family))


def compare(found: Mapping[str, Any], expected: Mapping[str, NDArray[Any]], tolerance: float = 1e-5) -> None:
    """Hold outputs against the golden ones: the loss within 1e-6, all others within `tolerance`, absolute.

    Args:
        found: outputs by flat name, anything `numpy.asarray` takes; more than expected is allowed.
        expected: `Case.outputs`; NaN where any value will do.
        tolerance: `Case.tolerance`.

    Raises:
        AssertionError: an output is missing, or differs in shape or value.
    """
    assert expected.keys() <= found.keys(), f"not given: {sorted(expected.keys() - found.keys())}"
    for name, wanted in expected.items():
        given = np.asarray(found[name])
        assert given.shape == wanted.shape, f"{name}: shape {given.shape}, expected {wanted.shape}"
        atol, rtol = (1e-6, 1e-6) if name == "loss" else (tolerance, 0)
        given = np.where(np.isnan(wanted), wanted, given)
        np.testing.assert_allclose(given, wanted, rtol=rtol, atol=atol, err_msg=name)


def compare_gradients(gradients: Mapping[str, Any], expected: Mapping[str, NDArray[Any]]) -> None:
    """Hold gradients, in PyTorch's layout, against `Case.gradients`, element by element.

    A small element may be a sum of large ones, whose float32 rounding differs from one processor to another: an element
    may be off by 1e-4 of itself, 2e-5 of its tensor's largest and 3e-6 (25 roundings) of the model's largest.

    Args:
        gradients: by `state_dict` name, anything `numpy.asarray` takes.
        expected: the reference's for these names.

    Raises:
        AssertionError: a name is missing or unexpected, or a gradient differs in shape or value.
    """
    assert gradients.keys() == expected.keys()
    largest = max(float(np.abs(array).max()) for array in expected.values())
    for name, array in expected.items():
        atol = 3e-6 * largest + 2e-5 * float(np.abs(array).max())
        gradient = np.asarray(gradients[name])
        assert gradient.shape == array.shape, f"{name}: shape {gradient.shape}, expected {array.shape}"
        np.testing.assert_allclose(gradient, array, rtol=1e-4, atol=atol, err_msg=name)
