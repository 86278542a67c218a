"""The config and the generation config of a GGUF file, from its fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trivet.errors import UnsupportedFileError
from trivet.formats.gguf.architectures import GgufArchitecture, gguf_architecture
from trivet.formats.gguf.header import Header, Texts, read_header
from trivet.tensors.source_files import SourceFile

_TOKENS = {
    "bos_token_id": "tokenizer.ggml.bos_token_id",
    "eos_token_id": "tokenizer.ggml.eos_token_id",
    "pad_token_id": "tokenizer.ggml.padding_token_id",
}


def gguf_config(path: Path) -> dict[str, Any]:
    """The fields of a config.json, as a model of the file's architecture has them.

    Raises:
        CorruptFileError: the file is malformed.
        UnsupportedFileError: its architecture is not known, or a fact of it has no field.
    """
    return config_of_header(read_header(SourceFile(path)), path)


def config_of_header(header: Header, path: Path) -> dict[str, Any]:
    """As `gguf_config`, for a header that has been read."""
    name = header.fields.get("general.architecture")
    known = gguf_architecture(name) if isinstance(name, str) else None
    if known is None:
        raise UnsupportedFileError(path, f"is a GGUF file of the architecture {name!r}, whose names are not known here")
    config: dict[str, Any] = {"model_type": known.model_type, "architectures": [known.head], **known.constants}
    for key, field in known.fields.items():
        value = header.fields.get(f"{name}.{key}")
        if value is not None:
            config[field] = _plain(value, f"{name}.{key}", path)
    shapes = {tensor.name: tensor.shape for tensor in header.tensors}
    words = shapes.get("token_embd.weight", (0,))
    config["vocab_size"] = words[0]
    config["tie_word_embeddings"] = "output.weight" not in shapes
    config |= {field: int(value) for field, key in _TOKENS.items() if (value := header.fields.get(key)) is not None}
    _add_positions(config, header, str(name), shapes, path)
    _add_biases(config, known, shapes)
    return config


def gguf_side_files(path: Path, header: Header) -> dict[str, bytes]:
    """Name → bytes of the small files that the fields stand for: config.json, generation_config.json.

    An architecture that is not known has an empty config: its tensors can be listed, and no model is built of them.
    """
    try:
        config = config_of_header(header, path)
    except UnsupportedFileError:
        return {"config.json": b"{}"}
    files = {"config.json": config, "generation_config.json": generation_fields(config)}
    return {name: json.dumps(fields).encode() for name, fields in files.items()}


def generation_fields(config: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a generation_config.json."""
    return {field: config[field] for field in _TOKENS if field in config}


def _plain(value: Any, key: str, path: Path) -> Any:
    """A number or text of a field.

    Raises:
        UnsupportedFileError: it is an array, of which a config has one number for all layers.
    """
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return float(f"{value:.7g}")  # of float32: 1e-05, not 9.999999747378752e-06
    numbers = set() if isinstance(value, Texts) else set(value.tolist())
    if len(numbers) != 1:
        raise UnsupportedFileError(path, f"{key} differs between layers, which no model of this family can have")
    return _plain(numbers.pop(), key, path)


def _add_positions(
    config: dict[str, Any], header: Header, name: str, shapes: Mapping[str, tuple[int, ...]], path: Path
) -> None:
    """The fields of rotary positions.

    Raises:
        UnsupportedFileError: the file scales them in a way that has no field.
    """
    factor, kind = (header.fields.get(f"{name}.rope.scaling.{each}") for each in ("factor", "type"))
    if kind == "linear" and factor not in (None, 1.0):
        config["rope_scaling"] = {"rope_type": "linear", "factor": float(factor)}
    elif kind not in (None, "none", "linear") or (kind is None and factor not in (None, 0.0, 1.0)):
        raise UnsupportedFileError(path, f"scales positions by {kind!r}, whose parameters are not read from GGUF files")
    unread = [each for each in shapes if each.startswith("rope_f")]
    if unread:
        raise UnsupportedFileError(path, f"scales positions by {unread[0]}, which is not read from GGUF files")
    turned, size = header.fields.get(f"{name}.rope.dimension_count"), config.get("head_dim")
    heads, width = config.get("num_attention_heads"), config.get("hidden_size")
    if size is None and isinstance(heads, int) and isinstance(width, int) and heads > 0:
        size = width // heads
    if isinstance(turned, int) and isinstance(size, int) and 0 < turned < size:
        config["partial_rotary_factor"] = turned / size


def _add_biases(config: dict[str, Any], known: GgufArchitecture, shapes: Mapping[str, tuple[int, ...]]) -> None:
    """The fields that say which layers have biases, for the families whose files may have them or not."""
    has = {module: f"blk.0.{module}.bias" in shapes for module in ("attn_q", "attn_output", "ffn_up")}
    if known.model_type == "llama":
        config |= {"attention_bias": has["attn_q"], "mlp_bias": has["ffn_up"]}
    elif known.model_type == "stablelm":
        config |= {"use_qkv_bias": has["attn_q"], "use_parallel_residual": "blk.0.ffn_norm.weight" not in shapes}
