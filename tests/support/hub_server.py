"""A hub on this machine, for the real huggingface_hub client: repositories, commits, LFS, pull requests, and failures."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml

_REGULAR = (".json", ".md", ".txt", ".py", ".gitattributes")  # all else is stored as large files are


@dataclass
class Repo:
    """One repository: `refs` maps branches, tags and pull requests to commits, `commits` commits to path → bytes."""

    id: str
    private: bool = False
    gated: bool = False
    refs: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    commits: dict[str, dict[str, bytes]] = field(default_factory=dict)
    pulls: list[dict[str, Any]] = field(default_factory=list)

    def commit(self, files: Mapping[str, bytes], ref: str) -> str:
        text = "".join(f"{path}{hashlib.sha1(data).hexdigest()}" for path, data in sorted(files.items()))
        oid = hashlib.sha1(f"{len(self.commits)}{text}".encode()).hexdigest()
        self.commits[oid], self.refs[ref] = dict(files), oid
        return oid

    def resolve(self, revision: str) -> str | None:
        return next((names[revision] for names in (self.refs, self.tags) if revision in names), None) or (
            revision if revision in self.commits else None
        )


@dataclass
class Fault:
    """What goes wrong with a request whose `METHOD path` holds `where`, `times` times.

    `status` answers so; `drop` cuts the body off after so many bytes; `wrong` flips its last byte; `slow` waits seconds
    before it; `whole` gives all of a file when a range of it was asked for; `held` lets it wait for the event after
    `drop` bytes, with the connection open.
    """

    where: str
    times: int = 1
    status: int = 0
    drop: int | None = None
    wrong: bool = False
    slow: float = 0.0
    whole: bool = False
    held: threading.Event | None = None


class Hub:
    """A running server. `token` is the one that may write and see what is private; `let_in` is a reader of gated ones.

    Attributes:
        endpoint: its address.
        requests: `METHOD path` of all that came.
        ranges: the ranges of files that were asked for, as `start-stop`.
        sent: bytes of all bodies sent of files.
        uploads: large files' sums, in the order in which they were uploaded.
        tokens: those that were sent.
    """

    token, reader = "hf_writer", "hf_reader"

    def __init__(self) -> None:
        self.repos: dict[str, Repo] = {}
        self.blobs: dict[str, bytes] = {}
        self.faults: list[Fault] = []
        self.requests: list[str] = []
        self.ranges: list[str] = []
        self.uploads: list[str] = []
        self.tokens: list[str] = []
        self.sent = 0
        self.lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"hub": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.endpoint = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def add(self, repo_id: str, files: Mapping[str, bytes], **about: Any) -> Repo:
        repo = self.repos.setdefault(repo_id, Repo(repo_id, **about))
        repo.commit(files, "main")
        return repo

    def files(self, repo_id: str, revision: str = "main") -> dict[str, bytes]:
        repo = self.repos[repo_id]
        return repo.commits[repo.resolve(revision) or ""]

    def fault_for(self, request: str) -> Fault | None:
        with self.lock:
            self.requests.append(request)
            for fault in self.faults:
                if fault.where in request and fault.times > 0:
                    fault.times -= 1
                    return fault
        return None


@contextmanager
def running_hub(monkeypatch: pytest.MonkeyPatch, home: Path) -> Iterator[Hub]:
    """A hub that huggingface_hub takes for the one there is, with an empty cache in `home` and no token."""
    from huggingface_hub import constants

    found = Hub()
    template = "/{repo_id}/resolve/{revision}/{filename}"
    settings: dict[str, Any] = {
        "ENDPOINT": found.endpoint,
        "HUGGINGFACE_CO_URL_TEMPLATE": found.endpoint + template,
        "HF_HUB_CACHE": str(home / "hub"),
        "HF_ASSETS_CACHE": str(home / "assets"),
        "HF_TOKEN_PATH": str(home / "token"),
        "HF_HUB_DISABLE_XET": True,
        "HF_HUB_OFFLINE": False,
    }
    for name, value in settings.items():
        monkeypatch.setattr(constants, name, value)
    monkeypatch.delenv("HF_TOKEN", raising=False)
    try:
        yield found
    finally:
        found.close()


class _Refused(Exception):
    def __init__(self, status: int, code: str = "", message: str = "") -> None:
        self.status, self.code, self.message = status, code, message


class _Handler(BaseHTTPRequestHandler):
    hub: Hub
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Silent."""

    def _serve(self) -> None:
        try:
            self._answered()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _serve

    def _answered(self) -> None:
        self.body = self._read()
        url = urlsplit(self.path)
        self.query = parse_qs(url.query)
        if "Authorization" in self.headers:
            self.hub.tokens.append(self.headers["Authorization"].removeprefix("Bearer "))
        self.fault = self.hub.fault_for(f"{self.command} {url.path}")
        if self.fault is not None and self.fault.slow:
            time.sleep(self.fault.slow)
        if self.fault is not None and self.fault.status:
            self._json({"error": "trouble"}, self.fault.status)
            return
        for pattern, answer in _ROUTES:
            found = re.fullmatch(pattern, f"{self.command} {url.path}")
            if found is not None:
                try:
                    answer(self, *(unquote(part) if part is not None else None for part in found.groups()))
                except _Refused as refused:
                    headers = {"X-Error-Code": refused.code, "X-Error-Message": refused.message or refused.code}
                    self._json({"error": refused.message}, refused.status, headers)
                return
        self._json({"error": f"no route for {self.command} {url.path}"}, 404)

    def _read(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            parts = []
            while size := int(self.rfile.readline().strip() or b"0", 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _json(self, value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        self._bytes(json.dumps(value).encode(), status, {"Content-Type": "application/json", **(headers or {})})

    def _bytes(self, data: bytes, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def repo(self, repo_id: str, *, write: bool = False, content: bool = False) -> Repo:
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        if token and token not in (self.hub.token, self.hub.reader):
            raise _Refused(401, "", "Invalid credentials in Authorization header")
        repo = self.hub.repos.get(repo_id)
        if repo is None or (repo.private and token != self.hub.token):
            raise _Refused(404 if token else 401, "RepoNotFound", "Repository not found")
        if write and token != self.hub.token:
            raise _Refused(403, "", "You have no write access")
        if content and repo.gated and not token:
            raise _Refused(401, "GatedRepo", "Access to this repository is restricted")
        if content and repo.gated and token == self.hub.reader:
            raise _Refused(403, "GatedRepo", "You are not on the list")
        return repo

    def tree(self, repo: Repo, revision: str) -> tuple[str, dict[str, bytes]]:
        oid = repo.resolve(revision)
        if oid is None:
            raise _Refused(404, "RevisionNotFound", f"Invalid rev id: {revision}")
        return oid, repo.commits[oid]

    def create(self) -> None:
        asked = json.loads(self.body)
        if self.headers.get("Authorization") != f"Bearer {self.hub.token}":
            raise _Refused(401, "", "Invalid credentials in Authorization header")
        name = f"{asked.get('organization') or 'me'}/{asked['name']}"
        there = name in self.hub.repos
        if not there:
            private = bool(asked.get("private")) or asked.get("visibility") == "private"
            self.hub.add(name, {".gitattributes": b""}, private=private)
        self._json({"url": f"{self.hub.endpoint}/{name}", "name": name}, 409 if there else 200)

    def info(self, repo_id: str, revision: str | None = None) -> None:
        repo = self.repo(repo_id)
        oid, files = self.tree(repo, revision or "main")
        siblings = [{"rfilename": path, **_about(path, data)} for path, data in files.items()]
        about = {"id": repo_id, "sha": oid, "siblings": siblings, "private": repo.private, "tags": []}
        self._json({**about, "cardData": _metadata(files.get("README.md", b""))})

    def listing(self, repo_id: str, revision: str, folder: str | None = None) -> None:
        _, files = self.tree(self.repo(repo_id), revision)
        self._json([{"type": "file", "path": path, "oid": "0", **_about(path, data)} for path, data in files.items()])

    def refs(self, repo_id: str) -> None:
        repo = self.repo(repo_id)

        def listed(names: Mapping[str, str], kind: str) -> list[dict[str, str]]:
            return [{"name": n, "ref": f"refs/{kind}/{n}", "targetCommit": oid} for n, oid in names.items()]

        branches = {name: oid for name, oid in repo.refs.items() if not name.startswith("refs/")}
        self._json({"branches": listed(branches, "heads"), "tags": listed(repo.tags, "tags"), "converts": []})

    def branch(self, repo_id: str, name: str) -> None:
        repo = self.repo(repo_id, write=True)
        if name in repo.refs:
            raise _Refused(409, "", "Reference already exists")
        repo.refs[name] = self.tree(repo, (json.loads(self.body or b"{}") or {}).get("startingPoint") or "main")[0]
        self._json({})

    def tag(self, repo_id: str, revision: str) -> None:
        repo = self.repo(repo_id, write=True)
        repo.tags[json.loads(self.body)["tag"]] = self.tree(repo, revision)[0]
        self._json({})

    def preupload(self, repo_id: str, revision: str) -> None:
        repo = self.repo(repo_id, write=True)
        _, files = self.tree(repo, revision)

        def answer(path: str) -> dict[str, Any]:
            large = not path.endswith(_REGULAR)
            about = _about(path, files[path]) if path in files else {}
            oid = about["lfs"]["oid"] if "lfs" in about else about.get("blobId")
            return {"path": path, "uploadMode": "lfs" if large else "regular", "shouldIgnore": False, "oid": oid}

        self._json({"files": [answer(each["path"]) for each in json.loads(self.body)["files"]]})

    def batch(self, repo_id: str) -> None:
        self.repo(repo_id, write=True)

        def answer(each: dict[str, Any]) -> dict[str, Any]:
            href = {"href": f"{self.hub.endpoint}/lfs/{each['oid']}"}
            return {**each} if each["oid"] in self.hub.blobs else {**each, "actions": {"upload": href}}

        self._json({"transfer": "basic", "objects": [answer(each) for each in json.loads(self.body)["objects"]]})

    def upload(self, oid: str) -> None:
        if hashlib.sha256(self.body).hexdigest() != oid:
            raise _Refused(400, "", "wrong sum")
        self.hub.blobs[oid] = self.body
        self.hub.uploads.append(oid)
        self._json({})

    def commit(self, repo_id: str, revision: str) -> None:
        repo = self.repo(repo_id, write=True)
        files = dict(self.tree(repo, revision)[1])
        header: dict[str, Any] = {}
        for line in self.body.splitlines():
            entry = json.loads(line)
            value = entry["value"]
            if entry["key"] == "header":
                header = value
            elif entry["key"] == "file":
                files[value["path"]] = base64.b64decode(value["content"])
            elif entry["key"] == "lfsFile":
                files[value["path"]] = self.hub.blobs[value["oid"]]
            else:
                files.pop(value["path"])
        answer = {}
        if self.query.get("create_pr"):
            number = len(repo.pulls) + 1
            repo.pulls.append({"num": number, "title": header["summary"], "description": header.get("description")})
            revision = f"refs/pr/{number}"
            answer["pullRequestUrl"] = f"{self.hub.endpoint}/{repo_id}/discussions/{number}"
        oid = repo.commit(files, revision)
        self._json({"commitOid": oid, "commitUrl": f"{self.hub.endpoint}/{repo_id}/commit/{oid}", **answer})

    def resolve(self, repo_id: str, revision: str, path: str) -> None:
        repo = self.repo(repo_id, content=True)
        oid, files = self.tree(repo, revision)
        if path not in files:
            raise _Refused(404, "EntryNotFound", "Entry not found")
        data, about = files[path], _about(path, files[path])
        etag = about["lfs"]["sha256"] if "lfs" in about else about["blobId"]
        self.send_file(data, {"X-Repo-Commit": oid, "ETag": f'"{etag}"'})

    def send_file(self, data: bytes, headers: Mapping[str, str]) -> None:
        """A file, or the range of it that was asked for; this is where bodies go wrong."""
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        if asked is not None:
            self.hub.ranges.append(asked[0].removeprefix("bytes="))
        if self.fault is not None and self.fault.whole:
            asked = None
        start, stop = (int(asked[1]), min(len(data), int(asked[2] or len(data) - 1) + 1)) if asked else (0, len(data))
        if start >= len(data) > 0:
            raise _Refused(416)
        body = data[start:stop]
        if self.fault is not None and self.fault.wrong:
            body = body[:-1] + bytes([body[-1] ^ 1])
        self.send_response(206 if asked else 200)
        ranges = {"Content-Range": f"bytes {start}-{stop - 1}/{len(data)}"} if asked else {}
        for name, value in {**headers, **ranges, "Accept-Ranges": "bytes", "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        if self.fault is not None and self.fault.drop is not None:
            body, self.close_connection = body[: self.fault.drop], True
        self.wfile.write(body)
        with self.hub.lock:
            self.hub.sent += len(body)
        if self.fault is not None and self.fault.held is not None:
            self.wfile.flush()
            self.fault.held.wait(120)

    def plain(self, repo_id: str, path: str) -> None:
        """A file as any web server gives it."""
        files = self.hub.files(repo_id)
        if path not in files:
            raise _Refused(404)
        self.send_file(files[path], {"ETag": f'"{hashlib.sha1(files[path]).hexdigest()}"'})


def _metadata(card: bytes) -> Any:
    """What the hub read out of a card."""
    found = re.match(r"---\n(.*?)\n---", card.decode(), re.DOTALL)
    try:
        return None if found is None else yaml.safe_load(found[1])
    except yaml.YAMLError:  # the hub takes such a card, and reads nothing out of it
        return None


def _about(path: str, data: bytes) -> dict[str, Any]:
    """Size and sums as the hub lists them."""
    git = hashlib.sha1(f"blob {len(data)}\0".encode() + data).hexdigest()
    about: dict[str, Any] = {"size": len(data), "blobId": git}
    if not path.endswith(_REGULAR):
        oid = hashlib.sha256(data).hexdigest()  # the two listings call it differently
        about["lfs"] = {"sha256": oid, "oid": oid, "size": len(data), "pointerSize": 134}
    return about


_ID = r"((?:[^/]+/)?[^/]+)"
_ROUTES: tuple[tuple[str, Callable[..., None]], ...] = (
    (r"POST /api/repos/create", _Handler.create),
    (r"POST /api/validate-yaml", lambda self: self._json({"errors": [], "warnings": []})),
    (r"GET /api/whoami-v2", lambda self: self._json({"name": "me", "type": "user", "orgs": []})),
    (rf"GET /api/models/{_ID}/revision/([^/]+)", _Handler.info),
    (rf"GET /api/models/{_ID}/tree/([^/]+)(?:/(.*))?", _Handler.listing),
    (rf"GET /api/models/{_ID}/refs", _Handler.refs),
    (rf"POST /api/models/{_ID}/branch/([^/]+)", _Handler.branch),
    (rf"POST /api/models/{_ID}/tag/([^/]+)", _Handler.tag),
    (rf"POST /api/models/{_ID}/preupload/([^/]+)", _Handler.preupload),
    (rf"POST /api/models/{_ID}/commit/([^/]+)", _Handler.commit),
    (rf"GET /api/models/{_ID}", _Handler.info),
    (rf"POST /{_ID}\.git/info/lfs/objects/batch", _Handler.batch),
    (r"PUT /lfs/(\w+)", _Handler.upload),
    (r"(?:GET|HEAD) /plain/([^/]+/[^/]+)/(.+)", _Handler.plain),
    (rf"(?:GET|HEAD) /{_ID}/resolve/([^/]+)/(.+)", _Handler.resolve),
)
