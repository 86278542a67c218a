"""A hub on this machine that lies: an honest one, of which a case replaces some answers. For `hostile_hub.py`."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"
_HEADER = json.dumps({"a": {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}}).encode()
FILES: Mapping[str, bytes] = {
    "config.json": b'{"model_type": "bert", "hidden_size": 8, "num_attention_heads": 2}',
    "model.safetensors": len(_HEADER).to_bytes(8, "little") + _HEADER + bytes(16),
}


@dataclass
class Reply:
    """A raw answer: the status line and headers as they are sent, and a body that may have no end."""

    status: int = 200
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: Iterable[bytes] = ()
    length: bool = True  # whether Content-Length is added


@dataclass(frozen=True)
class Case:
    """One lie.

    Attributes:
        name: what is wrong.
        listing: the answer to the question for files; None is the honest one.
        file: makes the answer to the question for a file, of its name, its bytes and the range that is asked for; None
            is the honest one.
        headers: added to honest answers of files.
    """

    name: str
    listing: Callable[[], Reply] | None = None
    file: Callable[[str, bytes, tuple[int, int] | None], Reply] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def honest_listing() -> dict[str, Any]:
    """What an honest hub says of the repository."""
    siblings: list[dict[str, Any]] = []
    for name, data in FILES.items():
        blob = hashlib.sha1(f"blob {len(data)}\0".encode() + data).hexdigest()
        about: dict[str, Any] = {"rfilename": name, "size": len(data), "blobId": blob}
        if name.endswith(".safetensors"):
            about["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 134}
        siblings.append(about)
    return {"id": "o/m", "sha": COMMIT, "siblings": siblings}


def as_json(value: Any) -> Reply:
    """An answer of JSON."""
    return Reply(headers=[("Content-Type", "application/json")], body=[json.dumps(value).encode()])


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    case: Case = Case("honest")

    def handle_error(self, *_: Any) -> None:
        """Silent: clients that have had enough close the connection."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Silent."""

    def _answer(self) -> None:
        case, path = self.server.case, unquote(urlsplit(self.path).path)
        if path.startswith("/api/"):
            self._send(case.listing() if case.listing else as_json(honest_listing()))
            return
        name = path.rpartition("/")[2]
        if name not in FILES and not case.listing:
            self._send(Reply(404))
            return
        data = FILES.get(name, b"x" * 32)
        found = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        asked = (int(found[1]), min(len(data), int(found[2] or len(data) - 1) + 1)) if found else None
        self._send(case.file(name, data, asked) if case.file else honest_file(data, asked, case.headers))

    do_GET = do_HEAD = _answer

    def _send(self, reply: Reply) -> None:
        body = list(reply.body) if reply.length else reply.body
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.length and isinstance(body, list) and not any(n.lower() == "content-length" for n, _ in reply.headers):
            self.send_header("Content-Length", str(sum(map(len, body))))
        self.end_headers()
        if self.command != "HEAD":
            for chunk in body:
                self.wfile.write(chunk)


def honest_file(data: bytes, asked: tuple[int, int] | None, more: Mapping[str, str] | None = None) -> Reply:
    """A file, or the range of it that is asked for."""
    start, stop = asked or (0, len(data))
    headers = {"ETag": '"abc"', **(more or {})}
    if asked:
        headers["Content-Range"] = f"bytes {start}-{stop - 1}/{len(data)}"
    return Reply(206 if asked else 200, list(headers.items()), [data[start:stop]])


@contextmanager
def running() -> Iterator[tuple[str, Callable[[Case], None]]]:
    """The server's address, and a function that sets its case."""
    server = _Server(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", lambda case: setattr(server, "case", case)
    finally:
        server.shutdown()
        server.server_close()
