"""Tables of words from which heads compute scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from trivet.families.blocks import Branch, Steps, Vocabulary
from trivet_tf.layers.places import Address, Place


def table_at(place: Place, branches: Iterable[Branch]) -> Address | None:
    """The address of the embeddings from which scores of words are computed."""
    for step in _flat(step for branch in branches for step in branch.steps):
        if isinstance(step, Vocabulary) and step.table is not None:
            return place.at(step.table.removesuffix(".weight")).address(leaf=True)
    return None


def _flat(steps: Iterable[Any]) -> Iterator[Any]:
    for step in steps:
        if isinstance(step, Steps):
            yield from _flat(step.steps)
        else:
            yield step
