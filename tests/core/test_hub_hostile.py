"""A hub that lies changes nothing outside the cache, fills no memory, and ends in an error of trivet's."""

from __future__ import annotations

import json
import socket
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from hub_server import Fault, Hub

import trivet
from trivet.errors import RemoteSourceError
from trivet.planning.opening import open_checkpoint
from trivet.sources import attended as watching
from trivet.sources.attended import Exchange, attended
from trivet.sources.cache import RepositoryCache, within
from trivet.sources.downloads import wait_after
from trivet.sources.listing import read_listing
from trivet.sources.names import is_commit, is_safe_path
from trivet.sources.options import SourceOptions
from trivet.sources.redirects import RefusedAnswerError, redirected, shares_credentials

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
BRIEF = (
    "ETag '../../../../thesis.txt'",
    "ETag '../../../../.bashrc'",
    "X-Linked-Etag '/etc/hostname'",
    "X-Repo-Commit '..'",
    "sha '../../../../.bashrc'",
    "rfilename '../../../../thesis.txt'",
    "rfilename 'x\\x00y'",
    "rfilename [[]]",
    "siblings {'a': 1}",
    "size -1",
    "all sizes 1000000000000",
    "lfs [[]]",
    "text deep",
    "text objects",
    "listing endless",
    "listing gzip bomb 200",
    "file endless",
    "file endless 206",
    "file gzip bomb 206",
    "file redirect file:///etc/passwd",
    "file redirect ?loop",
    "file refusal 0",
    "file longer",
    "file in folder of a file",
    "range 'bytes 5-1/9'",
)


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch, hub: Hub) -> Any:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import hostile_hub

    from trivet.sources import downloads, transport

    monkeypatch.setattr(downloads, "_PAUSE", 0.0)
    monkeypatch.setattr(transport, "_ANSWER", 2.0)
    yield hostile_hub
    for name in ("hostile_hub", "hostile_server"):
        sys.modules.pop(name, None)


def test_lies_of_a_hub_end_in_refusals_and_change_nothing_outside_the_cache(hostile: Any, tmp_path: Path) -> None:
    chosen = [case for case in hostile.cases() if case.name in BRIEF]
    assert {case.name for case in chosen} == set(BRIEF)
    counts = hostile.run(chosen, tmp_path / "sandbox")
    assert (counts["raw"], counts["outside"]) == (0, 0)
    assert counts["refused"] > counts["loaded"] > 0


def test_honest_hub_of_the_same_run_is_loaded(hostile: Any, tmp_path: Path) -> None:
    counts = hostile.run([hostile.Case("honest")], tmp_path / "sandbox")
    assert {name: count for name, count in counts.items() if count} == {"loaded": 4}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"sha": "../x"}, "sha is '../x', not a commit hash"),
        ({"sha": None}, "sha is None, not a commit hash"),
        ({"siblings": 3}, "siblings is 3, not a list"),
        ({"siblings": [{}]}, r"siblings\[0\]\.rfilename is None, not a name"),
        ({"siblings": [{"rfilename": "a", "size": -1}]}, r"siblings\[0\]\.size is -1, not a number of bytes"),
        ({"siblings": [{"rfilename": "a", "size": True}]}, r"siblings\[0\]\.size is True, not a number"),
        ({"siblings": [{"rfilename": "a", "blobId": "x"}]}, r"siblings\[0\]\.blobId is 'x', not a git hash"),
        ({"siblings": [{"rfilename": "a", "lfs": []}]}, r"siblings\[0\]\.lfs\.sha256 is None, not a sha256"),
    ],
)
def test_listing_of_another_shape_names_the_field(change: dict[str, Any], told: str) -> None:
    honest = {"sha": "0" * 40, "siblings": [{"rfilename": "a", "size": 1}]}
    assert read_listing(json.dumps(honest).encode()).files["a"].size == 1
    with pytest.raises(RefusedAnswerError, match=f"^{told}"):
        read_listing(json.dumps(honest | change).encode())


def test_names_that_would_leave_the_folder_are_none() -> None:
    for name in ("a", "a/b.c", "refs/pr/1", "übung", "-rf", ".gitattributes"):
        assert is_safe_path(name)
    for name in ("", "..", "a/..", "/a", "a//b", "a/", "a\\b", "a\0", "a\n", "x" * 256, "x/" * 600 + "x"):
        assert not is_safe_path(name)
    assert is_commit("0" * 40)
    assert not any(map(is_commit, ("", ".", "..", "a/b", "a.", "x" * 200, "-a")))


@pytest.mark.parametrize("revision", ["../../../.bashrc", "/etc/x", "a/../../b", "", "x\0"])
def test_revision_that_leaves_the_cache_is_refused(hub: Hub, revision: str) -> None:
    for only_local in (False, True):
        options = SourceOptions(revision=revision, local_files_only=only_local)
        with pytest.raises(RemoteSourceError, match=r"is not a revision\. Use a branch, a tag or a commit"):
            open_checkpoint("org/x", options=options)
    assert hub.requests == []


def test_links_in_the_cache_that_lead_out_are_not_written_through(tmp_path: Path) -> None:
    cache, outside = RepositoryCache(tmp_path / "cache", "org/x"), tmp_path / "outside"
    outside.mkdir()
    cache.folder.mkdir(parents=True)
    (cache.folder / "blobs").symlink_to(outside)
    (cache.folder / "refs").symlink_to(outside)
    with pytest.raises(RemoteSourceError, match=r"leads out of the cache .*, and nothing is written or removed there"):
        cache.note("main", "0" * 40)
    with pytest.raises(RemoteSourceError), cache.fresh():
        pytest.fail("a file outside was opened")
    assert not list(outside.iterdir())


def test_file_that_a_link_names_is_not_the_one_that_is_replaced(tmp_path: Path) -> None:
    victim = tmp_path / "thesis.txt"
    victim.write_text("years of work")
    cache = RepositoryCache(tmp_path / "cache", "org/x")
    with cache.fresh() as fresh:
        fresh.write_bytes(b"new")
        cache.blob("a" * 40).symlink_to(victim)
        path = cache.keep(fresh, "a" * 40, "0" * 40, "config.json")
    assert (path.read_bytes(), victim.read_text()) == (b"new", "years of work")
    assert within(tmp_path, tmp_path / "x") == (tmp_path / "x").resolve()


def test_files_of_a_hub_lie_in_the_layout_of_its_own_client(hub: Hub, tmp_path: Path) -> None:
    from huggingface_hub import hf_hub_download, scan_cache_dir

    from trivet.sources.repository import HubFolder

    files = {"config.json": b"{}", "sub/weights.bin": b"w" * 1000}
    commit = hub.add("org/x", files).refs["main"]
    place = HubFolder("org/x", "sub", SourceOptions(cache_dir=tmp_path / "cache"))
    path = place.fetch("weights.bin")
    assert path.is_symlink()
    asked = len(hub.requests)
    again = hf_hub_download("org/x", "sub/weights.bin", revision=commit, cache_dir=tmp_path / "cache")
    # The library's client may ask the server about itself; of the repository it asks nothing.
    assert Path(again) == path
    assert not [request for request in hub.requests[asked:] if "org/x" in str(request)]
    found = scan_cache_dir(tmp_path / "cache")
    assert [repo.repo_id for repo in found.repos] == ["org/x"]
    assert not found.warnings
    assert {ref for repo in found.repos for ref in repo.refs} == {"main"}


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("file:///etc/passwd", "which is not an http or https address"),
        ("http://a@host/x", "which is not an http or https address"),
        ("http://[", "which is not a valid address"),
        ("http://host/x", "from https to"),
        ("https://127.0.0.1/x", "is a local or link-local address"),
        ("https://2130706433/x", "is a local or link-local address"),
        ("https://[::ffff:127.0.0.1]/x", "is a local or link-local address"),
        ("https://169.254.169.254/latest/meta-data", "is a local or link-local address"),
        ("https://sub.localhost/x", "is a local or link-local address"),
        ("/" + "x" * 9000, "characters"),
    ],
)
def test_refuses_redirects_that_lead_astray(location: str, told: str) -> None:
    with pytest.raises(RefusedAnswerError, match=told):
        redirected("https://huggingface.co/a/b", location)


def test_follows_other_redirects_and_sends_the_token_to_the_hub_only() -> None:
    hub = "https://huggingface.co/a/b"
    assert redirected(hub, "/c") == "https://huggingface.co/c"
    assert redirected(hub, "https://cdn.example/x?y=z") == "https://cdn.example/x?y=z"
    assert redirected("http://127.0.0.1:8000/a", "http://localhost/b") == "http://localhost/b"
    assert shares_credentials(hub, "https://hf.co/x")
    assert not shares_credentials(hub, "https://cdn.example/x")
    assert not shares_credentials("https://hub.corp/x", "https://huggingface.co/x")


def test_work_that_does_not_get_on_is_given_up_and_writes_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[bytes] = []
    go_on, ended = threading.Event(), threading.Event()

    def work(exchange: Exchange) -> None:
        try:
            exchange.take(b"x" * watching._STEP, written.append)
            go_on.wait()
            exchange.take(b"too late", written.append)
        finally:
            ended.set()

    with pytest.raises(TimeoutError, match=r"^the server sends too slowly$"):
        attended(work, stall=0.05)
    go_on.set()
    assert ended.wait(10)
    assert written == [b"x" * watching._STEP]
    assert attended(lambda _: 7, whole=10) == 7


def test_server_that_asks_for_patience_gets_some(hub: Hub) -> None:
    class Asked(Exception):
        def __init__(self, status: int, wait: str) -> None:
            self.response = type("R", (), {"status_code": status, "headers": {"Retry-After": wait}})

    assert wait_after(Asked(429, "3")) == 3
    assert wait_after(Asked(429, "9" * 8)) == 20
    assert wait_after(Asked(429, "soon")) == 1
    assert wait_after(Asked(503, "9")) == 0
    assert wait_after(Asked(404, "9")) is None


def test_file_of_unstated_size_is_asked_about(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mirrors that list names alone."""
    from trivet.sources import listing
    from trivet.sources.repository import HubFolder

    hub.add("org/x", {"config.json": b"{}", "weights.bin": b"w" * 1000})
    genuine = listing.read_json

    def without(body: bytes) -> Any:
        about = genuine(body)
        return about | {"siblings": [{"rfilename": each["rfilename"]} for each in about["siblings"]]}

    monkeypatch.setattr(listing, "read_json", without)
    place = HubFolder("org/x", "", SourceOptions())
    hub.faults.append(Fault("GET /org/x/resolve", drop=300))
    assert (place.size("weights.bin"), place.fetch("weights.bin").read_bytes()) == (1000, b"w" * 1000)


def test_settings_and_headers_that_fill_memory_are_refused(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    from trivet.errors import CorruptFileError
    from trivet.formats.safetensors import parse_header
    from trivet.sources import folder, remote

    bomb = b"{" + b'"a":[' + b"[]," * 400_000 + b"[]]}"
    with pytest.raises(CorruptFileError, match=r"the header has more values than tensors need"):
        parse_header(bomb, Path("x.safetensors"))
    hub.add("org/index", {"model.safetensors.index.json": bomb, "config.json": b"{}"})
    with pytest.raises(CorruptFileError, match=r"has more values than names of tensors and files need"):
        open_checkpoint("org/index")
    header = json.dumps({"a": {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]}}).encode().ljust(5000)
    weights = len(header).to_bytes(8, "little") + header
    hub.add("org/long", {"model.safetensors": weights, "config.json": b"{}" + b" " * 2000})
    assert len(trivet.inspect("org/long").tensors) == 1
    monkeypatch.setattr(folder, "_LONGEST_HEADER", 4000)
    with pytest.raises(RemoteSourceError, match=r"model\.safetensors has a header of .* fetches the whole file\.$"):
        trivet.inspect("org/long", options=SourceOptions(force_download=True))
    monkeypatch.setattr(remote, "_LONGEST_JSON", 1000)
    with pytest.raises(RemoteSourceError, match=r"config\.json has .*; at most .* are fetched of such a file\.$"):
        trivet.inspect("org/long")


def test_headers_that_trickle_for_ever_are_given_up(monkeypatch: pytest.MonkeyPatch, hub: Hub) -> None:
    """Each byte comes within the timeout of a read; all of them never do."""
    from trivet.sources import transport

    listener, ended = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def trickle() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            try:
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
                while not ended.wait(0.01):
                    connection.sendall(b"x")
            except OSError:  # the client shut the connection down
                ended.set()

    server = threading.Thread(target=trickle, daemon=True)
    monkeypatch.setattr(transport, "_WHOLE", 0.3)
    server.start()
    with listener, pytest.raises(RemoteSourceError, match=r"the server sends too slowly"):
        open_checkpoint("org/x", options=SourceOptions(endpoint=f"http://127.0.0.1:{listener.getsockname()[1]}"))
    assert ended.wait(10)
    server.join(10)
