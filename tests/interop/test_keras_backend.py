"""Keras on another framework. Here, because each of its other backends needs a second framework installed."""

from __future__ import annotations

import os
import subprocess
import sys


def test_refuses_keras_on_another_framework_and_says_how_to_set_it() -> None:
    code = (
        "import sys, keras, trivet\n"
        "layer = keras.layers.Dense(2); layer.build((None, 2))\n"
        "for attempt in (lambda: trivet.TFBertModel, lambda: trivet.save(layer, 'never')):\n"
        "    try: attempt()\n"
        "    except ImportError as error: print(type(error).__name__, isinstance(error, trivet.TrivetError), error)\n"
        "print('tensorflow' in sys.modules)"
    )
    environment = {**os.environ, "KERAS_BACKEND": "numpy"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    *told, imported = done.stdout.splitlines()
    assert len(told) == 2
    for line in told:
        assert line.startswith("KerasBackendError True Keras runs on 'numpy'")
        assert "KERAS_BACKEND=tensorflow" in line
    assert imported == "False"
