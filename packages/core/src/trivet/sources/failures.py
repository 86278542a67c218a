"""Failures of requests to a hub, as errors that say what to do. Shared by loading and publishing."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from trivet.errors import RemoteSourceError, TrivetError
from trivet.sources.hub_library import constant, http_library
from trivet.sources.options import SourceOptions
from trivet.sources.redirects import RefusedAnswerError

_AUTHENTICATE = "log in with `hf auth login`, or pass token="


def transport_errors() -> tuple[type[Exception], ...]:
    """The errors of huggingface_hub's HTTP library for failed connections."""
    return (http_library().TransportError,)


@contextmanager
def explained(
    source: str,
    options: SourceOptions,
    make: Callable[[str, str], TrivetError] = RemoteSourceError,
    *,
    local: str = "",
) -> Iterator[None]:
    """Turn errors of huggingface_hub inside the block into one error that says what to do.

    Args:
        make: creates the error from source and reason.
        local: a sentence for sources that may have been meant as a path.

    Raises:
        RemoteSourceError: or the error of `make`.
    """
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OfflineModeIsEnabled

    known: tuple[type[Exception], ...] = (
        HfHubHTTPError,
        HFValidationError,
        LocalEntryNotFoundError,
        OfflineModeIsEnabled,
        *transport_errors(),
    )
    try:
        yield
    except TrivetError:
        raise
    except RefusedAnswerError as error:
        raise make(source, f"the answer of {endpoint_of(options)} is refused: {error}.") from error
    except known as error:
        raise make(source, _reason(_root(error), options, local)) from error
    except RuntimeError as error:  # from an upload that failed in a thread
        cause = error.__cause__
        if not isinstance(cause, known):
            raise
        raise make(source, _reason(cause, options, local)) from error
    except TimeoutError as error:
        raise make(source, f"{endpoint_of(options)} does not answer ({error}). Try again later.") from error
    except OSError as error:
        reason = of_disk(error, options)
        if reason is None:
            raise
        raise make(source, reason) from error


def _root(error: BaseException) -> BaseException:
    """The cause of "cannot find the requested files in the local cache"."""
    from huggingface_hub.errors import LocalEntryNotFoundError

    if isinstance(error, LocalEntryNotFoundError) and error.__cause__ is not None:
        return error.__cause__
    return error


def _reason(error: BaseException, options: SourceOptions, local: str) -> str:
    from huggingface_hub import errors

    hub = endpoint_of(options)
    reasons: tuple[tuple[type[BaseException], Callable[[], str]], ...] = (
        (errors.GatedRepoError, lambda: _gated(hub)),
        (errors.RepositoryNotFoundError, lambda: _no_repository(hub, options, local)),
        (errors.RevisionNotFoundError, lambda: f"the repository has no {_revision(options)}. {_OTHER_REVISION}"),
        (
            errors.EntryNotFoundError,
            lambda: f"a file that the repository lists has gone ({first_line(error)}). Try again.",
        ),
        (errors.OfflineModeIsEnabled, lambda: not_cached(options, local)),
        (errors.HFValidationError, lambda: f"is not a valid repository name ({first_line(error)})."),
        (errors.HfHubHTTPError, lambda: _of_status(error, hub)),
    )
    unreachable = f"{hub} cannot be reached ({first_line(error)}).{local} Check the connection."
    return next((reason() for kind, reason in reasons if isinstance(error, kind)), unreachable)


_OTHER_REVISION = "Use a branch, a tag or a commit that it has."


def _gated(hub: str) -> str:
    return (
        "the repository is gated: its authors give access to those who ask for it. Ask on the repository's page at "
        f"{hub}, then {_AUTHENTICATE} of an account with access."
    )


def _no_repository(hub: str, options: SourceOptions, local: str) -> str:
    how = "with this token" if _has_token(options) else "without a token"
    return (
        f"there is no such repository at {hub}, or it is private and cannot be seen {how}.{local} Check the name; if "
        f"the repository is private, {_AUTHENTICATE} of an account that may read it."
    )


def _of_status(error: Any, hub: str) -> str:
    status = error.response.status_code
    if status == 401:
        return f"{hub} does not accept the token. Create a new one there, then {_AUTHENTICATE}."
    if status == 403:
        return f"{hub} does not allow this with this token. Use one that may: {_AUTHENTICATE}."
    if status >= 500:
        return f"{hub} answered {status} repeatedly. Try again later."
    message = error.server_message or first_line(error)
    return f"{hub} answered {status}: {message}"


def not_cached(options: SourceOptions, local: str = "") -> str:
    """Why a repository that is not cached cannot be loaded when nothing may be fetched.

    Args:
        local: as for `explained`.
    """
    cause = "local_files_only=True" if options.local_files_only else "HF_HUB_OFFLINE is set"
    return (
        f"{_revision(options)} is not in the cache {cache_of(options)}, and nothing may be fetched ({cause})."
        f"{local} Load it once with a connection, or pass the cache_dir= that it was fetched into."
    )


def _revision(options: SourceOptions) -> str:
    return f"revision {options.revision or 'main'!r}"


def of_disk(error: OSError, options: SourceOptions) -> str | None:
    """The message for a full disk; None for other errors."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(options)
    return None


def disk_full(options: SourceOptions, needed: str = "") -> str:
    """The message for a full disk."""
    return (
        f"the disk of the cache {cache_of(options)} is full{needed}. Make room there (`hf cache ls` shows what it "
        "holds), and the download resumes where it stopped; or pass another cache_dir=."
    )


def cache_of(options: SourceOptions) -> str:
    """The folder of the cache."""
    return str(options.cache_dir or constant("HF_HUB_CACHE"))


def endpoint_of(options: SourceOptions) -> str:
    """The address of the hub."""
    return options.endpoint or str(constant("ENDPOINT"))


def _has_token(options: SourceOptions) -> bool:
    from huggingface_hub import get_token

    return isinstance(options.token, str) or (options.token is not False and get_token() is not None)


def first_line(error: BaseException) -> str:
    """The first line of an error's message; its class if it has no message."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
