"""What is taken of huggingface_hub beyond its documented API: named in one place, and there in the installed version."""

import ast
from importlib import import_module
from pathlib import Path

import huggingface_hub
import pytest

import trivet
from trivet.sources import hub_library
from trivet.sources.hub_library import UNDOCUMENTED, http_library

_CORE = Path(trivet.__file__).parent


@pytest.mark.parametrize(
    ("module", "name"), [(module, name) for module, names in UNDOCUMENTED.items() for name in names]
)
def test_each_name_is_there(module: str, name: str) -> None:
    version = huggingface_hub.__version__
    advice = f"huggingface_hub {version} has no {module}.{name}: mend trivet.sources.hub_library, which alone uses it"
    assert hasattr(import_module(module), name), advice


def test_the_http_library_is_the_one_of_its_errors_and_its_client() -> None:
    library = http_library()
    assert isinstance(huggingface_hub.get_session(), library.Client)
    for name in ("HTTPTransport", "Request", "Response", "Timeout", "TimeoutException", "TransportError", "InvalidURL"):
        assert hasattr(library, name), f"{library.__name__} has no {name}, which trivet.sources needs"


def test_other_modules_import_documented_names_only() -> None:
    documented = {*huggingface_hub.__all__, "errors"}
    strays = []
    for path in sorted(_CORE.rglob("*.py")):
        if path == Path(hub_library.__file__):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("huggingface_hub"):
                names = {each.name for each in node.names}
                if node.module != "huggingface_hub.errors" and (node.module != "huggingface_hub" or names - documented):
                    strays.append(f"{path.relative_to(_CORE)}: {node.module} {sorted(names)}")
    assert not strays
