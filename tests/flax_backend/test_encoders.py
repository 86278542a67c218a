"""BERT's relatives: compiled calls, the order of arguments, positions behind padding, groups of layers, refusals."""

from __future__ import annotations

from typing import Any

import jax
import numpy as np
import pytest

import trivet
from trivet.testing import tiny_config

IDS = np.array([[5, 9, 22, 3, 4], [7, 11, 10, 1, 1]])
MASK = np.array([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
BASES = {"roberta": "RobertaModel", "distilbert": "DistilBertModel", "electra": "ElectraModel", "albert": "AlbertModel"}


@pytest.mark.parametrize("model_type", BASES)
def test_compiled_gives_the_eager_outputs(model_type: str) -> None:
    model = getattr(trivet, f"Flax{BASES[model_type]}")(tiny_config(model_type))
    compiled = jax.jit(lambda params, ids, mask: model(ids, mask, params=params, output_hidden_states=True))
    found, eager = compiled(model.params, IDS, MASK), model(IDS, MASK, output_hidden_states=True)
    assert found.keys() == eager.keys()
    for one, other in zip(jax.tree.leaves(found), jax.tree.leaves(eager), strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-5)


def test_padding_has_no_position_of_its_own_in_roberta() -> None:
    model = trivet.FlaxRobertaModel(tiny_config("roberta"))
    positions = np.array([[2, 3, 4, 5, 6], [2, 3, 4, 1, 1]])
    found = model(IDS, MASK).last_hidden_state
    np.testing.assert_array_equal(found, model(IDS, MASK, None, positions).last_hidden_state)
    left = np.array([[1, 1, 7, 11, 10]])
    moved = model(left, (left != 1).astype(int)).last_hidden_state
    np.testing.assert_allclose(moved[0, 2:], found[1, :3], rtol=0, atol=1e-5)
    words = model.module.embeddings.word_embeddings.embedding[...][IDS[:1]]
    np.testing.assert_allclose(
        model(inputs_embeds=words).last_hidden_state, model(IDS[:1]).last_hidden_state, rtol=0, atol=1e-5
    )
    with pytest.raises(ValueError, match=r"31 tokens, but the model has 30 positions"):
        model(inputs_embeds=np.zeros((1, 31, 16), np.float32))


def test_arguments_by_position_come_in_the_family_s_order() -> None:
    heads = np.ones((2, 4))
    distilbert = trivet.FlaxDistilBertModel(tiny_config("distilbert"))
    np.testing.assert_allclose(
        distilbert(IDS, MASK, heads, distilbert.params).last_hidden_state,
        distilbert(input_ids=IDS, attention_mask=MASK).last_hidden_state,
        rtol=0,
        atol=1e-6,
    )
    albert = trivet.FlaxAlbertModel(tiny_config("albert"))
    by_position = albert(IDS, MASK, IDS * 0, None, albert.params, None, False, None, True)
    assert len(by_position.hidden_states) == albert.config.num_hidden_layers + 1
    with pytest.raises(TypeError, match="takes from 1 to 11 positional arguments but 12 were given"):
        albert(*[None] * 11)
    with pytest.raises(TypeError, match="multiple values for argument 'input_ids'"):
        albert(IDS, input_ids=IDS)
    with pytest.raises(TypeError, match="unexpected keyword argument 'token_type_ids'"):
        distilbert(IDS, token_type_ids=IDS * 0)


def test_labels_under_a_mask_do_not_count_for_the_discriminator() -> None:
    model = trivet.FlaxElectraForPreTraining(tiny_config("electra"))
    labels = np.array([[0, 1, 0, 0, 1], [1, 0, 0, 0, 0]])
    loss = model(IDS, MASK, labels=labels).loss
    np.testing.assert_array_equal(model(IDS, MASK, labels=np.where(MASK, labels, 1)).loss, loss)
    assert model(IDS, MASK, labels=1 - labels).loss != loss


def test_layers_of_a_group_are_one_and_every_turn_gives_a_state() -> None:
    config = tiny_config("albert", num_hidden_layers=3, num_hidden_groups=1, inner_group_num=2)
    model = trivet.FlaxAlbertModel(config)
    outputs = model(IDS, MASK, output_hidden_states=True, output_attentions=True)
    assert (len(outputs.hidden_states), len(outputs.attentions)) == (4, 6)
    assert list(model.params["encoder"]["albert_layer_groups"]) == ["0"]
    masked = model(IDS, MASK, head_mask=np.array([1.0, 0, 0, 0])).last_hidden_state
    assert (masked != outputs.last_hidden_state).any()


def test_a_family_s_module_is_usable_by_its_class() -> None:
    from flax import nnx

    module_class: Any = trivet.FlaxCamembertForMaskedLM.module_class
    assert module_class.__name__ == "FlaxCamembertForMaskedLMModule"
    module = module_class(tiny_config("camembert"), rngs=nnx.Rngs(0))
    assert module(jax.numpy.asarray(IDS)).logits.shape == (2, 5, module.base.embeddings.word_embeddings.num_embeddings)
