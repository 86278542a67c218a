"""Which redirects are followed, and which of them receive a token."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any
from urllib.parse import urljoin, urlsplit

_LONGEST_ADDRESS = 8192  # characters, the limit of servers and proxies; signed addresses have some 1,500
_HUBS = frozenset({("https", "huggingface.co", 443), ("https", "hf.co", 443)})  # one service under two names


class RefusedAnswerError(ValueError):
    """A server's answer violates a rule. Internal: callers turn it into an error that names the source."""


def redirected(url: str, location: str) -> str:
    """The address to which an answer of `url` redirects.

    Raises:
        RefusedAnswerError: the address is not a web address, is less secure than `url`, or is local or link-local.
    """
    shown = repr(location[:200])
    if len(location) > _LONGEST_ADDRESS:
        raise RefusedAnswerError(f"it redirects to an address of {len(location)} characters")
    try:
        target = urljoin(url, location)
        before, after = urlsplit(url), urlsplit(target)
        host, _ = after.hostname, after.port
    except ValueError:
        raise RefusedAnswerError(f"it redirects to {shown}, which is not a valid address") from None
    if after.scheme not in ("http", "https") or not host or after.username is not None or not target.isprintable():
        raise RefusedAnswerError(f"it redirects to {shown}, which is not an http or https address")
    if before.scheme == "https" and after.scheme == "http":
        raise RefusedAnswerError(f"it redirects from https to {shown}, which is not encrypted")
    if _is_own(host) and not _is_own(before.hostname or ""):
        raise RefusedAnswerError(f"it redirects to {shown}, which is a local or link-local address")
    return target


def _is_own(host: str) -> bool:
    """Whether a host is this machine or link-local, where clouds serve credentials; in any notation."""
    name = host.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        number: Any = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        try:
            number = ipaddress.IPv4Address(socket.inet_aton(name))  # 127.1, 0x7f000001 and the like
        except (OSError, UnicodeError):
            return False
    number = getattr(number, "ipv4_mapped", None) or number
    return bool(number.is_loopback or number.is_link_local or number.is_unspecified or number.is_multicast)


def shares_credentials(url: str, target: str) -> bool:
    """Whether a token for one address may go to the other: the same origin, or both of the Hugging Face Hub."""
    origins = {_origin(url), _origin(target)}
    return len(origins) == 1 or origins <= _HUBS


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or (443 if parts.scheme == "https" else 80)
