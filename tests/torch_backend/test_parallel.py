"""Two processes train one model with PyTorch's own wrappers: replicated, checkpointed and sharded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
import torch_parallel

pytestmark = pytest.mark.skipif(not torch.distributed.is_available(), reason="PyTorch without torch.distributed")


def test_gradients_of_two_processes_are_those_of_one(tmp_path: Path) -> None:
    script = Path(torch_parallel.__file__)
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(each for each in sys.path if each)}
    runs = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", str(script), str(rank), str(tmp_path)],
            env=paths,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for rank in range(2)
    ]
    answers = [each.communicate(timeout=240) for each in runs]
    assert [each.returncode for each in runs] == [0, 0], "\n".join(error[-3000:] for _, error in answers)
    wanted = ["bert replicated", "gpt2 replicated", "gpt2 checkpointed", "gpt2 sharded", "t5 sharded"]
    assert answers[0][0].splitlines()[-5:] == wanted
