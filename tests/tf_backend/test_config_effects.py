"""Fields of a config that change how a model is made or run: each has its effect, or is refused by name."""

from __future__ import annotations

import json
import logging
import random
from pathlib import Path
from typing import Any, ClassVar

import keras
import numpy as np
import pytest

import trivet
from trivet.checkpoint.side_files import read_config
from trivet.errors import TrivetError
from trivet.families.config import PretrainedConfig
from trivet.families.registry import architecture
from trivet.testing.configs import tiny_config
from trivet.testing.hostile_configs import hostile_fields
from trivet_tf.build.without_values import build_filled


class OwnConfig(PretrainedConfig):
    """One that names no family."""

    def __init__(self, width: int = 4, **kwargs: Any) -> None:
        self.width = width
        super().__init__(**kwargs)


class OwnModel(trivet.TFPreTrainedModel):
    """One matrix."""

    config_class: ClassVar[type[PretrainedConfig]] = OwnConfig

    def __init__(self, config: Any, **kwargs: Any) -> None:
        super().__init__(config, **kwargs)
        self.dense = keras.layers.Dense(config.width)

    def build(self, input_shape: Any = None) -> None:
        self.dense.build((None, 3))
        self.built = True


def test_class_of_ones_own_without_a_model_type_is_loaded_again(tmp_path: Path) -> None:
    model = OwnModel(OwnConfig(6))
    model.save_pretrained(tmp_path)
    again = OwnModel.from_pretrained(tmp_path)
    np.testing.assert_array_equal(again.dense.kernel, model.dense.kernel)
    assert again.config.width == 6


def test_config_of_2019_is_read_by_the_class_that_the_caller_names(tmp_path: Path) -> None:
    """Those name no family, and state a number of labels beside the labels of another task."""
    folder = tmp_path / "bert"
    trivet.TFBertModel(tiny_config("bert")).save_pretrained(folder)
    fields = {**read_config(folder / "config.json"), "id2label": {"0": "a"}, "num_labels": 50}
    fields = {name: value for name, value in fields.items() if name not in ("architectures", "label2id", "model_type")}
    (folder / "config.json").write_text(json.dumps(fields))
    for model_class in (trivet.TFBertModel, trivet.TFAutoModel):
        model = model_class.from_pretrained(folder)
        assert (model.config.model_type, model.config.id2label) == ("bert", {0: "a"})


@pytest.mark.filterwarnings("ignore:.* has no effect:UserWarning")
def test_generation_settings_that_cannot_matter_do_not_matter(tmp_path: Path) -> None:
    model = trivet.TFGPT2LMHeadModel(tiny_config("gpt2", eos_token_id=None, bos_token_id=None))
    model.save_pretrained(tmp_path)
    fields = {"temperature": 0.0, "top_k": -1, "num_beams": None, "cache_implementation": "hybrid"}
    ids = np.array([[5, 6, 7]])
    wanted = np.asarray(model.generate(ids, max_new_tokens=2, pad_token_id=0, jit_compile=False))
    np.testing.assert_array_equal(
        np.asarray(model.generate(ids, max_new_tokens=2, pad_token_id=0, jit_compile=False, **fields)), wanted
    )
    (tmp_path / "generation_config.json").write_text(json.dumps(fields))
    loaded = trivet.TFGPT2LMHeadModel.from_pretrained(tmp_path)
    np.testing.assert_array_equal(
        np.asarray(loaded.generate(ids, max_new_tokens=2, pad_token_id=0, jit_compile=False)), wanted
    )


def test_gradient_checkpointing_of_a_config_is_said_to_have_no_effect(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="trivet"):
        trivet.TFBertModel(tiny_config("bert", gradient_checkpointing=True))
    assert "gradient_checkpointing of the config is ignored" in caplog.text


class _Built(TrivetError):
    """Ends the building of a model before its variables get values."""


def _stop(model: Any) -> None:
    raise _Built


def test_hostile_configs_are_refused_or_built() -> None:
    chance = random.Random(0)
    built = refused = 0
    for _ in range(25):
        model_type = chance.choice(("bert", "llama", "t5"))
        head = chance.choice(architecture(model_type).heads)
        fields = hostile_fields(tiny_config(model_type, head), chance)
        try:
            config = architecture(model_type).config_class.from_dict(fields)
            build_filled(lambda: getattr(trivet, f"TF{head}")(config), _stop)  # noqa: B023
        except _Built:
            built += 1
        except TrivetError:
            refused += 1
    assert built and refused
