"""A download that was cut off goes on in the next process, whatever ended the first, and whoever wrote what is kept."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hub_server import Fault, Hub

from trivet.errors import RemoteSourceError
from trivet.planning.opening import open_checkpoint
from trivet.sources.attended import AbandonedError, Exchange, at_once, attended
from trivet.sources.options import SourceOptions
from trivet.sources.partial import bytes_in, open_partial

CUT = 2_000_000  # bytes that come before a download is cut off
FETCH = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored, if whatever runs the tests is in the background
from trivet.planning.opening import open_checkpoint
open_checkpoint(sys.argv[1])
"""


@pytest.fixture
def weights() -> bytes:
    """Three MB."""
    from safetensors.numpy import save

    return save({"a": np.random.default_rng(0).standard_normal((768, 1024)).astype(np.float32)})


@pytest.fixture
def hub(hub: Hub, weights: bytes) -> Iterator[Hub]:
    hub.add("org/big", {"model.safetensors": weights})
    return hub


def blobs() -> Path:
    from huggingface_hub import constants

    return Path(constants.HF_HUB_CACHE) / "models--org--big" / "blobs"


def partial_of(weights: bytes) -> Path:
    return blobs() / f"{hashlib.sha256(weights).hexdigest()}.incomplete"


def keep(weights: bytes, data: bytes) -> Path:
    """As if a download had been cut off after these bytes."""
    path = partial_of(weights)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def started(hub: Hub, source: str = "org/big") -> subprocess.Popen[str]:
    """A process that fetches a source."""
    from huggingface_hub import constants

    settings = {"HF_ENDPOINT": hub.endpoint, "HF_HUB_OFFLINE": "0", "HF_HUB_DISABLE_XET": "1"}
    folders = {"HF_HUB_CACHE": str(constants.HF_HUB_CACHE), "HF_ASSETS_CACHE": str(constants.HF_ASSETS_CACHE)}
    environment = os.environ | settings | folders | {"HF_HUB_DOWNLOAD_TIMEOUT": "600"}
    command = [sys.executable, "-c", FETCH, source]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)


def wait_for(path: Path, size: int) -> None:
    until = time.monotonic() + 60
    while bytes_in(path) < size:
        assert time.monotonic() < until, f"{path} has {bytes_in(path)} bytes"
        time.sleep(0.02)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_next_process_asks_for_the_rest_only(hub: Hub, weights: bytes, end: signal.Signals) -> None:
    held = threading.Event()
    hub.faults.append(Fault("GET /org/big/resolve", drop=CUT, held=held))
    process = started(hub)
    wait_for(partial_of(weights), CUT)
    process.send_signal(end)
    said = process.communicate(timeout=50)[1]  # a Ctrl-C does not wait for a file that is under way
    held.set()
    assert process.returncode != 0
    assert ("KeyboardInterrupt" in said) == (end == signal.SIGINT)
    assert hub.ranges == []
    checkpoint = open_checkpoint("org/big")
    assert checkpoint.opened[0].read_bytes() == weights
    assert hub.ranges == [f"{CUT}-{len(weights) - 1}"]
    assert hub.sent == len(weights)
    assert [each.name for each in blobs().iterdir()] == [hashlib.sha256(weights).hexdigest()]


def test_file_that_is_complete_but_for_its_name_is_not_asked_for(hub: Hub, weights: bytes) -> None:
    keep(weights, weights)
    assert open_checkpoint("org/big").opened[0].read_bytes() == weights
    assert hub.sent == 0


@pytest.mark.parametrize("poison", [b"x" * CUT, b"x" * 4_000_000, b""])
def test_kept_bytes_of_another_file_are_thrown_away(hub: Hub, weights: bytes, poison: bytes) -> None:
    keep(weights, poison)
    assert open_checkpoint("org/big").opened[0].read_bytes() == weights
    assert not partial_of(weights).exists()


def test_wrong_bytes_of_the_server_are_asked_for_twice_at_most(hub: Hub, weights: bytes) -> None:
    keep(weights, b"x" * CUT)
    hub.faults.append(Fault("GET /org/big/resolve", wrong=True, times=9))
    with pytest.raises(RemoteSourceError, match=r"the repository says \w+\. It was not kept; try again\.$"):
        open_checkpoint("org/big")
    assert hub.sent == 2 * len(weights) - CUT
    assert list(blobs().iterdir()) == []


def test_server_without_ranges_sends_the_file_once_more(hub: Hub, weights: bytes) -> None:
    keep(weights, weights[:CUT])
    hub.faults.append(Fault("GET /org/big/resolve", whole=True, times=9))
    assert open_checkpoint("org/big").opened[0].read_bytes() == weights


def test_forced_download_takes_nothing_that_is_kept(hub: Hub, weights: bytes) -> None:
    keep(weights, weights[:CUT])
    open_checkpoint("org/big", options=SourceOptions(force_download=True))
    assert (hub.sent, hub.ranges) == (len(weights), [])


def test_disk_needs_room_for_the_rest_only(hub: Hub, weights: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    keep(weights, weights[:CUT])
    free = SimpleNamespace(free=len(weights) - CUT)
    monkeypatch.setattr("trivet.sources.folder.shutil.disk_usage", lambda _: free)
    assert open_checkpoint("org/big").opened[0].read_bytes() == weights


def test_of_two_at_once_one_downloads_and_the_other_waits(hub: Hub, weights: bytes) -> None:
    address = f"{hub.endpoint}/plain/org/big/model.safetensors"
    for source in ("org/big", address):
        hub.sent = 0
        with ThreadPoolExecutor(2) as pool:
            opened = list(pool.map(open_checkpoint, (source, source)))
        assert [each.opened[0].read_bytes() for each in opened] == [weights, weights]
        assert hub.sent == len(weights)


@pytest.mark.parametrize("make", [os.symlink, os.link])
def test_what_is_kept_is_not_written_through_links(tmp_path: Path, make: type[os.link]) -> None:
    victim, path = tmp_path / "thesis.txt", tmp_path / "x.incomplete"
    victim.write_text("years of work")
    make(victim, path)
    with open_partial(path, 100) as file:
        assert file.tell() == 0
        file.write(b"new")
    assert (victim.read_text(), path.read_bytes()) == ("years of work", b"new")
    with open_partial(path, 100) as file:
        assert file.tell() == 3
    with open_partial(path, 2) as file:
        assert file.tell() == 0


def test_failure_of_one_file_gives_up_the_others() -> None:
    begun, ended = threading.Event(), threading.Event()

    def endless(exchange: Exchange) -> None:
        begun.set()
        while True:
            exchange.take(b"x", lambda _: None)
            time.sleep(0.01)

    def fetch() -> None:
        try:
            attended(endless)
        except AbandonedError:
            ended.set()
            raise

    def fail() -> None:
        assert begun.wait(30)
        raise RemoteSourceError("a", "b.")

    with pytest.raises(RemoteSourceError), at_once(2) as submit:
        jobs = [submit(fetch), submit(fail)]
        jobs[1].result()
    assert ended.is_set()
    assert attended(lambda _: 7) == 7
