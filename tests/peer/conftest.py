"""Keeps the peer tests out of every run that is not the `peer` session, and silences the reference library's logs."""

import os

FILES_VARIABLE = "TRIVET_PEER_FILES"
NEEDS = {"test_peer_loads.py": FILES_VARIABLE, "test_api_surface.py": "TRIVET_PEER_SURFACE"}

collect_ignore = [file for file, variable in NEEDS.items() if variable not in os.environ]


def pytest_configure() -> None:
    """Quieten before any framework is imported, in the `peer` session only: `golden_quiet` is found there."""
    if FILES_VARIABLE in os.environ:
        from golden_quiet import quieten

        quieten()
