"""Every public method of the reference library's Flax models is here, takes what it took, and answers the same."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from signatures import takes_in_order

import trivet
from golden_data import Case
from trivet import FlaxBertModel
from trivet.testing import tiny_config
from trivet_flax.model.params import flatten, nest
from trivet_flax.model.pretrained import FlaxPreTrainedModel

SURFACE: dict[str, Any] = json.loads((Path(__file__).parents[1] / "golden/data/flax_surface.json").read_text())
# Of the reference library's own machinery, or of ways to publish that it had given up itself.
NOT_FOR_USERS = {"_from_pipeline", "_from_auto", "_commit_hash", "adapter_kwargs"}
GIVEN_UP = {"ignore_metadata_errors", "repo_path_or_name", "repo_url", "organization"}
# Attributes of models, where they are properties there; and an inner step of `generate`.
OF_MODELS = ("config", "module", "prepare_inputs_for_generation")


@pytest.mark.parametrize("name", [name for name in SURFACE["methods"] if name not in OF_MODELS])
def test_has_every_method_and_its_parameters_in_their_order(name: str) -> None:
    found = inspect.getattr_static(FlaxPreTrainedModel, name)
    wanted = [each for each in SURFACE["methods"][name] if each not in NOT_FOR_USERS | GIVEN_UP]
    if not wanted:
        assert found is not None
        return
    takes_in_order(getattr(FlaxPreTrainedModel, name), wanted)


def test_loads_with_every_keyword(tmp_path: Path) -> None:
    FlaxBertModel(tiny_config("bert")).save_pretrained(tmp_path / "model", dialect="torch")
    given = {
        "config": tiny_config("bert"),
        "cache_dir": tmp_path,
        "ignore_mismatched_sizes": True,
        "force_download": False,
        "local_files_only": True,
        "token": "secret",
        "revision": "main",
        "from_pt": True,
        "resume_download": True,
        "proxies": None,
        "trust_remote_code": False,
        "subfolder": "model",
        "_do_init": False,
    }
    known = {"pretrained_model_name_or_path", "dtype", "use_auth_token"} | NOT_FOR_USERS
    assert {*given} == {*SURFACE["methods"]["from_pretrained"]} - known
    with pytest.warns(FutureWarning, match="resume_download is deprecated and has no effect"):
        model, params = FlaxBertModel.from_pretrained(tmp_path, jnp.bfloat16, **given)
    assert model.dtype == jnp.bfloat16
    assert {leaf.dtype for _, leaf in flatten(params)} == {jnp.dtype("float32")}
    with pytest.warns(FutureWarning, match="use_auth_token"):
        FlaxBertModel.from_pretrained(tmp_path / "model", use_auth_token="secret")


def test_saves_with_every_argument_by_position(tmp_path: Path) -> None:
    model = FlaxBertModel(tiny_config("bert"))
    files = model.save_pretrained(tmp_path, model.params, False, "1GB", None, False)
    assert [file.name for file in files] == ["flax_model.msgpack"]
    loaded = FlaxBertModel.load_flax_weights(files[0])
    assert jax.tree.map(jnp.shape, loaded) == jax.tree.map(jnp.shape, model.params)


@pytest.mark.parametrize("name", SURFACE["models"])
def test_answers_as_the_reference_library(name: str) -> None:
    wanted = SURFACE["models"][name]
    family, _, case_name = name.partition("/")
    case = Case(case_name, family)
    model = getattr(trivet, f"Flax{case.head}").from_pretrained(case.checkpoint("torch"))
    names = [leaf for leaf, _ in flatten(model.params)]
    mask = nest({leaf: leaf.endswith(".kernel") for leaf in names})
    half = dict(flatten(jax.eval_shape(lambda params: model.to_fp16(params, mask), model.params)))
    whole = jax.eval_shape(model.to_bf16, model.params)
    fresh = jax.eval_shape(lambda key: model.init_weights(key, model.input_shape), jax.random.PRNGKey(0))
    found = {
        "required_params": sorted(".".join(path) for path in model.required_params),
        "shapes": {leaf: [*each.shape] for leaf, each in flatten(model.params_shape_tree)},
        "half": sorted(leaf for leaf, each in half.items() if each.dtype == jnp.float16),
        "bf16": sorted({each.dtype.name for _, each in flatten(whole)}),
        "initialised": sorted(leaf for leaf, _ in flatten(fresh)),
        "can_generate": model.can_generate(),
        "main_input_name": model.main_input_name,
        "framework": model.framework,
        "input_shape": [*model.input_shape],
    }
    assert found == wanted


def test_ids_may_be_whole_numbers_of_any_dtype() -> None:
    model = FlaxBertModel(tiny_config("bert"))
    ids = np.array([[1, 2, 3]])
    wanted = model(ids, position_ids=ids).last_hidden_state
    for dtype in (np.float32, np.float64, np.int8):
        given = model(ids.astype(dtype), position_ids=ids.astype(dtype)).last_hidden_state
        np.testing.assert_array_equal(given, wanted)


def test_only_models_that_write_text_prepare_inputs() -> None:
    model = FlaxBertModel(tiny_config("bert"))
    with pytest.raises(NotImplementedError, match="does not define prepare_inputs_for_generation"):
        model.prepare_inputs_for_generation(np.array([[1]]), max_length=3)
    config = tiny_config("bert", is_decoder=True)
    assert "past_key_values" in trivet.FlaxBertForCausalLM(config).prepare_inputs_for_generation(np.array([[1]]), 3)


def test_decoders_of_encoder_decoders_share_a_base_class() -> None:
    base = trivet.FlaxBartDecoderPreTrainedModel
    assert issubclass(trivet.FlaxBartForCausalLM, base)
    assert not issubclass(trivet.FlaxBartModel, base)
    assert not base.can_generate()
    assert inspect.signature(base.__call__) == inspect.signature(trivet.FlaxBartForCausalLM.__call__)
    from trivet.models.bart.modeling_flax_bart import FlaxBartDecoderPreTrainedModel

    assert FlaxBartDecoderPreTrainedModel is base


def test_an_encoder_alone_belongs_to_its_family_and_does_not_decode() -> None:
    model = trivet.FlaxT5EncoderModel(tiny_config("t5"))
    assert isinstance(model, trivet.FlaxT5PreTrainedModel)
    assert model.base_model_prefix == "transformer"
    with pytest.raises(TypeError, match="FlaxT5EncoderModel is an encoder alone"):
        model.decode(np.array([[1]]), encoder_outputs=None)
    with pytest.raises(TypeError, match="FlaxT5EncoderModel is an encoder alone"):
        model.init_cache(1, 3)


def test_the_module_of_a_class_has_its_name() -> None:
    assert trivet.FlaxGPT2LMHeadModel.module_class.__name__ == "FlaxGPT2LMHeadModule"
    assert trivet.FlaxBertModel.module_class.__name__ == "FlaxBertModule"
    assert trivet.FlaxT5EncoderModel.module_class.__name__ == "FlaxT5EncoderModule"


def test_params_are_divided_among_files() -> None:
    from trivet.modeling_flax_utils import dtype_byte_size, flax_shard_checkpoint

    params = {"a": {"kernel": jnp.ones((4, 2)), "bias": jnp.ones(2)}, "b": jnp.ones(40, jnp.bfloat16)}
    files, index = flax_shard_checkpoint(params, max_shard_size=48)
    assert [list(each) for each in files.values()] == [["a/kernel", "a/bias"], ["b"]]
    assert index is not None
    assert index["metadata"] == {"total_size": 120}
    assert index["weight_map"]["b"] == "flax_model-00002-of-00002.msgpack"
    whole, none = flax_shard_checkpoint(params)
    assert set(whole) == {"flax_model.msgpack"}
    assert none is None
    assert (dtype_byte_size(jnp.bfloat16), dtype_byte_size(bool)) == (2, 1 / 8)
    with pytest.raises(ValueError, match="not a dtype of parameters"):
        dtype_byte_size("O")
