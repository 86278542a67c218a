"""Requests to hubs and web servers: bounded in time, in bytes and in redirects, whatever the server answers.

Every request of this package that is not an upload goes through here. Nothing from a server is trusted except the bytes
that were requested.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from trivet.sizes import human_size
from trivet.sources.attended import Exchange, attended
from trivet.sources.client import SHARED, Client
from trivet.sources.hub_library import constant, http_library, hub_utils
from trivet.sources.redirects import RefusedAnswerError, redirected, shares_credentials

T = TypeVar("T")

SMALL = 1024 * 1024  # bytes of an answer that is read whole
_CONNECT = 10.0  # seconds
_ANSWER = 20.0  # seconds without a byte, if huggingface_hub has no setting
_WHOLE = 120.0  # seconds for an answer that is read whole
_REDIRECTS = 10
_REASON = 64 * 1024  # bytes that are read of an error's body
_SHOWN = 500  # characters of it that are shown
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer.

    Attributes:
        status: a 2xx code.
        headers: by case-insensitive name.
        body: the whole body; empty for HEAD.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(
    method: str, url: str, *, client: Client = SHARED, headers: Mapping[str, str] | None = None, most: int = SMALL
) -> Answer:
    """Send one request and read the whole answer.

    Args:
        client: sends the request.
        most: maximal bytes of the answer.

    Raises:
        RefusedAnswerError: the answer is too long, is compressed although not requested, or has a forbidden redirect.
        HfHubHTTPError: the status is an error.
        TransportError: of the HTTP library; also if the server sends too slowly.
    """

    def take(response: Any, exchange: Exchange) -> Answer:
        _refuse_status(response, exchange)
        body = bytearray()
        if method != "HEAD":
            _refuse_encoding(response)
            _read(response, exchange, body.extend, most, longer=True)
        return Answer(response.status_code, response.headers, bytes(body))

    return _converse(client, method, url, headers or {}, take, read=_ANSWER, whole=_WHOLE)


def receive(
    url: str,
    start: int,
    stop: int,
    write: Callable[[bytes], Any],
    *,
    total: int,
    client: Client = SHARED,
    ranged: bool = True,
    headers: Mapping[str, str] | None = None,
) -> bool:
    """Fetch bytes [start, stop) of a file of `total` bytes and pass them to `write` as they arrive; no more is read.

    Args:
        client: sends the request.
        ranged: whether to request a range; otherwise the whole file is requested.

    Returns:
        False, with nothing written, if a range was requested and the server sends whole files only.

    Raises:
        RefusedAnswerError: the answer has another range or length than requested, or is compressed.
        HfHubHTTPError, TransportError: as for `ask`; what arrived before was written.
    """
    sent = {**(headers or {}), "Range": f"bytes={start}-{stop - 1}"} if ranged else dict(headers or {})

    def take(response: Any, exchange: Exchange) -> bool:
        _refuse_status(response, exchange)
        _refuse_encoding(response)
        if response.status_code != 206:
            if ranged:
                return False
            length = _length(response)
            if length is not None and length != total:
                raise RefusedAnswerError(f"the file has {length} bytes instead of the stated {total}")
            _read(response, exchange, write, total, longer=True)
            return True
        _read(response, exchange, write, _range(response, start, stop, total) - start, longer=False)
        return True

    return _converse(client, "GET", url, sent, take, read=float(constant("HF_HUB_DOWNLOAD_TIMEOUT")), whole=math.inf)


def _converse(
    client: Client,
    method: str,
    url: str,
    headers: Mapping[str, str],
    take: Callable[[Any, Exchange], T],
    *,
    read: float,
    whole: float,
) -> T:
    """Send a request, follow redirects and read the answer, in a thread that can be abandoned."""
    library = http_library()
    timeout = library.Timeout(connect=_CONNECT, read=read, write=_ANSWER, pool=_ANSWER)

    def work(exchange: Exchange) -> T:
        at, sent = url, {**headers, "Accept-Encoding": "identity"}
        for _ in range(_REDIRECTS + 1):
            with _opened(client, method, at, sent, timeout, exchange) as response:
                location = response.headers.get("Location")
                if not 300 <= response.status_code < 400 or location is None:
                    return take(response, exchange)
            target = redirected(at, location)
            if not shares_credentials(at, target):
                sent = {name: value for name, value in sent.items() if name.lower() != "authorization"}
            at = target
        raise RefusedAnswerError(f"it redirects more than {_REDIRECTS} times")

    try:
        return attended(work, whole=whole)
    except TimeoutError as error:
        raise library.ReadTimeout(str(error)) from error
    except (library.InvalidURL, UnicodeError) as error:
        raise RefusedAnswerError(f"it redirects to a malformed address ({error})") from error


@contextmanager
def _opened(
    client: Client, method: str, url: str, headers: Mapping[str, str], timeout: Any, exchange: Exchange
) -> Iterator[Any]:
    def trace(event: str, about: Mapping[str, Any]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            exchange.connected(about["return_value"])

    how = {"headers": headers, "follow_redirects": False, "timeout": timeout, "extensions": {"trace": trace}}
    with client.session().stream(method, url, **how) as response:
        exchange.connected(response.extensions.get("network_stream"))
        yield response


def _refuse_status(response: Any, exchange: Exchange) -> None:
    """
    Raises:
        HfHubHTTPError: the status is an error; with the server's message, if it is short and plain.
        RefusedAnswerError: the status is neither an error nor a success.
    """
    status = response.status_code
    if status in (200, 206):
        return
    body_start = bytearray()
    if status >= 400 and response.request.method != "HEAD" and "Content-Encoding" not in response.headers:
        _read(response, exchange, body_start.extend, _REASON, longer=False)
    kept = ("X-Error-Code", "X-Error-Message", "X-Request-Id", "Retry-After")
    headers = {name: plain(response.headers[name]) for name in kept if name in response.headers}
    body = json.dumps({"error": _error_in(bytes(body_start))}).encode()
    request = http_library().Request(response.request.method, response.request.url)
    hub_utils().hf_raise_for_status(http_library().Response(status, headers=headers, content=body, request=request))
    raise RefusedAnswerError(f"it has the status {status}")


def _error_in(body: bytes) -> str:
    """The message of an error's body in a hub's format: `{"error": "…"}`."""
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    text = fields.get("error") if isinstance(fields, dict) else None
    return plain(text) if isinstance(text, str) else ""


def plain(text: str) -> str:
    """Text from a server, made safe for a terminal."""
    return "".join(each if each.isprintable() else "?" for each in text[:_SHOWN])


def _refuse_encoding(response: Any) -> None:
    encoding = response.headers.get("Content-Encoding", "identity")
    if encoding.strip().lower() not in ("identity", ""):
        raise RefusedAnswerError(f"it is compressed ({plain(encoding)}) although that was not requested")


def _length(response: Any) -> int | None:
    stated = response.headers.get("Content-Length")
    return None if stated is None else number_in(stated, "Content-Length")


def number_in(text: str, header: str) -> int:
    """A number of bytes from a header.

    Raises:
        RefusedAnswerError: the text is not a number.
    """
    if not re.fullmatch(r"[0-9]{1,18}", text.strip()):
        raise RefusedAnswerError(f"its header {header} is {plain(text)[:50]!r}, which is not a number of bytes")
    return int(text)


def _range(response: Any, start: int, stop: int, total: int) -> int:
    """The end of the range in an answer."""
    stated = response.headers.get("Content-Range", "")
    match = _RANGE.fullmatch(stated.strip())
    if match is None:
        raise RefusedAnswerError(f"its header Content-Range is {plain(stated)[:50]!r}, which is not a range of bytes")
    first, last, whole = int(match[1]), int(match[2]), match[3]
    if first != start or not first <= last < stop or whole not in ("*", str(total)):
        reason = f"requested bytes {start} to {stop - 1} of {total}, it sends {plain(stated)[:70]}"
        raise RefusedAnswerError(reason)
    return last + 1


def _read(response: Any, exchange: Exchange, write: Callable[[bytes], Any], most: int, *, longer: bool) -> None:
    """
    Args:
        longer: whether more bytes than `most` are refused; otherwise they are not read.

    Raises:
        RefusedAnswerError: the answer is longer.
    """
    length = _length(response)
    if longer and length is not None and length > most:
        raise RefusedAnswerError(f"it is longer than {human_size(most)}")
    left = most
    if not left and not longer:
        return
    for chunk in response.iter_raw():
        exchange.take(chunk[:left], write)
        if longer and len(chunk) > left:
            raise RefusedAnswerError(f"it is longer than {human_size(most)}")
        left -= len(chunk)
        if left <= 0 and not longer:
            return
