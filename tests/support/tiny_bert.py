"""A tiny BERT with no framework: its config, random weights by canonical name, and checkpoint folders of it."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from checkpoints import write_packed, write_sharded

from trivet.families.text.bert import Bert, BertConfig

CONFIG = {
    "model_type": "bert",
    "vocab_size": 11,
    "hidden_size": 8,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 12,
    "max_position_embeddings": 6,
    "type_vocab_size": 2,
}

WORDS = "bert.embeddings.word_embeddings.weight"
DECODER = "cls.predictions.decoder.weight"


def config(**changes: Any) -> BertConfig:
    """The config, with some fields changed."""
    return BertConfig.from_dict({**CONFIG, **changes})


def weights(head: str = "BertModel", *, dtype: Any = np.float32, seed: int = 0) -> dict[str, np.ndarray[Any, Any]]:
    """Canonical name → random array, for everything a checkpoint of the head stores: no buffers, no tied copies."""
    generator = np.random.default_rng(seed)
    return {
        param.name: generator.standard_normal(param.shape).astype(np.float32).astype(dtype)
        for param in Bert().parameters(config(), head)
        if not param.buffer and param.tied is None
    }


def without_prefix(tensors: dict[str, np.ndarray[Any, Any]]) -> dict[str, np.ndarray[Any, Any]]:
    """Names as the base model's own files have them."""
    return {name.removeprefix("bert."): array for name, array in tensors.items()}


def write_config(folder: Path, head: str | None = "BertModel", **changes: Any) -> Path:
    """`config.json` in a folder, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    fields = {**CONFIG, **changes}
    if head is not None:
        fields["architectures"] = [head]
    (folder / "config.json").write_text(json.dumps(fields))
    return folder / "config.json"


def write_checkpoint(
    folder: Path,
    head: str | None = "BertModel",
    tensors: dict[str, np.ndarray[Any, Any]] | None = None,
    *,
    shards: int = 1,
    **changes: Any,
) -> Path:
    """A PyTorch checkpoint folder: config and weights, in one file or in several."""
    write_config(folder, head, **changes)
    tensors = weights(head or "BertModel") if tensors is None else tensors
    if shards == 1:
        write_packed(folder / "model.safetensors", tensors, {"format": "pt"})
        return folder
    names = list(tensors)
    parts = [{name: tensors[name] for name in names[number::shards]} for number in range(shards)]
    write_sharded(folder, parts, format="pt")
    return folder
