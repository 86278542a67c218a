"""Source: where a checkpoint comes from, resolved once for all readers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from threading import RLock

from trivet.checkpoint.file_access import readable
from trivet.checkpoint.side_files import CONFIG_NAME, GGUF_SUFFIX, RELEASED_CONFIGS, config_in
from trivet.errors import InvalidSourceError, SourceNotFoundError
from trivet.sources.forms import Address, Repository, form_of
from trivet.sources.options import SourceOptions
from trivet.sources.remote import RemoteFolder, fetch_json

_NOT_LOOKED = object()


class Source:
    """Where a checkpoint comes from. A repository is listed on first use; all later reads see files of that commit.

    May be used from several threads.

    Attributes:
        location: the path, repository name or address that the caller passed.
        subfolder: folder within the source.
        options: how to reach the source, if it is remote.
        form: the repository or address; None if it is local.
    """

    __slots__ = ("_lock", "_others", "_place", "form", "location", "options", "subfolder")

    def __init__(
        self, location: str | os.PathLike[str], *, subfolder: str = "", options: SourceOptions | None = None
    ) -> None:
        """
        Raises:
            InvalidSourceError: the location is neither text nor a path.
            SourceNotFoundError: the text is neither an address nor a possible path.
        """
        if not isinstance(location, str | os.PathLike):
            raise InvalidSourceError(location)
        self.location, self.subfolder, self.options = location, subfolder, options or SourceOptions()
        self.form = form_of(location)
        self._place: object = _NOT_LOOKED
        self._others: list[Source] = []
        self._lock = RLock()

    @classmethod
    def of(cls, source: str | os.PathLike[str], *, subfolder: str = "", options: SourceOptions | None = None) -> Source:
        """The source with a name; for a `handle` its source, which is already resolved, if the options are the same.

        Raises:
            As for the constructor.
        """
        if isinstance(source, _Handle):
            return source.source.beside(source.source.location, subfolder=subfolder, options=options)
        return cls(source, subfolder=subfolder, options=options)

    def beside(
        self, location: str | os.PathLike[str], *, subfolder: str = "", options: SourceOptions | None = None
    ) -> Source:
        """This source, or another that it refers to, which is resolved once as well."""
        key = location, subfolder, options or SourceOptions()
        with self._lock:
            for each in (self, *self._others):
                if (each.location, each.subfolder, each.options) == key:
                    return each
            self._others.append(Source(location, subfolder=subfolder, options=options))
            return self._others[-1]

    @property
    def handle(self) -> str | os.PathLike[str]:
        """The source as a name, for functions that take names; it refers to this resolved source."""
        return self.location if self.form is None else _Handle(self)

    @property
    def is_local(self) -> bool:
        """Whether the source is a path on this machine."""
        return self.form is None

    @property
    def name(self) -> str:
        """A name for later use; of a local source the absolute path, which is never mistaken for a repository."""
        return os.path.abspath(self.location) if self.form is None else str(self.location)

    @property
    def place(self) -> RemoteFolder | Path | None:
        """The folder of a remote source; its path in the cache if nothing may be fetched; None for a local source.

        Raises:
            RemoteSourceError: the source cannot be reached.
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
        """The folder or file if it can be read without fetching; else None."""
        place = self.place
        if place is None:
            return Path(self.location) / self.subfolder
        return place if isinstance(place, Path) else None

    @readable()
    def config_path(self) -> Path:
        """The config.json of a folder, a weights file, a repository or an address; or the source itself, if it is one.

        A GGUF file holds its config itself.

        Raises:
            SourceNotFoundError: there is no config.json.
            RemoteSourceError: the source cannot be reached.
        """
        path = self._on_this_machine
        if path is None:
            path = self._fetched_config()
        if not path.exists():
            raise SourceNotFoundError(path, "there is no such file or folder.")
        if path.suffix in (".json", GGUF_SUFFIX) and path.is_file():
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
        """The first of these files that exists, fetched if it is remote; None if there is none.

        Raises:
            UnreadableSourceError: its folder may not be read.
            RemoteSourceError: the source cannot be reached.
        """
        place = self.place
        if place is None or isinstance(place, Path):
            folder = Path(self.location) / self.subfolder if place is None else place
            folder = folder.parent if folder.is_file() else folder
            return next((folder / name for name in names if (folder / name).is_file()), None)
        return next((fetch_json(place, name) for name in names if name in place.names), None)


class _Handle(str):
    """The name of a resolved source, for functions that take names; trivet's own use the source behind it."""

    __slots__ = ("source",)

    source: Source

    def __new__(cls, source: Source) -> _Handle:
        handle = super().__new__(cls, source.location)
        handle.source = source
        return handle
