"""Keeps the peer tests out of every run that is not the `peer` session, and silences the reference library's logs."""

import os

FILES_VARIABLE = "TRIVET_PEER_FILES"

collect_ignore = [] if FILES_VARIABLE in os.environ else ["test_peer_loads.py"]


def pytest_configure() -> None:
    """Quieten before any framework is imported, in the `peer` session only: `golden_quiet` is found there."""
    if FILES_VARIABLE in os.environ:
        from golden_quiet import quieten

        quieten()
