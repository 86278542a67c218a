"""The modules behind the transformer of a sentence-transformers folder: their configs and weights, as descriptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from trivet.errors import CheckpointMismatchError, InvalidConfigError, UnsupportedFileError
from trivet.planning.opening import open_checkpoint
from trivet.sources.source import Source
from trivet.text.embedding.files import MODULE_CONFIG_NAME, Fields, ModuleEntry
from trivet.text.embedding.pooling import LEGACY, Pooling
from trivet.text.embedding.steps import ACTIVATIONS, Dense, LayerNorm, Normalize, Step

Array = np.ndarray[Any, Any]
TRANSFORMER, POOLING, DROPOUT = "Transformer", "Pooling", "Dropout"
_VECTOR = "sentence_embedding"  # what modules call the vector that pooling makes


def read_pooling(source: Source, width: int) -> Pooling:
    """The pooling of a folder.

    Args:
        width: size of the vectors of tokens.

    Raises:
        SourceNotFoundError: there is no config.json.
        InvalidConfigError: a field is not valid, or the pooling is for vectors of another size.
    """
    fields = Fields.of(source, (MODULE_CONFIG_NAME,), needed=True)
    stated = fields.number("embedding_dimension") or fields.number("word_embedding_dimension")
    if stated not in (None, width):
        reason = f"the pooling is for vectors of {stated} numbers, but the model's vectors have {width} numbers"
        raise InvalidConfigError(reason, path=fields.path, field="word_embedding_dimension")
    return Pooling(width, _modes(fields), fields.flag("include_prompt", True))


def _modes(fields: Fields) -> tuple[str, ...]:
    """
    Raises:
        InvalidConfigError: there is no such mode.
    """
    stated = fields.values.get("pooling_mode")
    if stated is None:
        return tuple(mode for mode, name in LEGACY.items() if fields.flag(name, False)) or ("mean",)
    modes = tuple(stated) if isinstance(stated, list) else (stated,)
    if not modes or not all(isinstance(mode, str) and mode in LEGACY for mode in modes):
        reason = f"pooling_mode is {stated!r:.80}; it may be one or several of {', '.join(LEGACY)}"
        raise InvalidConfigError(reason, path=fields.path, field="pooling_mode")
    return modes


def read_steps(source: Source, entries: tuple[ModuleEntry, ...], size: int) -> tuple[Step, ...]:
    """The steps after pooling, in order.

    Args:
        entries: what modules.json lists after the pooling.
        size: of the vectors that pooling makes.

    Raises:
        UnsupportedFileError: there is a module of another type, or one that handles something else than one vector.
        CheckpointMismatchError: the weights of a module do not fit.
        SourceNotFoundError, InvalidConfigError: a file is missing or not valid.
    """
    steps: list[Step] = []
    for entry in entries:
        if entry.kind == DROPOUT:  # does nothing where nothing is trained
            continue
        part = source.beside(source.location, subfolder=_joined(source, entry.folder), options=source.options)
        step = _READERS[entry.kind](part)
        try:
            size = step.check(size)
        except ValueError as error:
            raise CheckpointMismatchError(f"{source.location}/{entry.folder}", [str(error)]) from error
        steps.append(step)
    return tuple(steps)


def _joined(source: Source, folder: str) -> str:
    return "/".join(part for part in (source.subfolder, folder) if part)


def _dense(source: Source) -> Dense:
    fields = Fields.of(source, (MODULE_CONFIG_NAME,), needed=True)
    _require_vector(fields)
    inner, outer = fields.needed_number("in_features"), fields.needed_number("out_features")
    shapes: dict[str, tuple[int, ...]] = {"linear.weight": (outer, inner)}
    if fields.flag("bias", True):
        shapes["linear.bias"] = (outer,)
    adds_input = fields.flag("use_residual", False)
    if adds_input and inner != outer:
        shapes["residual.weight"] = (outer, inner)
    arrays = _arrays(source, shapes)
    return Dense(
        arrays["linear.weight"],
        arrays.get("linear.bias"),
        activation_named(fields, "activation_function", "Tanh"),
        adds_input,
        arrays.get("residual.weight"),
    )


def activation_named(fields: Fields, name: str, default: str) -> str:
    """The activation that a field names, as a key of `ACTIVATIONS`. Nothing is imported.

    Raises:
        UnsupportedFileError: it is a class of another package, or of PyTorch but not known.
    """
    stated = fields.text(name)
    if stated is None:
        return default
    kind = stated.rpartition(".")[2]
    if not stated.startswith("torch.") or kind not in ACTIVATIONS:
        reason = f"{name} is {stated!r:.100}; known are those of torch.nn: {', '.join(ACTIVATIONS)}"
        raise UnsupportedFileError(fields.path, reason)
    return kind


def _normalize(source: Source) -> Normalize:
    _require_vector(Fields.of(source, (MODULE_CONFIG_NAME,)))
    return Normalize()


def _layer_norm(source: Source) -> LayerNorm:
    size = Fields.of(source, (MODULE_CONFIG_NAME,), needed=True).needed_number("dimension")
    arrays = _arrays(source, {"norm.weight": (size,), "norm.bias": (size,)})
    return LayerNorm(arrays["norm.weight"], arrays["norm.bias"])


_READERS: Mapping[str, Callable[[Source], Step]] = MappingProxyType(
    {"Dense": _dense, "Normalize": _normalize, "LayerNorm": _layer_norm}
)
KNOWN = (TRANSFORMER, POOLING, *_READERS, DROPOUT)
"""The types of modules that are read."""


def _require_vector(fields: Fields) -> None:
    """
    Raises:
        UnsupportedFileError: the module reads or writes something else than the vector of a text.
    """
    for name in ("module_input_name", "module_output_name"):
        if fields.text(name, _VECTOR) != _VECTOR:
            reason = f"{name} is {fields.values[name]!r:.80}: only modules that change the vector of a text are read"
            raise UnsupportedFileError(fields.path, reason)


def _arrays(source: Source, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Array]:
    """The weights of a module, float32, from safetensors or `.bin`.

    Raises:
        CheckpointMismatchError: a tensor is missing, unknown or of another shape.
        SourceNotFoundError, CorruptFileError: there are no weights, or they cannot be read.
    """
    checkpoint = open_checkpoint(source.handle, subfolder=source.subfolder, options=source.options)
    catalog = checkpoint.catalog
    problems = [f"{name}: not in the file" for name in shapes if name not in catalog]
    problems += [f"{name}: in the file, but the module has no such tensor" for name in catalog if name not in shapes]
    problems += [
        f"{name}: {list(catalog[name].shape)} in the file, {list(shape)} by config.json"
        for name, shape in shapes.items()
        if name in catalog and catalog[name].shape != shape
    ]
    if problems:
        raise CheckpointMismatchError(f"{source.location}/{source.subfolder}", problems)
    return {name: np.array(checkpoint.array(name), np.float32) for name in shapes}
