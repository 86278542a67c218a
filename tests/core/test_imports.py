"""What importing costs: `import trivet` brings nothing, and no module of core brings a framework. In fresh processes."""

import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import trivet

FRAMEWORKS = {"torch", "tensorflow", "keras", "jax", "jaxlib", "flax", "transformers", "accelerate", "optax", "orbax"}
HEAVY = {"numpy", "ml_dtypes", "h5py", "msgpack", "huggingface_hub", "rich", "typer", "click", "safetensors"}
NAMES_AT_IMPORT = {"trivet", "trivet.import_hooks", "trivet.ports", "trivet.version"}


def imported_by(code: str) -> set[str]:
    """Top-level modules in a fresh process after running the code."""
    script = f"{code}\nimport json, sys\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout.splitlines()[-1]))


def top(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


def test_importing_trivet_brings_no_framework_and_nothing_heavy() -> None:
    found = imported_by("import trivet")
    assert top(found) & (FRAMEWORKS | HEAVY) == set()
    assert {module for module in found if module.partition(".")[0] == "trivet"} == NAMES_AT_IMPORT


@pytest.mark.parametrize("code", ["from trivet import BertConfig; BertConfig()", "dir(trivet)", "trivet.__version__"])
def test_configs_and_listings_bring_neither(code: str) -> None:
    assert top(imported_by(f"import trivet; {code}")) & (FRAMEWORKS | (HEAVY - {"ml_dtypes"})) == set()


def test_small_configs_need_no_test_runner() -> None:
    code = "import sys; sys.modules['pytest'] = None; from trivet.testing import tiny_config; tiny_config('bert')"
    assert top(imported_by(code)) & (FRAMEWORKS | {"hypothesis", "numpy"}) == set()


@pytest.mark.parametrize("missing", ["trivet.compatibility.modules", "trivet.compatibility.foreign", "trivet.errors"])
@pytest.mark.parametrize(
    "statement",
    ["import trivet.modeling_outputs", "import {missing}", "from trivet import BertModle", "import trivet.nothing"],
)
def test_a_module_that_is_missing_from_an_installation_is_named(missing: str, statement: str) -> None:
    script = f"""
from importlib.machinery import PathFinder
find = PathFinder.find_spec
PathFinder.find_spec = lambda name, *rest: None if name == {missing!r} else find(name, *rest)
import trivet
try:
    {statement.format(missing=missing)}
except ImportError as error:
    assert isinstance(error, ModuleNotFoundError), error
    assert error.name == {missing!r}, error
else:
    raise AssertionError
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-800:]


MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(trivet.__path__, "trivet.")
    if not module.name.startswith("trivet.testing") and not module.name.endswith("__main__")
)


def test_importing_every_module_of_core_brings_no_framework() -> None:
    """With every framework made impossible to import, so that even one that is caught would be seen."""
    code = f"""
import importlib, sys
class Banned:
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] in {sorted(FRAMEWORKS)!r}:
            raise AssertionError(name)
sys.meta_path.insert(0, Banned())
for name in {MODULES!r}:
    importlib.import_module(name)
"""
    found = imported_by(code)
    assert set(MODULES) <= found
    assert top(found) & FRAMEWORKS == set()


@pytest.mark.parametrize("arguments", [["--version"], ["backends", "--json"], ["inspect", "--help"]])
def test_the_command_brings_no_framework(arguments: list[str]) -> None:
    code = f"""
import sys
from trivet.cli import app
try:
    app({arguments!r})
except SystemExit as done:
    assert not done.code
"""
    assert top(imported_by(code)) & (FRAMEWORKS | {"h5py", "huggingface_hub"}) == set()


@pytest.mark.parametrize(
    "first",
    [
        *("load_into", "save", "convert", "verify", "diff", "inspect", "write_manifest"),
        *("plan", "push", "open_checkpoint", "load_tokenizer"),
    ],
)
def test_functions_stay_functions_whatever_is_looked_up_first(first: str) -> None:
    """A submodule of the same name would take a function's place as soon as it is imported."""
    names = json.dumps(["convert", "diff", "inspect", "load_into", "save", "verify", "write_manifest"])
    code = f"""
import trivet, trivet.cli
trivet.{first}
import importlib
for module in {MODULES!r}:
    importlib.import_module(module)
import types
for name in {names}:
    assert isinstance(getattr(trivet, name), types.FunctionType), name
"""
    imported_by(code)


def test_a_config_whose_module_is_imported_alone_is_stored_read_and_pickled(tmp_path: Path) -> None:
    """Who reads its files is in a room that families do not know."""
    code = f"""
import pickle
from trivet.families.text.bert import BertConfig
BertConfig(num_labels=5).save_pretrained({str(tmp_path)!r})
config = BertConfig.from_pretrained({str(tmp_path)!r}, hidden_size=12)
assert (config.num_labels, config.hidden_size) == (5, 12)
assert pickle.loads(pickle.dumps(config)) == config
"""
    imported_by(code)
