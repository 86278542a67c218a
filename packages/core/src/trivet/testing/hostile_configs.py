"""Hostile fields of a config.json: each must be refused with a TrivetError, or be harmless."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from trivet.families.config import PretrainedConfig

# JSON values (Python's parser accepts NaN and Infinity as well).
VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    2,
    3,
    7,
    -1,
    -(2**31),
    2**31,
    2**63,
    10**9,
    10**12,
    10**30,
    0.0,
    0.5,
    1.0,
    1.5,
    -0.5,
    2.0,
    1e-320,
    1e39,
    1e308,
    float("nan"),
    float("inf"),
    float("-inf"),
    "",
    "0",
    "8",
    "0.1",
    "true",
    "false",
    "null",
    "relu",
    "gelu_new",
    "gated-gelu",
    "gated-",
    "__import__('os')",
    "ä\x00\n",
    "x" * 10_000,
    [],
    [1],
    ["relu"],
    [None],
    [[1]],
    [0] * 1000,
    {},
    {"0": 1},
    {"0": [0]},
    {"-1": [0]},
    {"a": "b"},
    {"rope_type": "yarn"},
    {"rope_type": "longrope", "factor": 2.0, "short_factor": [1.0], "long_factor": ["x"]},
    {"summarization": {"max_length": "x", "num_beams": -1, "prefix": None}},
    {"0": "same", "1": "same", "2": "same"},
    {"same": 0, "other": 0, "third": None},
    [[0, 1], [None]],
    "8.0",
    "1e3",
    "٣",
    "\ud83d",
    {"rope_type": "linear", "factor": 0},
    {"rope_type": "dynamic", "factor": 2.0},
    {"rope_type": "dynamic", "factor": float("nan")},
    {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1, "high_freq_factor": 4},
    {"rope_type": ["linear"], "factor": 2.0},
    {"rope_type": "yarn", "factor": 4.0, "beta_fast": "x"},
    {"rope_type": "yarn", "factor": 1e300, "mscale": -1, "attention_factor": "inf"},
    {"type": None, "factor": None, "rope_theta": None},
    {"full_attention": {"rope_type": "default", "rope_theta": 1.0}, "sliding_attention": None},
    {"sliding_attention": {"rope_theta": -1}},
    ["full_attention", "sliding_attention"],
    ["full_attention", 3],
    ["chunked_attention", "full_attention"],
)

NESTED_KEYS = (
    "0",
    "1",
    "-1",
    "1.5",
    "a",
    "",
    "ключ",
    "attention_factor",
    "beta_fast",
    "beta_slow",
    "factor",
    "full_attention",
    "high_freq_factor",
    "long_factor",
    "low_freq_factor",
    "max_length",
    "num_beams",
    "original_max_position_embeddings",
    "partial_rotary_factor",
    "prefix",
    "rope_theta",
    "rope_type",
    "short_factor",
    "sliding_attention",
    "summarization",
    "type",
)
"""Keys of objects within a config.json, and some unknown ones."""

_CLOSE: tuple[Callable[[Any], Any], ...] = (
    str,
    lambda value: [value],
    lambda value: {"value": value},
    lambda value: -value if isinstance(value, int | float) else [value, value],
    lambda value: float(value) if isinstance(value, int | float) else value,
    lambda value: value + 1 if isinstance(value, int | float) else {"0": value},
    lambda value: (
        value * 2**20 if isinstance(value, int | float) else value * 2 if isinstance(value, str | list) else []
    ),
    lambda value: value / 3 if isinstance(value, int | float) else f"{value} ",
)
"""Functions from a valid value to one of another type, or one close to it."""

EXTRAS = (
    "architectures",
    "attribute_map",
    "auto_map",
    "dtype",
    "gradient_checkpointing",
    "head_dim",
    "id2label",
    "label2id",
    "layer_types",
    "model_type",
    "name_or_path",
    "num_labels",
    "partial_rotary_factor",
    "pruned_heads",
    "requirements",
    "rope_parameters",
    "rope_scaling",
    "self",
    "sliding_window",
    "to_dict",
    "torch_dtype",
    "torchscript",
    "__class__",
    "",
)
"""Names of further fields, some of which do not exist."""


def fields_of(config: PretrainedConfig) -> tuple[str, ...]:
    """Every field that a config of the class may have, under all its names, and some unknown ones."""
    known = {*config.to_dict(), *type(config).attribute_map, *type(config).all_requirements(), *EXTRAS}
    return tuple(sorted(known))


def hostile_fields(config: PretrainedConfig, chance: random.Random) -> dict[str, Any]:
    """A config's fields, one to three of them replaced by hostile values."""
    usual = config.to_dict()
    names = chance.sample(fields_of(config), chance.choice((1, 1, 1, 2, 2, 3)))
    return usual | {name: hostile_value(usual.get(name), chance) for name in names}


def hostile_value(usual: Any, chance: random.Random) -> Any:
    """A value for a field: any value, one close to the usual one, or a structure like the usual one."""
    way = chance.random()
    if way < 0.5:
        return chance.choice(VALUES)
    if way < 0.75 and isinstance(usual, int | float | str | list | dict):
        return chance.choice(_CLOSE)(usual)
    keys = chance.sample(NESTED_KEYS, chance.randint(0, 4))
    inner = {key: chance.choice(VALUES) for key in keys}
    return chance.choice((inner, {**usual, **inner} if isinstance(usual, dict) else inner, [inner], {"0": inner}))


def hostile_text(config: PretrainedConfig, chance: random.Random) -> str:
    """The text of a hostile config.json, which may have a field twice, in any order and with any characters."""
    fields = list(hostile_fields(config, chance).items())
    if chance.random() < 0.3:
        name = chance.choice(fields)[0]
        fields.insert(chance.randrange(len(fields)), (name, hostile_value(None, chance)))
    escaped = chance.random() < 0.5
    lines = [f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=escaped)}" for name, value in fields]
    if chance.random() < 0.02:
        depth = chance.choice((50, 500, 50_000))
        lines.append(f'"deep": {"[" * depth}{"]" * depth}')
    return "{" + ",\n".join(lines) + "}"
