"""Which backends a run is about, and a hub. A backend that is named and cannot be imported fails the run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from hub_server import Hub, running_hub


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--backends", default=None, help="backends that must be importable, comma separated; empty for none"
    )


def pytest_configure(config: pytest.Config) -> None:
    named = config.getoption("--backends")
    if named is None:
        return
    from trivet.backends.registry import KNOWN_BACKENDS, backend_points

    wanted = {name for name in named.split(",") if name}
    if wanted - set(KNOWN_BACKENDS):
        raise pytest.UsageError(f"--backends: unknown {sorted(wanted - set(KNOWN_BACKENDS))}")
    for name in sorted(wanted):
        import_module(KNOWN_BACKENDS[name])
    if wanted != set(backend_points()):
        raise pytest.UsageError(f"--backends names {sorted(wanted)}, installed are {sorted(backend_points())}")


def pytest_report_header(config: pytest.Config) -> str:
    from trivet.backends.registry import backend_points

    return f"trivet backends: {', '.join(backend_points()) or 'none'}"


@pytest.fixture(autouse=True)
def _drawn_alike() -> None:
    """Every test draws the same numbers in whatever order the tests run; a backend's conftest seeds its framework."""
    random.seed(0)
    np.random.seed(0)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hub]:
    """A hub on this machine, which huggingface_hub's client is pointed at, with an empty cache."""
    with running_hub(monkeypatch, tmp_path / "home") as found:
        yield found
