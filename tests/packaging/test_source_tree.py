"""What must hold of the source tree: no framework in core, one version, one licence, rooms of the same name."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {"core": "trivet", "torch_backend": "trivet_torch", "tf_backend": "trivet_tf", "flax_backend": "trivet_flax"}
FRAMEWORKS = {
    "core": set(),
    "torch_backend": {"torch", "accelerate"},
    "tf_backend": {"tensorflow", "keras", "optree"},
    "flax_backend": {"jax", "flax", "orbax"},
}
ALL = set().union(*FRAMEWORKS.values(), {"transformers"})


def sources(package: str) -> list[Path]:
    return sorted((ROOT / "packages" / package / "src").rglob("*.py"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_no_framework_but_its_own(package: str) -> None:
    for path in sources(package):
        others = {"trivet_torch", "trivet_tf", "trivet_flax"} - {PACKAGES[package]}
        assert not imported(path) & (ALL - FRAMEWORKS[package] | others), path


@pytest.mark.parametrize("package", PACKAGES)
def test_every_file_says_what_it_is_for(package: str) -> None:
    for path in sources(package):
        assert ast.get_docstring(ast.parse(path.read_text())), path


@pytest.mark.parametrize("package", PACKAGES)
def test_files_stay_small(package: str) -> None:
    for path in sources(package):
        assert len(path.read_text().splitlines()) <= 330, path


def test_backends_have_the_same_rooms() -> None:
    rooms = [
        {str(path.relative_to(ROOT / "packages" / package / "src" / PACKAGES[package])) for path in sources(package)}
        for package in PACKAGES
        if package != "core"
    ]
    shared = {
        "": ("auto", "backend", "models"),
        "build/": ("calls", "classes", "without_values"),
        "cache/": ("__init__",),
        "extras/": ("__init__",),
        "generation/": ("mixin",),
        "heads/": ("losses", "reads", "steps"),
        "layers/": (
            "activations",
            "attention",
            "embeddings",
            "feed_forward",
            "layer",
            "norms",
            "residual",
            "stack",
            "step",
        ),
        "load/": ("skeleton", "tensors"),
        "model/": ("blueprint", "outputs", "pretrained", "pruning", "vocabulary"),
    }
    wanted = {f"{room}{name}.py" for room, names in shared.items() for name in names}
    for found in rooms:
        assert wanted <= found


def test_version_is_the_same_everywhere() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts/version.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_version_check_fails_when_a_place_differs(tmp_path: Path) -> None:
    for path in ("scripts/version.py", "packages/core/src/trivet/version.py", "CITATION.cff"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text((ROOT / path).read_text())
    for package in PACKAGES:
        (tmp_path / "packages" / package).mkdir(parents=True, exist_ok=True)
        text = (ROOT / "packages" / package / "pyproject.toml").read_text()
        if package == "tf_backend":
            text = text.replace('version = "', 'version = "9')
        (tmp_path / "packages" / package / "pyproject.toml").write_text(text)
    check = [sys.executable, str(tmp_path / "scripts/version.py"), "--check"]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 1
    subprocess.run([*check[:-1], "--set", "1.2.3"], capture_output=True, check=True)
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("package", PACKAGES)
def test_every_distribution_carries_the_licence(package: str) -> None:
    assert (ROOT / "packages" / package / "LICENSE").read_text() == (ROOT / "LICENSE").read_text()
