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

    __hash__ = object.__hash__  # members are looked up thousands of times a load; that of Enum hashes their names

    LINEAR = "linear"
    LINEAR_ROWS = "linear_rows"
    EMBEDDING = "embedding"
    INDEX_EMBEDDING = "index_embedding"
    HELD_EMBEDDING = "held_embedding"
    LAYER_NORM = "layer_norm"
    RMS_NORM = "rms_norm"
    RMS_SCALE = "rms_scale"
    GROUP_NORM = "group_norm"
    BATCH_NORM = "batch_norm"
    CONV1D = "conv1d"
    CONV2D = "conv2d"
    CONV3D = "conv3d"
    CONV1D_TRANSPOSE = "conv1d_transpose"
    CONV2D_TRANSPOSE = "conv2d_transpose"
    CONV3D_TRANSPOSE = "conv3d_transpose"
    DEPTHWISE_CONV1D = "depthwise_conv1d"
    DEPTHWISE_CONV2D = "depthwise_conv2d"
    SEPARABLE_CONV1D = "separable_conv1d"
    SEPARABLE_CONV2D = "separable_conv2d"
    CONV1D_WEIGHT_NORM = "conv1d_weight_norm"
    CONV1D_GPT2 = "conv1d_gpt2"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One parameter of a kind, in every dialect.

    Attributes:
        torch: canonical leaf name; also PyTorch's, unless `torch_spelling` says otherwise.
        tensorflow, flax: the leaf's name in that dialect; one with a dot in front is part of its module's.
        tensorflow_layout, flax_layout: take the canonical layout to that dialect's.
        aliases: (dialect, name) of other names in files of a dialect; read, never written.
        torch_spelling: what PyTorch files have instead of the canonical name, as a path from the module.
        is_statistic: whether training accumulates it (a running mean) and no gradient updates it.
    """

    torch: str
    tensorflow: str
    flax: str
    tensorflow_layout: Layout = IDENTITY
    flax_layout: Layout = IDENTITY
    aliases: tuple[tuple[str, str], ...] = ()
    torch_spelling: str = ""
    is_statistic: bool = False


def _leaves(*leaves: Leaf) -> Mapping[str, Leaf]:
    return {leaf.torch: leaf for leaf in leaves}


_SWAP = Layout((1, 0))
_BIAS = Leaf("bias", "bias", "bias")
_SHIFT = Leaf("bias", "beta", "bias")
_BEFORE_KERAS_3 = (("tensorflow", "depthwise_kernel"),)


def _kernel(
    *axes: int, tensorflow: tuple[int, ...] | None = None, aliases: tuple[tuple[str, str], ...] = ()
) -> Mapping[str, Leaf]:
    """weight and bias of a convolution, whose weight other dialects have as a `kernel` with its axes in this order."""
    layout = Layout(axes)
    own = layout if tensorflow is None else Layout(tensorflow)
    return _leaves(Leaf("weight", "kernel", "kernel", own, layout, aliases), _BIAS)


def _normed(name: str, own: str, tensorflow: Layout) -> Leaf:
    """A factor of a normed weight, which PyTorch files had under another name before `parametrizations`."""
    return Leaf(
        *(name, name, name, tensorflow),
        aliases=(("torch", name),),
        torch_spelling=f"parametrizations.weight.{own}",
    )


def _separable(*axes: int, depthwise: tuple[int, ...]) -> Mapping[str, Leaf]:
    """A depthwise weight, a pointwise one behind it, and a bias."""
    every = Layout(axes)
    return _leaves(
        Leaf("depthwise_weight", "depthwise_kernel", "depthwise_kernel", Layout(depthwise), every),
        Leaf("pointwise_weight", "pointwise_kernel", "pointwise_kernel", every, every),
        _BIAS,
    )


LEAVES: Mapping[Kind, Mapping[str, Leaf]] = {
    # weight [out, in] | kernel [in, out]
    Kind.LINEAR: _leaves(Leaf("weight", "kernel", "kernel", _SWAP, _SWAP), _BIAS),
    # a linear whose rows TF models have as PyTorch's, beside its bias: weight [out, in] | weight [out, in] | kernel
    Kind.LINEAR_ROWS: _leaves(Leaf("weight", "weight", "kernel", IDENTITY, _SWAP), _BIAS),
    # weight [rows, dim]: the vocabulary, which most TF models of `transformers` call `weight`
    Kind.EMBEDDING: _leaves(Leaf("weight", "weight", "embedding")),
    # weight [rows, dim]: positions, segments, buckets, and some families' vocabulary, which they call `embeddings`
    Kind.INDEX_EMBEDDING: _leaves(Leaf("weight", "embeddings", "embedding")),
    # the same of a table that TF models hold in the layer above: `table.weight`
    Kind.HELD_EMBEDDING: _leaves(Leaf("weight", ".weight", "embedding")),
    Kind.LAYER_NORM: _leaves(
        Leaf("weight", "gamma", "scale", aliases=(("torch", "gamma"),)),
        Leaf("bias", "beta", "bias", aliases=(("torch", "beta"),)),
    ),
    Kind.RMS_NORM: _leaves(Leaf("weight", "weight", "weight")),
    # the same in layers of Keras and Flax themselves; the families' own call it as PyTorch does
    Kind.RMS_SCALE: _leaves(Leaf("weight", "scale", "scale")),
    Kind.GROUP_NORM: _leaves(Leaf("weight", "gamma", "scale"), _SHIFT),
    Kind.BATCH_NORM: _leaves(
        Leaf("weight", "gamma", "scale"),
        _SHIFT,
        Leaf("running_mean", "moving_mean", "mean", is_statistic=True),
        Leaf("running_var", "moving_variance", "var", is_statistic=True),
    ),
    # weight [out, in, k] | kernel [k, in, out]
    Kind.CONV1D: _kernel(2, 1, 0),
    # weight [out, in, h, w] | kernel [h, w, in, out]
    Kind.CONV2D: _kernel(2, 3, 1, 0),
    # weight [out, in, d, h, w] | kernel [d, h, w, in, out]
    Kind.CONV3D: _kernel(2, 3, 4, 1, 0),
    # weight [in, out, k] | kernel [k, out, in], and so on: what Flax calls a transposed kernel
    Kind.CONV1D_TRANSPOSE: _kernel(2, 1, 0),
    Kind.CONV2D_TRANSPOSE: _kernel(2, 3, 1, 0),
    Kind.CONV3D_TRANSPOSE: _kernel(2, 3, 4, 1, 0),
    # a filter for each channel: weight [channels, 1, k] | kernel [k, channels, 1] | kernel [k, 1, channels]
    Kind.DEPTHWISE_CONV1D: _kernel(2, 1, 0, tensorflow=(2, 0, 1), aliases=_BEFORE_KERAS_3),
    Kind.DEPTHWISE_CONV2D: _kernel(2, 3, 1, 0, tensorflow=(2, 3, 0, 1), aliases=_BEFORE_KERAS_3),
    Kind.SEPARABLE_CONV1D: _separable(2, 1, 0, depthwise=(2, 0, 1)),
    Kind.SEPARABLE_CONV2D: _separable(2, 3, 1, 0, depthwise=(2, 3, 0, 1)),
    # lengths [1, 1, k] and directions [out, in, k] of a weight | [k, 1, 1] and [out, in, k] | as in PyTorch
    Kind.CONV1D_WEIGHT_NORM: _leaves(
        _normed("weight_g", "original0", Layout((2, 1, 0))),
        _normed("weight_v", "original1", IDENTITY),
        _BIAS,
    ),
    # GPT-2's linear: weight [in, out] | weight [in, out], bias [1, out] | kernel [out, in]
    Kind.CONV1D_GPT2: _leaves(
        Leaf("weight", "weight", "kernel", IDENTITY, _SWAP), Leaf("bias", "bias", "bias", Layout(None, 1))
    ),
    # a parameter of a module itself: its own name and its own layout in every dialect
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
