# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.generation.mixin import TFGenerationMixin as TFGenerationMixin
from trivet_tf.generation.processors import tf_top_k_top_p_filtering as tf_top_k_top_p_filtering
