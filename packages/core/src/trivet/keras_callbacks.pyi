# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.extras.metric_callback import KerasMetricCallback as KerasMetricCallback
from trivet_tf.extras.callbacks import PushToHubCallback as PushToHubCallback
