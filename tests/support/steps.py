"""Golden steps of language models: what is fed in each of the three calls, and what each writes of a prompt."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from golden_data import Arrays, Case, cases

SEARCHES = {"sequences": {}, "unrepeated": {"no_repeat_ngram_size": 1}}
GREEDY = {"max_new_tokens": 6, "do_sample": False}


def stepped(class_names: Any) -> list[Case]:
    """Cases with `steps.npz` whose head is among the classes, by PyTorch's names."""
    return [case for case in cases() if case.head in class_names and (case.folder / "steps.npz").exists()]


def written(class_names: Any) -> list[Case]:
    """Cases with `generate.npz`, likewise."""
    return [case for case in cases() if case.head in class_names and (case.folder / "generate.npz").exists()]


def calls(case: Case) -> Iterator[Arrays]:
    """The inputs of each call: all but two tokens, then one, then one. Masks cover what is in the cache too."""
    inputs = case.inputs(labels=False)
    side = "decoder_" if "decoder_input_ids" in inputs else ""
    length = inputs[f"{side}input_ids"].shape[1]
    for start, end in ((0, length - 2), (length - 2, length - 1), (length - 1, length)):
        yield {name: _part(name, array, start, end, side) for name, array in inputs.items() if name != "head_mask"}


def _part(name: str, array: np.ndarray, start: int, end: int, side: str) -> np.ndarray:
    if name.startswith("encoder_") or not name.startswith(side):
        return array
    return array[:, :end] if name.endswith("attention_mask") else array[:, start:end]
