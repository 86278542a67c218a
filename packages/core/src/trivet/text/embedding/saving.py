"""Writing a folder that sentence-transformers reads: the model, its tokenizer, and what follows the transformer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from trivet.checkpoint.staging import staged
from trivet.dtypes import DType
from trivet.errors import ConversionError
from trivet.layout import TORCH
from trivet.tensors.entry import Entry
from trivet.text.embedding.files import MODULE_CONFIG_NAME, MODULES_NAME, SETTINGS_NAME, TRANSFORMER_NAMES
from trivet.text.embedding.pooling import LEGACY, Pooling
from trivet.text.embedding.steps import Dense, LayerNorm, Normalize, Step, class_path
from trivet.transfer.saving import write_checkpoint

Array = np.ndarray[Any, Any]
_TYPES = "sentence_transformers.models."  # every version of the library finds its modules there


def write_encoder(
    folder: Path,
    model: Any,
    tokenizer: Any,
    pooling: Pooling,
    steps: Sequence[Step],
    *,
    settings: Mapping[str, Any],
    max_length: int | None,
    lowercases: bool,
) -> None:
    """Write the modules and the tokenizer in one step, then the model in another.

    Until the model is there as well, a load is refused, unless the folder already held the weights of such a model.

    Args:
        settings: fields of config_sentence_transformers.json.
        max_length: tokens of a text at most; None for no limit.

    Raises:
        ConversionError: a step is not of a type that the library has.
        DestinationError: the folder cannot be written.
    """
    transformer = {"max_seq_length": max_length, "do_lower_case": lowercases}
    names = ["", "1_Pooling", *(f"{place}_{type(step).__name__}" for place, step in enumerate(steps, start=2))]
    kinds = ["Transformer", "Pooling", *(type(step).__name__ for step in steps)]
    listed = [
        {"idx": place, "name": str(place), "path": name, "type": _TYPES + kind}
        for place, (name, kind) in enumerate(zip(names, kinds, strict=True))
    ]
    written = [_written(step) for step in steps]
    with staged(folder, stale_folder=lambda name: name in names) as place:
        tokenizer.save_pretrained(place)
        _write_json(place / SETTINGS_NAME, settings)
        _write_json(place / TRANSFORMER_NAMES[0], transformer)
        (place / names[1]).mkdir()
        _write_json(place / names[1] / MODULE_CONFIG_NAME, _pooling_fields(pooling))
        for name, (fields, arrays) in zip(names[2:], written, strict=True):
            config = {MODULE_CONFIG_NAME: _encoded(fields)}
            if arrays:
                entries = [_entry(*each) for each in arrays.items()]
                write_checkpoint(entries, place / name, dialect=TORCH, side_files=config)
                continue
            (place / name).mkdir()
            (place / name / MODULE_CONFIG_NAME).write_bytes(config[MODULE_CONFIG_NAME])
        _write_json(place / MODULES_NAME, listed)
    model.save_pretrained(folder, dialect=TORCH.name)


def _pooling_fields(pooling: Pooling) -> dict[str, Any]:
    """The fields that every version of the library reads; the newer list of modes only if their order is unusual."""
    modes = [mode for mode in LEGACY if mode in pooling.modes]
    if modes == list(pooling.modes):
        flags: dict[str, Any] = {name: mode in pooling.modes for mode, name in LEGACY.items()}
    else:
        flags = {"pooling_mode": list(pooling.modes)}
    return {"word_embedding_dimension": pooling.width, **flags, "include_prompt": pooling.include_prompt}


def _written(step: Step) -> tuple[dict[str, Any], dict[str, Array]]:
    """The config and the weights of a step.

    Raises:
        ConversionError: the library has no such module.
    """
    if isinstance(step, Normalize):
        return {}, {}
    if isinstance(step, LayerNorm):
        return {"dimension": int(step.weight.shape[0])}, {"norm.weight": step.weight, "norm.bias": step.bias}
    if not isinstance(step, Dense):
        raise ConversionError(f"a step of type {type(step).__name__} is not a module of sentence-transformers")
    fields = {
        "in_features": int(step.weight.shape[1]),
        "out_features": int(step.weight.shape[0]),
        "bias": step.bias is not None,
        "activation_function": class_path(step.activation),
    }
    if step.adds_input:  # a field that older versions refuse
        fields["use_residual"] = True
    arrays = {"linear.weight": step.weight, "linear.bias": step.bias, "residual.weight": step.residual}
    return fields, {name: array for name, array in arrays.items() if array is not None}


def _entry(name: str, array: Array) -> Entry:
    values = np.ascontiguousarray(array, np.float32)
    return Entry(name, DType.F32, values.shape, partial(_bytes_of, values))


def _bytes_of(values: Array) -> Array:
    return values.reshape(-1).view(np.uint8)


def _encoded(value: Any) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def _write_json(path: Path, value: Any) -> None:
    path.write_bytes(_encoded(value))
