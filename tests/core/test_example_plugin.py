"""A family of a third party: installed as a package of its own, it is converted like those of trivet."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

ROOT = Path(__file__).resolve().parents[2]
USE = """
import json, sys, trivet
from trivet.planning.opening import open_checkpoint
source, flax, back = sys.argv[1:]
trivet.convert(source, flax, to="flax")
trivet.convert(flax, back, to="torch")
print(json.dumps({
    "config": type(trivet.AutoConfig.from_pretrained(source)).__module__,
    "dialect": open_checkpoint(flax).dialect.name,
    "names": sorted(open_checkpoint(flax).catalog),
    "identical": trivet.diff(source, flax).is_identical,
    "problems": trivet.verify(back).problems,
    "frameworks": [name for name in ("torch", "tensorflow", "jax") if name in sys.modules],
}))
"""


def test_installed_package_adds_a_family(tmp_path: Path) -> None:
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    install += ["--disable-pip-version-check", "--target", str(tmp_path / "site"), str(ROOT / "examples" / "plugin")]
    subprocess.run(install, check=True, capture_output=True)
    rng = np.random.default_rng(0)
    shapes = {
        "pocket.word_embeddings.weight": (7, 4),
        "pocket.norm.weight": (4,),
        "pocket.norm.bias": (4,),
        "classifier.weight": (3, 4),
        "classifier.bias": (3,),
    }
    tensors = {name: rng.standard_normal(shape).astype(np.float32) for name, shape in shapes.items()}
    source = tmp_path / "source"
    source.mkdir()
    save_file(tensors, source / "model.safetensors", {"format": "pt"})
    config = {"model_type": "pocket", "vocab_size": 7, "hidden_size": 4, "id2label": {0: "a", 1: "b", 2: "c"}}
    config |= {"num_hidden_layers": 0, "architectures": ["PocketForSequenceClassification"]}
    (source / "config.json").write_text(json.dumps(config))

    arguments = [str(source), str(tmp_path / "flax"), str(tmp_path / "back")]
    path = os.pathsep.join(filter(None, [str(tmp_path / "site"), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, "-c", USE, *arguments], check=True, capture_output=True, text=True, env=environment
    )
    found = json.loads(done.stdout)
    assert found.pop("names") == [
        "classifier.bias",
        "classifier.kernel",
        "pocket.norm.bias",
        "pocket.norm.scale",
        "pocket.word_embeddings.embedding",
    ]
    assert found == {
        "config": "trivet_pocket",
        "dialect": "flax",
        "identical": True,
        "problems": [],
        "frameworks": [],
    }
    back = load_file(tmp_path / "back" / "model.safetensors")
    assert back.keys() == tensors.keys()
    for name, array in tensors.items():
        np.testing.assert_array_equal(back[name], array)
