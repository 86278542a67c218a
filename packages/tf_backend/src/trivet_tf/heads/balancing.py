"""The loss of mixtures of experts that is low if their tokens are spread evenly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trivet.families.routing import Balancing
from trivet_tf.framework import keras, tf

ops = keras.ops


def balancing_loss(router_logits: Sequence[tf.Tensor], chosen: int, mask: tf.Tensor | None) -> tf.Tensor:
    """See `trivet.families.routing.Balancing`.

    Args:
        router_logits: [tokens, experts] of each layer.
        chosen: number of experts that a token has.
        mask: 1 for tokens that count, as many as tokens; None counts all.
    """
    logits = tf.concat([tf.cast(each, tf.float32) for each in router_logits], 0)
    experts = logits.shape[-1]
    probabilities = tf.nn.softmax(logits)
    choices = tf.reduce_sum(tf.one_hot(tf.math.top_k(probabilities, chosen)[1], experts), 1)
    if mask is None:
        shares, means = tf.reduce_mean(choices, 0), tf.reduce_mean(probabilities, 0)
    else:
        counted = tf.tile(tf.reshape(tf.cast(mask, tf.float32), (-1, 1)), (len(router_logits), 1))
        shares, means = (tf.reduce_sum(each * counted, 0) / tf.reduce_sum(counted) for each in (choices, probabilities))
    return experts * tf.reduce_sum(shares * means)


def balanced(
    loss: Any, router_logits: Sequence[tf.Tensor], balancing: Balancing, inputs: Mapping[str, Any]
) -> dict[str, Any]:
    """The losses of a head that generates text, one of them the share that balances experts.

    Args:
        loss: that of its labels; None without labels.
        inputs: arguments of the call by name.
    """
    aux = balancing_loss(router_logits, balancing.chosen, _mask_of_tokens(inputs))
    return {"loss": None if loss is None else loss + balancing.weight * aux, "aux_loss": aux}


def _mask_of_tokens(inputs: Mapping[str, Any]) -> tf.Tensor | None:
    """The mask of the tokens [batch, length] of a call, without those in the cache; None for masks of other axes."""
    mask, ids, past = (inputs.get(name) for name in ("attention_mask", "input_ids", "past_key_values"))
    if mask is None or len(mask.shape) != 2:
        return None
    length = ops.shape(inputs["inputs_embeds"] if ids is None else ids)[1]
    return mask if past is None else mask[:, -length:]
