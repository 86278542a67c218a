# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.extras.activation_names import *
