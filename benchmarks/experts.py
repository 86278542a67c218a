"""Mixtures of experts: writing and reading with 8 experts of which each token has 2, against today's eager PyTorch."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence

from generation import _FLAX, _TENSORFLOW, _TORCH, Contender, measure
from harness import machine

_LONG, _NEW = 256, 32
_WRITES, _READS = (1, _NEW), (1, 1)
# 0.5 B parameters, 9 in 10 of them in experts; no token ends a text
_FIELDS = (
    "dict(vocab_size=30005, hidden_size=1024, intermediate_size=1792, num_hidden_layers=10, num_attention_heads=16, "
    "num_key_value_heads=4, max_position_embeddings=1024, num_local_experts=8, num_experts_per_tok=2, "
    "eos_token_id=None, pad_token_id=0)"
)
_WORDS = {"config": "MixtralConfig", "model": "MixtralForCausalLM", "fields": _FIELDS}
# A call for a single token reads a long prompt, of which the end is returned with it.
_READING = f"""
short = call
def call(ids, new):
    if new > 1:
        return short(ids, new)
    return short(np.resize(ids, (len(ids), {_LONG})), 1)[:, -ids.shape[1] - 1:]
"""


def contenders() -> list[Contender]:
    """The peer, and each framework."""
    ours = {"torch": _TORCH, "flax": _FLAX, "tensorflow": _TENSORFLOW}
    peer = _TORCH.format(library="transformers", options="", **_WORDS)
    return [
        Contender("transformers 5.23 torch", peer + _READING, role="peer"),
        *(
            Contender(f"trivet {name}", code.format(library="trivet", options="", **_WORDS) + _READING)
            for name, code in ours.items()
        ),
    ]


def table(found: Sequence[Contender]) -> str:
    """Tokens per second of writing, seconds of reading; ratios above 1 are faster than the peer of the same run."""
    peer = next(each for each in found if each.role == "peer")
    note = (
        f"Mixtral of 0.5 B parameters, 8 experts, 2 for each token, fp32, batch 1: {_NEW} new tokens after a prompt of "
        f"16, and the first token after a prompt of {_LONG}. On {machine()}."
    )
    lines = ["## Mixtures of experts", "", note, ""]
    lines += ["| what | tokens/s | spread | x peer | prompt | spread | x peer |", f"|{' --- |' * 7}"]
    for each in found:
        rates = sorted(_NEW / seconds for seconds in each.took[_WRITES])
        reads = sorted(each.took[_READS])
        ratios = (statistics.median(peer.took[shape]) / statistics.median(each.took[shape]) for shape in _SHAPES)
        written, read = ("" if each is peer else f"{ratio:.2f}" for ratio in ratios)
        lines.append(
            f"| {each.name} | {statistics.median(rates):.1f} | {rates[0]:.1f}-{rates[-1]:.1f} | {written} "
            f"| {statistics.median(reads):.2f} s | {reads[0]:.2f}-{reads[-1]:.2f} | {read} |"
        )
    return "\n".join(lines) + "\n"


_SHAPES = (_WRITES, _READS)


def main(*, repeats: int = 5) -> str:
    """The table as Markdown."""
    return table(measure(contenders(), _SHAPES, repeats))


if __name__ == "__main__":
    print(main(repeats=int(sys.argv[1])))
