"""What is imported when, and what is said when Keras runs on another framework."""

from __future__ import annotations

import os
import subprocess
import sys

import keras

from trivet_tf.backend import BACKEND


def run(code: str, **variables: str) -> str:
    environment = {**os.environ, **variables}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    return done.stdout.strip()


def test_looking_at_an_object_imports_nothing() -> None:
    code = (
        "import sys, trivet, trivet_tf; from trivet_tf.backend import BACKEND; dir(trivet); "
        "print(BACKEND.is_native(3), [name for name in ('keras', 'tensorflow', 'optree') if name in sys.modules])"
    )
    assert run(code) == "False []"


def test_keras_layers_and_models_are_native() -> None:
    assert BACKEND.is_native(keras.layers.Dense(2))
    assert BACKEND.is_native(keras.Sequential())
    assert not BACKEND.is_native(keras.Variable(0.0))


def test_loading_leaves_no_trace_in_keras() -> None:
    """Neither the name counters nor the policy of the process change by importing the backend's modules."""
    code = (
        "import keras; from trivet_tf.models import TFBertModel\n"
        "print(keras.Sequential().name, keras.Model().name, keras.layers.Dense(1).name, keras.config.dtype_policy().name)"
    )
    assert run(code, KERAS_BACKEND="tensorflow") == "sequential model dense float32"
