"""Mixtures of experts: a router, and the networks among which it chooses for each token."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trivet.families import blocks
from trivet.families.blocks import Scoring
from trivet_tf.framework import keras, tf
from trivet_tf.layers.activations import activation
from trivet_tf.layers.building import Composite
from trivet_tf.layers.feed_forward import FeedForward
from trivet_tf.layers.full import in_full
from trivet_tf.layers.grouped import grouped
from trivet_tf.layers.linear import Linear, linear_class, normal
from trivet_tf.layers.places import Place, follow

ops = keras.ops


class Stacked(keras.layers.Layer):
    """Holds the parameters of all experts, stacked.

    Args:
        shapes: name of each in this layer → shape.
    """

    def __init__(self, shapes: dict[str, tuple[int, ...]], *, place: Place, name: str) -> None:
        super().__init__(dtype=place.policy, name=name)
        self.shapes, self.std = shapes, place.std

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the sizes are known without a shape."""
        for name, shape in self.shapes.items():
            initial = normal(self.std) if len(shape) == 3 else "zeros"
            setattr(self, name, self.add_weight(shape=shape, initializer=initial, name=name))
        self.built = True


class CorrectedRouter(Linear):
    """A router's projection, which holds a correction of its outputs for the choice of experts."""

    def __init__(self, block: blocks.Linear, correction: str, *, place: Place, name: str) -> None:
        super().__init__(block, place=place, name=name)
        self.correction_name = correction

    def build(self, input_shape: Any = None) -> None:
        """Create the variables. Training adjusts the correction by counts of choices, not by gradients."""
        super().build()
        correction = self.add_weight(
            shape=(self.units,), initializer="zeros", name=self.correction_name, trainable=False, dtype="float32"
        )
        setattr(self, self.correction_name, correction)


class Experts(Composite):
    """Each token's weighted sum of its experts' outputs: see `blocks.Experts`."""

    def __init__(self, block: blocks.Experts, holds_output: bool, *, place: Place, name: str) -> None:
        super().__init__(place=place, name=name)
        self.block, router = block, block.router
        if router.correction:
            leaf = router.correction.rpartition(".")[2]
            self.put_leaf(router.linear.at, CorrectedRouter, router.linear, leaf)
        else:
            self.put_leaf(router.linear.at, linear_class(router.linear), router.linear)
        self.router_at = self.below(router.linear.at, leaf=True)
        modules: dict[str, dict[str, tuple[int, ...]]] = {}
        for table in block.tables:
            way, _, leaf = table.at.rpartition(".")
            modules.setdefault(way, {})[leaf] = table.shape
        for way, shapes in modules.items():
            self.put_leaf(way, Stacked, shapes)
        if block.shared is not None:
            self.put(block.shared.at, FeedForward, block.shared, True)
        if block.shared_gate is not None:
            self.put_leaf(block.shared_gate.at, linear_class(block.shared_gate), block.shared_gate)
        self.activation = activation(block.activation)

    def call(self, hidden_states: tf.Tensor, training: bool = False) -> tuple[tf.Tensor, tf.Tensor]:
        """[batch, length, size] → the same, and the router's outputs [batch · length, experts]."""
        block, jitter = self.block, self.block.router.jitter
        states = tf.reshape(hidden_states, (-1, block.size))
        if training and jitter:
            states = states * keras.random.uniform(tf.shape(states), 1 - jitter, 1 + jitter, dtype=states.dtype)
        router = follow(self, self.router_at)
        logits = self._routed(router, states)
        correction = getattr(router, router.correction_name) if block.router.correction else None
        weights, chosen = choose(logits, block.router, correction)
        mixed = self._mixed(states, ops.cast(weights, states.dtype), chosen)
        if block.shared is not None:
            shared = follow(self, self.below(block.shared.at))(states, training=training)
            if block.shared_gate is not None:
                gate = follow(self, self.below(block.shared_gate.at, leaf=True))
                shared = ops.sigmoid(gate(states)) * shared
            mixed = mixed + shared
        return tf.reshape(mixed, tf.shape(hidden_states)), logits

    def _routed(self, router: Any, states: tf.Tensor) -> tf.Tensor:
        if not self.block.router.in_float32:
            return router(states)
        wide = in_full(states)
        return ops.matmul(wide, ops.cast(router.kernel, wide.dtype))

    def _mixed(self, states: tf.Tensor, weights: tf.Tensor, chosen: tf.Tensor) -> tf.Tensor:
        """Each token's sum over its experts.

        Args:
            states: [tokens, size].
            weights, chosen: [tokens, chosen].
        """
        block = self.block
        factors = tf.reshape(weights, (-1, 1))
        rows = tf.repeat(states, block.router.chosen, axis=0)
        rows = tf.ensure_shape(
            rows, (None if states.shape[0] is None else states.shape[0] * chosen.shape[1], block.size)
        )
        rows = rows * factors if block.weighs_inputs else rows
        tables = [tf.cast(tf.convert_to_tensor(self._table(each.at).value), states.dtype) for each in block.tables]
        outputs = grouped(self._network, rows, tf.reshape(chosen, (-1,)), tables, block.size)
        outputs = outputs if block.weighs_inputs else outputs * factors
        return tf.reduce_sum(tf.reshape(outputs, (-1, block.router.chosen, block.size)), 1)

    def _table(self, path: str) -> Any:
        way, _, leaf = path.rpartition(".")
        return getattr(follow(self, self.below(way, leaf=True)), leaf)

    def _network(self, rows: tf.Tensor, tables: Sequence[tf.Tensor]) -> tf.Tensor:
        """One expert: [rows, size] → the same."""
        block = self.block
        into, back = (tables[:2], tables[2:]) if block.bias else (tables[:1], tables[1:])
        both = self._product(rows, into)
        gate, up = (both[:, ::2], both[:, 1::2]) if block.interleaved else tf.split(both, 2, axis=-1)
        if block.limit is None:
            inner = self.activation(gate) * up
        else:
            gate, up = tf.minimum(gate, block.limit), tf.clip_by_value(up, -block.limit, block.limit)
            inner = (up + 1) * (gate * tf.sigmoid(block.slope * gate))
        return self._product(inner, back)

    def _product(self, rows: tf.Tensor, tables: Sequence[tf.Tensor]) -> tf.Tensor:
        product = tf.matmul(rows, tables[0], transpose_b=not self.block.transposed)
        return product + tables[1] if self.block.bias else product


def choose(logits: tf.Tensor, router: blocks.Router, correction: Any = None) -> tuple[tf.Tensor, tf.Tensor]:
    """The weights [tokens, chosen] and indices [tokens, chosen] of each token's experts.

    Args:
        logits: the router's outputs, [tokens, experts].
        correction: added to scores for the choice, [experts].
    """
    wide = in_full(logits)
    if router.scoring is Scoring.SPARSE_MIXER:
        return _sparse_mixer(wide, router)
    if router.scoring is Scoring.SOFTMAX_OF_CHOSEN:
        best, chosen = tf.math.top_k(wide, router.chosen)
        return tf.nn.softmax(best), chosen
    scores = tf.nn.softmax(wide) if router.scoring is Scoring.SOFTMAX else tf.sigmoid(wide)
    ranked = tf.stop_gradient(scores if correction is None else scores + ops.cast(correction, scores.dtype))
    if router.groups > 1:
        groups = tf.reshape(ranked, (-1, router.groups, ranked.shape[-1] // router.groups))
        best = tf.reduce_sum(tf.math.top_k(groups, router.compared)[0], -1)
        kept = tf.reduce_sum(tf.one_hot(tf.math.top_k(best, router.kept_groups)[1], router.groups), 1)
        lowest = tf.fill(tf.shape(groups), tf.constant(float("-inf"), groups.dtype))
        ranked = tf.reshape(tf.where(kept[..., None] > 0, groups, lowest), tf.shape(ranked))
    chosen = tf.math.top_k(ranked, router.chosen)[1]
    weights = tf.gather(scores, chosen, batch_dims=1)
    if router.normed:
        weights = weights / tf.maximum(tf.reduce_sum(weights, -1, keepdims=True), _LEAST)
    return weights * router.scale, chosen


_LEAST = 1.2e-38
"""The smallest normal float32."""


def _sparse_mixer(logits: tf.Tensor, router: blocks.Router) -> tuple[tf.Tensor, tf.Tensor]:
    """One expert after the other, the best of those left (https://arxiv.org/abs/2409.12136)."""
    weights, chosen, left = [], [], logits
    nothing, fixed = tf.fill(tf.shape(logits), tf.constant(float("-inf"), logits.dtype)), tf.stop_gradient(logits)
    for _ in range(router.chosen):
        index = tf.argmax(left, -1, output_type=tf.int32)[:, None]
        best = tf.stop_gradient(tf.gather(left, index, batch_dims=1))
        behind = (best - fixed) / tf.maximum(tf.abs(fixed), best) > router.tolerance
        weights.append(tf.gather(tf.nn.softmax(tf.where(behind, nothing, left)), index, batch_dims=1))
        chosen.append(index)
        left = tf.where(tf.range(left.shape[-1]) == index, nothing, left)
    return tf.concat(weights, -1), tf.concat(chosen, -1)
