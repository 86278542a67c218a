"""A layer's parameters mean the same in every framework: saved from one, loaded into another, the outputs are equal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import jax.numpy as jnp
import keras
import numpy as np
import pytest
import torch
from flax import nnx
from safetensors.numpy import load_file
from torch import nn

import trivet
from trivet.errors import ConversionError

Made = tuple[nn.Module, Callable[[], Any], Callable[[nnx.Rngs], Any] | None]


def convolution(axes: int) -> Made:
    torch_layer = (nn.Conv1d, nn.Conv2d, nn.Conv3d)[axes - 1](4, 6, (2, 3, 2)[:axes], groups=2)
    keras_layer = (keras.layers.Conv1D, keras.layers.Conv2D, keras.layers.Conv3D)[axes - 1]
    size = (2, 3, 2)[:axes]
    return (
        torch_layer,
        lambda: keras_layer(6, size, groups=2, name="layer"),
        lambda rngs: nnx.Conv(4, 6, size, feature_group_count=2, padding="VALID", rngs=rngs),
    )


def transposed(axes: int) -> Made:
    size = (2, 3, 2)[:axes]
    torch_layer = (nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d)[axes - 1](4, 6, size, stride=2)
    layers = keras.layers
    keras_layer = (layers.Conv1DTranspose, layers.Conv2DTranspose, layers.Conv3DTranspose)[axes - 1]
    strides = (2,) * axes
    return (
        torch_layer,
        lambda: keras_layer(6, size, strides=2, name="layer"),
        lambda rngs: nnx.ConvTranspose(4, 6, size, strides=strides, padding="VALID", transpose_kernel=True, rngs=rngs),
    )


def depthwise(axes: int) -> Made:
    size = (2, 3)[:axes]
    torch_layer = (nn.Conv1d, nn.Conv2d)[axes - 1](4, 4, size, groups=4)
    keras_layer = (keras.layers.DepthwiseConv1D, keras.layers.DepthwiseConv2D)[axes - 1]
    return torch_layer, lambda: keras_layer(size, name="layer"), None


def group_norm() -> Made:
    layer = nn.GroupNorm(2, 4)
    return (
        layer,
        lambda: keras.layers.GroupNormalization(2, epsilon=1e-5, name="layer"),
        lambda rngs: nnx.GroupNorm(4, 2, epsilon=1e-5, rngs=rngs),
    )


CASES: dict[str, tuple[Callable[[], Made], int]] = {
    **{f"convolution {axes}": (lambda axes=axes: convolution(axes), axes) for axes in (1, 2, 3)},
    **{f"transposed {axes}": (lambda axes=axes: transposed(axes), axes) for axes in (1, 2, 3)},
    **{f"depthwise {axes}": (lambda axes=axes: depthwise(axes), axes) for axes in (1, 2)},
    "group norm": (group_norm, 2),
}


@pytest.mark.parametrize("case", CASES)
def test_outputs_are_equal_where_the_kind_is(case: str, tmp_path: Path) -> None:
    make, axes = CASES[case]
    torch_layer, of_keras, of_flax = make()
    for parameter in torch_layer.parameters():
        nn.init.normal_(parameter)
    module = nn.ModuleDict({"layer": torch_layer})
    inputs = np.random.default_rng(0).normal(size=(2, *(5, 6, 4)[:axes], 4)).astype(np.float32)
    with torch.no_grad():
        expected = torch_layer(torch.from_numpy(np.moveaxis(inputs, -1, 1).copy())).numpy()
    expected = np.moveaxis(expected, 1, -1)
    trivet.save(module, tmp_path / "torch")

    model = keras.Sequential([keras.Input(inputs.shape[1:]), of_keras()])
    trivet.load_into(model, tmp_path / "torch")
    np.testing.assert_allclose(np.asarray(model(inputs)), expected, atol=1e-4)
    trivet.save(model, tmp_path / "tensorflow")
    trivet.save(model, tmp_path / "back", dialect="torch")
    assert (tmp_path / "back" / "model.safetensors").read_bytes() == (
        tmp_path / "torch" / "model.safetensors"
    ).read_bytes()
    if of_flax is None:
        return

    class Holder(nnx.Module):
        def __init__(self, rngs: nnx.Rngs) -> None:
            self.layer = of_flax(rngs)

    for source in ("torch", "tensorflow"):
        holder = Holder(nnx.Rngs(0))
        trivet.load_into(holder, tmp_path / source)
        np.testing.assert_allclose(np.asarray(holder.layer(jnp.asarray(inputs))), expected, atol=1e-4)
        trivet.save(holder, tmp_path / "again", dialect="torch")
        assert (tmp_path / "again" / "model.safetensors").read_bytes() == (
            tmp_path / "torch" / "model.safetensors"
        ).read_bytes()


def test_separable_convolutions_have_pytorchs_layout_in_its_dialect(tmp_path: Path) -> None:
    def build() -> keras.Model:
        return keras.Sequential([keras.Input((5, 6, 4)), keras.layers.SeparableConv2D(6, (2, 3), name="layer")])

    model, other, inputs = build(), build(), np.ones((1, 5, 6, 4), np.float32)
    trivet.save(model, tmp_path, dialect="torch")
    stored = load_file(tmp_path / "model.safetensors")
    shapes = {"layer.depthwise_weight": (4, 1, 2, 3), "layer.pointwise_weight": (6, 4, 1, 1), "layer.bias": (6,)}
    assert {name: array.shape for name, array in stored.items()} == shapes
    trivet.load_into(other, tmp_path)
    np.testing.assert_array_equal(np.asarray(other(inputs)), np.asarray(model(inputs)))


@pytest.mark.parametrize("layer", [keras.layers.DepthwiseConv2D, partial(keras.layers.SeparableConv2D, 6)])
def test_several_filters_for_each_channel_stay_in_their_dialect(layer: Any, tmp_path: Path) -> None:
    model = keras.Sequential([keras.Input((5, 6, 4)), layer(kernel_size=2, depth_multiplier=2, name="layer")])
    with pytest.raises(ConversionError, match=r"how a \w+Conv2D of tensorflow is laid out in the torch dialect"):
        trivet.save(model, tmp_path / "torch", dialect="torch")
    trivet.save(model, tmp_path / "tensorflow")
    trivet.load_into(model, tmp_path / "tensorflow")
