"""Recognises prefixes that wrappers add to every name of a state dict, so that a refusal can name them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from trivet.layout import ParamSpec
from trivet.planning.source_names import SourceNames

_ENOUGH = 200  # parameters that are looked up
_WRAPPERS = {
    "module.": "DataParallel and DistributedDataParallel add",
    "_orig_mod.": "torch.compile adds",
    "_fsdp_wrapped_module.": "FullyShardedDataParallel adds",
    "base_model.model.": "PEFT adds",
    "model.": "Lightning modules add",
}


def wrapper_problem(names: SourceNames, missing: Iterable[ParamSpec], unexpected: Collection[str]) -> str | None:
    """The problem, if most missing parameters are stored under their names with one common prefix."""
    params = list(islice(missing, _ENOUGH))
    expected = {path for param in params for path in _paths(names, param)}
    counts: Counter[str] = Counter()
    for stored in unexpected:
        ends = (place + 1 for place, letter in enumerate(stored) if letter in "./")
        prefix = next((stored[:end] for end in ends if stored[end:] in expected), None)
        if prefix is not None:
            counts[prefix] += 1
    if not counts:
        return None
    prefix, count = counts.most_common(1)[0]
    if 2 * count < len(params):
        return None
    known = next((f", which {who}" for start, who in _WRAPPERS.items() if prefix.startswith(start)), "")
    return (
        f"names in the checkpoint begin with {prefix!r}{known}: remove it from the names, or save the state_dict of "
        "the model inside the wrapper"
    )


def _paths(names: SourceNames, param: ParamSpec) -> Iterator[str]:
    """The names that a file of the dialect may have for a parameter, with the base prefix and without it."""
    prefix = f"{names.naming.base_prefix}."
    bare = param.renamed(param.name.removeprefix(prefix)) if len(prefix) > 1 else param
    for each in (param, bare):
        path = names.dialect.encode(each, names.naming)
        yield path
        yield path + names.dialect.file_suffix
