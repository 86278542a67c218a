"""The side files of a conversion: config, tokenizer and card are copied; what is about the old weights is not."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trivet.checkpoint.side_files import ADAPTER_CONFIG_NAME, CONFIG_NAME, GGUF_SUFFIX, config_in
from trivet.checkpoint.weights import MANIFEST_NAME
from trivet.codecs.reading import undone
from trivet.codecs.settings import FIELDS, SIDE_FILES
from trivet.dtypes import DType
from trivet.errors import UnsafePathError
from trivet.formats.gguf.tokenizer import gguf_files
from trivet.planning.copies import Ties
from trivet.planning.opening import Checkpoint

SIDE_SUFFIXES = (".json", ".txt", ".model", ".md", ".jinja", ".tiktoken")  # config, tokenizer, card; never weights


def side_files(
    checkpoint: Checkpoint,
    dtype: DType | None,
    ties: Ties,
    *,
    is_decoded: bool,
    quantization: Mapping[str, Any] | None = None,
) -> dict[str, bytes | Path]:
    """The side files: config, tokenizer, card. Only dtype, ties and quantization of the config may change.

    Args:
        is_decoded: whether quantized weights were decoded.
        quantization: what the config is to state about the weights.
    """
    is_gguf = checkpoint.path.suffix == GGUF_SUFFIX
    if not is_gguf and checkpoint.path.is_file() and checkpoint.index is None and config_in(checkpoint.folder) is None:
        return {}
    if is_gguf:
        side: dict[str, bytes | Path] = {**gguf_files(checkpoint.path)}
        changed = {"torch_dtype": dtype.numpy_name} if dtype is not None else {}
        side[CONFIG_NAME] = _json({**checkpoint.config, **changed, **_stated(quantization)})
        return side
    side = {file.name: file for file in carried_along(checkpoint.folder)}
    if CONFIG_NAME not in side and checkpoint.config:
        side[CONFIG_NAME] = _json(checkpoint.config)
    stated = {name for name in ("torch_dtype", "dtype") if dtype and checkpoint.config.get(name) is not None}
    config = checkpoint.config
    if is_decoded:
        side = {name: file for name, file in side.items() if name not in SIDE_FILES}
        config = undone(config, FIELDS)
    document = {**_with_fields(config, ties.fields), **dict.fromkeys(stated, dtype and dtype.numpy_name)}
    document |= _stated(quantization)
    if document != checkpoint.config:
        side[CONFIG_NAME] = _json(document)
    return side


def _stated(quantization: Mapping[str, Any] | None) -> dict[str, Any]:
    return {} if quantization is None else {FIELDS[0]: dict(quantization)}


def _with_fields(document: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """A config.json with other values of some fields; `decoder.tie_word_embeddings` is one of a config within it."""
    changed = dict(document)
    for name, value in fields.items():
        part, _, own = name.rpartition(".")
        changed |= {part: _with_fields(changed[part], {own: value})} if part else {own: value}
    return changed


def _json(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(dict(document), indent=2, ensure_ascii=False) + "\n").encode()


def carried_along(folder: Path) -> list[Path]:
    """The side files of a folder that are copied with its weights: config, tokenizer, card.

    Raises:
        UnsafePathError: a file is a link that leads out of the folder. Copied files may be published, and a folder of
            another author could so publish any file of this machine.
    """
    files = [file for file in sorted(folder.iterdir()) if file.suffix in SIDE_SUFFIXES and file.is_file()]
    files = [file for file in files if not _is_of_the_weights(file.name)]
    inside = folder.resolve()
    store = next((each.parent for each in inside.parents if each.name == "snapshots"), inside)  # in the Hub's cache
    for file in files:
        target = file.resolve()
        if not target.is_relative_to(inside) and not target.is_relative_to(store):
            reason = f"is a link that leads out of the folder, to {target}"
            raise UnsafePathError(folder, file.name, reason, "put the file itself there to copy it")
    return files


def _is_of_the_weights(name: str) -> bool:
    """Whether a side file refers to files that are not copied: a shard index, a manifest, an adapter's config."""
    return re.search(r"\.index(\.[^.]+)?\.json$", name) is not None or name in (MANIFEST_NAME, ADAPTER_CONFIG_NAME)
