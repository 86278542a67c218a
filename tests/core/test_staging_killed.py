"""A process killed while it saves, at random moments: the checkpoint is whole after every one."""

import json
import subprocess
import sys
from pathlib import Path

import killed_saves
import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="kills a forked process")
def test_checkpoint_is_whole_after_every_kill(tmp_path: Path) -> None:
    arguments = [str(tmp_path / "model"), "20", "1234"]
    run = subprocess.run(
        [sys.executable, killed_saves.__file__, *arguments], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["faults"] == []
    assert found["names"] == ["model"]  # the last save swept what the kills left
    assert found["advanced"] > 0  # some saves were finished: the moments are neither all too early nor all too late
