"""Modules of flax.linen as a model's module: values, calls, saving and loading."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import checkpoints
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from flax import linen

import trivet
from trivet import FlaxBertModel, PretrainedConfig
from trivet.errors import ConversionError
from trivet.testing import tiny_config
from trivet_flax.model.params import flatten
from trivet_flax.model.pretrained import FlaxPreTrainedModel

IDS = np.array([[1, 2, 3]])


class LinenConfig(PretrainedConfig):
    model_type: ClassVar[str] = "own-linen"

    def __init__(self, width: int = 4, **kwargs: Any) -> None:
        self.width = width
        super().__init__(**kwargs)


class Body(linen.Module):
    """A user's own module."""

    config: LinenConfig
    dtype: Any = jnp.float32

    @linen.compact
    def __call__(self, input_ids: jax.Array, deterministic: bool = True) -> jax.Array:
        hidden = linen.Embed(10, self.config.width, dtype=self.dtype, name="words")(input_ids)
        hidden = linen.Dense(3, dtype=self.dtype, name="dense")(hidden)
        return linen.Dropout(0.5)(hidden, deterministic=deterministic)


class Model(FlaxPreTrainedModel):
    config_class = LinenConfig
    module_class = Body


def test_a_linen_module_is_given_values_and_called() -> None:
    config = LinenConfig(width=5)
    model = FlaxPreTrainedModel(config, module=Body(config), input_shape=(1, 2))
    params = model.params
    assert params["words"]["embedding"].shape == (10, 5)
    assert params["dense"]["kernel"].any()
    expected = Body(config).apply({"params": params}, IDS)
    np.testing.assert_array_equal(model(input_ids=IDS), expected)
    np.testing.assert_array_equal(model(input_ids=IDS, params=params, return_dict=False), expected)
    dropped = model(input_ids=IDS, train=True, dropout_rng=jax.random.key(0))
    assert ((dropped == 0) | np.isclose(dropped, expected * 2)).all()
    assert (dropped == 0).any()
    other = FlaxPreTrainedModel(config, module=Body(config), seed=1).params
    assert (other["dense"]["kernel"] != params["dense"]["kernel"]).any()
    fresh = model.init_weights(jax.random.key(1))
    assert (fresh["dense"]["kernel"] != params["dense"]["kernel"]).any()


def test_a_class_of_a_linen_module_loads_what_it_saved(tmp_path: Path) -> None:
    model = Model(LinenConfig(width=6))
    model.save_pretrained(tmp_path)
    again, params = Model.from_pretrained(tmp_path, _do_init=False)
    for name, value in flatten(model.params):
        np.testing.assert_array_equal(dict(flatten(params))[name], value)
    with pytest.raises(ValueError, match=r"_do_init=False"):
        again(input_ids=IDS)
    np.testing.assert_array_equal(again(input_ids=IDS, params=params), model(input_ids=IDS))
    fresh = model.init_weights(jax.random.key(3), (1, 1), {"words": params["words"]})
    assert fresh["words"]["embedding"] is params["words"]["embedding"]
    assert (fresh["dense"]["kernel"] != params["dense"]["kernel"]).any()


def test_a_step_of_training_lowers_the_loss() -> None:
    model = Model(LinenConfig())

    @jax.jit
    def loss(params: Any) -> Any:
        return (model(input_ids=IDS, params=params) ** 2).sum()

    params, gradients = model.params, jax.grad(loss)(model.params)
    after = jax.tree.map(lambda value, slope: value - 0.01 * slope, params, gradients)
    assert loss(after) < loss(params)


class Layers(linen.Module):
    """One layer of each kind, and a pretrained module."""

    part: Any
    dtype: Any = jnp.float32

    @linen.compact
    def __call__(self, input_ids: jax.Array, deterministic: bool = True) -> Any:
        hidden = self.part(input_ids)[0] + linen.Embed(61, 16, name="words")(input_ids)
        hidden = linen.LayerNorm(name="norm")(linen.Dense(8, name="dense")(hidden))
        return linen.Conv(4, (3,), name="convolution")(hidden)


def test_a_file_of_pytorch_loads_into_linen_layers_by_their_types(tmp_path: Path) -> None:
    part = FlaxBertModel(tiny_config("bert", num_hidden_layers=1))
    model = FlaxPreTrainedModel(LinenConfig(), module=Layers(part.module), input_shape=(1, 2))
    draw = np.random.default_rng(0).standard_normal
    written = jax.tree.map(lambda leaf: jnp.asarray(draw(leaf.shape), leaf.dtype), model.params)
    model.save_pretrained(tmp_path, params=written, dialect="torch")
    stored = checkpoints.read_file(tmp_path / "model.safetensors")
    assert {name: stored[name].shape for name in stored if "part." not in name} == {
        "words.weight": (61, 16),
        "dense.weight": (8, 16),
        "dense.bias": (8,),
        "norm.weight": (8,),
        "norm.bias": (8,),
        "convolution.weight": (4, 8, 3),
        "convolution.bias": (4,),
    }
    assert "part.encoder.layer.0.attention.self.query.weight" in stored
    report = trivet.load_into(model, tmp_path)
    assert (report.missing, report.unexpected) == ((), ())
    for name, value in flatten(written):
        np.testing.assert_array_equal(dict(flatten(model.params))[name], value)


def test_refuses_a_linen_layer_that_has_no_counterpart(tmp_path: Path) -> None:
    class Wide(linen.Module):
        @linen.compact
        def __call__(self, input_ids: jax.Array) -> Any:
            return linen.DenseGeneral((2, 3), name="wide")(jnp.asarray(input_ids, jnp.float32))

    model = FlaxPreTrainedModel(LinenConfig(), module=Wide(), input_shape=(1, 2))
    with pytest.raises(ConversionError, match=r"wide.bias: how a DenseGeneral of flax is laid out"):
        model.save_pretrained(tmp_path, dialect="torch")
