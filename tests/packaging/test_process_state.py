"""What outlives a call: no module keeps state for the whole process, but for what is listed here with its reason.

Two things are kept by objects that live as long as the process does: a family keeps the parameters of the last few
configs, by all of their fields, and huggingface_hub's client is used, never changed, by loads without proxies. To publish
means to give that client, which has none, timeouts for as long as it takes, and to silence its bars.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGES = Path(__file__).resolve().parents[2] / "packages"
INSTALLED = "entry points of the installed packages, which do not change while a process runs"
CONSTANT = "a constant of the build or the machine, worked out when it is first needed"
REGISTERED = "what callers register for this process, as `transformers` has it"
OWN_VALUES = "values that follow from their arguments alone, which are numbers; a few of them"

CLASSES = "the model classes, each created once, so that it is one class to `isinstance` and pickle"

KEPT = {
    "backend/build:_CLASSES": CLASSES,
    "backend/build:_created": CLASSES,
    "backend/build:_makers": CLASSES,
    "backend/build:class_named": CLASSES,
    "backend/build:_side": CLASSES,
    "backend/build:_LOCK": CLASSES,
    "backend/build:_BUILDING": "of the context of one construction, not of the process",
    "backend/model:_ONLY": "of the context of one construction, not of the process",
    "backend/extras:_lora_conv1d": "a class that is made once PEFT is there",
    "backend/layers:_also": "a class that is made once transformers is there",
    "backend/layers:distance_buckets": OWN_VALUES,
    "core/trivet/backends/auto.py:_LOCK": REGISTERED,
    "core/trivet/backends/auto_config.py:_CONFIGS": REGISTERED,
    "core/trivet/backends/auto_config.py:_LOCK": REGISTERED,
    "core/trivet/backends/registry.py:backend": INSTALLED,
    "core/trivet/backends/registry.py:backend_points": INSTALLED,
    "core/trivet/cli/common.py:os.environ": "the command sets how much TensorFlow logs, in its own process",
    "core/trivet/codecs/numbers.py:e2m1_pairs": CONSTANT,
    "core/trivet/codecs/registry.py:codec_points": INSTALLED,
    "core/trivet/codecs/registry.py:codecs": INSTALLED,
    "core/trivet/dtypes.py:_numpy_dtype": CONSTANT,
    "core/trivet/families/model_output.py:_REGISTRARS": "how each imported backend registers a class of outputs",
    "core/trivet/families/registry.py:_usable": INSTALLED,
    "core/trivet/families/registry.py:architecture": INSTALLED,
    "core/trivet/families/registry.py:architecture_points": INSTALLED,
    "core/trivet/families/registry.py:families": INSTALLED,
    "core/trivet/families/sinusoids.py:sinusoids": OWN_VALUES,
    "core/trivet/families/sinusoids.py:whole_sinusoids": OWN_VALUES,
    "core/trivet/foreign_classes.py:_also": "classes that are made once transformers is there",
    "core/trivet/formats/crc32c.py:_powers": CONSTANT,
    "core/trivet/formats/file_map.py:_libc": CONSTANT,
    "core/trivet/formats/gguf/architectures.py:gguf_architecture": INSTALLED,
    "core/trivet/formats/registry.py:format_named": INSTALLED,
    "core/trivet/formats/registry.py:format_points": INSTALLED,
    "core/trivet/formats/registry.py:formats": INSTALLED,
    "core/trivet/formats/torch/opcodes.py:HANDLERS": "a table that is whole once its module is imported",
    "core/trivet/formats/writing.py:_libc": CONSTANT,
    "core/trivet/layout/registry.py:dialects": INSTALLED,
    "core/trivet/media/sounds/mel.py:mel_filters": OWN_VALUES,
    "core/trivet/ports.py:_REFERENCES": "what answers each port: filled once, when trivet is imported",
    "core/trivet/ports.py:port": INSTALLED,
    "core/trivet/sources/attended.py:_GROUP": "of the context of one download, not of the process",
    "core/trivet/sources/remote_code.py:_LOCK": "modules of code that the caller trusts are those of the interpreter",
    "core/trivet/testing/model_cases.py:chosen": "the heads of a test run, which are the same to all of its tests",
    "core/trivet/testing/model_cases.py:every": "the cases of a test run, which are the same to all of its tests",
    "core/trivet/tensors/overflow.py:_limit": CONSTANT,
    "core/trivet/tensors/source_files.py:_POSITION": "a lock for systems that move a file's position to read at one",
}


def test_what_is_kept_is_listed_with_its_reason() -> None:
    found = {
        f"{place_of(path)}:{name}"
        for path in sorted(PACKAGES.glob("*/src/**/*.py"))
        for name in kept_in(ast.parse(path.read_text()))
    }
    assert found - KEPT.keys() == set(), "state of the process that nothing excuses"
    gone = {each for each in KEPT.keys() - found if each.startswith("core/")}
    assert gone == set(), "excuses for what is no longer there"


def place_of(path: Path) -> str:
    """A module's place; of one of a backend its room, since the rooms of the three are the same."""
    package, _, top, *rest = path.relative_to(PACKAGES).parts
    return "/".join(["core", top, *rest]) if package == "core" else f"backend/{rest[0]}"


def kept_in(module: ast.Module) -> Iterator[str]:
    """Names of what a module keeps for the process, or changes of it."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if any(called(each) in ("cache", "lru_cache", "cached") for each in node.decorator_list):
                yield node.name
        elif isinstance(node, ast.Global):
            yield from node.names
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in CHANGES:
            yield ast.unparse(node.func).removesuffix(f".{called(node)}") if called(node) in METHODS else called(node)
        elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            yield from ["os.environ"] if ast.unparse(node.value) == "os.environ" else []
    for statement in module.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and is_mutable(statement.value):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            yield from (ast.unparse(target) for target in targets if ast.unparse(target) != "__all__")


METHODS = ("update", "pop", "setdefault", "clear")
CHANGES = {*(f"os.environ.{name}" for name in METHODS), "os.putenv", "os.umask", "os.chdir", "signal.signal"}
HOLDERS = {"Lock", "RLock", "Condition", "ContextVar", "local", "WeakKeyDictionary", "WeakValueDictionary", "count"}


def is_mutable(value: ast.expr | None) -> bool:
    """Whether a value is a container that is filled later, or something that holds state."""
    if isinstance(value, ast.Dict):
        return not value.keys
    if isinstance(value, ast.List):
        return not value.elts
    return isinstance(value, ast.Call) and (
        called(value) in HOLDERS or (called(value) in ("dict", "list", "set", "defaultdict") and not value.args)
    )


def called(node: ast.expr) -> str:
    """The last part of the name of a function or decorator."""
    function = node.func if isinstance(node, ast.Call) else node
    return ast.unparse(function).rpartition(".")[2].partition("[")[0]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("@functools.lru_cache(maxsize=2)\ndef f(model): ...", "f"),
        ("_SEEN: dict[str, int] = {}", "_SEEN"),
        ("_SEEN = set()", "_SEEN"),
        ("_LOCK = threading.Lock()", "_LOCK"),
        ("def f():\n    os.environ['A'] = 'b'", "os.environ"),
        ("def f():\n    os.environ.update(A='b')", "os.environ"),
        ("def f():\n    global _COUNT\n    _COUNT = 1", "_COUNT"),
        ("os.umask(0)", "umask"),
    ],
)
def test_state_is_seen(source: str, name: str) -> None:
    assert list(kept_in(ast.parse(source))) == [name]


@pytest.mark.parametrize("source", ["_TABLE = {'a': 1}", "def f():\n    seen = {}", "x = os.environ['A']", "A = (1,)"])
def test_constants_are_no_state(source: str) -> None:
    assert list(kept_in(ast.parse(source))) == []
