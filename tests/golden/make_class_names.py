"""Makes `class_names.json`: the public model classes of TensorFlow and Flax in 4.37.2, by the folder of their family.

They are the classes of models, of tokenizers within a graph, and those that choose a family (`auto`); base classes
(`…PreTrainedModel`) and layers are left out.
Needs the reference environment: `python tests/golden/make_class_names.py`.
"""

import json
from pathlib import Path

import transformers

HERE = Path(__file__).parent
LEFT_OUT = ("PreTrainedModel", "PretrainedModel", "MainLayer", "Embeddings", "Embedding")


def class_names(mark: str) -> dict[str, list[str]]:
    """Family folder → names of its classes that begin with the mark of a framework."""
    folders: dict[str, list[str]] = {}
    for module, names in sorted(transformers._import_structure.items()):
        classes = {name for name in names if name.startswith(mark) and "_" not in name}
        models = sorted(name for name in classes if not name.endswith(LEFT_OUT))
        if module.startswith("models.") and models:
            folders[module.split(".")[1]] = models
    return folders


def main() -> None:
    """Write the file."""
    names = {mark: class_names(mark) for mark in ("TF", "Flax")}
    (HERE / "data" / "class_names.json").write_text(json.dumps(names, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
