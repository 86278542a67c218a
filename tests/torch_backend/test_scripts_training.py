"""Training loops in the way of `run_*_no_trainer.py` of `transformers` 4.37: with only the import changed, the same."""

from __future__ import annotations

import json
from pathlib import Path

import make_torch_scripts as scripts
import numpy as np
import pytest

import trivet

GOLDEN = json.loads((Path(scripts.__file__).parent / "data/torch_scripts.json").read_text())


@pytest.mark.parametrize("name", GOLDEN)
def test_a_script_trains_evaluates_saves_and_loads_as_with_the_reference(name: str, tmp_path: Path) -> None:
    assert GOLDEN.keys() == scripts.SCRIPTS.keys()
    found, expected = scripts.SCRIPTS[name](trivet, str(tmp_path)), GOLDEN[name]
    np.testing.assert_allclose(found["losses"], expected["losses"], rtol=1e-4)
    np.testing.assert_allclose(found["reloaded"], expected["reloaded"], rtol=1e-4)
    assert found["predicted"] == expected["predicted"]
    assert found["losses"][-1] < found["losses"][0]
