"""Which backends a run is about. A backend that is named and cannot be imported fails the run; it never skips."""

from __future__ import annotations

from importlib import import_module

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--backends", default=None, help="backends that must be importable, comma separated; empty for none"
    )


def pytest_configure(config: pytest.Config) -> None:
    named = config.getoption("--backends")
    if named is None:
        return
    from trivet.plugins import KNOWN_BACKENDS, backend_points

    wanted = {name for name in named.split(",") if name}
    if wanted - set(KNOWN_BACKENDS):
        raise pytest.UsageError(f"--backends: unknown {sorted(wanted - set(KNOWN_BACKENDS))}")
    for name in sorted(wanted):
        import_module(KNOWN_BACKENDS[name])
    if wanted != set(backend_points()):
        raise pytest.UsageError(f"--backends names {sorted(wanted)}, installed are {sorted(backend_points())}")


def pytest_report_header(config: pytest.Config) -> str:
    from trivet.plugins import backend_points

    return f"trivet backends: {', '.join(backend_points()) or 'none'}"
