"""The methods by which `generate` calls a model: a subclass that overrides them is called, further inputs arrive."""

from __future__ import annotations

from typing import Any

import flax.linen as nn
import jax
import jax.numpy as jnp
import numpy as np
import pytest

import trivet
from trivet import FlaxBartForConditionalGeneration, FlaxGPT2LMHeadModel
from trivet.errors import UnknownArgumentError
from trivet.families.outputs import CausalLMOutputWithPast, ModelOutput
from trivet.testing import tiny_config

IDS = np.array([[5, 9, 4, 7], [7, 6, 10, 9]])
MASK = np.array([[0, 1, 1, 1], [1, 1, 1, 1]])
SAMPLE = {"do_sample": True, "top_k": 5, "num_return_sequences": 2}
BEAMS = {"num_beams": 3, "num_return_sequences": 2}


def with_values(model: Any) -> Any:
    draw = np.random.default_rng(0).standard_normal
    model.params = jax.tree.map(lambda leaf: jnp.asarray(draw(leaf.shape), leaf.dtype), model.params_shape_tree)
    return model


@pytest.fixture(scope="module")
def gpt2() -> Any:
    return with_values(FlaxGPT2LMHeadModel(tiny_config("gpt2", n_layer=1, eos_token_id=None), _do_init=False))


@pytest.fixture(scope="module")
def bart() -> Any:
    sides = {"encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2, "decoder_attention_heads": 2}
    config = tiny_config("bart", decoder_start_token_id=2, forced_eos_token_id=None, **sides)
    return with_values(FlaxBartForConditionalGeneration(config, _do_init=False))


def subclassed(model: Any, **methods: Any) -> Any:
    """The model as one of a subclass with other methods."""
    made = type("Own", (type(model),), methods)(model.config, _do_init=False)
    made.params = model.params
    return made


def generated(model: Any, **options: Any) -> Any:
    output = model.generate(IDS, attention_mask=MASK, max_length=8, pad_token_id=0, **options)
    return np.asarray(output.sequences)


@pytest.mark.parametrize(("name", "search"), [("gpt2", SAMPLE), ("bart", BEAMS)])
def test_overridden_methods_are_called_and_write_the_same_by_default(
    name: str, search: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    model, called = request.getfixturevalue(name), list[str]()

    def prepare_inputs_for_generation(self: Any, *args: Any, **kwargs: Any) -> Any:
        called.append("prepare")
        return super(type(self), self).prepare_inputs_for_generation(*args, **kwargs)

    def update_inputs_for_generation(self: Any, outputs: Any, kwargs: Any) -> Any:
        called.append("update")
        return super(type(self), self).update_inputs_for_generation(outputs, kwargs)

    own = subclassed(
        model,
        prepare_inputs_for_generation=prepare_inputs_for_generation,
        update_inputs_for_generation=update_inputs_for_generation,
    )
    np.testing.assert_array_equal(generated(own, **search), generated(model, **search))
    assert called[:2] == ["prepare", "update"]


def test_an_overridden_call_has_the_last_word_and_gets_inputs_of_its_own(gpt2: Any) -> None:
    def call(self: Any, input_ids: Any, bonus: Any = None, **kwargs: Any) -> Any:
        outputs = super(type(self), self).__call__(input_ids, **kwargs)
        return outputs.replace(logits=outputs.logits + bonus)

    def prepare_inputs_for_generation(
        self: Any, input_ids: Any, max_length: int, attention_mask: Any = None, bonus: Any = None
    ) -> Any:
        prepared = FlaxGPT2LMHeadModel.prepare_inputs_for_generation(self, input_ids, max_length, attention_mask)
        return {**prepared, "bonus": bonus}

    own = subclassed(gpt2, __call__=call, prepare_inputs_for_generation=prepare_inputs_for_generation)
    bonus = jnp.zeros(gpt2.config.vocab_size).at[11].set(1e6)
    assert (generated(own, bonus=bonus)[:, 4:] == 11).all()
    inside = jax.jit(lambda params, ids, bonus: own.generate(ids, params=params, max_length=8, bonus=bonus).sequences)
    assert (np.asarray(inside(own.params, IDS, bonus))[:, 4:] == 11).all()
    with pytest.raises(UnknownArgumentError, match="takes no argument 'bonus'"):
        generated(gpt2, bonus=bonus)


def test_beams_go_by_logits_that_a_subclass_adapts(bart: Any) -> None:
    def _adapt_logits_for_beam_search(self: Any, logits: Any) -> Any:
        assert logits.shape == (2, 3, bart.config.vocab_size)
        return logits.at[:, :, 13].set(1e6)

    own = subclassed(bart, _adapt_logits_for_beam_search=_adapt_logits_for_beam_search)
    assert (generated(own, num_beams=3)[:, 1:] == 13).all()


def test_an_encoder_decoder_takes_inputs_of_its_sides(bart: Any) -> None:
    plain, whole = generated(bart), np.ones(2)
    masks = {"head_mask": whole, "decoder_head_mask": whole, "cross_attn_head_mask": whole}
    first = np.ones((2, 1), "i4")
    np.testing.assert_array_equal(generated(bart, decoder_attention_mask=first, **masks), plain)
    assert (generated(bart, head_mask=np.array([1.0, 0.0])) != plain).any()
    assert (generated(bart, cross_attn_head_mask=np.zeros(2)) != plain).any()


def test_outputs_go_by_the_names_of_searches() -> None:
    from trivet.generation.flax_utils import FlaxBeamSearchOutput, FlaxGreedySearchOutput, FlaxSampleOutput

    assert FlaxGreedySearchOutput is FlaxSampleOutput
    assert issubclass(FlaxBeamSearchOutput, ModelOutput)
    assert list(jax.jit(lambda: FlaxBeamSearchOutput(sequences=IDS, scores=MASK))()) == ["sequences", "scores"]


def test_searches_that_read_the_module_exclude_overridden_calls(gpt2: Any) -> None:
    own = subclassed(gpt2, __call__=lambda self, *args, **kwargs: None)
    with pytest.raises(TypeError, match="exclude classes that override calls"):
        generated(own, penalty_alpha=0.6, top_k=4)


class Repeating(nn.Module):
    """A module of a user's own, in linen: the token after the last one, always."""

    config: Any
    dtype: Any = jnp.float32

    @nn.compact
    def __call__(self, input_ids: Any, **options: Any) -> Any:
        scale = self.param("scale", nn.initializers.ones, (1,))
        return jax.nn.one_hot((input_ids + 1) % self.config.vocab_size, self.config.vocab_size) * scale


class FlaxRepeating(trivet.FlaxPreTrainedModel):
    """A model of it, as code for `transformers` 4.37 defines one."""

    config_class = trivet.GPT2Config
    module_class = Repeating

    def __call__(self, input_ids: Any, params: Any = None, **kwargs: Any) -> Any:
        return CausalLMOutputWithPast(logits=self.module.apply({"params": params or self.params}, input_ids))

    def prepare_inputs_for_generation(self, input_ids: Any, max_length: int) -> Any:
        return {}

    def update_inputs_for_generation(self, model_outputs: Any, model_kwargs: Any) -> Any:
        return model_kwargs


def test_a_model_of_ones_own_generates_by_these_methods_alone() -> None:
    model = FlaxRepeating(tiny_config("gpt2", eos_token_id=8))
    assert FlaxRepeating.can_generate()
    assert generated(model).tolist() == [[5, 9, 4, 7, 8, 0, 0, 0], [7, 6, 10, 9, 10, 11, 12, 13]]
    with pytest.raises(NotImplementedError, match="does not define prepare_inputs_for_generation"):
        trivet.FlaxPreTrainedModel.prepare_inputs_for_generation(model)
