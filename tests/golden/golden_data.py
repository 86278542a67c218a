"""Read the golden data: weights, inputs and outputs of the reference library, one `Case` per head.

Used by the golden tests of all three backends and by the peer tests. Needs numpy only and must not import a framework
or trivet. Set `TRIVET_GOLDEN_DATA` to a folder made by `make.py` to test against other weights than the committed ones.
"""

import json
import os
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
LABELS: Final = frozenset({"labels", "next_sentence_label", "start_positions", "end_positions"})
"""The arguments that are labels, by PyTorch's names; TensorFlow's next-sentence head says `next_sentence_label`."""


def data_folder(family: str = "bert") -> Path:
    """The folder of one model family, committed or named by `TRIVET_GOLDEN_DATA`."""
    root = os.environ.get(DATA_VARIABLE)
    return (Path(root) if root else Path(__file__).parent / "data") / family


def heads(family: str = "bert") -> tuple[str, ...]:
    """Class names of the heads there is data for, in the order of the manifest."""
    manifest = json.loads((data_folder(family) / "manifest.json").read_text())
    return tuple(manifest["heads"])


def read_arrays(path: Path) -> Arrays:
    """All arrays of an `.npz` file by name."""
    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


@dataclass(frozen=True, slots=True)
class Case:
    """What the reference library wrote for one head."""

    head: str
    family: str = "bert"

    @property
    def folder(self) -> Path:
        """Holds `pt/`, `tf/` and `flax/` (each a checkpoint folder), `config.json` and the `.npz` files."""
        return data_folder(self.family) / self.head

    @property
    def config(self) -> dict[str, Any]:
        """The configuration file as a dictionary."""
        config: dict[str, Any] = json.loads((self.folder / "config.json").read_text())
        return config

    def checkpoint(self, framework: Framework) -> Path:
        """The checkpoint folder in a framework's own dialect: safetensors, the older container and `config.json`."""
        return self.folder / SUBFOLDERS[framework]

    def inputs(self, *, labels: bool = True) -> Arrays:
        """The arguments of the PyTorch class, as int64 arrays; `labels=False` leaves out what gives the loss."""
        arrays = read_arrays(self.folder / "inputs.npz")
        return {name: array for name, array in arrays.items() if labels or name not in LABELS}

    def outputs(self, framework: Framework) -> Arrays:
        """Every output in evaluation mode by flat name: `logits`, `hidden_states.0`, `attentions.1`, `loss`, ...

        The loss is a scalar in PyTorch, unreduced in TensorFlow and absent in Flax, as the reference computes it.
        """
        file = "tf.npz" if framework == "tensorflow" else f"{framework}.npz"
        arrays = read_arrays(self.folder / file)
        return {name: array for name, array in arrays.items() if not name.startswith("grad.")}

    def gradients(self) -> Arrays:
        """Gradients of the PyTorch loss by `state_dict` name, a tied parameter once; empty for a head with no loss."""
        arrays = read_arrays(self.folder / "torch.npz")
        return {name.removeprefix("grad."): array for name, array in arrays.items() if name.startswith("grad.")}

    def extra(self, name: str) -> Arrays | None:
        """A further file that only some heads have (`inputs_embeds`, `problem_types`), or None."""
        path = self.folder / f"{name}.npz"
        return read_arrays(path) if path.exists() else None


def cases(family: str = "bert") -> tuple[Case, ...]:
    """One case for every head of the family."""
    return tuple(Case(head, family) for head in heads(family))
