"""Outputs are pytrees and mappings, those of a user's own class too."""

from __future__ import annotations

from typing import Any

import flax.struct
import jax
import jax.numpy as jnp
import numpy as np
import pytest

from trivet import FlaxBertForMaskedLM
from trivet.families.outputs import MaskedLMOutput, ModelOutput
from trivet.testing import tiny_config


@flax.struct.dataclass
class ScoresAndStates(ModelOutput[Any]):
    """As code for `transformers` 4.37 defines an output."""

    scores: Any = None
    states: Any = None


@pytest.fixture(params=[MaskedLMOutput, ScoresAndStates])
def output(request: pytest.FixtureRequest) -> Any:
    names = list(request.param.__dataclass_fields__)[-2:]
    return request.param(**dict(zip(names, (jnp.ones((1, 3)), (jnp.zeros((1, 2)), jnp.ones((1, 2)))), strict=True)))


def test_transformations_of_jax_keep_the_class_and_the_names(output: Any) -> None:
    doubled = jax.tree_util.tree_map(lambda leaf: leaf * 2, output)
    compiled = jax.jit(lambda each: jax.tree_util.tree_map(lambda leaf: leaf * 2, each))(output)
    mapped = jax.pmap(lambda each: each.replace(**{next(iter(each)): each[0] * 2}))(output)
    for other in (doubled, compiled, mapped):
        assert type(other) is type(output)
        assert list(other) == list(output)
        np.testing.assert_array_equal(other[0], 2 * output[0])
        assert other.to_tuple()[0] is other[0] is getattr(other, next(iter(output)))
    assert len(jax.tree_util.tree_leaves(output)) == 3


def test_what_is_replaced_is_in_the_mapping_too(output: Any) -> None:
    first, second = output
    replaced = output.replace(**{first: None})
    assert list(replaced) == [second]
    assert list(output) == [first, second]


def test_calls_give_tuples_of_the_same_leaves() -> None:
    model = FlaxBertForMaskedLM(tiny_config("bert", num_hidden_layers=1))
    ids = np.ones((1, 3), "i4")
    output = model(ids, output_hidden_states=True)
    plain = model(ids, output_hidden_states=True, return_dict=False)
    assert type(plain) is tuple
    assert list(output) == ["logits", "hidden_states"]
    assert jax.tree_util.tree_structure(plain) == jax.tree_util.tree_structure(output.to_tuple())
    model.config.return_dict = False
    np.testing.assert_array_equal(model(ids)[0], plain[0])
    assert isinstance(model(ids, return_dict=True), MaskedLMOutput)
