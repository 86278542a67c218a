"""Proxies for one load, though huggingface_hub has one client for the whole process."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

_SCHEMES = ("http", "https", "all")


def checked(proxies: Mapping[str, str] | None) -> dict[str, str] | None:
    """Proxies by the scheme of the addresses that they are for.

    Args:
        proxies: `{"https": "http://10.0.0.1:3128"}`, with `http`, `https` or `all` for keys.

    Raises:
        ValueError: a key is something else.
    """
    if not proxies:
        return None
    for scheme in proxies:
        if scheme not in _SCHEMES:
            raise ValueError(
                f"proxies has the key {scheme!r}: give {', '.join(_SCHEMES)}. A proxy for some hosts only is set by "
                "HTTPS_PROXY and NO_PROXY, or with huggingface_hub.set_client_factory"
            )
    return dict(proxies)


class _Route:
    """Which proxies the process's client has, and how many loads are under way that want these."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._proxies: dict[str, str] = {}
        self._users = 0
        self._before: dict[str, str | None] = {}

    def enter(self, proxies: dict[str, str]) -> None:
        """Wait for loads that want others, then have these."""
        with self._changed:
            self._changed.wait_for(lambda: not self._users or self._proxies == proxies)
            self._users += 1
            if self._users > 1:
                return
            # The client reads the environment when it is made. Lower case is read first, and an empty no_proxy lifts
            # what the environment exempts: proxies that are given by name are for every host.
            variables = {f"{scheme}_proxy": address for scheme, address in proxies.items()} | {"no_proxy": ""}
            self._proxies, self._before = proxies, {name: os.environ.get(name) for name in variables}
            os.environ.update(variables)
            _renew_client()

    def leave(self) -> None:
        """The last one puts the environment back."""
        with self._changed:
            self._users -= 1
            if self._users:
                return
            for name, value in self._before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
            _renew_client()
            self._changed.notify_all()


_ROUTE = _Route()


@contextmanager
def through(proxies: dict[str, str] | None) -> Iterator[None]:
    """Let huggingface_hub's client use these proxies while the block runs.

    The client is the whole process's: what other threads fetch meanwhile goes the same way, what they were fetching
    when the block began or ended may break off, and a load that wants other proxies waits. A client factory of the
    user's own is used as ever, and sees the proxies in the environment.
    """
    if not proxies:
        yield
        return
    _ROUTE.enter(proxies)
    try:
        yield
    finally:
        _ROUTE.leave()


def _renew_client() -> None:
    from huggingface_hub import close_session

    close_session()
