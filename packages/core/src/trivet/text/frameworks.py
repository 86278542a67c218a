"""Which backend a text model runs in."""

from __future__ import annotations

from trivet.backends.registry import KNOWN_BACKENDS, backend_points
from trivet.errors import BackendNotInstalledError


def installed_framework(framework: str | None, wanted: str) -> str:
    """The requested backend, or the first that is installed.

    Args:
        framework: its name; None leaves the choice.
        wanted: what it is needed for, for the message.

    Raises:
        BackendNotInstalledError: it is not installed, or no backend is.
    """
    if framework is not None:
        if framework not in backend_points():
            raise BackendNotInstalledError(framework, wanted=wanted)
        return framework
    first = next((name for name in KNOWN_BACKENDS if name in backend_points()), None)
    if first is None:
        raise BackendNotInstalledError("torch", wanted=f"{wanted} (tensorflow and flax do as well)")
    return first
