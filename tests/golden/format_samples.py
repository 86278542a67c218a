"""What the sample files of Flax and TensorFlow hold, by name: the makers write it, the tests expect it. Needs numpy only.

Values are a pattern of bytes, so that every dtype can be compared without a framework, and no two tensors are alike.
"""

import math
from collections.abc import Mapping

import numpy as np

# dtype → bytes of an element
WIDTHS: Mapping[str, int] = {
    "bool": 1,
    "uint8": 1,
    "int8": 1,
    "uint16": 2,
    "int16": 2,
    "uint32": 4,
    "int32": 4,
    "uint64": 8,
    "int64": 8,
    "float16": 2,
    "bfloat16": 2,
    "float32": 4,
    "float64": 8,
    "complex64": 8,
    "float8_e4m3fn": 1,
    "float8_e5m2": 1,
    "float8_e4m3fnuz": 1,
    "float8_e5m2fnuz": 1,
}

Shapes = Mapping[str, tuple[str, tuple[int, ...]]]
"""Name → (dtype, shape)."""

MSGPACK: Shapes = {
    **{f"dtypes.{dtype}": (dtype, (2, 3)) for dtype in WIDTHS},
    "empty": ("float32", (0, 4)),
    "list.0": ("float32", (2,)),
    "list.1.inner": ("int8", (3,)),
    "scalars.array": ("float32", ()),
    "scalars.bfloat16": ("bfloat16", ()),
    "scalars.numpy": ("float64", ()),
    "long.0123456789012345678901234567890123456789": ("uint8", (300,)),
    "transposed": ("float32", (4, 3)),
}
MSGPACK_SKIPPED = ("other.complex", "other.flag", "other.none", "other.number", "other.text")

CHUNK_BYTES = 64
"""Above which the chunked sample's arrays are split."""
CHUNKED: Shapes = {
    "whole": ("float32", (4, 4)),
    "split.even": ("float32", (8, 4)),
    "split.rest": ("bfloat16", (7, 11)),
    "split.deep.bytes": ("uint8", (2, 3, 40)),
}

# The names of Google's BERT, and the slots that its optimizer keeps beside each
NAMED: Shapes = {
    "bert/embeddings/word_embeddings": ("float32", (11, 4)),
    "bert/embeddings/LayerNorm/gamma": ("float32", (4,)),
    "bert/encoder/layer_0/attention/self/query/kernel": ("float32", (4, 4)),
    "bert/encoder/layer_0/attention/self/query/bias": ("float32", (4,)),
    "bert/encoder/layer_10/output/dense/kernel": ("float32", (8, 4)),
    "cls/predictions/output_bias": ("float32", (11,)),
}
NAMED_SKIPPED = tuple(sorted(["global_step", *(f"{name}/{slot}" for name in NAMED for slot in ("adam_m", "adam_v"))]))

# dtype names that TensorFlow has
BUNDLE_DTYPES: Shapes = {
    **{f"dtypes/{dtype}": (dtype, (2, 3)) for dtype in WIDTHS if not dtype.endswith("fnuz")},
    "empty": ("float32", (0, 4)),
    "scalar": ("float32", ()),
}

# Partitioned variables, saved in one data file and in one for each of three devices
PARTITIONED: Shapes = {
    "rows": ("float32", (200, 3)),
    "columns": ("float32", (4, 7)),
    "here/kernel": ("float32", (2, 3)),
    "there/kernel": ("float32", (3, 2)),
}

# A Keras model of one's own, trained with an optimizer
TRAINED: Shapes = {
    "dense/kernel": ("float32", (4, 3)),
    "dense/bias": ("float32", (3,)),
    "batch_normalization/gamma": ("float32", (3,)),
    "batch_normalization/beta": ("float32", (3,)),
    "batch_normalization/moving_mean": ("float32", (3,)),
    "batch_normalization/moving_variance": ("float32", (3,)),
    "dense_1/kernel": ("float32", (3, 2)),
    "dense_1/bias": ("float32", (2,)),
}


def content(name: str, dtype: str, shape: tuple[int, ...]) -> np.ndarray:
    """The bytes of the tensor of that name, as uint8 [nbytes]; finite in every floating-point dtype."""
    count = math.prod(shape) * WIDTHS[dtype]
    start = sum(name.encode()) % 50
    pattern = (start + np.arange(count, dtype=np.int64) * 7) % (2 if dtype == "bool" else 59)
    return pattern.astype(np.uint8)


def contents(shapes: Shapes) -> dict[str, np.ndarray]:
    """`content` of every tensor of a table."""
    return {name: content(name, dtype, shape) for name, (dtype, shape) in shapes.items()}
