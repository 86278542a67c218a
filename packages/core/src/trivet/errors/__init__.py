"""Every error that trivet raises: what was wrong, where, and what to do next.

Each class inherits `TrivetError` and the builtin that a caller would expect, and keeps its data as attributes. Nothing
here imports anything else of trivet.
"""

from trivet.errors.base import TrivetError, nearest, shorten
from trivet.errors.files import (
    CheckpointChangedError,
    CorruptFileError,
    DestinationError,
    MissingShardError,
    PublishError,
    RemoteSourceError,
    SourceNotFoundError,
    UnknownFormatError,
    UnsafePathError,
    UnsafePickleError,
    UnsupportedFileError,
    UntrustedCodeError,
)
from trivet.errors.models import (
    AlreadyRegisteredError,
    BackendNotInstalledError,
    DuplicateProviderError,
    InputRangeError,
    InvalidConfigError,
    InvalidInputError,
    PackageNotInstalledError,
    UnknownHeadError,
    UnknownModelTypeError,
    UnknownNameError,
    UnsupportedTaskError,
)
from trivet.errors.weights import (
    AmbiguousMatchError,
    CheckpointMismatchError,
    ConversionError,
    DialectMismatchError,
    InvalidSizeError,
    PlacementError,
    UnknownDialectError,
    UnknownDTypeError,
    UnsupportedDTypeError,
)

__all__ = [
    "AlreadyRegisteredError",
    "AmbiguousMatchError",
    "BackendNotInstalledError",
    "CheckpointChangedError",
    "CheckpointMismatchError",
    "ConversionError",
    "CorruptFileError",
    "DestinationError",
    "DialectMismatchError",
    "DuplicateProviderError",
    "InputRangeError",
    "InvalidConfigError",
    "InvalidInputError",
    "InvalidSizeError",
    "MissingShardError",
    "PackageNotInstalledError",
    "PlacementError",
    "PublishError",
    "RemoteSourceError",
    "SourceNotFoundError",
    "TrivetError",
    "UnknownDTypeError",
    "UnknownDialectError",
    "UnknownFormatError",
    "UnknownHeadError",
    "UnknownModelTypeError",
    "UnknownNameError",
    "UnsafePathError",
    "UnsafePickleError",
    "UnsupportedDTypeError",
    "UnsupportedFileError",
    "UnsupportedTaskError",
    "UntrustedCodeError",
    "nearest",
    "shorten",
]
