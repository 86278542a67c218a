"""Fields of a config.json that nothing good comes from: each must be refused with a TrivetError, or be harmless."""

from __future__ import annotations

import random
from typing import Any

from trivet.config import PretrainedConfig

# Values as JSON can hold them (Python's reader takes NaN and Infinity as well).
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
"""Fields beside those of the class, some of which are none."""


def fields_of(config: PretrainedConfig) -> tuple[str, ...]:
    """Every field that a config of the class may have, by all its names, and some that it may not."""
    known = {*config.to_dict(), *type(config).attribute_map, *type(config).all_requirements(), *EXTRAS}
    return tuple(sorted(known))


def hostile_fields(config: PretrainedConfig, chance: random.Random) -> dict[str, Any]:
    """A config's fields, one to three of them replaced by hostile values."""
    wanted = chance.sample(fields_of(config), chance.choice((1, 1, 1, 2, 3)))
    return config.to_dict() | {name: chance.choice(VALUES) for name in wanted}
