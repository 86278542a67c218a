"""Loading 1.3 GB of fp32 in the shape of BERT-large into Keras, against `transformers` 4.37.2 reading its own h5.

The peer runs on the TensorFlow of its day, in the environment of the `peer` session. The h5 file is one that both read.
"""

from __future__ import annotations

from pathlib import Path

from harness import Case, machine, measure, table
from synthetic import FOLDER, checkpoint

import trivet

_PEER = Path(__file__).resolve().parent.parent / ".nox" / "env-peer" / "bin" / "python"

_LOAD = """
from {library} import TFBertModel
TFBertModel.config_class
---
model = TFBertModel.from_pretrained({source!r})
"""


def main(*, repeats: int = 5) -> str:
    """The table as Markdown."""
    sources = {
        "TensorFlow safetensors": checkpoint("bert-large-fp32", "tensorflow"),
        "PyTorch safetensors": checkpoint("bert-large-fp32"),
        "h5": _h5(),
    }
    cases = [_case(f"trivet, {name}", "trivet", folder) for name, folder in sources.items()]
    peer = _case("transformers 4.37.2, h5", "transformers", sources["h5"], role="peer", python=str(_PEER))
    cases += [peer] if _PEER.exists() else []
    note = f"`TFBertModel.from_pretrained` of 1.3 GB in fp32, imports not counted. On {machine()}."
    return table("Load BERT-large into Keras", measure(cases, repeats=repeats), note=note)


def _case(name: str, library: str, folder: Path, **options: str) -> Case:
    code = _LOAD.format(library=library, source=str(folder))
    files = [path for path in folder.iterdir() if path.suffix in (".safetensors", ".h5")]
    return Case(name, code, files=files, **options)


def _h5() -> Path:
    """The checkpoint as `tf_model.h5`, made if it is not there."""
    folder = FOLDER / "bert-large-fp32-h5"
    if not (folder / "config.json").exists():
        trivet.convert(checkpoint("bert-large-fp32"), folder, to="tensorflow", container="h5")
    return folder
