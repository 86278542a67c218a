"""In training, layers add nothing to some rows of a batch: all frameworks drop the same share, and scale the rest."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import trivet
from trivet.testing.configs import tiny_config

PREFIXES = {"torch": "", "tensorflow": "TF", "flax": "Flax"}
ROWS = 400


def change_of(backend: str, rate: float) -> Any:
    """What one layer adds to each of equal pictures in training, [rows, length, size]."""
    config = tiny_config("dinov2", num_hidden_layers=1, drop_path_rate=rate, image_size=4, layerscale_value=1.0)
    model = getattr(trivet, f"{PREFIXES[backend]}Dinov2Model")(config)
    pixels = np.ones((ROWS, 3, 4, 4), np.float32)
    if backend == "torch":
        import torch

        torch.manual_seed(0)
        states = model.train()(torch.from_numpy(pixels), output_hidden_states=True).hidden_states
        return (states[1] - states[0]).detach().numpy()
    if backend == "tensorflow":
        states = model(pixels, output_hidden_states=True, training=True).hidden_states
        return np.asarray(states[1]) - np.asarray(states[0])
    import jax

    options = {"train": True, "dropout_rng": jax.random.key(0), "output_hidden_states": True}
    states = model(pixels, **options).hidden_states
    return np.asarray(states[1] - states[0])


@pytest.mark.parametrize("backend", PREFIXES)
def test_a_share_of_the_rows_is_dropped_by_each_sublayer_as_a_whole(backend: str) -> None:
    dropped = (change_of(backend, 0.5) == 0).reshape(ROWS, -1)
    assert (dropped.all(1) == dropped.any(1)).all()
    assert 0.15 < dropped.all(1).mean() < 0.35  # both sublayers: a quarter
    assert (change_of(backend, 0.0) != 0).any((1, 2)).all()
