"""Runner: calls the models of one backend for the contract of models, with numpy arrays in and out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from trivet.backends.exports import exported
from trivet.backends.registry import backend
from trivet.families.names import class_prefix
from trivet.layout import IDENTITY
from trivet.layout.ops import between

Array = NDArray[Any]
Arrays = Mapping[str, Any]


class Runner(ABC):
    """Runs the models of one backend. Each backend's package has one, so that families of other packages can be tested.

    Attributes:
        backend_name: as in its entry point.
        gaps: missing ability → reason. Abilities are `compiled`, `cache`, `gradients`, `dropout`, `pruning`,
            `resizing`, `checkpointing`, `generation`, and `ranges` (errors for ids outside a table).
    """

    backend_name: ClassVar[str]
    gaps: ClassVar[Mapping[str, str]] = {}

    def class_of(self, head: str) -> Any:
        """The backend's class for a head's bare name."""
        return exported(class_prefix(self.backend_name) + head)

    def load(self, head: str, source: Path, **options: Any) -> Any:
        """A model in evaluation mode."""
        return self.class_of(head).from_pretrained(source, **options)

    def call(self, model: Any, inputs: Arrays, *, compiled: bool = False, seed: int | None = None) -> dict[str, Array]:
        """Outputs by name: members of tuples as `hidden_states.0`, no caches, each loss as one number.

        Args:
            inputs: arguments by name; numpy arrays are allowed.
            compiled: whether to compile the whole model to one program with the framework's compiler.
            seed: seed of dropout in training mode; None means evaluation mode.
        """
        return flat(self.outputs(model, inputs, compiled=compiled, seed=seed))

    @abstractmethod
    def outputs(self, model: Any, inputs: Arrays, *, compiled: bool = False, seed: int | None = None) -> Any:
        """The unchanged output of the model's call; arguments as for `call`."""

    def decode(self, model: Any, inputs: Arrays, lengths: Sequence[int]) -> Array:
        """Logits of a model that reads a text in parts of these lengths, with a cache; the encoder runs once.

        Args:
            inputs: as for `call`; `input_ids` or `decoder_input_ids` is the text.
        """
        prefix = "decoder_" if "decoder_input_ids" in inputs else ""
        text = {name: each for name, each in inputs.items() if name.startswith(prefix)}
        beside: dict[str, Any] = {name: each for name, each in inputs.items() if name not in text}
        start, logits = 0, []
        for length in lengths:
            end = start + length
            part = {name: each[:, :end] if "mask" in name else each[:, start:end] for name, each in text.items()}
            output = self.outputs(model, {**beside, **part, "use_cache": True})
            beside["past_key_values"] = output["past_key_values"]
            if prefix:
                beside["encoder_outputs"] = self.encoded(output)
                beside.pop("input_ids", None)
            logits.append(np.asarray(output["logits"]))
            start = end
        return np.concatenate(logits, 1)

    def encoded(self, output: Any) -> Any:
        """The encoder's part of a call's output, as `encoder_outputs` of a later call."""
        return (output["encoder_last_hidden_state"],)

    @abstractmethod
    def gradients(
        self, model: Any, inputs: Arrays, *, seed: int | None = None, checkpointed: bool = False
    ) -> dict[str, Array]:
        """Gradients of the loss by canonical name, in canonical layout, for trained parameters that are not tied.

        Args:
            checkpointed: whether to recompute activations within layers instead of storing them.
        """

    def generate(self, model: Any, inputs: Arrays, **options: Any) -> Array:
        """Ids that `generate` returns, as integers [rows, length]."""
        return np.asarray(model.generate(**inputs, **options))

    def parameters(self, model: Any) -> dict[str, Array]:
        """Parameters by canonical name in canonical layout, without tied ones."""
        owner = backend(self.backend_name)
        skeleton, tensors = owner.skeleton(model), owner.tensors(model)
        return {
            target.param.name: self.canonical(owner.fetch(tensors[target.name]), skeleton.dialect.layout(target.param))
            for target in skeleton.targets
            if target.param.tied is None and not target.param.buffer
        }

    def canonical(self, array: Any, layout: Any) -> Array:
        """An array of the backend's layout, in PyTorch's layout."""
        return np.array(between(layout, IDENTITY).view(np.asarray(array)))


def flat(outputs: Any) -> dict[str, Array]:
    """The members of an output by flat names."""
    arrays: dict[str, Array] = {}
    for name, value in outputs.items():
        if name == "past_key_values":
            continue
        members = {f"{name}.{i}": each for i, each in enumerate(value)} if isinstance(value, tuple) else {name: value}
        arrays |= {key: np.asarray(each) for key, each in members.items()}
    return {key: each.mean() if key == "loss" or key.endswith("_loss") else each for key, each in arrays.items()}
