"""Make the sample files of Flax's container, and of what `transformers` 4 writes in shards.

Runs in the reference environment and knows nothing of trivet. The same versions give the same bytes.

    python tests/golden/make_flax_files.py --out tests/golden/data/formats/msgpack
"""

import argparse
import shutil
from pathlib import Path
from typing import Any

import format_samples as samples

from golden_data import Case
from golden_quiet import quieten

SHARD_BYTES = 15_000
"""Of the golden base model, which makes two shards."""


def array_of(name: str, dtype: str, shape: tuple[int, ...]) -> Any:
    """The sample tensor as a numpy array, with JAX's dtypes where numpy has none."""
    import jax.numpy as jnp
    import numpy as np

    return samples.content(name, dtype, shape).view(np.dtype(getattr(jnp, dtype, dtype))).reshape(shape)


def tree_of(shapes: samples.Shapes) -> dict[str, Any]:
    """The sample tensors as nested dictionaries."""
    tree: dict[str, Any] = {}
    for name, (dtype, shape) in shapes.items():
        *above, last = name.split(".")
        node = tree
        for key in above:
            node = node.setdefault(key, {})
        node[last] = array_of(name, dtype, shape)
    return tree


def write_values(out: Path) -> None:
    """Every dtype, and every kind of value that is no array."""
    import numpy as np
    from flax import serialization

    tree = tree_of(samples.MSGPACK)
    tree["list"] = [tree["list"]["0"], tree["list"]["1"]]
    tree["scalars"]["numpy"] = tree["scalars"]["numpy"][()]
    tree["transposed"] = np.asfortranarray(tree["transposed"])
    tree["other"] = {"number": 5, "text": "words", "none": None, "flag": True, "complex": 1 + 2j}
    tree["nothing"] = {}
    # in place: otherwise JAX first makes numpy scalars of some of the values
    (out / "values.msgpack").write_bytes(serialization.msgpack_serialize(tree, in_place=True))


def write_chunked(out: Path) -> None:
    """Arrays above the limit, which is lowered for it."""
    from flax import serialization

    serialization.MAX_CHUNK_SIZE = samples.CHUNK_BYTES
    (out / "chunked.msgpack").write_bytes(serialization.msgpack_serialize(tree_of(samples.CHUNKED)))


def write_shards(out: Path) -> None:
    """The golden base model in shards."""
    from transformers import FlaxBertModel

    model = FlaxBertModel.from_pretrained(Case("BertModel").checkpoint("flax"))
    model.save_pretrained(out / "shards", max_shard_size=SHARD_BYTES, safe_serialization=False)
    (out / "shards" / "config.json").unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="folder to fill; what is in it goes")
    options = parser.parse_args()
    quieten()
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    write_values(options.out)
    write_shards(options.out)
    write_chunked(options.out)


if __name__ == "__main__":
    main()
