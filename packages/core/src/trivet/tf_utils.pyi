# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.extras.helpers import *
from trivet_tf.extras.helpers import shape_list as shape_list
