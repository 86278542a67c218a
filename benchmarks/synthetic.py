"""Synthetic checkpoints: random weights of real shapes, made on first use and kept.

Bytes are random but the same on every machine; biases and norms are random too, so that nothing is zero.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from trivet.dtypes import DType
from trivet.families.registry import architecture
from trivet.layout import DIALECTS, ParamSpec
from trivet.planning.skeleton import Skeleton
from trivet.transfer.saving import Item, plan_entries, write_checkpoint

FOLDER = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True)
class Shape:
    """A BERT-shaped checkpoint: `layers` of `hidden`, about 12 × hidden² weights each."""

    name: str
    layers: int
    hidden: int
    dtype: DType
    max_shard_size: str = "50GB"
    head: str = "BertModel"

    @property
    def config(self) -> dict:
        """What config.json says."""
        return {
            "model_type": "bert",
            "architectures": ["BertModel"],
            "vocab_size": 30522,
            "hidden_size": self.hidden,
            "num_hidden_layers": self.layers,
            "num_attention_heads": self.hidden // 64,
            "intermediate_size": 4 * self.hidden,
            "max_position_embeddings": 512,
            "type_vocab_size": 2,
            "torch_dtype": self.dtype.numpy_name,
        }


@dataclass(frozen=True)
class LlamaShape(Shape):
    """A Llama-shaped checkpoint: `layers` of `hidden`, about 16 × hidden² weights each, and an untied head."""

    head: str = "LlamaForCausalLM"

    @property
    def config(self) -> dict:
        """What config.json says."""
        return {
            "model_type": "llama",
            "architectures": ["LlamaForCausalLM"],
            "vocab_size": 32000,
            "hidden_size": self.hidden,
            "num_hidden_layers": self.layers,
            "num_attention_heads": self.hidden // 64 or 1,
            "num_key_value_heads": self.hidden // 64 or 1,
            "intermediate_size": 4 * self.hidden,
            "max_position_embeddings": 512,
            "tie_word_embeddings": False,
            "torch_dtype": self.dtype.numpy_name,
        }


@dataclass(frozen=True)
class BartShape(Shape):
    """A BART-shaped checkpoint of very many tensors: `layers` of encoder and decoder each, 42 tensors a pair."""

    head: str = "BartModel"

    @property
    def config(self) -> dict:
        """What config.json says."""
        sides = {
            f"{side}_{field}": value
            for side in ("encoder", "decoder")
            for field, value in (("layers", self.layers), ("ffn_dim", 4 * self.hidden), ("attention_heads", 1))
        }
        return {
            "model_type": "bart",
            "architectures": ["BartModel"],
            "vocab_size": 1000,
            "d_model": self.hidden,
            "max_position_embeddings": 512,
            "torch_dtype": self.dtype.numpy_name,
            **sides,
        }


SHAPES = {
    shape.name: shape
    for shape in (
        Shape("bert-0.6gb-bf16", 5, 2048, DType.BF16),
        Shape("bert-1.2gb-bf16", 11, 2048, DType.BF16),
        Shape("bert-2.4gb-bf16", 23, 2048, DType.BF16),
        Shape("bert-4.8gb-bf16", 46, 2048, DType.BF16),
        Shape("bert-0.6gb-fp32", 10, 1024, DType.F32),
        Shape("bert-large-fp32", 24, 1024, DType.F32),
        LlamaShape("llama-2.4gb-bf16", 16, 2048, DType.BF16),
        LlamaShape("llama-2.4gb-bf16-shards", 16, 2048, DType.BF16, max_shard_size="500MB"),
        BartShape("bart-3k-tensors", 71, 16, DType.BF16),
        BartShape("bart-21k-tensors", 512, 16, DType.BF16),
    )
}


def checkpoint(name: str, dialect: str = "torch") -> Path:
    """Folder of a synthetic checkpoint, made if it is not there."""
    shape = SHAPES[name]
    folder = FOLDER / f"{name}-{dialect}"
    if not (folder / "config.json").exists():
        _write(shape, folder, dialect)
    return folder


def _write(shape: Shape, folder: Path, dialect: str) -> None:
    family = architecture(shape.config["model_type"])
    config = family.config_class.from_dict(shape.config)
    params = [param for param in family.parameters(config, shape.head) if not param.buffer and not param.tied]
    source = Skeleton(DIALECTS["torch"], (), family, is_base=family.is_base(shape.head))
    items = [Item(param, shape.dtype, _random(param, shape.dtype, seed)) for seed, param in enumerate(params)]
    side = {"config.json": json.dumps(shape.config, indent=2).encode()}
    entries = plan_entries(items, source, DIALECTS[dialect])
    write_checkpoint(entries, folder, dialect=DIALECTS[dialect], max_shard_size=shape.max_shard_size, side_files=side)


def _random(param: ParamSpec, dtype: DType, seed: int) -> Callable[[], np.ndarray]:
    return partial(_normal, param.shape, dtype, seed)


def _normal(shape: tuple[int, ...], dtype: DType, seed: int) -> np.ndarray:
    values = np.random.default_rng(seed).standard_normal(shape, np.float32) * np.float32(0.02)
    return values.astype(dtype.numpy)
