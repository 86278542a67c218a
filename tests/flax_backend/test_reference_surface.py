"""Every public method of the reference library's Flax models is here, takes what it took, and answers the same."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
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
