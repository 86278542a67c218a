"""Keras on TensorFlow, or a clear word on why not. Every other module takes both from here."""

from __future__ import annotations

import keras

from trivet_tf.errors import KerasBackendError

if keras.backend.backend() != "tensorflow":
    raise KerasBackendError(keras.backend.backend())

import tensorflow as tf  # takes seconds, in vain where Keras does not run on it

__all__ = ["keras", "tf"]
