"""Which files of a folder newly written weights supersede, according to the ranking of `weights`. Opens no file.

A file is superseded if it belongs to an older save under the same name, or if some load without further options would
choose it before the new weights.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from trivet.checkpoint.side_files import ADAPTER_CONFIG_NAME, ADAPTER_WEIGHTS_NAMES
from trivet.checkpoint.weights import MANIFEST_NAME, WeightsChoice, ranked_names
from trivet.formats.protocols import FolderFormat
from trivet.formats.registry import formats
from trivet.layout import DIALECTS


@dataclass(frozen=True, slots=True)
class WeightsName:
    """The name that the files of a set of weights share: single file, shards and index.

    Attributes:
        weights_name: the container's name of an unsharded file.
        variant: the variant in the name, as in `model.fp16.safetensors`.
    """

    weights_name: str
    variant: str | None = None

    @property
    def file(self) -> str:
        """The name of an unsharded file."""
        stem, dot, rest = self.weights_name.partition(".")
        return self.weights_name if self.variant is None or not dot else f"{stem}.{self.variant}.{rest}"

    @property
    def index(self) -> str:
        """The name of a shard index, in the form that is written."""
        return f"{self.weights_name}.index.{'' if self.variant is None else f'{self.variant}.'}json"

    def has(self, name: str) -> bool:
        """Whether a file belongs to these weights: single, shard, index, or part of a container that fills a folder."""
        return self in _named(name, (self.weights_name,)) or self.is_part(name)

    def is_part(self, name: str) -> bool:
        """Whether a file or folder is a part of a container that fills a folder."""
        filling = (each for each in formats() if each.weights_name == self.weights_name)
        patterns = (pattern for each in filling if isinstance(each, FolderFormat) for pattern in each.parts_of_folder)
        return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


@dataclass(frozen=True, slots=True)
class Superseded:
    """Which files of a folder are superseded by the files that are written into it.

    Attributes:
        own: the weights that are written; older files of these names are superseded.
        others: weights that some load would choose before them.
        adapters: files of an adapter that would be read instead of them, or before them.
        written: the new files.
    """

    own: frozenset[WeightsName]
    others: frozenset[WeightsName]
    adapters: frozenset[str]
    written: frozenset[str]

    def __call__(self, name: str) -> bool:
        """Whether a file of that name must be removed; a file that is written is replaced anyway."""
        return self.is_own(name) or self.is_other(name)

    def is_folder(self, name: str, is_file: Callable[[str], bool]) -> bool:
        """Whether a folder of that name must be removed, as a part of weights that fill a folder.

        Args:
            is_file: whether there is a file of that name beside it: the folder is only part of weights if their main
                file exists.
        """
        return any(each.is_part(name) and is_file(each.weights_name) for each in (*self.own, *self.others))

    def is_own(self, name: str) -> bool:
        """Whether it belongs to an older save under the same name, or is the manifest of one."""
        return bool(self.own) and (name == MANIFEST_NAME or any(each.has(name) for each in self.own))

    def is_other(self, name: str) -> bool:
        """Whether it would be read before the files that are written."""
        return name not in self.written and (
            name in self.adapters or (not self.is_own(name) and any(each.has(name) for each in self.others))
        )


def superseded_by(
    written: Collection[str], *, keep_others: bool = False, keep: Collection[str] = (), own_name: str | None = None
) -> Superseded:
    """The files that new files supersede.

    Args:
        written: the names of all files that are written: weights, indices, side files.
        keep_others: whether weights in other containers belong to the same model, and stay.
        keep: names of weights in other containers that hold the same values, and stay.
        own_name: `weights_name` of the container, which may be a name that no load looks for.
    """
    looked_for = {each.weights_name for each in formats()}
    own = {named for name in written for named in _named(name, looked_for | {own_name or ""})}
    others: set[WeightsName] = set()
    adapters: set[str] = set()
    if not keep_others:
        for variant in {each.variant for each in own if each.weights_name in looked_for}:
            before = set(_read_before({*written, *keep}, variant))
            others |= {named for name in before for named in _named(name, looked_for) if named.variant == variant}
            adapters = {ADAPTER_CONFIG_NAME, *ADAPTER_WEIGHTS_NAMES}
    new_adapter = next((place for place, name in enumerate(ADAPTER_WEIGHTS_NAMES) if name in written), 0)
    adapters |= set(ADAPTER_WEIGHTS_NAMES[:new_adapter])
    others = {each for each in others - own if not any(each.has(name) for name in keep)}
    return Superseded(frozenset(own), frozenset(others), frozenset(adapters), frozenset(written))


def _read_before(written: Collection[str], variant: str | None) -> Iterator[str]:
    """The names that some load without further options looks for before the files that are written."""
    for framework in {None, *DIALECTS, *(each.dialect for each in formats())}:
        names = ranked_names(WeightsChoice(variant=variant, framework=framework))
        first = next((place for place, name in enumerate(names) if name in written), 0)
        yield from names[:first]


def _named(name: str, known: Collection[str]) -> Iterator[WeightsName]:
    """The weights that a file may belong to, among containers with these `weights_name`s."""
    for weights_name in known:
        match = _pattern(weights_name).fullmatch(name)
        if match is not None:
            words = match.groupdict()
            yield WeightsName(weights_name, words.get("variant") or words.get("index_variant"))


def _pattern(weights_name: str) -> re.Pattern[str]:
    """The names of a container's files: single, shard or index, with or without a variant."""
    stem, dot, rest = weights_name.partition(".")
    if not dot:
        return re.compile(re.escape(stem))
    start = rf"{re.escape(stem)}(\.(?P<variant>[^.]+?))?"
    if weights_name.endswith(".index"):  # a container whose main file lists its shards itself
        within = re.escape(f".{rest}".removesuffix(".index"))
        return re.compile(rf"{start}{within}\.(index|meta|data-\d{{5}}-of-\d{{5}})")
    index = r"\.index(\.(?P<index_variant>[^.]+))?\.json"
    return re.compile(rf"{start}(-\d{{5,}}-of-\d{{5,}})?\.{re.escape(rest)}({index})?")
