"""Loggers are called by their modules, and what must be heard is heard by who configures nothing."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
import tiny_bert

import trivet

PACKAGES = Path(trivet.__file__).parents[3]


@pytest.mark.parametrize("package", sorted(each.name for each in PACKAGES.iterdir() if (each / "src").is_dir()))
def test_loggers_are_called_by_their_modules(package: str) -> None:
    for path in sorted((PACKAGES / package / "src").rglob("*.py")):
        if path.parts[-2:] == ("compatibility", "logging.py"):  # sets the levels of all
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "getLogger":
                assert [ast.unparse(argument) for argument in node.args] == ["__name__"], path


def test_who_configures_no_logging_is_told_of_new_parameters(tmp_path: Path) -> None:
    """A NullHandler would make this silent: Python then takes the warning for handled."""
    tiny_bert.write_checkpoint(tmp_path)
    support = Path(tiny_bert.__file__).parent
    code = f"""
import sys
sys.path.insert(0, {str(support)!r})
from catalogs import skeleton
from stub_backend import StubBackend, StubModel
from trivet.planning.opening import open_checkpoint
from trivet.transfer.pretrained import fill
import tiny_bert
params = {{target.name: target.param for target in skeleton("BertForSequenceClassification").targets}}
model = StubModel(params, {{}}, config=tiny_bert.config(), class_name="BertForSequenceClassification")
backend = StubBackend()
fill(model, backend.skeleton(model), open_checkpoint({str(tmp_path)!r}), backend)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "2 parameter(s) are not in the checkpoint and were newly initialised: classifier.weight" in run.stderr
