"""A user's own config, modules and model classes, which nobody registered."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import jax
import numpy as np
import pytest
from flax import nnx

from trivet import FlaxBertModel, PretrainedConfig
from trivet.families.outputs import BaseModelOutput
from trivet.testing import tiny_config
from trivet_flax.layers.linear import Linear
from trivet_flax.layers.setup import PretrainedModule, Setup
from trivet_flax.model.params import flatten
from trivet_flax.model.pretrained import FlaxPreTrainedModel


class OwnConfig(PretrainedConfig):
    model_type: ClassVar[str] = "own"

    def __init__(self, width: int = 4, **kwargs: Any) -> None:
        self.width = width
        super().__init__(**kwargs)


class OwnBody(nnx.Module):
    """A user's base module, of nnx's own layers."""

    def __init__(self, config: OwnConfig, *, dtype: Any, param_dtype: Any, rngs: nnx.Rngs) -> None:
        self.dense = nnx.Linear(3, config.width, dtype=dtype, param_dtype=param_dtype, rngs=rngs)
        self.dropout = nnx.Dropout(0.5, rngs=rngs)

    def __call__(self, x: jax.Array, *, deterministic: bool, **options: Any) -> BaseModelOutput[jax.Array]:
        return BaseModelOutput(self.dropout(self.dense(x), deterministic=deterministic))


class OwnHead(nnx.Module):
    """A user's head over it."""

    def __init__(self, config: OwnConfig, *, dtype: Any, param_dtype: Any, rngs: nnx.Rngs) -> None:
        self.body = OwnBody(config, dtype=dtype, param_dtype=param_dtype, rngs=rngs)
        self.head = nnx.Linear(config.width, 2, rngs=rngs)

    def __call__(self, x: jax.Array, **options: Any) -> BaseModelOutput[jax.Array]:
        return BaseModelOutput(self.head(self.body(x, **options).last_hidden_state))


class OwnModel(FlaxPreTrainedModel):
    config_class = OwnConfig
    module_class = OwnBody
    base_model_prefix = "body"


class OwnHeadModel(OwnModel):
    module_class = OwnHead


def test_a_users_own_class_and_config_work_without_registration(tmp_path: Path) -> None:
    model = OwnModel(OwnConfig(width=5))
    x = np.ones((2, 3), np.float32)
    model.save_pretrained(tmp_path)
    again, report = OwnModel.from_pretrained(tmp_path, output_loading_info=True)
    assert again.config.width == 5
    assert sorted(report.loaded) == ["dense.bias", "dense.kernel"]
    np.testing.assert_array_equal(again(x=x).last_hidden_state, model(x=x).last_hidden_state)
    dropped = again(x=x, train=True, dropout_rng=jax.random.key(0)).last_hidden_state  # its own random state is whole
    assert (dropped != model(x=x).last_hidden_state).any()


def test_a_users_own_head_loads_from_its_base_and_back(tmp_path: Path) -> None:
    base = OwnModel(OwnConfig())
    base.save_pretrained(tmp_path / "base")
    head, report = OwnHeadModel.from_pretrained(tmp_path / "base", output_loading_info=True)
    assert sorted(report.missing) == ["head.bias", "head.kernel"]
    found = dict(flatten(head.params))
    assert found["head.kernel"].any()
    np.testing.assert_array_equal(found["body.dense.kernel"], dict(flatten(base.params))["dense.kernel"])
    np.testing.assert_array_equal(found["head.kernel"], dict(flatten(OwnHeadModel(OwnConfig()).params))["head.kernel"])
    head.save_pretrained(tmp_path / "head")
    again = OwnModel.from_pretrained(tmp_path / "head")
    np.testing.assert_array_equal(dict(flatten(again.params))["dense.kernel"], found["body.dense.kernel"])


class MixedModule(PretrainedModule):
    """A user's module of trivet's layers and one of nnx's."""

    def __init__(self, config: OwnConfig, *, dtype: Any, param_dtype: Any, rngs: nnx.Rngs) -> None:
        self.ours = Linear(3, config.width, Setup(rngs, dtype, param_dtype))
        self.theirs = nnx.Linear(3, config.width, rngs=rngs)


def test_a_module_of_both_sorts_of_layers_is_initialised_whole() -> None:
    class Model(FlaxPreTrainedModel):
        config_class = OwnConfig
        module_class = MixedModule

    params = Model(OwnConfig()).params
    assert params["ours"]["kernel"].any()
    assert params["theirs"]["kernel"].any()
    other = Model(OwnConfig(), seed=1).params
    assert (params["ours"]["kernel"] != other["ours"]["kernel"]).any()
    assert (params["theirs"]["kernel"] != other["theirs"]["kernel"]).any()


def test_a_class_without_a_module_says_so() -> None:
    with pytest.raises(TypeError, match="names no module_class: give a module"):
        FlaxPreTrainedModel(OwnConfig())


def test_a_users_subclass_of_a_head_loads_its_checkpoints(tmp_path: Path) -> None:
    class MyBert(FlaxBertModel):
        pass

    MyBert(tiny_config("bert")).save_pretrained(tmp_path)
    _, report = MyBert.from_pretrained(tmp_path, output_loading_info=True, strict=True)
    assert report.missing == ()
