"""trivet's TensorFlow backend: Keras 3 models that load from and save to any framework's checkpoints.

Importing this imports neither Keras nor TensorFlow; the models are in `trivet_tf.models`.
"""
