"""Classes that draw their initial values themselves, by `init_weights`, as code for `transformers` 4.37 writes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import flax.linen as nn
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from flax.core.frozen_dict import freeze, unfreeze
from flax.traverse_util import flatten_dict, unflatten_dict

import trivet
from trivet import FlaxBertModel, FlaxPreTrainedModel, FlaxT5EncoderModel, PretrainedConfig
from trivet.errors import CheckpointMismatchError
from trivet.testing import tiny_config

IDS = np.ones((1, 3), "i4")


class Pooling(nn.Module):
    """Cannot be called with ids alone."""

    config: Any
    dtype: Any = jnp.float32

    @nn.compact
    def __call__(self, input_ids: Any, attention_mask: Any, position_ids: Any, deterministic: bool = True) -> Any:
        words = nn.Embed(self.config.vocab_size, self.config.hidden_size, name="words")(input_ids)
        hidden = words + nn.Embed(16, self.config.hidden_size, name="places")(position_ids)
        return nn.Dense(2, name="out")((hidden * attention_mask[..., None]).mean(1))


class PoolingConfig(PretrainedConfig):
    model_type = "pooling"
    vocab_size: int = 30
    hidden_size: int = 8


class FlaxPooling(FlaxPreTrainedModel):
    config_class = PoolingConfig
    module_class = Pooling

    def __init__(
        self,
        config: Any,
        input_shape: Any = (1, 1),
        seed: int = 0,
        dtype: Any = jnp.float32,
        _do_init: bool = True,
        **kwargs: Any,
    ) -> None:
        module = self.module_class(config=config, dtype=dtype, **kwargs)
        super().__init__(config, module, input_shape=input_shape, seed=seed, dtype=dtype, _do_init=_do_init)

    def init_weights(self, rng: Any, input_shape: Any, params: Any = None) -> Any:
        ids = jnp.zeros(input_shape, "i4")
        random = self.module.init({"params": rng}, ids, jnp.ones_like(ids), jnp.zeros_like(ids))["params"]
        if params is None:
            return random
        values, given = flatten_dict(unfreeze(random)), flatten_dict(unfreeze(params))
        return freeze(unflatten_dict({**given, **{path: values[path] for path in self._missing_keys}}))

    def __call__(self, input_ids: Any, params: Any = None, train: bool = False) -> Any:
        inputs = jnp.asarray(input_ids), jnp.ones_like(input_ids), jnp.zeros_like(input_ids)
        return self.module.apply({"params": params or self.params}, *inputs, not train)


def test_a_linen_module_is_initialised_as_its_model_says(tmp_path: Path) -> None:
    model = FlaxPooling(PoolingConfig(), seed=1)
    drawn = model.init_weights(model.key, model.input_shape)
    for value, own in zip(jax.tree.leaves(drawn), jax.tree.leaves(model.params), strict=True):
        np.testing.assert_array_equal(value, own)
    model.save_pretrained(tmp_path)
    again = FlaxPooling.from_pretrained(tmp_path)
    np.testing.assert_array_equal(again(IDS), model(IDS))


def test_what_a_checkpoint_lacks_is_drawn_by_the_model(tmp_path: Path) -> None:
    model = FlaxPooling(PoolingConfig(), seed=1)
    params = {**model.params, "out": {"kernel": model.params["out"]["kernel"]}}
    trivet.save(params, tmp_path)
    PoolingConfig().save_pretrained(tmp_path)
    again, loaded = FlaxPooling.from_pretrained(tmp_path, _do_init=False)
    assert again._missing_keys == {("out", "bias")}
    whole = again.init_weights(again.key, again.input_shape, loaded)
    np.testing.assert_array_equal(again(IDS, params=whole), model(IDS))
    np.testing.assert_array_equal(FlaxPooling.from_pretrained(tmp_path)(IDS), model(IDS))


def test_a_class_of_a_family_may_draw_its_own_values() -> None:
    class Zeros(FlaxBertModel):  # type: ignore[misc, valid-type]  # made when it is asked for
        def init_weights(self, rng: Any, input_shape: Any, params: Any = None) -> Any:
            return jax.tree.map(jnp.zeros_like, super().init_weights(rng, input_shape, params))

    class Lacking(FlaxBertModel):  # type: ignore[misc, valid-type]
        def init_weights(self, rng: Any, input_shape: Any, params: Any = None) -> Any:
            return {}

    config = tiny_config("bert", num_hidden_layers=1)
    assert not any(leaf.any() for leaf in jax.tree.leaves(Zeros._from_config(config, seed=2).params))
    with pytest.raises(CheckpointMismatchError, match="Lacking.init_weights"):
        Lacking(config)


def test_an_encoder_alone_encodes() -> None:
    model = FlaxT5EncoderModel(tiny_config("t5", num_layers=1))
    np.testing.assert_array_equal(model.encode(IDS).last_hidden_state, model(IDS).last_hidden_state)
