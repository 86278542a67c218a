"""The runner of PyTorch's models for the contract of models (`trivet.testing`)."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from trivet.testing.runner import Arrays, Runner
from trivet_torch.backend import BACKEND

Array = NDArray[Any]


class TorchRunner(Runner):
    """Runs models of PyTorch."""

    backend_name = "torch"

    def outputs(self, model: Any, inputs: Arrays, *, compiled: bool = False, seed: int | None = None) -> Any:
        """As for `Runner`; `compiled` captures one graph without generating code."""
        call = torch.compile(model, fullgraph=True, backend="aot_eager") if compiled else model
        model.train(seed is not None)
        torch.manual_seed(seed or 0)
        with torch.no_grad():
            return call(**_tensors(inputs))

    def gradients(
        self, model: Any, inputs: Arrays, *, seed: int | None = None, checkpointed: bool = False
    ) -> dict[str, Array]:
        """As for `Runner`."""
        model.train(seed is not None)
        if checkpointed:
            model.gradient_checkpointing_enable()
        try:
            torch.manual_seed(seed or 0)
            model.zero_grad()
            model(**_tensors(inputs)).loss.backward()
        finally:
            if checkpointed:
                model.gradient_checkpointing_disable()
        own = {target.name: target.param.name for target in BACKEND.skeleton(model).targets}
        slopes = {own[name]: each.grad for name, each in model.named_parameters() if each.grad is not None}
        return {name: each.numpy().copy() for name, each in slopes.items()}

    def generate(self, model: Any, inputs: Arrays, **options: Any) -> Array:
        """As for `Runner`."""
        ids: Array = model.eval().generate(**_tensors(inputs), **options).numpy()
        return ids


def _tensors(inputs: Arrays) -> dict[str, Any]:
    return {name: torch.from_numpy(each) if isinstance(each, np.ndarray) else each for name, each in inputs.items()}
