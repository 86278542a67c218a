"""Configs small enough to build in milliseconds, in which no two lengths agree by accident."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trivet.config import PretrainedConfig
from trivet.plugins import architecture

_SMALL: Mapping[str, Mapping[str, Any]] = {
    "bert": {
        "vocab_size": 61,
        "hidden_size": 16,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "intermediate_size": 24,
        "max_position_embeddings": 32,
        "num_labels": 3,
    },
}


def tiny_config(model_type: str, head: str = "", **overrides: Any) -> PretrainedConfig:
    """A small valid config of a family; keywords replace fields.

    Args:
        head: the class that it is for: question answering has two labels, everything else three.

    Raises:
        UnknownModelTypeError: the family is not registered.
    """
    labels = {"num_labels": 2} if head.endswith("ForQuestionAnswering") else {}
    return architecture(model_type).config_class(**{**_SMALL.get(model_type, {}), **labels, **overrides})
