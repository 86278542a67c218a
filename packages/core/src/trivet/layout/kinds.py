"""The one table of parameter kinds: leaf name and layout of each in the three dialects.

The kind, never the number of axes and never a substring of a name, selects what a parameter is called and how it lies
in memory. Canonical is PyTorch. Everything else about dialects is derived from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from trivet.layout.ops import IDENTITY, Layout


class Kind(Enum):
    """What a parameter is."""

    LINEAR = "linear"
    EMBEDDING = "embedding"
    INDEX_EMBEDDING = "index_embedding"
    LAYER_NORM = "layer_norm"
    RMS_NORM = "rms_norm"
    RMS_SCALE = "rms_scale"
    BATCH_NORM = "batch_norm"
    CONV1D = "conv1d"
    CONV2D = "conv2d"
    CONV3D = "conv3d"
    CONV1D_GPT2 = "conv1d_gpt2"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One parameter of a kind, as the dialects have it.

    Attributes:
        torch: canonical leaf name.
        tensorflow, flax: the leaf's name there.
        tensorflow_layout, flax_layout: take the canonical layout to that dialect's.
        aliases: other canonical names found in old PyTorch files; read, never written.
    """

    torch: str
    tensorflow: str
    flax: str
    tensorflow_layout: Layout = IDENTITY
    flax_layout: Layout = IDENTITY
    aliases: tuple[str, ...] = ()


def _leaves(*leaves: Leaf) -> Mapping[str, Leaf]:
    return {leaf.torch: leaf for leaf in leaves}


_SWAP = Layout((1, 0))
_BIAS = Leaf("bias", "bias", "bias")

LEAVES: Mapping[Kind, Mapping[str, Leaf]] = {
    # weight [out, in] | kernel [in, out]
    Kind.LINEAR: _leaves(Leaf("weight", "kernel", "kernel", _SWAP, _SWAP), _BIAS),
    # weight [rows, dim]: the vocabulary, which most Keras models of the field call `weight`
    Kind.EMBEDDING: _leaves(Leaf("weight", "weight", "embedding")),
    # weight [rows, dim]: positions, segments, buckets, and some families' vocabulary, which they call `embeddings`
    Kind.INDEX_EMBEDDING: _leaves(Leaf("weight", "embeddings", "embedding")),
    Kind.LAYER_NORM: _leaves(
        Leaf("weight", "gamma", "scale", aliases=("gamma",)), Leaf("bias", "beta", "bias", aliases=("beta",))
    ),
    Kind.RMS_NORM: _leaves(Leaf("weight", "weight", "weight")),
    # the same in layers of Keras and Flax themselves; the families' own call it as PyTorch does
    Kind.RMS_SCALE: _leaves(Leaf("weight", "scale", "scale")),
    Kind.BATCH_NORM: _leaves(
        Leaf("weight", "gamma", "scale"),
        Leaf("bias", "beta", "bias"),
        Leaf("running_mean", "moving_mean", "mean"),
        Leaf("running_var", "moving_variance", "var"),
    ),
    # weight [out, in, k] | kernel [k, in, out]
    Kind.CONV1D: _leaves(Leaf("weight", "kernel", "kernel", Layout((2, 1, 0)), Layout((2, 1, 0))), _BIAS),
    # weight [out, in, h, w] | kernel [h, w, in, out]
    Kind.CONV2D: _leaves(Leaf("weight", "kernel", "kernel", Layout((2, 3, 1, 0)), Layout((2, 3, 1, 0))), _BIAS),
    # weight [out, in, d, h, w] | kernel [d, h, w, in, out]
    Kind.CONV3D: _leaves(Leaf("weight", "kernel", "kernel", Layout((2, 3, 4, 1, 0)), Layout((2, 3, 4, 1, 0))), _BIAS),
    # GPT-2's linear: weight [in, out] | weight [in, out], bias [1, out] | kernel [out, in]
    Kind.CONV1D_GPT2: _leaves(
        Leaf("weight", "weight", "kernel", IDENTITY, _SWAP), Leaf("bias", "bias", "bias", Layout(None, 1))
    ),
    # a parameter that a module holds itself: its own name, its own layout, everywhere
    Kind.RAW: {},
}


def leaf_of(kind: Kind, name: str) -> Leaf:
    """The leaf for a canonical leaf name.

    Raises:
        KeyError: the kind has no such parameter (`RAW` takes any name).
    """
    if kind is Kind.RAW:
        return Leaf(name, name, name)
    return LEAVES[kind][name]
