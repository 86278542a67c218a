"""The runner of Flax's models for the contract of models (`trivet.testing`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from trivet.layout import FLAX
from trivet.testing.runner import Arrays, Runner
from trivet_flax.backend import BACKEND
from trivet_flax.model.params import flatten

Array = NDArray[Any]
_QUICK: dict[str, Any] = {"xla_backend_optimization_level": 0}
"""Compiler options of programs that run once."""


class FlaxRunner(Runner):
    """Runs models of Flax."""

    backend_name = "flax"

    def outputs(self, model: Any, inputs: Arrays, *, compiled: bool = False, seed: int | None = None) -> Any:
        """As for `Runner`."""
        training = {} if seed is None else {"train": True, "dropout_rng": jax.random.key(seed)}
        if not compiled:
            return model(**inputs, **training)
        arrays = {name: each for name, each in inputs.items() if isinstance(each, np.ndarray)}
        options = {name: each for name, each in inputs.items() if name not in arrays}
        return jax.jit(lambda params, arrays: model(**arrays, **options, params=params))(model.params, arrays)

    def decode(self, model: Any, inputs: Arrays, lengths: Sequence[int]) -> Array:
        """As for `Runner`, with a cache of fixed size."""
        prefix = "decoder_" if "decoder_input_ids" in inputs else ""
        text = {name: each for name, each in inputs.items() if name.startswith(prefix)}
        rows, room = text[f"{prefix}input_ids"].shape[0], sum(lengths)
        start, logits, cache, call, beside = 0, [], model.init_cache(rows, room), model, {}
        if prefix:
            source = {name: inputs[name] for name in (model.main_input_name, "attention_mask") if name in inputs}
            call, beside = model.decode, {"encoder_outputs": model.encode(**source)}
            beside["encoder_attention_mask"] = inputs.get("attention_mask")
        for length in lengths:
            end = start + length
            part = {name: each[:, :end] if "mask" in name else each[:, start:end] for name, each in text.items()}
            output = call(**part, **beside, past_key_values=cache)
            cache = output.past_key_values
            logits.append(np.asarray(output.logits))
            start = end
        return np.concatenate(logits, 1)

    def gradients(
        self, model: Any, inputs: Arrays, *, seed: int | None = None, checkpointed: bool = False
    ) -> dict[str, Array]:
        """As for `Runner`."""
        training = {} if seed is None else {"train": True, "dropout_rng": jax.random.key(seed)}
        model.enable_gradient_checkpointing(checkpointed)
        slope = jax.jit(jax.grad(lambda params: model(**inputs, **training, params=params).loss))
        slopes = slope.lower(model.params).compile(compiler_options=_QUICK)(model.params)
        model.enable_gradient_checkpointing(False)
        targets = {each.name: each.param for each in BACKEND.skeleton(model).targets}
        return {
            targets[name].name: self.canonical(slope, FLAX.layout(targets[name])) for name, slope in flatten(slopes)
        }

    def generate(self, model: Any, inputs: Arrays, **options: Any) -> Array:
        """As for `Runner`."""
        return np.asarray(model.generate(**inputs, **options).sequences)
