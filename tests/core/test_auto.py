"""Auto classes without a framework: what they find, what may be registered, and what is said of the rest."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, ClassVar

import pytest
from stub_backend import StubBackend

import trivet
from trivet.backends import auto_config
from trivet.backends.auto import AutoModelClass
from trivet.backends.auto_config import AutoConfig
from trivet.errors import (
    AlreadyRegisteredError,
    BackendNotInstalledError,
    InvalidConfigError,
    SourceNotFoundError,
    UnknownModelTypeError,
    UnsupportedTaskError,
)
from trivet.families.config import PretrainedConfig
from trivet.families.registry import architecture, architecture_points
from trivet.families.text.bert import BertConfig
from trivet.families.text.gpt2 import GPT2Config

Provide = Callable[..., None]


class FoundModel:
    """Stands for a backend's class: keeps what it was called with."""

    config_class = BertConfig

    def __init__(self, config: Any, **kwargs: Any) -> None:
        self.config, self.kwargs = config, kwargs

    @classmethod
    def from_pretrained(cls, *args: Any, **kwargs: Any) -> tuple[Any, ...]:
        return (cls, args, kwargs)


class OwnConfig(PretrainedConfig):
    model_type: ClassVar[str] = "own"


class OwnModel(FoundModel):
    config_class = OwnConfig  # type: ignore[assignment]


@pytest.fixture(autouse=True)
def forget_what_was_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auto_config, "_CONFIGS", {})


@pytest.fixture
def classes(provide: Provide) -> tuple[type[Any], type[Any]]:
    """Auto classes of a backend that has BertModel and BertForMaskedLM, the latter as FoundModel."""
    where = f"{__name__}:FoundModel"
    provide("trivet.backends", "torch", StubBackend(exports={"BertModel": where, "BertForMaskedLM": where}))

    class Base(AutoModelClass[Any], framework="torch", task="base"):
        """Base."""

    class MaskedLM(AutoModelClass[Any], framework="torch", task="masked-lm"):
        """Masked."""

    return Base, MaskedLM


def write(folder: Path, **fields: Any) -> Path:
    (folder / "config.json").write_text(json.dumps(fields))
    return folder


@pytest.mark.parametrize("model_type", sorted(architecture_points()))
def test_config_is_read_as_its_familys_class(model_type: str, tmp_path: Path) -> None:
    fields = architecture(model_type).example(vocab_size=77).to_dict()
    made = AutoConfig.for_model(**fields)
    made.save_pretrained(tmp_path)
    found = AutoConfig.from_pretrained(tmp_path)
    assert type(found) is type(made)
    assert found == made
    assert AutoConfig.from_pretrained(tmp_path / "config.json", vocab_size=78).vocab_size == 78


def test_config_is_found_in_a_subfolder(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    write(tmp_path / "inner", model_type="gpt2", n_embd=24)
    assert AutoConfig.from_pretrained(tmp_path, subfolder="inner").hidden_size == 24
    with pytest.raises(SourceNotFoundError):
        AutoConfig.from_pretrained(tmp_path)


def test_config_without_a_model_type_is_known_by_the_class_that_wrote_it(tmp_path: Path) -> None:
    write(tmp_path, architectures=["TFGPT2LMHeadModel"], n_embd=24)
    assert isinstance(AutoConfig.from_pretrained(tmp_path), GPT2Config)
    write(tmp_path, architectures=["NobodysModel"])
    with pytest.raises(InvalidConfigError, match="has no 'model_type', and no known class under") as caught:
        AutoConfig.from_pretrained(tmp_path)
    assert caught.value.field == "model_type"


def test_faults_of_a_config_name_the_file(tmp_path: Path) -> None:
    write(tmp_path, model_type="bert", torch_dtype="float33")
    with pytest.raises(InvalidConfigError, match=r"config\.json.*float33"):
        AutoConfig.from_pretrained(tmp_path)


def test_unknown_model_type_says_what_is_known_what_is_near_and_how_to_register(tmp_path: Path) -> None:
    write(tmp_path, model_type="lama")
    with pytest.raises(UnknownModelTypeError) as caught:
        AutoConfig.from_pretrained(tmp_path)
    said = str(caught.value)
    assert said.startswith(
        "unknown model_type 'lama' (did you mean 'llama'?). Known: albert, arcee, bart, beit, bert, "
    )
    assert "AutoConfig.register and AutoModel.register add one in this process" in said


def test_own_configs_are_registered_once(tmp_path: Path) -> None:
    AutoConfig.register("own", OwnConfig)
    AutoConfig.register("own", OwnConfig)
    write(tmp_path, model_type="own", width=3)
    assert AutoConfig.from_pretrained(tmp_path).width == 3
    assert isinstance(AutoConfig.for_model("own"), OwnConfig)

    class Other(OwnConfig):
        pass

    with pytest.raises(AlreadyRegisteredError, match="AutoConfig: own is registered already, for OwnConfig"):
        AutoConfig.register("own", Other)
    AutoConfig.register("own", Other, exist_ok=True)
    assert type(AutoConfig.for_model("own")) is Other


def test_known_families_are_not_replaced_unasked() -> None:
    class OtherBert(BertConfig):
        pass

    with pytest.raises(AlreadyRegisteredError, match="bert is registered already, for BertConfig. exist_ok=True"):
        AutoConfig.register("bert", OtherBert)
    AutoConfig.register("bert", OtherBert, exist_ok=True)
    assert type(AutoConfig.for_model("bert")) is OtherBert
    with pytest.raises(ValueError, match="OwnConfig.model_type is 'own', not 'mine'"):
        AutoConfig.register("mine", OwnConfig)


def test_model_is_the_familys_for_the_task(classes: Any, tmp_path: Path) -> None:
    base, masked = classes
    write(tmp_path, model_type="bert")
    assert base.from_pretrained(tmp_path, 7, dtype="auto") == (
        FoundModel,
        (tmp_path, 7),
        {"config": None, "dtype": "auto"},
    )
    found = masked.from_config(BertConfig(), seed=3)
    assert isinstance(found, FoundModel)
    assert (found.config, found.kwargs) == (BertConfig(), {"seed": 3})


def test_config_may_be_given_or_read_elsewhere(classes: Any, tmp_path: Path) -> None:
    base, _ = classes
    given = BertConfig(vocab_size=5)
    assert base.from_pretrained("weights", config=given)[2]["config"] is given
    write(tmp_path, model_type="bert", vocab_size=6)
    assert base.from_pretrained("weights", config=tmp_path)[2]["config"].vocab_size == 6


def test_subfolder_is_handed_on(classes: Any, tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    write(tmp_path / "inner", model_type="bert")
    assert classes[0].from_pretrained(tmp_path, subfolder="inner")[2]["subfolder"] == "inner"


def test_checkpoint_without_a_model_type_gets_its_config(classes: Any, tmp_path: Path) -> None:
    write(tmp_path, architectures=["BertModel"], vocab_size=9)
    _, _, kwargs = classes[0].from_pretrained(tmp_path, hidden_size=48, strict=True)
    assert (kwargs["config"].vocab_size, kwargs["config"].hidden_size, kwargs["strict"]) == (9, 48, True)
    assert "hidden_size" not in kwargs


def test_task_that_a_family_lacks_says_which_it_has(classes: Any) -> None:
    with pytest.raises(UnsupportedTaskError) as caught:
        classes[1].from_config(GPT2Config())
    assert str(caught.value) == (
        "MaskedLM: 'gpt2' has no model for masked-lm. These work for it: AutoModel, AutoModelForPreTraining, "
        "AutoModelForCausalLM, AutoModelForSequenceClassification, AutoModelForTokenClassification, "
        "AutoModelForQuestionAnswering. "
        "MaskedLM.register(config_class, model_class) adds one in this process."
    )
    assert caught.value.known[0] == "AutoModel"


def test_family_that_the_backend_lacks_says_so(classes: Any) -> None:
    with pytest.raises(UnsupportedTaskError, match="Base: 'gpt2' has no GPT2Model in the torch backend"):
        classes[0].from_config(GPT2Config())


def test_unknown_family_is_an_error_of_its_own(classes: Any) -> None:
    with pytest.raises(UnknownModelTypeError, match="unknown model_type 'own'"):
        classes[0].from_config(OwnConfig())
    with pytest.raises(UnknownModelTypeError, match="unknown model_type 'PretrainedConfig'"):
        classes[0].from_config(PretrainedConfig())


def test_own_models_are_registered_for_one_task(classes: Any, tmp_path: Path) -> None:
    base, masked = classes
    AutoConfig.register("own", OwnConfig)
    base.register(OwnConfig, OwnModel)
    base.register(OwnConfig, OwnModel)
    write(tmp_path, model_type="own")
    assert base.from_pretrained(tmp_path)[0] is OwnModel
    with pytest.raises(UnknownModelTypeError):
        masked.from_pretrained(tmp_path)

    class Other(OwnModel):
        pass

    with pytest.raises(AlreadyRegisteredError, match="Base: OwnConfig is registered already, for OwnModel"):
        base.register(OwnConfig, Other)
    base.register(OwnConfig, Other, True)
    assert base.class_for(OwnConfig) is Other


def test_heads_of_known_families_are_not_replaced_unasked(classes: Any) -> None:
    base, _ = classes
    with pytest.raises(AlreadyRegisteredError, match="Base: BertConfig is registered already, for BertModel"):
        base.register(BertConfig, FoundModel)
    with pytest.raises(ValueError, match="OwnModel.config_class is OwnConfig, not BertConfig"):
        base.register(BertConfig, OwnModel)


def test_configs_derived_from_a_familys_find_its_models(classes: Any) -> None:
    class Derived(BertConfig):
        pass

    assert classes[0].class_for(Derived) is FoundModel


def test_registering_from_many_threads_lets_one_win(classes: Any) -> None:
    base, _ = classes
    made = [type(f"Model{number}", (OwnModel,), {}) for number in range(16)]

    def register(model: type[Any]) -> bool:
        try:
            base.register(OwnConfig, model)
        except AlreadyRegisteredError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(register, made))
    assert won.count(True) == 1
    assert base.class_for(OwnConfig) is made[won.index(True)]


def test_are_not_constructed(classes: Any) -> None:
    with pytest.raises(
        TypeError, match=r"^Base is not constructed: Base\.from_pretrained\(source\) loads a model, and"
    ):
        classes[0]()
    with pytest.raises(TypeError, match=r"^AutoConfig is not constructed: AutoConfig\.from_pretrained\(source\) reads"):
        AutoConfig()


@pytest.mark.parametrize(
    ("name", "backend"),
    [("AutoModel", "torch"), ("TFAutoModelForCausalLM", "tensorflow"), ("FlaxAutoModelForMaskedLM", "flax")],
)
def test_missing_backend_gives_its_pip_command(name: str, backend: str, provide: Provide) -> None:
    provide("trivet.backends")
    vars(trivet).pop(name, None)
    with pytest.raises(BackendNotInstalledError, match=rf"pip install \"trivet\[{backend}\]\""):
        getattr(trivet, name)
