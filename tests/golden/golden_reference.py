"""Build, perturb, save and run one model of the reference library in PyTorch, TensorFlow and Flax.

The PyTorch model is the origin; the other two are loaded from its files by the reference library itself, and all three
must agree before anything is written. Needs the reference environment. Must not know a model family: that is
`make_<family>.py`; nor trivet.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jax
import numpy as np
import tensorflow as tf
import torch
import transformers

from golden_data import LABELS, SUBFOLDERS

Arrays = dict[str, np.ndarray]

TOLERANCE = 1e-5
"""Largest absolute difference allowed between two frameworks that run the same fp32 weights."""


@dataclass(frozen=True, slots=True)
class HeadSpec:
    """One head to make: its class name, its configuration, and what it is fed."""

    head: str
    config: transformers.PretrainedConfig
    inputs: Mapping[str, np.ndarray]
    seed: tuple[int, int]
    tf_names: Mapping[str, str] = field(default_factory=dict)
    """Inputs that the TensorFlow class calls by another name: ours to its."""


def write_head(spec: HeadSpec, folder: Path) -> dict[str, float]:
    """Write weights in every form, inputs and outputs; return the largest difference from PyTorch per framework.

    Raises:
        AssertionError: the frameworks disagree by more than `TOLERANCE`, or name their outputs differently.
    """
    torch_model = build_torch(spec)
    save(torch_model, folder / SUBFOLDERS["torch"])
    tf_model = load("tensorflow", spec.head, folder / SUBFOLDERS["torch"])
    save(tf_model, folder / SUBFOLDERS["tensorflow"])
    flax_model = load("flax", spec.head, folder / SUBFOLDERS["torch"])
    save(flax_model, folder / SUBFOLDERS["flax"])
    shutil.copyfile(folder / SUBFOLDERS["torch"] / "config.json", folder / "config.json")

    outputs = {
        "torch": run_torch(torch_model, spec.inputs),
        "tf": run_tensorflow(tf_model, {spec.tf_names.get(name, name): a for name, a in spec.inputs.items()}),
        "flax": run_flax(flax_model, spec.inputs),
    }
    differences = {name: largest_difference(outputs["torch"], outputs[name]) for name in ("tf", "flax")}
    outputs["torch"] |= torch_gradients(torch_model, spec.inputs)
    np.savez_compressed(folder / "inputs.npz", **spec.inputs)
    for name, arrays in outputs.items():
        np.savez_compressed(folder / f"{name}.npz", **arrays)
    return differences


def build_torch(spec: HeadSpec) -> torch.nn.Module:
    """A PyTorch model in evaluation mode, every parameter random.

    Zero biases and unit norms, which is what initialisation gives, would hide one that is dropped or swapped.
    """
    torch.manual_seed(spec.seed[0])
    model = getattr(transformers, spec.head)(spec.config).eval()
    rng = np.random.default_rng(spec.seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            values = rng.normal(0.0, 0.3, tuple(parameter.shape))
            if name.endswith("LayerNorm.weight"):
                values += 1.0
            parameter.copy_(torch.from_numpy(values.astype(np.float32)))
    return model


def class_of(framework: str, head: str) -> Any:
    """The reference library's class of a head in one of the three frameworks."""
    prefix = {"torch": "", "tensorflow": "TF", "flax": "Flax"}[framework]
    return getattr(transformers, prefix + head)


def load(framework: str, head: str, folder: Path) -> Any:
    """Load a PyTorch checkpoint of the reference library into the class of another framework."""
    # Keras numbers a repeated model name, and tf_model.h5 would hold the number.
    tf.keras.backend.clear_session()
    return class_of(framework, head).from_pretrained(folder, from_pt=True)


def save(model: Any, folder: Path) -> None:
    """Save in both of the framework's forms: safetensors and the older container."""
    model.config.name_or_path = ""  # else config.json would hold the path it was loaded from
    for safe_serialization in (True, False):
        model.save_pretrained(folder, safe_serialization=safe_serialization)


def flatten(outputs: Mapping[str, Any]) -> Arrays:
    """A model output as flat arrays: a tuple's members become `name.0`, `name.1`, ..."""
    flat = {}
    for name, value in outputs.items():
        members = {f"{name}.{i}": v for i, v in enumerate(value)} if isinstance(value, tuple) else {name: value}
        flat |= {key: np.asarray(member) for key, member in members.items()}
    return flat


def run_torch(model: torch.nn.Module, inputs: Mapping[str, np.ndarray]) -> Arrays:
    """Every output of the PyTorch model, the loss too when the inputs hold labels."""
    tensors = {name: torch.from_numpy(array) for name, array in inputs.items()}
    with torch.no_grad():
        return flatten(model(**tensors, output_hidden_states=True, output_attentions=True, return_dict=True))


def torch_gradients(model: torch.nn.Module, inputs: Mapping[str, np.ndarray]) -> Arrays:
    """`grad.<state_dict name>` of every parameter, a tied one once; empty for a head without a loss."""
    if not LABELS & set(inputs):
        return {}
    model.zero_grad()
    model(**{name: torch.from_numpy(array) for name, array in inputs.items()}).loss.backward()
    return {f"grad.{name}": p.grad.numpy().copy() for name, p in model.named_parameters() if p.grad is not None}


def run_tensorflow(model: Any, inputs: Mapping[str, np.ndarray]) -> Arrays:
    """Every output of the TensorFlow model; its loss is a vector that it leaves to the caller to average."""
    tensors = {name: tf.constant(a, tf.int32 if a.dtype.kind == "i" else None) for name, a in inputs.items()}
    tensors = {"input_ids": None} | tensors  # Keras wants the first argument even where it is None
    outputs = model(**tensors, output_hidden_states=True, output_attentions=True, return_dict=True, training=False)
    return flatten(outputs)


def run_flax(model: Any, inputs: Mapping[str, np.ndarray]) -> Arrays:
    """Every output of the Flax model; it takes no labels and computes no loss."""
    arrays = {name: jax.numpy.asarray(array) for name, array in inputs.items() if name not in LABELS}
    return flatten(model(**arrays, output_hidden_states=True, output_attentions=True, return_dict=True, train=False))


RUNNERS = {"torch": run_torch, "tensorflow": run_tensorflow, "flax": run_flax}


def largest_difference(expected: Mapping[str, np.ndarray], actual: Mapping[str, np.ndarray]) -> float:
    """The largest absolute difference over all outputs, the loss compared as a mean.

    Raises:
        AssertionError: a name or shape differs, a value is not finite, or the difference is above `TOLERANCE`.
    """
    names, others = set(expected) - {"loss"}, set(actual) - {"loss"}
    assert names == others, f"outputs differ in name: {sorted(names ^ others)}"
    largest = 0.0
    for name, array in actual.items():
        wanted = expected[name]
        value = array.mean() if name == "loss" else array
        assert value.shape == wanted.shape, f"{name}: shape {value.shape}, expected {wanted.shape}"
        difference = float(np.abs(value - wanted).max())
        assert difference <= TOLERANCE, f"{name}: differs by {difference:.1e}"
        largest = max(largest, difference)
    return largest
