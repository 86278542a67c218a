"""Public names of `trivet`: core's own, those of installed backends, and what is said of the others."""

import pathlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from stub_backend import StubBackend

import trivet
from trivet.backends.exports import backend_exports
from trivet.errors import BackendNotInstalledError, UnknownDialectError, UnknownNameError
from trivet.families.registry import families
from trivet.layout import TORCH
from trivet.testing import BackendContract

Provide = Callable[..., None]


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that was looked up stays in the module; each test starts without."""
    for name in ("BertModel", "TFBertModel", "FlaxBertModel", "PreTrainedModel"):
        monkeypatch.delitem(vars(trivet), name, raising=False)


def test_a_backend_of_a_fourth_framework_gives_its_dialect(provide: Provide) -> None:
    with pytest.raises(UnknownDialectError, match=r"'mlx'\. Known: torch, tensorflow, flax\..*trivet\.dialects"):
        backend_exports("mlx", "trivet_mlx")
    provide("trivet.dialects", "mlx", replace(TORCH, name="mlx", class_prefix="Mlx"))
    exports = backend_exports("mlx", "trivet_mlx")
    assert exports["MlxBertModel"] == "trivet_mlx.models:MlxBertModel"

    class Contract(BackendContract):
        backend_name = "mlx"

    with pytest.raises(BackendNotInstalledError, match="the mlx backend, which is not installed"):
        Contract.families()
    assert Contract.name_of("BertModel") == "MlxBertModel"


@pytest.mark.parametrize(
    ("name", "backend"),
    [
        ("BertModel", "torch"),
        ("TFBertModel", "tensorflow"),
        ("FlaxBertModel", "flax"),
        ("BertForMaskedLM", "torch"),
        ("TFBertForMaskedLM", "tensorflow"),
        ("FlaxBertForMaskedLM", "flax"),
        ("PreTrainedModel", "torch"),
        ("TFPreTrainedModel", "tensorflow"),
        ("FlaxPreTrainedModel", "flax"),
    ],
)
def test_name_of_a_missing_backend_gives_its_pip_command(name: str, backend: str, provide: Provide) -> None:
    provide("trivet.backends")
    with pytest.raises(BackendNotInstalledError) as caught:
        getattr(trivet, name)
    assert str(caught.value) == (
        f'{name} needs the {backend} backend, which is not installed. Run: pip install "trivet[{backend}]"'
    )
    with pytest.raises(ImportError):
        exec(f"from trivet import {name}")


def test_name_of_an_installed_backend_is_imported_from_where_it_says(
    provide: Provide, monkeypatch: pytest.MonkeyPatch
) -> None:
    provide("trivet.backends", "torch", StubBackend(exports={"BertModel": "pathlib:Path"}))
    assert trivet.BertModel is pathlib.Path
    monkeypatch.delitem(vars(trivet), "BertModel")
    with pytest.raises(BackendNotInstalledError, match="^TFBertModel needs the tensorflow backend"):
        _ = trivet.TFBertModel


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("BertModl", "module 'trivet' has no attribute 'BertModl' (did you mean 'BertModel'?)"),
        ("convrt", "module 'trivet' has no attribute 'convrt' (did you mean 'convert'?)"),
        ("BertForTelepathy", "module 'trivet' has no attribute 'BertForTelepathy'"),
        ("zzz", "module 'trivet' has no attribute 'zzz'"),
    ],
)
def test_unknown_names_suggest_what_is_near(name: str, said: str, provide: Provide) -> None:
    provide("trivet.backends", "torch", StubBackend(exports={"BertModel": "pathlib:Path"}))
    with pytest.raises(UnknownNameError) as caught:
        getattr(trivet, name)
    assert str(caught.value) == said
    assert isinstance(caught.value, AttributeError)
    assert caught.value.name == name
    assert not hasattr(trivet, name)


def test_installed_backend_that_lacks_a_head_does_not_ask_to_be_installed(provide: Provide) -> None:
    provide("trivet.backends", "torch", StubBackend(exports={"BertModel": "pathlib:Path"}))
    with pytest.raises(UnknownNameError):
        _ = trivet.BertForMultipleChoice


def test_framework_that_is_missing_below_its_backend_says_so(provide: Provide) -> None:
    provide("trivet.backends", "flax", StubBackend("flax", exports={"FlaxBertModel": "stub_broken:It"}))
    import sys
    import types

    module = types.ModuleType("stub_broken")

    def missing(name: str) -> object:
        raise ModuleNotFoundError("No module named 'jax'", name="jax")

    module.__getattr__ = missing  # type: ignore[method-assign]
    sys.modules["stub_broken"] = module
    try:
        with pytest.raises(BackendNotInstalledError) as caught:
            _ = trivet.FlaxBertModel
    finally:
        del sys.modules["stub_broken"]
    assert str(caught.value) == (
        "FlaxBertModel needs the flax backend, which cannot be imported (No module named 'jax'). "
        'Run: pip install "trivet[flax]"'
    )


def test_fault_in_a_backends_own_code_is_not_hidden(provide: Provide) -> None:
    provide("trivet.backends", "torch", StubBackend(exports={"BertModel": "a_module_of_the_backend:It"}))
    with pytest.raises(ModuleNotFoundError, match="a_module_of_the_backend"):
        _ = trivet.BertModel


def test_broken_backend_does_not_take_the_others_with_it(provide: Provide) -> None:
    provide("trivet.backends", "tensorflow", ImportError("libtensorflow is broken"))
    provide("trivet.backends", "torch", StubBackend(exports={"BertModel": "pathlib:Path"}))
    assert trivet.BertModel is pathlib.Path
    assert "BertModel" in dir(trivet)
    with pytest.raises(BackendNotInstalledError) as caught:
        _ = trivet.TFBertModel
    assert str(caught.value) == (
        "TFBertModel needs the tensorflow backend, which cannot be imported (libtensorflow is broken). "
        'Run: pip install "trivet[tensorflow]"'
    )


def test_dir_lists_core_and_installed_backends(provide: Provide) -> None:
    provide("trivet.backends")
    bare = dir(trivet)
    assert set(trivet.__all__) <= set(bare)
    assert "TFBertModel" not in bare
    assert bare == sorted(set(bare))
    provide("trivet.backends", "tensorflow", StubBackend("tensorflow", exports={"TFBertModel": "pathlib:Path"}))
    assert "TFBertModel" in dir(trivet)


@pytest.mark.parametrize("name", trivet.__all__)
def test_every_listed_name_is_there_and_is_what_it_says(name: str) -> None:
    import types

    found = getattr(trivet, name)
    assert not isinstance(found, types.ModuleType)
    assert name in ("__version__", getattr(found, "__name__", "")) or (name.isupper() and found)


def test_backends_exports_follow_from_its_families() -> None:
    found = backend_exports("tensorflow", "a_package")
    assert found["TFPreTrainedModel"] == "a_package.model.pretrained:TFPreTrainedModel"
    assert found["TFAutoModelForCausalLM"] == "a_package.auto:TFAutoModelForCausalLM"
    models = {name for name, where in found.items() if where == f"a_package.models:{name}"}
    assert {name for name in models if name.startswith("TFT5")} == {
        "TFT5PreTrainedModel",
        "TFT5Model",
        "TFT5ForConditionalGeneration",
        "TFT5EncoderModel",
        "TFT5ForQuestionAnswering",
        "TFT5ForSequenceClassification",
        "TFT5ForTokenClassification",
    }
    assert models == {f"TF{head}" for family in families() for head in (f"{family.name}PreTrainedModel", *family.heads)}
    without = backend_exports("tensorflow", "a_package", {"TFT5Model"})
    assert found.keys() - without.keys() == {"TFT5Model"}
    shared = {"TFLogitsProcessor", "TFLogitsProcessorList", "TFLogitsWarper"}
    tables = {name for name in found if name.endswith("_MAPPING")}
    assert all(where.endswith(f":{name}") for name, where in found.items() if name not in shared | tables)
    assert found["TF_MODEL_FOR_CAUSAL_LM_MAPPING"] == "a_package.auto:TFAutoModelForCausalLM._model_mapping"
    assert all(found[name] == f"trivet.text.generation.hooks:{name[2:]}" for name in shared)
    assert "LogitsProcessor" not in backend_exports("torch", "a_package")


@pytest.mark.parametrize(
    "name", ["T5PreTrainedModel", "FlaxMarianMTModel", "TFAutoModelForSeq2SeqLM", "GenerationMixin", "TFLogitsWarper"]
)
def test_names_of_every_family_belong_to_a_backend(name: str, provide: Provide) -> None:
    provide("trivet.backends")
    vars(trivet).pop(name, None)
    with pytest.raises(BackendNotInstalledError, match=f"^{name} needs the "):
        getattr(trivet, name)


def test_private_names_are_no_business_of_backends(provide: Provide) -> None:
    provide("trivet.backends", "torch", ImportError("must not be asked"))
    with pytest.raises(AttributeError, match="module 'trivet' has no attribute '_nonsense'"):
        _ = trivet._nonsense
    assert not hasattr(trivet, "__wrapped__")
