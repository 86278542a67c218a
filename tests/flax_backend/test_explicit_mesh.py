"""Models on a mesh as `jax.make_mesh` gives it, whose axes are explicit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jax
import numpy as np
from jax.sharding import AxisType, NamedSharding, PartitionSpec

import trivet
from trivet.testing import tiny_config
from trivet_flax.model.params import flatten

IDS = np.array([[5, 9, 2, 3], [7, 1, 10, 3]], np.int32)
LABELS = np.array([0, 2])


def loaded(folder: Path, model: Any) -> tuple[Any, Any, Any]:
    """(the model on a mesh, a batch on it, the mesh)."""
    model.save_pretrained(folder)
    mesh = jax.make_mesh((1,), ("data",))
    assert mesh.axis_types == (AxisType.Explicit,)
    spread = NamedSharding(mesh, PartitionSpec("data"))  # type: ignore[no-untyped-call]
    return type(model).from_pretrained(folder, mesh=mesh, sharding="fsdp"), jax.device_put(IDS, spread), mesh


def test_a_model_is_called_and_trained_on_an_explicit_mesh(tmp_path: Path) -> None:
    config = tiny_config("bert", num_hidden_layers=1, hidden_dropout_prob=0.2)
    plain = trivet.FlaxBertForSequenceClassification(config)
    model, batch, mesh = loaded(tmp_path, plain)

    def loss(params: Any, ids: Any, key: Any = None) -> Any:
        outputs = model(ids, labels=LABELS, params=params, dropout_rng=key, train=key is not None)
        return outputs.loss, outputs.logits

    @jax.jit
    def step(params: Any, ids: Any, key: Any) -> Any:
        (value, logits), slopes = jax.value_and_grad(loss, has_aux=True)(params, ids)
        dropped, _ = loss(params, ids, key)
        own = model.module.apply({"params": params}, ids)[0]
        return jax.tree.map(lambda leaf, slope: leaf - slope, params, slopes), value, dropped, logits, own

    after, value, dropped, logits, own = step(model.params, batch, jax.random.key(0))
    expected, expected_value, expected_dropped, expected_logits, _ = step(plain.params, IDS, jax.random.key(0))
    for name, leaf in flatten(expected):
        np.testing.assert_allclose(dict(flatten(after))[name], leaf, atol=1e-5, err_msg=name)
    np.testing.assert_allclose([value, dropped], [expected_value, expected_dropped], rtol=1e-5)
    np.testing.assert_allclose(logits, expected_logits, atol=1e-6)
    np.testing.assert_allclose(own, expected_logits, atol=1e-6)
    assert logits.sharding.spec == PartitionSpec("data", None)  # type: ignore[no-untyped-call]
    with jax.set_mesh(mesh):
        np.testing.assert_allclose(jax.jit(loss)(model.params, batch)[0], expected_value, rtol=1e-5)


def test_a_model_generates_on_an_explicit_mesh(tmp_path: Path) -> None:
    plain = trivet.FlaxGPT2LMHeadModel(tiny_config("gpt2", n_layer=1))
    model, batch, _ = loaded(tmp_path, plain)
    asked = {"max_new_tokens": 2, "pad_token_id": 0}
    expected = plain.generate(IDS, **asked).sequences
    np.testing.assert_array_equal(model.generate(batch, **asked).sequences, expected)
