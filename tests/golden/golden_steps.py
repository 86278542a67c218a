"""What a language model of the reference library says in steps and as it writes, and how its files name parameters.

Beside `inputs.npz` and `torch.npz`, cases of `make_heads.py` have

* `steps.npz`: the inputs fed in three calls (all but two tokens, then one and one), each on the cache of the call
  before: `logits` of all of them side by side, and the last cache as `past_key_values.<layer>.<number>` (key, value,
  and the two of cross-attention where there is one), each `[batch, heads, length, size of a head]`;
* `generate.npz`: a prompt padded on the left (for an encoder with a decoder: a source padded on the right) and what
  greedy search with six new tokens makes of it, `sequences.<framework>`; and `unrepeated.<framework>`, the same with
  `no_repeat_ngram_size=1`;
* `names.json`: framework → file → parameter → shape, as the framework's own classes write them.

Must not know a model family beyond what the tables here say; nor trivet. Needs the reference environment.
"""

import json
import re
import tempfile
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import tensorflow as tf
import torch
from flax.serialization import msgpack_restore
from flax.traverse_util import flatten_dict
from safetensors import safe_open

from golden_cases import Arrays, CaseSpec, padding_mask, token_ids
from golden_data import LABELS, Framework
from golden_reference import TOLERANCE, available, largest_difference, load
from golden_torch import checkpoint, torch_class

GREEDY = {"max_new_tokens": 6, "do_sample": False}
SEARCHES: Mapping[str, Mapping[str, Any]] = {
    "sequences": GREEDY,
    # Tiny models go round in circles, in which a wrong position is not seen.
    "unrepeated": {**GREEDY, "no_repeat_ngram_size": 1},
}
STEPPED = ("LMHeadModel", "ForCausalLM", "EncoderDecoderModel")
PROMPT = 5
"""Length of a prompt."""
LEAD = 1e-3
"""By how much the likeliest token must win; a smaller difference is a near-tie, which another machine may turn."""
DRAWS = 30
"""Prompts that are tried."""
FILES: Mapping[str, str] = {"tensorflow": "tf_model.h5", "flax": "flax_model.msgpack"}


def write_steps(spec: CaseSpec, folder: Path, *, alike: bool) -> None:
    """Write `steps.npz`; TensorFlow's class must say the same.

    Args:
        alike: whether steps give the logits of one call.

    Raises:
        AssertionError: they should and do not, or the other way round; or TensorFlow's class says something else.
    """
    model = load_torch(spec, folder)
    steps = run_in_steps(spec, lambda inputs: call_once(model, torch.from_numpy, inputs))
    with torch.no_grad():
        inputs = {name: torch.from_numpy(array) for name, array in spec.inputs.items() if name not in LABELS}
        whole = model(**inputs, use_cache=False).logits.numpy()
    largest = float(np.nanmax(np.abs(steps["logits"] - whole)))
    assert (largest <= TOLERANCE) == alike, f"{spec.name}: logits in steps differ by {largest:.1e}"
    for framework, other in load_others(spec, folder, available(spec)[1:]).items():
        if framework == "tensorflow":
            largest_difference(
                steps, run_in_steps(spec, lambda inputs, other=other: call_once(other, tf_tensor, inputs))
            )
    np.savez_compressed(folder / "steps.npz", **steps)


def call_once(model: Any, tensor: Callable[[np.ndarray], Any], inputs: Mapping[str, Any]) -> tuple[np.ndarray, Any]:
    """Logits of one call, and its cache."""
    tensors = {name: tensor(each) if isinstance(each, np.ndarray) else each for name, each in inputs.items()}
    with torch.no_grad():
        output = model(**tensors, use_cache=True)
    return np.asarray(output.logits), output.past_key_values


def tf_tensor(array: np.ndarray) -> Any:
    """A tensor of TensorFlow, ids as it likes them."""
    return tf.constant(array, tf.int32 if array.dtype.kind == "i" else None)


def run_in_steps(spec: CaseSpec, call: Callable[[Mapping[str, Any]], tuple[np.ndarray, Any]]) -> Arrays:
    """Logits of all steps together and the last cache; what means nothing in them is NaN."""
    prefix = "decoder_" if spec.head == "EncoderDecoderModel" else ""
    names = {f"{prefix}{name}" for name in ("input_ids", "attention_mask")} | {"token_type_ids", "position_ids"}
    kept = {name: array for name, array in spec.inputs.items() if name not in LABELS}
    stepped = {name: kept.pop(name) for name in names if name in kept}
    length = stepped[f"{prefix}input_ids"].shape[1]
    parts, past, start = [], None, 0
    for stop in range(length - 2, length + 1):
        step = {name: each[:, (0 if "mask" in name else start) : stop] for name, each in stepped.items()}
        logits, past = call({**kept, **step, "past_key_values": past})
        parts.append(logits)
        start = stop
    arrays = {
        f"past_key_values.{i}.{j}": np.array(each) for i, layer in enumerate(past) for j, each in enumerate(layer)
    }
    arrays["logits"] = np.concatenate(parts, 1)
    if spec.undefined is not None:
        arrays["logits"][spec.undefined] = np.nan
        for name in (each for each in arrays if each.endswith((".0", ".1"))):
            arrays[name].transpose(0, 2, 1, 3)[spec.undefined] = np.nan
    return arrays


def load_torch(spec: CaseSpec, folder: Path) -> Any:
    """The PyTorch model of a case, in evaluation mode."""
    return torch_class(spec.head).from_pretrained(checkpoint(spec, folder)).eval()


def write_generated(spec: CaseSpec, folder: Path, writers: Collection[Framework]) -> None:
    """Write `generate.npz`, with what the other frameworks of `writers` that have the class make of the same prompt."""
    frameworks = tuple(name for name in available(spec)[1:] if name in writers)
    models = load_others(spec, folder, frameworks)
    inputs, written = choose_prompt(spec, load_torch(spec, folder))
    named = {f"{search}.torch": sequences for search, sequences in written.items()}
    for search, options in SEARCHES.items():
        if "tensorflow" in models:
            tensors = {name: tf_tensor(array) for name, array in inputs.items()}
            named[f"{search}.tensorflow"] = models["tensorflow"].generate(**tensors, **options).numpy()
        if "flax" in models and search == "sequences":  # its processors are fewer
            output = models["flax"].generate(**inputs, **options, num_beams=1)
            named[f"{search}.flax"] = np.asarray(output.sequences)
    np.savez_compressed(
        folder / "generate.npz", **inputs, **{name: each.astype(np.int64) for name, each in named.items()}
    )


def choose_prompt(spec: CaseSpec, model: Any) -> tuple[Arrays, Arrays]:
    """Of some prompts without near-ties the one whose text has most different tokens, and what each search makes of it.

    Raises:
        AssertionError: every prompt has a near-tie.
    """
    best, chosen = 0, None
    for draw in range(DRAWS):
        inputs = draw_prompt(spec, model.config, np.random.default_rng((*spec.seed, 4, draw)))
        answers = {search: search_with_torch(model, inputs, options) for search, options in SEARCHES.items()}
        different = sum(len(np.unique(row)) for row in answers["sequences"][0])
        if min(lead for _, lead in answers.values()) > LEAD and different > best:
            best, chosen = different, (inputs, {search: sequences for search, (sequences, _) in answers.items()})
    assert chosen is not None, f"{spec.name}: every prompt has a near-tie"
    return chosen


def draw_prompt(spec: CaseSpec, config: Any, rng: np.random.Generator) -> Arrays:
    """What `generate` is given: ids and their mask, int64 `[batch, length]`."""
    source = config.is_encoder_decoder
    vocab = config.encoder.vocab_size if source else config.vocab_size
    mask = padding_mask((3, PROMPT), (0, 1, 3), left=not source)
    return {"input_ids": token_ids(rng, vocab, mask, config.pad_token_id), "attention_mask": mask}


def search_with_torch(
    model: Any, inputs: Mapping[str, np.ndarray], options: Mapping[str, Any]
) -> tuple[np.ndarray, float]:
    """Tokens that a search writes, and the smallest lead of a token over the next."""
    tensors = {name: torch.from_numpy(array) for name, array in inputs.items()}
    output = model.generate(**tensors, **options, return_dict_in_generate=True, output_scores=True)
    leads = [torch.diff(scores.topk(2).values.flip(-1)).squeeze(-1) for scores in output.scores]
    return output.sequences.numpy(), float(torch.stack(leads).min())


def load_others(spec: CaseSpec, folder: Path, frameworks: tuple[Framework, ...]) -> dict[Framework, Any]:
    """The models of other frameworks, loaded by the reference library from PyTorch's."""
    with tempfile.TemporaryDirectory() as path:
        if frameworks:
            load_torch(spec, folder).save_pretrained(path, safe_serialization=False)
        return {name: load(name, spec.head, Path(path)) for name in frameworks}


def write_names(spec: CaseSpec, folder: Path) -> None:
    """Write `names.json` where the reference library has the head in TensorFlow or Flax."""
    described: dict[str, dict[str, dict[str, list[int]]]] = {}
    for framework, model in load_others(spec, folder, available(spec)[1:]).items():
        with tempfile.TemporaryDirectory() as path:
            model.config.name_or_path = ""
            for safe in (True, False):
                model.save_pretrained(path, safe_serialization=safe)
            older = h5_names if framework == "tensorflow" else msgpack_names
            files = {FILES[framework]: older, "model.safetensors": safetensors_names}
            described[framework] = {file: read(Path(path) / file) for file, read in files.items()}
    if described:
        text = json.dumps(described, indent=1)
        shapes_on_one_line = re.sub(r"\[[\d,\s]*\]", lambda shape: re.sub(r"\s+", " ", shape[0]), text)
        (folder / "names.json").write_text(shapes_on_one_line + "\n")


def h5_names(path: Path) -> dict[str, list[int]]:
    """Datasets of a Keras file by their path in it, shapes as stored."""
    names: dict[str, list[int]] = {}
    with h5py.File(path) as file:
        file.visititems(lambda name, each: names.update({name: list(each.shape)} if hasattr(each, "shape") else {}))
    return names


def msgpack_names(path: Path) -> dict[str, list[int]]:
    """Parameters of a Flax file, the keys joined by slashes."""
    tree = flatten_dict(msgpack_restore(path.read_bytes()), sep="/")
    return {name: list(array.shape) for name, array in sorted(tree.items())}


def safetensors_names(path: Path) -> dict[str, list[int]]:
    """Tensors of a safetensors file, shapes as stored."""
    with safe_open(path, "np") as file:
        return {name: list(file.get_slice(name).get_shape()) for name in sorted(file.keys())}
