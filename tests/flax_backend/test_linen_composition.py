"""A model's module as linen sees it: parameters that it is handed, as a part of other modules and alone."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest
from flax import linen, nnx

import trivet
from trivet.errors import CheckpointMismatchError
from trivet.families.registry import architecture
from trivet.testing import tiny_config
from trivet.testing.subjects import Subject
from trivet_flax.backend import BACKEND
from trivet_flax.errors import CompositionError
from trivet_flax.model.params import flatten

IDS = np.array([[1, 2, 3, 4], [5, 6, 7, 0]])
MASK = np.array([[1, 1, 1, 1], [1, 1, 1, 0]])
LAYERS = ("num_hidden_layers", "encoder_layers", "n_layer", "n_layers", "num_layers")
EXPORTED = (name for name, where in BACKEND.exports.items() if ".models:" in where and "PreTrained" not in name)
CLASSES = sorted({getattr(trivet, name).__name__ for name in EXPORTED})  # a class with two names once
CALLED = set({getattr(trivet, name).config_class.model_type: name for name in CLASSES}.values())  # one of each family


def made(name: str, has_values: bool = True, **overrides: Any) -> Any:
    """A model of one layer, whose values are drawn by numpy: JAX would compile a program for each shape."""
    cls = getattr(trivet, name)
    model_type = cls.config_class.model_type
    known = architecture(model_type).example().to_dict()
    # A family whose config lists the kinds of its layers keeps the number that they have.
    one_layer = {field: 1 for field in LAYERS if field in known and "attention_types" not in known}
    model = cls(tiny_config(model_type, name, **{**one_layer, **overrides}), _do_init=False)
    if has_values:
        draw = np.random.default_rng(0).standard_normal
        model.params = jax.tree.map(
            lambda leaf: jnp.asarray(draw(leaf.shape) * 0.2, leaf.dtype), model.params_shape_tree
        )
    return model


class Classifier(linen.Module):
    """A user's own module around a pretrained one."""

    bert: linen.Module

    @linen.compact
    def __call__(self, ids: Any, mask: Any, deterministic: bool = True) -> jax.Array:
        hidden = self.bert(ids, mask, deterministic=deterministic)[0]
        logits: jax.Array = linen.Dense(2)(hidden[:, 0])
        return logits


@pytest.mark.parametrize("name", CLASSES)
def test_a_module_is_a_linen_module_with_the_models_params(name: str) -> None:
    model = made(name, has_values=False)
    shape = (1, 2, 4) if name.endswith("MultipleChoice") else (1, 4)
    ids = jnp.full(shape, 2)  # the end of a text, which BART's classes look for
    inputs = (ids,) * (4 if hasattr(model, "decode") else 2)
    if model.main_input_name == "pixel_values":
        inputs = (jnp.zeros(model.input_shape),)
    if model.main_input_name == "input_features":
        inputs = (jnp.zeros(Subject(architecture("whisper"), "WhisperModel").inputs()["input_features"][:1].shape), ids)
    # To trace the layers takes the most time, and is the same for all classes of a family.
    called: Any = "__call__" if name in CALLED else lambda module, *_: module.nnx_module
    variables = jax.eval_shape(partial(model.module.init, method=called), jax.random.key(0), *inputs)
    assert dict(flatten(variables["params"])) == dict(flatten(model.params_shape_tree))
    assert list(variables) == ["params"]
    with pytest.raises(CheckpointMismatchError, match=f"{type(model).__name__}.module: [^!]*missing from the params"):
        model.module.apply({"params": {}}, *inputs)


def as_zeros(tree: Any) -> Any:
    return jax.tree.map(lambda leaf: np.zeros(leaf.shape, leaf.dtype), tree)


def test_a_users_classifier_trains_the_pretrained_module_in_it() -> None:
    model = made("FlaxBertModel", hidden_dropout_prob=0.3)
    module = Classifier(model.module)
    shapes = jax.eval_shape(module.init, jax.random.key(0), IDS, MASK)["params"]
    assert sorted(shapes) == ["Dense_0", "bert"]
    dense = {"kernel": np.linspace(-1, 1, 32, dtype=np.float32).reshape(16, 2), "bias": np.zeros(2, np.float32)}
    params = {"Dense_0": dense, "bert": model.params}
    labels, optimizer = np.array([0, 1]), optax.adam(3e-2)

    def loss(params: Any, key: Any = None) -> jax.Array:
        drop: Any = {} if key is None else {"deterministic": False, "rngs": {"dropout": key}}
        logits = module.apply({"params": params}, IDS, MASK, **drop)
        return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()

    def plain(bert: Any) -> jax.Array:
        hidden = model(IDS, MASK, params=bert)[0]
        logits = linen.Dense(2).apply({"params": params["Dense_0"]}, hidden[:, 0])
        return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()

    own, expected = jax.jit(lambda: (jax.grad(loss)(params)["bert"], jax.grad(plain)(params["bert"])))()
    for name, gradient in flatten(expected):
        np.testing.assert_allclose(dict(flatten(own))[name], gradient, atol=1e-6, err_msg=name)
    assert np.abs(own["embeddings"]["word_embeddings"]["embedding"]).max() > 1e-3

    @jax.jit
    def trained(params: Any, keys: Any) -> Any:
        def step(carry: Any, key: Any) -> Any:
            value, gradients = jax.value_and_grad(loss)(carry[0], key)
            updates, state = optimizer.update(gradients, carry[1])
            return (optax.apply_updates(carry[0], updates), state), value

        carry, values = jax.lax.scan(step, (params, optimizer.init(params)), keys)
        return loss(params), loss(carry[0]), values

    before, after, values = trained(params, jax.random.split(jax.random.key(1), 12))
    assert after < 0.5 * before
    assert len({*values.tolist()}) == len(values)


class OwnClassifier(linen.Module):
    """A user's own module that builds a pretrained one."""

    config: Any
    module_class: Any

    def setup(self) -> None:
        self.bert = self.module_class(config=self.config, dtype=jnp.float32)
        self.score = linen.Dense(2)

    def __call__(self, ids: Any, deterministic: bool = True) -> Any:
        return self.score(self.bert(ids, deterministic=deterministic)[0])


def test_module_classes_build_parts_of_a_users_module() -> None:
    from trivet.models.bert.modeling_flax_bert import FlaxBertForMaskedLMModule, FlaxBertModule

    for module_class, name in ((FlaxBertModule, "FlaxBertModel"), (FlaxBertForMaskedLMModule, "FlaxBertForMaskedLM")):
        model = made(name)
        own = OwnClassifier(model.config, module_class)
        params = own.init(jax.random.key(0), IDS)["params"]
        assert set(params) == {"bert", "score"}
        assert {path: leaf.shape for path, leaf in flatten(params["bert"])} == {
            path: leaf.shape for path, leaf in flatten(model.params)
        }
        params["bert"], params["score"] = model.params, {"kernel": jnp.eye(params["score"]["kernel"].shape[0], 2)}
        params["score"]["bias"] = jnp.zeros(2)
        np.testing.assert_allclose(own.apply({"params": params}, IDS), model(IDS)[0][..., :2], atol=1e-5)


def test_a_decoder_carries_its_cache_as_linens_do() -> None:
    model = made("FlaxGPT2LMHeadModel")
    mask, places = jnp.ones((2, 5), jnp.int32), jnp.broadcast_to(jnp.arange(5), (2, 5))
    variables = jax.eval_shape(partial(model.module.init, init_cache=True), jax.random.key(0), mask, mask, places)
    cache, ids = as_zeros(variables["cache"]), np.array([[1, 2, 3, 4, 5], [9, 8, 7, 6, 5]])

    @jax.jit
    def step(cache: Any, ids: Any, places: Any) -> Any:
        given = {"params": model.params, "cache": cache}
        return model.module.apply(given, ids, mask, places, mutable=["cache"])

    (first, state), rows = step(cache, ids[:, :4], places[:, :4]), jax.jit(model)(ids).logits
    assert first.past_key_values is None
    second, _ = step(state["cache"], ids[:, 4:], places[:, 4:])
    np.testing.assert_allclose(first[0], rows[:, :4], atol=1e-5)
    np.testing.assert_allclose(second[0], rows[:, 4:], atol=1e-5)
    with pytest.raises(CompositionError, match="has no cache"):
        made("FlaxBertModel").module.init(jax.random.key(0), IDS, init_cache=True)


def test_an_encoder_decoder_is_called_by_its_halves() -> None:
    model = made("FlaxBartForConditionalGeneration")
    module, start = model.module, np.array([[2, 5], [2, 6]])

    @jax.jit
    def both(params: Any) -> Any:
        encoded = module.apply({"params": params}, IDS, MASK, method=module.encode)
        logits = module.apply({"params": params}, start, encoded, MASK, method="decode").logits
        return logits, model(IDS, MASK, start, params=params).logits

    logits, expected = both(model.params)
    np.testing.assert_allclose(logits, expected, atol=1e-6)
    others, _ = both(jax.tree.map(lambda leaf: np.asarray(leaf) * 1.5, model.params))
    assert np.abs(np.asarray(others) - logits).max() > 1e-2


class Tagger(linen.Module):
    """Uses a part of a pretrained module, and twice the whole of it."""

    base: linen.Module

    def setup(self) -> None:
        self.head = linen.Dense(3)

    def __call__(self, ids: Any) -> jax.Array:
        words = self.base.embeddings.word_embeddings(jnp.asarray(ids))
        logits: jax.Array = self.head(words + self.base(ids)[0] + self.base(ids, MASK)[0])
        return logits


def test_parts_of_a_bound_module_have_the_params_that_it_was_handed() -> None:
    model = made("FlaxBertModel")
    tagger = Tagger(model.module)
    shapes = jax.eval_shape(tagger.init, jax.random.key(0), IDS)["params"]
    assert jax.tree.structure(shapes["base"]) == jax.tree.structure(model.params)
    head = {"kernel": np.ones((16, 3), np.float32), "bias": np.zeros(3, np.float32)}
    apply = jax.jit(jax.vmap(lambda base: tagger.apply({"params": {"base": base, "head": head}}, IDS)))
    found = np.asarray(apply(jax.tree.map(lambda leaf: np.stack([leaf, 0 * leaf]), model.params)))
    assert found[0].any()
    assert not found[1].any()


def test_refuses_what_linen_would_ignore() -> None:
    model = made("FlaxBertModel")

    class Closure(linen.Module):
        part: Any

        @linen.compact
        def __call__(self, ids: Any) -> Any:
            return self.part()(ids)

    for part in (lambda: model.module, lambda: model.module.embeddings):
        with pytest.raises(CompositionError, match="no part of, so that the params given to that would be ignored"):
            Closure(part).apply({"params": {}}, IDS)
    with pytest.raises(CheckpointMismatchError, match="pooler.dense.kernel: shape"):
        params = {**model.params, "pooler": {"dense": {"kernel": jnp.ones((2, 2)), "bias": jnp.ones(2)}}}
        model.module.apply({"params": params}, IDS)
    with pytest.raises(TypeError, match=r"FlaxBertModel.module.__call__ got input_ids twice"):
        model.module.apply({"params": model.params}, IDS, input_ids=IDS)


def test_refuses_a_call_whose_changes_would_be_lost() -> None:
    class Normed(nnx.Module):
        def __init__(self) -> None:
            self.norm = nnx.BatchNorm(4, rngs=nnx.Rngs(0))

        def __call__(self, x: Any, *, deterministic: bool, **options: Any) -> Any:
            return self.norm(x, use_running_average=deterministic)

    module = trivet.FlaxPreTrainedModel(trivet.PretrainedConfig(), module=Normed()).module
    variables = module.init(jax.random.key(0), jnp.ones((2, 4)))
    assert module.apply(variables, jnp.ones((2, 4))).shape == (2, 4)
    with pytest.raises(CompositionError, match="the call changed norm.mean"):
        module.apply(variables, jnp.ones((2, 4)), deterministic=False)


def test_outside_of_linen_a_module_is_its_nnx_module() -> None:
    model = made("FlaxBertModel")
    module = model.module
    assert model.module is module
    assert jax.tree.structure(nnx.state(module)) == jax.tree.structure(nnx.state(model.nnx_module))
    run = nnx.jit(lambda each, ids: each(ids)[0])
    expected = run(model.nnx_module, IDS)
    graph, state = nnx.split(module)
    for each in (module, nnx.merge(graph, state), nnx.clone(module)):
        assert isinstance(each, linen.Module)
        np.testing.assert_array_equal(run(each, IDS), expected)
    module.pooler = None
    assert "pooler" not in model.params
    assert trivet.FlaxBertModel(model.config, module=module).nnx_module is model.nnx_module


def test_nnx_trains_a_module_within_a_users_own() -> None:
    class Own(nnx.Module):
        def __init__(self, part: Any) -> None:
            self.part = part

        def __call__(self, ids: Any) -> jax.Array:
            loss: jax.Array = (self.part(ids)[0] ** 2).mean()
            return loss

    model = made("FlaxBertModel")
    before = model.params["embeddings"]["word_embeddings"]["embedding"]

    @nnx.jit
    def step(own: Any, optimizer: Any) -> None:
        optimizer.update(own, nnx.grad(lambda each: each(IDS))(own))

    own = Own(model.module)
    step(own, nnx.Optimizer(own, optax.sgd(0.1), wrt=nnx.Param))
    assert (np.asarray(model.params["embeddings"]["word_embeddings"]["embedding"]) != before).any()


def test_a_file_is_loaded_into_a_module(tmp_path: Path) -> None:
    one, other = made("FlaxBertModel"), made("FlaxBertModel", has_values=False)
    one.save_pretrained(tmp_path, dialect="torch")
    trivet.load_into(other.module, tmp_path)
    for name, value in flatten(one.params):
        np.testing.assert_array_equal(dict(flatten(other.params))[name], value)
