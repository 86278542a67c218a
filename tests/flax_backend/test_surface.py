"""What models can be asked for beside a call: their size, whether they generate, params of shards."""

from __future__ import annotations

from pathlib import Path

import jax
import numpy as np
import pytest

import trivet
from trivet import FlaxBertForMaskedLM, FlaxBertModel, FlaxT5ForConditionalGeneration, FlaxT5Model
from trivet.errors import TrivetError
from trivet.testing import tiny_config
from trivet_flax.model.params import flatten


def test_parameters_are_counted_tied_ones_once() -> None:
    model = FlaxBertForMaskedLM(tiny_config("bert"), _do_init=False)
    tree = dict(flatten(model.params_shape_tree))
    assert model.num_parameters() == sum(int(np.prod(leaf.shape)) for leaf in tree.values())
    embeddings = sum(int(np.prod(leaf.shape)) for name, leaf in tree.items() if name.endswith(".embedding"))
    assert model.num_parameters(exclude_embeddings=True) == model.num_parameters() - embeddings
    assert {".".join(path) for path in model.required_params} == set(tree)
    assert all(isinstance(leaf, jax.ShapeDtypeStruct) for leaf in tree.values())


def test_models_say_whether_they_predict_next_tokens() -> None:
    assert FlaxT5ForConditionalGeneration.can_generate()
    assert trivet.FlaxLlamaForCausalLM.can_generate()
    assert not any(cls.can_generate() for cls in (FlaxT5Model, FlaxBertModel, FlaxBertForMaskedLM))


@pytest.mark.parametrize("safe", [True, False], ids=["safetensors", "msgpack"])
def test_params_come_from_shards_without_a_model(tmp_path: Path, safe: bool) -> None:
    model = FlaxBertModel(tiny_config("bert"))
    files = model.save_pretrained(tmp_path, max_shard_size=4000, safe_serialization=safe)
    shards = [str(file) for file in files if file.suffix != ".json"]
    assert len(shards) > 2
    found = FlaxBertModel.load_flax_sharded_weights(shards)
    assert jax.tree.structure(found) == jax.tree.structure(model.params)
    for name, value in flatten(model.params):
        np.testing.assert_array_equal(dict(flatten(found))[name], value)
    with pytest.raises(TrivetError):
        FlaxBertModel.load_flax_sharded_weights([tmp_path / "absent.safetensors"])
    with pytest.raises(TrivetError, match="embedding"):
        FlaxBertModel.load_flax_sharded_weights([*shards, *shards])
