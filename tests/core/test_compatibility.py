"""Names and modules that code written for `transformers` imports, with no framework: constants, tables, what is not ours."""

from __future__ import annotations

import importlib
import logging
import random
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import numpy as np
import pytest
from stub_backend import StubBackend

import trivet
from trivet.compatibility import module_table
from trivet.compatibility.foreign import is_foreign
from trivet.errors import (
    AlreadyRegisteredError,
    PackageNotInstalledError,
    UnknownImportError,
    UnknownModelTypeError,
    UnknownNameError,
)
from trivet.families.registry import families
from trivet.formats.registry import format_named
from trivet.import_hooks import MODULES
from trivet.utils import check_min_version, require_version, send_example_telemetry

Provide = Callable[..., None]
FOREIGN = ("pipeline", "Trainer", "Seq2SeqTrainingArguments", "DataCollatorWithPadding", "BertTokenizerFast")


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that was looked up stays in the module; each test starts without."""
    for name in (*FOREIGN, "BertModel"):
        monkeypatch.delitem(vars(trivet), name, raising=False)


def test_names_of_files_are_those_of_the_formats() -> None:
    assert format_named("torch").weights_name == trivet.WEIGHTS_NAME
    assert format_named("safetensors").weights_name == trivet.SAFE_WEIGHTS_NAME
    assert format_named("h5").weights_name == trivet.TF2_WEIGHTS_NAME
    assert format_named("msgpack").weights_name == trivet.FLAX_WEIGHTS_NAME
    assert trivet.CONFIG_NAME == "config.json"
    assert trivet.SAFE_WEIGHTS_INDEX_NAME == "model.safetensors.index.json"


def test_config_table_has_every_family() -> None:
    table = trivet.CONFIG_MAPPING
    assert table["bert"] is trivet.BertConfig
    assert table.keys() == list(table) and set(table.keys()) >= {family.model_type for family in families()}
    assert ("gpt2", trivet.GPT2Config) in table.items()
    assert trivet.T5Config in table.values()
    assert "brt" not in table and table.get("brt") is None
    with pytest.raises(UnknownModelTypeError, match="did you mean 'bert'"):
        table["brt"]
    with pytest.raises(KeyError):
        table[trivet.BertConfig]
    assert trivet.MODEL_NAMES_MAPPING["roberta"] == "RoBERTa"


def test_config_table_registers_as_auto_config_does(monkeypatch: pytest.MonkeyPatch) -> None:
    from trivet.backends import auto_config

    class OwnConfig(trivet.PretrainedConfig):
        model_type = "own"

    monkeypatch.setattr(auto_config, "_CONFIGS", {})
    count = len(trivet.CONFIG_MAPPING)
    trivet.CONFIG_MAPPING.register("own", OwnConfig)
    assert trivet.CONFIG_MAPPING["own"] is OwnConfig
    assert len(trivet.CONFIG_MAPPING) == count + 1 and trivet.CONFIG_MAPPING.keys()[-1] == "own"
    with pytest.raises(AlreadyRegisteredError):
        trivet.CONFIG_MAPPING.register("own", type("Other", (OwnConfig,), {}))


@pytest.mark.parametrize("name", sorted(module_table.MODULES))
def test_every_module_is_importable_and_has_what_it_lists(name: str) -> None:
    module = importlib.import_module(f"trivet.{name}")
    assert module.__name__ == f"trivet.{name}"
    for each in dir(module):
        assert getattr(module, each) is not None, each


@pytest.mark.parametrize("family", families(), ids=lambda family: family.model_type)
def test_every_family_has_its_modules(family: Any) -> None:
    folder = family.model_type.replace("-", "_")
    module = importlib.import_module(f"trivet.models.{folder}.configuration_{folder}")
    assert getattr(module, family.config_class.__name__) is family.config_class
    assert dir(module) == [family.config_class.__name__]
    for kind in ("modeling", "modeling_tf", "modeling_flax", "tokenization"):
        assert find_spec(f"trivet.models.{folder}.{kind}_{folder}") is not None


def test_modules_are_reached_as_attributes_too() -> None:
    import trivet.models.bert.configuration_bert as module

    assert trivet.models.bert.configuration_bert is module
    assert module.BertConfig is trivet.BertConfig
    namespace: dict[str, Any] = {}
    exec("from trivet.models.bert.configuration_bert import *", namespace)
    assert namespace["BertConfig"] is trivet.BertConfig


@pytest.mark.parametrize("name", ["trivet.generation.flax_utils", "trivet.models.bert.configuration_bert"])
def test_a_module_gives_the_modules_in_it_when_they_were_not_imported_yet(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent, _, inner = name.rpartition(".")
    module = importlib.import_module(parent)
    monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.delitem(vars(module), inner, raising=False)
    assert getattr(module, inner) is sys.modules[name]


def test_a_module_answers_with_what_it_would_import_there() -> None:
    from trivet.configuration_utils import BertConfig, PretrainedConfig

    assert (BertConfig, PretrainedConfig) == (trivet.BertConfig, trivet.PretrainedConfig)


def test_outputs_are_found_under_each_frameworks_module() -> None:
    from trivet.families import outputs
    from trivet.file_utils import ModelOutput
    from trivet.modeling_flax_outputs import FlaxBaseModelOutput
    from trivet.modeling_outputs import BaseModelOutput

    assert BaseModelOutput is FlaxBaseModelOutput is outputs.BaseModelOutput
    assert ModelOutput is outputs.ModelOutput


def test_lists_of_repositories_are_empty() -> None:
    from trivet.models.bert.modeling_bert import BERT_PRETRAINED_MODEL_ARCHIVE_LIST
    from trivet.models.bert.modeling_tf_bert import TF_BERT_PRETRAINED_MODEL_ARCHIVE_LIST

    assert BERT_PRETRAINED_MODEL_ARCHIVE_LIST == TF_BERT_PRETRAINED_MODEL_ARCHIVE_LIST == []


def test_tables_of_tasks_that_no_family_has_are_empty() -> None:
    assert trivet.MODEL_FOR_DEPTH_ESTIMATION_MAPPING == trivet.TF_MODEL_FOR_VISION_2_SEQ_MAPPING == {}
    with pytest.raises(UnknownNameError):
        _ = trivet.MODEL_FOR_TELEPATHY_MAPPING


def test_what_python_asks_first_knows_the_same_modules() -> None:
    assert {name.partition(".")[0] for name in module_table.MODULES} == MODULES


@pytest.mark.parametrize("name", ["trivet.nonsense", "trivet.models.brt", "trivet.models.bert.modelling_bert"])
def test_there_is_no_other_module(name: str) -> None:
    with pytest.raises(ImportError):
        importlib.import_module(name)
    assert find_spec("trivet.nonsense") is None


MISSPELT = {
    "from trivet import BertConfg": "cannot import name 'BertConfg' from 'trivet' (did you mean 'BertConfig'?)",
    "from trivet import convrt": "cannot import name 'convrt' from 'trivet' (did you mean 'convert'?)",
    "from trivet.utils import CONFG_NAME": "from 'trivet.utils' (did you mean 'CONFIG_NAME'?)",
    "from trivet.models.bert.configuration_bert import BertConfg": "(did you mean 'BertConfig'?)",
    "from trivet.models.bert.modeling_bert import BertSelfAttention": "take the class from a model",
}


@pytest.mark.parametrize("statement", MISSPELT)
def test_a_misspelt_import_says_what_is_meant(statement: str) -> None:
    with pytest.raises(UnknownImportError) as caught:
        exec(statement)
    assert MISSPELT[statement] in str(caught.value)


def test_a_name_that_resembles_nothing_is_refused_as_python_does() -> None:
    with pytest.raises(ImportError, match="cannot import name 'zzzzz' from 'trivet'"):
        exec("from trivet import zzzzz")
    with pytest.raises(UnknownNameError, match=r"module 'trivet\.utils' has no attribute 'zzzzz'"):
        _ = importlib.import_module("trivet.utils").zzzzz
    assert not hasattr(importlib.import_module("trivet.utils"), "__wrapped__")


def test_star_import_brings_what_can_be_imported(provide: Provide) -> None:
    provide("trivet.backends", "torch", StubBackend(exports={"BertModel": "pathlib:Path"}))
    namespace: dict[str, Any] = {}
    names = trivet._listed_names()
    if "BertModel" in names:  # where PyTorch is installed
        assert trivet.BertModel is Path
    exec("from trivet import *", namespace)
    assert set(names) <= set(namespace)
    assert namespace["BertConfig"] is trivet.BertConfig


def test_star_import_leaves_out_backends_without_their_framework(
    provide: Provide, monkeypatch: pytest.MonkeyPatch
) -> None:
    provide("trivet.backends", "torch", StubBackend(exports={"BertModel": "pathlib:Path"}))
    monkeypatch.setitem(sys.modules, "torch", None)
    assert "BertModel" not in trivet._listed_names()
    monkeypatch.setitem(sys.modules, "torch", ModuleType("torch"))
    assert "BertModel" in trivet._listed_names()


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A `transformers` that has a few names."""
    made = ModuleType("transformers")
    for name in FOREIGN:
        setattr(made, name, type(name, (), {}))
    utilities = ModuleType("transformers.trainer_utils")
    vars(utilities)["get_last_checkpoint"] = len
    monkeypatch.setitem(sys.modules, "transformers", made)
    monkeypatch.setitem(sys.modules, "transformers.trainer_utils", utilities)
    return made


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_of_another_library_is_taken_from_there(name: str, library: ModuleType) -> None:
    assert getattr(trivet, name) is getattr(library, name)


def test_modules_of_another_library_lead_there(library: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in (("trainer", "Trainer"), ("models.bert.tokenization_bert_fast", "BertTokenizerFast")):
        found = importlib.import_module(f"trivet.{module}")
        monkeypatch.delitem(vars(found), name, raising=False)
        assert getattr(found, name) is getattr(library, name)
        monkeypatch.delitem(vars(found), name)
    utilities = importlib.import_module("trivet.trainer_utils")
    monkeypatch.delitem(vars(utilities), "get_last_checkpoint", raising=False)
    assert utilities.get_last_checkpoint is len
    monkeypatch.delitem(vars(utilities), "get_last_checkpoint")


@pytest.mark.parametrize("name", FOREIGN)
def test_without_that_library_its_names_say_where_to_get_them(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(PackageNotInstalledError) as caught:
        exec(f"from trivet import {name}")
    said = f'{name} needs the package transformers, which is not installed. Run: pip install "transformers"'
    hint = ". trivet.AutoTokenizer reads the same files without it." if name.startswith("Bert") else ""
    assert str(caught.value) == said + hint


def test_only_names_of_text_and_training_are_foreign() -> None:
    known = (*trivet.__all__, "BertModel", "FlaxMinLengthLogitsProcessor", "LogitsProcessorList", "KerasMetricCallback")
    assert [name for name in known if is_foreign(name) and name not in trivet._CORE] == []  # core's are found first
    assert all(map(is_foreign, FOREIGN))


def test_scripts_of_the_reference_version_run() -> None:
    for version in ("4.37.0", "4.37.0.dev0", "4.9"):
        check_min_version(version)
    with pytest.raises(ImportError, match=r"written for transformers 4\.38\.0\.dev0; trivet has the names of 4\.37\.2"):
        check_min_version("4.38.0.dev0")
    send_example_telemetry("run_glue", object(), framework="flax")


def test_requirements_are_held_against_what_is_installed() -> None:
    require_version("numpy>=1.0")
    with pytest.raises(
        ImportError, match=r"numpy>=99 is needed, but numpy \S+ is installed\. pip install \"numpy>=99\""
    ):
        require_version("numpy>=99")
    with pytest.raises(ImportError, match="To fix: run make"):
        require_version("numpy>=99", "To fix: run make")
    with pytest.raises(PackageNotInstalledError, match=r"no-such-package.*pip install \"no-such-package>=1\""):
        require_version("no-such-package>=1")


def test_a_seed_is_everybodys(provide: Provide) -> None:
    class Seeded(StubBackend):
        seeds: ClassVar[list[int]] = []

        def seed(self, seed: int) -> None:
            self.seeds.append(seed)

    provide("trivet.backends", "torch", Seeded())
    draws = []
    for _ in range(2):
        trivet.set_seed(7)
        draws.append((random.random(), np.random.rand()))
    assert draws[0] == draws[1]
    assert Seeded.seeds == [7, 7]


def test_availability_is_that_of_backends_and_packages(provide: Provide, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", ModuleType("torch"))
    provide("trivet.backends")
    assert not trivet.is_torch_available(), "PyTorch without the backend is of no use"
    provide("trivet.backends", "torch", StubBackend())
    assert trivet.is_torch_available()
    monkeypatch.setitem(sys.modules, "torch", None)
    assert not trivet.is_torch_available()
    assert trivet.is_safetensors_available()
    monkeypatch.setitem(sys.modules, "sklearn", None)
    assert trivet.is_sklearn_available() is False
    monkeypatch.setitem(sys.modules, "sklearn", ModuleType("sklearn"))
    assert trivet.is_sklearn_available() is True


@pytest.fixture
def loggers() -> Iterator[None]:
    """Loggers as they were afterwards."""
    kept = {name: logging.getLogger(name) for name in ("trivet", "trivet_torch", "trivet_tf", "trivet_flax")}
    state = {name: (each.level, each.propagate, each.handlers[:]) for name, each in kept.items()}
    yield
    for name, each in kept.items():
        each.level, each.propagate, each.handlers[:] = state[name]
        each.setLevel(each.level)


@pytest.mark.usefixtures("loggers")
def test_verbosity_is_that_of_pythons_loggers(caplog: pytest.LogCaptureFixture) -> None:
    assert trivet.logging.get_logger("trivet.modeling_utils") is trivet.logging.get_logger()
    logger = trivet.logging.get_logger("trivet.somewhere")
    trivet.logging.set_verbosity_error()
    logger.warning("unheard")
    trivet.logging.set_verbosity_info()
    logger.info("heard")
    assert [record.message for record in caplog.records] == ["heard"]
    assert trivet.logging.get_verbosity() == trivet.logging.INFO == logging.INFO
    trivet.logging.set_verbosity(trivet.logging.log_levels["debug"])
    assert trivet.logging.get_verbosity() == logging.DEBUG


@pytest.mark.usefixtures("loggers")
def test_handlers_are_added_and_removed(capsys: pytest.CaptureFixture[str]) -> None:
    trivet.logging.disable_propagation()
    trivet.logging.set_verbosity_info()  # nothing handles the messages: from now on, standard error
    trivet.logging.get_logger().info("to the terminal")
    trivet.logging.enable_explicit_format()
    trivet.logging.get_logger().info("in full")
    trivet.logging.disable_default_handler()
    records: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: records.append(record.getMessage())  # type: ignore[method-assign]
    trivet.logging.add_handler(handler)
    trivet.logging.get_logger().info("to the handler")
    trivet.logging.remove_handler(handler)
    trivet.logging.get_logger().info("to nobody")
    assert records == ["to the handler"]
    first, second, *rest = capsys.readouterr().err.splitlines()
    assert (first, rest) == ("to the terminal", [])
    assert second.startswith("[INFO|test_compatibility.py:") and second.endswith(">> in full")


def test_what_is_logged_once_is_logged_once(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    logger = trivet.logging.get_logger("trivet.once")
    for _ in range(3):
        logger.warning_once("only %s", "once")
    logger.warning_advice("take care")
    monkeypatch.setenv("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
    logger.warning_advice("take care")
    assert [record.message for record in caplog.records] == ["only once", "take care"]


def test_docstrings_get_their_texts() -> None:
    from trivet.utils import add_end_docstrings, add_start_docstrings, replace_return_docstrings

    @add_start_docstrings("First. ", "Second. ")
    @add_end_docstrings(" Last.")
    @replace_return_docstrings(output_type=None, config_class="C")
    def function() -> None:
        """Middle."""

    assert function.__doc__ == "First. Second. Middle. Last."


def test_processors_of_pictures_go_by_their_names_of_before_2023() -> None:
    assert trivet.ViTFeatureExtractor is trivet.ViTImageProcessor
    assert trivet.DeiTFeatureExtractor is trivet.DeiTImageProcessor


def test_fields_of_mpt_s_attention_are_attributes() -> None:
    from trivet.models.mpt.configuration_mpt import MptAttentionConfig

    config = trivet.MptConfig(attn_config=MptAttentionConfig(clip_qkv=3.0))
    assert config.attn_config.clip_qkv == 3.0 and config.attn_config.alibi is True
    config.attn_config.attn_pdrop = 0.5
    assert config.to_dict()["attn_config"]["attn_pdrop"] == config.attention_dropout == 0.5
    assert trivet.MptConfig.from_dict(config.to_dict()) == config
    with pytest.raises(AttributeError, match="no field 'heads'"):
        _ = config.attn_config.heads


def test_kinds_of_gpt_neo_s_layers_are_counted_out() -> None:
    kinds = trivet.GPTNeoConfig.expand_attention_types_params([[["global", "local"], 2], [["local"], 1]])
    assert kinds == ["global", "local", "global", "local", "local"]
