"""A process killed while it saves or converts, at random moments: the checkpoint is whole after every one."""

import json
import subprocess
import sys
from pathlib import Path

import killed_saves
import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="kills a forked process")
@pytest.mark.parametrize(("made", "runs"), [("save", 20), ("convert", 100)])
def test_checkpoint_is_whole_after_every_kill(made: str, runs: int, tmp_path: Path) -> None:
    arguments = [str(tmp_path / "to" / "model"), str(runs), "1234", made]
    run = subprocess.run(
        [sys.executable, killed_saves.__file__, *arguments], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    result = json.loads(run.stdout)
    assert result["faults"] == []
    assert result["names"] == ["model"]  # the last save swept what the kills left
    assert result["advanced"] > 0  # some saves were finished: the moments are neither all too early nor all too late
