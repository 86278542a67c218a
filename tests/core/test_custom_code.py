"""Classes that a checkpoint brings along: never run unless trusted, found with what they import, shadowing nothing."""

from __future__ import annotations

import importlib
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from hub_server import Hub
from stub_backend import StubBackend

import trivet
from trivet.backends.auto import AutoModelClass
from trivet.errors import InvalidConfigError, SourceNotFoundError, UnknownModelTypeError, UntrustedCodeError
from trivet.families.own_code import code_of, saved_code
from trivet.sources.remote_code import load_class, reference_in
from trivet.sources.source import Source

CONFIGURATION = """
from trivet import PretrainedConfig
from .json import FACTOR

class MineConfig(PretrainedConfig):
    model_type = "mine"

    def __init__(self, width=4, **kwargs):
        self.width, self.depth = width, FACTOR
        super().__init__(**kwargs)
"""
FILES = {
    "config.json": json.dumps({"model_type": "mine", "auto_map": {"AutoConfig": "configuration_mine.MineConfig"}}),
    "configuration_mine.py": CONFIGURATION,
    "json.py": "FACTOR = 3\n",  # the name of an installed module
}


@pytest.fixture
def folder(hub: Hub, tmp_path: Path) -> Path:
    """Without the hub's settings the copies of code would go to the user's own cache."""
    for name, text in FILES.items():
        (tmp_path / "source").mkdir(exist_ok=True)
        (tmp_path / "source" / name).write_text(text)
    return tmp_path / "source"


def encoded(files: dict[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in files.items()}


def test_own_code_is_refused_unless_trusted_and_nothing_runs(folder: Path) -> None:
    (folder / "configuration_mine.py").write_text("raise SystemExit('executed')")
    for trust in (None, False):
        with pytest.raises(UntrustedCodeError) as caught:
            trivet.AutoConfig.from_pretrained(folder, trust_remote_code=trust)
        assert caught.value.reference == "configuration_mine.MineConfig"
        assert str(caught.value) == (
            f"{folder}: its config.json asks for the class 'configuration_mine.MineConfig' of its own file "
            "configuration_mine.py, which has not been run: code that comes with a checkpoint can do anything you can. "
            "Read configuration_mine.py; if you trust it, pass trust_remote_code=True, and with a repository "
            "code_revision= the commit that you have read."
        )


def test_trusted_code_is_loaded_with_what_it_imports(folder: Path) -> None:
    config = trivet.AutoConfig.from_pretrained(folder, trust_remote_code=True, width=7)
    assert (type(config).__name__, config.width, config.depth) == ("MineConfig", 7, 3)
    assert sys.modules["json"] is json
    assert type(config).__module__.startswith("trivet_custom_code.c")
    again = trivet.AutoConfig.from_pretrained(folder, trust_remote_code=True)
    assert type(again) is type(config)
    (folder / "configuration_mine.py").write_text(CONFIGURATION.replace("width=4", "width=5"))
    changed = trivet.AutoConfig.from_pretrained(folder, trust_remote_code=True)
    assert (changed.width, again.width) == (5, 4)


def test_what_was_loaded_is_saved_with_its_code(folder: Path, tmp_path: Path) -> None:
    trivet.AutoConfig.from_pretrained(folder, trust_remote_code=True, width=9).save_pretrained(tmp_path / "again")
    assert {each.name for each in (tmp_path / "again").iterdir()} == set(FILES)
    loaded = trivet.AutoConfig.from_pretrained(tmp_path / "again", trust_remote_code=True)
    assert loaded.width == 9


def test_code_that_was_cleared_from_the_cache_is_put_back(folder: Path, tmp_path: Path) -> None:
    first = trivet.AutoConfig.from_pretrained(folder, trust_remote_code=True)
    shutil.rmtree(Path(str(sys.modules[type(first).__module__].__file__)).parent)
    again = trivet.AutoConfig.from_pretrained(folder, trust_remote_code=True)
    assert type(again) is type(first)
    again.save_pretrained(tmp_path / "again")
    assert {each.name for each in (tmp_path / "again").iterdir()} == set(FILES)


def test_known_family_takes_no_code_of_the_checkpoint(folder: Path) -> None:
    fields = {"model_type": "bert", "auto_map": {"AutoConfig": "configuration_mine.MineConfig"}}
    (folder / "config.json").write_text(json.dumps(fields))
    assert type(trivet.AutoConfig.from_pretrained(folder)) is trivet.BertConfig
    assert type(trivet.AutoConfig.from_pretrained(folder, trust_remote_code=True)).__name__ == "MineConfig"


def test_code_of_a_repository_can_be_pinned(hub: Hub) -> None:
    repo = hub.add("org/mine", encoded(FILES))
    read = repo.refs["main"]
    hub.add("org/mine", encoded({**FILES, "configuration_mine.py": "raise SystemExit('executed')"}))
    pinned = trivet.AutoConfig.from_pretrained("org/mine", trust_remote_code=True, code_revision=read)
    assert type(pinned).__name__ == "MineConfig"
    elsewhere = {"model_type": "mine", "auto_map": {"AutoConfig": "org/mine--configuration_mine.MineConfig"}}
    hub.add("org/user", {"config.json": json.dumps(elsewhere).encode()})
    other = trivet.AutoConfig.from_pretrained("org/user", trust_remote_code=True, code_revision=read)
    assert type(other) is type(pinned)
    with pytest.raises(UntrustedCodeError, match=r"Read configuration_mine\.py in org/mine; if you trust it"):
        trivet.AutoConfig.from_pretrained("org/user")


def test_model_is_made_of_a_config_with_code_of_its_own(folder: Path, hub: Hub, provide: Any) -> None:
    provide("trivet.backends", "torch", StubBackend("torch"))
    auto = type("AutoModel", (AutoModelClass,), {}, framework="torch", task="base")
    (folder / "modeling_mine.py").write_text(
        "class MineModel:\n    def __init__(self, config, size=1):\n        self.made = config.width, size\n"
    )
    fields = json.loads(FILES["config.json"])
    fields["auto_map"]["AutoModel"] = "modeling_mine.MineModel"
    (folder / "config.json").write_text(json.dumps(fields))
    config = trivet.AutoConfig.from_pretrained(folder, trust_remote_code=True)
    with pytest.raises(UntrustedCodeError, match=r"asks for the class 'modeling_mine\.MineModel'"):
        auto.from_config(config)
    assert auto.from_config(config, trust_remote_code=True, size=3).made == (4, 3)
    config.name_or_path = ""
    with pytest.raises(UnknownModelTypeError):  # no source, no code: none of the working directory is taken
        auto.from_config(config, trust_remote_code=True)


@pytest.mark.parametrize(
    ("reference", "files", "message"),
    [
        ("../evil.Class", {}, r"names '\.\./evil\.Class', which is not module\.Class"),
        ("os.path.join", {}, r"which is not module\.Class"),
        ("mine.Class", {"mine.py": "def ("}, r"mine\.py is not Python"),
        ("mine.Class", {"mine.py": "from ..a import b"}, r"mine\.py imports from another folder"),
        ("mine.Class", {"mine.py": "from .a.b import c"}, r"mine\.py imports from another folder"),
        ("mine.Class", {"mine.py": "Class = 3"}, r"mine\.py has no class 'Class'"),
    ],
)
def test_refuses_references_and_code_that_cannot_be(
    hub: Hub, tmp_path: Path, reference: str, files: Any, message: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(InvalidConfigError, match=message):
        load_class(Source(tmp_path), reference)


def test_files_that_are_not_there_are_named(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match=r"^gone\.py: the checkpoint's code has no such file\.$"):
        load_class(Source(tmp_path), "gone.Class")
    hub.add("org/none", {"config.json": b"{}"})
    with pytest.raises(SourceNotFoundError, match=r"^org/none: gone\.py: there is no such file\.$"):
        load_class(Source("org/none"), "gone.Class")


def test_auto_map_that_is_none_names_no_class() -> None:
    assert reference_in({"auto_map": {"AutoModel": "a.B"}}, "AutoModel") == "a.B"
    for fields in ({}, {"auto_map": []}, {"auto_map": {"AutoModel": ["a.B"]}}):
        assert reference_in(fields, "AutoModel") is None


def test_class_of_no_file_cannot_be_saved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "mine_alone.py").write_text("from trivet import PretrainedConfig\nclass C(PretrainedConfig): pass\n")
    found = importlib.import_module("mine_alone").C
    assert code_of(found) == ("mine_alone.C", {"mine_alone.py": (tmp_path / "mine_alone.py").read_bytes()})
    assert saved_code({"AutoConfig": found})[0] == {"AutoConfig": "mine_alone.C"}
    found.__module__ = "__main__"
    with pytest.raises(ValueError, match=r"^C is defined in __main__, which is not a file that can be stored"):
        code_of(found)


def test_registers_for_auto_classes_that_there_are() -> None:
    class Mine(trivet.PretrainedConfig):
        pass

    Mine.register_for_auto_class()
    assert Mine._auto_class == "AutoConfig"
    assert trivet.PretrainedConfig._auto_class is None
    with pytest.raises(ValueError, match=r"^there is no Auto class 'AutoThing'\. Known: AutoConfig, AutoModel,"):
        Mine.register_for_auto_class("AutoThing")
