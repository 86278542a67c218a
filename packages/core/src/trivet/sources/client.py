"""The HTTP client of a load: huggingface_hub's own, or one that is created for this load and its proxies.

huggingface_hub has one client for the process, created by a factory that the user may have set. Its public API returns
that client, but neither the factory nor a second client. So the process's client sends every request that needs nothing
else, and is never changed; a load with proxies has a client of its own.
"""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from threading import Lock
from typing import Any

from trivet.sources.hub_library import http_library

_SCHEMES = ("http", "https", "all")


def checked_proxies(proxies: Mapping[str, str] | None) -> dict[str, str] | None:
    """Proxies by the scheme of the addresses that they are for.

    Args:
        proxies: `{"https": "http://10.0.0.1:3128"}`, with keys `http`, `https` or `all`.

    Raises:
        ValueError: a key is not one of these.
    """
    if not proxies:
        return None
    for scheme in proxies:
        if scheme not in _SCHEMES:
            raise ValueError(
                f"proxies has the key {scheme!r}, not one of {', '.join(_SCHEMES)}. A proxy for some hosts is set by "
                "HTTPS_PROXY and NO_PROXY, or with huggingface_hub.set_client_factory"
            )
    return dict(proxies)


class Client:
    """Sends the requests of one load. Closing it closes its own connections."""

    def __init__(self, proxies: Mapping[str, str] | None = None) -> None:
        """
        Args:
            proxies: as for `checked_proxies`; without them the process's client is used.
        """
        self._proxies = proxies
        self._own: Any = None
        self._lock = Lock()

    def session(self) -> Any:
        """The client of the HTTP library."""
        from huggingface_hub import get_session

        if not self._proxies:
            return get_session()
        with self._lock:
            if self._own is None:
                self._own = _client_through(self._proxies, get_session())
                weakref.finalize(self, self._own.close)
            return self._own


SHARED = Client()


def _client_through(proxies: Mapping[str, str], shared: Any) -> Any:
    """A client with these proxies only, and otherwise the settings of the process's client."""
    library = http_library()
    mounts = {
        f"{scheme}://": library.HTTPTransport(proxy=address if "://" in address else f"http://{address}")
        for scheme, address in proxies.items()
    }
    return library.Client(
        transport=library.HTTPTransport(),  # instead of those of the environment
        mounts=mounts,
        auth=shared.auth,
        cookies=shared.cookies,
        event_hooks=shared.event_hooks,
        headers=shared.headers,
    )
