"""`trivet backends`: which frameworks are installed, and how to install the others."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Annotated

import typer

from trivet.backends.registry import KNOWN_BACKENDS, backend_points
from trivet.cli.common import console, print_json, table
from trivet.errors import BackendNotInstalledError


def backends(as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """List the backends: installed or not, their versions, and the command that installs a missing one."""
    rows = [_row(name) for name in sorted({*KNOWN_BACKENDS, *backend_points()})]
    if as_json:
        print_json(rows)
        return
    columns = ("backend", "status", "package", "framework", "install with")
    console().print(table("Backends", columns, [[row[column] or "-" for column in columns] for row in rows]))


def _row(name: str) -> dict[str, str | None]:
    """One backend, without importing its framework."""
    point = backend_points().get(name)
    module = KNOWN_BACKENDS.get(name, name)
    framework = _version(module)
    if point is None:
        status = "not installed"
    elif find_spec(module) is None:
        status = f"installed, but {module} is missing"
    else:
        status = "installed"
    package = f"{point.dist.name} {point.dist.version}" if point is not None and point.dist is not None else None
    command = None if status == "installed" else BackendNotInstalledError(name).command
    return {"backend": name, "status": status, "package": package, "framework": framework, "install with": command}


def _version(module: str) -> str | None:
    for distribution in (module, f"{module}-cpu"):
        try:
            return f"{distribution} {version(distribution)}"
        except PackageNotFoundError:
            continue
    return None
