"""Build, perturb, save and run one model of the reference library in PyTorch, with either version of the library.

Must not know a model family: that is `make_<families>.py`; nor trivet; nor import another framework.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers
from safetensors.numpy import load_file

from golden_cases import RELEASED, Arrays, CaseSpec
from golden_data import LABELS, SUBFOLDERS

CACHES = frozenset({"past_key_values", "mems"})
"""Outputs that are not compared: cached decoding is held against uncached instead."""


def torch_class(head: str) -> Any:
    """The reference library's PyTorch class of a head."""
    return getattr(transformers, head)


def configuration(spec: CaseSpec) -> Any:
    """The configuration, with attention computed step by step: a fused kernel gives no weights."""
    config = transformers.AutoConfig.for_model(spec.model_type, **spec.options)
    config._attn_implementation = "eager"
    return config


def build(spec: CaseSpec) -> torch.nn.Module:
    """A PyTorch model in evaluation mode, every parameter random that is learned.

    Zero biases and unit norms, which is what initialisation gives, would hide one that is dropped or swapped.
    """
    torch.manual_seed(spec.seed[0])
    model = torch_class(spec.head)(configuration(spec)).eval()
    near_one = {f"{name}.weight" for name, module in model.named_modules() if scales(module)}
    rng = np.random.default_rng(spec.seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if not parameter.requires_grad:
                continue  # sinusoids
            values = rng.normal(0.0, spec.spread, tuple(parameter.shape))
            parameter.copy_(torch.from_numpy(((name in near_one) + values).astype(np.float32)))
        for name, buffer in model.named_buffers():
            if name.endswith("e_score_correction_bias"):  # training sets it
                buffer.copy_(torch.from_numpy(rng.normal(0.0, spec.spread, tuple(buffer.shape))))
        if "final_logits_bias" in model._buffers:
            model.final_logits_bias.copy_(torch.from_numpy(rng.normal(0.0, 0.3, model.final_logits_bias.shape)))
    return model


def scales(module: torch.nn.Module) -> bool:
    """Whether a module is a norm whose weight is around one; Gemma's is added to one."""
    kind = type(module).__name__
    return "Norm" in kind and "Gemma" not in kind


def checkpoint(spec: CaseSpec, folder: Path) -> Path:
    """The PyTorch checkpoint folder of a case that is written to `folder`: its own, or of the case named by `weights`."""
    return folder.parent / (spec.weights or spec.name) / SUBFOLDERS["torch"]


def write_case(spec: CaseSpec, folder: Path) -> Arrays:
    """Write weights (unless another case's), inputs, outputs and gradients; return every output.

    Raises:
        AssertionError: decoding in steps gives other logits.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if spec.weights is None:
        model = build(spec)
        save(model, checkpoint(spec, folder), older=spec.library == RELEASED)
    else:
        loaded = torch_class(spec.head).from_pretrained(checkpoint(spec, folder), attn_implementation="eager")
        model = loaded.eval()
    if spec.cached:
        check_cached(model, spec)
    outputs = undefined_as_nan(run(model, spec.inputs), spec.undefined)
    kept = outputs if spec.every_output or spec.inner else without_inner(outputs)
    np.savez_compressed(folder / "inputs.npz", **spec.inputs)
    np.savez_compressed(folder / "torch.npz", **kept, **(gradients(model, spec.inputs) if spec.weights is None else {}))
    return outputs


def without_inner(outputs: Mapping[str, np.ndarray]) -> Arrays:
    """The outputs that are not hidden states or attentions."""
    return {
        name: array for name, array in outputs.items() if "hidden_states." not in name and "attentions." not in name
    }


def undefined_as_nan(outputs: Arrays, undefined: np.ndarray | None) -> Arrays:
    """The outputs with NaN where a position's means nothing; the loss and pooled outputs stay."""
    if undefined is None:
        return outputs
    hidden = {}
    for name, array in outputs.items():
        array = array.copy()
        if "attentions" in name:
            array[np.broadcast_to(undefined[:, None], array.shape[:3])] = np.nan
        elif array.shape[:2] == undefined.shape:
            array[undefined] = np.nan
        elif name.startswith("router_logits") and len(array) == undefined.size:
            array[undefined.reshape(-1)] = np.nan
        hidden[name] = array
    return hidden


def save(model: Any, folder: Path, *, older: bool) -> None:
    """Save as safetensors, and with `older` in the older container too."""
    model.config.name_or_path = ""  # else config.json would hold the path it was loaded from
    model.save_pretrained(folder, safe_serialization=True)
    if older:
        model.save_pretrained(folder, safe_serialization=False)


def flatten(outputs: Mapping[str, Any]) -> Arrays:
    """A model output as flat arrays: a tuple's members become `name.0`, `name.1`, ..."""
    flat = {}
    for name, value in outputs.items():
        if name in CACHES:
            continue
        members = {f"{name}.{i}": v for i, v in enumerate(value)} if isinstance(value, tuple) else {name: value}
        flat |= {key: np.asarray(member) for key, member in members.items()}
    return flat


def run(model: torch.nn.Module, inputs: Mapping[str, np.ndarray]) -> Arrays:
    """Every output of the PyTorch model, the loss too when the inputs hold labels."""
    tensors = {name: torch.from_numpy(array) for name, array in inputs.items()}
    with torch.no_grad():
        return flatten(model(**tensors, output_hidden_states=True, output_attentions=True, return_dict=True))


def gradients(model: torch.nn.Module, inputs: Mapping[str, np.ndarray], loss: str = "loss") -> Arrays:
    """`grad.<name in files>` of every parameter, a tied one once; empty for a head without a loss.

    Some models have other names in memory: what they save is then their gradients, in place of the parameters.
    """
    if not {*LABELS, "bool_masked_pos"} & set(inputs):
        return {}
    model.zero_grad()
    outputs = model(**{name: torch.from_numpy(array) for name, array in inputs.items()})
    if outputs.get(loss) is None:
        return {}
    outputs[loss].backward()
    grads = {name: p.grad for name, p in model.named_parameters() if p.grad is not None}
    if transformers.__version__ == RELEASED:
        return {f"grad.{name}": grad.numpy().copy() for name, grad in grads.items()}
    with torch.no_grad(), tempfile.TemporaryDirectory() as folder:
        for name, parameter in model.named_parameters():
            parameter.copy_(grads.get(name, torch.full_like(parameter, torch.nan)))
        model.save_pretrained(folder)
        saved = load_file(Path(folder, "model.safetensors"))
    return {f"grad.{name}": grad for name, grad in saved.items() if not np.isnan(grad).all()}


def check_cached(model: Any, spec: CaseSpec) -> None:
    """Hold the logits of a language model, fed three tokens and then one at a time, against those of one call.

    Raises:
        AssertionError: they differ by more than 1e-5.
    """
    ids_name = "decoder_input_ids" if model.config.is_encoder_decoder else "input_ids"
    if ids_name not in spec.inputs or not spec.head.endswith(
        ("LMHeadModel", "ForCausalLM", "ForConditionalGeneration", "MTModel")
    ):
        return
    tensors = {name: torch.from_numpy(array) for name, array in spec.inputs.items() if name not in LABELS}
    mask_name = ids_name.replace("input_ids", "attention_mask")
    stepped = {name: tensors.pop(name) for name in (ids_name, mask_name, "position_ids") if name in tensors}
    with torch.no_grad():
        whole = model(**tensors, **stepped).logits
        parts, past, start = [], None, 0
        for stop in range(3, stepped[ids_name].shape[1] + 1):
            step = {n: t[:, :stop] if n == mask_name else t[:, start:stop] for n, t in stepped.items()}
            out = model(**tensors, **step, past_key_values=past, use_cache=True)
            parts.append(out.logits)
            past, start = out.past_key_values, stop
    difference = (torch.cat(parts, 1) - whole).abs()
    if spec.undefined is not None:
        difference = difference[torch.from_numpy(~spec.undefined)]
    assert float(difference.max()) <= 1e-5, f"{spec.name}: cached logits differ by {float(difference.max()):.1e}"
