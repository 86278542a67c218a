"""Measures cases in fresh processes: median and spread of time, private and file-backed memory, page cache as stated.

A case is a line of Python run by some environment's interpreter. What is before its `---` is preparation (imports, what
a user would have running already) and is not timed. Memory is sampled from outside, so that measuring costs it nothing.
"""

from __future__ import annotations

import json
import os
import platform
import select
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

REPEATS = 5

_RUNNER = """
import sys, time
before, _, body = sys.argv[1].partition("---\\n")
names = {}
exec(before, names)
print("ready", flush=True)
sys.stdin.readline()
began = time.perf_counter()
exec(body, names)
print("done", time.perf_counter() - began, flush=True)
sys.stdin.readline()
"""


@dataclass(frozen=True)
class Case:
    """One thing to measure.

    Attributes:
        name: for the table.
        code: preparation, a line `---`, and what is timed.
        python: interpreter of the environment it runs in.
        files: what it reads: primed or evicted before each run.
        before: called before each run, for example to remove the last run's output.
        sample_every: seconds between two looks at its memory; a look takes a little of the cores, which computation
            that keeps all of them busy feels.
        role: `ours`, `floor` or `peer`.
    """

    name: str
    code: str
    role: str = "ours"
    python: str = sys.executable
    files: Sequence[Path] = ()
    before: Callable[[], None] = lambda: None
    sample_every: float = 0.003


@dataclass
class Result:
    """What was measured; seconds and bytes, one of each for every repetition."""

    case: Case
    cache: str
    seconds: list[float] = field(default_factory=list)
    anonymous: list[int] = field(default_factory=list)
    mapped: list[int] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(self.seconds)


def measure(cases: Sequence[Case], *, cache: str = "warm", repeats: int = REPEATS) -> list[Result]:
    """Measure the cases in turn, round by round, so that a slow spell of the machine hits all of them."""
    results = [Result(case, cache) for case in cases]
    for number in range(repeats):
        first = number % len(results)  # none is always the one that runs after another's
        for result in results[first:] + results[:first]:
            result.case.before()
            (prime if cache == "warm" else evict)(result.case.files)
            seconds, anonymous, mapped = _run(result.case)
            result.seconds.append(seconds)
            result.anonymous.append(anonymous)
            result.mapped.append(mapped)
            print(f"  {number + 1}/{repeats} {result.case.name}: {seconds:.3f} s", file=sys.stderr, flush=True)
    return results


def _run(case: Case) -> tuple[float, int, int]:
    """(seconds, growth of private bytes, growth of file-backed bytes) of one fresh process, both at their peak."""
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "HF_HUB_OFFLINE": "1", "CUDA_VISIBLE_DEVICES": ""}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # installed packages, like the peers, are compiled already
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            [case.python, "-c", _RUNNER, case.code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=environment,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        if not _until(process.stdout, "ready"):
            errors.seek(0)
            raise RuntimeError(f"{case.name} failed to prepare:\n{errors.read()[-2000:]}")
        start = _resident(process.pid)
        process.stdin.write("\n")
        process.stdin.flush()
        peak, said = start, ""
        while "\n" not in said and process.poll() is None:
            now = _resident(process.pid)
            peak = (max(peak[0], now[0]), max(peak[1], now[1]))
            if select.select([process.stdout], [], [], case.sample_every)[0]:
                said += os.read(process.stdout.fileno(), 4096).decode()
        if "done" not in said:
            errors.seek(0)
            raise RuntimeError(f"{case.name} failed:\n{errors.read()[-2000:]}")
        process.stdin.write("\n")
        process.communicate()
    return float(said.split("done")[1].split()[0]), peak[0] - start[0], peak[1] - start[1]


def _until(stream, word: str) -> bool:
    return any(line.strip() == word for line in stream)


def _resident(pid: int) -> tuple[int, int]:
    """(private, file-backed) bytes of a process."""
    found = {"RssAnon": 0, "RssFile": 0}
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0, 0
    for line in lines:
        key = line.partition(":")[0]
        if key in found:
            found[key] = int(line.split()[1]) * 1024
    return found["RssAnon"], found["RssFile"]


def prime(files: Sequence[Path]) -> None:
    """Read the files once, so that they are in the page cache."""
    for path in files:
        with path.open("rb", buffering=0) as file:
            while file.read(1 << 24):
                pass


def evict(files: Sequence[Path]) -> None:
    """Ask the system to drop the files from the page cache."""
    for path in files:
        with path.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def table(title: str, results: Sequence[Result], *, note: str = "") -> str:
    """A Markdown table; ratios are to each floor and peer of the same run."""
    others = [result for result in results if result.case.role != "ours"]
    columns = ["what", "cache", "median", "spread", "private", "mapped", *(f"/ {each.case.name}" for each in others)]
    lines = [f"## {title}", "", *([note, ""] if note else []), f"| {' | '.join(columns)} |"]
    lines.append(f"|{' --- |' * len(columns)}")
    for result in results:
        low, high = min(result.seconds), max(result.seconds)
        cells = [result.case.name, result.cache, f"{result.median:.3f} s", f"{low:.3f}-{high:.3f}"]
        cells += [f"{max(result.anonymous) / 1e6:.0f} MB", f"{max(result.mapped) / 1e6:.0f} MB"]
        cells += ["" if each is result else f"{result.median / each.median:.2f}" for each in others]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def machine() -> str:
    """One line on where this was measured."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor() or "unknown processor",
    )
    memory = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return f"{os.cpu_count()} cores of {model}, {memory / 1e6:.0f} GB of memory, Python {platform.python_version()}"


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def save(name: str, text: str, page: Path) -> None:
    """Put one suite's tables into the page, between its marks, leaving the other suites' alone."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    old = page.read_text() if page.exists() else "# Benchmarks\n"
    block = f"{begin}\n{text.strip()}\n{end}"
    head, mark, rest = old.partition(begin)
    page.write_text(head + block + rest.partition(end)[2] if mark else f"{old.rstrip()}\n\n{block}\n")


def dump(results: Sequence[Result]) -> str:
    """The raw figures as JSON."""
    rows = [
        {"name": r.case.name, "cache": r.cache, "seconds": r.seconds, "private": r.anonymous, "mapped": r.mapped}
        for r in results
    ]
    return json.dumps(rows, indent=1)
