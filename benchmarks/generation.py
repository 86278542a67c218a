"""Writing text: tokens per second after warm-up against each framework's peer, compilation apart, and flat decoding.

Each contender is one process with one model of random weights, which stays while the others take their turns: round by
round, so that a slow spell of the machine hits all of them, and only one computes at a time. The first call of each
shape, which compiles where anything is compiled, is reported by itself.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harness import machine
from models import LLAMA

_PEER = Path(__file__).resolve().parent.parent / ".nox" / "env-peer" / "bin" / "python"
_PROMPT, _NEW = 16, 128
_LENGTHS = (128, 256, 512, 1024)

# No token ends a text: all are as long as asked for.
_LLAMA_FIELDS = f"dict({LLAMA.format(heads=5)}, eos_token_id=None, pad_token_id=0)"
_GPT2_FIELDS = "dict(eos_token_id=None, bos_token_id=None, pad_token_id=0)"

_SERVER = """
import sys, time
import numpy as np
rng = np.random.default_rng(0)
class Listener:
    def put(self, tokens):
        pass
    def end(self):
        pass
CODE
def write(batch, new):
    ids = rng.integers(5, 30000, (batch, PROMPT))
    began = time.perf_counter()
    found = call(ids, new)
    seconds = time.perf_counter() - began
    assert tuple(found.shape) == (batch, ids.shape[1] + new), found.shape
    return seconds
print("ready", flush=True)
for line in sys.stdin:
    print("took", write(*map(int, line.split())), flush=True)
""".replace("PROMPT", str(_PROMPT))

_TORCH = """
import torch
from {library} import {config} as Config, {model} as Model
torch.manual_seed(0)
model = Model(Config(**{fields})).eval()
def call(ids, new):
    ids = torch.tensor(ids)
    mask = torch.ones_like(ids)
    return model.generate(ids, attention_mask=mask, max_new_tokens=new, do_sample=False{options})
"""

_TENSORFLOW = """
import tensorflow as tf
from {library} import {config} as Config, TF{model} as Model
model = Model(Config(**{fields}))
def call(ids, new):
    return model.generate(tf.constant(ids, tf.int32), max_new_tokens=new, do_sample=False{options}).numpy()
"""

# TensorFlow as its users compiled it in 4.37.
_TENSORFLOW_XLA = _TENSORFLOW.replace(
    "def call", "compiled = tf.function(model.generate, jit_compile=True)\ndef call"
).replace("model.generate(tf", "compiled(tf")

_FLAX = """
from {library} import {config} as Config, Flax{model} as Model
model = Model(Config(**{fields}), seed=0)
def call(ids, new):
    return np.asarray(model.generate(ids, max_new_tokens=new, do_sample=False{options}).sequences)
"""


@dataclass
class Contender:
    """One way to write text, and what it took; seconds.

    Attributes:
        code: defines `call(ids, new)`.
        first: of the first call of each (batch, new tokens).
        took: of the later ones.
    """

    name: str
    code: str
    role: str = "ours"
    python: str = sys.executable
    first: dict[tuple[int, int], float] = field(default_factory=dict)
    took: dict[tuple[int, int], list[float]] = field(default_factory=dict)
    process: Any = None
    errors: Any = None

    def start(self, stack: ExitStack) -> None:
        """Build the model; `stack` ends the process."""
        quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "HF_HUB_OFFLINE": "1", "CUDA_VISIBLE_DEVICES": ""}
        self.errors = stack.enter_context(tempfile.TemporaryFile("w+"))  # noqa: SIM115  # the stack closes it
        self.process = stack.enter_context(
            subprocess.Popen(
                [self.python, "-c", _SERVER.replace("CODE", self.code)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.errors,
                text=True,
                env={**os.environ, **quiet},
            )
        )
        stack.callback(self.process.stdin.close)
        self._said("ready")

    def write(self, batch: int, new: int) -> float:
        """Seconds of one call."""
        self.process.stdin.write(f"{batch} {new}\n")
        self.process.stdin.flush()
        return float(self._said("took").split()[1])

    def _said(self, word: str) -> str:
        for line in self.process.stdout:
            if line.startswith(word):
                return str(line)
        self.errors.seek(0)
        raise RuntimeError(f"{self.name} failed:\n{self.errors.read()[-2000:]}")


def measure(contenders: Sequence[Contender], shapes: Sequence[tuple[int, int]], repeats: int) -> list[Contender]:
    """Those that can run here, each with the seconds of all shapes (batch, new tokens)."""
    found = [each for each in contenders if Path(each.python).exists()]
    with ExitStack() as stack:
        for each in found:
            each.start(stack)
            for shape in shapes:
                each.first[shape] = each.write(*shape)
                each.took[shape] = []
                print(f"  {each.name} {shape}: first call {each.first[shape]:.2f} s", file=sys.stderr, flush=True)
        for number in range(repeats):
            for shape in shapes:
                for each in found:
                    each.took[shape].append(each.write(*shape))
                    took = each.took[shape][-1]
                    print(f"  {number + 1}/{repeats} {each.name} {shape}: {took:.2f} s", file=sys.stderr, flush=True)
    return found


def speeds(title: str, found: Sequence[Contender], batches: Sequence[int]) -> str:
    """Tokens per second; ratios above 1 are faster than the peer of the same run."""
    peers = [each for each in found if each.role == "peer"]
    columns = ["what", "batch", "tokens/s", "spread", "first call", *(f"x {peer.name}" for peer in peers)]
    note = f"Greedy, prompt of {_PROMPT}, {_NEW} new tokens, fp32. On {machine()}."
    lines = [f"## {title}", "", note, "", f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    for batch in batches:
        shape = (batch, _NEW)
        for each in found:
            rates = sorted(batch * _NEW / seconds for seconds in each.took[shape])
            cells = [each.name, str(batch), f"{statistics.median(rates):.1f}", f"{rates[0]:.1f}-{rates[-1]:.1f}"]
            cells.append(f"{each.first[shape]:.1f} s")
            own = statistics.median(each.took[shape])
            cells += ["" if each is peer else f"{statistics.median(peer.took[shape]) / own:.2f}" for peer in peers]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def growth(title: str, found: Sequence[Contender]) -> str:
    """Milliseconds of a token, by how many were written before it."""
    spans = [f"{low}-{high}" for low, high in zip((0, *_LENGTHS), _LENGTHS, strict=False)]
    lines = [
        f"## {title}",
        "",
        "Milliseconds for each token, batch 1: those of a text less those of the shorter one.",
        "",
    ]
    lines += [f"| what | {' | '.join(f'tokens {span}' for span in spans)} |", f"|{' --- |' * (len(spans) + 1)}"]
    for each in found:
        totals = [0.0, *(statistics.median(each.took[1, length]) for length in _LENGTHS)]
        counts = [0, *_LENGTHS]
        per_token = [(totals[i] - totals[i - 1]) / (counts[i] - counts[i - 1]) * 1000 for i in range(1, len(totals))]
        lines.append(f"| {each.name} | {' | '.join(f'{value:.1f}' for value in per_token)} |")
    return "\n".join(lines) + "\n"


def llama() -> list[Contender]:
    """100M parameters, grouped queries; the peer is today's eager PyTorch."""
    words = {"config": "LlamaConfig", "model": "LlamaForCausalLM", "fields": _LLAMA_FIELDS}
    ours = {"library": "trivet", **words}
    static = ", cache_implementation='static'"
    return [
        Contender("transformers 5.23 torch", _TORCH.format(library="transformers", options="", **words), role="peer"),
        Contender("trivet torch", _TORCH.format(options="", **ours)),
        Contender("trivet torch, compiled", _TORCH.format(options=static, **ours)),
        Contender("trivet flax", _FLAX.format(options="", **ours)),
        Contender("trivet tensorflow", _TENSORFLOW.format(options="", **ours)),
    ]


def streamed() -> list[Contender]:
    """The same, followed token by token, which a whole search in one program cannot be."""
    ours = {"library": "trivet", "config": "LlamaConfig", "model": "LlamaForCausalLM", "fields": _LLAMA_FIELDS}
    code = {"torch": _TORCH, "flax": _FLAX, "tensorflow": _TENSORFLOW}
    return [
        Contender(f"trivet {name}, streamed", each.format(options=", streamer=Listener()", **ours))
        for name, each in code.items()
    ]


def gpt2() -> list[Contender]:
    """GPT-2 small; the peers are the frameworks' own classes of 4.37.2."""
    words = {"config": "GPT2Config", "model": "GPT2LMHeadModel", "fields": _GPT2_FIELDS}
    ours, theirs = {"library": "trivet", **words}, {"library": "transformers", **words}
    peer = {"role": "peer", "python": str(_PEER)}
    return [
        Contender("trivet flax", _FLAX.format(options="", **ours)),
        Contender("4.37.2 flax", _FLAX.format(options="", **theirs), **peer),
        Contender("trivet tensorflow", _TENSORFLOW.format(options="", **ours)),
        Contender("4.37.2 tensorflow", _TENSORFLOW.format(options="", **theirs), **peer),
        Contender("4.37.2 tensorflow, XLA", _TENSORFLOW_XLA.format(options="", **theirs), **peer),
    ]


def main(*, repeats: int = 5) -> str:
    """The tables as Markdown."""
    batches = (1, 8)
    shapes = [(batch, _NEW) for batch in batches]
    tables = [speeds("Llama 100M writes", measure([*llama(), *streamed()], shapes, repeats), batches)]
    tables.append(speeds("GPT-2 small writes", measure(gpt2(), shapes[:1], repeats), batches[:1]))
    lengths = [(1, length) for length in _LENGTHS]
    tables.append(growth("Llama 100M writes long texts", measure(llama(), lengths, max(1, repeats // 3))))
    return "\n".join(tables)
