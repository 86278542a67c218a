"""Fields of a config that change how a model is made or run: each has its effect, or is refused by name."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path
from typing import Any

import jax
import numpy as np
import pytest
from flax import nnx

import trivet
from trivet.checkpoint.side_files import read_config
from trivet.errors import TrivetError
from trivet.families.config import PretrainedConfig
from trivet.families.registry import architecture
from trivet.testing.configs import tiny_config
from trivet.testing.hostile_configs import hostile_fields
from trivet_flax.gaps import GAPS
from trivet_flax.layers import activations
from trivet_flax.layers.remat import Recomputing


class OwnConfig(PretrainedConfig):
    """One that names no family."""

    def __init__(self, width: int = 4, **kwargs: Any) -> None:
        self.width = width
        super().__init__(**kwargs)


class OwnModule(nnx.Module):
    """One matrix."""

    def __init__(self, config: OwnConfig, *, dtype: Any, param_dtype: Any, rngs: nnx.Rngs) -> None:
        self.dense = nnx.Linear(3, config.width, dtype=dtype, param_dtype=param_dtype, rngs=rngs)

    def __call__(self, x: jax.Array, **options: Any) -> jax.Array:
        return self.dense(x)


class OwnModel(trivet.FlaxPreTrainedModel):
    """One matrix."""

    config_class = OwnConfig
    module_class = OwnModule


def test_class_of_ones_own_without_a_model_type_is_loaded_again(tmp_path: Path) -> None:
    model = OwnModel(OwnConfig(6))
    model.save_pretrained(tmp_path)
    again = OwnModel.from_pretrained(tmp_path)
    np.testing.assert_array_equal(again.params["dense"]["kernel"], model.params["dense"]["kernel"])
    assert again.config.width == 6


def test_config_of_2019_is_read_by_the_class_that_the_caller_names(tmp_path: Path) -> None:
    """Those name no family, and state a number of labels beside the labels of another task."""
    folder = tmp_path / "bert"
    trivet.FlaxBertModel(tiny_config("bert")).save_pretrained(folder)
    fields = {**read_config(folder / "config.json"), "id2label": {"0": "a"}, "num_labels": 50}
    fields = {name: value for name, value in fields.items() if name not in ("architectures", "label2id", "model_type")}
    (folder / "config.json").write_text(json.dumps(fields))
    for model_class in (trivet.FlaxBertModel, trivet.FlaxAutoModel):
        model = model_class.from_pretrained(folder)
        assert (model.config.model_type, model.config.id2label) == ("bert", {0: "a"})


@pytest.mark.filterwarnings("ignore:.* has no effect:UserWarning")
def test_generation_settings_that_cannot_matter_do_not_matter(tmp_path: Path) -> None:
    model = trivet.FlaxGPT2LMHeadModel(tiny_config("gpt2", eos_token_id=None, bos_token_id=None))
    model.save_pretrained(tmp_path)
    fields = {"temperature": 0.0, "top_k": -1, "num_beams": None, "cache_implementation": "hybrid"}
    ids = np.array([[5, 6, 7]])
    wanted = np.asarray(model.generate(ids, max_new_tokens=2, pad_token_id=0).sequences)
    np.testing.assert_array_equal(
        np.asarray(model.generate(ids, max_new_tokens=2, pad_token_id=0, **fields).sequences), wanted
    )
    (tmp_path / "generation_config.json").write_text(json.dumps(fields))
    loaded = trivet.FlaxGPT2LMHeadModel.from_pretrained(tmp_path)
    np.testing.assert_array_equal(np.asarray(loaded.generate(ids, max_new_tokens=2, pad_token_id=0).sequences), wanted)


def test_gradient_checkpointing_of_a_config_is_turned_on() -> None:
    for wanted in (True, False):
        model = trivet.FlaxBertModel(tiny_config("bert", gradient_checkpointing=wanted), _do_init=False)
        stacks = [node for _, node in nnx.iter_graph(model.nnx_module) if isinstance(node, Recomputing)]
        assert stacks
        assert {stack.gradient_checkpointing for stack in stacks} == {wanted}


def test_laplace_is_the_distribution_function() -> None:
    x = np.linspace(-2, 3, 7).astype(np.float32)
    found = activations.activation("laplace")(x)
    scale = np.sqrt(0.25 / np.pi) * np.sqrt(2)
    wanted = [0.5 * (1 + math.erf((each - np.sqrt(0.5)) / scale)) for each in x]
    np.testing.assert_allclose(found, wanted, atol=1e-6)


def test_hostile_configs_are_refused_or_built() -> None:
    chance = random.Random(0)
    outcomes = set()
    for _ in range(40):
        model_type = chance.choice(("bert", "llama", "t5", "bart"))
        head = chance.choice([head for head in architecture(model_type).heads if f"Flax{head}" not in GAPS])
        fields = hostile_fields(tiny_config(model_type, head), chance)
        try:
            config = architecture(model_type).config_class.from_dict(fields)
            getattr(trivet, f"Flax{head}")(config, _do_init=False)
            outcomes.add("built")
        except TrivetError:
            outcomes.add("refused")
    assert outcomes == {"built", "refused"}
