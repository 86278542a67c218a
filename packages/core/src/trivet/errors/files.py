"""Errors of files and folders, local and remote: what cannot be read, must not be run, or cannot be written."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path

from trivet.errors.base import TrivetError, nearest, shorten


class InvalidSourceError(TrivetError, TypeError, ValueError):
    """What is to be loaded is neither text nor a path: nothing was named, or something of another type."""

    def __init__(self, source: object, advice: str = "") -> None:
        named = "None names nothing" if source is None else f"a {type(source).__name__} is not a source"
        super().__init__(f"{named}: give a path, a repository as 'organisation/name', or an address{advice}.")


class SourceNotFoundError(TrivetError, FileNotFoundError):
    """A checkpoint, or a file that it needs, does not exist at the caller's path.

    Attributes:
        path: what was asked for.
        looked_for: the file names that were tried, in order.
    """

    def __init__(self, path: str | Path, reason: str, looked_for: Sequence[str] = ()) -> None:
        self.path, self.looked_for = Path(path), tuple(looked_for)
        tried = f" Looked for: {', '.join(looked_for)}." if looked_for else ""
        super().__init__(f"{path}: {reason}{tried}")

    def __str__(self) -> str:
        return str(self.args[0])


class UnreadableSourceError(TrivetError, OSError):
    """A file or folder of a checkpoint exists, but the system denies access to it.

    Attributes:
        path: the file or folder.
        errno: the system's number of the error, such as `errno.EACCES`.
    """

    def __init__(self, path: str | Path, number: int | None, reason: str | None) -> None:
        self.path = Path(os.fsdecode(path))
        advice = " This user needs the right to read it." if number in (errno.EACCES, errno.EPERM) else ""
        super().__init__(f"{self.path}: cannot be accessed ({reason}).{advice}")
        self.errno = number

    def __str__(self) -> str:
        return str(self.args[0])


class CorruptFileError(TrivetError, ValueError):
    """A file is not what its format says: truncated, overlapping, duplicated or malformed.

    Attributes:
        path: the file.
        tensor: the tensor concerned, or None when the fault is the file's own.
    """

    def __init__(self, path: str | Path, reason: str, *, tensor: str | None = None) -> None:
        self.path, self.tensor = Path(path), tensor
        where = f"{path}: tensor {tensor!r}" if tensor is not None else str(path)
        super().__init__(f"{where}: {reason}")


class UnsupportedFileError(TrivetError, ValueError):
    """A file, or a tensor in it, is intact but trivet cannot read it as weights, such as another program's file.

    Attributes:
        path: the file.
        tensor: the tensor concerned, or None when it is the file itself.
    """

    def __init__(self, path: str | Path, reason: str, *, tensor: str | None = None) -> None:
        self.path, self.tensor = Path(path), tensor
        where = f"{path}: tensor {tensor!r}" if tensor is not None else str(path)
        super().__init__(f"{where}: {reason}")


class UnsafePickleError(TrivetError, ValueError):
    """A pickle asks for a class or function that no state dict needs. Nothing was imported and nothing ran.

    Attributes:
        path: the file.
        global_name: what it asks for, as `module.name`.
    """

    def __init__(self, path: str | Path, global_name: str, reason: str) -> None:
        self.path, self.global_name = Path(path), global_name
        super().__init__(f"{path}: {reason}")


class MissingShardError(TrivetError, FileNotFoundError):
    """A shard index names files that are not there.

    Attributes:
        index: the index file.
        missing: the absent shard names, in index order.
    """

    def __init__(self, index: str | Path, missing: Sequence[str]) -> None:
        self.index, self.missing = Path(index), tuple(missing)
        super().__init__(
            f"{index}: {len(missing)} shard(s) named by the index are missing from its folder: "
            f"{shorten(missing)}. Fetch the missing files again; nothing was loaded."
        )

    def __str__(self) -> str:
        return str(self.args[0])


class UnsafePathError(TrivetError, ValueError):
    """A file name inside a checkpoint, or a link in its folder, points out of the folder.

    Attributes:
        path: the file that holds the name.
        name: the offending name.
    """

    def __init__(
        self,
        path: str | Path,
        name: str,
        reason: str = "leaves the checkpoint's folder",
        advice: str = "shard names must be plain names beside the index",
    ) -> None:
        self.path, self.name = Path(path), name
        super().__init__(f"{path}: the file name {name!r} {reason}; {advice}.")


class UnknownContainerError(TrivetError, KeyError):
    """No installed format (container) has that name.

    Attributes:
        format: the unknown name.
    """

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.format = name
        super().__init__(f"unknown container {name!r}{nearest(name, known)}. Known: {', '.join(known)}.")

    def __str__(self) -> str:
        return str(self.args[0])


class CheckpointChangedError(TrivetError, OSError):
    """A checkpoint's files changed while they were being opened or read: somebody is writing there.

    Attributes:
        path: a file or folder that changed.
    """

    def __init__(self, path: str | Path, reason: str | None = None) -> None:
        self.path = Path(path)
        reason = reason or (
            "changed while the checkpoint was being read, so that somebody is writing there; nothing was "
            "loaded. Load it again when the writer has finished."
        )
        super().__init__(f"{path}: {reason}")

    def __str__(self) -> str:
        return str(self.args[0])


class DestinationError(TrivetError, OSError):
    """A save or conversion cannot write to its destination. What was there before is untouched.

    Attributes:
        path: the destination.
    """

    def __init__(self, path: str | Path, reason: str) -> None:
        self.path = Path(path)
        super().__init__(f"{path}: {reason}")

    def __str__(self) -> str:
        return str(self.args[0])


class RemoteSourceError(TrivetError, OSError):
    """A remote checkpoint cannot be fetched, or arrives incomplete or changed.

    Attributes:
        source: the repository or address.
    """

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        super().__init__(f"{source}: {reason}")

    def __str__(self) -> str:
        return str(self.args[0])


class PublishError(TrivetError, OSError):
    """A checkpoint cannot be published. Temporary files on this machine are removed; the source is untouched.

    Attributes:
        repo_id: the repository.
    """

    def __init__(self, repo_id: str, reason: str) -> None:
        self.repo_id = repo_id
        super().__init__(f"{repo_id}: {reason}")

    def __str__(self) -> str:
        return str(self.args[0])


class UntrustedCodeError(TrivetError, ValueError):
    """A checkpoint needs its own code to be run, and the caller has not allowed that. Nothing was run.

    Attributes:
        source: the checkpoint.
        reference: the class that it asks for, as `module.Class`.
    """

    def __init__(self, source: str, reference: str, reason: str) -> None:
        self.source, self.reference = source, reference
        super().__init__(f"{source}: {reason}")
