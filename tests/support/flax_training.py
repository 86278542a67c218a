"""What scripts that train Flax models with optax and `jax.pmap` have in common: schedules, masks, states, batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import jax
import numpy as np
import optax
from flax import jax_utils, struct, traverse_util
from flax.training import train_state
from flax.training.common_utils import shard, shard_prng_key

Batch = dict[str, Any]


class TrainState(train_state.TrainState):
    """Parameters, the optimizer's state, and the key that dropout draws from."""

    dropout_rng: jax.Array
    loss_fn: Callable[..., Any] = struct.field(pytree_node=False)

    def replicate(self) -> TrainState:
        """The state on every device, each with a key of its own."""
        return jax_utils.replicate(self).replace(dropout_rng=shard_prng_key(self.dropout_rng))


def linear_schedule(rate: float, warmup: int, steps: int) -> optax.Schedule:
    """A rate that rises for `warmup` steps and falls to zero at the last one."""
    rising = optax.linear_schedule(init_value=0.0, end_value=rate, transition_steps=warmup)
    falling = optax.linear_schedule(init_value=rate, end_value=0, transition_steps=steps - warmup)
    return optax.join_schedules(schedules=[rising, falling], boundaries=[warmup])


def decay_mask(params: Mapping[str, Any]) -> Any:
    """True for parameters that weight decay applies to: neither biases nor scales of normalisations."""
    flat = traverse_util.flatten_dict(params)
    norms = {
        path[-2:] for path in flat for name in ("layernorm", "layer_norm", "ln") if name in "".join(path[:-1]).lower()
    }
    return traverse_util.unflatten_dict({path: path[-1] != "bias" and path[-2:] not in norms for path in flat})


def created_state(model: Any, loss_fn: Callable[..., Any], steps: int, rate: float = 1e-2) -> TrainState:
    """The state that training starts from, with AdamW."""
    adamw = optax.adamw(linear_schedule(rate, 1, steps), b1=0.9, b2=0.98, weight_decay=0.01, mask=decay_mask)
    key = jax.random.PRNGKey(0)
    return TrainState.create(apply_fn=model.__call__, params=model.params, tx=adamw, dropout_rng=key, loss_fn=loss_fn)


def train_step(state: TrainState, batch: Batch) -> tuple[TrainState, dict[str, Any]]:
    """One step on each device, for `jax.pmap(…, "batch")`."""
    dropout_rng, next_rng = jax.random.split(state.dropout_rng)

    def compute_loss(params: Any) -> Any:
        labels = batch["labels"]
        inputs = {name: value for name, value in batch.items() if name != "labels"}
        logits = state.apply_fn(**inputs, params=params, dropout_rng=dropout_rng, train=True)[0]
        return state.loss_fn(logits, labels)

    loss, grad = jax.value_and_grad(compute_loss)(state.params)
    grad = jax.lax.pmean(grad, "batch")
    metrics = jax.lax.pmean({"loss": loss}, axis_name="batch")
    return state.apply_gradients(grads=grad, dropout_rng=next_rng), metrics


def trained(state: TrainState, batches: Iterator[Batch]) -> tuple[Any, list[float]]:
    """The parameters after every batch, on the host, and each step's loss."""
    p_train_step = jax.pmap(train_step, "batch", donate_argnums=(0,))
    # JAX names the axis of replicated arrays otherwise than that of a step's results, and would compile the step twice.
    state, losses = jax.pmap(lambda each: each, "batch")(state.replicate()), []
    for batch in batches:
        state, metrics = p_train_step(state, shard(batch))
        losses.append(float(jax_utils.unreplicate(metrics)["loss"]))
    return jax.device_get(jax_utils.unreplicate(state.params)), losses


def shuffled(rng: jax.Array, data: Batch, size: int, epochs: int) -> Iterator[Batch]:
    """Batches of `size` rows in another order in each epoch."""
    rows = len(data["labels"])
    for key in jax.random.split(rng, epochs):
        order = np.asarray(jax.random.permutation(key, rows))[: rows // size * size]
        for places in order.reshape(-1, size):
            yield {name: value[places] for name, value in data.items()}
