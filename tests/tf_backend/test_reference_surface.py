"""Every public method of the reference library's TensorFlow models is here, takes what it took, and answers the same."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
import tiny_bert
from signatures import takes_in_order

import trivet
from golden_data import Case
from trivet import TFBertModel
from trivet_tf.model.pretrained import TFPreTrainedModel

SURFACE: dict[str, Any] = json.loads((Path(__file__).parents[1] / "golden/data/tf_surface.json").read_text())
# Of the reference library's own machinery, or of ways to publish that it had given up itself.
NOT_FOR_USERS = {"_from_pipeline", "_from_auto", "_commit_hash", "adapter_kwargs", "load_weight_prefix"}
# A generator of random numbers, which searches take as the argument `seed`.
OF_GENERATION = ("seed_generator",)


@pytest.mark.parametrize("name", [name for name in SURFACE["methods"] if name not in OF_GENERATION])
def test_has_every_method_and_its_parameters_in_their_order(name: str) -> None:
    found = inspect.getattr_static(TFPreTrainedModel, name)
    wanted = [each for each in SURFACE["methods"][name] if each not in NOT_FOR_USERS]
    if not wanted or isinstance(found, property):  # `serving` is one, which gives the function
        assert found is not None
        return
    takes_in_order(getattr(TFPreTrainedModel, name), wanted)


def test_loads_with_every_keyword(tmp_path: Path) -> None:
    TFBertModel(tiny_bert.config()).save_pretrained(tmp_path / "model", dialect="torch")
    given = {
        "config": tiny_bert.config(),
        "cache_dir": tmp_path,
        "ignore_mismatched_sizes": True,
        "force_download": False,
        "local_files_only": True,
        "token": "secret",
        "revision": "main",
        "use_safetensors": True,
        "from_pt": True,
        "resume_download": True,
        "proxies": None,
        "output_loading_info": True,
        "trust_remote_code": False,
        "mirror": "tuna",
        "subfolder": "model",
        "tf_to_pt_weight_rename": lambda name: (name,),
    }
    assert {*given} == {*SURFACE["methods"]["from_pretrained"]} - NOT_FOR_USERS - {
        "pretrained_model_name_or_path",
        "use_auth_token",
    }
    with pytest.warns(FutureWarning, match="deprecated and has no effect") as warned:
        model, report = TFBertModel.from_pretrained(tmp_path, **given)
    assert len(warned) == 2
    assert (type(model), report.missing, report["unexpected_keys"]) == (TFBertModel, (), [])
    with pytest.warns(FutureWarning, match="use_auth_token"):
        TFBertModel.from_pretrained(tmp_path / "model", use_auth_token="secret")


def test_saves_with_every_argument_by_position(tmp_path: Path) -> None:
    model = TFBertModel(tiny_bert.config())
    files = model.save_pretrained(tmp_path, False, 1, False, None, "1GB", False, False, None)
    assert [file.name for file in files] == ["tf_model.h5"]


@pytest.mark.parametrize("name", SURFACE["models"])
def test_answers_as_the_reference_library(name: str) -> None:
    family, _, case_name = name.partition("/")
    case, wanted = Case(case_name, family), dict(SURFACE["models"][name])
    model_class = getattr(trivet, f"TF{case.head}")
    model = model_class.from_pretrained(case.checkpoint("torch"))
    # Of an encoder-decoder's cache the reference can serve only some; the rest does not depend on it.
    model.config.use_cache = getattr(model.config, "use_cache", False) and "decoder_input_ids" not in model.dummy_inputs
    inputs = case.inputs(labels=False)
    changed = {key: wanted.pop(key) for key in [*wanted] if key.startswith("resized")}
    scores = wanted.pop("logits_of_pattern", None)
    wanted["bias_prefix"] = without_model(wanted["bias_prefix"])
    assert answers(model, inputs) == wanted
    if changed:
        model.resize_token_embeddings(changed["resized_vocab"])
        assert model.num_parameters() == changed["resized_parameters"]
        assert sizes(model.get_bias()) == changed["resized_biases"]
    if scores is not None:
        model = model_class.from_pretrained(case.checkpoint("torch"))
        model.set_input_embeddings(pattern(model.get_input_embeddings().weights[0].shape))
        model.set_bias({key: pattern(bias.shape) for key, bias in model.get_bias().items()})
        np.testing.assert_allclose(model(inputs).logits[0, 0, :5], scores, rtol=0, atol=1e-5)


def answers(model: Any, inputs: dict[str, Any]) -> dict[str, Any]:
    """What a model says of itself."""
    signature = model.input_signature
    lm_head, biased = model.get_lm_head(), model.get_output_layer_with_bias()
    return {
        "framework": model.framework,
        "num_parameters": model.num_parameters(),
        "num_trainable": model.num_parameters(only_trainable=True),
        "main_input_name": model.main_input_name,
        "signature": sorted(signature),
        "int32": sorted(name for name, spec in signature.items() if spec.dtype == "int32"),
        "axes": {name: len(spec.shape) for name, spec in signature.items()},
        "labels": model.get_label_to_output_name_mapping(),
        "embeddings": list(model.get_input_embeddings().weights[0].shape),
        "head_mask": list(model.get_head_mask(np.ones(4, np.float32), 2).shape),
        "no_head_mask": model.get_head_mask(None, 2),
        "biases": sizes(model.get_bias()),
        "bias_prefix": without_model(model.get_prefix_bias_name()),
        "biased_layer": None if biased is None else biased.name,
        "lm_head": None if lm_head is None else lm_head.name,
        "scores_with_embeddings": model.get_output_embeddings() is model.get_input_embeddings(),
        "can_generate": model.can_generate(),
        "served": sorted(model.eager_serving(inputs)),
    }


def without_model(path: str | None) -> str | None:
    """A path below the model, whose own name Keras numbers."""
    return None if path is None else path.partition("/")[2]


def sizes(biases: Any) -> dict[str, int]:
    """How many tokens each bias is for."""
    return {name: bias.shape[-1] for name, bias in (biases or {}).items()}


def pattern(shape: Any) -> np.ndarray[Any, Any]:
    """The values that the reference's table and bias were set to."""
    return (np.arange(np.prod(shape)) % 7 - 3).reshape(shape).astype(np.float32) / 10


@pytest.mark.parametrize("head", SURFACE["fitted"])
def test_fit_learns_as_in_the_reference_library(head: str) -> None:
    case, wanted = Case(head), SURFACE["fitted"][head]
    still = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    model = getattr(trivet, f"TF{head}").from_pretrained(case.checkpoint("torch"), **still)
    model.compile(keras.optimizers.SGD(0.1), run_eagerly=True)
    data = tf.data.Dataset.from_tensors(case.inputs())
    found = model.fit(data, epochs=len(wanted), shuffle=False, verbose=0).history["loss"]
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-4)


def test_base_layers_are_layers_of_ones_own_models() -> None:
    ids = np.array([[5, 9, 2]])
    layer = trivet.TFGPT2MainLayer(trivet.GPT2Config(vocab_size=11, n_embd=8, n_layer=1, n_head=2, n_positions=8))
    assert layer(ids).last_hidden_state.shape == (1, 3, 8)
    for name in ("Albert", "Bert", "DistilBert", "Roberta"):
        assert issubclass(getattr(trivet, f"TF{name}MainLayer"), keras.layers.Layer)
