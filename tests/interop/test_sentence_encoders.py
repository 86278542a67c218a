"""sentence-transformers reads folders that trivet saves, and encodes with a model of trivet in place of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

import trivet

TEXTS = ["two words", "and three more"]


def test_a_model_of_ours_encodes_in_place_of_theirs(minilm: Path, tmp_path: Path) -> None:
    library = pytest.importorskip("sentence_transformers")
    theirs = library.SentenceTransformer(str(minilm), device="cpu")
    expected = theirs.encode(TEXTS)
    theirs[0].model = trivet.BertModel.from_pretrained(minilm)
    np.testing.assert_allclose(theirs.encode(TEXTS), expected, rtol=0, atol=1e-6)
    theirs.save(str(tmp_path / "saved"))
    shutil.copytree(minilm, tmp_path / "ours", ignore=shutil.ignore_patterns("model.safetensors"))
    theirs[0].model.save_pretrained(tmp_path / "ours", keep_others=True)
    for folder in ("saved", "ours"):
        again = library.SentenceTransformer(str(tmp_path / folder), device="cpu")
        np.testing.assert_allclose(again.encode(TEXTS), expected, rtol=0, atol=1e-6)
