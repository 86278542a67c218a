"""Every error that trivet raises: what was wrong, where, and what to do next.

Each class inherits `TrivetError` and the builtin that a caller would expect, and keeps its data as attributes. This
module must not import anything of trivet.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any


class TrivetError(Exception):
    """Base of every error that trivet raises on purpose. Can be pickled, so that a worker process can raise it."""

    def __reduce__(self) -> tuple[Callable[..., TrivetError], tuple[Any, ...]]:
        return _restored, (type(self), self.args, vars(self))


def _restored(cls: type[TrivetError], args: tuple[Any, ...], attributes: Mapping[str, Any]) -> TrivetError:
    """The message is made by `__init__` from other arguments than those that an exception keeps."""
    error = cls.__new__(cls, *args)
    error.args = args
    vars(error).update(attributes)
    return error


class SourceNotFoundError(TrivetError, FileNotFoundError):
    """A checkpoint, or a file that one needs, is not where the caller said.

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
    """A file, or a tensor in it, is sound but nothing that trivet reads as weights, such as another program's file.

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
    """A file name inside a checkpoint points out of the checkpoint's folder.

    Attributes:
        path: the file that holds the name.
        name: the offending name.
    """

    def __init__(self, path: str | Path, name: str, reason: str = "leaves the checkpoint's folder") -> None:
        self.path, self.name = Path(path), name
        super().__init__(f"{path}: the file name {name!r} {reason}; shard names must be plain names beside the index.")


class UnknownDTypeError(TrivetError, ValueError):
    """A dtype name is none that trivet knows.

    Attributes:
        dtype: the name as it was given.
    """

    def __init__(self, dtype: object, known: Iterable[str], where: str = "") -> None:
        self.dtype = dtype
        prefix = f"{where}: " if where else ""
        super().__init__(f"{prefix}unknown dtype {dtype!r}. Known: {', '.join(known)}.")


class UnsupportedDTypeError(TrivetError, TypeError):
    """A dtype is known, but what was asked cannot be done with it.

    Attributes:
        dtype: the dtype's name.
    """

    def __init__(self, dtype: str, reason: str) -> None:
        self.dtype = dtype
        super().__init__(f"dtype {dtype}: {reason}")


class InvalidConfigError(TrivetError, ValueError):
    """A config.json is malformed, or asks for something that the model cannot honour.

    Attributes:
        field: the offending field, or None when the whole document is at fault.
    """

    def __init__(self, reason: str, *, path: str | Path | None = None, field: str | None = None) -> None:
        self.path, self.field = path, field
        super().__init__(f"{path}: {reason}" if path is not None else reason)

    def of_file(self, path: str | Path) -> InvalidConfigError:
        """The same error with the file named, if it does not name one."""
        return self if self.path is not None else InvalidConfigError(str(self), path=path, field=self.field)


class UnknownModelTypeError(TrivetError, KeyError):
    """No architecture is registered for a `model_type`.

    Attributes:
        model_type: as the config has it.
        known: the registered model types.
    """

    def __init__(self, model_type: str, known: Sequence[str]) -> None:
        self.model_type, self.known = model_type, tuple(known)
        super().__init__(
            f"unknown model_type {model_type!r}{nearest(model_type, known)}. Known: {', '.join(sorted(known))}. "
            "AutoConfig.register and AutoModel.register add one in this process; "
            "a package adds a family through the entry-point group 'trivet.architectures'."
        )

    def __str__(self) -> str:
        return str(self.args[0])


class UnknownHeadError(TrivetError, ValueError):
    """A model class is none that the architecture has.

    Attributes:
        head: the class name.
        known: the architecture's heads.
    """

    def __init__(self, head: str, model_type: str, known: Sequence[str]) -> None:
        self.head, self.known = head, tuple(known)
        super().__init__(f"{model_type!r} has no head {head!r}{nearest(head, known)}. Known: {', '.join(known)}.")


class UnsupportedTaskError(TrivetError, ValueError):
    """An Auto class was asked for a task that a family does not do.

    Attributes:
        auto_class: the class that was asked.
        model_type: the family.
        known: bare names of the Auto classes for the tasks that it does.
    """

    def __init__(self, auto_class: str, model_type: str, reason: str, known: Sequence[str] = ()) -> None:
        self.auto_class, self.model_type, self.known = auto_class, model_type, tuple(known)
        works = f" These work for it: {', '.join(known)}." if known else ""
        super().__init__(
            f"{auto_class}: {model_type!r} {reason}.{works} "
            f"{auto_class}.register(config_class, model_class) adds one in this process."
        )


class AlreadyRegisteredError(TrivetError, ValueError):
    """A name or config class is taken in an Auto class.

    Attributes:
        taken_by: what it stands for already.
    """

    def __init__(self, auto_class: str, name: str, taken_by: str) -> None:
        self.taken_by = taken_by
        super().__init__(f"{auto_class}: {name} is registered already, for {taken_by}. exist_ok=True replaces that.")


class UnknownNameError(TrivetError, AttributeError):
    """`trivet` has no public name like that."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"module 'trivet' has no attribute {name!r}{nearest(name, known)}", name=name)


class BackendNotInstalledError(TrivetError, ImportError):
    """A framework's backend is not installed, or its framework cannot be imported.

    Attributes:
        backend: `torch`, `tensorflow` or `flax`.
        command: the pip command that installs it.
        cause: why it cannot be imported; empty when it is not installed.
    """

    def __init__(self, backend: str, *, wanted: str = "", cause: str = "") -> None:
        self.backend, self.command, self.cause = backend, f'pip install "trivet[{backend}]"', cause
        subject = f"{wanted} needs" if wanted else "This needs"
        reason = f"which cannot be imported ({cause})" if cause else "which is not installed"
        super().__init__(f"{subject} the {backend} backend, {reason}. Run: {self.command}")


class PackageNotInstalledError(TrivetError, ImportError):
    """A package that only some users need is not installed.

    Attributes:
        package: its name.
        command: the pip command that installs it.
    """

    def __init__(self, package: str, wanted: str, extra: str) -> None:
        self.package, self.command = package, f'pip install "{extra}"'
        super().__init__(f"{wanted} needs the package {package}, which is not installed. Run: {self.command}")


class DuplicateProviderError(TrivetError, ImportError):
    """Two installed packages provide one plugin name.

    Attributes:
        providers: where each comes from.
    """

    def __init__(self, group: str, name: str, providers: Sequence[str]) -> None:
        self.providers = tuple(providers)
        super().__init__(
            f"{group}: {name!r} is provided by {' and by '.join(providers)}. Uninstall all but one of them."
        )


class UnknownDialectError(TrivetError, ValueError):
    """A name is none of the dialects (frameworks) that trivet knows."""

    def __init__(self, dialect: object, known: Sequence[str]) -> None:
        self.dialect = dialect
        super().__init__(f"unknown framework {dialect!r}{nearest(str(dialect), known)}. Known: {', '.join(known)}.")


class DialectMismatchError(TrivetError, ValueError):
    """The caller named one framework's checkpoint, and the file is another's.

    Attributes:
        asked: what the caller said.
        found: what the file holds.
    """

    def __init__(self, path: str | Path, asked: str, found: str) -> None:
        self.asked, self.found = asked, found
        super().__init__(
            f"{path}: holds {found} weights, but from_{asked}=True was given. Leave the argument out: the dialect is "
            "recognised from the file."
        )


class CheckpointMismatchError(TrivetError, ValueError):
    """A checkpoint does not fit its target. Raised once, with every problem, before any weight is set.

    Attributes:
        problems: one line for each.
    """

    def __init__(self, source: str | Path, problems: Sequence[str], advice: str = "") -> None:
        self.problems = tuple(problems)
        shown = [f"  - {line}" for line in problems[:20]]
        if len(problems) > len(shown):
            shown.append(f"  … and {len(problems) - len(shown)} more")
        tail = f"\n{advice}" if advice else ""
        super().__init__(
            f"{source}: the checkpoint does not fit ({len(problems)} problem(s)):\n" + "\n".join(shown) + tail
        )


class AmbiguousMatchError(TrivetError, ValueError):
    """More than one source answers to one target parameter.

    Attributes:
        target: the parameter.
        sources: the names that all claim it.
    """

    def __init__(self, target: str, sources: Sequence[str]) -> None:
        self.target, self.sources = target, tuple(sources)
        super().__init__(
            f"parameter {target!r} is claimed by {len(sources)} sources: {', '.join(sources)}. Remove all but one."
        )


class UnknownFormatError(TrivetError, KeyError):
    """No installed format (container) is called so.

    Attributes:
        format: the name as it was given.
    """

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.format = name
        super().__init__(f"unknown format {name!r}{nearest(name, known)}. Known: {', '.join(known)}.")

    def __str__(self) -> str:
        return str(self.args[0])


class InvalidSizeError(TrivetError, ValueError):
    """A shard size is no number of bytes and no text like `"5GB"`."""


class ConversionError(TrivetError, ValueError):
    """A checkpoint cannot be turned into the asked form without losing something."""


class PlacementError(TrivetError, ValueError):
    """A model cannot be placed on the devices as asked."""


class DestinationError(TrivetError, OSError):
    """A save or conversion cannot write where it was told. What was there before is untouched.

    Attributes:
        path: the destination.
    """

    def __init__(self, path: str | Path, reason: str) -> None:
        self.path = Path(path)
        super().__init__(f"{path}: {reason}")

    def __str__(self) -> str:
        return str(self.args[0])


class RemoteSourceError(TrivetError, OSError):
    """A checkpoint that is not on this machine cannot be had, or not as it should be.

    Attributes:
        source: the repository or address.
    """

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        super().__init__(f"{source}: {reason}")

    def __str__(self) -> str:
        return str(self.args[0])


class PublishError(TrivetError, OSError):
    """A checkpoint cannot be published. What was prepared for it on this machine is removed; the source is untouched.

    Attributes:
        repo_id: the repository.
    """

    def __init__(self, repo_id: str, reason: str) -> None:
        self.repo_id = repo_id
        super().__init__(f"{repo_id}: {reason}")

    def __str__(self) -> str:
        return str(self.args[0])


class UntrustedCodeError(TrivetError, ValueError):
    """A checkpoint asks for its own code to be run, and nobody said that it may be. Nothing was run.

    Attributes:
        source: the checkpoint.
        reference: the class that it asks for, as `module.Class`.
    """

    def __init__(self, source: str, reference: str, reason: str) -> None:
        self.source, self.reference = source, reference
        super().__init__(f"{source}: {reason}")


def nearest(name: str, known: Iterable[str]) -> str:
    """The phrase ` (did you mean 'x'?)` for the closest of the known names, or nothing."""
    close = difflib.get_close_matches(name, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def shorten(names: Sequence[str], most: int = 5) -> str:
    """The first few names, and how many more there are."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
