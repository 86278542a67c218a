"""Source: where a checkpoint comes from, reached once, however many look at it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from threading import RLock

from trivet.checkpoint.file_access import readable
from trivet.checkpoint.side_files import CONFIG_NAME, RELEASED_CONFIGS, config_in
from trivet.errors import InvalidSourceError, SourceNotFoundError
from trivet.sources.forms import Address, Repository, form_of
from trivet.sources.options import SourceOptions
from trivet.sources.remote import RemoteFolder, fetch_json

_NOT_LOOKED = object()


class Source:
    """Where a checkpoint comes from. A repository is listed at the first look; every look sees files of that commit.

    May be used from several threads.

    Attributes:
        given: as the caller gave it.
        subfolder: folder within it.
        options: how to reach it, if it is not local.
        form: what it is; None if it is local.
    """

    __slots__ = ("_lock", "_others", "_place", "form", "given", "options", "subfolder")

    def __init__(
        self, given: str | os.PathLike[str], *, subfolder: str = "", options: SourceOptions | None = None
    ) -> None:
        """
        Raises:
            InvalidSourceError: it is neither text nor a path.
            SourceNotFoundError: it is neither an address nor a path that there could be.
        """
        if not isinstance(given, str | os.PathLike):
            raise InvalidSourceError(given)
        self.given, self.subfolder, self.options = given, subfolder, options or SourceOptions()
        self.form = form_of(given)
        self._place: object = _NOT_LOOKED
        self._others: list[Source] = []
        self._lock = RLock()

    @classmethod
    def of(cls, source: str | os.PathLike[str], *, subfolder: str = "", options: SourceOptions | None = None) -> Source:
        """The source of a name; of a `handle` the one that was reached already, if it is to be reached alike.

        Raises:
            as the constructor.
        """
        if isinstance(source, _Handle):
            return source.source.beside(source.source.given, subfolder=subfolder, options=options)
        return cls(source, subfolder=subfolder, options=options)

    def beside(
        self, given: str | os.PathLike[str], *, subfolder: str = "", options: SourceOptions | None = None
    ) -> Source:
        """This source, or another that it leads to, which is reached once, too."""
        asked = given, subfolder, options or SourceOptions()
        with self._lock:
            for each in (self, *self._others):
                if (each.given, each.subfolder, each.options) == asked:
                    return each
            self._others.append(Source(given, subfolder=subfolder, options=options))
            return self._others[-1]

    @property
    def handle(self) -> str | os.PathLike[str]:
        """What stands for this source where a name is wanted: the name, which keeps what was reached."""
        return self.given if self.form is None else _Handle(self)

    @property
    def is_local(self) -> bool:
        """Whether it lies on this machine, or can only be meant to."""
        return self.form is None

    @property
    def name(self) -> str:
        """The name to find it again by; of a local one the absolute path, which is never taken for a repository."""
        return os.path.abspath(self.given) if self.form is None else str(self.given)

    @property
    def place(self) -> RemoteFolder | Path | None:
        """The folder of a source that is not local; a path where it is in the cache and nothing may be fetched.

        Raises:
            RemoteSourceError: it cannot be reached.
        """
        with self._lock:
            if self._place is _NOT_LOOKED:
                self._place = self._reached()
            place: RemoteFolder | Path | None = self._place  # type: ignore[assignment]
            return place

    def _reached(self) -> RemoteFolder | Path | None:
        if isinstance(self.form, Repository):
            from trivet.sources.repository import repository_folder

            return repository_folder(self.form, self.subfolder, self.options)
        if isinstance(self.form, Address):
            from trivet.sources.addresses import AddressFolder

            return AddressFolder(self.form, self.subfolder, self.options)
        return None

    @property
    def _on_this_machine(self) -> Path | None:
        """The folder, or the file in one, that can be read with nothing fetched; None where it cannot."""
        place = self.place
        if place is None:
            return Path(self.given) / self.subfolder
        return place if isinstance(place, Path) else None

    @readable()
    def config_path(self) -> Path:
        """The config.json that belongs to a folder, a weights file, a repository or an address, or is itself given.

        Raises:
            SourceNotFoundError: there is none.
            RemoteSourceError: the source cannot be reached.
        """
        path = self._on_this_machine
        if path is None:
            path = self._fetched_config()
        if not path.exists():
            raise SourceNotFoundError(path, "there is no such file or folder.")
        if path.suffix == ".json" and path.is_file():
            return path
        folder = path if path.is_dir() else path.parent
        config = config_in(folder)
        if config is None:
            raise SourceNotFoundError(folder, f"the folder has no {CONFIG_NAME}.")
        return config

    def _fetched_config(self) -> Path:
        place = self.place
        assert place is not None
        assert not isinstance(place, Path)
        if place.named == CONFIG_NAME:
            return fetch_json(place, CONFIG_NAME)
        name = next((name for name in (CONFIG_NAME, *RELEASED_CONFIGS) if name in place.names), None)
        if name is None:
            raise SourceNotFoundError(place.label, f"there is no {CONFIG_NAME}.")
        return fetch_json(place, name)

    @readable()
    def side_file(self, names: Sequence[str]) -> Path | None:
        """The first of these files that it has, fetched if it lies elsewhere; None where it has none.

        Raises:
            UnreadableSourceError: its folder may not be looked into.
            RemoteSourceError: it cannot be reached.
        """
        place = self.place
        if place is None or isinstance(place, Path):
            folder = Path(self.given) / self.subfolder if place is None else place
            folder = folder.parent if folder.is_file() else folder
            return next((folder / name for name in names if (folder / name).is_file()), None)
        return next((fetch_json(place, name) for name in names if name in place.names), None)


class _Handle(str):
    """The name of a source that was reached, for functions that take names: those of trivet go on from there."""

    __slots__ = ("source",)

    source: Source

    def __new__(cls, source: Source) -> _Handle:
        handle = super().__new__(cls, source.given)
        handle.source = source
        return handle
