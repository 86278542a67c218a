"""Make the sample files of TensorFlow's checkpoints, and of the `.h5` shards that `transformers` 4 writes.

Runs in the reference environment and knows nothing of trivet. The same versions give the same bytes.

    python tests/golden/make_tf_files.py --out tests/golden/data/formats
"""

import argparse
import shutil
from pathlib import Path
from typing import Any

import format_samples as samples
import numpy as np

from golden_data import Case
from golden_quiet import quieten

SHARD_BYTES = 15_000
"""Of the golden base model, which makes two shards."""


def array_of(name: str, dtype: str, shape: tuple[int, ...]) -> Any:
    """The sample tensor as a numpy array, with TensorFlow's dtypes where numpy has none."""
    import tensorflow as tf

    return samples.content(name, dtype, shape).view(tf.as_dtype(dtype).as_numpy_dtype).reshape(shape)


def save_variables(folder: Path, shapes: samples.Shapes, *, pieces: dict[str, int] | None = None, **saver: Any) -> None:
    """Save variables by name, as TensorFlow 1 does: those in `pieces` cut along that axis, each on its own device."""
    import tensorflow as tf

    v1 = tf.compat.v1
    folder.mkdir(parents=True)
    with tf.Graph().as_default(), v1.Session(config=v1.ConfigProto(device_count={"CPU": 3})) as session:
        for number, (name, (dtype, shape)) in enumerate(shapes.items()):
            array = array_of(name, dtype, shape)
            if pieces and name in pieces:
                cut = v1.fixed_size_partitioner(3, axis=pieces[name])
                v1.get_variable(name, shape, array.dtype, partitioner=cut, initializer=initializer_of(array))
                continue
            with tf.device(f"/cpu:{number % 3}"):
                v1.get_variable(name, initializer=tf.constant(array))
        session.run(v1.global_variables_initializer())
        v1.train.Saver(**saver).save(session, str(folder / "model.ckpt"), write_meta_graph=False)
    (folder / "checkpoint").unlink()


def initializer_of(array: Any) -> Any:
    """An initialiser that gives each piece of a partitioned variable its own part of the array."""

    def initializer(shape: Any, dtype: Any, partition_info: Any) -> Any:
        spans = zip(partition_info.var_offset, shape, strict=True)
        return array[tuple(slice(start, start + length) for start, length in spans)]

    return initializer


def save_trained(folder: Path, optimizer: Any) -> None:
    """Save a Keras model that was trained for a step, its weights then set to the sample's."""
    import tensorflow as tf

    tf.keras.backend.clear_session()
    tf.keras.utils.set_random_seed(0)
    layers = tf.keras.layers
    model = tf.keras.Sequential([layers.Dense(3, input_shape=(4,)), layers.BatchNormalization(), layers.Dense(2)])
    model.compile(optimizer, "mse", metrics=["mae"])
    model.fit(np.ones((4, 4)), np.ones((4, 2)), verbose=0)
    for variable in model.weights:
        name = variable.name.removesuffix(":0")
        variable.assign(array_of(name, *samples.TRAINED[name]))
    model.save_weights(folder / "model.ckpt", save_format="tf")
    tf.train.Checkpoint(model=model, optimizer=model.optimizer).write(str(folder / "whole"))
    (folder / "checkpoint").unlink()


def save_bert(bundle: Path, shards: Path) -> None:
    """The golden base model as a Keras checkpoint, and as `.h5` shards."""
    import tensorflow as tf
    from transformers import TFBertModel

    tf.keras.backend.clear_session()
    model = TFBertModel.from_pretrained(Case("BertModel").checkpoint("tensorflow"))
    model.save_weights(bundle / "model.ckpt", save_format="tf")
    (bundle / "checkpoint").unlink()
    model.save_pretrained(shards, max_shard_size=SHARD_BYTES, safe_serialization=False)
    (shards / "config.json").unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="its folders `bundle` and `h5` are made anew")
    options = parser.parse_args()
    quieten()
    import tensorflow as tf

    bundle, h5 = options.out / "bundle", options.out / "h5"
    for folder in (bundle, h5):
        shutil.rmtree(folder, ignore_errors=True)
    slots = {name: ("float32", samples.NAMED[name.rpartition("/")[0]][1]) for name in samples.NAMED_SKIPPED[:-1]}
    save_variables(bundle / "named", {**samples.NAMED, **slots, "global_step": ("int64", ())})
    save_variables(bundle / "dtypes", samples.BUNDLE_DTYPES)
    pieces = {"rows": 0, "columns": 1}
    save_variables(bundle / "partitioned", samples.PARTITIONED, pieces=pieces)
    save_variables(bundle / "sharded", samples.PARTITIONED, pieces=pieces, sharded=True)
    save_trained(bundle / "trained", tf.keras.optimizers.Adam())
    save_trained(bundle / "trained_with_slots", tf.keras.optimizers.legacy.Adam())
    save_bert(bundle / "bert", h5 / "shards")


if __name__ == "__main__":
    main()
