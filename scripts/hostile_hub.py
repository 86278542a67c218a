"""A few hundred lies of a hub or web server, each told to every way of loading from it. Prints what came of them.

    python scripts/hostile_hub.py [--only TEXT] [--verbose]

A run fails if an error is none of trivet's, anything outside the cache changes, a link in the cache leads out of it, a
case takes longer than 30 seconds, or the process takes more than 300 MB.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import shutil
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain, repeat
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from hostile_server import COMMIT, Case, Reply, as_json, honest_file, honest_listing, running

MOST_SECONDS, MOST_MEMORY = 30.0, 300  # MB
NAMES = [
    "../../../../thesis.txt",
    "../../../../.bashrc",
    "/etc/hostname",
    "..",
    ".",
    "",
    "a/../../b",
    "a//b",
    "a\\..\\b",
    "C:\\x",
    "C:x",
    "x\0y",
    "x\ny",
    "\x1b[2J",
    "x" * 300,
    "x/" * 600 + "x",
    "x" * 5000,
    "\ud800",
    "~/x",
    "-rf",
    "config.json/../../../../../thesis.txt",
    "\u202egpj.exe",
    "con",
]
VALUES: list[Any] = [None, True, -1, 2**63, 2**80, 1.5, "12", "", [], {}, [[]], {"a": 1}, "x" * 5000]
SIZES: list[Any] = [-1, 2**63, 10**30, 1.5, "12", True, [], {}, 0, 1, 10**12]
RANGES = [
    "bytes 0-15/16",
    "bytes 5-1/9",
    "bytes 0-99999999999999999999/1",
    "bytes */7",
    "octets 0-1/2",
    "",
    "bytes -1-5/9",
    "bytes 1-",
    "\xb2",
]
LOCATIONS = [
    "file:///etc/passwd",
    "ftp://127.0.0.1/x",
    "//",
    "http://[",
    "http://user:password@127.0.0.1:1/",
    "http://127.0.0.1:99999/",
    "javascript:alert(1)",
    "http://\u2028/",
    "/" + "x" * 20_000,
    "http://xn--\xff/",
    "?loop",
    "",
]


def endless(chunk: bytes = bytes(1 << 20)) -> Iterator[bytes]:
    """A body of 4 GB, in chunks as HTTP has them."""
    for _ in range((4 << 30) // len(chunk)):
        yield b"%x\r\n%b\r\n" % (len(chunk), chunk)


@cache
def bomb() -> bytes:
    """Some 200 KB of gzip that are 200 MB."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([packer.compress(bytes(1 << 20)) for _ in range(200)]) + packer.flush()


CHUNKED = [("Transfer-Encoding", "chunked")]


def bodies() -> Iterator[tuple[str, Callable[[], Reply]]]:
    """Answers that are wrong in their own right, whatever was asked."""
    yield "endless", lambda: Reply(200, CHUNKED, endless(), length=False)
    yield "endless 206", lambda: Reply(206, [*CHUNKED, ("Content-Range", "bytes 0-1/2")], endless(), length=False)
    for status in (200, 206):
        gzip = [("Content-Encoding", "gzip"), ("Content-Range", "bytes 0-79/80")]
        yield f"gzip bomb {status}", lambda status=status, gzip=gzip: Reply(status, gzip, [bomb()])
    yield "chunk without end", lambda: Reply(200, CHUNKED, [b"ffffffffffffffff\r\n"], length=False)
    yield "chunk that is none", lambda: Reply(200, CHUNKED, [b"zz\r\n"], length=False)
    for length in ("-5", "1e9", "99999999999999999999999", "4294967296", "0", "7, 8", ""):
        yield (
            f"Content-Length {length}",
            lambda length=length: Reply(200, [("Content-Length", length)], [], length=False),
        )
    for status in (204, 226, 299, 304, 400, 401, 403, 404, 410, 416, 418, 451, 500, 503, 600, 999):
        yield f"status {status}", lambda status=status: Reply(status)
    for number, text in enumerate(
        (b"[1]", b'"x"', b"{", b'{"error": 5}', b'{"errors": [1]}', b"[" * 60_000, b"\xff\xfe")
    ):
        yield f"refusal {number}", lambda text=text: Reply(400, [("Content-Type", "application/json")], [text])
    for wait in ("99999999999", "-1", "Wed, 21 Oct 2099 07:28:00 GMT", "x"):
        yield (
            f"Retry-After {wait}",
            lambda wait=wait: Reply(429, [("Retry-After", wait), ("ratelimit", '"a";r=0;t=9999999')]),
        )
    for location in LOCATIONS:
        at = [("Location", location.encode("latin-1", "replace").decode("latin-1"))]
        yield f"redirect {location[:30]}", lambda at=at: Reply(302, at)
    many = [(f"X-{number}", "y" * 5000) for number in range(200)]
    yield "many headers", lambda: Reply(200, many, [b"{}"])
    yield (
        "code of a hub",
        lambda: Reply(404, [("X-Error-Code", "GatedRepo"), ("X-Error-Message", "\x1b[2J" + "x" * 9000)]),
    )
    yield "warnings", lambda: Reply(200, [("X-HF-Warning", f"{n}; \x1b[2J") for n in range(50)], [b"{}"])


def texts() -> Iterator[tuple[str, Callable[[], Reply]]]:
    """Listings that are no JSON, or too much of it; each made of a beginning, many pieces and an end."""
    file = b'{"rfilename":"f","size":1},'
    made: dict[str, tuple[bytes, bytes, int, bytes]] = {
        "empty": (b"", b"", 0, b""),
        "open": (b"[", b"", 0, b""),
        "not UTF-8": (b"\xff\xfe", b"", 0, b""),
        "null": (b"null", b"", 0, b""),
        "number": (b"7", b"", 0, b""),
        "deep": (b"", b"[" * 1000, 2000, b""),
        "deep objects": (b"", b'{"a":' * 1000, 500, b""),
        "spaces": (b"", b" " * 1000, 9000, b""),
        "lists": (b"[", b"[]," * 1000, 2600, b"[]]"),
        "objects": (b"[", b"{}," * 1000, 2600, b"{}]"),
        "digits": (b"", b"9" * 1000, 5000, b""),
        "wide text": (b'["\xf0\x9f\x98\x80', b"x" * 1000, 7000, b'"]'),
        "a million files": (b'{"sha":"%b","siblings":[' % COMMIT.encode(), file * 1000, 1000, b"{}]}"),
    }
    for name, (begin, piece, times, end) in made.items():

        def reply(begin: bytes = begin, piece: bytes = piece, times: int = times, end: bytes = end) -> Reply:
            length = [("Content-Length", str(len(begin) + len(piece) * times + len(end)))]
            return Reply(headers=length, body=chain([begin], repeat(piece, times), [end]), length=False)

        yield name, reply


def changed(change: Callable[[dict[str, Any]], Any]) -> Callable[[], Reply]:
    """The honest listing with a change."""

    def reply() -> Reply:
        listing = honest_listing()
        replaced = change(listing)
        return as_json(listing if replaced is None else replaced)

    return reply


def cases() -> list[Case]:
    """All lies."""
    found = [Case(f"ETag {name[:40]!r}", headers={"ETag": f'"{_header(name)}"'}) for name in NAMES]
    found += [Case(f"X-Linked-Etag {name[:40]!r}", headers={"X-Linked-Etag": _header(name)}) for name in NAMES]
    found += [Case(f"X-Repo-Commit {name[:40]!r}", headers={"X-Repo-Commit": _header(name)}) for name in NAMES]
    found += [Case(f"X-Linked-Size {size!r}", headers={"X-Linked-Size": str(size)}) for size in SIZES]
    found += [Case(f"Link {name[:40]!r}", headers={"Link": f'<{_header(name)}>; rel="next"'}) for name in NAMES[:6]]
    for value in [*NAMES, *VALUES]:
        shown = repr(value)[:40]
        found.append(Case(f"sha {shown}", changed(lambda about, value=value: about.update(sha=value))))
        for where in ("rfilename", "size", "blobId", "lfs"):
            if where == "rfilename" or value not in NAMES[6:]:

                def change(about: dict[str, Any], where: str = where, value: Any = value) -> None:
                    about["siblings"][1][where] = value

                found.append(Case(f"{where} {shown}", changed(change)))
    for value in VALUES:
        shown = repr(value)[:40]
        found.append(Case(f"listing {shown}", lambda value=value: as_json(value)))
        found.append(Case(f"siblings {shown}", changed(lambda about, value=value: about.update(siblings=value))))
        found.append(Case(f"sibling {shown}", changed(lambda about, value=value: about["siblings"].append(value))))

        def of_lfs(about: dict[str, Any], value: Any = value) -> None:
            about["siblings"][1]["lfs"]["sha256"] = value

        found.append(Case(f"sha256 {shown}", changed(of_lfs)))
    for size in SIZES:
        found.append(Case(f"all sizes {size!r}", changed(lambda about, size=size: _resized(about, size))))
    found += [Case(f"text {name}", reply) for name, reply in texts()]
    found += [Case(f"listing {name}", reply) for name, reply in bodies()]
    found += [Case(f"file {name}", file=lambda *_, reply=reply: reply()) for name, reply in bodies()]
    for stated in RANGES:

        def ranged(name: str, data: bytes, asked: Any, stated: str = stated) -> Reply:
            return Reply(206, [("Content-Range", stated)], [data])

        found.append(Case(f"range {stated!r}", file=ranged))
    found.append(Case("file longer", file=lambda name, data, asked: Reply(body=[data + bytes(10)])))
    found.append(Case("file shorter", file=lambda name, data, asked: Reply(body=[data[:-3]])))
    found.append(Case("file other", file=lambda name, data, asked: honest_file(data[::-1], asked)))
    found.append(Case("file in folder of a file", changed(lambda about: about["siblings"].append(_below()))))
    return found


def _below() -> dict[str, Any]:
    return {"rfilename": "config.json/x", "size": 32, "blobId": None}


def _resized(about: dict[str, Any], size: Any) -> None:
    for each in about["siblings"]:
        each["size"] = size


def _header(text: str) -> str:
    """Text as a header can hold it."""
    return text.encode("latin-1", "replace").decode("latin-1").replace("\n", " ").replace("\0", "%00")


def entries(home: Path) -> dict[str, str]:
    """All that lies in a folder but the cache: path → what it is."""
    found = {}
    for path in sorted(home.rglob("*")):
        if not path.is_relative_to(home / "cache"):
            kind = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
            found[str(path.relative_to(home))] = f"{kind} {path.lstat().st_mode}"
    return found


def leading_out(cache: Path) -> list[str]:
    """Links of the cache that lead out of it."""
    top = cache.resolve()
    return [str(path) for path in cache.rglob("*") if path.is_symlink() and not path.resolve().is_relative_to(top)]


def ways(endpoint: str, cache: Path) -> dict[str, Callable[[], Any]]:
    """What users do with a repository, and with an address of the same server."""
    import trivet
    from trivet.planning.opening import open_checkpoint
    from trivet.sources.options import SourceOptions

    options = SourceOptions(endpoint=endpoint, cache_dir=cache, token=False)
    return {
        "config": lambda: trivet.AutoConfig.from_pretrained("o/m", endpoint=endpoint, cache_dir=cache, token=False),
        "inspect": lambda: trivet.inspect("o/m", options=options),
        "open": lambda: open_checkpoint("o/m", options=options),
        "address": lambda: open_checkpoint(f"{endpoint}/files/model.safetensors", options=options),
    }


def run(chosen: list[Case], home: Path, *, verbose: bool = False) -> Counter[str]:
    """Tell the lies, each with an empty cache.

    Returns:
        How many tries ended how: `loaded`, `refused`, `raw`, `slow`, `outside`.
    """
    from trivet.errors import TrivetError

    (home / ".ssh").mkdir(parents=True, exist_ok=True)
    for name in ("thesis.txt", ".bashrc", ".ssh/authorized_keys"):
        (home / name).write_text("years of work")
    before, counts = entries(home), Counter[str]()
    with running() as (endpoint, tell):
        for number, case in enumerate(chosen):
            tell(case)
            cache = home / "cache" / str(number)
            for way, load in ways(endpoint, cache).items():
                if way == "address" and case.listing:
                    continue
                begin, outcome, said = time.monotonic(), "loaded", ""
                try:
                    load()
                except TrivetError as error:
                    outcome, said = "refused", str(error)
                except Exception as error:
                    outcome, said = "raw", f"{type(error).__name__}: {error}"
                counts[outcome] += 1
                took = time.monotonic() - begin
                counts["slow"] += took > MOST_SECONDS
                outside = entries(home) != before or bool(leading_out(cache))
                counts["outside"] += outside
                if verbose or outcome == "raw" or took > MOST_SECONDS or outside:
                    print(f"{outcome:8}{took:6.1f} s  {case.name} | {way} | {said[:150]!r}{' OUTSIDE' * outside}")
            shutil.rmtree(cache, ignore_errors=True)
            if verbose:
                print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return counts


def be_brief() -> None:
    """Let no pause between tries be longer than it must, and no wait longer than some seconds."""
    from huggingface_hub import constants

    from trivet.sources import downloads, transport

    downloads._PAUSE, downloads._LONGEST_WAIT, constants.HF_HUB_DOWNLOAD_TIMEOUT = 0.01, 0.05, 1
    transport._ANSWER = 2.0


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="text in the name of a case")
    parser.add_argument("--verbose", action="store_true")
    words = parser.parse_args()
    os.environ.update(HF_HUB_OFFLINE="0", HF_HUB_DISABLE_PROGRESS_BARS="1")
    with tempfile.TemporaryDirectory(prefix="trivet-hostile-") as folder:
        os.environ.update(HOME=folder, HF_HOME=f"{folder}/cache/hf")
        be_brief()
        chosen = [case for case in cases() if words.only in case.name]
        counts = run(chosen, Path(folder), verbose=words.verbose)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    shown = ", ".join(f"{counts[name]} {name}" for name in ("loaded", "refused", "raw", "slow", "outside"))
    print(f"{len(chosen)} cases: {shown}; at most {memory} MB")
    sys.exit(bool(counts["raw"] or counts["slow"] or counts["outside"] or memory > MOST_MEMORY))


if __name__ == "__main__":
    main()
