"""Load, save and run a model of the reference library in TensorFlow and Flax, and hold the three frameworks together.

The PyTorch model is the origin (`golden_torch.py`); the other two are loaded from its files by the reference library
itself, and all three must agree before anything is called golden. Needs the reference environment. Must not know a
model family: that is `make_<families>.py`; nor trivet.
"""

import inspect
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jax
import numpy as np
import tensorflow as tf
import transformers

import golden_torch
from golden_cases import Arrays, CaseSpec
from golden_data import FRAMEWORKS, LABELS, SUBFOLDERS, Framework, class_name
from golden_torch import flatten, run, save, undefined_as_nan, without_inner

BIN = "pytorch_model.bin"
"""What the other frameworks load: in a safetensors file a tied tensor has one name, and some classes miss the other."""

LOSSES = frozenset({"loss", "mc_loss"})
"""Outputs that a framework may not have."""

TOLERANCE = 1e-5
"""Largest absolute difference allowed between two frameworks that run the same fp32 weights."""


def write_case(spec: CaseSpec, folder: Path) -> dict[str, float]:
    """Write weights in every form, inputs and outputs; return the largest difference from PyTorch per framework.

    Raises:
        AssertionError: the frameworks disagree by more than the case's tolerance, or name their outputs differently.
    """
    torch_outputs = golden_torch.write_case(spec, folder)
    origin = golden_torch.checkpoint(spec, folder)
    differences = {}
    for framework in available(spec)[1:]:
        other = load(framework, spec.head, origin)
        if spec.weights is None and (spec.older_containers or spec.dialects):
            save(other, folder / SUBFOLDERS[framework], older=spec.older_containers)
        inputs = tensorflow_inputs(spec, other) if framework == "tensorflow" else spec.inputs
        outputs = undefined_as_nan(RUNNERS[framework](other, inputs), spec.undefined)
        try:
            differences[framework] = largest_difference(torch_outputs, outputs, spec.tolerance)
        except AssertionError as error:
            raise AssertionError(f"{spec.name} in {framework}: {error}") from error
        if spec.every_output:
            np.savez_compressed(folder / ("tf.npz" if framework == "tensorflow" else f"{framework}.npz"), **outputs)
    if spec.weights is None and not spec.older_containers:
        (origin / BIN).unlink(missing_ok=True)
    return differences


def tensorflow_inputs(spec: CaseSpec, model: Any) -> dict[str, np.ndarray]:
    """The inputs by TensorFlow's names, without labels that the class does not take."""
    accepted = inspect.signature(model.call).parameters
    named = {spec.tf_names.get(name, name): array for name, array in spec.inputs.items()}
    return {name: array for name, array in named.items() if name in accepted or name not in LABELS}


def available(spec: CaseSpec) -> tuple[Framework, ...]:
    """The frameworks in which the reference library has the head, and honours what this case asks of it."""
    return tuple(
        name for name in FRAMEWORKS if name not in spec.but and hasattr(transformers, class_name(name, spec.head))
    )


def class_of(framework: Framework, head: str) -> Any:
    """The reference library's class of a head in one of the three frameworks."""
    return getattr(transformers, class_name(framework, head))


def load(framework: Framework, head: str, folder: Path) -> Any:
    """Load a PyTorch checkpoint of the reference library into the class of another framework."""
    # Keras numbers a repeated model name, and tf_model.h5 would hold the number.
    tf.keras.backend.clear_session()
    return class_of(framework, head).from_pretrained(folder, from_pt=True)


def run_tensorflow(model: Any, inputs: Mapping[str, np.ndarray]) -> Arrays:
    """Every output of the TensorFlow model; its loss may be a vector that it leaves to the caller to average."""
    tensors = {name: tf.constant(a, tf.int32 if a.dtype.kind == "i" else None) for name, a in inputs.items()}
    tensors = {model.main_input_name: None} | tensors  # Keras wants the first argument even where it is None
    outputs = model(**tensors, output_hidden_states=True, output_attentions=True, return_dict=True, training=False)
    return flatten(outputs)


def run_flax(model: Any, inputs: Mapping[str, np.ndarray]) -> Arrays:
    """Every output of the Flax model; it takes no labels and computes no loss."""
    arrays = {name: jax.numpy.asarray(array) for name, array in inputs.items() if name not in LABELS}
    evaluated = {"train": False} if "train" in inspect.signature(model.__call__).parameters else {}
    return flatten(model(**arrays, output_hidden_states=True, output_attentions=True, return_dict=True, **evaluated))


RUNNERS = {"torch": run, "tensorflow": run_tensorflow, "flax": run_flax}


def largest_difference(
    expected: Mapping[str, np.ndarray], actual: Mapping[str, np.ndarray], tolerance: float = TOLERANCE
) -> float:
    """The largest absolute difference over all outputs, the loss compared as a mean; NaN agrees with NaN.

    Raises:
        AssertionError: a name or shape differs, a value is not finite, or the difference is above `tolerance`.
    """
    names, others = set(without_inner(expected)) - LOSSES, set(without_inner(actual)) - LOSSES
    assert names == others, f"outputs differ in name: {sorted(names ^ others)}"
    largest = 0.0
    # Some classes give no hidden states or attentions, asked or not.
    for name, array in ((name, array) for name, array in actual.items() if name in expected):
        wanted = expected[name]
        value = array.mean() if name == "loss" else array
        assert value.shape == wanted.shape, f"{name}: shape {value.shape}, expected {wanted.shape}"
        compared = ~(np.isnan(value) & np.isnan(wanted))
        difference = float(np.abs(value - wanted)[compared].max())
        assert difference <= tolerance, f"{name}: differs by {difference:.1e}"
        largest = max(largest, difference)
    return largest
