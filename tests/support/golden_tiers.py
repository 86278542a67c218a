"""The golden cases that a backend's default tests hold: few, which together show every option that any case shows.

PyTorch's tests hold every case. TensorFlow and Flax compile each shape, so theirs hold every case only in
`nox -s golden_cases`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from golden_data import Case
from trivet.families.registry import architecture
from trivet.testing.options import covering, options

EVERY_CASE = bool(os.environ.get("TRIVET_EVERY_HEAD"))
"""Whether TensorFlow and Flax are held against every case."""


def few(cases: Iterable[Case]) -> list[Case]:
    """Those of the cases that together show every option; of those that add equally many, the one that shows most.

    The type of a model is an option too, so each family has a case.
    """
    every = list(cases)
    chosen = set(covering((case, shown(case)) for case in sorted(every, key=lambda case: -len(shown(case)))))
    return [case for case in every if case in chosen]


def default(cases: Iterable[Case]) -> list[Case]:
    """The cases that TensorFlow and Flax are held against in this run."""
    return list(cases) if EVERY_CASE else few(cases)


@cache
def shown(case: Case) -> frozenset[str]:
    """Options of its blueprint and its head, words of its config, its inputs, the side of its padding, its files."""
    stated = case.config
    family = architecture(stated["model_type"])
    config = family.config_class.from_dict(stated)
    inputs = case.inputs()
    facts = set(options((family.base(config), family.branches(config, case.head), family.kind(case.head))))
    facts |= {*_words(stated), *(f"input {name}" for name in inputs)}
    facts |= {f"file {path.name}" for path in case.folder.glob("*.npz")}
    if "attention_mask" in inputs and not inputs["attention_mask"][..., 0].all():
        facts.add("padding on the left")
    return frozenset(facts)


def _words(config: Mapping[str, Any]) -> Iterator[str]:
    """The fields of a config that are text, such as activations and kinds of rotary scaling, also of those within."""
    for name, value in config.items():
        if isinstance(value, Mapping):
            yield from _words(value)
        elif isinstance(value, str) and name != "_name_or_path":
            yield f"{name} = {value}"
