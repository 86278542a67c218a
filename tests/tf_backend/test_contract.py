"""The contract that every backend keeps, and what holds besides of each model that it builds."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from trivet import PretrainedConfig
from trivet.testing import BackendContract


class TestContract(BackendContract):
    backend_name = "tensorflow"

    def described(self, head: str, config: PretrainedConfig) -> Any:
        """A model, each of whose weights `tf.train.Checkpoint` reaches by way of the layers that hold it."""
        model = super().described(head, config)
        for root in (model, *model._flatten_layers(include_self=False, recursive=False)):
            edges = tf.train.TrackableView(root).children(root)
            below = {id(node) for node in tf.train.TrackableView(root).descendants()}
            lost = [variable.path for variable in root.weights if id(variable) not in below]
            assert not lost and "_other_weights" not in edges, f"a checkpoint would lack {lost}"
        return model
