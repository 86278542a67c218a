"""`proxies` of one load: its requests go through them, others do not, and the environment is as it was."""

from __future__ import annotations

import os
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import tiny_bert
from hub_server import Hub

import trivet
from trivet.errors import RemoteSourceError
from trivet.planning.opening import open_checkpoint
from trivet.sources.hub_library import http_library
from trivet.sources.options import SourceOptions
from trivet.sources.repository import HubFolder


class Proxy(ThreadingHTTPServer):
    """Passes GET and HEAD on, and remembers for which addresses."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Passing(BaseHTTPRequestHandler):
    server: Proxy
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        headers = {name: value for name, value in self.headers.items() if name.lower() != "proxy-connection"}
        request = urllib.request.Request(self.path, headers=headers, method=self.command)
        try:
            answer = self.opener.open(request)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            body = answer.read()
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                if name.lower() not in ("connection", "transfer-encoding"):
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        """Nothing: the tests look at `asked`."""


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    server = Proxy()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def hub(hub: Hub, tmp_path: Path) -> Hub:
    tiny_bert.write_checkpoint(tmp_path / "source")
    hub.add("org/bert", {each.name: each.read_bytes() for each in (tmp_path / "source").iterdir()})
    return hub


def test_a_load_goes_through_its_proxies_and_the_next_does_not(
    hub: Hub, proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    before = dict(os.environ)
    options = SourceOptions(proxies={"http": proxy.address.removeprefix("http://")}, cache_dir=tmp_path / "first")
    checkpoint = open_checkpoint("org/bert", options=options)
    assert checkpoint.opened[0].read_bytes() == (tmp_path / "source" / "model.safetensors").read_bytes()
    assert any(each.endswith("/model.safetensors") for each in proxy.asked)
    assert len(hub.requests) == len(proxy.asked)
    assert dict(os.environ) == before
    asked = len(proxy.asked)
    trivet.inspect(f"{hub.endpoint}/plain/org/bert/model.safetensors", options=options)
    assert len(proxy.asked) > asked
    asked, sent = len(proxy.asked), len(hub.requests)
    open_checkpoint("org/bert", options=SourceOptions(cache_dir=tmp_path / "second"))
    assert len(proxy.asked) == asked
    assert len(hub.requests) > sent


def test_proxies_are_an_option_of_from_pretrained(hub: Hub, proxy: Proxy) -> None:
    proxies = {"http": proxy.address, "https": proxy.address}
    assert trivet.BertConfig.from_pretrained("org/bert", proxies=proxies).model_type == "bert"
    assert proxy.asked


def test_a_proxy_that_does_not_answer_is_the_connections_fault(hub: Hub) -> None:
    proxies = {"http": "http://127.0.0.1:9"}
    with pytest.raises(RemoteSourceError, match=r"^org/bert: "):
        open_checkpoint("org/bert", options=SourceOptions(proxies=proxies))
    assert not hub.requests


def test_loads_with_other_proxies_go_their_own_ways_at_once(hub: Hub, proxy: Proxy, tmp_path: Path) -> None:
    """Neither waits for the other, and a load without proxies in between takes none."""
    from huggingface_hub import get_session

    shared = get_session()
    first = HubFolder("org/bert", "", SourceOptions(proxies={"http": proxy.address}, cache_dir=tmp_path / "first"))
    second = HubFolder("org/bert", "", SourceOptions(cache_dir=tmp_path / "second"))
    asked = len(proxy.asked)
    second.fetch("model.safetensors")
    assert len(proxy.asked) == asked
    first.fetch("model.safetensors")
    assert len(proxy.asked) == asked + 1
    assert get_session() is shared


def test_hooks_of_the_process_client_hold_behind_proxies(hub: Hub, proxy: Proxy, tmp_path: Path) -> None:
    from huggingface_hub import close_session, set_client_factory
    from huggingface_hub.utils import get_session

    library, seen = http_library(), []
    close_session()
    before = get_session()
    set_client_factory(lambda: library.Client(event_hooks={"request": [lambda request: seen.append(request.url)]}))
    try:
        open_checkpoint("org/bert", options=SourceOptions(proxies={"all": proxy.address}, cache_dir=tmp_path))
    finally:
        set_client_factory(lambda: library.Client(event_hooks=before.event_hooks, follow_redirects=True, timeout=None))
    assert len(seen) == len(proxy.asked) > 0


def test_a_store_that_is_no_web_server_takes_no_proxies() -> None:
    with pytest.raises(
        RemoteSourceError, match=r"proxies= is for the Hub and for web servers: the driver of memory://"
    ):
        open_checkpoint("memory://x", options=SourceOptions(proxies={"all": "http://127.0.0.1:9"}))
