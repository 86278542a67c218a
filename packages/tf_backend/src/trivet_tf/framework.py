"""Imports Keras on TensorFlow, or raises a clear error. Every other module imports both from here."""

from __future__ import annotations

import keras

from trivet_tf.errors import KerasBackendError

if keras.backend.backend() != "tensorflow":
    raise KerasBackendError(keras.backend.backend())

import tensorflow as tf  # takes seconds, wasted if Keras does not run on it

__all__ = ["keras", "tf"]
