"""`trivet embed`: a table of vectors and similarities, or a file. With no framework."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from golden_data import data_folder
from trivet.cli import app
from trivet.text.embedding.sentence_encoder import SentenceEncoder

FOLDER = data_folder("embeddings") / "all_modes"


class Encoder:
    """Stands for a loaded encoder: the vector of a text is its length and its number of words."""

    dimension, framework, similarity_fn_name = 2, "torch", "cosine"
    similarity = SentenceEncoder.similarity
    told: dict[str, Any]

    def encode(self, texts: list[str], batch_size: int | None = None, **options: Any) -> Any:
        Encoder.told = {"batch_size": batch_size, **options}
        return np.array([[len(text), len(text.split())] for text in texts], np.float32)


@pytest.fixture(autouse=True)
def _loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(source: str, framework: str | None = None, **options: Any) -> Encoder:
        Encoder.told = {"source": source, "framework": framework, **options}
        return Encoder()

    monkeypatch.setattr(SentenceEncoder, "from_pretrained", load)


def invoke(*arguments: object, **options: Any) -> Result:
    return CliRunner().invoke(app, ["embed", *map(str, arguments)], **options)


def test_table_has_each_text_and_how_similar_they_are() -> None:
    done = invoke(FOLDER, "a cat", "the dog ran", "--normalize", "--prompt-name", "query")
    assert done.exit_code == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    assert done.stdout.startswith("2 vectors of 2 numbers (torch), and their cosine similarity")
    assert lines[2] == ["1", "a", "cat", "5.385", "5.000", "2.000", "…", "1.00", "0.99"]
    assert lines[3][-2:] == ["0.99", "1.00"]
    assert Encoder.told == {"batch_size": None, "prompt": None, "prompt_name": "query", "normalize": True}


def test_texts_come_from_a_file_or_a_pipe_and_go_into_a_file(tmp_path: Path) -> None:
    (tmp_path / "texts.txt").write_text("one\n\nthree words here\n", encoding="utf-8")
    out = tmp_path / "vectors.npy"
    done = invoke(FOLDER, "first", "--file", tmp_path / "texts.txt", "--out", out, "--framework", "flax")
    assert done.exit_code == 0, done.stderr
    assert "4 vectors of 2 numbers in" in done.stdout
    assert np.load(out).tolist() == [[5, 1], [3, 1], [0, 0], [16, 3]]
    assert invoke(FOLDER, "--file", "-", "--out", out, input="x y\n").exit_code == 0
    assert np.load(out).tolist() == [[3, 2]]


def test_many_texts_are_not_all_listed() -> None:
    done = invoke(FOLDER, *("text " * 20 for _ in range(25)))
    assert "… and 5 more. --out writes all to a file." in done.stdout
    assert max(map(len, done.stdout.splitlines())) < 120


ERRORS: dict[str, tuple[Callable[[Path], tuple[object, ...]], int, str]] = {
    "no texts": (lambda folder: (), 2, "is missing: pass texts, or a file by --file"),
    "no such backend": (lambda folder: ("a", "--backend", "mxnet"), 2, "'mxnet' is not one of torch"),
    "another ending": (lambda folder: ("a", "--out", "x.csv"), 2, "the name must end in .npy"),
    "no such file": (lambda folder: ("--file", folder / "no.txt"), 2, "no.txt"),
    "no such folder": (lambda folder: ("a", "--out", folder / "no" / "x.npy"), 2, "cannot be written"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_errors_are_one_message(case: str, tmp_path: Path) -> None:
    arguments, code, message = ERRORS[case]
    done = invoke(FOLDER, *arguments(tmp_path))
    assert done.exit_code == code
    assert message in " ".join(done.stderr.replace("│", " ").split())
