"""Which framework's names and layouts the tensors of a checkpoint have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from trivet.layout import DIALECTS, FLAX, TENSORFLOW, TORCH, Dialect, Kind, ParamSpec
from trivet.layout.spellings import Spellings
from trivet.planning.source_names import SourceNames
from trivet.tensors import Catalog

if TYPE_CHECKING:
    from trivet.families.family import Family

_ENOUGH = 256  # parameters that are looked up to detect a dialect


def detect_dialect(catalog: Catalog, config: Mapping[str, Any], family: Family | None) -> Dialect:
    """The dialect of a catalog's names: by the family's parameters if there is a family, else by the form of the names.

    The `format` of the metadata only breaks ties: in some files it is missing or wrong.
    """
    stated = {dialect.metadata_format: dialect for dialect in DIALECTS.values()}.get(catalog.metadata.get("format", ""))
    order = sorted(DIALECTS.values(), key=lambda dialect: dialect is not stated)
    if family is not None:
        fields = family.config_class.from_dict(config)
        core, spellings = family.core(fields), Spellings(family.spellings(fields))
        params = [param for param in family.universe(fields).values() if param.kind is not Kind.RAW]
        shared = [param for param in params if param.name in core]
        # A few hundred parameters from all over the model distinguish the dialects as well as all would.
        for few in (shared[:: max(1, len(shared) // _ENOUGH)], params):
            scores: dict[str, int] = {}
            for dialect in order:
                scores[dialect.name] = _score(SourceNames(catalog, dialect, family, spellings), few)
                if scores[dialect.name] == len(few):  # no other can have more
                    break
            best = max(scores, key=lambda name: scores[name])
            if scores[best]:
                return DIALECTS[best]
    return stated or _by_form(catalog)


def _score(names: SourceNames, params: list[ParamSpec]) -> int:
    """How many of the parameters have stored tensors under their names in the dialect."""
    return sum(1 for param in params if names.candidates(param))


def _by_form(catalog: Catalog) -> Dialect:
    if any("/" in name or name.endswith(":0") for name in catalog):
        return TENSORFLOW
    leaves = {name.rpartition(".")[2] for name in catalog}
    return FLAX if leaves & {"kernel", "scale", "embedding"} and "weight" not in leaves else TORCH
