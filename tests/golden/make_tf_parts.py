"""What the reference library's TensorFlow parts compute that scripts use by themselves: `data/tf_parts.json`.

Its processors of scores, its optimizer, and its layers for models of one's own. Run it with the reference environment:
`python tests/golden/make_tf_parts.py`. Needs TensorFlow only; must not know trivet.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from golden_quiet import quieten

DATA = Path(__file__).parent / "data"
LENGTH = 5
"""Tokens of the texts; the columns behind them are room."""
PROCESSORS: dict[str, tuple[str, list[Any]]] = {
    "temperature": ("TFTemperatureLogitsWarper", [0.7]),
    "top_k": ("TFTopKLogitsWarper", [4]),
    "top_k with a value": ("TFTopKLogitsWarper", [2, -9.0, 3]),
    "top_p": ("TFTopPLogitsWarper", [0.8]),
    "top_p with a value": ("TFTopPLogitsWarper", [0.1, -5.0, 3]),
    "too short": ("TFMinLengthLogitsProcessor", [6, 4]),
    "long enough": ("TFMinLengthLogitsProcessor", [5, 4]),
    "repetition": ("TFRepetitionPenaltyLogitsProcessor", [1.7]),
    "bad words": ("TFNoBadWordsLogitsProcessor", [[[3], [10, 7], [1, 2, 8]], 1]),
    "no repeated token": ("TFNoRepeatNGramLogitsProcessor", [1]),
    "no repeated pair": ("TFNoRepeatNGramLogitsProcessor", [2]),
    "not the first": ("TFForcedBOSTokenLogitsProcessor", [3]),
    "forced end": ("TFForcedEOSTokenLogitsProcessor", [6, 3]),
    "suppressed here": ("TFSuppressTokensAtBeginLogitsProcessor", [[1, 5], 5]),
    "suppressed": ("TFSuppressTokensLogitsProcessor", [[2, 9]]),
    "forced token": ("TFForceTokensLogitsProcessor", [[[5, 7], [3, None]]]),
    "no forced token": ("TFForceTokensLogitsProcessor", [[[4, 7], [5, None]]]),
}
FILTERS = {"top_k and top_p": [5, 0.9], "top_p alone": [0, 0.5, -7.0, 3]}
VARIABLES = {"encoder/dense/kernel": (2, 3), "encoder/dense/bias": (3,), "encoder/LayerNorm/gamma": (3,)}
OPTIMIZERS: dict[str, dict[str, Any]] = {
    "decaying": {"num_warmup_steps": 2, "weight_decay_rate": 0.1},
    "all decaying": {"num_warmup_steps": 0, "weight_decay_rate": 0.1, "include_in_weight_decay": ["gamma"]},
    "plain, clipped": {"num_warmup_steps": 1, "min_lr_ratio": 0.1, "power": 2.0, "adam_global_clipnorm": 0.5},
}
RATE, STEPS = 0.05, 6
SUMMARIES: dict[str, dict[str, Any]] = {
    "last": {"summary_type": "last", "summary_use_proj": False},
    "mean": {"summary_type": "mean", "summary_use_proj": True, "summary_activation": "tanh"},
    "cls_index": {"summary_type": "cls_index", "summary_use_proj": True, "summary_proj_to_labels": True},
}


def text() -> tuple[np.ndarray, np.ndarray]:
    """Ids [3, 8] and scores [3, 12] that anybody can make again; no two scores of a row are the same."""
    ids = np.array([[1, 2, 10, 2, 10, 0, 0, 0], [4, 4, 3, 1, 2, 0, 0, 0], [7, 8, 7, 9, 7, 0, 0, 0]], np.int32)
    return ids, (np.arange(36) * 23 % 36 - 17).reshape(3, 12).astype(np.float32) / 5


def values(shape: tuple[int, ...], step: int = 0) -> np.ndarray:
    """Numbers that anybody can make again."""
    return (((np.arange(np.prod(shape)) + step) * 5 % 7 - 3).reshape(shape) / 4).astype(np.float32)


def processed() -> dict[str, Any]:
    """Scores after each processor."""
    import tensorflow as tf
    import transformers

    ids, scores = map(tf.constant, text())
    found = {
        name: getattr(transformers, cls)(*arguments)(ids, scores, LENGTH).numpy()
        for name, (cls, arguments) in PROCESSORS.items()
    }
    found |= {
        name: transformers.tf_top_k_top_p_filtering(scores, *arguments).numpy() for name, arguments in FILTERS.items()
    }
    # JSON has no infinity.
    return {name: [[None if np.isinf(each) else float(each) for each in row] for row in found[name]] for name in found}


def trained(options: dict[str, Any]) -> dict[str, Any]:
    """Variables after some steps, and the rate of each."""
    import tensorflow as tf
    import transformers

    variables = [tf.Variable(values(shape), name=name) for name, shape in VARIABLES.items()]
    optimizer, schedule = transformers.create_optimizer(RATE, STEPS, **options)
    for step in range(STEPS):
        gradients = [tf.constant(values(tuple(each.shape), step)) for each in variables]
        optimizer.apply_gradients(zip(gradients, variables, strict=True))
    return {
        "rates": [float(schedule(tf.constant(step, tf.float32))) for step in range(STEPS)],
        "variables": [each.numpy().tolist() for each in variables],
    }


def summed(options: dict[str, Any]) -> list[Any]:
    """One vector for each of two sequences."""
    import tensorflow as tf
    import transformers

    config = transformers.PretrainedConfig(hidden_size=4, num_labels=3, **options)
    layer, states = transformers.TFSequenceSummary(config), tf.constant(values((2, 3, 4)))
    arguments = [states, tf.constant([0, 2])] if options["summary_type"] == "cls_index" else states
    layer(arguments)
    for each in layer.weights:
        each.assign(values(tuple(each.shape), 1))
    found: list[Any] = layer(arguments).numpy().tolist()
    return found


def main() -> None:
    quieten()
    found = {
        "processors": processed(),
        "optimizers": {name: trained(options) for name, options in OPTIMIZERS.items()},
        "summaries": {name: summed(options) for name, options in SUMMARIES.items()},
    }
    (DATA / "tf_parts.json").write_text(json.dumps(found, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
