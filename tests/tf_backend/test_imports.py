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


def test_refuses_keras_on_another_framework_and_says_how_to_set_it() -> None:
    code = (
        "import sys, keras, trivet\n"
        "layer = keras.layers.Dense(2); layer.build((None, 2))\n"
        "for attempt in (lambda: trivet.TFBertModel, lambda: trivet.save(layer, 'never')):\n"
        "    try: attempt()\n"
        "    except ImportError as error: print(type(error).__name__, isinstance(error, trivet.TrivetError), error)\n"
        "print('tensorflow' in sys.modules)"
    )
    *told, imported = run(code, KERAS_BACKEND="numpy").splitlines()
    assert len(told) == 2
    for line in told:
        assert line.startswith("KerasBackendError True Keras runs on 'numpy'")
        assert "KERAS_BACKEND=tensorflow" in line
    assert imported == "False"


def test_loading_leaves_no_trace_in_keras() -> None:
    """Neither the name counters nor the policy of the process change by importing the backend's modules."""
    code = (
        "import keras; import trivet_tf.models.bert_heads, trivet_tf.models.bert_pretraining\n"
        "print(keras.Sequential().name, keras.Model().name, keras.layers.Dense(1).name, keras.config.dtype_policy().name)"
    )
    assert run(code, KERAS_BACKEND="tensorflow") == "sequential model dense float32"
