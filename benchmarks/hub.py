"""`inspect` of repositories, on a server of this machine: how long, and how many bytes are fetched."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from harness import Case, machine, measure, table

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))

from hub_server import Hub
from sparse_repository import shards

REPOSITORIES = {  # shards, tensors, bytes
    "2 GB in 4 shards, 400 tensors": (4, 400, 2 * 2**30),
    "60 GB in 60 shards, 30,000 tensors": (60, 30_000, 60 * 2**30),
}

_COMMAND = """
import contextlib, os
os.environ.update(HF_HUB_OFFLINE="0", HF_ENDPOINT={endpoint!r}, HF_HOME={home!r}, HF_HUB_DISABLE_XET="1")
---
from trivet.cli import app
with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
    app({words!r}, standalone_mode=False)
"""


def main(*, repeats: int = 5) -> str:
    """The tables as Markdown."""
    home = Path(tempfile.mkdtemp(prefix="trivet-hub-"))
    server = Hub()
    cases, fetched = [], []
    try:
        for number, (name, sizes) in enumerate(REPOSITORIES.items()):
            server.add(f"org/number{number}", shards(*sizes))
            code = _COMMAND.format(
                endpoint=server.endpoint, home=str(home), words=["inspect", f"org/number{number}", "--json"]
            )
            cases.append(Case(name, code, before=lambda: shutil.rmtree(home, ignore_errors=True)))
            sent = server.sent
            results = measure(cases[-1:], repeats=repeats)
            fetched.append((results[0], (server.sent - sent) / repeats))
    finally:
        server.close()
        shutil.rmtree(home, ignore_errors=True)
    said = "; ".join(f"{result.case.name}: {nbytes / 1e6:.2f} MB" for result, nbytes in fetched)
    note = f"The command with its imports, nothing cached, server and client on {machine()}. Fetched: {said}."
    return table("`trivet inspect` of a repository", [result for result, _ in fetched], note=note)
