# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.extras.optimization import AdamWeightDecay as AdamWeightDecay
from trivet_tf.extras.optimization import GradientAccumulator as GradientAccumulator
from trivet_tf.extras.optimization import WarmUp as WarmUp
from trivet_tf.extras.optimization import create_optimizer as create_optimizer
