"""Runner: how the contract of models calls one backend's, with numpy arrays in and out."""

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
    """Runs the models of one backend. A backend's package has one, so that families of other packages are tested too.

    Attributes:
        backend_name: as in its entry point.
        gaps: what the backend does not do → why. Of the words `compiled`, `cache`, `gradients`, `dropout`, `pruning`,
            `resizing`, `checkpointing`, `generation`, and `ranges` where ids of no row are not told.
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
        """Outputs by name: members of tuples as `hidden_states.0`, caches left out, a loss as one number.

        Args:
            inputs: arguments by name; arrays may be numpy's.
            compiled: whether by the framework's compiler, all of the model in one program.
            seed: of dropout, as in training; None: in evaluation.
        """
        return flat(self.outputs(model, inputs, compiled=compiled, seed=seed))

    @abstractmethod
    def outputs(self, model: Any, inputs: Arrays, *, compiled: bool = False, seed: int | None = None) -> Any:
        """What the model's call returns, in whatever form; arguments as of `call`."""

    def decode(self, model: Any, inputs: Arrays, lengths: Sequence[int]) -> Array:
        """Logits of a model that is fed a text in parts of these lengths, with a cache; the encoder runs once.

        Args:
            inputs: as of `call`; `input_ids` or `decoder_input_ids` is the text.
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
        """What a call's output has of the encoder, as a later call takes it."""
        return (output["encoder_last_hidden_state"],)

    @abstractmethod
    def gradients(
        self, model: Any, inputs: Arrays, *, seed: int | None = None, checkpointed: bool = False
    ) -> dict[str, Array]:
        """Gradients of the loss by canonical name, in canonical layout, of what is trained and not tied.

        Args:
            checkpointed: whether states within layers are computed again instead of kept.
        """

    def generate(self, model: Any, inputs: Arrays, **options: Any) -> Array:
        """Ids that `generate` gives, as integers [rows, length]."""
        return np.asarray(model.generate(**inputs, **options))

    def parameters(self, model: Any) -> dict[str, Array]:
        """Parameters by canonical name in canonical layout, tied ones left out."""
        owner = backend(self.backend_name)
        skeleton, tensors = owner.skeleton(model), owner.tensors(model)
        return {
            target.param.name: self.canonical(owner.fetch(tensors[target.name]), skeleton.dialect.layout(target.param))
            for target in skeleton.targets
            if target.param.tied is None and not target.param.buffer
        }

    def canonical(self, array: Any, layout: Any) -> Array:
        """An array of the backend's layout in PyTorch's."""
        return np.array(between(layout, IDENTITY).view(np.asarray(array)))


def flat(outputs: Any) -> dict[str, Array]:
    """An output by flat names."""
    found: dict[str, Array] = {}
    for name, value in outputs.items():
        if name == "past_key_values":
            continue
        members = {f"{name}.{i}": each for i, each in enumerate(value)} if isinstance(value, tuple) else {name: value}
        found |= {key: np.asarray(each) for key, each in members.items()}
    if "loss" in found:
        found["loss"] = found["loss"].mean()
    return found
