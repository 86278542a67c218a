"""Processes that share the weights of a model: each must call it as often as every other, or all wait forever."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import distributed

from trivet_torch.generation.decoding import Decoding


@contextmanager
def synced(decoding: Decoding, wanted: bool | None) -> Iterator[None]:
    """Let a search call the model as often as the searches of all other processes.

    Args:
        wanted: whether it is to; without several processes that changes nothing.
    """
    if not wanted or not distributed.is_available() or not distributed.is_initialized():
        yield
        return
    decoding.before_call = lambda: _running(decoding, True)
    try:
        yield
    finally:
        decoding.before_call = None
        while _running(decoding, False):
            decoding.again()


def _running(decoding: Decoding, here: bool) -> bool:
    """Whether any process goes on."""
    flag = torch.tensor(float(here), device=decoding.model.device)
    distributed.all_reduce(flag, distributed.ReduceOp.SUM)
    return bool(flag.item() > 0)
